// SPDX-License-Identifier: GPL-3.0-or-later
// Finding and running the desktop program.
#include "app/cli/desktop_program.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace alidade::cli {

namespace {

constexpr std::size_t mostOutput = std::size_t{64} << 10; ///< bytes of messages that are kept
constexpr std::size_t mostShown = 300;

bool isProgram(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

std::string ownFolder()
{
    std::array<char, PATH_MAX> buffer{};
    const ssize_t length = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
    const std::string program(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    return program.substr(0, program.rfind('/'));
}

std::optional<std::string> inPath(const std::string& name)
{
    const char* const variable = std::getenv("PATH");
    std::string_view rest = variable ? variable : "";
    while (!rest.empty()) {
        const std::string_view folder = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
        const std::string path = std::string(folder) + "/" + name;
        if (!folder.empty() && isProgram(path)) return path;
    }
    return std::nullopt;
}

int millisecondsLeft(std::chrono::steady_clock::time_point end)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<long long>(left.count(), 0, INT_MAX));
}

/// Reads what the child says until it closes its end; false if the time is up before that.
bool collect(int descriptor, std::chrono::steady_clock::time_point end, std::string& text)
{
    std::array<char, 4096> buffer{};
    while (true) {
        pollfd waiting{descriptor, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, millisecondsLeft(end));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return true;
        if (text.size() < mostOutput) text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

std::string firstLine(const std::string& text) { return escaped(text.substr(0, text.find('\n')), mostShown); }

int start(const std::string& program, const std::vector<std::string>& arguments, int messages, pid_t& child)
{
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& one : arguments) argv.push_back(const_cast<char*>(one.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, messages, 2);
    const int failure = ::posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure;
}

} // namespace

std::optional<std::string> desktopProgram()
{
    if (const char* const chosen = std::getenv("ALIDADE_DESKTOP"))
        return isProgram(chosen) ? std::optional<std::string>(chosen) : std::nullopt;
    const std::string beside = ownFolder() + "/alidade";
    return isProgram(beside) ? std::optional(beside) : inPath("alidade");
}

Ran runProgram(const std::string& program, const std::vector<std::string>& arguments, int seconds)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {false, std::strerror(errno)};
    pid_t child = 0;
    const int failure = start(program, arguments, ends[1], child);
    ::close(ends[1]);
    if (failure != 0) {
        ::close(ends[0]);
        return {false, escapedPath(program) + " cannot be started: " + std::strerror(failure)};
    }
    std::string messages;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    const bool inTime = collect(ends[0], end, messages);
    ::close(ends[0]);
    if (!inTime) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (!inTime) return {false, "it was not finished within " + std::to_string(seconds) + " s"};
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {true, {}};
    return {false, messages.empty() ? "it ended without a word" : firstLine(messages)};
}

} // namespace alidade::cli
