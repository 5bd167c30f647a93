// SPDX-License-Identifier: GPL-3.0-or-later
// From numbers to sentences. Thresholds are named, so that what "heavy" and "the same" mean can be looked up.
#include "widgets/panels/explanation.h"

#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <cmath>

namespace alidade {

namespace {

constexpr double heavyKurtosis = 4.0;       // a Gaussian has 3
constexpr double nearGaussian = 0.25;       // |kurtosis - 3| that counts as Gaussian
constexpr double shareOfOutliersGone = 0.1; // what may be left of the excess kurtosis for "gone"
constexpr double gaussianTopPercent = 0.0845;
constexpr double clearConcentration = 1.25; // times the original share
constexpr double clearlyHeavier = 1.2;      // times the original kurtosis
constexpr double smallestGain = 0.2;        // dB
constexpr double decibelsPerBit = 6.0206;
constexpr double exactWithin = 1e-5;

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

QString number(double value) { return formatNumber(value, 3); }

double metricOf(const ChipResults& results, const char* id)
{
    return results.metric(id).value_or(std::numeric_limits<double>::quiet_NaN());
}

QString exactness(const PlottedChip& at)
{
    const AnalysisResult* result = at.results.result(Part::Statistics);
    if (!result || !result->residualMeasured) return {};
    if (std::isnan(result->residual.orthogonality) && result->residual.roundTrip <= exactWithin)
        return tr("%1 is not orthogonal: it can be undone (there and back changes no weight by more than %2 of the "
                  "largest), but energy and errors of its coefficients are not those of the weights.")
            .arg(at.chip.label, number(result->residual.roundTrip));
    if (result->residual.roundTrip <= exactWithin)
        return tr("%1 turns the axes and nothing else: going there and back changes no weight by more than "
                  "%2 of the "
                  "largest.")
            .arg(at.chip.label, number(result->residual.roundTrip));
    return tr("%1 is not exact: there and back leaves an error of %2 of the largest weight. Take its numbers "
              "with "
              "care.")
        .arg(at.chip.label, number(result->residual.roundTrip));
}

QString outliers(const PlottedChip& at, const ChipResults& original)
{
    const double before = metricOf(original, "kurtosis");
    const double after = metricOf(at.results, "kurtosis");
    const double crestBefore = metricOf(original, "linf_over_sigma");
    const double crestAfter = metricOf(at.results, "linf_over_sigma");
    if (!std::isfinite(before) || !std::isfinite(after)) return {};
    const QString numbers = tr("kurtosis %1 → %2, largest weight %3 σ → %4 σ")
                                .arg(number(before), number(after), number(crestBefore), number(crestAfter));
    if (before < heavyKurtosis)
        return after > heavyKurtosis
                   ? tr("%1 made tails that were not there (%2): its axes are special ones.")
                         .arg(at.chip.label, numbers)
                   : tr("There were no heavy tails for %1 to remove (%2).").arg(at.chip.label, numbers);
    if (after > clearlyHeavier * before)
        return tr("%1 made the tails heavier (%2).").arg(at.chip.label, numbers);
    if (after - 3.0 <= shareOfOutliersGone * (before - 3.0) && after < heavyKurtosis)
        return tr("Under %1 the outliers are gone (%2) while the operator is the same: they are a property "
                  "of the axes. That "
                  "does not make the axes wrong; heavy tails also mark special ones.")
            .arg(at.chip.label, numbers);
    return tr("The outliers did not vanish under %1 (%2): they are not a matter of these axes alone.")
        .arg(at.chip.label, numbers);
}

QString concentration(const PlottedChip& at, const ChipResults& original)
{
    const double before = metricOf(original, "top_energy_0.01");
    const double after = metricOf(at.results, "top_energy_0.01");
    if (!std::isfinite(before) || !std::isfinite(after)) return {};
    const QString numbers =
        tr("top 1 % of the coefficients: %1 → %2 of the energy; Gaussian noise has %3")
            .arg(formatPercent(before), formatPercent(after), formatPercent(gaussianTopPercent));
    if (after > clearConcentration * before)
        return tr("%1 concentrates the energy (%2).").arg(at.chip.label, numbers);
    if (after * clearConcentration < before)
        return tr("%1 spreads the energy (%2): flattening is not concentration.").arg(at.chip.label, numbers);
    return tr("%1 does not concentrate (%2).").arg(at.chip.label, numbers);
}

QString quantization(const PlottedChip& at, const ChipResults& original, double bits)
{
    const RateDistortionPoint* before = original.point(bits);
    const RateDistortionPoint* after = at.results.point(bits);
    if (!before || !after) return {};
    const double gain = after->sqnrDb() - before->sqnrDb();
    if (!std::isfinite(gain)) return {};
    QString text;
    if (gain > smallestGain)
        text = tr("%1 gains %2 dB at %3 bits with this quantizer")
                   .arg(at.chip.label)
                   .arg(number(gain))
                   .arg(bits);
    else if (gain < -smallestGain)
        text = tr("%1 loses %2 dB at %3 bits").arg(at.chip.label).arg(number(-gain)).arg(bits);
    else
        text = tr("%1 makes no difference at %2 bits (%3 dB)").arg(at.chip.label).arg(bits).arg(number(gain));
    const double entropyChange = after->entropyBits - before->entropyBits;
    text += tr("; the entropy of the symbols goes from %1 to %2 bits")
                .arg(number(before->entropyBits), number(after->entropyBits));
    text += entropyChange > 0.05 ? tr(": part of that gain is bits, not geometry.") : QStringLiteral(".");
    return text;
}

QString basisCost(const PlottedChip& at, const ChipResults& original, double bits)
{
    const RateDistortionPoint* before = original.point(bits);
    const RateDistortionPoint* after = at.results.point(bits);
    if (!before || !after) return {};
    const double worth = (after->sqnrDb() - before->sqnrDb()) / decibelsPerBit;
    const double cost = after->basisBits - before->basisBits;
    if (!std::isfinite(worth)) return {};
    if (cost < 0.01) return tr("The axes of %1 cost next to nothing to send: a seed.").arg(at.chip.label);
    if (cost > worth)
        return tr("The axes of %1 cost %2 bits/weight to send and gain what %3 bits would: they do not pay, "
                  "unless they "
                  "are fused into a neighbouring layer or shared by many.")
            .arg(at.chip.label, number(cost), number(worth));
    return tr("The axes of %1 cost %2 bits/weight to send and gain what %3 bits would: they pay.")
        .arg(at.chip.label, number(cost), number(worth));
}

QString joined(const QList<PlottedChip>& chips, const std::function<QString(const PlottedChip&)>& sentence)
{
    QStringList parts;
    for (const PlottedChip& at : chips) {
        if (at.chip.request.id == originalCoordinates) continue;
        const QString text = sentence(at);
        if (!text.isEmpty()) parts.append(text);
    }
    return parts.join(QLatin1Char(' '));
}

/// What can be said of the original coordinates alone.
QString asStored(const ChipResults& original)
{
    const double kurtosis = metricOf(original, "kurtosis");
    const AnalysisResult* result = original.result(Part::Statistics);
    if (std::isnan(kurtosis) && result && result->nanCount + result->infCount > 0)
        return tr("What is left are not two different numbers: kurtosis and tails are undefined.");
    if (std::isnan(kurtosis)) return tr("All weights are equal: kurtosis and tails are undefined.");
    const QString numbers = tr("kurtosis %1 (a Gaussian has 3), largest weight %2 σ")
                                .arg(number(kurtosis), number(metricOf(original, "linf_over_sigma")));
    if (kurtosis > heavyKurtosis) return tr("The weights have heavy tails: %1.").arg(numbers);
    if (std::abs(kurtosis - 3.0) < nearGaussian) return tr("The weights look Gaussian: %1.").arg(numbers);
    return tr("The tails are moderate: %1.").arg(numbers);
}

} // namespace

QList<Reading> explain(const QList<PlottedChip>& chips, const ChipResults* original, double bits)
{
    QList<Reading> readings;
    if (!original || !original->result(Part::Statistics)) return readings;
    const AnalysisResult& stored = *original->result(Part::Statistics);
    const auto add = [&readings](const QString& heading, const QString& text) {
        if (!text.isEmpty()) readings.append({heading, text});
    };
    if (stored.nanCount + stored.infCount > 0)
        add(tr("Damage"),
            tr("Weights that are no numbers: %1; infinite weights: %2. They are left out of every statistic.")
                .arg(formatCount(static_cast<qint64>(stored.nanCount)),
                     formatCount(static_cast<qint64>(stored.infCount))));
    add(tr("As stored"), asStored(*original));
    add(tr("What stays"), joined(chips, exactness));
    add(tr("Outliers"), joined(chips, [&](const PlottedChip& at) { return outliers(at, *original); }));
    add(tr("Concentration"),
        joined(chips, [&](const PlottedChip& at) { return concentration(at, *original); }));
    add(tr("Quantized"),
        joined(chips, [&](const PlottedChip& at) { return quantization(at, *original, bits); }));
    add(tr("Price of the axes"),
        joined(chips, [&](const PlottedChip& at) { return basisCost(at, *original, bits); }));
    return readings;
}

} // namespace alidade
