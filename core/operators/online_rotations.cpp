// SPDX-License-Identifier: Apache-2.0
#include "core/operators/online_rotations.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <simdjson.h>
#include <span>

namespace alidade {

const char* const rotationsFileName = "alidade_rotations.json";

namespace {

using Json = nlohmann::ordered_json;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::int64_t formatVersion = 1;

Json onlineJson(const RotationChoice& choice, Index size, const char* name)
{
    if (!choice.isWanted()) return nullptr;
    if (choice.kind == RotationKind::Given)
        throw InvalidRequest(std::string(name) +
                             " was given as a matrix, and files keep online rotations as seeds: use "
                             "hadamard or haar");
    return {{"kind", rotationKindText(choice.kind)}, {"seed", choice.seed}, {"size", size}};
}

Json piecesJson(const RotationPlan& plan, const ModelConfig& model)
{
    Json pieces = Json::array();
    for (const RotationPiece& piece : rotationPieces(plan, model))
        pieces.push_back({{"name", piece.name},
                          {"where", piece.where},
                          {"state", pieceStateText(piece.state)},
                          {"reason", piece.reason}});
    return pieces;
}

/// The file as it is read back.
class RotationsFile {
public:
    explicit RotationsFile(const std::string& path) : m_path(path)
    {
        const File file(path);
        if (file.size() > limits::jsonFileBytes)
            throw FormatError(FormatReason::HeaderTooLarge, path, "a list of rotations is never this large");
        simdjson::padded_string text(static_cast<std::size_t>(file.size()));
        file.read(0, std::as_writable_bytes(std::span(text.data(), text.size())));
        element top;
        if (const auto error = m_parser.parse(text).get(top); error != simdjson::SUCCESS)
            throw FormatError(FormatReason::BadText, path,
                              std::string("not JSON: ") + simdjson::error_message(error));
        if (top.get(m_top) != simdjson::SUCCESS)
            throw FormatError(FormatReason::BadText, path, "not a JSON object");
        std::int64_t version = 0;
        if (m_top["format"].get(version) != simdjson::SUCCESS || version != formatVersion)
            throw FormatError(FormatReason::Unsupported, path, "not a list of rotations of format 1");
    }

    /// The rotation under this key; nothing if it is null or missing. @param size what the model needs
    [[nodiscard]] std::optional<RotationChoice> choice(const char* key, Index size) const
    {
        object entry;
        const auto found = m_top[key];
        if (found.error() == simdjson::NO_SUCH_FIELD || found.is_null()) return std::nullopt;
        std::string_view kind;
        std::uint64_t seed = 0;
        std::int64_t stored = 0;
        if (found.get(entry) != simdjson::SUCCESS || entry["kind"].get(kind) != simdjson::SUCCESS ||
            entry["seed"].get(seed) != simdjson::SUCCESS || entry["size"].get(stored) != simdjson::SUCCESS)
            throw FormatError(FormatReason::BadHeader, m_path,
                              std::string("the rotation ") + key + " needs kind, seed and size");
        if (stored != size)
            throw InvalidRequest(escapedPath(m_path) + ": the rotation " + key + " turns " +
                                 std::to_string(stored) + " channels, but the model has " +
                                 std::to_string(size) + " there");
        const RotationKind known = rotationKindFromText(std::string(kind));
        return RotationChoice{known, seed};
    }

private:
    std::string m_path;
    simdjson::dom::parser m_parser;
    object m_top;
};

} // namespace

std::string rotationsJson(const RotationPlan& plan, const ModelConfig& model)
{
    Json document;
    document["format"] = formatVersion;
    document["about"] =
        "Rotations of this model. Those of heads and feed_forward act while it runs: without them the "
        "weights beside this file are another function.";
    document["heads"] = onlineJson(plan.onlineHeads, model.headSize, "R3");
    document["feed_forward"] = onlineJson(plan.onlineFeedForward, model.feedForward, "R4");
    document["pieces"] = piecesJson(plan, model);
    if (plan.omission != Omission::Nothing)
        document["demonstration"] =
            "left out on purpose, so that this is another function: " + omissionText(plan.omission);
    constexpr int indent = 2;
    return document.dump(indent) + "\n";
}

OnlineRotations readOnlineRotations(const Checkpoint& checkpoint, const ModelConfig& config,
                                    const JobContext& job)
{
    const std::string path = (std::filesystem::path(folderOf(checkpoint)) / rotationsFileName).string();
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return {};
    const RotationsFile file(path);
    MadeRotations made;
    if (const auto heads = file.choice("heads", config.headSize))
        made.onlineHeads = onlineHeadsRotation(*heads, config.headSize, job);
    if (const auto feedForward = file.choice("feed_forward", config.feedForward))
        made.onlineFeedForward = onlineFeedForwardRotation(*feedForward, config.feedForward, job);
    return made.online();
}

std::string folderOf(const Checkpoint& checkpoint)
{
    namespace fs = std::filesystem;
    const fs::path path(checkpoint.path());
    std::error_code ignored;
    const fs::path folder = fs::is_directory(path, ignored) ? path : path.parent_path();
    return folder.empty() ? "." : folder.string();
}

Llama openLlama(const std::shared_ptr<const Checkpoint>& checkpoint, const JobContext& job)
{
    const ModelConfig config = readModelConfig(*checkpoint);
    auto weights = std::make_shared<CheckpointWeights>(checkpoint, config);
    return {config, std::move(weights), readOnlineRotations(*checkpoint, config, job)};
}

} // namespace alidade
