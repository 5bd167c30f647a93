// SPDX-License-Identifier: Apache-2.0
// Entropy coders: symbols to bytes that a decoder can read, tables included. science.md 3.5.
// Thread rule: immutable; any thread may use one.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/base/registry.h"
#include "core/tensor/symbols.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// A coder. decode(encode(s)) == s for every sequence of symbols, the empty one included.
class EntropyCoder {
public:
    virtual ~EntropyCoder() = default;
    /// The symbols as bytes, with everything that decode() needs: counts, tables, states. @throws Cancelled
    [[nodiscard]] virtual std::vector<std::byte> encode(const Symbols& symbols, const JobContext& job) const = 0;
    /// The symbols again. Bytes that encode() cannot have written are refused and never read past.
    /// @param mostSymbols refuses more than so many before memory is taken for them
    /// @throws DamagedData, Cancelled
    [[nodiscard]] virtual Symbols decode(std::span<const std::byte> bytes, std::uint64_t mostSymbols,
                                         const JobContext& job) const = 0;
};

/// One entropy coder the user can choose.
struct EntropyCoderEntry {
    std::string id;    ///< "rans"
    std::string label; ///< "rANS"
    std::string help;
    std::vector<ParameterSpec> parameters;
    std::function<std::unique_ptr<const EntropyCoder>(const Parameters& resolved)> make;
};

using EntropyCoderRegistry = Registry<EntropyCoderEntry>;

} // namespace alidade
