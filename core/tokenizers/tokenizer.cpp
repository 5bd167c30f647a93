// SPDX-License-Identifier: Apache-2.0
// Which tokenizer a file or folder holds.
#include "core/tokenizers/tokenizer.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <filesystem>

namespace alidade {

namespace {

std::string labels(const TokenizerRegistry& formats)
{
    std::string list;
    for (const TokenizerFormat& format : formats)
        list += (list.empty() ? "" : ", ") + format.label;
    return list;
}

/// The files of a folder that end so.
std::vector<std::string> filesEnding(const std::string& folder, const std::string& suffix)
{
    std::vector<std::string> found;
    std::size_t seen = 0;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (++seen > limits::folderEntries)
            throw FormatError(FormatReason::TooMany, folder,
                              "the folder holds more than " + withThousands(limits::folderEntries) +
                                  " files");
        if (at->path().filename().string().ends_with(suffix)) found.push_back(at->path().string());
    }
    if (error) throw FormatError(FormatReason::CannotOpen, folder, "cannot be listed: " + error.message());
    return found;
}

std::string fileInFolder(const std::string& folder, const TokenizerRegistry& formats)
{
    std::string names;
    for (const TokenizerFormat& format : formats) {
        if (format.fileName.empty()) continue;
        names += (names.empty() ? "" : " or ") + format.fileName;
        const std::string path = folder + (folder.ends_with('/') ? "" : "/") + format.fileName;
        std::error_code error;
        if (std::filesystem::exists(path, error)) return path;
    }
    for (const TokenizerFormat& format : formats) {
        if (format.suffix.empty()) continue;
        const std::vector<std::string> found = filesEnding(folder, format.suffix);
        if (found.size() == 1) return found.front();
        if (found.size() > 1)
            throw FormatError(FormatReason::UnknownFormat, folder,
                              "the folder holds several " + format.suffix +
                                  " files: name the one that is meant");
    }
    throw FormatError(FormatReason::Missing, folder, "the folder holds no tokenizer (" + names + ")");
}

} // namespace

std::unique_ptr<const Tokenizer> openTokenizer(const std::string& path, const TokenizerRegistry& formats)
{
    if (path.empty()) throw InvalidRequest("the path of the tokenizer is empty");
    const ProbeInput given = probeInput(path);
    if (given.isFolder) return openTokenizer(fileInFolder(path, formats), formats);
    if (given.size == 0) throw FormatError(FormatReason::Truncated, path, "the file is empty");
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [&](const auto& format) { return format.recognizes(given); });
    if (found != formats.end()) return found->open(path);
    throw FormatError(FormatReason::UnknownFormat, path,
                      "this is no tokenizer that Alidade can read (known kinds: " + labels(formats) + ")");
}

} // namespace alidade
