// SPDX-License-Identifier: Apache-2.0
// Rounding, packing and unpacking of orthogonal matrices. Encoder and decoder share decodeBasis(), so that both have the
// very same matrix.
#include "core/transforms/stored_basis.h"

#include "core/base/bit_packing.h"
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/transforms/dense_transform.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr std::int64_t defaultBits = 16;

/// Where a row of numbers starts: of a Householder vector only what is not zero by construction is sent.
Index firstOf(BasisCoding coding, Index row) { return coding == BasisCoding::Reflectors ? row : 0; }

/// The last Householder vector has one entry and would turn a sign: the signs do that.
Index rowsOf(BasisCoding coding, Index n) { return coding == BasisCoding::Reflectors ? std::max<Index>(0, n - 1) : n; }

void packRows(BitPacker& packer, const MatrixD& rows, int bits, BasisCoding coding)
{
    const double steps = static_cast<double>((std::int64_t{1} << (bits - 1)) - 1);
    for (Index i = 0; i < rowsOf(coding, rows.rows()); ++i) {
        const double step = rows.row(i).cwiseAbs().maxCoeff() / steps;
        for (Index j = firstOf(coding, i); j < rows.cols(); ++j) {
            const double code = step > 0.0 ? std::nearbyint(rows(i, j) / step) : 0.0;
            packer.put(static_cast<std::uint32_t>(static_cast<std::int64_t>(code + steps)), bits);
        }
    }
}

/// Rows of unit length, or zero.
MatrixD unpackRows(BitUnpacker& unpacker, Index n, int bits, BasisCoding coding)
{
    const double steps = static_cast<double>((std::int64_t{1} << (bits - 1)) - 1);
    MatrixD rows = MatrixD::Zero(n, n);
    for (Index i = 0; i < rowsOf(coding, n); ++i) {
        for (Index j = firstOf(coding, i); j < n; ++j) rows(i, j) = static_cast<double>(unpacker.get(bits)) - steps;
        const double length = rows.row(i).norm();
        if (length > 0.0) rows.row(i) /= length;
    }
    return rows;
}

/// Bytes of the numbers alone.
std::vector<std::byte> packBasis(const MatrixD& axes, int bits, BasisCoding coding, const JobContext& job)
{
    BitPacker packer;
    if (coding == BasisCoding::Entries) {
        packRows(packer, axes, bits, coding);
        return packer.take();
    }
    const Reflections reflections = reflectionsOf(axes, job);
    packRows(packer, reflections.vectors, bits, coding);
    for (const bool negative : reflections.negative) packer.put(negative ? 1U : 0U, 1);
    return packer.take();
}

/// Bits of the numbers of a basis of n axes.
double bitsOf(Index n, int bits, BasisCoding coding)
{
    const auto size = static_cast<double>(n);
    if (coding == BasisCoding::Entries) return bits * size * size;
    return bits * (size * (size + 1.0) / 2.0 - 1.0) + size;
}

/// The matrix that the numbers stand for. @throws DamagedData, NumericalError, Cancelled
MatrixD decodeBasis(std::span<const std::byte> bytes, Index n, int bits, BasisCoding coding, const JobContext& job)
{
    BitUnpacker unpacker(bytes);
    MatrixD rows = unpackRows(unpacker, n, bits, coding);
    if (coding == BasisCoding::Entries) return polarFactor(std::move(rows), job);
    Reflections reflections{std::move(rows), std::vector<bool>(static_cast<std::size_t>(n))};
    for (std::size_t k = 0; k < reflections.negative.size(); ++k) reflections.negative[k] = unpacker.get(1) == 1;
    return productOf(reflections, job);
}

StoredKind kindOf(BasisCoding coding)
{
    return coding == BasisCoding::Entries ? StoredKind::Entries : StoredKind::Reflectors;
}

} // namespace

ParameterSpec basisBitsParameter()
{
    return integerParameter(
        "basis-bits", "Basis bits",
        "bits charged for each number of a stored basis, which is rounded to as many and made "
        "orthogonal again; 0 shows the curve as if the basis were free; 1 is refused",
        defaultBits, 0, 32);
}

CodedBasis codedBasis(MatrixD axes, std::int64_t bits, BasisCoding coding, const JobContext& job)
{
    if (bits == 1)
        throw InvalidRequest("parameter basis-bits must be 0 or at least 2: one bit has no value but zero");
    if (bits == 0) return {std::move(axes), {}, 0.0};
    const Index n = axes.rows();
    const auto width = static_cast<int>(bits);
    const std::vector<std::byte> numbers = packBasis(axes, width, coding, job.part(0.0, 0.4));
    CodedBasis coded{decodeBasis(numbers, n, width, coding, job.part(0.4, 1.0)),
                     {static_cast<std::byte>(kindOf(coding)), static_cast<std::byte>(bits)},
                     bitsOf(n, width, coding)};
    appendNumber(coded.stored, static_cast<std::uint32_t>(n));
    coded.stored.insert(coded.stored.end(), numbers.begin(), numbers.end());
    return coded;
}

std::string basisCostText(std::int64_t bits)
{
    return bits == 0 ? "free of charge" : std::to_string(bits) + " bits each";
}

AxisTransformPtr storedBasis(MatrixD axes, std::int64_t bits, BasisCoding coding, const std::string& what,
                             const JobContext& job)
{
    CodedBasis coded = codedBasis(std::move(axes), bits, coding, job);
    return denseTransform(coded.axes.cast<float>(), coded.bits, std::to_string(coded.axes.rows()) + " " + what,
                          std::move(coded.stored));
}

AxisTransformPtr restoreStoredBasis(StoredKind kind, std::span<const std::byte>& bytes, Index length,
                                    const JobContext& job)
{
    if (bytes.empty()) throw DamagedData("a stored basis ends too early");
    const int bits = std::to_integer<int>(bytes.front());
    bytes = bytes.subspan(1);
    const auto n = static_cast<Index>(takeNumber(bytes));
    if (bits < 2 || bits > 32 || n < 1 || n > length) throw DamagedData("a stored basis has an impossible size");
    const BasisCoding coding = kind == StoredKind::Entries ? BasisCoding::Entries : BasisCoding::Reflectors;
    const auto size = static_cast<std::size_t>(std::ceil(bitsOf(n, bits, coding) / 8.0));
    if (bytes.size() < size) throw DamagedData("a stored basis ends too early");
    const MatrixD axes = decodeBasis(bytes.first(size), n, bits, coding, job);
    bytes = bytes.subspan(size);
    return denseTransform(axes.cast<float>(), bitsOf(n, bits, coding), std::to_string(n) + " stored axes");
}

} // namespace alidade
