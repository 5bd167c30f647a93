// SPDX-License-Identifier: Apache-2.0
// Parent side: the reader's child process. It is started when first asked, and again when asked after it
// stopped. Thread rule: one caller at a time.
#pragma once

#include "core/checkpoint/hdf5_protocol.h"

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace alidade::hdf5 {

/// Owns a file descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int value) : m_value(value) {}
    Descriptor(Descriptor&& other) noexcept : m_value(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] bool valid() const { return m_value >= 0; }

private:
    int release();
    int m_value = -1;
};

/// Path of the program that serves as worker: $ALIDADE_WORKER, else alidade-cli beside this program, in
/// ../bin, or where it is installed. Empty if there is none.
std::string findWorkerProgram();

/// The child process of one open file.
class Process {
public:
    /// @param path   of the file, for messages
    /// @param file   descriptor of the file, owned by the caller and open as long as this lives
    /// @param folder its folder
    Process(std::string path, int file, Descriptor folder)
        : m_path(std::move(path)), m_file(file), m_folder(std::move(folder))
    {}
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Sends a request, starting the child if it does not run.
    /// @throws FormatError(ReaderStopped) if it cannot be started or stops meanwhile
    void request(MessageWriter& message);
    /// The next message of the answer, without its length; valid until the next call.
    /// @throws FormatError(ReaderStopped) when the child has stopped, or says nothing for `patience`, or too
    /// much
    std::span<const std::byte> answer(std::chrono::milliseconds patience);
    /// Ends the child, if it runs.
    void stop();
    /// Ends the child and says that it broke the rules. @throws FormatError(ReaderStopped), always
    [[noreturn]] void refuse(const std::string& why);

    /// Elements that the child delivered (readBlockBytes).
    [[nodiscard]] std::span<const std::byte> memory() const
    {
        return {m_memory, m_memory ? readBlockBytes : 0};
    }
    /// Process number of the child, 0 if it does not run. For tests.
    [[nodiscard]] pid_t processId() const { return m_child; }

private:
    void start();
    void createMemory();
    [[nodiscard]] bool stoppedWhileIdle() const;
    [[noreturn]] void failStopped();
    void receiveMore(std::chrono::milliseconds patience);
    std::string describeEnd(int status) const;

    std::string m_path;
    int m_file;
    Descriptor m_folder;
    pid_t m_child = 0;
    Descriptor m_socket;
    Descriptor m_memoryFile;
    std::byte* m_memory = nullptr;
    std::vector<std::byte> m_received;
    std::size_t m_used = 0; ///< bytes of m_received that were handed out
};

} // namespace alidade::hdf5
