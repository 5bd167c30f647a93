// SPDX-License-Identifier: Apache-2.0
// The worker's main loop, its limits, and the datasets that it keeps open between reads.
#include "core/checkpoint/hdf5_worker.h"

#include "core/base/text.h"
#include "core/checkpoint/hdf5_chunks.h"
#include "core/checkpoint/hdf5_walk.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <list>
#include <memory>
#include <new>
#include <string_view>
#include <thread>

namespace alidade {

namespace hdf5 {

namespace {

constexpr rlim_t memoryLimit = rlim_t{3} << 29;                 // 1.5 GiB of address space
constexpr rlim_t secondsPerRequest = 3;                         // of computing, plus what a large file needs:
constexpr std::uint64_t bytesPerSecond = 100'000'000;           // of the file
constexpr std::uint64_t messagesPerSecond = 5'000;              // of a listing
constexpr std::chrono::milliseconds silenceLimit{500};          // while listing
constexpr std::uint64_t cacheBudget = std::uint64_t{256} << 20; // chunk caches of open datasets together
constexpr std::size_t openLimit = 8;                            // datasets kept open
constexpr std::size_t sendBytes = std::size_t{64} << 10;        // of small messages sent together

void lower(int resource, rlim_t value)
{
    rlimit limit{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) return;
    limit.rlim_cur = std::min(limit.rlim_max, value);
    limit.rlim_max = limit.rlim_cur;
    ::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
}

/// Gives the process that many more seconds of computing time; when they are over it is ended by SIGXCPU.
void allowComputing(rlim_t seconds)
{
    rusage used{};
    rlimit limit{};
    if (::getrusage(RUSAGE_SELF, &used) != 0 || ::getrlimit(RLIMIT_CPU, &limit) != 0) return;
    const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1;
    limit.rlim_cur = std::min(limit.rlim_max, spent + seconds);
    ::setrlimit(RLIMIT_CPU, &limit);
}

void limitProcess()
{
    ::prctl(PR_SET_DUMPABLE, 0); // a crash writes nothing
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    lower(RLIMIT_CORE, 0);
    lower(RLIMIT_FSIZE, 0);
#if !defined(__SANITIZE_ADDRESS__) &&                                                                        \
    !defined(__SANITIZE_THREAD__) // sanitizers map terabytes of address space
    lower(RLIMIT_AS, memoryLimit);
#endif
    ::setenv("HDF5_PLUGIN_PRELOAD", "::", 1);
    ::setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1); // a file that someone else has open may be looked at
    for (const char* name : {"HDF5_PLUGIN_PATH", "HDF5_VDS_PREFIX", "HDF5_EXTFILE_PREFIX", "HDF5_EXT_PREFIX",
                             "HDF5_DRIVER", "HDF5_DEBUG"})
        ::unsetenv(name);
}

/// Ends the worker when the parent goes away, also in the middle of a request. (The signal that the kernel
/// can send for that comes already when the *thread* ends that started the worker.)
void watchParent()
{
    std::thread([] {
        pollfd parent{socketFd, POLLRDHUP, 0};
        while (::poll(&parent, 1, -1) < 0 && errno == EINTR) {
        }
        ::_exit(0);
    }).detach();
}

class Worker {
public:
    explicit Worker(std::span<std::byte> memory) : m_memory(memory) {}

    /// Serves requests until the parent closes the socket.
    void run()
    {
        while (const auto body = receive()) {
            allowComputing(secondsPerRequest + m_files.totalSize() / bytesPerSecond);
            try {
                serve(*body);
            } catch (const Refusal& refusal) {
                fail(refusal.reason(), refusal.what());
            } catch (const ProtocolError&) {
                fail(FormatReason::ReaderStopped,
                     "the HDF5 reader was asked something that it does not understand");
            } catch (const std::bad_alloc&) {
                fail(FormatReason::TooMany, "a size in it is larger than the reader's limit");
            } catch (const std::length_error&) {
                fail(FormatReason::TooMany, "a size in it is larger than the reader's limit");
            }
            flush();
        }
    }

private:
    struct Open {
        std::string file;
        std::uint64_t address;
        Dataset dataset;
        std::unique_ptr<ChunkReader> chunks; ///< of the dataset, if it has chunks that we decode
    };

    std::optional<std::vector<std::byte>> receive()
    {
        std::uint32_t length = 0;
        if (!receiveAll(std::as_writable_bytes(std::span(&length, 1))) || length > messageLimit)
            return std::nullopt;
        std::vector<std::byte> body(length);
        if (!receiveAll(body)) return std::nullopt;
        return body;
    }

    static bool receiveAll(std::span<std::byte> out)
    {
        while (!out.empty()) {
            const ssize_t got = ::recv(socketFd, out.data(), out.size(), 0);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            out = out.subspan(static_cast<std::size_t>(got));
        }
        return true;
    }

    void send(MessageWriter& message)
    {
        const auto bytes = message.finish();
        m_out.insert(m_out.end(), bytes.begin(), bytes.end());
        if (m_out.size() >= sendBytes) flush();
    }

