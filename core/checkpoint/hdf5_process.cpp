// SPDX-License-Identifier: Apache-2.0
// Starting, talking to and ending the reader's child process.
#include "core/checkpoint/hdf5_process.h"

#include "core/base/text.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#ifndef ALIDADE_INSTALL_BINDIR
#define ALIDADE_INSTALL_BINDIR "/usr/bin"
#endif

namespace alidade::hdf5 {

namespace {

constexpr std::size_t receiveBytes = std::size_t{64} << 10;

FormatError stopped(const std::string& path, const std::string& detail)
{
    return {FormatReason::ReaderStopped, path, detail};
}

/// File actions of posix_spawn, released when done.
class SpawnActions {
public:
    SpawnActions() { ::posix_spawn_file_actions_init(&m_actions); }
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    [[nodiscard]] posix_spawn_file_actions_t* get() { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

/// The signals as a program expects them, whatever this one blocks or ignores.
class SpawnAttributes {
public:
    SpawnAttributes()
    {
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        // A group of its own: Ctrl+C in a terminal is the parent's business.
        ::posix_spawnattr_setpgroup(&m_attributes, 0);
        ::posix_spawnattr_setflags(&m_attributes,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&m_attributes); }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    [[nodiscard]] const posix_spawnattr_t* get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes{};
};

/// A copy of `descriptor` above those that the child's ends are moved to, so that no move overwrites
/// another's source.
Descriptor liftedAbove(int descriptor)
{
    return Descriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, fileFd + 1));
}

/// Our environment without what would change the library's behaviour, and without a thread pool in the child.
std::vector<std::string> workerEnvironment()
{
    std::vector<std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view variable(*entry);
        const bool replaced = variable.starts_with("HDF5_") || variable.starts_with("OMP_") ||
                              variable.starts_with("OPENBLAS_");
        if (!replaced) variables.emplace_back(variable);
    }
    variables.insert(variables.end(), {"HDF5_PLUGIN_PRELOAD=::", "HDF5_USE_FILE_LOCKING=FALSE",
                                       "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"});
    return variables;
}

std::string ownFolder()
{
    std::array<char, PATH_MAX> buffer{};
    const ssize_t length = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
    if (length <= 0) return ".";
    const std::string_view program(buffer.data(), static_cast<std::size_t>(length));
    return std::string(program.substr(0, program.rfind('/')));
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    if (this == &other) return *this;
    if (m_value >= 0) ::close(m_value);
    m_value = other.release();
    return *this;
}

Descriptor::~Descriptor()
{
    if (m_value >= 0) ::close(m_value);
}

int Descriptor::release() { return std::exchange(m_value, -1); }

std::string findWorkerProgram()
{
    const auto usable = [](const std::string& path) { return ::access(path.c_str(), X_OK) == 0; };
    if (const char* chosen = std::getenv("ALIDADE_WORKER"); chosen != nullptr && *chosen != '\0')
        return usable(chosen) ? std::filesystem::absolute(chosen).string()
                              : std::string(); // it starts elsewhere
    const std::string here = ownFolder();
    for (const std::string& path : {here + "/alidade-cli", here + "/../bin/alidade-cli",
                                    std::string(ALIDADE_INSTALL_BINDIR) + "/alidade-cli"})
        if (usable(path)) return path;
    return {};
}

Process::~Process()
{
    stop();
    if (m_memory != nullptr) ::munmap(m_memory, readBlockBytes);
}

void Process::createMemory()
{
    m_memoryFile = Descriptor(::memfd_create("alidade-hdf5", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    // Sealed: a child that shrank it would make reading it here end this process.
    const bool ready =
        m_memoryFile.valid() && ::ftruncate(m_memoryFile.get(), readBlockBytes) == 0 &&
        ::fcntl(m_memoryFile.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
    void* const memory =
        ready ? ::mmap(nullptr, readBlockBytes, PROT_READ, MAP_SHARED, m_memoryFile.get(), 0) : MAP_FAILED;
    if (memory == MAP_FAILED)
        throw stopped(m_path,
                      std::string("the HDF5 reader cannot be started (") + std::strerror(errno) + ")");
    m_memory = static_cast<std::byte*>(memory);
}

void Process::start()
{
    const std::string program = findWorkerProgram();
    if (program.empty())
        throw stopped(m_path,
                      "the HDF5 reader cannot be started: the program alidade-cli is not beside this one");
    if (m_memory == nullptr) createMemory();
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw stopped(m_path,
                      std::string("the HDF5 reader cannot be started (") + std::strerror(errno) + ")");
    Descriptor ours(ends[0]);
    const Descriptor theirs(ends[1]);
    const std::array<std::pair<Descriptor, int>, 3> given{{
        {liftedAbove(theirs.get()), socketFd},
        {liftedAbove(m_memoryFile.get()), memoryFd},
        {liftedAbove(m_file), fileFd},
    }};
    SpawnActions actions;
    ::posix_spawn_file_actions_addfchdir_np(actions.get(), m_folder.get());
    ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(actions.get(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(actions.get(), STDOUT_FILENO, STDERR_FILENO);
    for (const auto& [descriptor, number] : given)
        ::posix_spawn_file_actions_adddup2(actions.get(), descriptor.get(), number);
    ::posix_spawn_file_actions_addclosefrom_np(actions.get(), fileFd + 1);
    const SpawnAttributes attributes;
    std::vector<std::string> variables = workerEnvironment();
    std::vector<char*> environment;
    for (std::string& variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    std::string name = program;
    std::string flag = workerFlag;
    const std::array<char*, 3> arguments{name.data(), flag.data(), nullptr};
    const int error = ::posix_spawn(&m_child, program.c_str(), actions.get(), attributes.get(),
                                    arguments.data(), environment.data());
    if (error != 0) {
        m_child = 0;
        throw stopped(m_path,
                      std::string("the HDF5 reader cannot be started (") + std::strerror(error) + ")");
    }
    m_socket = std::move(ours);
    m_received.clear();
    m_used = 0;
}

bool Process::stoppedWhileIdle() const
{
    char byte = 0;
    return ::recv(m_socket.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || errno != EAGAIN;
}

void Process::request(MessageWriter& message)
{
    // Between requests the child has nothing to say; if there is something, it has gone or went astray.
    if (m_child != 0 && (m_used != m_received.size() || stoppedWhileIdle())) stop();
    if (m_child == 0) start();
    auto rest = message.finish();
    while (!rest.empty()) {
        const ssize_t sent = ::send(m_socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) failStopped();
        rest = rest.subspan(static_cast<std::size_t>(sent));
    }
}

std::span<const std::byte> Process::answer(std::chrono::milliseconds patience)
{
    const auto available = [this] { return m_received.size() - m_used; };
    std::uint32_t length = 0;
    while (available() < sizeof(length))
        receiveMore(patience);
    std::memcpy(&length, m_received.data() + m_used, sizeof(length));
    if (length == 0 || length > messageLimit) refuse("an answer has an impossible length");
    while (available() < sizeof(length) + length)
        receiveMore(patience);
    const auto body = std::span(m_received).subspan(m_used + sizeof(length), length);
    m_used += sizeof(length) + length;
    return body;
}

void Process::receiveMore(std::chrono::milliseconds patience)
{
    m_received.erase(m_received.begin(), m_received.begin() + static_cast<std::ptrdiff_t>(m_used));
    m_used = 0;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd child{m_socket.get(), POLLIN, 0};
        const int ready = ::poll(&child, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
        if (ready > 0) break;
        if (ready < 0 && errno == EINTR) continue;
        stop();
        throw stopped(m_path,
                      "the HDF5 reader was stopped: it gave no answer for " +
                          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience).count()) +
                          " seconds");
    }
    const std::size_t before = m_received.size();
    m_received.resize(before + receiveBytes);
    const ssize_t got = ::recv(m_socket.get(), m_received.data() + before, receiveBytes, MSG_DONTWAIT);
    m_received.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    const bool again = got < 0 && (errno == EINTR || errno == EAGAIN);
    if (got <= 0 && !again) failStopped();
}

std::string Process::describeEnd(int status) const
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return "the HDF5 reader was stopped: it computed for too long without a result";
    if (WIFSIGNALED(status))
        return "the HDF5 reader stopped (signal " + std::to_string(WTERMSIG(status)) + ")";
    if (WIFEXITED(status))
        return "the HDF5 reader stopped (exit code " + std::to_string(WEXITSTATUS(status)) + ")";
    return "the HDF5 reader stopped";
}

void Process::failStopped()
{
    // The socket is closed, so the child is about to end or has ended; its status tells why.
    int status = 0;
    pid_t ended = 0;
    for (int tries = 0; tries < 200 && ended == 0; ++tries) {
        ended = ::waitpid(m_child, &status, WNOHANG);
        if (ended == 0) ::usleep(5'000);
    }
    const std::string detail =
        ended == m_child ? describeEnd(status) : std::string("the HDF5 reader stopped");
    if (ended != 0) m_child = 0;
    stop();
    throw stopped(m_path, detail);
}

void Process::refuse(const std::string& why)
{
    stop();
    throw stopped(m_path, "the HDF5 reader went astray: " + escaped(why));
}

void Process::stop()
{
    m_socket = Descriptor();
    m_received.clear();
    m_used = 0;
    if (m_child == 0) return;
    ::kill(m_child, SIGKILL);
    while (::waitpid(m_child, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_child = 0;
}

} // namespace alidade::hdf5
