// SPDX-License-Identifier: Apache-2.0
// The values of a NumPy array in row-major order, whatever order and byte order they are stored in.
#pragma once

#include "core/checkpoint/block_cache.h"
#include "core/checkpoint/byte_source.h"
#include "core/checkpoint/npy_header.h"

#include <cstdint>
#include <memory>
#include <span>

namespace alidade {

class FortranBands;

/// An array that is read by position. Thread rule: read() may be called from several threads at once.
class NpyArray {
public:
    /// @param index the array's number in its file
    /// @param bands a cache of fortranCacheBytes for all arrays of the file, only used by column-major ones
    NpyArray(std::shared_ptr<const ByteSource> source, NpyHeader header, std::size_t index,
             std::shared_ptr<BlockCache> bands);
    ~NpyArray();
    NpyArray(NpyArray&&) noexcept;
    NpyArray& operator=(NpyArray&&) noexcept;

    [[nodiscard]] const ByteSource& source() const { return *m_source; }

    /// True if rows would have to be gathered from a source that can only be read in order.
    [[nodiscard]] bool isOutOfReach() const { return m_bands && !m_source->isRandomAccess(); }

    /// Elements [first, first + out.size()) of the row-major order. @throws FormatError
    void read(std::uint64_t first, std::span<float> out) const;
    /// The same as float64. @throws FormatError
    void read(std::uint64_t first, std::span<double> out) const;

private:
    template <typename Number>
    void readAny(std::uint64_t first, std::span<Number> out) const;

    std::shared_ptr<const ByteSource> m_source;
    NpyHeader m_header;
    std::unique_ptr<const FortranBands> m_bands; ///< only for arrays whose order differs from row-major
};

} // namespace alidade
