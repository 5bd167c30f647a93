// SPDX-License-Identifier: Apache-2.0
// A cache of shared immutable values that forgets the least recently used when over its budget of bytes.
// Thread rule: belongs to one thread; the values it hands out may travel.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>

namespace alidade {

/// Key -> shared_ptr<const Value>. Handing out a pointer keeps the value alive beyond its stay in the cache.
template <typename Key, typename Value> class LruCache {
public:
    explicit LruCache(std::size_t budgetBytes) : m_budget(budgetBytes) {}

    /// The value of `key`, now the most recently used, or null.
    std::shared_ptr<const Value> find(const Key& key)
    {
        const auto at = m_index.find(key);
        if (at == m_index.end()) return nullptr;
        m_order.splice(m_order.begin(), m_order, at->second);
        return at->second->value;
    }

    /// Keeps a value; the newest one stays even if it alone is over the budget.
    void insert(const Key& key, std::shared_ptr<const Value> value, std::size_t bytes)
    {
        erase(key);
        m_order.push_front({key, std::move(value), bytes});
        m_index[key] = m_order.begin();
        m_bytes += bytes;
        while (m_bytes > m_budget && m_order.size() > 1) erase(m_order.back().key);
    }

    void erase(const Key& key)
    {
        const auto at = m_index.find(key);
        if (at == m_index.end()) return;
        m_bytes -= at->second->bytes;
        const auto entry = at->second;
        m_index.erase(at);
        m_order.erase(entry);
    }

    void clear()
    {
        m_order.clear();
        m_index.clear();
        m_bytes = 0;
    }

    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t size() const { return m_order.size(); }

private:
    struct Entry {
        Key key;
        std::shared_ptr<const Value> value;
        std::size_t bytes;
    };

    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::list<Entry> m_order; // most recently used first
    std::map<Key, typename std::list<Entry>::iterator> m_index;
};

} // namespace alidade
