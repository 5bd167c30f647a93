// SPDX-License-Identifier: Apache-2.0
// Head sizes from Hugging Face and GGUF metadata.
#include "core/tensor/attention_heads.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace alidade {

namespace {

using Metadata = std::span<const std::pair<std::string, std::string>>;

/// The first positive number under this key.
std::optional<std::uint64_t> numberOf(Metadata metadata, std::string_view key)
{
    for (const auto& [name, text] : metadata) {
        if (name != key) continue;
        std::uint64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (parsed.ec == std::errc{} && parsed.ptr == end && value > 0) return value;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> quotient(std::optional<std::uint64_t> whole, std::optional<std::uint64_t> parts)
{
    if (!whole || !parts || *whole % *parts != 0) return std::nullopt;
    return *whole / *parts;
}

std::string architectureOf(Metadata metadata)
{
    for (const auto& [name, text] : metadata)
        if (name == "general.architecture") return text;
    return {};
}

std::optional<std::uint64_t> headSize(Metadata metadata, bool ofValues)
{
    if (const auto size = numberOf(metadata, "head_dim")) return size;
    if (const auto size =
            quotient(numberOf(metadata, "hidden_size"), numberOf(metadata, "num_attention_heads")))
        return size;
    const std::string prefix = architectureOf(metadata) + ".";
    const std::string length = ofValues ? "attention.value_length" : "attention.key_length";
    if (const auto size = numberOf(metadata, prefix + length)) return size;
    return quotient(numberOf(metadata, prefix + "embedding_length"),
                    numberOf(metadata, prefix + "attention.head_count"));
}

} // namespace

HeadSizes headSizes(const Layer& layer, Metadata metadata)
{
    const std::string& role = layer.role;
    const bool outputs = role == "q_proj" || role == "k_proj" || role == "v_proj" || role == "qkv_proj";
    const bool inputs = role == "o_proj";
    if (!outputs && !inputs) return {};
    const auto size = headSize(metadata, role == "v_proj" || inputs);
    const bool alongRows = outputs != layer.transposed;
    const std::uint64_t length = alongRows ? layer.rows : layer.cols;
    if (!size || length % *size != 0) return {};
    return alongRows ? HeadSizes{*size, 0} : HeadSizes{0, *size};
}

} // namespace alidade
