// SPDX-License-Identifier: Apache-2.0
// A part is a line of JSON, its bytes and a hash of both.
#include "core/compression/part_store.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/output_file.h"
#include "core/compression/container_index.h"

#include <bit>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <xxhash.h>

namespace alidade {

namespace {

constexpr std::string_view suffix = ".part";

/// Doubles as bits: an error must come back as it was.
nlohmann::json headOf(const Part& part, std::uint64_t request)
{
    return {{"request", request},
            {"entry", entryText(part.entry)},
            {"numbers",
             {std::bit_cast<std::uint64_t>(part.bits), std::bit_cast<std::uint64_t>(part.squaredError),
              std::bit_cast<std::uint64_t>(part.energy), std::bit_cast<std::uint64_t>(part.operatorError),
              std::uint64_t{part.usedMoments ? 1U : 0U}}}};
}

std::string contentOf(const std::string& path)
{
    const File file(path);
    std::string content(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, std::as_writable_bytes(std::span(content)));
    return content;
}

} // namespace

PartStore::PartStore(std::string folder, std::uint64_t request) : m_folder(std::move(folder)), m_request(request) {}

std::string PartStore::pathOf(std::size_t number) const
{
    return m_folder + "/" + std::to_string(number) + std::string(suffix);
}

std::optional<Part> PartStore::find(std::size_t number) const
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(pathOf(number), error)) return std::nullopt;
    try {
        const std::string content = contentOf(pathOf(number));
        const std::size_t line = content.find('\n');
        if (line == std::string::npos || content.size() < line + 1 + 8) return std::nullopt;
        std::uint64_t hash = 0;
        std::memcpy(&hash, content.data() + content.size() - 8, 8);
        if (hash != XXH3_64bits(content.data(), content.size() - 8)) return std::nullopt;
        const auto head = nlohmann::json::parse(content.substr(0, line));
        if (head.at("request").get<std::uint64_t>() != m_request) return std::nullopt;
        const auto numbers = head.at("numbers").get<std::vector<std::uint64_t>>();
        return Part{parseEntry(head.at("entry").get<std::string>()), std::bit_cast<double>(numbers.at(0)),
                    std::bit_cast<double>(numbers.at(1)), std::bit_cast<double>(numbers.at(2)),
                    std::bit_cast<double>(numbers.at(3)), numbers.at(4) == 1};
    } catch (const std::exception&) { // not a part: it is made again
        return std::nullopt;
    }
}

void PartStore::put(std::size_t number, const Part& part) const
{
    std::error_code error;
    std::filesystem::create_directory(m_folder, error);
    if (error) throw Error(escapedPath(m_folder) + ": the folder cannot be created: " + error.message());
    const CodedTensor& coded = part.entry.coded;
    std::string content = headOf(part, m_request).dump() + '\n';
    for (const std::vector<std::byte>* bytes : {&coded.rowBasis, &coded.columnBasis, &coded.scales, &coded.symbols})
        content.append(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    const std::uint64_t hash = XXH3_64bits(content.data(), content.size());
    content.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    TemporaryFile temporary(pathOf(number));
    {
        OutputFile file(temporary.path());
        file.append(content);
    }
    temporary.commit();
}

void PartStore::read(std::size_t number, const std::function<void(std::span<const std::byte>)>& write) const
{
    const std::string content = contentOf(pathOf(number));
    const std::size_t line = content.find('\n');
    if (line == std::string::npos || content.size() < line + 9)
        throw FormatError(FormatReason::Truncated, pathOf(number), "a finished part was cut short");
    write(std::as_bytes(std::span(content)).subspan(line + 1, content.size() - line - 9));
}

void PartStore::remove() const
{
    std::error_code error;
    for (const auto& item : std::filesystem::directory_iterator(m_folder, error))
        if (item.path().extension() == suffix) std::filesystem::remove(item.path(), error);
    std::filesystem::remove(m_folder, error); // stays if somebody else put something there
}

} // namespace alidade
