// SPDX-License-Identifier: Apache-2.0
// A part is a line of JSON, its numbers as doubles, and a hash of both.
#include "core/sweep/sweep_parts.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/output_file.h"

#include <cstring>
#include <filesystem>
#include <span>
#include <vector>
#include <xxhash.h>

namespace alidade {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::string_view suffix = ".tensor";
constexpr std::string_view scratch = ".part-"; // of temporary files, which a killed process leaves behind

std::string contentOf(const std::string& path)
{
    const File file(path);
    std::string content(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, std::as_writable_bytes(std::span(content)));
    return content;
}

} // namespace

std::string SweepParts::pathOf(std::size_t index) const
{
    return m_folder + "/" + std::to_string(index) + std::string(suffix);
}

bool SweepParts::has(std::size_t index) const
{
    std::error_code ignored;
    return fs::is_regular_file(pathOf(index), ignored);
}

std::optional<SweepPart> SweepParts::find(std::size_t index) const
{
    if (!has(index)) return std::nullopt;
    try {
        const std::string content = contentOf(pathOf(index));
        const std::size_t line = content.find('\n');
        constexpr std::size_t hashBytes = 8;
        if (line == std::string::npos || content.size() < line + 1 + hashBytes) return std::nullopt;
        const std::size_t end = content.size() - hashBytes;
        std::uint64_t hash = 0;
        std::memcpy(&hash, content.data() + end, hashBytes);
        if (hash != XXH3_64bits(content.data(), end)) return std::nullopt;
        const Json head = Json::parse(content.substr(0, line));
        SweepPart part;
        part.identity = {head.at("program").get<std::string>(), head.at("fingerprint").get<std::uint64_t>(),
                         head.at("request").get<std::uint64_t>()};
        part.record.words = head.at("words");
        part.record.numbers.resize((end - line - 1) / sizeof(double));
        std::memcpy(part.record.numbers.data(), content.data() + line + 1, part.record.numbers.size() * sizeof(double));
        return part;
    } catch (const std::exception&) { // it is no part: the tensor is measured again
        return std::nullopt;
    }
}

void SweepParts::makeFolder() const
{
    std::error_code error;
    fs::create_directory(m_folder, error);
    if (error) throw Error(escapedPath(m_folder) + ": the folder cannot be created: " + error.message());
}

void SweepParts::put(std::size_t index, const SweepPart& part) const
{
    makeFolder();
    const Json head{{"program", part.identity.version},
                    {"fingerprint", part.identity.fingerprint},
                    {"request", part.identity.request},
                    {"words", part.record.words}};
    std::string content = head.dump() + '\n';
    content.append(reinterpret_cast<const char*>(part.record.numbers.data()),
                   part.record.numbers.size() * sizeof(double));
    const std::uint64_t hash = XXH3_64bits(content.data(), content.size());
    content.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    TemporaryFile temporary(pathOf(index));
    {
        OutputFile file(temporary.path());
        file.append(content);
    }
    temporary.commit();
}

void SweepParts::remove() const
{
    std::error_code error;
    std::vector<fs::path> ours;
    for (const auto& item : fs::directory_iterator(m_folder, error)) {
        const std::string name = item.path().filename().string();
        if (item.path().extension() == suffix || name.find(scratch) != std::string::npos) ours.push_back(item.path());
    }
    for (const fs::path& path : ours) fs::remove(path, error);
    fs::remove(m_folder, error); // stays if somebody else put something there
}

} // namespace alidade
