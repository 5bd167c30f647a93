// SPDX-License-Identifier: GPL-3.0-or-later
// Fixtures of tests/tokenizers, as files and as GGUF vocabularies in the making.
#pragma once

#include "tests/support/gguf_testing.h"

#include "core/registry/registries.h"
#include "core/tokenizers/tokenizer.h"

#include <QJsonArray>

#include <algorithm>
#include <bit>

namespace alidade::testing {

inline constexpr std::uint32_t typeU32 = 4;
inline constexpr std::uint32_t typeI32 = 5;
inline constexpr std::uint32_t typeF32 = 6;
inline constexpr std::uint32_t typeBool = 7;
inline constexpr std::uint32_t typeString = 8;
inline constexpr std::uint32_t typeArray = 9;

inline QString fixture(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_TEST_DATA") + QStringLiteral("/tokenizers/") + name;
}

inline QString sampleFile(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + name;
}

inline std::string pathOf(const QString& path) { return QFile::encodeName(path).toStdString(); }

inline const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

inline std::unique_ptr<const Tokenizer> open(const QString& path)
{
    return openTokenizer(pathOf(path), registries().tokenizers);
}

inline std::vector<std::int32_t> idsIn(const QJsonValue& list)
{
    std::vector<std::int32_t> ids;
    for (const QJsonValue& id : list.toArray())
        ids.push_back(id.toInt());
    return ids;
}

/// Texts and merges of a tokenizer.json by id.
struct Vocabulary {
    std::vector<std::string> texts;
    std::vector<std::string> merges;
};

inline Vocabulary vocabularyOf(const QJsonObject& json)
{
    Vocabulary out;
    const auto put = [&](const QString& text, int id) {
        out.texts.resize(std::max(out.texts.size(), static_cast<std::size_t>(id) + 1));
        out.texts[static_cast<std::size_t>(id)] = text.toStdString();
    };
    const QJsonObject model = json[QStringLiteral("model")].toObject();
    const QJsonObject vocabulary = model[QStringLiteral("vocab")].toObject();
    for (auto it = vocabulary.begin(); it != vocabulary.end(); ++it)
        put(it.key(), it.value().toInt());
    for (const QJsonValue& token : json[QStringLiteral("added_tokens")].toArray())
        put(token[QStringLiteral("content")].toString(), token[QStringLiteral("id")].toInt());
    for (const QJsonValue& merge : model[QStringLiteral("merges")].toArray())
        out.merges.push_back((merge.isArray() ? merge[0].toString() + QLatin1Char(' ') + merge[1].toString()
                                              : merge.toString())
                                 .toStdString());
    return out;
}

inline GgufBytes& texts(GgufBytes& bytes, const std::string& key, const std::vector<std::string>& list)
{
    bytes.key(key, typeArray).u32(typeString).u64(list.size());
    for (const std::string& text : list)
        bytes.string(text);
    return bytes;
}

/// The sample's vocabulary as llama.cpp's converter writes it: scores fall with the id.
inline QByteArray sampleGguf(std::uint64_t announced = 0, std::int32_t unknown = 0)
{
    const std::vector<std::string> list = vocabularyOf(jsonIn(fixture(QStringLiteral("sample.json")))).texts;
    GgufBytes bytes;
    bytes.head(0, 7).key("tokenizer.ggml.model", typeString).string("llama");
    texts(bytes, "tokenizer.ggml.tokens", list);
    bytes.key("tokenizer.ggml.scores", typeArray).u32(typeF32).u64(announced ? announced : list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        bytes.u32(std::bit_cast<std::uint32_t>(i < 259 ? 0.0F : -static_cast<float>(i - 259)));
    bytes.key("tokenizer.ggml.token_type", typeArray).u32(typeI32).u64(list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        bytes.u32(i == 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1);
    bytes.key("tokenizer.ggml.bos_token_id", typeU32).u32(1);
    bytes.key("tokenizer.ggml.unknown_token_id", typeU32).u32(static_cast<std::uint32_t>(unknown));
    bytes.key("tokenizer.ggml.remove_extra_whitespaces", typeBool).data.append('\1');
    return bytes.data;
}

/// A byte-level vocabulary with the rules of `pre`.
inline QByteArray byteLevelGguf(const QString& name, const std::string& pre)
{
    const QJsonObject json = jsonIn(fixture(name + QStringLiteral(".json")));
    const Vocabulary vocabulary = vocabularyOf(json);
    std::vector<std::uint32_t> types(vocabulary.texts.size(), 1);
    for (const QJsonValue& token : json[QStringLiteral("added_tokens")].toArray())
        types[static_cast<std::size_t>(token[QStringLiteral("id")].toInt())] =
            token[QStringLiteral("special")].toBool() ? 3 : 4;
    GgufBytes bytes;
    bytes.head(0, 5).key("tokenizer.ggml.model", typeString).string("gpt2");
    bytes.key("tokenizer.ggml.pre", typeString).string(pre);
    texts(bytes, "tokenizer.ggml.tokens", vocabulary.texts);
    texts(bytes, "tokenizer.ggml.merges", vocabulary.merges);
    bytes.key("tokenizer.ggml.token_type", typeArray).u32(typeI32).u64(types.size());
    for (const std::uint32_t type : types)
        bytes.u32(type);
    return bytes.data;
}

} // namespace alidade::testing
