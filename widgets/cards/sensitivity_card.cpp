// SPDX-License-Identifier: GPL-3.0-or-later
// Counts over two logarithms as an image.
#include "widgets/cards/sensitivity_card.h"

#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

/// Why a finished result has no sensitivity.
QString missing(const AnalysisResult& result, const QString& tensor)
{
    if (const QString reason = unsuitedReason(result, tensor); !reason.isEmpty()) return reason;
    if (!result.calibrated) return tr("The calibration knows nothing of the inputs of %1.").arg(tensor);
    return tr("These axes are not orthogonal: a coefficient's share of the output is not defined.");
}

AxisSpec decades(const QString& title, const QString& quantity)
{
    AxisSpec axis = axisOf(title, quantity, true);
    axis.min = axis.limitMin = std::pow(10.0, JointHistogram::low);
    axis.max = axis.limitMax = std::pow(10.0, JointHistogram::high);
    return axis;
}

/// Shows the rows and columns that hold anything, and one more to each side.
void fitToCounts(PlotSpec& spec, const JointHistogram& histogram)
{
    int left = JointHistogram::bins;
    int right = -1;
    int bottom = JointHistogram::bins;
    int top = -1;
    for (int row = 0; row < JointHistogram::bins; ++row)
        for (int column = 0; column < JointHistogram::bins; ++column) {
            if (histogram.counts[static_cast<std::size_t>(row * JointHistogram::bins + column)] == 0) continue;
            left = std::min(left, column);
            right = std::max(right, column);
            bottom = std::min(bottom, row);
            top = std::max(top, row);
        }
    if (right < 0) return;
    const auto edge = [](int bin) {
        const double share = static_cast<double>(std::clamp(bin, 0, JointHistogram::bins)) / JointHistogram::bins;
        return std::pow(10.0, JointHistogram::low + share * (JointHistogram::high - JointHistogram::low));
    };
    spec.x.min = edge(left - 1);
    spec.x.max = edge(right + 2);
    spec.y.min = edge(bottom - 1);
    spec.y.max = edge(top + 2);
}

PlotImage imageOf(const JointHistogram& histogram)
{
    PlotImage image;
    image.columns = image.rows = JointHistogram::bins;
    auto cells = std::make_shared<std::vector<float>>();
    std::uint64_t most = 1;
    for (const std::uint64_t count : histogram.counts) {
        cells->push_back(static_cast<float>(count));
        most = std::max(most, count);
    }
    image.cells = std::move(cells);
    image.x0 = image.y0 = std::pow(10.0, JointHistogram::low);
    image.x1 = image.y1 = std::pow(10.0, JointHistogram::high);
    image.logarithmic = true;
    image.low = 1.0;
    image.high = static_cast<double>(std::max<std::uint64_t>(most, 10));
    image.quantity = tr("coefficients");
    return image;
}

} // namespace

PlotSpec sensitivityPlot(const QList<PlottedChip>& shown, const QString& tensor, bool calibrated)
{
    PlotSpec spec;
    spec.title = titled(tr("Sensitivity"), tensor);
    spec.emptyMessage = emptyReason(shown, Part::Sensitivity, tensor);
    if (!shown.isEmpty()) spec.title += QStringLiteral(" · ") + shown.first().chip.label;
    if (!calibrated) {
        spec.emptyMessage = tr("Sensitivity needs second moments of the inputs: File > Open calibration…; "
                               "alidade-cli calibrate makes them from text.");
        return spec;
    }
    if (shown.isEmpty()) return spec;
    const PartResult& part = shown.first().results.part(Part::Sensitivity);
    if (!part.result) return spec;
    if (!part.result->sensitivity) {
        if (!part.pending) spec.emptyMessage = missing(*part.result, tensor);
        return spec;
    }
    const CoefficientSensitivity& found = *part.result->sensitivity;
    spec.x = decades(tr("|coefficient| / σ"), QStringLiteral("magnitude"));
    spec.y = decades(found.gradients ? tr("sensitivity √(G·A), over its rms") : tr("sensitivity √A, over its rms"),
                     QStringLiteral("sensitivity"));
    spec.image = imageOf(found.histogram);
    fitToCounts(spec, found.histogram);
    QStringList numbers{tr("Spearman ρ %1").arg(formatNumber(found.spearman, 3)),
                        tr("top 1 % in common: %1").arg(formatPercent(found.overlap))};
    spec.badge = numbers.join(QStringLiteral("; "));
    numbers.append(tr("the largest 1 % hold %1 of the energy and %2 of what comes out")
                       .arg(formatPercent(found.topEnergy), formatPercent(found.topOperatorEnergy)));
    spec.headline = QStringLiteral("%1: %2").arg(tensor, numbers.join(QStringLiteral("; ")));
    return spec;
}

SensitivityCard::SensitivityCard(Workbench& workbench) : OneChipCard(QStringLiteral("sensitivity"), workbench)
{
    setControlLine({chipBox()});
    connect(&workbench, &Workbench::calibrationChanged, this, &SensitivityCard::refresh);
}

PlotSpec SensitivityCard::makeSpec() const
{
    return sensitivityPlot(shown(), workbench().selectedName(), !selection().calibration().isEmpty());
}

} // namespace alidade
