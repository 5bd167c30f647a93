// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the metrics table: registry metrics, the curve at the chosen bits and against others, exactness of the
// change of coordinates.
#include "widgets/bridge/core_text.h"
#include "widgets/models/metrics_table_model.h"
#include "widgets/style/number_format.h"

#include <cmath>

namespace alidade {

namespace {

QString toolTipText(const QString& name, const QString& formula, const QString& unit, const QString& help,
                    const QString& badge)
{
    QString text = QStringLiteral("<b>%1</b>").arg(name.toHtmlEscaped());
    if (!unit.isEmpty()) text += QStringLiteral(" (%1)").arg(unit.toHtmlEscaped());
    for (const QString& line : {formula, help, badge})
        if (!line.isEmpty()) text += QStringLiteral("<br>") + line.toHtmlEscaped();
    return text;
}

/// How a rate is counted, in a sentence.
QString countedText(const RateCounting& counting)
{
    const auto tr = [](const char* text) { return MetricsTableModel::tr(text); };
    const QString symbols = counting.symbols == RateCount::FixedRate ? tr("symbols of equal length")
                            : counting.symbols == RateCount::CodedBytes
                                ? tr("coded bytes")
                                : tr("entropy of the symbols, an estimate");
    return (counting.basis ? tr("Counted: %1, scales, basis.")
                           : tr("Counted: %1, scales, without the basis."))
        .arg(symbols);
}

} // namespace

void MetricsTableModel::buildRows()
{
    m_rows.clear();
    addMetrics();
    addCurveRows();
    addComparisonRows();
    addResidualRows();
}

void MetricsTableModel::addHeading(const QString& text, Part part, const QString& toolTip)
{
    Row row;
    row.label = text;
    row.toolTip = toolTip;
    row.part = part;
    m_rows.push_back(std::move(row));
}

void MetricsTableModel::addMetrics()
{
    QString group;
    for (const Metric& metric : m_workbench.registries().metrics) {
        if (const QString heading = componentText(metric.group); heading != group) {
            group = heading;
            addHeading(heading, Part::Statistics);
        }
        const QString badge = metric.invariant ? tr("≡ The same in every orthogonal coordinate system.")
                                               : tr("Depends on the coordinate system.");
        Row row;
        row.label = componentText(metric.shortLabel.empty() ? metric.label : metric.shortLabel);
        row.toolTip = toolTipText(componentText(metric.label), componentText(metric.formula),
                                  componentText(metric.unit), componentText(metric.help), badge);
        row.value = [id = metric.id](const ChipResults& results) { return results.metric(id); };
        row.part = metric.expensive ? Part::Spectrum : Part::Statistics;
        row.metric = metric.id;
        m_rows.push_back(std::move(row));
        if (metric.needsNull) addNullRow(metric);
    }
}

/// Below a number that means nothing alone: what chance makes of it in the same coordinates.
void MetricsTableModel::addNullRow(const Metric& metric)
{
    const NullModel& model = m_workbench.registries().nulls.find(metric.shownNull);
    Row row;
    row.label = tr("  null: %1").arg(metric.shownNull == "gaussian" ? tr("noise") : componentText(model.id));
    row.toolTip =
        toolTipText(tr("%1 of a null model").arg(componentText(metric.label)), componentText(model.label), {},
                    componentText(model.help),
                    tr("It goes through the same change of coordinates. What the weights have beyond it is "
                       "theirs."));
    row.part = Part::Spectrum;
    row.metric = metric.id;
    row.null = metric.shownNull;
    m_rows.push_back(std::move(row));
}

/// A row of the curve's point at the chosen bits.
void MetricsTableModel::addPointRow(const QString& label, const QString& unit, const QString& help,
                                    const PointValue& read, Part part)
{
    Row row;
    row.label = label;
    row.toolTip = toolTipText(label, {}, unit, help, {});
    row.value = [bits = m_workbench.selection().bits(), read,
                 part](const ChipResults& results) -> std::optional<double> {
        const RateDistortionPoint* point = results.point(bits);
        if (!point || (part == Part::Coded && std::isnan(point->codedBits))) return std::nullopt;
        return read(*point);
    };
    row.part = part;
    m_rows.push_back(std::move(row));
}

void MetricsTableModel::addCurveRows()
{
    const Selection& selection = m_workbench.selection();
    addHeading(tr("At %1 bits").arg(formatNumber(selection.bits())), Part::Curve);
    addPointRow(tr("SQNR"), tr("dB"),
                tr("10 log₁₀ of signal power over squared error. 6.02 dB are worth one bit."),
                [](const RateDistortionPoint& point) { return point.sqnrDb(); });
    if (!selection.calibration().isEmpty())
        addPointRow(
            tr("Output SQNR"), tr("dB"),
            tr("−10 log₁₀ of tr(E Σ Eᵀ) / tr(W Σ Wᵀ): what the layer's output loses, with the second "
               "moments Σ of its inputs from the calibration. n/a for a tensor that it does not know."),
            [](const RateDistortionPoint& point) { return point.operatorSqnrDb(); });
    addPointRow(tr("MSE"), tr("squared units of the weights"),
                tr("Mean squared error of the weights; an orthogonal change of coordinates keeps it."),
                [](const RateDistortionPoint& point) { return point.meanSquaredError; });
    addPointRow(
        tr("Entropy"), tr("bits/weight"),
        tr("Shannon entropy of the symbols: an estimate of what an entropy coder would need. Flattening "
           "outliers usually raises it."),
        [](const RateDistortionPoint& point) { return point.entropyBits; });
    addPointRow(tr("Huffman"), tr("bits/weight"),
                tr("Mean length of a Huffman code of the symbols, without its table: an estimate."),
                [](const RateDistortionPoint& point) { return point.huffmanBits; });
    if (const auto& coder = selection.coder()) {
        const std::string& name = m_workbench.registries().entropyCoders.find(coder->id).label;
        addPointRow(
            tr("Coded (%1)").arg(componentText(name)), tr("bits/weight"),
            tr("Length of the bytes that the entropy coder wrote for the symbols, tables included: measured, "
               "and they decode."),
            [](const RateDistortionPoint& point) { return point.codedBits; }, Part::Coded);
    }
    addPointRow(tr("Scales"), tr("bits/weight"), tr("Scales and other side information of the quantizer."),
                [](const RateDistortionPoint& point) { return point.scaleBits; });
    addPointRow(
        tr("Basis"), tr("bits/weight"),
        tr("What a decoder must be sent to know the axes. A seed costs next to nothing, a fitted basis a "
           "great deal."),
        [](const RateDistortionPoint& point) { return point.basisBits; });
}

/// The curve against what a Gaussian source needs and against the curve of the first coordinates, with rates
/// counted as in the plot.
void MetricsTableModel::addComparisonRows()
{
    const RateCounting counting = m_workbench.selection().rateCounting();
    const Part part = counting.symbols == RateCount::CodedBytes ? Part::Coded : Part::Curve;
    const QString counted = countedText(counting);
    addHeading(tr("Compared"), part, counted);
    addPointRow(
        tr("Rate"), tr("bits/weight"), counted,
        [counting](const RateDistortionPoint& point) { return countedRate(point, counting); }, part);
    addPointRow(
        tr("Gaussian gap"), tr("bits/weight"),
        tr("The rate less what independent Gaussian weights need for the same error, at these bits. Below 0 "
           "where the code makes use of weights that are not Gaussian.") +
            QLatin1Char(' ') +
            (counting.operatorQuality ? tr("The error is that of the weights.") + QLatin1Char(' ')
                                      : QString()) +
            counted,
        [counting](const RateDistortionPoint& point) { return gaussianGap(point, counting); }, part);
    const int baseline = baselineChip();
    if (baseline < 0) return;
    const QString quality = counting.operatorQuality ? tr("SQNR of the outputs") : tr("SQNR of the weights");
    const QString against = tr("Against %1, the first coordinates of the bar, over the %2 that both curves "
                               "reach. Negative: fewer bits. "
                               "Curves of fewer than 4 points have none.")
                                .arg(m_workbench.selection().chips().at(baseline).label, quality) +
                            QLatin1Char(' ') + counted;
    const auto add = [&](const QString& label, const QString& unit, double CurveDifference::*number) {
        Row row;
        row.label = label;
        row.toolTip = toolTipText(label, {}, unit, against, {});
        row.part = part;
        row.value = [this, baseline, counting, part,
                     number](const ChipResults& results) -> std::optional<double> {
            const ChipResults& first = m_workbench.results(baseline);
            const bool coded = part == Part::Coded;
            const AnalysisResult* reference = coded ? first.result(part) : first.curve();
            const AnalysisResult* curve = coded ? results.result(part) : results.curve();
            if (!reference || !curve) return std::nullopt;
            return compareCurves(reference->curve, curve->curve, counting).*number;
        };
        m_rows.push_back(std::move(row));
    };
    add(tr("BD-rate, bits"), tr("bits/weight"), &CurveDifference::rateBits);
    add(tr("BD-rate, %"), tr("percent of the rate"), &CurveDifference::ratePercent);
}

/// The first shown chip of the bar, which curves are compared with; -1 if none is shown.
int MetricsTableModel::baselineChip() const
{
    for (const int chip : m_workbench.selection().bar())
        if (m_chips.contains(chip)) return chip;
    return -1;
}

void MetricsTableModel::addResidualRows()
{
    addHeading(tr("Exactness"), Part::Statistics);
    const auto add = [this](const QString& label, const QString& formula, const QString& help,
                            double (*read)(const Residual&)) {
        Row row;
        row.label = label;
        row.toolTip = toolTipText(label, formula, {}, help, {});
        row.value = [read](const ChipResults& results) -> std::optional<double> {
            const AnalysisResult* result = results.result(Part::Statistics);
            if (!result || !result->residualMeasured) return std::nullopt;
            return read(result->residual);
        };
        m_rows.push_back(std::move(row));
    };
    add(tr("Orthogonality"), tr("max |TᵀT − I|"), tr("How far the axes are from orthogonal."),
        [](const Residual& residual) { return residual.orthogonality; });
    add(tr("Energy"), tr("| ‖W′‖ / ‖W‖ − 1 |"),
        tr("How far the change of coordinates is from keeping the energy."),
        [](const Residual& residual) { return residual.energy; });
    add(tr("Round trip"), tr("max |T⁻¹(T(W)) − W| / max |W|"),
        tr("How far there-and-back is from the weights."),
        [](const Residual& residual) { return residual.roundTrip; });
}

} // namespace alidade
