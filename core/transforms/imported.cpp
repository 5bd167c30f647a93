// SPDX-License-Identifier: Apache-2.0
// A rotation of the user's own from a file: W' = W M on the columns, W' = M^T W on the rows, as the residual
// rotation R1 and the head rotation R2 of SpinQuant are applied. A matrix smaller than the axis is repeated
// along it.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/numerics/orthogonal.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/dense_transform.h"
#include "core/transforms/stored_basis.h"

#include <array>
#include <cstdio>
#include <limits>

namespace alidade {

namespace {

constexpr double largestDefect = 1e-3;

std::string scientific(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2g", value);
    return text.data();
}

class Imported final : public CoordinateSystem {
public:
    explicit Imported(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_file(parameters.text("rotation-file")),
          m_tensor(parameters.text("rotation-tensor")), m_bits(parameters.integer("basis-bits"))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        if (input.weights.size() == 0)
            throw InvalidRequest("a tensor without elements has no coordinates to change");
        if (m_file.empty())
            throw InvalidRequest("imported coordinates need the parameter rotation-file: a file that "
                                 "holds an orthogonal matrix");
        if (!input.readMatrix) throw InvalidRequest("imported coordinates cannot read a file here");
        MatrixD matrix = input.readMatrix(m_file, m_tensor, job);
        const std::string name = "the matrix of " + escapedPath(m_file);
        if (matrix.rows() != matrix.cols() || matrix.rows() == 0)
            throw InvalidRequest(name + " is " + std::to_string(matrix.rows()) + " x " +
                                 std::to_string(matrix.cols()) + ": a rotation is square");
        for (const Side axis : {Side::Rows, Side::Columns})
            requireDivides(input, axis, matrix.rows(), name);
        const double defect = matrix.allFinite() ? orthogonalityDefect(matrix.transpose())
                                                 : std::numeric_limits<double>::infinity();
        if (!(defect <= largestDefect))
            throw InvalidRequest(name + " is not orthogonal: max |M^T M - I| is " + scientific(defect) +
                                 ", the limit is " + scientific(largestDefect));
        const Index n = matrix.rows();
        const CodedBasis coded = codedBasis(polarFactor(matrix.transpose(), job.part(0.0, 0.6)), m_bits,
                                            BasisCoding::Entries, job.part(0.6, 1));
        double charge = coded.bits;
        const std::string text = std::to_string(n) + " imported axes (max |M^T M - I| " + scientific(defect) +
                                 " in the file, " + basisCostText(m_bits) + ")";
        return makeBasis(input, m_side, n, [&](Side, Index, Index) {
            return denseTransform(coded.axes.cast<float>(), std::exchange(charge, 0.0), text, coded.stored);
        });
    }

private:
    void requireDivides(const FitInput& input, Side axis, Index order, const std::string& name) const
    {
        if (m_side != Side::Both && m_side != axis) return;
        const Index length = axis == Side::Rows ? input.weights.rows() : input.weights.cols();
        if (length % order != 0)
            throw InvalidRequest(name + " turns " + std::to_string(order) +
                                 " channels, which do not divide the " + std::to_string(length) + " " +
                                 sideText(axis) + " of the tensor");
    }

    Side m_side;
    std::string m_file;
    std::string m_tensor;
    std::int64_t m_bits;
};

} // namespace

void register_imported(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "imported",
        .label = "Rotation from a file",
        .shortLabel = "Imported",
        .help = "An orthogonal matrix M of your own from any readable file: W' = W M on columns, M^T W on "
                "rows, repeated "
                "along the axis where it is smaller. Refused if max |M^T M - I| is above 0.001.",
        .dependsOnWeights = false,
        .needsStorage = true,
        .expensive = true,
        .parameters = {sideParameter(Side::Columns),
                       textParameter("rotation-file", "File", "file that holds the matrix"),
                       textParameter("rotation-tensor", "Tensor",
                                     "name of the matrix in the file; may be left out if it is the only one"),
                       basisBitsParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Imported>(parameters); },
    });
}

} // namespace alidade
