// SPDX-License-Identifier: Apache-2.0
// Roles and blocks from tensor names. The table lists the words of model families and file formats.
#include "core/tensor/layer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <span>

namespace alidade {

namespace {

std::vector<std::string_view> parts(std::string_view name)
{
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find_first_of("./", begin), name.size());
        if (end > begin) out.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

std::optional<int> smallNumber(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

constexpr std::array blockWords{"layers", "layer", "h", "blocks", "blk", "block"};

std::optional<int> blockOf(std::span<const std::string_view> words)
{
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (std::find(blockWords.begin(), blockWords.end(), words[i]) != blockWords.end())
            if (const auto number = smallNumber(words[i + 1])) return number;
    return std::nullopt;
}

/// The word that numbers an expert, which stands behind "experts", or in older GGUF files at the end of
/// "blk.3.ffn_gate.5.weight"; words.size() if there is none.
std::size_t expertWord(std::span<const std::string_view> words)
{
    constexpr std::array expertWords{"experts", "ffn_gate", "ffn_up", "ffn_down"};
    for (std::size_t i = 1; i < words.size(); ++i)
        if (std::find(expertWords.begin(), expertWords.end(), words[i - 1]) != expertWords.end() &&
            smallNumber(words[i]))
            return i;
    return words.size();
}

struct RoleName {
    std::string_view words; ///< the last parts of the name, without "weight" and "bias"
    std::string_view role;
};

/// The longest entry that ends the name gives the role.
constexpr std::array roleNames{
    // Llama, Mistral, Qwen, Gemma, Phi in Hugging Face names; q_proj, gate_proj and so on are roles already.
    RoleName{"embed_tokens", "embed"},
    RoleName{"input_layernorm", "attn_norm"},
    RoleName{"post_attention_layernorm", "ffn_norm"},
    RoleName{"self_attn.dense", "o_proj"},
    RoleName{"out_proj", "o_proj"},
    RoleName{"fc1", "up_proj"},
    RoleName{"fc2", "down_proj"},
    RoleName{"final_layernorm", "norm"},
    // The first files of Phi, with one norm in front of attention and MLP.
    RoleName{"mixer.Wqkv", "qkv_proj"},
    RoleName{"lm_head.linear", "lm_head"},
    RoleName{"lm_head.ln", "norm"},
    // Mixtures of experts; the number of the expert is not among the words.
    RoleName{"experts.w1", "gate_proj"},
    RoleName{"experts.w2", "down_proj"},
    RoleName{"experts.w3", "up_proj"},
    RoleName{"mlp.gate", "router"},
    RoleName{"block_sparse_moe.gate", "router"},
    RoleName{"feed_forward.gate", "router"},
    RoleName{"shared_expert.gate_proj", "shared_expert.gate_proj"},
    RoleName{"shared_expert.up_proj", "shared_expert.up_proj"},
    RoleName{"shared_expert.down_proj", "shared_expert.down_proj"},
    RoleName{"shared_experts.gate_proj", "shared_expert.gate_proj"},
    RoleName{"shared_experts.up_proj", "shared_expert.up_proj"},
    RoleName{"shared_experts.down_proj", "shared_expert.down_proj"},
    // The original files of Llama and Mistral.
    RoleName{"tok_embeddings", "embed"},
    RoleName{"attention.wq", "q_proj"},
    RoleName{"attention.wk", "k_proj"},
    RoleName{"attention.wv", "v_proj"},
    RoleName{"attention.wo", "o_proj"},
    RoleName{"feed_forward.w1", "gate_proj"},
    RoleName{"feed_forward.w2", "down_proj"},
    RoleName{"feed_forward.w3", "up_proj"},
    RoleName{"attention_norm", "attn_norm"},
    // GGUF; attn_norm and ffn_norm are roles as they are.
    RoleName{"token_embd", "embed"},
    RoleName{"attn_q", "q_proj"},
    RoleName{"attn_k", "k_proj"},
    RoleName{"attn_v", "v_proj"},
    RoleName{"attn_qkv", "qkv_proj"},
    RoleName{"attn_output", "o_proj"},
    RoleName{"attn_q_norm", "q_norm"},
    RoleName{"attn_k_norm", "k_norm"},
    RoleName{"ffn_gate", "gate_proj"},
    RoleName{"ffn_up", "up_proj"},
    RoleName{"ffn_down", "down_proj"},
    RoleName{"ffn_gate_exps", "gate_proj"},
    RoleName{"ffn_up_exps", "up_proj"},
    RoleName{"ffn_down_exps", "down_proj"},
    RoleName{"ffn_gate_up_exps", "gate_up_proj"},
    RoleName{"ffn_gate_inp", "router"},
    RoleName{"ffn_gate_inp_shexp", "shared_expert_gate"},
    RoleName{"ffn_gate_shexp", "shared_expert.gate_proj"},
    RoleName{"ffn_up_shexp", "shared_expert.up_proj"},
    RoleName{"ffn_down_shexp", "shared_expert.down_proj"},
    // What Gemma adds in front of and behind the feed-forward; named as in Hugging Face.
    RoleName{"pre_ffw_norm", "pre_feedforward_layernorm"},
    RoleName{"post_ffw_norm", "post_feedforward_layernorm"},
    RoleName{"output_norm", "norm"},
    RoleName{"token_embd_norm", "embed_norm"},
    RoleName{"token_types", "token_type_embed"},
    RoleName{"position_embd", "position_embed"},
    // GPT-2.
    RoleName{"wte", "embed"},
    RoleName{"wpe", "position_embed"},
    RoleName{"attn.c_attn", "qkv_proj"},
    RoleName{"attn.c_proj", "o_proj"},
    RoleName{"mlp.c_fc", "up_proj"},
    RoleName{"mlp.c_proj", "down_proj"},
    RoleName{"ln_1", "attn_norm"},
    RoleName{"ln_2", "ffn_norm"},
    RoleName{"ln_f", "norm"},
    // GPT-NeoX.
    RoleName{"embed_in", "embed"},
    RoleName{"embed_out", "lm_head"},
    RoleName{"query_key_value", "qkv_proj"},
    RoleName{"attention.dense", "o_proj"},
    RoleName{"dense_h_to_4h", "up_proj"},
    RoleName{"dense_4h_to_h", "down_proj"},
    RoleName{"final_layer_norm", "norm"},
    // BERT.
    RoleName{"word_embeddings", "embed"},
    RoleName{"position_embeddings", "position_embed"},
    RoleName{"token_type_embeddings", "token_type_embed"},
    RoleName{"embeddings.LayerNorm", "embed_norm"},
    RoleName{"pooler.dense", "pooler"},
    RoleName{"self.query", "q_proj"},
    RoleName{"self.key", "k_proj"},
    RoleName{"self.value", "v_proj"},
    RoleName{"attention.output.dense", "o_proj"},
    RoleName{"attention.output.LayerNorm", "attn_norm"},
    RoleName{"intermediate.dense", "up_proj"},
    RoleName{"output.dense", "down_proj"},
    RoleName{"output.LayerNorm", "ffn_norm"},
    RoleName{"predictions.decoder", "lm_head"},
};

/// Names that must be the whole: the same word means something else inside a block.
constexpr std::array wholeNames{
    RoleName{"output", "lm_head"},
};

constexpr std::array<std::string_view, 4> conv1dNames{"attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"};

/// A name without "weight" or "bias" at its end (in old files of BERT "gamma" and "beta"), its parts joined
/// by dots.
struct Stem {
    std::string text;
    bool isBias = false;

    [[nodiscard]] bool endsWith(std::string_view words) const
    {
        return text == words || (text.size() > words.size() && text.ends_with(words) &&
                                 text[text.size() - words.size() - 1] == '.');
    }
};

Stem stemOf(std::span<const std::string_view> words)
{
    Stem stem;
    if (words.empty()) return stem;
    const bool ofNorm = words.size() > 1 && words[words.size() - 2] == "LayerNorm";
    const bool isWeight = words.back() == "weight" || (ofNorm && words.back() == "gamma");
    stem.isBias = words.back() == "bias" || (ofNorm && words.back() == "beta");
    if (words.size() > 1 && (stem.isBias || isWeight)) words = words.first(words.size() - 1);
    for (const std::string_view word : words)
        stem.text.append(stem.text.empty() ? "" : ".").append(word);
    return stem;
}

std::string roleOf(const Stem& stem)
{
    std::string role = stem.text.substr(stem.text.rfind('.') + 1);
    std::size_t longest = 0;
    for (const RoleName& entry : roleNames) {
        if (entry.words.size() <= longest || !stem.endsWith(entry.words)) continue;
        longest = entry.words.size();
        role = entry.role;
    }
    for (const RoleName& entry : wholeNames)
        if (stem.text == entry.words) role = entry.role;
    return stem.isBias ? role + ".bias" : role;
}

bool isConv1d(const Stem& stem)
{
    return !stem.isBias && std::any_of(conv1dNames.begin(), conv1dNames.end(),
                                       [&stem](std::string_view words) { return stem.endsWith(words); });
}

/// Whether a matrix named like a Conv1D is stored in x out, as far as its shape tells: qkv and up projections
/// are wider than their input, the down projection is narrower.
bool shapeAllowsTransposed(const Layer& layer)
{
    if (!layer.tensor.isMatrix()) return false;
    return layer.role == "down_proj" ? layer.rows >= layer.cols : layer.rows <= layer.cols;
}

} // namespace

std::string shapeText(const std::vector<std::uint64_t>& shape)
{
    if (shape.empty()) return "scalar";
    std::string text;
    for (const std::uint64_t dimension : shape) {
        if (!text.empty()) text += " x ";
        text += std::to_string(dimension);
    }
    return text;
}

LayerName parseLayerName(std::string_view tensorName)
{
    std::vector<std::string_view> words = parts(tensorName);
    LayerName name;
    name.block = blockOf(words);
    if (const std::size_t at = expertWord(words); at < words.size()) {
        name.expert = smallNumber(words[at]);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    }
    const Stem stem = stemOf(words);
    name.role = roleOf(stem);
    name.transposed = isConv1d(stem);
    return name;
}

std::string Layer::shortName() const
{
    if (!block) return tensor.name;
    std::array<char, 16> prefix{};
    std::snprintf(prefix.data(), prefix.size(), "L%02d ", *block);
    return prefix.data() + role + (expert ? " #" + std::to_string(*expert) : "");
}

Layer makeLayer(const TensorInfo& tensor)
{
    LayerName name = parseLayerName(tensor.name);
    Layer layer{tensor, std::move(name.role), name.block, name.expert, 1, 1, 1, false};
    if (tensor.shape.empty()) return layer;
    layer.cols = tensor.shape.back();
    layer.rows = layer.cols == 0 ? 0 : tensor.elements / layer.cols;
    if (tensor.shape.size() > 2 && layer.rows > 0)
        layer.matrices = layer.rows / tensor.shape[tensor.shape.size() - 2];
    layer.transposed = name.transposed && shapeAllowsTransposed(layer);
    return layer;
}

std::string shapeText(const Layer& layer)
{
    const std::string shape = shapeText(layer.tensor.shape);
    return layer.isStack() ? shape + " (stack of " + std::to_string(layer.matrices) + ")" : shape;
}

} // namespace alidade
