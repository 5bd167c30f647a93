// SPDX-License-Identifier: Apache-2.0
// A model folder in Hugging Face layout (formats.md 3, "Folder"): its safetensors, with the facts of
// config.json and the tokenizer beside them.
#include "core/checkpoint/huggingface_folder.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/huggingface_config.h"
#include "core/checkpoint/limits.h"
#include "core/checkpoint/nested_error.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/safetensors_sharded.h"

#include <algorithm>
#include <filesystem>

namespace alidade {

namespace {

constexpr std::string_view indexSuffix = ".safetensors.index.json";
constexpr std::string_view indexName = "model.safetensors.index.json";
constexpr std::string_view weightsSuffix = ".safetensors";
constexpr std::string_view weightsName = "model.safetensors";

/// The tensors of the file or index in a folder, in the folder's name.
class HuggingFaceFolder final : public Checkpoint {
public:
    HuggingFaceFolder(CheckpointHeader header, std::string fileName,
                      std::unique_ptr<const Checkpoint> weights)
        : Checkpoint(std::move(header)), m_fileName(std::move(fileName)), m_weights(std::move(weights))
    {}

    void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const override
    {
        readAny(tensor, first, out);
    }
    void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const override
    {
        readAny(tensor, first, out);
    }
    void verify(const JobContext& job) const override
    {
        withErrorsOf(path(), inQuotes(m_fileName) + ": ", [&] { m_weights->verify(job); });
    }

private:
    template <typename Number>
    void readAny(const TensorInfo& tensor, std::uint64_t first, std::span<Number> out) const
    {
        withErrorsOf(path(), inQuotes(m_fileName) + ": ", [&] { m_weights->read(tensor, first, out); });
    }

    std::string m_fileName;
    std::unique_ptr<const Checkpoint> m_weights;
};

/// The one name that ends so, `preferred` before all others; empty if there is none or no saying which.
std::string pick(const std::vector<std::string>& names, std::string_view suffix, std::string_view preferred)
{
    if (std::find(names.begin(), names.end(), preferred) != names.end()) return std::string(preferred);
    const auto ends = [suffix](const std::string& name) { return name.ends_with(suffix); };
    if (std::count_if(names.begin(), names.end(), ends) != 1) return {};
    return *std::find_if(names.begin(), names.end(), ends);
}

[[noreturn]] void refuse(const std::string& path, const std::vector<std::string>& names)
{
    const auto find = [&names](std::initializer_list<std::string_view> suffixes) {
        return std::find_if(names.begin(), names.end(), [&](const std::string& name) {
            return std::any_of(suffixes.begin(), suffixes.end(),
                               [&](auto suffix) { return name.ends_with(suffix); });
        });
    };
    if (find({weightsSuffix, indexSuffix}) != names.end())
        throw FormatError(
            FormatReason::UnknownFormat, path,
            "the folder holds several safetensors files and nothing says which one is meant: open the "
            "file itself");
    if (const auto other = find({".gguf", ".h5", ".npz", ".npy"}); other != names.end())
        throw FormatError(FormatReason::UnknownFormat, path,
                          "the folder holds no safetensors: open the file " + inQuotes(*other, 80) +
                              " in it");
    if (const auto pickle = find({".bin", ".bin.index.json", ".pt", ".pth", ".ckpt"}); pickle != names.end())
        throw FormatError(
            FormatReason::Unsupported, path,
            "the folder holds its weights in " + inQuotes(*pickle, 80) +
                ", a PyTorch file: a pickle can run programs when it is opened, so Alidade does not; save "
                "them as safetensors");
    throw FormatError(FormatReason::UnknownFormat, path, "the folder holds no model that Alidade can read");
}

std::vector<std::string> namesIn(const std::string& path)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        if (names.size() == limits::folderEntries)
            throw FormatError(FormatReason::TooMany, path,
                              "the folder holds more than " + withThousands(limits::folderEntries) +
                                  " files");
        names.push_back(at->path().filename().string());
    }
    if (error) throw FormatError(FormatReason::CannotOpen, path, "cannot be listed: " + error.message());
    std::sort(names.begin(), names.end());
    return names;
}

int probe(const ProbeInput& input) { return input.isFolder ? Plausible : Never; }

} // namespace

std::string huggingFaceWeights(const std::vector<std::string>& names)
{
    std::string name = pick(names, indexSuffix, indexName);
    if (name.empty()) name = pick(names, weightsSuffix, weightsName);
    return name;
}

std::unique_ptr<const Checkpoint> openHuggingFaceFolder(const std::string& path)
{
    const std::vector<std::string> names = namesIn(path);
    const std::string name = huggingFaceWeights(names);
    if (name.empty()) refuse(path, names);
    const std::string folder = path.ends_with('/') ? path : path + '/';
    std::unique_ptr<const Checkpoint> weights = withErrorsOf(path, inQuotes(name) + ": ", [&] {
        return name.ends_with(indexSuffix) ? openShardedSafetensors(folder + name)
                                           : openSafetensors(folder + name);
    });
    CheckpointHeader header;
    header.path = path;
    header.formatId = "hf-folder";
    header.tensors = weights->tensors();
    header.warnings = weights->warnings();
    header.fingerprint = weights->fingerprint();
    addModelFacts(folder, header);
    header.metadata.insert(header.metadata.end(), weights->metadata().begin(), weights->metadata().end());
    return std::make_unique<HuggingFaceFolder>(std::move(header), name, std::move(weights));
}

void register_huggingface_folder(CheckpointFormatRegistry& registry)
{
    registry.add({"hf-folder", "Hugging Face folder", {}, probe, openHuggingFaceFolder});
}

} // namespace alidade
