// SPDX-License-Identifier: Apache-2.0
// Progress and cancellation of one job.
#include "core/base/job.h"

#include "core/base/error.h"

#include <algorithm>

namespace alidade {

void JobContext::checkpoint(std::uint64_t done, std::uint64_t total) const
{
    checkpoint();
    if (!m_progress || total == 0) return;
    m_progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(total)));
}

void JobContext::checkpoint() const
{
    if (stopRequested()) throw Cancelled();
}

void JobContext::publish(std::any partial) const
{
    if (m_publish && !stopRequested()) m_publish(std::move(partial));
}

JobContext JobContext::part(double from, double to) const
{
    if (!m_progress) return *this;
    return {m_stop, [outer = m_progress, from, to](double fraction) { outer(from + (to - from) * fraction); },
            m_publish};
}

} // namespace alidade
