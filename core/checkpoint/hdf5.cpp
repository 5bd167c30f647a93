// SPDX-License-Identifier: Apache-2.0
// HDF5 checkpoints. This process never runs libhdf5 on them: a child lists the datasets and reads those that
// need the library; what lies in the file as plain little-endian numbers is read here, without a conversion
// by the library.
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/hdf5_listing.h"

#include <fcntl.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <system_error>

namespace alidade {

namespace {

using namespace hdf5;

constexpr std::chrono::milliseconds readPatience{
    60'000}; // a slow disk; computing is bounded by the worker itself
constexpr std::size_t directBlockBytes = std::size_t{1} << 20;
constexpr std::size_t fingerprintBytes = std::size_t{1} << 20;
constexpr std::array<unsigned char, 8> signature{0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

/// The folder of `path`, open only as a place to start the worker in.
Descriptor openFolder(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    Descriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!opened.valid())
        throw FormatError(FormatReason::CannotOpen, path,
                          "its folder cannot be opened: " + std::generic_category().message(errno));
    return opened;
}

/// Hash of the file's size, its first bytes, and the listing.
std::uint64_t fingerprintOf(const File& file, const Listing& listing)
{
    std::vector<std::byte> facts(
        static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), fingerprintBytes)));
    file.read(0, facts);
    MessageWriter list(Kind::List);
    for (std::size_t i = 0; i < listing.sources.size(); ++i) {
        const TensorInfo& tensor = listing.header.tensors[i];
        list.text(tensor.name);
        list.number(static_cast<std::uint8_t>(tensor.dtype));
        list.shape(tensor.shape);
        list.number(listing.sources[i].offset);
    }
    const auto listed = list.finish();
    facts.insert(facts.end(), listed.begin(), listed.end());
    return XXH3_64bits_withSeed(facts.data(), facts.size(), file.size());
}

class Hdf5Checkpoint final : public Checkpoint {
public:
    Hdf5Checkpoint(std::unique_ptr<const File> file, std::unique_ptr<Process> process, Listing listing)
        : Checkpoint(std::move(listing.header)), m_file(std::move(file)),
          m_sources(std::move(listing.sources)), m_process(std::move(process))
    {}

    void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const override
    {
        readAny(tensor, first, out);
    }
    void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const override
    {
        readAny(tensor, first, out);
    }

private:
    template <typename Out>
    void readAny(const TensorInfo& given, std::uint64_t first, std::span<Out> out) const
    {
        if (given.index >= tensors().size() || tensors()[given.index].name != given.name)
            throw InvalidRequest("the tensor " + inQuotes(given.name) + " is not of this file");
        const TensorInfo& tensor = tensors()[given.index];
        const DTypeInfo& type = dtypeInfo(tensor.dtype);
        if (!type.readable)
            throw InvalidRequest("elements of type " + std::string(type.name) +
                                 " cannot be read as real numbers");
        if (first > tensor.elements || out.size() > tensor.elements - first)
            throw InvalidRequest("the tensor " + inQuotes(tensor.name) +
                                 " has fewer elements than were asked for");
        const Source& source = m_sources[tensor.index];
        const bool direct = source.storage == Storage::Direct;
        const std::size_t blockElements = (direct ? directBlockBytes : readBlockBytes) / type.blockBytes;
        std::vector<std::byte> block(std::min(out.size(), blockElements) * type.blockBytes);
        while (!out.empty()) {
            const std::size_t count = std::min(out.size(), blockElements);
            const auto bytes = std::span(block).first(count * type.blockBytes);
            if (direct)
                m_file->read(source.offset + first * type.blockBytes, bytes);
            else
                readThroughWorker(tensor, source, first, count, bytes);
            decode(tensor.dtype, bytes, out.first(count));
            out = out.subspan(count);
            first += count;
        }
    }

    void readThroughWorker(const TensorInfo& tensor, const Source& source, std::uint64_t first,
                           std::size_t count, std::span<std::byte> bytes) const
    {
        MessageWriter request(Kind::Read);
        request.place(source.place);
        request.number(static_cast<std::uint8_t>(tensor.dtype));
        request.shape(tensor.shape);
        request.number(first);
        request.number(static_cast<std::uint64_t>(count));
        const std::lock_guard lock(m_mutex);
        m_process->request(request);
        try {
            MessageReader answer(m_process->answer(readPatience));
            if (answer.kind() == Kind::Failure) {
                const FormatError error = failureOf(answer, path());
                throw FormatError(error.reason(), path(), inQuotes(tensor.name) + ": " + error.detail());
            }
            if (answer.kind() != Kind::Data || answer.number<std::uint64_t>() != bytes.size())
                throw ProtocolError("an answer is of the wrong kind");
            answer.end();
        } catch (const ProtocolError& error) {
            m_process->refuse(error.what());
        }
        std::memcpy(bytes.data(), m_process->memory().data(), bytes.size());
    }

    const std::unique_ptr<const File> m_file;
    std::vector<Source> m_sources;
    mutable std::mutex m_mutex;               ///< of m_process
    const std::unique_ptr<Process> m_process; ///< one request at a time
};

bool isSignature(std::span<const std::byte> bytes)
{
    return bytes.size() >= signature.size() &&
           std::memcmp(bytes.data(), signature.data(), signature.size()) == 0;
}

bool signatureBeyondHead(const ProbeInput& input, std::uint64_t from)
try {
    const File file(input.path);
    for (std::uint64_t at = from; at + signature.size() <= file.size(); at *= 2) {
        std::array<std::byte, signature.size()> bytes{};
        file.read(at, bytes);
        if (isSignature(bytes)) return true;
    }
    return false;
} catch (const FormatError&) {
    return false; // a file that has gone or shrunk since it was looked at is nobody's
}

/// The signature stands at 0, or behind a user block of 512, 1024, 2048, ... bytes.
int probeHdf5(const ProbeInput& input)
{
    if (input.isFolder || input.size < signature.size()) return Never;
    if (isSignature(input.head)) return Certain;
    for (std::uint64_t at = 512; at <= input.size - signature.size(); at *= 2) {
        if (at + signature.size() > input.head.size())
            return signatureBeyondHead(input, at) ? Certain : Never;
        if (isSignature(std::span(input.head).subspan(static_cast<std::size_t>(at)))) return Certain;
    }
    return Never;
}

std::unique_ptr<const Checkpoint> openHdf5(const std::string& path)
{
    auto file = std::make_unique<const File>(path);
    auto process = std::make_unique<Process>(path, file->descriptor(), openFolder(path));
    Listing listing = requestListing(*process, path, file->size());
    listing.header.fingerprint = fingerprintOf(*file, listing);
    const auto needsWorker = [](const Source& source) { return source.storage != Storage::Direct; };
    if (std::none_of(listing.sources.begin(), listing.sources.end(), needsWorker)) process->stop();
    return std::make_unique<Hdf5Checkpoint>(std::move(file), std::move(process), std::move(listing));
}

} // namespace

void register_hdf5(CheckpointFormatRegistry& formats)
{
    formats.add({
        .id = "hdf5",
        .label = "HDF5",
        .suffixes = {".h5", ".hdf5"},
        .probe = probeHdf5,
        .open = openHdf5,
    });
}

} // namespace alidade
