// SPDX-License-Identifier: Apache-2.0
// Steps on text by their names in tokenizer.json; every other name is refused.
#include "core/tokenizers/text_steps_json.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"
#include "core/tokenizers/json_file.h"

#include <utility>

namespace alidade {

namespace {

using simdjson::dom::object;

constexpr std::size_t mostSteps = 64;

[[noreturn]] void refuse(const BpeRecipe& recipe, const std::string& what, const std::string& name)
{
    throw FormatError(FormatReason::Unsupported, recipe.file,
                      what + " " + inQuotes(name) + " is not supported");
}

/// Calls `read` for every step of a sequence.
template <typename Read>
void readSequence(object json, const char* key, const BpeRecipe& recipe, const Read& read)
{
    simdjson::dom::element list;
    if (!findElement(json, key, list))
        throw FormatError(FormatReason::Missing, recipe.file, std::string("a sequence has no '") + key + "'");
    for (const simdjson::dom::element step : list.get_array()) {
        if (recipe.normalizers.size() + recipe.splitters.size() >= mostSteps)
            throw FormatError(FormatReason::TooMany, recipe.file,
                              "there are more than " + std::to_string(mostSteps) + " steps on the text");
        read(object(step.get_object()));
    }
}

/// {"String": "..."} or {"Regex": "..."}.
Pattern readPattern(object json, const BpeRecipe& recipe, const std::string& what)
{
    simdjson::dom::element pattern;
    if (!findElement(json, "pattern", pattern))
        throw FormatError(FormatReason::Missing, recipe.file, what + " has no 'pattern'");
    const object kind = pattern.get_object();
    simdjson::dom::element text;
    if (findElement(kind, "String", text))
        return Pattern::literal(requiredText(kind, "String", recipe.file, what));
    return {requiredText(kind, "Regex", recipe.file, what), recipe.file};
}

SplitBehavior readBehavior(object json, const BpeRecipe& recipe)
{
    const std::string name = requiredText(json, "behavior", recipe.file, "the pre-tokenizer 'Split'");
    if (name == "Removed") return SplitBehavior::Removed;
    if (name == "Isolated") return SplitBehavior::Isolated;
    if (name == "MergedWithPrevious") return SplitBehavior::MergedWithPrevious;
    if (name == "MergedWithNext") return SplitBehavior::MergedWithNext;
    if (name == "Contiguous") return SplitBehavior::Contiguous;
    refuse(recipe, "the split behavior", name);
}

void readByteLevel(object json, BpeRecipe& recipe)
{
    if (valueOr<bool>(json, "add_prefix_space", true)) recipe.splitters.push_back(prefixSpaceSplitter());
    if (valueOr<bool>(json, "use_regex", true))
        recipe.splitters.push_back(
            patternSplitter({gpt2Pattern, recipe.file}, SplitBehavior::Isolated, false));
    recipe.splitters.push_back(byteLevelSplitter());
    recipe.byteLevel = true;
}

PrependScheme readScheme(object json, const BpeRecipe& recipe)
{
    simdjson::dom::element scheme;
    if (!findElement(json, "prepend_scheme", scheme))
        return valueOr<bool>(json, "add_prefix_space", true) ? PrependScheme::Always : PrependScheme::Never;
    const std::string name =
        requiredText(json, "prepend_scheme", recipe.file, "the pre-tokenizer 'Metaspace'");
    if (name == "always") return PrependScheme::Always;
    if (name == "first") return PrependScheme::First;
    if (name == "never") return PrependScheme::Never;
    refuse(recipe, "the prepend scheme", name);
}

void readMetaspace(object json, BpeRecipe& recipe)
{
    recipe.spaceMark = requiredText(json, "replacement", recipe.file, "the pre-tokenizer 'Metaspace'");
    const PrependScheme scheme = readScheme(json, recipe);
    recipe.dropsFirstSpace = scheme != PrependScheme::Never;
    recipe.splitters.push_back(
        metaspaceSplitter(recipe.spaceMark, scheme, valueOr<bool>(json, "split", true)));
}

void readReplace(object json, BpeRecipe& recipe)
{
    const std::string what = "the normalizer 'Replace'";
    std::string content = requiredText(json, "content", recipe.file, what);
    simdjson::dom::element from;
    if (json.at_pointer("/pattern/String").get(from) == simdjson::SUCCESS && from.is_string() &&
        std::string_view(from.get_string()) == " ")
        recipe.spaceMark = content;
    recipe.normalizers.push_back(replaceNormalizer(readPattern(json, recipe, what), std::move(content)));
}

} // namespace

void readNormalizer(object json, BpeRecipe& recipe)
{
    const std::string type = requiredText(json, "type", recipe.file, "the normalizer");
    if (type == "Sequence")
        readSequence(json, "normalizers", recipe, [&](object step) { readNormalizer(step, recipe); });
    else if (type == "NFC")
        recipe.normalizers.push_back(unicodeNormalizer(NormalForm::C));
    else if (type == "NFD")
        recipe.normalizers.push_back(unicodeNormalizer(NormalForm::D));
    else if (type == "NFKC")
        recipe.normalizers.push_back(unicodeNormalizer(NormalForm::KC));
    else if (type == "NFKD")
        recipe.normalizers.push_back(unicodeNormalizer(NormalForm::KD));
    else if (type == "Replace")
        readReplace(json, recipe);
    else if (type == "Prepend") {
        recipe.normalizers.push_back(
            prependNormalizer(requiredText(json, "prepend", recipe.file, "the normalizer 'Prepend'")));
        recipe.dropsFirstSpace = true;
    } else
        refuse(recipe, "the normalizer", type);
}

void readPreTokenizer(object json, BpeRecipe& recipe)
{
    const std::string type = requiredText(json, "type", recipe.file, "the pre-tokenizer");
    if (type == "Sequence") {
        readSequence(json, "pretokenizers", recipe, [&](object step) { readPreTokenizer(step, recipe); });
    } else if (type == "Split") {
        Pattern pattern = readPattern(json, recipe, "the pre-tokenizer 'Split'");
        recipe.splitters.push_back(patternSplitter(std::move(pattern), readBehavior(json, recipe),
                                                   valueOr<bool>(json, "invert", false)));
    } else if (type == "ByteLevel") {
        readByteLevel(json, recipe);
    } else if (type == "Digits") {
        const bool individual = valueOr<bool>(json, "individual_digits", false);
        recipe.splitters.push_back(
            patternSplitter({"\\p{N}", recipe.file},
                            individual ? SplitBehavior::Isolated : SplitBehavior::Contiguous, false));
    } else if (type == "Metaspace") {
        readMetaspace(json, recipe);
    } else {
        refuse(recipe, "the pre-tokenizer", type);
    }
}

} // namespace alidade
