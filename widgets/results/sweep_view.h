// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a sweep with the names and colours that figures and tables give them. Thread rule: a value; texts are
// in the language of its making.
#pragma once

#include "core/sweep/sweep_summary.h"
#include "widgets/bridge/coordinate_chip.h"
#include "widgets/results/results_document.h"

#include <QList>
#include <QString>

#include <vector>

namespace alidade {

/// What figures and tables of a sweep are made of. Copies share the results.
struct SweepView {
    SweepView(const SweepResultsPtr& sweep, const Registries& known);

    SweepResultsPtr results;
    const Registries* registries;
    std::vector<SweepFamily> families;
    QList<CoordinateChip> chips; ///< one for each family

    /// "Kurtosis (unit)"; the id where this version does not know the metric.
    [[nodiscard]] QString metricTitle(const std::string& id) const;
    /// Metrics of the request that the registry knows.
    [[nodiscard]] std::vector<const Metric*> metrics() const;
    /// Roles of tensors in blocks, in order of appearance.
    [[nodiscard]] QStringList roles() const;
    /// Widths that the first tensor's points of a quantizer have.
    [[nodiscard]] std::vector<double> bits() const;
    /// Whether an error of the outputs is known anywhere.
    [[nodiscard]] bool hasOperatorErrors() const;
};

/// Choices that several figures have.
ResultsChoice roleChoice(const SweepView& view);
ResultsChoice quantizerChoice(const SweepView& view);
ResultsChoice bitsChoice(const SweepView& view);
/// What counts as rate, whether the basis does, and whose quality it is.
QList<ResultsChoice> countingChoices(const SweepView& view);

/// Where a chosen quantizer stands in the request; the first if none is chosen.
std::size_t quantizerOf(const SweepView& view, const ChosenOptions& chosen);
/// The chosen width, or the usual one: 4 or what comes next to it.
double bitsOf(const SweepView& view, const ChosenOptions& chosen);
RateCounting countingOf(const SweepView& view, const ChosenOptions& chosen);
/// "uniform:group=128 · 4 bits · symbols of equal length": for titles. @param withBits whether a width is chosen
QString countingText(const SweepView& view, const ChosenOptions& chosen, bool withBits);

} // namespace alidade
