// SPDX-License-Identifier: GPL-3.0-or-later
// Names, colours and choices of sweeps.
#include "widgets/results/sweep_view.h"

#include "widgets/bridge/core_text.h"
#include "widgets/results/results_colours.h"
#include "widgets/style/number_format.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr double usualWidth = 4.0;

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

CoordinateChip chipOf(const SweepFamily& family, int slot, const Registries& registries)
{
    CoordinateChip chip;
    chip.request = family.coordinates;
    chip.slot = slot;
    chip.label = untrusted(family.coordinates.id, 60);
    chip.longLabel = chip.label;
    if (!registries.coordinateSystems.contains(family.coordinates.id)) return chip;
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find(family.coordinates.id);
    chip.label = componentText(entry.shortLabel);
    chip.longLabel = componentText(entry.label);
    chip.longLabel = chipDescription(chip, registries);
    return chip;
}

QString bitsText(double bits) { return fromCore(toText(bitsValue(bits))); }

} // namespace

SweepView::SweepView(const SweepResultsPtr& sweep, const Registries& known)
    : results(sweep), registries(&known), families(sweepFamilies(sweep->request))
{
    std::vector<std::string> ids;
    for (const SweepFamily& family : families)
        ids.push_back(family.coordinates.id);
    const std::vector<int> colours = coloursOf(ids);
    for (std::size_t i = 0; i < families.size(); ++i) {
        CoordinateChip chip = chipOf(families[i], colours[i], known);
        // The short name says it if no other system has it.
        if (std::ranges::count(ids, families[i].coordinates.id) > 1) chip.label = chip.longLabel;
        if (families[i].members.size() > 1)
            chip.label = QCoreApplication::translate("alidade", "%1, seeds: %2")
                             .arg(chip.label)
                             .arg(families[i].members.size());
        chips.append(chip);
    }
}

QString SweepView::metricTitle(const std::string& id) const
{
    if (!registries->metrics.contains(id)) return untrusted(id, 60);
    const Metric& metric = registries->metrics.find(id);
    const QString unit = componentText(metric.unit);
    const QString label = componentText(metric.label);
    return unit.isEmpty() ? label : QStringLiteral("%1 (%2)").arg(label, unit);
}

std::vector<const Metric*> SweepView::metrics() const
{
    std::vector<const Metric*> known;
    for (const std::string& id : results->request.metrics)
        if (registries->metrics.contains(id)) known.push_back(&registries->metrics.find(id));
    return known;
}

QStringList SweepView::roles() const
{
    QStringList roles;
    for (const SweepTensor& tensor : results->tensors) {
        const QString role = untrusted(tensor.layer.role);
        if (tensor.layer.block && !roles.contains(role)) roles.append(role);
    }
    return roles;
}

std::vector<double> SweepView::bits() const
{
    std::vector<double> widths;
    for (const SweepTensor& tensor : results->tensors) {
        for (const SweepCell& cell : tensor.cells)
            for (const std::vector<RateDistortionPoint>& curve : cell.curves)
                for (const RateDistortionPoint& point : curve)
                    if (std::ranges::find(widths, point.bits) == widths.end()) widths.push_back(point.bits);
        if (!widths.empty()) break; // every tensor has the same
    }
    if (widths.empty()) widths = results->request.bits;
    std::ranges::sort(widths);
    return widths;
}

bool SweepView::hasOperatorErrors() const
{
    for (const SweepTensor& tensor : results->tensors)
        for (const SweepCell& cell : tensor.cells)
            for (const std::vector<RateDistortionPoint>& curve : cell.curves)
                if (!curve.empty() && std::isfinite(curve.front().operatorError)) return true;
    return false;
}

ResultsChoice roleChoice(const SweepView& view)
{
    ResultsChoice choice{QStringLiteral("role"), tr("Role of the tensors"), {}};
    for (const QString& role : view.roles())
        choice.options.append({role, role});
    choice.options.append({QString(), tr("every tensor, in file order")});
    return choice;
}

