// SPDX-License-Identifier: Apache-2.0
// Worker side: owning HDF5 identifiers, and the reason why a file is refused.
#pragma once

#include "core/base/error.h"

#include <hdf5.h>

#include <string>
#include <utility>

namespace alidade::hdf5 {

/// Why the worker refuses a file or cannot read it; travels to the parent as a Failure message.
class Refusal : public Error {
public:
    Refusal(FormatReason reason, const std::string& detail) : Error(detail), m_reason(reason) {}
    [[nodiscard]] FormatReason reason() const { return m_reason; }

private:
    FormatReason m_reason;
};

/// Owns one HDF5 identifier of any kind.
class Handle {
public:
    Handle() = default;
    explicit Handle(hid_t id) : m_id(id) {}
    Handle(Handle&& other) noexcept : m_id(std::exchange(other.m_id, H5I_INVALID_HID)) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle()
    {
        if (m_id >= 0) H5Idec_ref(m_id);
    }

    [[nodiscard]] bool valid() const { return m_id >= 0; }
    [[nodiscard]] hid_t get() const { return m_id; }

private:
    hid_t m_id = H5I_INVALID_HID;
};

/// The library's own words for its last error (innermost cause), safe to show; empty if there are none.
std::string libraryError();

/// `what` followed by the library's own words in brackets.
std::string withLibraryError(const std::string& what);

/// A Handle that must be valid. @throws Refusal(BadHeader) saying `what` and the library's words
Handle required(hid_t id, const std::string& what);

} // namespace alidade::hdf5
