// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the view as a value, and back.
#include "core/base/version.h"
#include "widgets/bridge/core_text.h"
#include "widgets/bridge/selection.h"

#include <algorithm>

namespace alidade {

ViewState Selection::state() const
{
    ViewState state;
    state.version = fromCore(programVersion());
    state.tensor = m_tensor;
    state.matrix = m_matrix;
    state.calibration = m_calibration;
    for (const int chip : m_bar)
        state.bar.append({m_chips.at(chip).request, m_chips.at(chip).visible});
    if (const int active = activeChip(); active >= 0) state.active = m_chips.at(active).id();
    state.bits = bits();
    state.quantizer = m_quantizer;
    state.coder = m_coder;
    state.rateCounting = m_rateCounting;
    state.depthMetric = m_depthMetric;
    state.depthRole = m_depthRole;
    state.filter = m_filter;
    return state;
}

/// The chips with the parameters and the visibility of the view; hidden where they are not in its bar.
QList<CoordinateChip> Selection::chipsOf(const ViewState& state) const
{
    QList<CoordinateChip> chips = m_chips;
    for (CoordinateChip& chip : chips)
        chip.visible = false;
    for (const BarChip& wanted : state.bar) {
        const auto& entry = m_registries.coordinateSystems.find(wanted.request.id);
        const int chip = chipIndex(fromCore(wanted.request.id));
        chips[chip].request.parameters = resolveParameters(entry.parameters, wanted.request.parameters);
        chips[chip].visible = wanted.visible && isAvailable(chip);
    }
    return chips;
}

QList<int> Selection::barOf(const ViewState& state) const
{
    QList<int> bar;
    for (const BarChip& wanted : state.bar) {
        const int chip = chipIndex(fromCore(wanted.request.id));
        if (isAvailable(chip) && !bar.contains(chip)) bar.append(chip);
    }
    return bar;
}

void Selection::takeQuantization(const ViewState& state)
{
    if (state.quantizer.id != m_quantizer.id) m_lastParameters[m_quantizer.id] = m_quantizer.parameters;
    if (m_coder && (!state.coder || state.coder->id != m_coder->id))
        m_lastParameters[m_coder->id] = m_coder->parameters;
    const std::vector<double> choices = usualBits(m_registries.quantizers.find(state.quantizer.id));
    m_bitChoices = {choices.begin(), choices.end()};
    m_quantizer = state.quantizer;
    m_bits = state.bits;
    m_coder = state.coder;
    m_rateCounting = state.rateCounting;
    if (m_calibration.isEmpty()) m_rateCounting.operatorQuality = false;
    if (!m_coder && m_rateCounting.symbols == RateCount::CodedBytes)
        m_rateCounting.symbols = RateCount::EntropyEstimate;
}

void Selection::restore(const ViewState& state)
{
    ViewState checked = state;
    const auto& quantizer = m_registries.quantizers.find(state.quantizer.id);
    std::vector<ParameterSpec> specs = quantizer.parameters;
    std::erase_if(specs, [](const ParameterSpec& spec) { return spec.id == "bits"; });
    checked.quantizer.parameters = resolveParameters(specs, state.quantizer.parameters);
    if (state.coder)
        checked.coder->parameters = resolveParameters(m_registries.entropyCoders.find(state.coder->id).parameters,
                                                      state.coder->parameters);
    const QList<CoordinateChip> chips = chipsOf(state);
    const QList<int> bar = barOf(state);

    // From here on nothing can fail.
    const ViewState before = this->state();
    m_chips = chips;
    m_bar = bar;
    if (m_bar.isEmpty()) show(chipIndex(QString::fromLatin1(originalCoordinates)));
    m_active = state.active;
    takeQuantization(checked);
    m_tensor = state.tensor;
    m_matrix = state.matrix;
    m_depthMetric = state.depthMetric;
    m_depthRole = state.depthRole;
    m_filter = state.filter;
    announceSince(before);
}

void Selection::announceSince(const ViewState& before)
{
    const ViewState now = state();
    if (now.bar != before.bar || now.active != before.active) emit chipsChanged();
    if (now.quantizer != before.quantizer) emit quantizerChanged();
    if (now.bits != before.bits) emit bitsChanged();
    if (now.coder != before.coder) emit coderChanged();
    if (now.rateCounting != before.rateCounting) emit rateCountingChanged();
    if (now.depthMetric != before.depthMetric) emit depthMetricChanged();
    if (now.depthRole != before.depthRole) emit depthRoleChanged();
    if (now.filter != before.filter) emit filterChanged();
    if (now.matrix != before.matrix) emit matrixChanged();
    if (now.tensor != before.tensor) emit tensorChanged();
}

void Selection::retranslate()
{
    for (CoordinateChip& chip : m_chips) {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(chip.request.id);
        chip.label = componentText(entry.shortLabel);
        chip.longLabel = componentText(entry.label);
        chip.help = componentText(entry.help);
    }
    emit chipsChanged();
}

} // namespace alidade
