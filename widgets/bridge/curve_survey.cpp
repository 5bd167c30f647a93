// SPDX-License-Identifier: GPL-3.0-or-later
// One background survey per chip.
#include "widgets/bridge/curve_survey.h"

#include "widgets/bridge/core_text.h"

#include <algorithm>

namespace alidade {

namespace {

const QString slotPrefix = QStringLiteral("curves/");

} // namespace

CurveSurvey::CurveSurvey(Workbench& workbench, QObject* parent) : QObject(parent), m_workbench(workbench)
{
    const Selection& selection = workbench.selection();
    connect(&workbench, &Workbench::modelChanged, this, &CurveSurvey::takeModel);
    connect(&selection, &Selection::chipsChanged, this, &CurveSurvey::follow);
    connect(&selection, &Selection::quantizerChanged, this, &CurveSurvey::follow);
    connect(&selection, &Selection::coderChanged, this, &CurveSurvey::follow);
    connect(&selection, &Selection::rateCountingChanged, this, &CurveSurvey::follow);
    connect(&selection, &Selection::calibrationChanged, this, &CurveSurvey::follow);
    connect(&workbench, &Workbench::calibrationChanged, this, [this] {
        m_errors.clear(); // which may have been the calibration's
        m_results.clear(); // a file opened again has other contents under the same name
        for (auto& [chip, asked] : m_asked)
            asked.clear();
        follow();
    });
    connect(&workbench, &Workbench::recomputeAsked, this, [this] {
        m_stopped.clear();
        m_errors.clear();
        follow();
    });
    connect(&workbench.bridge(), &EngineBridge::surveyed, this, &CurveSurvey::take);
    connect(&workbench.bridge(), &EngineBridge::cancelled, this, [this](const QString& slot) {
        const int chip = slot.startsWith(slotPrefix)
                             ? m_workbench.selection().chipIndex(slot.mid(slotPrefix.size()))
                             : -1;
        if (chip < 0 || m_asked[chip].empty()) return; // our own doing
        m_asked[chip].clear();
        m_stopped.insert(chip);
        emit changed();
    });
    takeModel();
}

void CurveSurvey::takeModel()
{
    m_results.clear();
    m_errors.clear();
    m_stopped.clear();
    m_layers.clear();
    m_roles.clear();
    std::set<std::pair<std::string, int>> seen;
    m_model = m_workbench.model();
    if (m_model)
        for (const Layer& layer : m_model->layers) {
            if (!layer.block || !hasAxes(layer) || !seen.insert({layer.role, *layer.block}).second) continue;
            m_layers.append(&layer);
            const QString role = untrusted(layer.role);
            if (!m_roles.contains(role)) m_roles.append(role);
        }
    follow();
}

void CurveSurvey::setActive(bool active)
{
    if (m_active == active) return;
    m_active = active;
    m_stopped.clear();
    follow();
}

QList<int> CurveSurvey::chips() const
{
    QList<int> list;
    const QList<CoordinateChip>& all = m_workbench.selection().chips();
    for (int chip = 0; chip < all.size(); ++chip)
        if (all.at(chip).visible || all.at(chip).request.id == originalCoordinates) list.append(chip);
    return list;
}

QString CurveSurvey::slotName(int chip) const
{
    return slotPrefix + m_workbench.selection().chips().at(chip).id();
}

AnalysisRequest CurveSurvey::request(int chip, const Layer& layer) const
{
    const Selection& selection = m_workbench.selection();
    const ComponentRequest& coordinates = selection.chips().at(chip).request;
    const bool coded = selection.rateCounting().symbols == RateCount::CodedBytes && selection.coder();
    AnalysisRequest request =
        coded ? codedRequest(m_model->path, layer.tensor.name, coordinates, selection)
              : curveRequest(m_model->path, layer.tensor.name, coordinates, selection);
    request.curve->bounds = false; // no map shows them
    request.calibration = selection.calibration().toStdString();
    return request;
}

AnalysisResultPtr CurveSurvey::result(int chip, const Layer& layer) const
{
    const auto at = m_results.find(request(chip, layer));
    return at == m_results.end() ? nullptr : at->second;
}

QString CurveSurvey::error(int chip, const Layer& layer) const
{
    const auto at = m_errors.find(request(chip, layer));
    return at == m_errors.end() ? QString() : at->second;
}

std::pair<int, int> CurveSurvey::progress() const
{
    int done = 0;
    int all = 0;
    for (const int chip : chips())
        for (const Layer* layer : m_layers) {
            ++all;
            if (result(chip, *layer) || !error(chip, *layer).isEmpty()) ++done;
        }
    return {done, all};
}

void CurveSurvey::follow()
{
    const QList<CoordinateChip>& all = m_workbench.selection().chips();
    const QList<int> wanted = chips();
    for (int chip = 0; chip < all.size(); ++chip) {
        std::vector<AnalysisRequest> requests;
        if (m_active && wanted.contains(chip) && !m_stopped.contains(chip))
            for (const Layer* layer : std::as_const(m_layers))
                requests.push_back(request(chip, *layer));
        const auto known = [this](const AnalysisRequest& one) {
            return m_results.contains(one) || m_errors.contains(one);
        };
        std::erase_if(requests, known);
        std::vector<AnalysisRequest> outstanding = m_asked[chip];
        std::erase_if(outstanding, known);
        if (requests == outstanding) continue; // on its way already
        m_asked[chip].clear();
        if (requests.empty()) {
            m_workbench.bridge().cancel(slotName(chip));
            continue;
        }
        m_asked[chip] = requests;
        m_workbench.bridge().survey(slotName(chip), requests, tr("%1 · curves").arg(all.at(chip).label));
    }
    emit changed();
}

void CurveSurvey::take(const QString& slot, const QList<SurveyAnswer>& answers)
{
    if (!slot.startsWith(slotPrefix)) return;
    const int chip = m_workbench.selection().chipIndex(slot.mid(slotPrefix.size()));
    if (chip < 0) return;
    const std::vector<AnalysisRequest>& asked = m_asked[chip];
    for (const SurveyAnswer& answer : answers) {
        if (answer.index >= asked.size()) continue;
        if (answer.result)
            m_results[asked[answer.index]] = answer.result;
        else
            m_errors[asked[answer.index]] = answer.error;
    }
    emit changed();
}

} // namespace alidade
