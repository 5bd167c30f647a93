// SPDX-License-Identifier: Apache-2.0
// Messages and identifiers of the core's errors.
#include "core/base/error.h"

#include "core/base/text.h"

namespace alidade {

const char* formatReasonId(FormatReason reason)
{
    switch (reason) {
    case FormatReason::CannotOpen: return "cannot-open";
    case FormatReason::NotAFile: return "not-a-file";
    case FormatReason::UnknownFormat: return "unknown-format";
    case FormatReason::Truncated: return "truncated";
    case FormatReason::HeaderTooLarge: return "header-too-large";
    case FormatReason::BadHeader: return "bad-header";
    case FormatReason::BadText: return "bad-text";
    case FormatReason::DuplicateName: return "duplicate-name";
    case FormatReason::TooDeep: return "too-deep";
    case FormatReason::BadNumber: return "bad-number";
    case FormatReason::BadShape: return "bad-shape";
    case FormatReason::BadType: return "bad-type";
    case FormatReason::BadOffset: return "bad-offset";
    case FormatReason::Overlap: return "overlap";
    case FormatReason::SizeMismatch: return "size-mismatch";
    case FormatReason::TooMany: return "too-many";
    case FormatReason::Unsupported: return "unsupported";
    case FormatReason::UnsafePath: return "unsafe-path";
    case FormatReason::Missing: return "missing";
    case FormatReason::ReaderStopped: return "reader-stopped";
    case FormatReason::ReadFailed: return "read-failed";
    }
    return "unknown";
}

FormatError::FormatError(FormatReason reason, const std::string& file, const std::string& detail,
                         std::optional<std::uint64_t> offset)
    : Error(escapedPath(file) + ": " + detail), m_reason(reason), m_file(file), m_detail(detail),
      m_offset(offset)
{
}

} // namespace alidade
