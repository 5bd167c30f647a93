// SPDX-License-Identifier: GPL-3.0-or-later
// Prints every label and sentence that the core has for people as source that lupdate reads, so that they can be
// translated although the core knows nothing of Qt. `./dev translate` runs it.
#include "core/registry/component_texts.h"
#include "core/studies/claims.h"
#include "core/studies/verdicts.h"
#include "core/studies/toy_basis.h"

#include <cstdio>
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

void print(const char* context, const std::string& text)
{
    std::printf("    QT_TRANSLATE_NOOP(\"%s\", %s),\n", context, literal(text).c_str());
}

} // namespace

int main()
{
    std::puts("const char* const texts[] = {");
    for (const std::string& text : componentTexts(builtinRegistries()))
        print("core", text);
    for (const ToyTarget& target : toyTargets()) {
        print("core", target.label);
        print("core", target.help);
    }
    for (const std::string& pattern : thesisPatterns()) // those of the claims among them
        print("claims", pattern);
    for (const Claim& claim : claims())
        print("claims", claim.title);
    for (const Thesis& thesis : theses())
        for (const std::string& text :
             {thesis.group, thesis.title, thesis.source, thesis.statement, thesis.measure, thesis.threshold})
            print("claims", text);
    std::puts("};");
    return 0;
}
