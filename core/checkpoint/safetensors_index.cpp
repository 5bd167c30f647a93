// SPDX-License-Identifier: Apache-2.0
// Parsing of *.safetensors.index.json.
#include "core/checkpoint/safetensors_index.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"
#include "core/checkpoint/strict_json.h"

#include <cctype>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <xxhash.h>

namespace alidade {

namespace {

using simdjson::ondemand::json_type;

/// "file:", "C:": a letter, then letters, digits and + - . up to a colon.
bool hasScheme(std::string_view path)
{
    const std::size_t colon = path.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    if (!std::isalpha(static_cast<unsigned char>(path[0]))) return false;
    for (const char letter : path.substr(0, colon))
        if (!std::isalnum(static_cast<unsigned char>(letter)) &&
            std::string_view("+-.").find(letter) == std::string_view::npos)
            return false;
    return true;
}

/// The components of a path, without empty and "." ones.
std::vector<std::string_view> components(std::string_view path)
{
    std::vector<std::string_view> list;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (!part.empty() && part != ".") list.push_back(part);
        begin = end + 1;
    }
    return list;
}

class IndexReader {
public:
    explicit IndexReader(const File& file) : m_file(file) {}

    SafetensorsIndex read()
    {
        if (m_file.size() > limits::jsonFileBytes)
            refuse(FormatReason::HeaderTooLarge, "the index takes " + withThousands(m_file.size()) +
                                                     " bytes; the limit is " +
                                                     withThousands(limits::jsonFileBytes));
        if (m_file.size() == 0) refuse(FormatReason::Truncated, "the file is empty");
        simdjson::padded_string text(static_cast<std::size_t>(m_file.size()));
        m_file.read(0, std::as_writable_bytes(std::span(text.data(), text.size())));
        m_index.hash = XXH3_64bits(text.data(), text.size());
        try {
            parse(text);
        } catch (const simdjson::simdjson_error& error) {
            refuse(jsonReason(error), std::string("the index is not valid JSON: ") + error.what());
        }
        if (!m_hasMap) refuse(FormatReason::BadHeader, "the index has no weight_map");
        if (m_index.entries.empty()) warn("the index names no tensor");
        if (!m_hasMetadata) warn("the index has no metadata");
        return std::move(m_index);
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_file.path(), detail);
    }
    void warn(std::string text) { m_index.warnings.push_back(std::move(text)); }

    void parse(const simdjson::padded_string& text)
    {
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(text);
        std::unordered_set<std::string> keys;
        for (auto field : document.get_object()) {
            const std::string key = strictKey(field, keys, m_file.path());
            if (key == "weight_map")
                readMap(field.value());
            else if (key == "metadata")
                readMetadata(field.value());
            else
                skipStrictly(field.value(), m_file.path());
        }
        // What is left after the last brace would be the current location; at the end there is none.
        if (document.current_location().error() == simdjson::SUCCESS)
            refuse(FormatReason::BadHeader, "the index goes on after its closing brace");
    }

    void readMap(simdjson::ondemand::value value)
    {
        m_hasMap = true;
        if (value.type() != json_type::object) refuse(FormatReason::BadHeader, "weight_map is not an object");
        std::unordered_set<std::string> names;
        for (auto field : value.get_object()) {
            std::string name = strictKey(field, names, m_file.path());
            simdjson::ondemand::value shard = field.value();
            if (shard.type() != json_type::string)
                refuse(FormatReason::BadHeader, "the file of tensor " + inQuotes(name) + " is not a string");
            const std::size_t number = shardNumber(strictString(shard, m_file.path()));
            m_index.entries.push_back({std::move(name), number});
        }
    }

    std::size_t shardNumber(const std::string& path)
    {
        const auto known = m_numberOfPath.find(path);
        if (known != m_numberOfPath.end()) return known->second;
        const std::string plain = checkedPath(path);
        const auto [at, isNew] = m_numberOfPath.try_emplace(plain, m_index.shards.size());
        const std::size_t number = at->second;
        if (isNew) {
            if (m_index.shards.size() == limits::shards)
                refuse(FormatReason::TooMany,
                       "the index names more than " + withThousands(limits::shards) + " files");
            m_index.shards.push_back(plain);
        }
        m_numberOfPath.try_emplace(path, number); // as it is written
        return number;
    }

    /// The path without needless components. Nothing is resolved: what is named stays below the folder by its
    /// text.
    std::string checkedPath(const std::string& path) const
    {
        const auto unsafe = [&](const char* why) {
            refuse(FormatReason::UnsafePath, "the index names the file " + inQuotes(path) + ", which " + why);
        };
        if (path.empty()) unsafe("is an empty path");
        if (path.size() > limits::shardPathBytes) unsafe("is too long a path");
        if (path.find('\0') != std::string::npos) unsafe("holds a zero byte");
        if (path.find('\\') != std::string::npos) unsafe("holds a backslash");
        if (path.front() == '/') unsafe("is an absolute path");
        if (hasScheme(path)) unsafe("is an address and no relative path");
        std::string plain;
        for (const std::string_view part : components(path)) {
            if (part == "..") unsafe("leaves the folder of the index");
            if (!plain.empty()) plain += '/';
            plain += part;
        }
        if (path.ends_with(".bin") || path.ends_with(".pt") || path.ends_with(".pth"))
            refuse(FormatReason::Unsupported, "the index names the file " + inQuotes(path) +
                                                  ", a PyTorch file: a pickle can run programs when it is "
                                                  "opened, so Alidade does not; save the "
                                                  "weights as safetensors");
        if (!path.ends_with(".safetensors")) unsafe("does not end in .safetensors");
        return plain;
    }

    void readMetadata(simdjson::ondemand::value value)
    {
        m_hasMetadata = true;
        if (value.type() != json_type::object) {
            skipStrictly(value, m_file.path());
            return warn("the metadata of the index is not an object");
        }
        std::unordered_set<std::string> keys;
        for (auto field : value.get_object()) {
            std::string key = strictKey(field, keys, m_file.path());
            simdjson::ondemand::value entry = field.value();
            if (key == "total_size")
                readTotalSize(entry);
            else if (entry.type() == json_type::string)
                m_index.metadata.emplace_back(std::move(key), strictString(entry, m_file.path()));
            else
                skipStrictly(entry, m_file.path());
        }
    }

    void readTotalSize(simdjson::ondemand::value value)
    {
        if (value.type() != json_type::number) {
            skipStrictly(value, m_file.path());
            return warn("total_size in the metadata of the index is not a number");
        }
        const simdjson::ondemand::number number = value.get_number();
        if (number.is_uint64())
            m_index.totalSize = number.get_uint64();
        else if (number.is_int64() && number.get_int64() >= 0)
            m_index.totalSize = static_cast<std::uint64_t>(number.get_int64());
        else
            warn("total_size in the metadata of the index is not a number of bytes");
    }

    const File& m_file;
    SafetensorsIndex m_index;
    std::unordered_map<std::string, std::size_t> m_numberOfPath;
    bool m_hasMap = false;
    bool m_hasMetadata = false;
};

} // namespace

SafetensorsIndex readSafetensorsIndex(const File& file) { return IndexReader(file).read(); }

} // namespace alidade
