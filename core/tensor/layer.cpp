// SPDX-License-Identifier: Apache-2.0
// Roles and blocks from tensor names. The table lists the words used by Hugging Face model families.
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

struct RoleName {
    std::string_view word;
    std::string_view role;
};

constexpr std::array roleNames{
    RoleName{"embed_tokens", "embed"},
    RoleName{"wte", "embed"},
    RoleName{"tok_embeddings", "embed"},
    RoleName{"input_layernorm", "attn_norm"},
    RoleName{"post_attention_layernorm", "ffn_norm"},
};

std::string roleOf(std::span<const std::string_view> words)
{
    std::string_view last = words.empty() ? std::string_view{} : words.back();
    const bool isSuffix = last == "weight" || last == "bias";
    if (isSuffix && words.size() > 1) last = words[words.size() - 2];
    for (const RoleName& entry : roleNames)
        if (entry.word == last) last = entry.role;
    std::string role(last);
    if (!words.empty() && words.back() == "bias") role += ".bias";
    return role;
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
    const std::vector<std::string_view> words = parts(tensorName);
    return {roleOf(words), blockOf(words)};
}

std::string Layer::shortName() const
{
    if (!block) return tensor.name;
    std::array<char, 16> prefix{};
    std::snprintf(prefix.data(), prefix.size(), "L%02d ", *block);
    return prefix.data() + role;
}

Layer makeLayer(const TensorInfo& tensor)
{
    LayerName name = parseLayerName(tensor.name);
    Layer layer{tensor, std::move(name.role), name.block, 1, 1};
    if (tensor.shape.empty()) return layer;
    layer.cols = tensor.shape.back();
    layer.rows = layer.cols == 0 ? 0 : tensor.elements / layer.cols;
    return layer;
}

} // namespace alidade
