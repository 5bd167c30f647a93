// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the view and its rules: what solo does, which chip is active.
#include "widgets/bridge/selection.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr const char* seedId = "seed";
constexpr const char* bitsId = "bits";

/// The specifications without "bits", which every point of a curve sets for itself.
std::vector<ParameterSpec> withoutBits(std::vector<ParameterSpec> specs)
{
    std::erase_if(specs, [](const ParameterSpec& spec) { return spec.id == bitsId; });
    return specs;
}

} // namespace

Selection::Selection(const Registries& registries, QObject* parent)
    : QObject(parent), m_registries(registries), m_chips(makeChips(registries)),
      m_depthMetric(QStringLiteral("kurtosis"))
{
    for (int chip = 0; chip < m_chips.size(); ++chip)
        if (m_chips.at(chip).visible) m_bar.append(chip);
    if (registries.quantizers.entries().empty()) return;
    const QuantizerEntry& entry = registries.quantizers.entries().front();
    m_quantizer = {entry.id, resolveParameters(withoutBits(entry.parameters), {})};
}

void Selection::setTensor(const QString& name)
{
    if (m_tensor == name) return;
    m_tensor = name;
    emit tensorChanged();
}

void Selection::setMatrix(std::optional<quint64> matrix)
{
    if (m_matrix == matrix) return;
    m_matrix = matrix;
    emit matrixChanged();
}

int Selection::chipIndex(const QString& id) const
{
    for (int i = 0; i < m_chips.size(); ++i)
        if (m_chips.at(i).id() == id) return i;
    return -1;
}

int Selection::activeChip() const
{
    const int active = chipIndex(m_active);
    return active >= 0 && m_chips.at(active).visible ? active : -1;
}

void Selection::addToBar(int chip)
{
    if (!valid(chip) || m_bar.contains(chip)) return;
    setChipVisible(chip, true);
}

void Selection::removeFromBar(int chip)
{
    if (m_bar.size() < 2 || !m_bar.removeOne(chip)) return;
    m_chips[chip].visible = false;
    emit chipsChanged();
}

void Selection::show(int chip)
{
    if (!m_bar.contains(chip)) m_bar.append(chip);
    m_chips[chip].visible = true;
}

void Selection::setChipVisible(int chip, bool visible)
{
    if (!valid(chip) || m_chips.at(chip).visible == visible) return;
    if (visible)
        show(chip);
    else
        m_chips[chip].visible = false;
    emit chipsChanged();
}

void Selection::toggleChip(int chip)
{
    if (valid(chip)) setChipVisible(chip, !m_chips.at(chip).visible);
}

void Selection::activateChip(int chip)
{
    if (!valid(chip)) return;
    const bool wasActive = activeChip() == chip;
    show(chip);
    m_active = wasActive ? QString() : m_chips.at(chip).id();
    emit chipsChanged();
}

void Selection::soloChip(int chip)
{
    if (!valid(chip)) return;
    const auto shown = std::ranges::count_if(m_chips, &CoordinateChip::visible);
    if (shown == 1 && m_chips.at(chip).visible) return showAllChips();
    for (int i = 0; i < m_chips.size(); ++i)
        m_chips[i].visible = false;
    show(chip);
    m_active = m_chips.at(chip).id();
    emit chipsChanged();
}

void Selection::showAllChips()
{
    if (std::ranges::all_of(m_bar, [this](int chip) { return m_chips.at(chip).visible; })) return;
    for (const int chip : m_bar)
        m_chips[chip].visible = true;
    emit chipsChanged();
}

void Selection::setChipParameters(int chip, const Parameters& given)
{
    if (!valid(chip)) return;
    const auto& entry = m_registries.coordinateSystems.find(m_chips.at(chip).request.id);
    Parameters resolved = resolveParameters(entry.parameters, given);
    if (resolved == m_chips.at(chip).request.parameters) return;
    m_chips[chip].request.parameters = std::move(resolved);
    emit chipsChanged();
}

void Selection::setSeed(qint64 seed)
{
    bool changed = false;
    for (CoordinateChip& chip : m_chips) {
        Parameters& parameters = chip.request.parameters;
        if (!parameters.has(seedId) || parameters.integer(seedId) == seed) continue;
        parameters.set(seedId, static_cast<std::int64_t>(seed));
        changed = true;
    }
    if (changed) emit chipsChanged();
}

qint64 Selection::seed() const
{
    for (const CoordinateChip& chip : m_chips)
        if (chip.request.parameters.has(seedId)) return chip.request.parameters.integer(seedId);
    return 0;
}

bool Selection::hasSeed() const
{
    return std::ranges::any_of(m_chips, [](const auto& chip) { return chip.request.parameters.has(seedId); });
}

void Selection::setChipState(int chip, ChipState state, double progress, const QString& message)
{
    if (!valid(chip)) return;
    CoordinateChip& at = m_chips[chip];
    if (at.state == state && at.progress == progress && at.message == message) return;
    at.state = state;
    at.progress = progress;
    at.message = message;
    emit chipStateChanged(chip);
}

void Selection::setBits(int bits)
{
    if (m_bits == bits || !bitChoices().contains(bits)) return;
    m_bits = bits;
    emit bitsChanged();
}

void Selection::setQuantizerParameter(const std::string& id, const ParameterValue& value)
{
    Parameters given = m_quantizer.parameters;
    given.set(id, value);
    const auto& entry = m_registries.quantizers.find(m_quantizer.id);
    Parameters resolved = resolveParameters(withoutBits(entry.parameters), given);
    if (resolved == m_quantizer.parameters) return;
    m_quantizer.parameters = std::move(resolved);
    emit quantizerChanged();
}

void Selection::setCountsBasisBits(bool counts)
{
    if (m_countsBasisBits == counts) return;
    m_countsBasisBits = counts;
    emit basisBitsChanged();
}

void Selection::setDepthMetric(const QString& id)
{
    if (m_depthMetric == id) return;
    m_depthMetric = id;
    emit depthMetricChanged();
}

void Selection::setDepthRole(const QString& role)
{
    if (m_depthRole == role) return;
    m_depthRole = role;
    emit depthRoleChanged();
}

void Selection::setFilter(const QString& text)
{
    if (m_filter == text) return;
    m_filter = text;
    emit filterChanged();
}

} // namespace alidade
