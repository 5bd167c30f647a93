// SPDX-License-Identifier: Apache-2.0
#include "core/operators/model_folder.h"

#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"
#include "core/checkpoint/output_file.h"
#include "core/operators/activations.h"
#include "core/operators/exact_weights.h"
#include "core/operators/online_rotations.h"
#include "core/tensor/encode.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdlib.h>
#include <sys/stat.h>
#include <system_error>

namespace alidade {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What belongs to a model beside its weights and configuration.
constexpr std::array copiedFiles{"tokenizer.model",
                                 "tokenizer.json",
                                 "tokenizer_config.json",
                                 "special_tokens_map.json",
                                 "added_tokens.json",
                                 "vocab.json",
                                 "merges.txt",
                                 "chat_template.jinja",
                                 "generation_config.json"};

/// A folder beside `target` for the time of writing; removed again unless commit() was called.
class TemporaryFolder {
public:
    explicit TemporaryFolder(fs::path target) : m_target(std::move(target))
    {
        std::string name = m_target.string() + ".part-XXXXXX";
        if (!::mkdtemp(name.data())) fail("cannot be created");
        m_path = name;
        // mkdtemp makes private folders; a result should be as readable as any other new one.
        const mode_t mask = ::umask(0);
        ::umask(mask);
        ::chmod(m_path.c_str(), 0777 & ~mask);
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        if (!m_committed) fs::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }
    /// Gives the folder its name. @throws Error if there is something of this name by now
    void commit()
    {
        // A plain rename would replace an empty folder that came up in between.
        int result = ::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, m_target.c_str(), RENAME_NOREPLACE);
        if (result != 0 && (errno == EINVAL || errno == ENOSYS))
            result = std::rename(m_path.c_str(), m_target.c_str());
        if (result != 0) fail("cannot get its name");
        m_committed = true;
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(escapedPath(m_target.string()) + " " + what + ": " +
                    std::generic_category().message(errno));
    }

    fs::path m_target;
    fs::path m_path;
    bool m_committed = false;
};

void writeWhole(const std::string& path, const std::string& content)
{
    TemporaryFile temporary(path);
    OutputFile(temporary.path()).append(content);
    temporary.commit();
}

const char* configType(DType type)
{
    switch (type) {
    case DType::F16:
        return "float16";
    case DType::BF16:
        return "bfloat16";
    default:
        return "float32";
    }
}

/// Floating-point types that models are kept in stay as they are, everything else becomes float32.
DType targetType(const TensorInfo* stored, StoredAs storedAs)
{
    if (storedAs == StoredAs::Bfloat16) return DType::BF16;
    if (storedAs == StoredAs::Float32 || !stored) return DType::F32;
    return stored->dtype == DType::BF16 || stored->dtype == DType::F16 ? stored->dtype : DType::F32;
}

/// What is written under which name.
struct Written {
    ParameterId id;
    TensorInfo info;
};

std::vector<Written> listOf(const ModelFolderContent& content)
{
    std::vector<Written> list;
    for (const ParameterId& id : withHead(content.source.parameters(), content.config)) {
        // A head that was untied is stored like the embedding that it was.
        const TensorInfo* stored = content.source.tensor(id);
        if (!stored) stored = content.source.tensor({Place::Embedding});
        Written item{id, {}};
        item.info.name = huggingFaceName(id);
        item.info.shape = stored->shape;
        item.info.dtype = targetType(stored, content.storedAs);
        item.info.elements = stored->elements;
        item.info.bytes = storageBytes(item.info.dtype, stored->elements).value_or(0);
        item.info.index = list.size();
        list.push_back(std::move(item));
    }
    return list;
}

/// Rounds to what the type holds. @return how many values changed @throws NumericalError where one became
/// infinite
std::uint64_t roundTo(const TensorInfo& info, Matrix& values, const JobContext& job)
{
    if (info.dtype == DType::F32) return 0;
    const Matrix before = values;
    if (info.dtype == DType::BF16)
        roundToBfloat16(values, job);
    else
        values = values.unaryExpr([](float value) { return roundToHalf(value); });
    if (before.allFinite() && !values.allFinite())
        throw NumericalError("a value of " + info.name + " is beyond what " +
                             std::string(dtypeInfo(info.dtype).name) + " can hold: store the weights as f32");
    return static_cast<std::uint64_t>((values.array() != before.array()).count());
}

/// @return values that were rounded
std::uint64_t writeTensor(const ModelFolderContent& content, const Written& item, CheckpointWriter& writer,
                          const JobContext& job)
{
    constexpr Index pieceRows = 256;
    const MatrixPtr loaded = content.weights.load(item.id, job);
    if (!loaded) throw InvalidRequest("the model has no " + item.info.name);
    if (static_cast<std::uint64_t>(loaded->size()) != item.info.elements)
        throw InvalidRequest(item.info.name + " changed its size");
    std::uint64_t rounded = 0;
    std::vector<std::byte> bytes;
    for (Index at = 0; at < loaded->rows(); at += pieceRows) {
        Matrix piece = loaded->middleRows(at, std::min(pieceRows, loaded->rows() - at));
        rounded += roundTo(item.info, piece, job);
        const std::vector<double> values(piece.data(), piece.data() + piece.size());
        bytes.resize(static_cast<std::size_t>(storageBytes(item.info.dtype, values.size()).value_or(0)));
        encode(item.info.dtype, values, bytes);
        writer.write(bytes);
    }
    writer.endTensor();
    return rounded;
}

