// SPDX-License-Identifier: Apache-2.0
// One table of names for both conventions.
#include "core/operators/parameter_id.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace alidade {

namespace {

struct PlaceNames {
    Place place;
    bool inBlock;
    bool projection;
    const char* huggingFace;
    const char* gguf;
};

constexpr std::array names{
    PlaceNames{Place::Embedding, false, false, "embed_tokens", "token_embd"},
    PlaceNames{Place::AttentionNorm, true, false, "input_layernorm", "attn_norm"},
    PlaceNames{Place::Query, true, true, "self_attn.q_proj", "attn_q"},
    PlaceNames{Place::Key, true, true, "self_attn.k_proj", "attn_k"},
    PlaceNames{Place::Value, true, true, "self_attn.v_proj", "attn_v"},
    PlaceNames{Place::QueryNorm, true, false, "self_attn.q_norm", "attn_q_norm"},
    PlaceNames{Place::KeyNorm, true, false, "self_attn.k_norm", "attn_k_norm"},
    PlaceNames{Place::Output, true, true, "self_attn.o_proj", "attn_output"},
    PlaceNames{Place::FeedForwardNorm, true, false, "post_attention_layernorm", "ffn_norm"},
    PlaceNames{Place::Gate, true, true, "mlp.gate_proj", "ffn_gate"},
    PlaceNames{Place::Up, true, true, "mlp.up_proj", "ffn_up"},
    PlaceNames{Place::Down, true, true, "mlp.down_proj", "ffn_down"},
    PlaceNames{Place::FinalNorm, false, false, "norm", "output_norm"},
    PlaceNames{Place::Head, false, true, "lm_head", "output"},
};

const PlaceNames& namesOf(Place place)
{
    return *std::find_if(names.begin(), names.end(), [place](const PlaceNames& one) { return one.place == place; });
}

/// Takes "3." off the front of "3.attn_q".
std::optional<int> takeNumber(std::string_view& text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto length = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || number < 0 || length == text.size() || *end != '.') return std::nullopt;
    text.remove_prefix(length + 1);
    return number;
}

/// Cuts `suffix` off the end if it is there.
bool takeEnd(std::string_view& text, std::string_view suffix)
{
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

bool takeFront(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<ParameterId> lookUp(std::string_view name, int block, bool bias, const char* const PlaceNames::*column)
{
    for (const PlaceNames& one : names)
        if (one.inBlock == (block >= 0) && name == one.*column) return ParameterId{one.place, block, bias};
    return std::nullopt;
}

} // namespace

bool isInBlock(Place place) { return namesOf(place).inBlock; }

bool isProjection(Place place) { return namesOf(place).projection; }

const std::vector<Place>& blockProjections()
{
    static const std::vector<Place> places{Place::Query, Place::Key, Place::Value, Place::Output,
                                           Place::Gate,  Place::Up,  Place::Down};
    return places;
}

std::string huggingFaceName(const ParameterId& id)
{
    std::string name = id.place == Place::Head ? "" : "model.";
    if (isInBlock(id.place)) name += "layers." + std::to_string(id.block) + ".";
    return name + namesOf(id.place).huggingFace + (id.bias ? ".bias" : ".weight");
}

std::string ggufName(const ParameterId& id)
{
    const std::string front = isInBlock(id.place) ? "blk." + std::to_string(id.block) + "." : "";
    return front + namesOf(id.place).gguf + (id.bias ? ".bias" : ".weight");
}

std::optional<ParameterId> parameterOfName(std::string_view tensorName)
{
    bool bias = false;
    if (!takeEnd(tensorName, ".weight")) {
        if (!takeEnd(tensorName, ".bias")) return std::nullopt;
        bias = true;
    }
    int block = -1;
    const auto inBlock = [&block, &tensorName] {
        const std::optional<int> number = takeNumber(tensorName);
        block = number.value_or(-1);
        return number.has_value();
    };
    if (takeFront(tensorName, "blk.")) {
        if (!inBlock()) return std::nullopt;
        return lookUp(tensorName, block, bias, &PlaceNames::gguf);
    }
    takeFront(tensorName, "model.");
    if (takeFront(tensorName, "layers.")) {
        if (!inBlock()) return std::nullopt;
        return lookUp(tensorName, block, bias, &PlaceNames::huggingFace);
    }
    if (const auto id = lookUp(tensorName, -1, bias, &PlaceNames::huggingFace)) return id;
    return lookUp(tensorName, -1, bias, &PlaceNames::gguf);
}

} // namespace alidade
