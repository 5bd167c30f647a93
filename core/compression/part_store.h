// SPDX-License-Identifier: Apache-2.0
// Finished tensors of an unfinished compression, one file each, so that a stopped run loses nothing.
#pragma once

#include "core/compression/container.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace alidade {

/// A finished tensor and what coding it lost.
struct Part {
    ContainerEntry entry;
    double bits = 0.0;
    double squaredError = 0.0;
    double energy = 0.0;
    double operatorError = 0.0; ///< NaN if unknown
    bool usedMoments = false;
};

/// A folder of parts.
class PartStore {
public:
    /// The folder is created by the first put(). Parts of another request are left alone until they are overwritten.
    /// @param request hash of everything that decides the bytes: input, recipe, target
    PartStore(std::string folder, std::uint64_t request);

    /// The part of this number if it is whole and of this request.
    [[nodiscard]] std::optional<Part> find(std::size_t number) const;
    /// Stores a part with the bytes of entry.coded. @throws Error
    void put(std::size_t number, const Part& part) const;
    /// Hands out the bytes of a part that find() or put() had. @throws FormatError
    void read(std::size_t number, const std::function<void(std::span<const std::byte>)>& write) const;
    /// Removes the folder and what this class put there.
    void remove() const;

private:
    [[nodiscard]] std::string pathOf(std::size_t number) const;

    std::string m_folder;
    std::uint64_t m_request;
};

} // namespace alidade
