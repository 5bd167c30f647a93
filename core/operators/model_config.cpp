// SPDX-License-Identifier: Apache-2.0
// Two sources of the same facts: a configuration of Hugging Face and a GGUF header.
#include "core/operators/model_config.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"
#include "core/operators/parameter_id.h"
#include "core/operators/rotary_embedding.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace alidade {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// Larger sizes are no model's, and products of two of them still fit.
constexpr double largestSize = 1 << 24;

constexpr std::array families{"llama", "mistral", "qwen2", "qwen3"};

std::string familyList()
{
    std::string list;
    for (const char* family : families) list += (list.empty() ? "" : ", ") + std::string(family);
    return list;
}

/// What both sources are asked for, by the key of that source.
class Facts {
public:
    virtual ~Facts() = default;
    [[nodiscard]] virtual std::optional<double> number(const std::string& key) const = 0;
    [[nodiscard]] virtual std::optional<std::string> text(const std::string& key) const = 0;
    /// The file, for messages.
    [[nodiscard]] virtual std::string file() const = 0;

    [[nodiscard]] Index size(const std::string& key) const
    {
        const std::optional<double> value = number(key);
        if (!value) throw InvalidRequest(file() + " does not say " + key);
        return whole(key, *value, 1.0);
    }
    [[nodiscard]] Index size(const std::string& key, Index fallback) const
    {
        const std::optional<double> value = number(key);
        return value ? whole(key, *value, 0.0) : fallback;
    }
    [[nodiscard]] std::optional<std::int32_t> token(const std::string& key) const
    {
        const std::optional<double> value = number(key);
        if (!value) return std::nullopt;
        return static_cast<std::int32_t>(whole(key, *value, 0.0));
    }

private:
    [[nodiscard]] Index whole(const std::string& key, double value, double least) const
    {
        if (!(value >= least && value <= largestSize) || value != static_cast<double>(static_cast<Index>(value)))
            throw InvalidRequest(file() + ": " + key + " is not a size a model can have");
        return static_cast<Index>(value);
    }
};

/// config.json.
class JsonFacts final : public Facts {
public:
    JsonFacts(const std::string& path, object top) : m_path(path), m_top(top) {}

    [[nodiscard]] std::optional<double> number(const std::string& key) const override
    {
        double value = 0.0;
        if (m_top.at_pointer("/" + key).get(value) != simdjson::SUCCESS) return std::nullopt;
        return value;
    }
    [[nodiscard]] std::optional<std::string> text(const std::string& key) const override
    {
        std::string_view value;
        if (m_top.at_pointer("/" + key).get(value) != simdjson::SUCCESS) return std::nullopt;
        return std::string(value);
    }
    [[nodiscard]] std::string file() const override { return escapedPath(m_path); }
    [[nodiscard]] bool isTrue(const std::string& key) const
    {
        bool value = false;
        return m_top.at_pointer("/" + key).get(value) == simdjson::SUCCESS && value;
    }

private:
    std::string m_path;
    object m_top;
};

/// The metadata of a GGUF header, which are text.
class HeaderFacts final : public Facts {
public:
    explicit HeaderFacts(const Checkpoint& checkpoint) : m_checkpoint(checkpoint) {}

    [[nodiscard]] std::optional<double> number(const std::string& key) const override
    {
        const std::optional<std::string> value = text(key);
        if (!value) return std::nullopt;
        double result = 0.0;
        const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), result);
        if (error != std::errc() || end != value->data() + value->size())
            throw InvalidRequest(file() + ": " + key + " is not a number");
        return result;
    }
    [[nodiscard]] std::optional<std::string> text(const std::string& key) const override
    {
        for (const auto& [name, value] : m_checkpoint.metadata())
            if (name == key) return value;
        return std::nullopt;
    }
    [[nodiscard]] std::string file() const override { return escapedPath(m_checkpoint.path()); }

private:
    const Checkpoint& m_checkpoint;
};

std::string checkedFamily(const std::optional<std::string>& family, const std::string& file)
{
    if (!family) throw InvalidRequest(file + " does not name an architecture");
    if (std::find(families.begin(), families.end(), *family) == families.end())
        throw InvalidRequest(file + ": the architecture " + inQuotes(*family) + " cannot be run; known are " +
                             familyList());
    return *family;
}

