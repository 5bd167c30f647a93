// SPDX-License-Identifier: GPL-3.0-or-later
// One experiment at a time.
#include "widgets/bridge/toy_results.h"

namespace alidade {

ToyResults::ToyResults(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge)
{
    connect(&bridge, &EngineBridge::toyReady, this, [this](const ToyBasisPtr& toy) { end(toy, {}); });
    connect(&bridge, &EngineBridge::toyFailed, this,
            [this](const QString& message) { end(nullptr, message); });
    connect(&bridge, &EngineBridge::cancelled, this, [this](const QString& slot) {
        if (slot == EngineBridge::toySlot() && m_pending) end(nullptr, tr("Stopped. Press Run to start over."));
    });
}

void ToyResults::end(const ToyBasisPtr& result, const QString& error)
{
    m_pending = false;
    m_result = result;
    m_error = error;
    emit changed();
}

void ToyResults::setRequest(const ToyRequest& request)
{
    if (request == m_request) return;
    m_request = request;
    m_result = nullptr;
    m_error.clear();
    if (m_wanted) return run();
    emit changed();
}

void ToyResults::want()
{
    m_wanted = true;
    if (!m_result && !m_pending && m_error.isEmpty()) run();
}

void ToyResults::run()
{
    m_wanted = true;
    m_pending = true;
    m_result = nullptr;
    m_error.clear();
    m_bridge.runToy(m_request);
    emit changed();
}

void ToyResults::stop() { m_bridge.cancel(EngineBridge::toySlot()); }

} // namespace alidade
