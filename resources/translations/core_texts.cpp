// SPDX-License-Identifier: GPL-3.0-or-later
// Prints every label and sentence of the core's registries as source that lupdate reads, so that they can be
// translated although the core knows nothing of Qt. `./dev translate` runs it.
#include "core/registry/registries.h"

#include <cstdio>
#include <set>
#include <string>

using namespace alidade;

namespace {

std::string literal(const std::string& text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '\n')
            quoted += "\\n";
        else
            quoted += c;
    }
    return quoted + '"';
}

class Texts {
public:
    template <class... Text> void add(const Text&... texts) { (m_texts.insert(texts), ...); }
    void add(const std::vector<ParameterSpec>& specs)
    {
        for (const ParameterSpec& spec : specs) {
            add(spec.label, spec.help);
            for (const std::string& choice : spec.choices) add(choice);
            for (const auto& [name, value] : spec.names) add(name);
        }
    }
    void print() const
    {
        std::puts("const char* const texts[] = {");
        for (const std::string& text : m_texts)
            if (!text.empty()) std::printf("    QT_TRANSLATE_NOOP(\"core\", %s),\n", literal(text).c_str());
        std::puts("};");
    }

private:
    std::set<std::string> m_texts;
};

} // namespace

int main()
{
    const Registries all = builtinRegistries();
    Texts texts;
    for (const auto& entry : all.coordinateSystems) {
        texts.add(entry.label, entry.shortLabel, entry.help);
        texts.add(entry.parameters);
    }
    for (const auto& entry : all.quantizers) {
        texts.add(entry.label, entry.help);
        texts.add(entry.parameters);
    }
    for (const auto& entry : all.entropyCoders) {
        texts.add(entry.label, entry.help);
        texts.add(entry.parameters);
    }
    for (const auto& metric : all.metrics)
        texts.add(metric.group, metric.label, metric.shortLabel, metric.unit, metric.formula, metric.help);
    for (const auto& null : all.nulls) texts.add(null.label, null.help);
    for (const auto& profile : all.profiles)
        texts.add(profile.label, profile.xLabel, profile.yLabel, profile.help);
    texts.print();
    return 0;
}