void checkSizes(const ModelConfig& config, const std::string& file)
{
    if (config.keyValueHeads < 1 || config.heads % config.keyValueHeads != 0)
        throw InvalidRequest(file + ": " + std::to_string(config.heads) + " query heads cannot share " +
                             std::to_string(config.keyValueHeads) + " key-value heads");
    if (config.headSize < 2 || config.headSize % 2 != 0)
        throw InvalidRequest(file + ": a head of size " + std::to_string(config.headSize) + " has no rotary planes");
    if (!(config.normEpsilon >= 0.0 && config.normEpsilon < 1.0))
        throw InvalidRequest(file + ": the epsilon of the norms is not one");
}

RotaryScaling rotaryScaling(const JsonFacts& facts)
{
    RotaryScaling scaling;
    std::string at = "rope_scaling/";
    if (facts.text("rope_parameters/rope_type")) at = "rope_parameters/"; // newer files keep theta there as well
    auto kind = facts.text(at + "rope_type");
    if (!kind) kind = facts.text(at + "type");
    scaling.kind = kind.value_or("default");
    scaling.factor = facts.number(at + "factor").value_or(1.0);
    scaling.lowFrequencyFactor = facts.number(at + "low_freq_factor").value_or(1.0);
    scaling.highFrequencyFactor = facts.number(at + "high_freq_factor").value_or(4.0);
    scaling.originalPositions = facts.number(at + "original_max_position_embeddings").value_or(8192.0);
    return scaling;
}

Index slidingWindow(const JsonFacts& facts, const std::string& family)
{
    const Index window = facts.size("sliding_window", 0);
    return family.starts_with("qwen") && !facts.isTrue("use_sliding_window") ? 0 : window;
}

ModelConfig fromJson(const JsonFacts& facts)
{
    ModelConfig config;
    config.family = checkedFamily(facts.text("model_type"), facts.file());
    if (const auto activation = facts.text("hidden_act"); activation && *activation != "silu")
        throw InvalidRequest(facts.file() + ": the activation " + inQuotes(*activation) + " is not known; silu is");
    config.vocabulary = facts.size("vocab_size");
    config.hidden = facts.size("hidden_size");
    config.feedForward = facts.size("intermediate_size");
    config.blocks = facts.size("num_hidden_layers");
    config.heads = facts.size("num_attention_heads");
    config.keyValueHeads = facts.size("num_key_value_heads", config.heads);
    config.headSize = facts.size("head_dim", 0);
    if (config.headSize == 0) config.headSize = config.hidden / config.heads;
    config.normEpsilon = facts.number("rms_norm_eps").value_or(1e-6);
    config.slidingWindow = slidingWindow(facts, config.family);
    config.maxPositions = facts.size("max_position_embeddings", 0);
    config.tiedEmbeddings = facts.isTrue("tie_word_embeddings");
    config.beginOfSequence = facts.token("bos_token_id");
    config.endOfSequence = facts.token("eos_token_id");
    checkSizes(config, facts.file());
    auto theta = facts.number("rope_theta");
    if (!theta) theta = facts.number("rope_parameters/rope_theta");
    config.ropeFrequencies =
        rotaryFrequencies(config.headSize, theta.value_or(10000.0), rotaryScaling(facts), facts.file());
    return config;
}

/// config.json in the folder of the model, or beside its file.
std::string configPath(const Checkpoint& checkpoint)
{
    namespace fs = std::filesystem;
    const fs::path path(checkpoint.path());
    std::error_code ignored;
    return (fs::is_directory(path, ignored) ? path : path.parent_path()) / "config.json";
}

ModelConfig fromFolder(const Checkpoint& checkpoint)
{
    const std::string path = configPath(checkpoint);
    const File file(path);
    if (file.size() > limits::jsonFileBytes)
        throw FormatError(FormatReason::HeaderTooLarge, path, "a configuration is never this large");
    simdjson::padded_string text(static_cast<std::size_t>(file.size()));
    file.read(0, std::as_writable_bytes(std::span(text.data(), text.size())));
    simdjson::dom::parser parser;
    element top;
    if (const auto error = parser.parse(text).get(top); error != simdjson::SUCCESS)
        throw FormatError(FormatReason::BadText, path, std::string("not JSON: ") + simdjson::error_message(error));
    if (!top.is<object>()) throw FormatError(FormatReason::BadText, path, "not a JSON object");
    return fromJson(JsonFacts(path, top));
}

