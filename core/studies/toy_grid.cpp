// SPDX-License-Identifier: Apache-2.0
#include "core/studies/toy_grid.h"

#include <cmath>
#include <numeric>

namespace alidade {

ToyGrid::ToyGrid(const ToyRequest& request)
    : target(toyTargets().find(request.target).make(request.samples, request.seed))
{
    const auto count = static_cast<double>(target.size());
    mean = std::accumulate(target.begin(), target.end(), 0.0) / count;
    for (const double value : target) energy += (value - mean) * (value - mean);
    deviation = std::sqrt(energy / count);
    inputs.resize(request.samples, 1);
    for (Index i = 0; i < request.samples; ++i) {
        x.push_back(static_cast<double>(i) / count);
        inputs(i, 0) = static_cast<float>(2.0 * x.back() - 1.0);
    }
}

double ToyGrid::errorOf(std::span<const double> fit) const { return differenceOf(fit, target); }

double ToyGrid::differenceOf(std::span<const double> a, std::span<const double> b) const
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum / energy;
}

std::vector<double> ToyGrid::functionOf(const ToyNetwork& network) const
{
    std::vector<double> values = doublesOf(network.evaluate(inputs));
    for (double& value : values) value = mean + deviation * value;
    return values;
}

Matrix rowOf(std::span<const double> values)
{
    Matrix row(1, static_cast<Index>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) row(0, static_cast<Index>(i)) = static_cast<float>(values[i]);
    return row;
}

Matrix rowOf(std::span<const Matrix> tensors)
{
    std::vector<float> values;
    for (const Matrix& tensor : tensors) values.insert(values.end(), tensor.data(), tensor.data() + tensor.size());
    return Eigen::Map<const Matrix>(values.data(), 1, static_cast<Index>(values.size()));
}

std::vector<double> doublesOf(const Matrix& values)
{
    std::vector<double> list;
    for (Index i = 0; i < values.size(); ++i) list.push_back(static_cast<double>(values.data()[i]));
    return list;
}

} // namespace alidade