std::string configText(const ModelFolderContent& content, DType type)
{
    const std::string path = folderOf(content.source.checkpoint()) + "/config.json";
    const File file(path);
    if (file.size() > limits::jsonFileBytes)
        throw FormatError(FormatReason::HeaderTooLarge, path, "a configuration is never this large");
    std::string text(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, std::as_writable_bytes(std::span(text.data(), text.size())));
    Json config = Json::parse(text, nullptr, false);
    if (!config.is_object()) throw FormatError(FormatReason::BadText, path, "not a JSON object");
    config["tie_word_embeddings"] = content.config.tiedEmbeddings;
    config[config.contains("dtype") && !config.contains("torch_dtype") ? "dtype" : "torch_dtype"] =
        configType(type);
    if (config.contains("dtype")) config["dtype"] = configType(type);
    config.erase("quantization_config");
    constexpr int indent = 2;
    return config.dump(indent) + "\n";
}

std::vector<std::string> copyOthers(const ModelFolderContent& content, const TemporaryFolder& folder)
{
    std::vector<std::string> copied;
    const fs::path from(folderOf(content.source.checkpoint()));
    for (const char* name : copiedFiles) {
        std::error_code error;
        if (!fs::is_regular_file(from / name, error)) continue;
        if (!fs::copy_file(from / name, folder.file(name), error))
            throw Error(escapedPath((from / name).string()) + " cannot be copied: " + error.message());
        copied.emplace_back(name);
    }
    return copied;
}

/// "folder/" is "folder".
fs::path withoutSlash(const std::string& target)
{
    const fs::path named(target);
    return named.has_filename() ? named : named.parent_path();
}

} // namespace

StoredAs storedAsFromText(const std::string& text)
{
    if (text == "f32") return StoredAs::Float32;
    if (text == "bf16") return StoredAs::Bfloat16;
    if (text == "same") return StoredAs::Same;
    throw InvalidRequest("weights cannot be stored as " + inQuotes(text) + "; f32, bf16 and same are known");
}

void requireNewModelFolder(const Checkpoint& source, const std::string& target)
{
    const std::string name = escapedPath(target);
    if (target.empty()) throw InvalidRequest("the new folder needs a name");
    std::error_code ignored;
    const fs::path named = withoutSlash(target);
    if (fs::exists(fs::symlink_status(named, ignored)))
        throw InvalidRequest(name + " exists already: nothing is overwritten");
    const fs::path model = fs::weakly_canonical(source.path(), ignored);
    fs::path above = fs::weakly_canonical(fs::absolute(named, ignored), ignored);
    for (; !model.empty() && above != above.parent_path(); above = above.parent_path())
        if (above == model) throw InvalidRequest(name + " is inside the model that is read");
    const fs::path parent = fs::absolute(named, ignored).lexically_normal().parent_path();
    if (!fs::is_directory(parent, ignored))
        throw InvalidRequest(escapedPath(parent.string()) + " is not a folder");
    if (source.formatId() == "gguf")
        throw InvalidRequest(escapedPath(source.path()) +
                             " is a GGUF file: its queries and keys are in another order and "
                             "it has no config.json to go with them; take the model's "
                             "Hugging Face folder");
}

ModelFolderReport writeModelFolder(const ModelFolderContent& content, const std::string& target,
                                   const CheckpointWriterRegistry& writers, const JobContext& job)
{
    const fs::path named = withoutSlash(target);
    requireNewModelFolder(content.source.checkpoint(), target);
    TemporaryFolder folder(named);
    ModelFolderReport report;
    const std::vector<Written> list = listOf(content);
    std::vector<TensorInfo> infos;
    for (const Written& item : list)
        infos.push_back(item.info);
    const std::string weightsFile = folder.file("model.safetensors");
    {
        TemporaryFile temporary(weightsFile);
        const auto writer = writers.find("safetensors").create(temporary.path(), infos);
        for (const Written& item : list) {
            report.rounded += writeTensor(content, item, *writer, job.quiet());
            job.checkpoint(++report.tensors, list.size());
        }
        writer->finish();
        temporary.commit();
    }
    report.bytes = fs::file_size(weightsFile);
    writeWhole(folder.file("config.json"), configText(content, list.front().info.dtype));
    for (const auto& [name, text] : content.otherFiles)
        writeWhole(folder.file(name), text);
    report.copied = copyOthers(content, folder);
    folder.commit();
    return report;
}

} // namespace alidade
