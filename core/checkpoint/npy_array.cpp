// SPDX-License-Identifier: Apache-2.0
// Arrays of NumPy: row-major ones are read where they lie, the others through bands (fortran_bands.h).
#include "core/checkpoint/npy_array.h"

#include "core/checkpoint/fortran_bands.h"
#include "core/checkpoint/stored_elements.h"

#include <algorithm>

namespace alidade {

namespace {

/// With at most one dimension over 1 both orders are the same.
bool isOrderVisible(const std::vector<std::uint64_t>& shape)
{
    return std::count_if(shape.begin(), shape.end(), [](std::uint64_t dimension) { return dimension > 1; }) >
           1;
}

} // namespace

NpyArray::NpyArray(std::shared_ptr<const ByteSource> source, NpyHeader header, std::size_t index,
                   std::shared_ptr<BlockCache> bands)
    : m_source(std::move(source)), m_header(std::move(header))
{
    const bool readable = dtypeInfo(m_header.dtype).readable && m_header.elements > 0;
    if (m_header.fortranOrder && readable && isOrderVisible(m_header.shape))
        m_bands =
            std::make_unique<FortranBands>(m_source, m_header.dataOffset, m_header.shape,
                                           dtypeInfo(m_header.dtype).blockBytes, index, std::move(bands));
}

NpyArray::~NpyArray() = default;
NpyArray::NpyArray(NpyArray&&) noexcept = default;
NpyArray& NpyArray::operator=(NpyArray&&) noexcept = default;

template <typename Number>
void NpyArray::readAny(std::uint64_t first, std::span<Number> out) const
{
    const std::uint64_t width = dtypeInfo(m_header.dtype).blockBytes;
    if (m_bands)
        readStored(*m_bands, first * width, m_header.dtype, m_header.bigEndian, out);
    else
        readStored(*m_source, m_header.dataOffset + first * width, m_header.dtype, m_header.bigEndian, out);
}

void NpyArray::read(std::uint64_t first, std::span<float> out) const { readAny(first, out); }

void NpyArray::read(std::uint64_t first, std::span<double> out) const { readAny(first, out); }

} // namespace alidade
