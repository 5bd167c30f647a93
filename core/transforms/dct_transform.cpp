// SPDX-License-Identifier: Apache-2.0
// DCT-II through one complex Fourier transform of the same length (Makhoul 1980) for two vectors at a time,
// one in the real and one in the imaginary part; in float64, tiles of vectors side by side so that the loops
// vectorise.
#include "core/transforms/dct_transform.h"

#include "core/base/parallel.h"
#include "core/numerics/fourier.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

/// Pairs of vectors in a tile: one cache line of float64.
constexpr Index pairs = 8;

/// Vectors of a matrix: element i of vector j stands at first[i * elementStep + j * vectorStep].
struct Vectors {
    float* first;
    Index elementStep;
    Index vectorStep;
    Index count; ///< at most 2 * pairs

    [[nodiscard]] float& at(Index element, Index vector) const
    {
        return first[element * elementStep + vector * vectorStep];
    }
};

class DctTransform final : public AxisTransform {
public:
    explicit DctTransform(Index length) : m_plan(length)
    {
        for (Index k = 0; k < length; ++k) {
            const double angle =
                std::numbers::pi * static_cast<double>(k) / (2.0 * static_cast<double>(length));
            m_cosine.push_back(std::cos(angle));
            m_sine.push_back(std::sin(angle));
        }
    }

    [[nodiscard]] Index size() const override { return m_plan.length(); }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.rows(), 2 * pairs, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            apply({&m(begin, 0), 1, m.outerStride(), end - begin}, direction);
        });
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.cols(), 2 * pairs, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            apply({&m(0, begin), m.outerStride(), 1, end - begin}, direction);
        });
    }

    [[nodiscard]] double sideInformationBits() const override { return 0.0; }
    [[nodiscard]] std::string description() const override { return "DCT-II of " + std::to_string(size()); }

private:
    /// Where element i stands in the reordered vector: even ones ascending, then odd ones descending.
    [[nodiscard]] Index place(Index i) const { return i % 2 == 0 ? i / 2 : size() - 1 - i / 2; }

    void apply(const Vectors& vectors, Direction direction) const
    {
        FourierWorkspace workspace;
        std::vector<double> real(static_cast<std::size_t>(size() * pairs), 0.0);
        std::vector<double> imaginary(real.size(), 0.0);
        if (direction == Direction::Forward) return forward(vectors, real, imaginary, workspace);
        inverse(vectors, real, imaginary, workspace);
    }

    void forward(const Vectors& vectors, std::vector<double>& real, std::vector<double>& imaginary,
                 FourierWorkspace& workspace) const
    {
        const Index n = size();
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < vectors.count; ++j)
                part(real, imaginary, place(i), j) = static_cast<double>(vectors.at(i, j));
        m_plan.transform(real.data(), imaginary.data(), pairs, workspace);
        for (Index k = 0; k < n; ++k) {
            const Index other = (n - k) % n;
            const double scale = 0.5 * normalisation(k);
            const double c = scale * m_cosine[static_cast<std::size_t>(k)];
            const double s = scale * m_sine[static_cast<std::size_t>(k)];
            for (Index j = 0; j < vectors.count; ++j) {
                const Index at = k * pairs + j % pairs;
                const Index mirrored = other * pairs + j % pairs;
                const auto a = static_cast<std::size_t>(at);
                const auto b = static_cast<std::size_t>(mirrored);
                // The transforms of the two vectors are the symmetric and the antisymmetric part of that of
                // the pair.
                const double value = j < pairs ? c * (real[a] + real[b]) + s * (imaginary[a] - imaginary[b])
                                               : c * (imaginary[a] + imaginary[b]) + s * (real[b] - real[a]);
                vectors.at(k, j) = static_cast<float>(value);
            }
        }
    }

    void inverse(const Vectors& vectors, std::vector<double>& real, std::vector<double>& imaginary,
                 FourierWorkspace& workspace) const
    {
        const Index n = size();
        for (Index k = 0; k < n; ++k) {
            const double c = m_cosine[static_cast<std::size_t>(k)];
            const double s = m_sine[static_cast<std::size_t>(k)];
            for (Index j = 0; j < vectors.count; ++j) {
                const double own = static_cast<double>(vectors.at(k, j)) / normalisation(k);
                const double mirrored =
                    k == 0 ? 0.0 : static_cast<double>(vectors.at(n - k, j)) / normalisation(n - k);
                const double valueReal = c * own + s * mirrored; // e^{i theta} (X_k - i X_{n-k})
                const double valueImaginary = s * own - c * mirrored;
                const auto at = static_cast<std::size_t>(k * pairs + j % pairs);
                if (j < pairs) {
                    real[at] += valueReal;
                    imaginary[at] += valueImaginary;
                } else {
                    real[at] -= valueImaginary;
                    imaginary[at] += valueReal;
                }
            }
        }
        m_plan.transform(imaginary.data(), real.data(), pairs, workspace);
        const double share = 1.0 / static_cast<double>(n);
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < vectors.count; ++j)
                vectors.at(i, j) = static_cast<float>(part(real, imaginary, place(i), j) * share);
    }

    /// The first vectors of a tile are its real parts, the others its imaginary ones.
    static double& part(std::vector<double>& real, std::vector<double>& imaginary, Index element,
                        Index vector)
    {
        std::vector<double>& half = vector < pairs ? real : imaginary;
        return half[static_cast<std::size_t>(element * pairs + vector % pairs)];
    }

    [[nodiscard]] double normalisation(Index k) const
    {
        return std::sqrt((k == 0 ? 1.0 : 2.0) / static_cast<double>(size()));
    }

    FourierPlan m_plan;
    std::vector<double> m_cosine; ///< cos(pi k / 2n)
    std::vector<double> m_sine;
};

} // namespace

AxisTransformPtr dctTransform(Index length) { return std::make_shared<DctTransform>(length); }

} // namespace alidade
