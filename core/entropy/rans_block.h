// SPDX-License-Identifier: Apache-2.0
// One block of a stream with the model of the stream: the fast loops where they apply, else plain ones of the
// same format with up to 16 bits of precision.
#pragma once

#include "core/entropy/rans_model.h"
#include "core/kernels/rans.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace alidade {

/// No block of symbols with these counts has more words. A step makes a state at most (1 + 2^(precision -
/// 16)) times larger than 2^precision / frequency does, and a word takes 16 bits of it.
std::size_t mostWords(const SymbolCounts& counts, const FrequencyTable& table);

/// Encodes blocks. Thread rule: immutable.
class RansBlockEncoder {
public:
    explicit RansBlockEncoder(const RansModel& model);
    /// @param states one per lane, a power of two: what the decoder starts from
    /// @param words  room for mostWords() and kernels::ransMargin more
    /// @return words written
    std::size_t encode(std::span<const std::int16_t> symbols, std::span<std::uint32_t> states,
                       std::uint16_t* words) const;

private:
    /// Frequency and first slot of an index.
    struct Entry {
        std::uint32_t frequency = 0;
        std::uint32_t first = 0;
    };
    std::unique_ptr<kernels::RansEncodeTable> m_narrow; ///< null where the fast loops do not apply
    std::vector<Entry> m_wide;                          ///< the last one is the escape
    std::int32_t m_lowest = 0;
    int m_precision = 0;
};

/// Decodes blocks. Thread rule: immutable.
class RansBlockDecoder {
public:
    explicit RansBlockDecoder(const RansModel& model);
    /// As kernels::ransDecode(). Escapes are the symbol that escapeSymbol() gives.
    std::ptrdiff_t decode(std::span<std::int16_t> symbols, std::span<std::uint32_t> states,
                          std::span<const std::uint16_t> words) const;

private:
    struct Slot {
        std::uint32_t frequency = 0;
        std::uint16_t inSymbol = 0;
        std::uint16_t index = 0;
    };
    std::unique_ptr<kernels::RansDecodeTable> m_narrow;
    std::vector<Slot> m_wide;
    std::int32_t m_lowest = 0;
    int m_precision = 0;
};

/// What stands for a symbol that is not in the table: the number after the last of them.
std::int16_t escapeSymbol(const FrequencyTable& table);

} // namespace alidade
