// SPDX-License-Identifier: Apache-2.0
// Ordered lists of components, filled once at start and read-only afterwards.
// The order is the order that users see; adding one is a file and a word in the folder's CMake list.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// Entries with a unique `id`.
template <typename Entry> class Registry {
public:
    /// Appends an entry. @throws InvalidRequest if the id is taken.
    void add(Entry entry)
    {
        if (contains(entry.id)) throw InvalidRequest("the component id '" + entry.id + "' is registered twice");
        m_entries.push_back(std::move(entry));
    }

    [[nodiscard]] bool contains(std::string_view id) const { return lookUp(id) != nullptr; }

    /// The entry of this id. @throws InvalidRequest that lists the ids there are.
    [[nodiscard]] const Entry& find(std::string_view id) const
    {
        if (const Entry* entry = lookUp(id)) return *entry;
        throw InvalidRequest("there is no '" + std::string(id) + "'; known are " + idList());
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }

    /// "original, hadamard, pca".
    [[nodiscard]] std::string idList() const
    {
        std::string list;
        for (const Entry& entry : m_entries) {
            if (!list.empty()) list += ", ";
            list += entry.id;
        }
        return list;
    }

private:
    [[nodiscard]] const Entry* lookUp(std::string_view id) const
    {
        for (const Entry& entry : m_entries)
            if (entry.id == id) return &entry;
        return nullptr;
    }

    std::vector<Entry> m_entries;
};

} // namespace alidade