/// GGUF keeps the scaling of Llama 3 as factors that divide the frequencies.
void divideByFactors(std::vector<double>& frequencies, const Checkpoint& checkpoint)
{
    const auto& tensors = checkpoint.tensors();
    const auto at = std::find_if(tensors.begin(), tensors.end(),
                                 [](const TensorInfo& tensor) { return tensor.name == "rope_freqs.weight"; });
    if (at == tensors.end()) return;
    const Matrix factors = checkpoint.readMatrix(*at, JobContext());
    if (factors.size() != static_cast<Index>(frequencies.size()) || !(factors.minCoeff() > 0.0F))
        throw InvalidRequest(escapedPath(checkpoint.path()) + ": rope_freqs.weight does not fit the heads");
    for (std::size_t i = 0; i < frequencies.size(); ++i)
        frequencies[i] /= static_cast<double>(factors(static_cast<Index>(i)));
}

Index vocabularyOf(const Checkpoint& checkpoint)
{
    for (const TensorInfo& tensor : checkpoint.tensors())
        if (parameterOfName(tensor.name) == ParameterId{Place::Embedding} && tensor.shape.size() == 2)
            return static_cast<Index>(tensor.shape[0]);
    throw InvalidRequest(escapedPath(checkpoint.path()) + " has no embedding");
}

ModelConfig fromHeader(const Checkpoint& checkpoint)
{
    const HeaderFacts facts(checkpoint);
    ModelConfig config;
    config.family = checkedFamily(facts.text("general.architecture"), facts.file());
    const std::string at = config.family + ".";
    config.vocabulary = vocabularyOf(checkpoint);
    config.hidden = facts.size(at + "embedding_length");
    config.feedForward = facts.size(at + "feed_forward_length");
    config.blocks = facts.size(at + "block_count");
    config.heads = facts.size(at + "attention.head_count");
    config.keyValueHeads = facts.size(at + "attention.head_count_kv", config.heads);
    config.headSize = facts.size(at + "attention.key_length", config.hidden / config.heads);
    config.normEpsilon = facts.number(at + "attention.layer_norm_rms_epsilon").value_or(1e-5);
    config.slidingWindow = facts.size(at + "attention.sliding_window", 0);
    config.maxPositions = facts.size(at + "context_length", 0);
    config.tiedEmbeddings = true; // unless there is a head
    config.beginOfSequence = facts.token("tokenizer.ggml.bos_token_id");
    config.endOfSequence = facts.token("tokenizer.ggml.eos_token_id");
    config.ropeLayout = config.family.starts_with("qwen") ? RopeLayout::HalfSplit : RopeLayout::Interleaved;
    checkSizes(config, facts.file());
    RotaryScaling scaling;
    scaling.kind = facts.text(at + "rope.scaling.type").value_or("default");
    if (scaling.kind == "none") scaling.kind = "default";
    scaling.factor = facts.number(at + "rope.scaling.factor").value_or(1.0);
    config.ropeFrequencies = rotaryFrequencies(config.headSize, facts.number(at + "rope.freq_base").value_or(10000.0),
                                               scaling, facts.file());
    divideByFactors(config.ropeFrequencies, checkpoint);
    return config;
}

} // namespace

ModelConfig readModelConfig(const Checkpoint& checkpoint)
{
    ModelConfig config = checkpoint.formatId() == "gguf" ? fromHeader(checkpoint) : fromFolder(checkpoint);
    // Files say "tied" and store a head all the same, and the reverse: what is there decides.
    const auto& tensors = checkpoint.tensors();
    const bool hasHead = std::any_of(tensors.begin(), tensors.end(), [](const TensorInfo& tensor) {
        return parameterOfName(tensor.name) == ParameterId{Place::Head};
    });
    if (hasHead && checkpoint.formatId() == "gguf") config.tiedEmbeddings = false;
    return config;
}

} // namespace alidade
