// SPDX-License-Identifier: Apache-2.0
// Checking of a listing: numbers against the file's size and the limits, texts against UTF-8, names against
// each other.
#include "core/checkpoint/hdf5_listing.h"

#include "core/base/checked.h"
#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace alidade::hdf5 {

namespace {

constexpr std::chrono::milliseconds listingPatience{8'000};
constexpr std::uint64_t largestElement = 64; // bytes of one stored number, long double included

std::string checkedName(MessageReader& message)
{
    std::string name = message.text(3 * limits::hdf5NameBytes); // U+FFFD takes three bytes
    if (name.empty() || !isValidUtf8(name)) throw ProtocolError("a name is no text");
    return name;
}

TensorInfo tensorOf(MessageReader& message)
{
    TensorInfo tensor;
    tensor.name = checkedName(message);
    tensor.dtype = message.dtype();
    tensor.shape = message.shape();
    const auto elements = elementCount(tensor.shape);
    tensor.bytes = message.number<std::uint64_t>();
    if (!elements || !storageBytes(tensor.dtype, *elements)) throw ProtocolError("a shape is impossible");
    tensor.elements = *elements;
    if ((tensor.bytes == 0) != (tensor.elements == 0) || tensor.bytes / largestElement > tensor.elements)
        throw ProtocolError("a size is impossible");
    return tensor;
}

Source sourceOf(MessageReader& message, const TensorInfo& tensor, std::uint64_t fileSize)
{
    Source source;
    const auto storage = message.number<std::uint8_t>();
    if (storage > static_cast<std::uint8_t>(Storage::External)) throw ProtocolError("a storage is unknown");
    source.storage = static_cast<Storage>(storage);
    source.offset = message.number<std::uint64_t>();
    source.place = message.place();
    if (source.storage != Storage::Direct) return source;
    const auto end = checkedAdd(source.offset, tensor.bytes);
    const bool fits = end && *end <= fileSize && tensor.bytes == storageBytes(tensor.dtype, tensor.elements);
    if (!fits || !source.place.file.empty()) throw ProtocolError("data lies outside the file");
    return source;
}

/// Datasets that lie in the file as they are must not share bytes, unless they are one dataset with two
/// names.
void refuseOverlap(const Listing& listing)
{
    struct Extent {
        std::uint64_t begin, end, address;
        std::size_t tensor;
    };
    std::vector<Extent> extents;
    for (std::size_t i = 0; i < listing.sources.size(); ++i) {
        const Source& source = listing.sources[i];
        const std::uint64_t bytes = listing.header.tensors[i].bytes;
        const bool contiguous = source.storage == Storage::Direct || source.storage == Storage::Contiguous;
        if (contiguous && source.place.file.empty() && bytes > 0)
            extents.push_back({source.offset, source.offset + bytes, source.place.address, i});
    }
    std::sort(extents.begin(), extents.end(),
              [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    for (std::size_t i = 1; i < extents.size(); ++i) {
        const Extent& before = extents[i - 1];
        const Extent& here = extents[i];
        if (here.begin >= before.end || here.address == before.address) continue;
        const auto& tensors = listing.header.tensors;
        throw FormatError(FormatReason::Overlap, listing.header.path,
                          inQuotes(tensors[before.tensor].name) + " and " +
                              inQuotes(tensors[here.tensor].name) + " share bytes of the file",
                          here.begin);
    }
}

/// Puts a listing together, one message at a time.
class Collector {
public:
    Collector(const std::string& path, std::uint64_t fileSize) : m_fileSize(fileSize)
    {
        m_listing.header.path = path;
        m_listing.header.formatId = "hdf5";
    }

    /// True when the listing is complete. @throws ProtocolError, FormatError
    bool take(MessageReader& message)
    {
        switch (message.kind()) {
        case Kind::Tensor:
            addTensor(message);
            break;
        case Kind::Attribute:
            addAttribute(message);
            break;
        case Kind::Warning:
            addWarning(message);
            break;
        case Kind::Progress:
            break;
        case Kind::Done:
            (void)message.number<std::uint64_t>();
            break;
        case Kind::Failure:
            throw failureOf(message, m_listing.header.path);
        default:
            throw ProtocolError("an answer is of the wrong kind");
        }
        message.end();
        return message.kind() == Kind::Done;
    }

    Listing finish()
    {
        refuseOverlap(m_listing);
        return std::move(m_listing);
    }

private:
    void addTensor(MessageReader& message)
    {
        TensorInfo tensor = tensorOf(message);
        Source source = sourceOf(message, tensor, m_fileSize);
        m_nameBytes += tensor.name.size() + source.place.link.size() + source.place.file.size();
        if (m_listing.sources.size() >= limits::hdf5Datasets || m_nameBytes > limits::hdf5AllNameBytes)
            throw FormatError(FormatReason::TooMany, m_listing.header.path,
                              "it has too many datasets, or too long names");
        if (!m_names.insert(tensor.name).second)
            throw FormatError(FormatReason::DuplicateName, m_listing.header.path,
                              "it has two datasets named " + inQuotes(tensor.name));
        tensor.index = m_listing.sources.size();
        m_listing.header.tensors.push_back(std::move(tensor));
        m_listing.sources.push_back(std::move(source));
    }

    void addAttribute(MessageReader& message)
    {
        auto& metadata = m_listing.header.metadata;
        std::string key = checkedName(message);
        std::string value = message.text(2 * limits::hdf5TextBytes);
        if (!isValidUtf8(value)) throw ProtocolError("an attribute is no text");
        if (metadata.size() >= limits::hdf5Attributes) throw ProtocolError("there are too many attributes");
        metadata.emplace_back(std::move(key), std::move(value));
    }

    void addWarning(MessageReader& message)
    {
        std::string text = escaped(message.text(messageLimit), 500);
        if (m_listing.header.warnings.size() < limits::hdf5Warnings)
            m_listing.header.warnings.push_back(std::move(text));
    }

    std::uint64_t m_fileSize;
    Listing m_listing;
    std::unordered_set<std::string> m_names;
    std::size_t m_nameBytes = 0;
};

} // namespace

FormatError failureOf(MessageReader& message, const std::string& path)
{
    const auto reason = message.number<std::uint8_t>();
    if (reason > static_cast<std::uint8_t>(FormatReason::ReadFailed))
        throw ProtocolError("a reason is unknown");
    return {static_cast<FormatReason>(reason), path, escaped(message.text(messageLimit), 1500)};
}

Listing requestListing(Process& process, const std::string& path, std::uint64_t fileSize)
{
    MessageWriter request(Kind::List);
    process.request(request);
    Collector collector(path, fileSize);
    try {
        for (bool done = false; !done;) {
            MessageReader message(process.answer(listingPatience));
            done = collector.take(message);
        }
    } catch (const ProtocolError& error) {
        process.refuse(error.what());
    }
    return collector.finish();
}

} // namespace alidade::hdf5
