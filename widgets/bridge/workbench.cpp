// SPDX-License-Identifier: GPL-3.0-or-later
// The order of asking: statistics of every visible chip, then curves, then spectra, then coded bytes, then
// the survey in the background.
#include "widgets/bridge/workbench.h"

#include "widgets/bridge/core_text.h"
#include "widgets/bridge/toy_results.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace alidade {

namespace {

// The plots keep the last tensor this long, so that quick answers replace it without a blank in between.
constexpr int keepMilliseconds = 120;

constexpr std::array partWords{"stats/",           "curve/",   "spectrum/", "coded/",      "order/",
                               "singular values/", "picture/", "split/",    "sensitivity/"};
static_assert(partWords.size() == allParts.size());
const QString surveyPrefix = QStringLiteral("survey/");

} // namespace

Workbench::Workbench(EngineBridge& bridge, Selection& selection, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_selection(selection),
      m_results(static_cast<std::size_t>(selection.chips().size())),
      m_surveyRequests(static_cast<std::size_t>(selection.chips().size())), m_announce(new QTimer(this)),
      m_toy(new ToyResults(bridge, this))
{
    m_announce->setSingleShot(true);
    connect(m_announce, &QTimer::timeout, this, &Workbench::resultsChanged);
    connect(&bridge, &EngineBridge::opened, this, &Workbench::takeModel);
    connect(&bridge, &EngineBridge::openFailed, this, &Workbench::openFailed);
    connect(&bridge, &EngineBridge::calibrationOpened, this, &Workbench::takeCalibration);
    connect(&bridge, &EngineBridge::calibrationFailed, this, &Workbench::takeCalibrationError);
    connect(&selection, &Selection::calibrationChanged, this, [this] { forgetCalibrated(false); });
    connect(&bridge, &EngineBridge::resultReady, this,
            [this](const QString& slot, const AnalysisResultPtr& result) { take(slot, result, {}, true); });
    connect(&bridge, &EngineBridge::previewReady, this,
            [this](const QString& slot, const AnalysisResultPtr& result) { take(slot, result, {}, false); });
    connect(&bridge, &EngineBridge::failed, this,
            [this](const QString& slot, const QString& message) { take(slot, nullptr, message, true); });
    connect(&bridge, &EngineBridge::progressed, this, [this](const QString& slot, double fraction) {
        const int chip = m_selection.chipIndex(slot.section(QLatin1Char('/'), 1));
        if (chip >= 0 && m_selection.chips().at(chip).state == ChipState::Computing)
            m_selection.setChipState(chip, ChipState::Computing, fraction);
    });
    connect(&bridge, &EngineBridge::surveyed, this, &Workbench::takeSurvey);
    connect(&bridge, &EngineBridge::cancelled, this, &Workbench::takeCancelled);
    connect(&selection, &Selection::tensorChanged, this, [this] { requestSelected(false); });
    connect(&selection, &Selection::matrixChanged, this, [this] { requestSelected(false); });
    connect(&selection, &Selection::quantizerChanged, this, [this] { requestSelected(false); });
    connect(&selection, &Selection::coderChanged, this, [this] { requestSelected(false); });
    connect(&selection, &Selection::bitsChanged, this, [this] {
        if (wants(Part::Split)) requestSelected(false);
    });
    connect(&selection, &Selection::chipsChanged, this, [this] {
        requestSelected(false);
        requestSurveys();
    });
    connect(&selection, &Selection::depthRoleChanged, this, &Workbench::requestSurveys);
}

void Workbench::open(const QString& path)
{
    m_dropped.clear();
    // Opening the present file again: it may have changed, so that nothing computed from it counts any more.
    if (m_model && path == fromCore(m_model->path)) m_bridge.close(path);
    m_bridge.open(path);
}

void Workbench::takeModel(const CheckpointSummaryPtr& summary)
{
    if (std::exchange(m_dropped, {}) == fromCore(summary->path) && isCalibration(*summary)) {
        m_bridge.close(fromCore(summary->path));
        return openCalibration(fromCore(summary->path));
    }
    forgetModel();
    if (m_model && m_model->path != summary->path) m_bridge.close(fromCore(m_model->path));
    m_model = summary;
    for (std::size_t i = 0; i < summary->layers.size(); ++i)
        m_layerIndex[summary->layers[i].tensor.name] = i;
    const QList<RoleDepth> roles = rolesInDepth(*summary);
    const Layer* first = layer(tensorWorthSeeing());
    const QString role = first && first->block ? fromCore(first->role) : QString();
    const bool hasDepth = std::ranges::find(roles, role, &RoleDepth::role) != roles.end();
    emit modelChanged();
    if (first) m_selection.setTensor(fromCore(first->tensor.name));
    m_selection.setDepthRole(hasDepth ? role : roles.isEmpty() ? QString() : roles.first().role);
    requestSurveys();
}

QString Workbench::tensorWorthSeeing() const
{
    // down_proj is where outliers live in trained models; otherwise the first matrix, otherwise the first
    // tensor.
    const Layer* firstMatrix = nullptr;
    for (const Layer& layer : m_model->layers) {
        if (!hasAxes(layer)) continue;
        if (layer.role == "down_proj") return fromCore(layer.tensor.name);
        if (!firstMatrix || (!firstMatrix->block && layer.block)) firstMatrix = &layer;
    }
    if (firstMatrix) return fromCore(firstMatrix->tensor.name);
    return m_model->layers.empty() ? QString() : fromCore(m_model->layers.front().tensor.name);
}

void Workbench::closeModel()
{
    if (!m_model) return;
    forgetModel();
    m_bridge.close(fromCore(m_model->path));
    m_model = nullptr;
    emit modelChanged();
}

void Workbench::forgetModel()
{
    m_selection.setTensor({});
    m_selection.setMatrix({});
    m_layerIndex.clear();
    m_surveyed.clear();
    m_surveyErrors.clear();
    for (int chip = 0; chip < m_selection.chips().size(); ++chip) {
        dropChip(chip);
        m_surveyRequests[static_cast<std::size_t>(chip)].clear();
        m_bridge.cancel(surveyPrefix + m_selection.chips().at(chip).id());
    }
}

const Layer* Workbench::layer(const QString& tensor) const
{
    if (!m_model) return nullptr;
    const auto at = m_layerIndex.find(tensor.toStdString());
    return at == m_layerIndex.end() ? nullptr : &m_model->layers[at->second];
}

std::optional<std::uint64_t> Workbench::selectedMatrix() const
{
    const Layer* layer = selectedLayer();
    const std::optional<quint64> wanted = m_selection.matrix();
    if (!layer || !layer->isStack() || !wanted || *wanted >= layer->matrices) return std::nullopt;
    return *wanted;
}

QString Workbench::selectedName() const
{
    const Layer* layer = selectedLayer();
    if (!layer) return {};
    const QString name = untrusted(layer->shortName());
    const std::optional<std::uint64_t> matrix = selectedMatrix();
    return matrix ? QStringLiteral("%1 [%2]").arg(name).arg(*matrix) : name;
}

QString Workbench::surveyError(int chip, const std::string& tensor) const
{
    const auto at = m_surveyErrors.find({m_selection.chips().at(chip).request, tensor});
    return at == m_surveyErrors.end() ? QString() : at->second;
}

QString Workbench::unreadable(const std::string& tensor) const
{
    const int original = m_selection.chipIndex(QString::fromLatin1(originalCoordinates));
    return original < 0 ? QString() : surveyError(original, tensor);
}

AnalysisResultPtr Workbench::surveyed(int chip, const std::string& tensor) const
{
    const auto at = m_surveyed.find({m_selection.chips().at(chip).request, tensor});
    return at == m_surveyed.end() ? nullptr : at->second;
}

QString Workbench::slotName(Part part, int chip) const
{
    return QString::fromLatin1(partWords[static_cast<std::size_t>(part)]) + m_selection.chips().at(chip).id();
}

void Workbench::recompute()
{
    requestSelected(true);
    emit recomputeAsked();
}

void Workbench::setWanted(const std::set<Part>& parts)
{
    if (m_wanted == parts) return;
    m_wanted = parts;
    requestSelected(false);
}

void Workbench::dropChip(int chip)
{
    ChipResults& results = m_results[static_cast<std::size_t>(chip)];
    const bool pending = std::ranges::any_of(results.parts, &PartResult::pending);
    results = {};
    if (pending)
        for (const Part part : allParts)
            m_bridge.cancel(slotName(part, chip));
    m_selection.setChipState(chip, ChipState::Idle, 0.0);
}

void Workbench::requestSelected(bool again)
{
    const Layer* layer = selectedLayer();
    const QList<CoordinateChip> chips = m_selection.chips();
    for (int chip = 0; chip < chips.size(); ++chip) {
        ChipResults& results = m_results[static_cast<std::size_t>(chip)];
        const bool axes = layer && (selectedMatrix() ? matrixHasAxes(*layer) : hasAxes(*layer));
        const bool applies = layer && (axes || chips.at(chip).request.id == originalCoordinates);
        if (!chips.at(chip).visible || !applies) dropChip(chip);
        results.notApplicable.clear();
        if (layer && !applies)
            results.notApplicable =
                tr("%1 is a vector: it has no input and output axes to turn.").arg(selectedName());
    }
    for (const Part part : allParts) {
        for (int chip = 0; chip < chips.size(); ++chip) {
            if (!layer || !chips.at(chip).visible || !results(chip).notApplicable.isEmpty()) continue;
            if (wants(part))
                requestPart(chip, part, selectedRequest(part, chips.at(chip).request), again);
            else if (results(chip).part(part).pending)
                dropPart(chip, part); // nobody looks at it any more; what has come stays
        }
    }
    for (int chip = 0; chip < chips.size(); ++chip)
        updateChipState(chip);
    const auto waiting = [this](Part part) {
        return std::ranges::any_of(m_results,
                                   [part](const ChipResults& results) { return results.part(part).pending; });
    };
    // Another quantizer alone: the curves of the last one stay until the first of the new ones, but not for
    // long.
    if (waiting(Part::Curve) && !waiting(Part::Statistics)) return m_announce->start(keepMilliseconds);
    announce(!waiting(Part::Statistics));
}

void Workbench::dropPart(int chip, Part which)
{
    PartResult& part = m_results[static_cast<std::size_t>(chip)].part(which);
    const bool pending = part.pending;
    part = {};
    if (pending) m_bridge.cancel(slotName(which, chip));
}

void Workbench::requestPart(int chip, Part which, AnalysisRequest request, bool again)
{
    PartResult& part = m_results[static_cast<std::size_t>(chip)].part(which);
    if (which == Part::Spectrum && request.metrics.empty()) return;
    if (which == Part::Coded && !request.curve) return dropPart(chip, which);
    if (which == Part::Sensitivity && request.calibration.empty()) return dropPart(chip, which);
    const bool settled = part.pending || part.result || (!part.error.isEmpty() && !again);
    if (part.request == request && settled) return;
    part = {request, nullptr, {}, true};
    const QString title = jobTitle(which).arg(m_selection.chips().at(chip).label, selectedName());
    m_bridge.analyse(slotName(which, chip), request, title);
}

void Workbench::take(const QString& slot, const AnalysisResultPtr& result, const QString& error, bool final)
{
    for (int chip = 0; chip < m_selection.chips().size(); ++chip) {
        for (const Part which : allParts) {
            if (slot != slotName(which, chip)) continue;
            PartResult& part = m_results[static_cast<std::size_t>(chip)].part(which);
            // The bridge has silenced what was overtaken; this holds even against an engine that answers
            // late.
            if (!part.pending || (result && result->request != part.request)) return;
            part.pending = !final;
            part.result = result;
            part.error = error;
            if (final && which == Part::Statistics && !part.request->matrix &&
                noteError(*part.request, error))
                emit surveyAdvanced(chip, {fromCore(part.request->tensor)});
            updateChipState(chip);
            announce(false);
            return;
        }
    }
}

void Workbench::takeCancelled(const QString& slot)
{
    for (int chip = 0; chip < m_selection.chips().size(); ++chip) {
        if (slot == surveyPrefix + m_selection.chips().at(chip).id())
            m_surveyRequests[static_cast<std::size_t>(chip)].clear();
        for (const Part which : allParts) {
            PartResult& part = m_results[static_cast<std::size_t>(chip)].part(which);
            if (slot != slotName(which, chip) || !part.pending) continue;
            part.pending = false;
            part.error = tr("Cancelled. Press F5 to compute it.");
            updateChipState(chip);
            announce(false);
        }
    }
}

void Workbench::updateChipState(int chip)
{
    const ChipResults& results = m_results[static_cast<std::size_t>(chip)];
    if (!results.notApplicable.isEmpty())
        return m_selection.setChipState(chip, ChipState::Failed, 0.0, results.notApplicable);
    const PartResult& statistics = results.part(Part::Statistics);
    const PartResult& curve = results.part(Part::Curve);
    const PartResult& coded = results.part(Part::Coded);
    if (!statistics.error.isEmpty())
        return m_selection.setChipState(chip, ChipState::Failed, 0.0, statistics.error);
    if (statistics.result && statistics.result->isPreview())
        return m_selection.setChipState(chip, ChipState::Preview, 0.0);
    if (statistics.pending || curve.pending || coded.pending) {
        const CoordinateChip& at = m_selection.chips().at(chip);
        return m_selection.setChipState(chip, ChipState::Computing,
                                        at.state == ChipState::Computing ? at.progress : 0.0);
    }
    for (const PartResult* part : {&curve, &coded})
        if (!part->error.isEmpty())
            return m_selection.setChipState(chip, ChipState::Failed, 0.0, part->error);
    m_selection.setChipState(chip, statistics.result ? ChipState::Ready : ChipState::Idle, 0.0);
}

void Workbench::announce(bool atOnce)
{
    if (atOnce) {
        m_announce->stop();
        emit resultsChanged();
        return;
    }
    const auto waiting = std::ranges::any_of(m_results, [](const ChipResults& results) {
        return results.part(Part::Statistics).pending && !results.part(Part::Statistics).result;
    });
    if (!waiting) return m_announce->start(0);
    if (!m_announce->isActive()) m_announce->start(keepMilliseconds);
}

std::vector<AnalysisRequest> Workbench::surveyRequests(int chip) const
{
    std::vector<AnalysisRequest> requests;
    if (!m_model) return requests;
    const CoordinateChip& at = m_selection.chips().at(chip);
    const bool original = at.request.id == originalCoordinates;
    const auto add = [&](const Layer& layer) {
        requests.push_back(surveyRequest(registries(), m_model->path, layer.tensor.name, at.request));
        // Metrics of other coordinates do not depend on it; reading the moments of every tensor takes long.
        if (at.needsCalibration) requests.back().calibration = m_selection.calibration().toStdString();
    };
    const QList<const Layer*> depth = layersInDepth(*m_model, m_selection.depthRole());
    if (at.visible)
        for (const Layer* layer : depth)
            add(*layer);
    if (original) // the table shows every tensor; the depth profile's come first
        for (const Layer& layer : m_model->layers)
            if (!at.visible || !depth.contains(&layer)) add(layer);
    return requests;
}

void Workbench::requestSurveys()
{
    for (int chip = 0; chip < m_selection.chips().size(); ++chip) {
        const CoordinateChip& at = m_selection.chips().at(chip);
        const auto known = [this, chip](const AnalysisRequest& request) {
            const AnalysisResultPtr result = surveyed(chip, request.tensor);
            return result && result->request == request;
        };
        std::vector<AnalysisRequest> requests = surveyRequests(chip);
        std::erase_if(requests, known);
        std::vector<AnalysisRequest>& asked = m_surveyRequests[static_cast<std::size_t>(chip)];
        std::vector<AnalysisRequest> outstanding = asked;
        std::erase_if(outstanding, known);
        if (requests == outstanding) continue; // on its way already
        asked = requests;
        m_bridge.survey(surveyPrefix + at.id(), requests, tr("%1 · survey").arg(at.label));
    }
}

/// Keeps or forgets that a tensor failed; true if that is news.
bool Workbench::noteError(const AnalysisRequest& request, const QString& error)
{
    const std::pair key(request.coordinates, request.tensor);
    if (error.isEmpty()) return m_surveyErrors.erase(key) > 0;
    return m_surveyErrors.insert_or_assign(key, error).second;
}

void Workbench::takeSurvey(const QString& slot, const QList<SurveyAnswer>& answers)
{
    const int chip =
        slot.startsWith(surveyPrefix) ? m_selection.chipIndex(slot.mid(surveyPrefix.size())) : -1;
    if (chip < 0) return;
    const auto& asked = m_surveyRequests[static_cast<std::size_t>(chip)];
    QStringList tensors;
    for (const SurveyAnswer& answer : answers) {
        if (answer.index >= asked.size()) continue;
        const AnalysisRequest& request = asked[answer.index];
        if (answer.result) m_surveyed[{request.coordinates, request.tensor}] = answer.result;
        noteError(request, answer.error);
        tensors.append(fromCore(request.tensor));
    }
    emit surveyAdvanced(chip, tensors);
}

} // namespace alidade
