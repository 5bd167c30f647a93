// SPDX-License-Identifier: Apache-2.0
// Finding and checking the parts of a split GGUF model. Only the given file's own folder is looked at, and
// only names made from the given file's own name.
#include "core/checkpoint/gguf_split.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>
#include <unordered_set>

namespace alidade::gguf {

namespace {

constexpr std::string_view suffix = ".gguf";
constexpr std::string_view between = "-of-";
constexpr std::size_t numberDigits = 5;

std::string baseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::optional<std::uint64_t> fiveDigits(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.size() != numberDigits || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

Part openOne(const std::string& path)
{
    Part part;
    part.file = std::make_unique<File>(path);
    part.header = readHeader(*part.file);
    return part;
}

class SplitModel {
public:
    SplitModel(const std::string& path, Part given)
        : m_path(path), m_count(given.header.metadata.splitCount.value_or(0)), m_given(std::move(given))
    {}

    std::vector<Part> open()
    {
        const PartName name = checkedName();
        std::vector<Part> parts;
        for (std::uint64_t number = 1; number <= m_count; ++number) {
            Part part = number == name.number ? std::move(m_given) : openSibling(name.path(number));
            checkPart(part.header.metadata, number);
            parts.push_back(std::move(part));
        }
        checkTensors(parts);
        return parts;
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_path, detail);
    }

    PartName checkedName() const
    {
        if (m_count > limits::ggufParts)
            refuse(FormatReason::TooMany, "the model is split into " + withThousands(m_count) +
                                              " files; the limit is " + withThousands(limits::ggufParts));
        const auto name = parsePartName(m_path);
        if (!name || name->count != m_count || name->number == 0 || name->number > m_count)
            refuse(FormatReason::Missing, "this is one of " + std::to_string(m_count) +
                                              " files of a split model, but it is not named like one (" +
                                              PartName{"NAME", 1, m_count}.path(1) +
                                              "), so the others cannot be found");
        return *name;
    }

    /// Errors of another part are told as errors of the file the user gave.
    Part openSibling(const std::string& path) const
    {
        try {
            return openOne(path);
        } catch (const FormatError& error) {
            const std::string name = inQuotes(baseName(path));
            if (error.reason() == FormatReason::Missing)
                refuse(FormatReason::Missing, "the model is split into " + std::to_string(m_count) +
                                                  " files and its part " + name + " is missing");
            throw FormatError(error.reason(), m_path, "part " + name + ": " + error.detail(), error.offset());
        }
    }

    void checkPart(const Metadata& metadata, std::uint64_t number) const
    {
        const std::string which = "part " + std::to_string(number) + " of " + std::to_string(m_count);
        if (metadata.splitCount != m_count)
            refuse(FormatReason::BadHeader, which + " does not say that it is one of so many (split.count)");
        if (metadata.splitNumber != number - 1)
            refuse(FormatReason::BadHeader, which + " says that it has another place (split.no)");
    }

    void checkTensors(const std::vector<Part>& parts) const
    {
        std::uint64_t found = 0;
        std::unordered_set<std::string_view> names;
        for (const Part& part : parts) {
            found += part.header.tensors.size();
            for (const TensorInfo& tensor : part.header.tensors)
                if (!names.insert(tensor.name).second)
                    refuse(FormatReason::DuplicateName,
                           "tensor " + inQuotes(tensor.name) + " is in two parts");
        }
        for (const Part& part : parts)
            if (part.header.metadata.splitTensors.value_or(found) != found)
                refuse(FormatReason::SizeMismatch,
                       "part " + inQuotes(baseName(part.file->path())) + " counts " +
                           withThousands(*part.header.metadata.splitTensors) +
                           " tensors in all parts (split.tensors.count), but they hold " +
                           withThousands(found));
    }

    std::string m_path;
    std::uint64_t m_count;
    Part m_given;
};

} // namespace

std::string PartName::path(std::uint64_t part) const
{
    std::array<char, 48> tail{};
    std::snprintf(tail.data(), tail.size(), "-%05llu-of-%05llu.gguf", static_cast<unsigned long long>(part),
                  static_cast<unsigned long long>(count));
    return stem + tail.data();
}

std::optional<PartName> parsePartName(const std::string& path)
{
    constexpr std::size_t tailBytes = 1 + numberDigits + between.size() + numberDigits + suffix.size();
    if (path.size() <= tailBytes || !path.ends_with(suffix)) return std::nullopt;
    const std::string_view tail = std::string_view(path).substr(path.size() - tailBytes);
    const auto number = fiveDigits(tail.substr(1, numberDigits));
    const auto count = fiveDigits(tail.substr(1 + numberDigits + between.size(), numberDigits));
    if (tail.front() != '-' || tail.substr(1 + numberDigits, between.size()) != between || !number || !count)
        return std::nullopt;
    return PartName{path.substr(0, path.size() - tailBytes), *number, *count};
}

std::vector<Part> openParts(const std::string& path)
{
    Part given = openOne(path);
    if (given.header.metadata.splitCount.value_or(1) > 1) return SplitModel(path, std::move(given)).open();
    std::vector<Part> parts;
    parts.push_back(std::move(given));
    return parts;
}

} // namespace alidade::gguf
