// SPDX-License-Identifier: Apache-2.0
// Writing and reading the container through the program's own HDF5 writer and reader.
#include "core/compression/container.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_writer.h"
#include "core/checkpoint/seal.h"
#include "core/compression/container_index.h"

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

constexpr std::string_view mark = "ALIDADE1";
constexpr std::size_t pieceElements = std::size_t{1} << 20;
constexpr const char* indexName = "alidade";

std::string codedName(const ContainerEntry& entry) { return "coded/" + entry.name; }

TensorInfo byteTensor(const std::string& name, std::uint64_t bytes)
{
    TensorInfo tensor;
    tensor.name = name;
    tensor.shape = {bytes};
    tensor.dtype = DType::U8;
    tensor.elements = bytes;
    tensor.bytes = bytes;
    return tensor;
}

TensorInfo infoOf(const ContainerEntry& entry)
{
    if (entry.isCoded) return byteTensor(codedName(entry), entry.codedBytes());
    TensorInfo tensor;
    tensor.name = Container::keptName(entry);
    tensor.shape = entry.shape;
    tensor.dtype = entry.dtype;
    tensor.elements = std::accumulate(entry.shape.begin(), entry.shape.end(), std::uint64_t{1}, std::multiplies<>());
    tensor.bytes = storageBytes(entry.dtype, tensor.elements).value_or(0);
    return tensor;
}

} // namespace

std::uint64_t ContainerEntry::codedBytes() const
{
    return std::accumulate(sections.begin(), sections.end(), std::uint64_t{0});
}

void writeContainer(const std::string& path, const std::vector<ContainerEntry>& entries, const ContainerSource& source,
                    const Registries& registries, const JobContext& job)
{
    const std::string index = indexText(entries);
    std::vector<TensorInfo> tensors{byteTensor(indexName, index.size())};
    for (const ContainerEntry& entry : entries) tensors.push_back(infoOf(entry));
    {
        const auto writer = registries.checkpointWriters.find("hdf5").create(path, tensors);
        writer->write(std::as_bytes(std::span(index)));
        writer->endTensor();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            job.checkpoint(i, entries.size() + 1);
            source(i, [&writer](std::span<const std::byte> bytes) { writer->write(bytes); });
            writer->endTensor();
        }
        writer->finish();
    }
    appendSeal(path, mark, job.quiet());
}

Container::Container(const std::string& path, const Registries& registries, const JobContext& job) : m_path(path)
{
    checkSeal(path, mark, "compressed model", job);
    m_checkpoint = openCheckpoint(path, registries.checkpointFormats);
    const std::vector<std::byte> index = dataset(indexName, job);
    try {
        m_entries = entriesOf({reinterpret_cast<const char*>(index.data()), index.size()});
    } catch (const DamagedData& error) {
        throw FormatError(FormatReason::BadHeader, path, error.what());
    }
    for (const ContainerEntry& entry : m_entries) {
        const TensorInfo& stored = m_checkpoint->find(entry.isCoded ? codedName(entry) : keptName(entry));
        const bool fits = entry.isCoded ? stored.elements == entry.codedBytes()
                                        : stored.shape == entry.shape && stored.dtype == entry.dtype;
        if (!fits)
            throw FormatError(FormatReason::BadHeader, path,
                              "tensor " + inQuotes(entry.name) + " is not what the index says");
    }
}

CodedTensor Container::coded(const ContainerEntry& entry, const JobContext& job) const
{
    CodedTensor coded = entry.coded;
    const std::vector<std::byte> bytes = dataset(codedName(entry), job);
    std::span<const std::byte> rest = bytes;
    std::size_t section = 0;
    for (std::vector<std::byte>* part : {&coded.rowBasis, &coded.columnBasis, &coded.scales, &coded.symbols}) {
        const auto length = static_cast<std::size_t>(entry.sections[section++]);
        if (length > rest.size()) // lengths whose sum overflows
            throw FormatError(FormatReason::BadHeader, m_path, "tensor " + inQuotes(entry.name) + " is not what the index says");
        part->assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length));
        rest = rest.subspan(length);
    }
    return coded;
}

std::vector<std::byte> Container::dataset(const std::string& name, const JobContext& job) const
{
    const TensorInfo& tensor = m_checkpoint->find(name);
    if (tensor.dtype != DType::U8)
        throw FormatError(FormatReason::BadType, m_path, inQuotes(name) + " does not hold bytes");
    std::vector<std::byte> bytes(static_cast<std::size_t>(tensor.elements));
    std::vector<float> piece(std::min(pieceElements, bytes.size()));
    for (std::size_t at = 0; at < bytes.size(); at += piece.size()) {
        job.checkpoint();
        const std::span<float> part = std::span(piece).first(std::min(piece.size(), bytes.size() - at));
        m_checkpoint->read(tensor, at, part);
        std::transform(part.begin(), part.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       [](float value) { return static_cast<std::byte>(static_cast<unsigned char>(value)); });
    }
    return bytes;
}

} // namespace alidade
