// SPDX-License-Identifier: Apache-2.0
// Listing of the local Hugging Face cache.
#include "core/checkpoint/huggingface_cache.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/huggingface_folder.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string_view>
#include <tuple>

namespace alidade {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view modelPrefix = "models--";
constexpr std::uint64_t longestReference = 256;

std::string variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value ? value : "";
}

std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (names.size() == limits::cacheEntries) break;
        names.push_back(at->path().filename().string());
    }
    return names;
}

/// "models--ORG--NAME" is ORG/NAME.
std::string modelName(std::string_view folderName)
{
    std::string name(folderName.substr(modelPrefix.size()));
    const std::size_t cut = name.find("--");
    if (cut != std::string::npos) name.replace(cut, 2, "/");
    return validUtf8(name);
}

/// The commit that refs/main holds, or nothing.
std::string mainRevision(const fs::path& model)
{
    try {
        const File file((model / "refs" / "main").string());
        std::string text(static_cast<std::size_t>(std::min(file.size(), longestReference)), '\0');
        file.read(0, std::as_writable_bytes(std::span(text)));
        const std::size_t end = text.find_first_of(" \r\n\t");
        return text.substr(0, end);
    } catch (const FormatError&) {
        return {}; // a cache without it is no error: revisions are listed all the same
    }
}

std::uint64_t weightsBytes(const fs::path& folder, const std::vector<std::string>& names)
{
    std::uint64_t bytes = 0;
    for (const std::string& name : names) {
        if (!name.ends_with(".safetensors")) continue;
        std::error_code error;
        const std::uintmax_t size = fs::file_size(folder / name, error); // follows the link to the blob
        if (!error) bytes += size;
    }
    return bytes;
}

void addRevisions(const fs::path& model, const std::string& folderName, std::vector<LocalModel>& models)
{
    const std::string main = mainRevision(model);
    const fs::path snapshots = model / "snapshots";
    for (const std::string& revision : namesIn(snapshots)) {
        const fs::path folder = snapshots / revision;
        const std::vector<std::string> names = namesIn(folder);
        if (huggingFaceWeights(names).empty()) continue;
        models.push_back({modelName(folderName), revision, revision == main, folder.string(),
                          weightsBytes(folder, names)});
    }
}

} // namespace

std::string huggingFaceCacheFolder()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (std::string folder = variable(name); !folder.empty()) return folder;
    if (const std::string home = variable("HF_HOME"); !home.empty()) return home + "/hub";
    if (const std::string cache = variable("XDG_CACHE_HOME"); !cache.empty())
        return cache + "/huggingface/hub";
    if (const std::string home = variable("HOME"); !home.empty()) return home + "/.cache/huggingface/hub";
    return {};
}

std::vector<LocalModel> listHuggingFaceCache(const std::string& hub)
{
    std::vector<LocalModel> models;
    if (hub.empty()) return models;
    for (const std::string& name : namesIn(hub))
        if (name.starts_with(modelPrefix)) addRevisions(fs::path(hub) / name, name, models);
    std::sort(models.begin(), models.end(), [](const LocalModel& a, const LocalModel& b) {
        return std::tuple(a.name, !a.isMain, a.revision) < std::tuple(b.name, !b.isMain, b.revision);
    });
    return models;
}

std::vector<LocalModel> listHuggingFaceCache() { return listHuggingFaceCache(huggingFaceCacheFolder()); }

} // namespace alidade
