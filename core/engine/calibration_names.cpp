// SPDX-License-Identifier: Apache-2.0
// Words of names and roles of layers.
#include "core/engine/calibration_names.h"

#include "core/tensor/layer.h"

#include <array>
#include <string_view>
#include <utility>

namespace alidade {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// A word of a name, and the word in the name of the tensor whose input it shares.
constexpr std::array sharedWords{Pair{".k_proj", ".q_proj"}, Pair{".v_proj", ".q_proj"}, Pair{".up_proj", ".gate_proj"},
                                 Pair{".attn_k", ".attn_q"}, Pair{".attn_v", ".attn_q"}, Pair{".ffn_up", ".ffn_gate"},
                                 Pair{".wk", ".wq"},         Pair{".wv", ".wq"},         Pair{".w3", ".w1"}};
constexpr std::array sharedRoles{Pair{"k_proj", "q_proj"}, Pair{"v_proj", "q_proj"}, Pair{"up_proj", "gate_proj"},
                                 Pair{"shared_expert.up_proj", "shared_expert.gate_proj"}};

/// Role, block and expert of a weight; empty where they do not tell which one it is.
std::string keyOf(const LayerName& name, std::string_view role)
{
    if (name.role.ends_with(".bias")) return {};
    if (!name.block && role != "lm_head" && role != "embed") return {};
    const auto number = [](const std::optional<int>& value) { return value ? std::to_string(*value) : std::string("-"); };
    return std::string(role) + ' ' + number(name.block) + ' ' + number(name.expert);
}

} // namespace

std::vector<std::string> sharedInputNames(const std::string& tensor)
{
    std::vector<std::string> names{tensor};
    for (const auto& [word, shared] : sharedWords) {
        const std::size_t at = tensor.rfind(word);
        if (at == std::string::npos) continue;
        const std::size_t end = at + word.size();
        if (end < tensor.size() && tensor[end] != '.') continue;
        names.push_back(tensor.substr(0, at) + std::string(shared) + tensor.substr(end));
    }
    return names;
}

void LayerIndex::add(const std::string& tensor)
{
    const LayerName name = parseLayerName(tensor);
    const std::string key = keyOf(name, name.role);
    if (key.empty()) return;
    const auto [at, fresh] = m_names.emplace(key, tensor);
    if (!fresh && at->second != tensor) at->second.clear();
}

std::string LayerIndex::find(const std::string& tensor) const
{
    const LayerName name = parseLayerName(tensor);
    const auto named = [&](std::string_view role) {
        const auto at = m_names.find(keyOf(name, role));
        return at == m_names.end() ? std::string() : at->second;
    };
    if (std::string own = named(name.role); !own.empty()) return own;
    for (const auto& [role, shared] : sharedRoles)
        if (name.role == role) return named(shared);
    return {};
}

} // namespace alidade
