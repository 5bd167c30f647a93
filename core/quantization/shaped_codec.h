// SPDX-License-Identifier: Apache-2.0
// What all codecs share: the shape they were designed for, and the side information as the bytes they are made of.
// Every quantizer designs those bytes first and then makes the codec of them, by the way that restore() goes too.
#pragma once

#include "core/base/error.h"
#include "core/quantization/quantizer.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace alidade {

/// A codec of one shape.
class ShapedCodec : public Codec {
public:
    [[nodiscard]] std::vector<std::byte> sideInformation() const final { return m_side; }
    [[nodiscard]] double sideInformationBits() const final { return 8.0 * static_cast<double>(m_side.size()); }

protected:
    ShapedCodec(Index rows, Index columns, std::span<const std::byte> side)
        : m_rows(rows), m_columns(columns), m_side(side.begin(), side.end())
    {}

    [[nodiscard]] Index rows() const { return m_rows; }
    [[nodiscard]] Index columns() const { return m_columns; }

    /// @throws InvalidRequest for a matrix of another shape
    void requireShape(const Matrix& values) const
    {
        if (values.rows() != m_rows || values.cols() != m_columns)
            throw InvalidRequest("the codec was designed for a matrix of another shape");
    }

    /// @throws InvalidRequest for symbols that are not `count` ones of [smallest, smallest + alphabet)
    static void requireSymbols(const Symbols& symbols, Index count, std::int32_t smallest, std::int32_t alphabet)
    {
        if (symbols.values.size() != static_cast<std::size_t>(count))
            throw InvalidRequest("there are not as many symbols as the matrix has");
        if (symbols.values.empty()) return;
        const auto [least, most] = std::minmax_element(symbols.values.begin(), symbols.values.end());
        if (*least < smallest || *most >= smallest + alphabet)
            throw InvalidRequest("a symbol is not of the codec's alphabet");
    }

private:
    Index m_rows;
    Index m_columns;
    std::vector<std::byte> m_side;
};

/// A quantizer made of one function: what every kind is that needs no state but its parameters and the weights.
class DesignedBy final : public Quantizer {
public:
    using Design = std::function<std::unique_ptr<const Codec>(const Matrix& values, const JobContext& job)>;
    explicit DesignedBy(Design design) : m_design(std::move(design)) {}

    [[nodiscard]] std::unique_ptr<const Codec> design(const DesignInput& input, const JobContext& job) const override
    {
        return m_design(input.values, job);
    }

private:
    Design m_design;
};

/// The same of kinds that look at more than the weights.
class DesignedFrom final : public Quantizer {
public:
    using Design = std::function<std::unique_ptr<const Codec>(const DesignInput& input, const JobContext& job)>;
    explicit DesignedFrom(Design design) : m_design(std::move(design)) {}

    [[nodiscard]] std::unique_ptr<const Codec> design(const DesignInput& input, const JobContext& job) const override
    {
        return m_design(input, job);
    }

private:
    Design m_design;
};

} // namespace alidade
