// SPDX-License-Identifier: Apache-2.0
// Which kind is restored by whom.
#include "core/transforms/stored_transform.h"

#include "core/base/error.h"
#include "core/transforms/permutation_transform.h"
#include "core/transforms/stored_basis.h"

namespace alidade {

namespace {

AxisTransformPtr restoreBlocks(std::span<const std::byte>& bytes, Index length, const JobContext& job)
{
    const auto count = static_cast<Index>(takeNumber(bytes));
    std::vector<AxisTransformPtr> parts;
    Index covered = 0;
    for (Index i = 0; i < count && covered < length; ++i) {
        job.checkpoint(static_cast<std::uint64_t>(covered), static_cast<std::uint64_t>(length));
        parts.push_back(restoreTransform(bytes, length - covered, job.quiet()));
        covered += parts.back()->size();
    }
    if (covered != length || static_cast<Index>(parts.size()) != count || parts.empty())
        throw DamagedData("the blocks of a stored basis do not fill its axis");
    return blockDiagonal(std::move(parts));
}

} // namespace

void appendNumber(std::vector<std::byte>& bytes, std::uint32_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::byte>((value >> shift) & 0xFFU));
}

std::uint32_t takeNumber(std::span<const std::byte>& bytes)
{
    if (bytes.size() < 4) throw DamagedData("a stored basis ends too early");
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i) value |= std::to_integer<std::uint32_t>(bytes[i]) << (8 * i);
    bytes = bytes.subspan(4);
    return value;
}

AxisTransformPtr restoreTransform(std::span<const std::byte>& bytes, Index length, const JobContext& job)
{
    if (bytes.empty()) throw DamagedData("a stored basis ends too early");
    const auto kind = static_cast<StoredKind>(bytes.front());
    bytes = bytes.subspan(1);
    switch (kind) {
    case StoredKind::Blocks: return restoreBlocks(bytes, length, job);
    case StoredKind::Entries:
    case StoredKind::Reflectors: return restoreStoredBasis(kind, bytes, length, job);
    case StoredKind::Permutation: return restorePermutation(bytes, length);
    }
    throw DamagedData("a stored basis is of no known kind");
}

} // namespace alidade
