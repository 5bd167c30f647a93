// SPDX-License-Identifier: Apache-2.0
// Several streams of symbols, each with a model of its own, coded in blocks that are independent of each
// other. docs/entropy.md describes the bytes.
#pragma once

#include "core/base/job.h"
#include "core/entropy/coded_bytes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Appends the streams; the decoder knows how many there are and the length of each. The bytes do not depend
/// on the number of threads. @throws Cancelled
void encodeStreams(CodedWriter& to, std::span<const std::span<const std::int16_t>> streams,
                   const JobContext& job);

/// Fills the streams. @throws DamagedData, Cancelled
void decodeStreams(CodedReader& from, std::span<const std::span<std::int16_t>> streams,
                   const JobContext& job);

} // namespace alidade
