// SPDX-License-Identifier: Apache-2.0
#include "core/sweep/tensor_queue.h"

#include "core/base/error.h"

#include <algorithm>
#include <set>
#include <string>

namespace alidade {

namespace {

class LocalQueue final : public TensorQueue {
public:
    LocalQueue(std::size_t share, std::size_t shares) : m_share(share), m_shares(shares)
    {
        if (shares == 0 || share >= shares)
            throw InvalidRequest("share " + std::to_string(share) + " of " + std::to_string(shares) +
                                 " is none: shares are counted from 0");
    }

    void fill(std::vector<std::size_t> numbers) override
    {
        m_left.clear();
        for (const std::size_t number : numbers)
            if (number % m_shares == m_share) m_left.push_back(number);
        std::sort(m_left.begin(), m_left.end()); // 0 is the most work
    }

    std::optional<std::size_t> take(const std::function<bool(std::size_t)>& fits) override
    {
        const auto found = std::find_if(m_left.begin(), m_left.end(), fits);
        if (found == m_left.end()) return std::nullopt;
        const std::size_t number = *found;
        m_left.erase(found);
        m_taken.insert(number);
        return number;
    }

    void finished(std::size_t number) override { m_taken.erase(number); }
    bool isDone() override { return m_left.empty() && m_taken.empty(); }
    [[nodiscard]] bool writesOnTheWay() const override { return m_shares == 1; }

private:
    std::size_t m_share;
    std::size_t m_shares;
    std::vector<std::size_t> m_left;
    std::set<std::size_t> m_taken;
};

} // namespace

std::unique_ptr<TensorQueue> localQueue(std::size_t share, std::size_t shares)
{
    return std::make_unique<LocalQueue>(share, shares);
}

} // namespace alidade
