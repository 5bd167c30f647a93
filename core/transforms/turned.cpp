// SPDX-License-Identifier: Apache-2.0
// All pairs of the fast Hadamard transform turned by one angle, without signs and seed: R(t) (x) ... (x) R(t). What the
// path from the original axes to a Hadamard matrix looks like when nothing is random; `givens_path` has random signs.
#include "core/base/random.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/givens_transform.h"

#include <array>
#include <bit>
#include <cstdint>
#include <numbers>
#include <utility>

namespace alidade {

namespace {

constexpr double angleBits = 32.0;

/// The turn of as many channels as the largest power of two that an axis has room for, at its beginning and then at its
/// end: no channel stands apart, as it would in blocks that have to divide the axis.
class OverlappingRuns final : public AxisTransform {
public:
    /// @param run of at least half of `length` channels
    OverlappingRuns(AxisTransformPtr run, Index length) : m_run(std::move(run)), m_length(length) {}

    [[nodiscard]] Index size() const override { return m_length; }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        for (const Index at : begins(direction))
            m_run->applyToRows(m.middleCols(at, m_run->size()), direction, job);
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        for (const Index at : begins(direction))
            m_run->applyToColumns(m.middleRows(at, m_run->size()), direction, job);
    }

    [[nodiscard]] double sideInformationBits() const override { return m_run->sideInformationBits(); }

    [[nodiscard]] std::string description() const override
    {
        return "two overlapping runs of " + m_run->description() + " between fixed signs";
    }

private:
    [[nodiscard]] std::array<Index, 2> begins(Direction direction) const
    {
        const Index last = m_length - m_run->size();
        return direction == Direction::Forward ? std::array{Index{0}, last} : std::array{last, Index{0}};
    }

    AxisTransformPtr m_run;
    Index m_length;
};

/// +1 and -1 in an order that is always the same.
std::vector<float> fixedSigns(Index count)
{
    constexpr std::uint64_t pattern = 0x7475726e6564; // "turned"
    Random random(pattern);
    std::vector<float> signs(static_cast<std::size_t>(count));
    for (float& sign : signs)
        sign = random.bits() >> 63U ? -1.0F : 1.0F;
    return signs;
}

/// Two runs without signs would undo in part what either does: Hadamard's matrix is its own inverse.
AxisTransformPtr turnOf(Index length, double angle, double bits)
{
    const auto room = static_cast<Index>(std::bit_floor(static_cast<std::uint64_t>(length)));
    if (room == length)
        return givensTransform(std::vector<float>(static_cast<std::size_t>(length), 1.0F), angle, bits);
    return std::make_shared<OverlappingRuns>(givensTransform(fixedSigns(room), angle, bits), length);
}

class Turned final : public CoordinateSystem {
public:
    explicit Turned(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_angle(parameters.real("angle") * std::numbers::pi / 180.0)
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext&) const override
    {
        double angle = angleBits;
        return makeBasis(input, m_side, m_block, [&](Side, Index, Index length) {
            return turnOf(length, m_angle, std::exchange(angle, 0.0));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    double m_angle;
};

} // namespace

void register_turned(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "turned",
        .label = "Turned by an angle",
        .shortLabel = "Turned",
        .help = "Turns all pairs of the fast Hadamard transform by one angle, nothing random: 0 degrees are the original "
                "axes, 45 degrees a Hadamard matrix up to signs, everything between is orthogonal too.",
        .dependsOnWeights = false,
        .parameters = {sideParameter(Side::Both), blockParameter(),
                       realParameter("angle", "Angle", "degrees that every pair is turned by", 20.0, 0.0, 45.0)},
        .make = [](const Parameters& parameters) { return std::make_unique<Turned>(parameters); },
    });
}

} // namespace alidade
