// SPDX-License-Identifier: Apache-2.0
// tokenizer.model of SentencePiece, through its library.
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"
#include "core/tokenizers/tokenizer.h"

#include <sentencepiece_processor.h>

namespace alidade {

namespace {

using sentencepiece::SentencePieceProcessor;

std::optional<std::int32_t> idOrNone(int id)
{
    return id < 0 ? std::nullopt : std::optional<std::int32_t>(id);
}

class SentencePieceTokenizer final : public Tokenizer {
public:
    SentencePieceTokenizer(std::string path, std::unique_ptr<const SentencePieceProcessor> processor)
        : m_path(std::move(path)), m_processor(std::move(processor))
    {}

    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const override
    {
        if (!isValidUtf8(text)) throw InvalidRequest("the text is not UTF-8");
        std::vector<int> ids;
        require(m_processor->Encode(absl::string_view(text.data(), text.size()), &ids));
        return {ids.begin(), ids.end()};
    }

    [[nodiscard]] std::string decode(std::span<const std::int32_t> tokens) const override
    {
        for (const std::int32_t token : tokens)
            if (token < 0 || static_cast<std::size_t>(token) >= vocabularySize())
                throw InvalidRequest(escapedPath(m_path) + ": there is no token " + std::to_string(token));
        std::string text;
        require(m_processor->Decode(std::vector<int>(tokens.begin(), tokens.end()), &text));
        return validUtf8(text);
    }

    [[nodiscard]] std::size_t vocabularySize() const override
    {
        return static_cast<std::size_t>(m_processor->GetPieceSize());
    }
    [[nodiscard]] std::optional<std::int32_t> beginOfSequence() const override
    {
        return idOrNone(m_processor->bos_id());
    }
    [[nodiscard]] std::optional<std::int32_t> endOfSequence() const override
    {
        return idOrNone(m_processor->eos_id());
    }
    [[nodiscard]] std::string description() const override
    {
        return "SentencePiece, " + withThousands(vocabularySize()) + " tokens";
    }

private:
    void require(const sentencepiece::util::Status& status) const
    {
        if (!status.ok())
            throw InvalidRequest(escapedPath(m_path) +
                                 ": the tokenizer failed: " + escaped(status.ToString()));
    }

    std::string m_path;
    std::unique_ptr<const SentencePieceProcessor> m_processor;
};

std::unique_ptr<const Tokenizer> open(const std::string& path)
{
    const File file(path);
    if (file.size() > limits::jsonFileBytes)
        throw FormatError(FormatReason::HeaderTooLarge, path,
                          "the model takes " + withThousands(file.size()) + " bytes; the limit is " +
                              withThousands(limits::jsonFileBytes));
    std::string bytes(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, std::as_writable_bytes(std::span(bytes)));
    auto processor = std::make_unique<SentencePieceProcessor>();
    const auto status = processor->LoadFromSerializedProto(bytes);
    if (!status.ok())
        throw FormatError(FormatReason::BadHeader, path,
                          "is no whole SentencePiece model: " + escaped(status.ToString()));
    if (processor->GetPieceSize() <= 0)
        throw FormatError(FormatReason::BadHeader, path, "the SentencePiece model has no tokens");
    return std::make_unique<SentencePieceTokenizer>(path, std::move(processor));
}

/// A protobuf message whose first field holds a message whose first field is text: the list of pieces.
bool recognizes(const ProbeInput& input)
{
    constexpr std::byte lengthDelimitedFirst{0x0A};
    return input.head.size() > 4 && input.head[0] == lengthDelimitedFirst &&
           input.head[2] == lengthDelimitedFirst;
}

} // namespace

void register_sentencepiece(TokenizerRegistry& registry)
{
    registry.add(
        {"sentencepiece", "SentencePiece (tokenizer.model)", "tokenizer.model", "", recognizes, open});
}

} // namespace alidade
