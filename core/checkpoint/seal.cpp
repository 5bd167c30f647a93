// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/seal.h"

#include "core/base/error.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/output_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>
#include <xxhash.h>

namespace alidade {

namespace {

constexpr std::size_t markBytes = 8;
constexpr std::size_t sealBytes = 16;
constexpr std::size_t pieceBytes = std::size_t{1} << 20;

using Seal = std::array<std::byte, sealBytes>;

/// The hash of the first `length` bytes.
std::uint64_t hashOf(const File& file, std::uint64_t length, const JobContext& job)
{
    std::unique_ptr<XXH3_state_t, int (*)(XXH3_state_t*)> state(XXH3_createState(), [](XXH3_state_t* used) {
        return static_cast<int>(XXH3_freeState(used));
    });
    XXH3_64bits_reset(state.get());
    std::vector<std::byte> piece(pieceBytes);
    for (std::uint64_t at = 0; at < length; at += pieceBytes) {
        job.checkpoint(at, length);
        const std::span<std::byte> part =
            std::span(piece).first(static_cast<std::size_t>(std::min<std::uint64_t>(pieceBytes, length - at)));
        file.read(at, part);
        XXH3_64bits_update(state.get(), part.data(), part.size());
    }
    return XXH3_64bits_digest(state.get());
}

Seal sealOf(std::string_view mark, std::uint64_t hash)
{
    Seal seal{};
    std::memcpy(seal.data(), mark.data(), std::min(mark.size(), markBytes));
    for (std::size_t i = 0; i < 8; ++i) seal[markBytes + i] = static_cast<std::byte>((hash >> (8 * i)) & 0xFFU);
    return seal;
}

bool endsWith(const File& file, std::string_view mark, Seal& seal)
{
    if (file.size() <= sealBytes) return false;
    file.read(file.size() - sealBytes, seal);
    return std::memcmp(seal.data(), sealOf(mark, 0).data(), markBytes) == 0;
}

} // namespace

void appendSeal(const std::string& path, std::string_view mark, const JobContext& job)
{
    std::uint64_t length = 0;
    std::uint64_t hash = 0;
    {
        const File file(path);
        length = file.size();
        hash = hashOf(file, length, job);
    }
    OutputFile(path).patch(length, sealOf(mark, hash));
}

bool hasSeal(const std::string& path, std::string_view mark)
{
    Seal seal{};
    return endsWith(File(path), mark, seal);
}

void checkSeal(const std::string& path, std::string_view mark, const std::string& what, const JobContext& job)
{
    const File file(path);
    Seal seal{};
    if (!endsWith(file, mark, seal))
        throw FormatError(FormatReason::Truncated, path,
                          "it is no " + what + ", or it was cut short: the seal at its end is missing");
    if (seal != sealOf(mark, hashOf(file, file.size() - sealBytes, job)))
        throw FormatError(FormatReason::BadHeader, path, "its content was changed: the seal at its end does not fit");
}

} // namespace alidade
