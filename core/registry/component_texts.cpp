// SPDX-License-Identifier: Apache-2.0
// A walk through the registries.
#include "core/registry/component_texts.h"

#include <set>
#include <span>
#include <string_view>

namespace alidade {

namespace {

class Texts {
public:
    void add(std::string_view text)
    {
        if (!text.empty() && m_seen.emplace(text).second) m_list.emplace_back(text);
    }

    void add(std::span<const ParameterSpec> parameters)
    {
        for (const ParameterSpec& spec : parameters) {
            add(spec.label);
            add(spec.help);
            for (const std::string& choice : spec.choices)
                add(choice);
            for (const auto& [name, value] : spec.names)
                add(name);
        }
    }

    /// A component that has label, help and parameters.
    template <class Entry>
    void addComponent(const Entry& entry)
    {
        add(entry.label);
        add(entry.help);
        add(std::span<const ParameterSpec>(entry.parameters));
    }

    [[nodiscard]] std::vector<std::string> list() && { return std::move(m_list); }

private:
    std::set<std::string, std::less<>> m_seen;
    std::vector<std::string> m_list;
};

} // namespace

std::vector<std::string> componentTexts(const Registries& registries)
{
    Texts texts;
    for (const auto& system : registries.coordinateSystems) {
        texts.add(system.shortLabel);
        texts.addComponent(system);
    }
    for (const auto& metric : registries.metrics) {
        for (const std::string& text : {metric.group, metric.label, metric.shortLabel, metric.unit, metric.formula,
                                        metric.help})
            texts.add(text);
    }
    for (const auto& model : registries.nulls) {
        texts.add(model.label);
        texts.add(model.help);
    }
    for (const auto& profile : registries.profiles) {
        for (const std::string& text : {profile.label, profile.xLabel, profile.yLabel, profile.help})
            texts.add(text);
    }
    for (const auto& quantizer : registries.quantizers)
        texts.addComponent(quantizer);
    for (const auto& coder : registries.entropyCoders)
        texts.addComponent(coder);
    return std::move(texts).list();
}

} // namespace alidade
