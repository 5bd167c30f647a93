// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the view and its rules: what solo does, which chip is active.
#include "widgets/bridge/selection.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr const char* seedId = "seed";
constexpr const char* bitsId = "bits";

} // namespace

Selection::Selection(const Registries& registries, QObject* parent)
    : QObject(parent), m_registries(registries), m_chips(makeChips(registries, true)),
      m_depthMetric(QStringLiteral("kurtosis"))
{
    for (int chip = 0; chip < m_chips.size(); ++chip)
        if (m_chips.at(chip).visible) m_bar.append(chip);
    if (!registries.quantizers.entries().empty()) takeQuantizer(registries.quantizers.entries().front().id);
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

void Selection::setCalibration(const QString& path)
{
    if (m_calibration == path) return;
    m_calibration = path;
    for (int chip = 0; chip < m_chips.size(); ++chip) {
        if (isAvailable(chip)) continue;
        m_bar.removeOne(chip);
        m_chips[chip].visible = false;
    }
    if (m_bar.isEmpty()) show(chipIndex(QString::fromLatin1(originalCoordinates)));
    emit calibrationChanged();
    emit chipsChanged();
    if (path.isEmpty() && m_rateCounting.operatorQuality) {
        m_rateCounting.operatorQuality = false;
        emit rateCountingChanged();
    }
}

bool Selection::isAvailable(int chip) const
{
    return valid(chip) && (!m_chips.at(chip).needsCalibration || !m_calibration.isEmpty());
}

bool Selection::canAddToBar() const
{
    for (int chip = 0; chip < m_chips.size(); ++chip)
        if (isAvailable(chip) && !m_bar.contains(chip)) return true;
    return false;
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
    if (!isAvailable(chip) || m_bar.contains(chip)) return;
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
    if (!isAvailable(chip) || m_chips.at(chip).visible == visible) return;
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
    if (!isAvailable(chip)) return;
    const bool wasActive = activeChip() == chip;
    show(chip);
    m_active = wasActive ? QString() : m_chips.at(chip).id();
    emit chipsChanged();
}

void Selection::soloChip(int chip)
{
    if (!isAvailable(chip)) return;
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

double Selection::bits() const
{
    const auto nearest = std::ranges::min_element(
        m_bitChoices, {}, [this](double choice) { return std::abs(choice - m_bits); });
    return nearest == m_bitChoices.end() ? m_bits : *nearest;
}

void Selection::setBits(double bits)
{
    if (!m_bitChoices.contains(bits) || m_bits == bits) return;
    const double before = this->bits();
    m_bits = bits;
    if (before != bits) emit bitsChanged();
}

std::vector<ParameterSpec> Selection::quantizerParameters() const
{
    std::vector<ParameterSpec> specs = m_registries.quantizers.find(m_quantizer.id).parameters;
    std::erase_if(specs, [](const ParameterSpec& spec) { return spec.id == bitsId; });
    return specs;
}

void Selection::takeQuantizer(const std::string& id)
{
    const std::vector<double> bits = usualBits(m_registries.quantizers.find(id));
    m_bitChoices = {bits.begin(), bits.end()};
    m_quantizer = {id, {}};
    const auto last = m_lastParameters.find(id);
    m_quantizer.parameters = resolveParameters(quantizerParameters(),
                                               last == m_lastParameters.end() ? Parameters() : last->second);
}

void Selection::setQuantizer(const std::string& id)
{
    if (id == m_quantizer.id) return;
    const double before = bits();
    m_lastParameters[m_quantizer.id] = m_quantizer.parameters;
    takeQuantizer(id);
    emit quantizerChanged();
    if (bits() != before) emit bitsChanged();
}

void Selection::setQuantizerParameters(const Parameters& given)
{
    Parameters resolved = resolveParameters(quantizerParameters(), given);
    if (resolved == m_quantizer.parameters) return;
    m_quantizer.parameters = std::move(resolved);
    emit quantizerChanged();
}

void Selection::setCoder(const std::string& id)
{
    if (id == (m_coder ? m_coder->id : std::string())) return;
    if (m_coder) m_lastParameters[m_coder->id] = m_coder->parameters;
    if (id.empty()) {
        m_coder.reset();
        if (m_rateCounting.symbols == RateCount::CodedBytes) setRateCount(RateCount::EntropyEstimate);
    } else {
        const auto last = m_lastParameters.find(id);
        m_coder = {id, resolveParameters(m_registries.entropyCoders.find(id).parameters,
                                         last == m_lastParameters.end() ? Parameters() : last->second)};
    }
    emit coderChanged();
}

void Selection::setCoderParameters(const Parameters& given)
{
    if (!m_coder) return;
    Parameters resolved = resolveParameters(m_registries.entropyCoders.find(m_coder->id).parameters, given);
    if (resolved == m_coder->parameters) return;
    m_coder->parameters = std::move(resolved);
    emit coderChanged();
}

void Selection::setRateCount(RateCount count)
{
    if (m_rateCounting.symbols == count || (count == RateCount::CodedBytes && !m_coder)) return;
    m_rateCounting.symbols = count;
    emit rateCountingChanged();
}

void Selection::setCountsBasisBits(bool counts)
{
    if (m_rateCounting.basis == counts) return;
    m_rateCounting.basis = counts;
    emit rateCountingChanged();
}

void Selection::setShowsOperatorQuality(bool shows)
{
    if (m_rateCounting.operatorQuality == shows || (shows && m_calibration.isEmpty())) return;
    m_rateCounting.operatorQuality = shows;
    emit rateCountingChanged();
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

void Selection::setTurningAngle(double degrees)
{
    constexpr double end = 45.0;
    const double angle = std::isfinite(degrees) ? std::clamp(degrees, 0.0, end) : 0.0;
    if (m_turningAngle == angle) return;
    m_turningAngle = angle;
    emit turningAngleChanged();
}

void Selection::setFilter(const QString& text)
{
    if (m_filter == text) return;
    m_filter = text;
    emit filterChanged();
}

} // namespace alidade
