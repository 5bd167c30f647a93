// SPDX-License-Identifier: Apache-2.0
// The tables of a sweep: what reports and papers show, made of the numbers in sweep_summary.h.
#pragma once

#include "core/rate_distortion/curve_comparison.h"
#include "core/reports/document.h"
#include "core/sweep/sweep_summary.h"

#include <string>
#include <vector>

namespace alidade {

/// A sweep with its families, as every table needs it. Refers to results and registries.
struct SweepView {
    const SweepResults& results;
    const Registries& registries;
    std::vector<SweepFamily> families;

    SweepView(const SweepResults& measured, const Registries& known)
        : results(measured), registries(known), families(sweepFamilies(measured.request))
    {
    }
    [[nodiscard]] std::string label(std::size_t family) const;
    /// Median over the tensors of what a null model gives for a metric in a family; NaN without.
    [[nodiscard]] double nullMedian(std::size_t family, const std::string& metric) const;
    /// Label of the null beside a metric; empty if the sweep has none for it.
    [[nodiscard]] std::string nullLabel(const std::string& metric) const;

private:
    [[nodiscard]] std::string nullOf(const std::string& metric) const;
};

/// What a metric is about, which decides the table it stands in.
enum class MetricKind {
    Flattening,    ///< lower is flatter: kurtosis, peaks, tails
    Concentration, ///< how few coefficients hold how much
    Invariant,     ///< the same in every orthogonal coordinate system: ranks, spectrum
};
MetricKind kindOf(const Metric& metric);

/// Metrics of the request of one kind.
std::vector<std::string> metricsOf(const SweepView& view, MetricKind kind);

/// A value as it is shown: shares (energy in the top 1 %) in percent.
std::string metricText(const std::string& metric, double value);

/// Model, sizes, versions, request: name and value.
ReportTable measuredTable(const SweepView& view);

/// Medians over all tensors of the metrics of a kind in each family, beside their nulls.
ReportTable metricTable(const SweepView& view, MetricKind kind);

/// Metrics that no orthogonal coordinates change: median, least, most, null.
ReportTable invariantTable(const SweepView& view);

/// SQNR of the whole model at each width in each family, with the rate of fixed-length symbols and by entropy.
ReportTable qualityTable(const SweepView& view, std::size_t quantizer);

/// Mean difference of rate from the reference at equal SQNR over the whole model: symbols of fixed length, by entropy and
/// coded, each with and without the side information of the basis.
ReportTable gainTable(const SweepView& view, std::size_t quantizer);

/// The difference of one family in bits per weight at equal quality, median over its seeds; NaN where curves do not overlap.
double modelGainBits(const SweepView& view, std::size_t quantizer, std::size_t family, const RateCounting& counting);

/// A metric per role in each family, medians over tensors.
ReportTable roleTable(const SweepView& view, const std::string& metric);

/// How often each family is best among the tensors of a role at the usual width.
ReportTable winnerTable(const SweepView& view, std::size_t quantizer, RateCount count);

} // namespace alidade
