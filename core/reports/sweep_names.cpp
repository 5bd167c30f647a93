// SPDX-License-Identifier: Apache-2.0
// Names made of requests.
#include "core/reports/sweep_names.h"

#include "core/base/text.h"
#include "core/reports/document.h"

#include <algorithm>
#include <array>
#include <limits>

namespace alidade {

namespace {

template <typename Entry> std::string labelOf(const Registry<Entry>& registry, const ComponentRequest& component)
{
    std::string text = registry.contains(component.id) ? registry.find(component.id).label : component.id;
    for (const auto& [id, value] : component.parameters.values()) text += ", " + id + " " + toText(value);
    return text;
}

std::string_view lastPart(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

} // namespace

std::string familyLabel(const SweepFamily& family, const Registries& registries)
{
    const std::string text = labelOf(registries.coordinateSystems, family.coordinates);
    return family.members.size() < 2 ? text : text + " (" + counted(family.members.size(), "seed") + ")";
}

std::string familyKey(const SweepFamily& family) { return componentWord(family.coordinates); }

std::string quantizerLabel(const ComponentRequest& quantizer, const Registries& registries)
{
    return labelOf(registries.quantizers, quantizer);
}

std::string widthText(double bits) { return shortestDecimal(bits); }

double usualWidth(const SweepRequest& request)
{
    if (request.bits.empty()) return std::numeric_limits<double>::quiet_NaN();
    constexpr double wanted = 4.0;
    const bool there = std::ranges::find(request.bits, wanted) != request.bits.end();
    return there ? wanted : request.bits[request.bits.size() / 2];
}

std::string modelName(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    const std::string_view name = lastPart(path);
    constexpr std::array<std::string_view, 4> common{"model.safetensors", "model.safetensors.index.json", "model.gguf",
                                                     "pytorch_model.bin"};
    if (std::ranges::find(common, name) == common.end() || name.size() == path.size()) return std::string(name);
    const std::string_view folder = lastPart(path.substr(0, path.size() - name.size() - 1));
    return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

} // namespace alidade
