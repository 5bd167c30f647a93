// SPDX-License-Identifier: Apache-2.0
// Writing safetensors: the header is complete before the first byte of data, since all sizes are known.
#include "core/checkpoint/checkpoint_writer.h"
#include "core/checkpoint/output_file.h"
#include "core/tensor/encode.h"

#include <cstring>
#include <nlohmann/json.hpp>

namespace alidade {

namespace {

constexpr std::size_t headerAlignment = 8;

std::string headerOf(const std::vector<TensorInfo>& tensors)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    header["__metadata__"] = {{"format", "pt"}};
    std::uint64_t at = 0;
    for (const TensorInfo& tensor : tensors) {
        nlohmann::ordered_json& entry = header[tensor.name];
        entry["dtype"] = std::string(dtypeInfo(tensor.dtype).name);
        entry["shape"] = tensor.shape;
        entry["data_offsets"] = {at, at + tensor.bytes};
        at += tensor.bytes;
    }
    std::string text = header.dump();
    text.append((headerAlignment - text.size() % headerAlignment) % headerAlignment, ' ');
    return text;
}

class SafetensorsWriter final : public CheckpointWriter {
public:
    SafetensorsWriter(const std::string& path, const std::vector<TensorInfo>& tensors) : m_file(path)
    {
        const std::string header = headerOf(tensors);
        const std::uint64_t length = header.size();
        m_file.append(std::as_bytes(std::span(&length, 1)));
        m_file.append(header);
    }

    void write(std::span<const std::byte> bytes) override { m_file.append(bytes); }
    void endTensor() override {}
    void finish() override {}

private:
    OutputFile m_file;
};

} // namespace

void register_safetensors_writer(CheckpointWriterRegistry& registry)
{
    registry.add({
        .id = "safetensors",
        .suffix = ".safetensors",
        .targetType = [](DType stored) { return isEncodable(stored) ? stored : DType::F32; },
        .create = [](const std::string& path,
                     const std::vector<TensorInfo>& tensors) -> std::unique_ptr<CheckpointWriter> {
            return std::make_unique<SafetensorsWriter>(path, tensors);
        },
    });
}

} // namespace alidade
