// SPDX-License-Identifier: Apache-2.0
// How many dimensions the rows fill.
#include "core/metrics/metric.h"
#include "core/metrics/two_nn.h"

#include <limits>

namespace alidade {

void register_dimension(MetricRegistry& registry)
{
    registry.add({
        .id = "twonn_dimension",
        .group = "Dimension",
        .label = "Intrinsic dimension of the rows (TwoNN)",
        .shortLabel = "TwoNN dim.",
        .unit = "dimensions",
        .formula = "(N - 1) / sum ln(r2 / r1) over at most 2048 rows, r1 and r2 to the two nearest",
        .help = "Only values up to about 10 can be believed: 2048 rows of pure noise in 2048 dimensions read "
                "274, in 256 "
                "dimensions 82. Read it against its null. Turning the columns alone does not move it.",
        .expensive = true,
        .needsNull = true,
        .compute =
            [](MetricInputs& inputs) {
                if (!inputs.isFiniteMatrix()) return std::numeric_limits<double>::quiet_NaN();
                return twoNnDimension(inputs.weights(), inputs.job());
            },
    });
}

} // namespace alidade
