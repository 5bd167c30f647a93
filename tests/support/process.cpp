// SPDX-License-Identifier: GPL-3.0-or-later
// posix_spawn with both outputs in temporary files, so that no pipe can fill up.
#include "tests/support/process.h"

#include <QByteArray>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>

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
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, got);
    return text;
}

} // namespace

Finished run(const std::string& program, const std::vector<std::string>& arguments, const std::string& outputTo)
{
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
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
    const int failed = posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error(program + ": " + std::strerror(failed));
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    Finished finished;
    if (WIFEXITED(status)) finished.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
    finished.out = contents(out.get());
    finished.err = contents(err.get());
    return finished;
}

Finished runCli(const std::vector<std::string>& arguments, const std::string& outputTo)
{
    const QByteArray program = qgetenv("ALIDADE_CLI");
    if (program.isEmpty()) throw std::runtime_error("ALIDADE_CLI is not set; run the tests by ctest");
    return run(program.toStdString(), arguments, outputTo);
}

} // namespace alidade::test