ResultsChoice quantizerChoice(const SweepView& view)
{
    ResultsChoice choice{QStringLiteral("quantizer"), tr("Quantizer"), {}};
    for (const ComponentRequest& quantizer : view.results->request.quantizers) {
        const QString word = fromCore(componentWord(quantizer));
        choice.options.append({word, untrusted(word.toStdString(), 80)});
    }
    return choice;
}

ResultsChoice bitsChoice(const SweepView& view)
{
    ResultsChoice choice{QStringLiteral("bits"), tr("Bits at which the coordinates are compared"), {}};
    const double usual = bitsOf(view, {});
    for (const double bits : view.bits()) {
        if (bits == usual) choice.usual = choice.options.size();
        choice.options.append({bitsText(bits), tr("%1 bits").arg(bitsText(bits))});
    }
    return choice;
}

QList<ResultsChoice> countingChoices(const SweepView& view)
{
    ResultsChoice count{QStringLiteral("count"),
                        tr("What stands for the symbols in the rate, beside scales and basis"),
                        {{QStringLiteral("fixed"), tr("fixed-length rate")},
                         {QStringLiteral("entropy"), tr("entropy rate")}}};
    if (view.results->request.coder) count.options.append({QStringLiteral("coded"), tr("coded bytes")});
    const ResultsChoice basis{QStringLiteral("basis"),
                              tr("Whether the rate includes what a decoder must know of the axes"),
                              {{QStringLiteral("counted"), tr("basis counted")},
                               {QStringLiteral("free"), tr("basis free")}}};
    ResultsChoice quality{QStringLiteral("quality"), tr("Whose quality is compared"),
                          {{QStringLiteral("weights"), tr("SQNR of the weights")}}};
    if (view.hasOperatorErrors())
        quality.options.append({QStringLiteral("outputs"), tr("SQNR of the outputs")});
    return {count, basis, quality};
}

std::size_t quantizerOf(const SweepView& view, const ChosenOptions& chosen)
{
    const std::vector<ComponentRequest>& quantizers = view.results->request.quantizers;
    const QString word = chosen.value(QStringLiteral("quantizer"));
    for (std::size_t i = 0; i < quantizers.size(); ++i)
        if (fromCore(componentWord(quantizers[i])) == word) return i;
    return 0;
}

double bitsOf(const SweepView& view, const ChosenOptions& chosen)
{
    const QString word = chosen.value(QStringLiteral("bits"));
    double nearest = std::numeric_limits<double>::quiet_NaN();
    for (const double bits : view.bits()) {
        if (bitsText(bits) == word) return bits;
        if (!(std::abs(nearest - usualWidth) <= std::abs(bits - usualWidth))) nearest = bits;
    }
    return nearest;
}

RateCounting countingOf(const SweepView& view, const ChosenOptions& chosen)
{
    RateCounting counting;
    const QString count = chosen.value(QStringLiteral("count"));
    const bool coded = count == QLatin1String("coded") && view.results->request.coder;
    counting.symbols = count == QLatin1String("entropy") ? RateCount::EntropyEstimate
                       : coded                           ? RateCount::CodedBytes
                                                         : RateCount::FixedRate;
    counting.basis = chosen.value(QStringLiteral("basis")) != QLatin1String("free");
    counting.operatorQuality = chosen.value(QStringLiteral("quality")) == QLatin1String("outputs");
    return counting;
}

QString countingText(const SweepView& view, const ChosenOptions& chosen, bool withBits)
{
    QStringList words{quantizerChoice(view).valueIn(chosen)};
    if (withBits) words.append(tr("%1 bits").arg(bitsText(bitsOf(view, chosen))));
    const RateCounting counting = countingOf(view, chosen);
    words.append(counting.symbols == RateCount::FixedRate         ? tr("fixed-length rate")
                 : counting.symbols == RateCount::EntropyEstimate ? tr("entropy rate")
                                                                  : tr("coded bytes"));
    if (!counting.basis) words.append(tr("basis free"));
    return words.join(QStringLiteral(" · "));
}

} // namespace alidade