    void flush()
    {
        for (std::size_t sent = 0; sent < m_out.size();) {
            const ssize_t now = ::send(socketFd, m_out.data() + sent, m_out.size() - sent, MSG_NOSIGNAL);
            if (now < 0 && errno == EINTR) continue;
            if (now <= 0) ::_exit(0);
            sent += static_cast<std::size_t>(now);
        }
        m_out.clear();
        m_flushed = std::chrono::steady_clock::now();
    }

    void fail(FormatReason reason, const std::string& detail)
    {
        MessageWriter message(Kind::Failure);
        message.number(static_cast<std::uint8_t>(reason));
        message.text(escaped(detail, 1500));
        send(message);
    }

    void serve(std::span<const std::byte> body)
    {
        MessageReader request(body);
        if (request.kind() == Kind::List) return list();
        if (request.kind() == Kind::Read) return read(request);
        throw ProtocolError("unknown request");
    }

    void list()
    {
        std::uint64_t messages = 0;
        const Send forward = [&](MessageWriter& message) {
            if (++messages % messagesPerSecond == 0)
                allowComputing(secondsPerRequest + m_files.totalSize() / bytesPerSecond);
            send(message);
            if (std::chrono::steady_clock::now() - m_flushed > silenceLimit) flush();
        };
        walkFile(m_files, forward);
        sendAttributes(m_files, forward);
        MessageWriter done(Kind::Done);
        done.number(m_files.totalSize());
        send(done);
    }

    void read(MessageReader& request)
    {
        const Place place = request.place();
        const DType dtype = request.dtype();
        const auto shape = request.shape();
        const auto first = request.number<std::uint64_t>();
        const auto count = request.number<std::uint64_t>();
        request.end();
        const Open& open = opened(place);
        const Dataset& dataset = open.dataset;
        if (dataset.type.dtype != dtype || dataset.shape != shape)
            throw Refusal(FormatReason::ReadFailed, "the file has changed since it was opened");
        const std::uint64_t size = dtypeInfo(dtype).blockBytes;
        if (!dataset.type.memory.valid() || count > m_memory.size() / size || first > dataset.elements ||
            count > dataset.elements - first)
            throw ProtocolError("impossible range");
        readElements(dataset, open.chunks.get(), first, count, m_memory);
        MessageWriter answer(Kind::Data);
        answer.number(count * size);
        send(answer);
    }

    /// The dataset at `place`, opened or still open; the least recently used are closed.
    const Open& opened(const Place& place)
    {
        const auto same = [&](const Open& one) {
            return one.file == place.file && one.address == place.address;
        };
        const auto known = std::find_if(m_open.begin(), m_open.end(), same);
        if (known != m_open.end()) {
            m_open.splice(m_open.begin(), m_open, known);
            return m_open.front();
        }
        const LibraryFile& file = m_files.at(place.file);
        auto found = openDataset(m_files, file, place);
        if (!found.dataset)
            throw Refusal(FormatReason::ReadFailed, "the file has changed since it was opened");
        makeRoom(found.dataset->cacheBytes);
        Dataset dataset = reopenForReading(file, place, std::move(*found.dataset));
        m_open.push_front({place.file, place.address, std::move(dataset), nullptr});
        Open& open = m_open.front();
        if (!open.dataset.chunks.extent.empty() && canUndo(open.dataset.chunks.filters))
            open.chunks = std::make_unique<ChunkReader>(open.dataset, file.size);
        return open;
    }

    void makeRoom(std::uint64_t bytes)
    {
        std::uint64_t used = bytes;
        for (const Open& one : m_open)
            used += one.dataset.cacheBytes;
        while (!m_open.empty() && (used > cacheBudget || m_open.size() >= openLimit)) {
            used -= m_open.back().dataset.cacheBytes;
            m_open.pop_back();
        }
    }

    std::span<std::byte> m_memory;
    FileSet m_files;
    std::list<Open> m_open;
    std::vector<std::byte> m_out;
    std::chrono::steady_clock::time_point m_flushed;
};

} // namespace

} // namespace hdf5

bool isHdf5Worker(int argc, char** argv)
{
    return argc >= 2 && std::string_view(argv[1]) == hdf5::workerFlag;
}

int runHdf5Worker(int argc, char** argv)
{
    struct stat status {};
    if (!isHdf5Worker(argc, argv) || ::fstat(hdf5::socketFd, &status) != 0 || !S_ISSOCK(status.st_mode))
        return 2;
    if (::fstat(hdf5::memoryFd, &status) != 0 || status.st_size < static_cast<off_t>(hdf5::readBlockBytes))
        return 2;
    void* const memory =
        ::mmap(nullptr, hdf5::readBlockBytes, PROT_READ | PROT_WRITE, MAP_SHARED, hdf5::memoryFd, 0);
    if (memory == MAP_FAILED) return 2;
    hdf5::limitProcess();
    hdf5::watchParent();
    try {
        hdf5::Worker({static_cast<std::byte*>(memory), hdf5::readBlockBytes}).run();
    } catch (const std::exception&) {
        return 3; // the parent sees the code
    }
    return 0;
}

} // namespace alidade
