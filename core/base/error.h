// SPDX-License-Identifier: Apache-2.0
// The errors of the core. Every message is one clear sentence that names the file or tensor and the cause;
// text that came out of a file has been escaped and shortened (see text.h) before it gets in here.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

namespace alidade {

/// Base of everything that core throws for a reason the user can understand.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Why a file was refused; tests match the reason, not the sentence.
enum class FormatReason {
    CannotOpen,
    NotAFile,
    UnknownFormat,
    Truncated,
    HeaderTooLarge,
    BadHeader,
    BadText,
    DuplicateName,
    TooDeep,
    BadNumber,
    BadShape,
    BadType,
    BadOffset,
    Overlap,
    SizeMismatch,
    TooMany,
    Unsupported,
    UnsafePath,
    Missing,
    ReaderStopped,
    ReadFailed,
};

/// Short stable identifier of a reason ("truncated", "duplicate-name"), for tests and logs.
const char* formatReasonId(FormatReason reason);

/// A file that is damaged, unsafe, or not what it says it is.
class FormatError : public Error {
public:
    /// @param file   path as the user gave it
    /// @param detail the cause, without the path
    /// @param offset byte offset in the file, where one is known
    FormatError(FormatReason reason, const std::string& file, const std::string& detail,
                std::optional<std::uint64_t> offset = std::nullopt);

    [[nodiscard]] FormatReason reason() const { return m_reason; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    /// The cause alone, without the path in front.
    [[nodiscard]] const std::string& detail() const { return m_detail; }
    [[nodiscard]] std::optional<std::uint64_t> offset() const { return m_offset; }

private:
    FormatReason m_reason;
    std::string m_file;
    std::string m_detail;
    std::optional<std::uint64_t> m_offset;
};

/// A request that cannot be carried out as asked: a parameter out of range, a tensor of the wrong rank.
class InvalidRequest : public Error {
public:
    using Error::Error;
};

/// Coded bytes that no encoder can have written; whoever knows the file turns it into a FormatError.
class DamagedData : public Error {
public:
    using Error::Error;
};

/// A numerical routine that did not converge or got values it cannot work with.
class NumericalError : public Error {
public:
    using Error::Error;
};

/// Thrown through a job that was asked to stop. Not an Error: it is never shown to the user.
class Cancelled : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

} // namespace alidade
