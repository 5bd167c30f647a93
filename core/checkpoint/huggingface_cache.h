// SPDX-License-Identifier: Apache-2.0
// The models that are already on this machine, in the cache of the Hugging Face tools. Only looked at, never
// changed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

/// A model whose weights can be opened from the cache.
struct LocalModel {
    std::string name;               ///< "ORG/NAME", as on the hub
    std::string revision;           ///< commit of the snapshot
    bool isMain = false;            ///< the revision that the cache knows as "main"
    std::string folder;             ///< to be opened as a checkpoint
    std::uint64_t weightsBytes = 0; ///< size of the safetensors files in it
};

/// Folder of the cache: HF_HUB_CACHE, else HUGGINGFACE_HUB_CACHE, else hub in HF_HOME, else huggingface/hub
/// in XDG_CACHE_HOME or ~/.cache; empty if none of these is set.
std::string huggingFaceCacheFolder();

/// The models in the layout models--ORG--NAME/snapshots/REVISION/ below `hub` that have safetensors, by name,
/// the main revision first. Looks at no more than 10 000 entries of a folder; what cannot be read is left
/// out.
std::vector<LocalModel> listHuggingFaceCache(const std::string& hub);

/// The same for huggingFaceCacheFolder().
std::vector<LocalModel> listHuggingFaceCache();

} // namespace alidade
