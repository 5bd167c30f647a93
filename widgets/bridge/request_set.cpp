// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for and what is known of it.
#include "widgets/bridge/request_set.h"

#include <algorithm>
#include <map>
#include <utility>

namespace alidade {

RequestSet::RequestSet(EngineBridge& bridge, const QString& slot, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_slot(slot)
{
    connect(&bridge, &EngineBridge::surveyed, this, &RequestSet::take);
    connect(&bridge, &EngineBridge::cancelled, this, &RequestSet::takeCancelled);
}

void RequestSet::ask(std::vector<AnalysisRequest> requests, const QString& title)
{
    if (requests == m_requests) {
        if (!m_running && !isComplete()) submit();
        return;
    }
    std::map<AnalysisRequest, AnalysisResultPtr> known;
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        if (m_results[i]) known.emplace(std::move(m_requests[i]), std::move(m_results[i]));
    m_requests = std::move(requests);
    m_title = title;
    m_results.assign(m_requests.size(), nullptr);
    m_errors.assign(m_requests.size(), QString());
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        if (const auto at = known.find(m_requests[i]); at != known.end()) m_results[i] = at->second;
    submit();
    emit changed();
}

void RequestSet::submit()
{
    std::vector<AnalysisRequest> open;
    m_submitted.clear();
    for (std::size_t i = 0; i < m_requests.size(); ++i) {
        if (m_results[i] || !m_errors[i].isEmpty()) continue;
        open.push_back(m_requests[i]);
        m_submitted.push_back(i);
    }
    m_running = !open.empty();
    m_bridge.survey(m_slot, open, m_title);
}

void RequestSet::pause()
{
    if (!std::exchange(m_running, false)) return;
    m_submitted.clear();
    m_bridge.cancel(m_slot);
}

void RequestSet::retry()
{
    std::ranges::fill(m_errors, QString());
    submit();
    emit changed();
}

QStringList RequestSet::errors() const
{
    QStringList sentences(m_errors.begin(), m_errors.end());
    sentences.removeAll(QString());
    sentences.removeDuplicates();
    return sentences;
}

bool RequestSet::isComplete() const
{
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        if (!m_results[i] && m_errors[i].isEmpty()) return false;
    return true;
}

void RequestSet::take(const QString& slot, const QList<SurveyAnswer>& answers)
{
    if (slot != m_slot || !m_running) return;
    for (const SurveyAnswer& answer : answers) {
        if (answer.index >= m_submitted.size()) continue;
        const std::size_t place = m_submitted[answer.index];
        m_results[place] = answer.result;
        m_errors[place] = answer.error;
    }
    if (isComplete()) m_running = false;
    emit changed();
}

/// The user has stopped the job: what is missing says so until it is asked for again.
void RequestSet::takeCancelled(const QString& slot)
{
    if (slot != m_slot || !std::exchange(m_running, false)) return;
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        if (!m_results[i] && m_errors[i].isEmpty()) m_errors[i] = tr("Cancelled.");
    emit changed();
}

} // namespace alidade
