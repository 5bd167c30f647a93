// SPDX-License-Identifier: GPL-3.0-or-later
// posix_spawn with both outputs in temporary files, so that no pipe can fill up.
#include "tests/support/process.h"

#include <QByteArray>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

extern char** environ;

namespace alidade::test {

namespace {

using FilePointer = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

FilePointer temporary() { return {std::tmpfile(), std::fclose}; }

std::string contents(std::FILE* file)
{
    std::string text;
    std::rewind(file);
    char buffer[65536];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
        text.append(buffer, got);
    return text;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

/// Lowers this process's limit of address space for as long as it lives, so that a child inherits it.
class InheritedAddressSpace {
public:
    explicit InheritedAddressSpace(std::size_t bytes)
    {
        if (bytes == 0 || sanitized || ::getrlimit(RLIMIT_AS, &m_before) != 0) return;
        rlimit lower = m_before;
        lower.rlim_cur = bytes;
        m_changed = ::setrlimit(RLIMIT_AS, &lower) == 0;
    }
    ~InheritedAddressSpace()
    {
        if (m_changed) ::setrlimit(RLIMIT_AS, &m_before);
    }
    InheritedAddressSpace(const InheritedAddressSpace&) = delete;
    InheritedAddressSpace& operator=(const InheritedAddressSpace&) = delete;

private:
    rlimit m_before{};
    bool m_changed = false;
};

/// Waits for the end of `child`, or ends it after `seconds` (0: waits for ever).
int waitFor(pid_t child, int seconds, Finished& finished)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::seconds(seconds);
    int status = 0;
    rusage used{};
    while (true) {
        const pid_t ended = ::wait4(child, &status, seconds == 0 ? 0 : WNOHANG, &used);
        if (ended == child) break;
        if (ended < 0 && errno != EINTR) throw std::runtime_error("the program was lost");
        if (seconds == 0) continue;
        if (!finished.timedOut && Clock::now() > end) {
            finished.timedOut = true;
            ::kill(child, SIGKILL);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    finished.peakBytes = static_cast<std::size_t>(used.ru_maxrss) * 1024;
    return status;
}

} // namespace

Finished run(const std::string& program, const std::vector<std::string>& arguments,
             const std::string& outputTo, const RunLimits& limits)
{
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const FilePointer out = temporary();
    const FilePointer err = temporary();
    if (!out || !err) throw std::runtime_error("no temporary files");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (outputTo.empty())
        posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), 1);
    else
        posix_spawn_file_actions_addopen(&actions, 1, outputTo.c_str(), O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, fileno(err.get()), 2);
    pid_t child = 0;
    int failed = 0;
    {
        const InheritedAddressSpace space(limits.addressSpace);
        failed = posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error(program + ": " + std::strerror(failed));
    Finished finished;
    const int status = waitFor(child, limits.seconds, finished);
    if (WIFEXITED(status)) finished.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
    finished.out = contents(out.get());
    finished.err = contents(err.get());
    return finished;
}

Finished runCli(const std::vector<std::string>& arguments, const std::string& outputTo,
                const RunLimits& limits)
{
    const QByteArray program = qgetenv("ALIDADE_CLI");
    if (program.isEmpty()) throw std::runtime_error("ALIDADE_CLI is not set; run the tests by ctest");
    return run(program.toStdString(), arguments, outputTo, limits);
}

} // namespace alidade::test
