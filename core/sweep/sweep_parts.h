// SPDX-License-Identifier: Apache-2.0
// Finished tensors of a sweep that is not finished, one file each: written to a temporary file and renamed, so that a
// killed process loses nothing it had finished, and several processes can share a folder.
#pragma once

#include "core/sweep/sweep_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace alidade {

/// What has to agree before a part can be taken.
struct SweepIdentity {
    std::string version;           ///< of the program
    std::uint64_t fingerprint = 0; ///< of the model's header and size
    std::uint64_t request = 0;     ///< hash of what is measured, without the paths
    friend bool operator==(const SweepIdentity&, const SweepIdentity&) = default;
};

/// A part as it lies in its file.
struct SweepPart {
    SweepIdentity identity;
    SweepRecord record;
};

/// A folder of parts. Thread rule: one thread at a time writes; files are told apart by the tensor's place in the model.
class SweepParts {
public:
    explicit SweepParts(std::string folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] const std::string& folder() const { return m_folder; }
    [[nodiscard]] bool has(std::size_t index) const;
    /// The part of the tensor with this place; nothing if there is none or if it is not whole.
    [[nodiscard]] std::optional<SweepPart> find(std::size_t index) const;
    /// Makes the folder, if need be, and stores a part. @throws Error (disk)
    void put(std::size_t index, const SweepPart& part) const;
    /// Makes the folder. @throws Error
    void makeFolder() const;
    /// Removes the folder with all that sweeps put there; what others put there stays.
    void remove() const;

private:
    [[nodiscard]] std::string pathOf(std::size_t index) const;

    std::string m_folder;
};

} // namespace alidade
