// SPDX-License-Identifier: Apache-2.0
// What the HDF5 reader's two processes say to each other. The worker parses a file that may be hostile, so
// the parent trusts nothing in here: every count, length and text is checked again when it arrives.
//
// Descriptors of the worker: 3 a stream socket, 4 shared memory (readBlockBytes), 5 the file, open for
// reading; its working directory is the file's folder. The worker ends when the socket closes.
//
// A message is a u32 length of what follows, a u8 kind, then fields. Numbers are little-endian (one machine,
// but one order all the same), a text is a u32 length and bytes, a shape is a u32 rank and that many u64.
//   List      ->  Tensor* Attribute* Warning* Progress* Done | Failure
//   Read      ->  Data | Failure
//   List      (empty)
//   Read      place, u8 dtype, shape, u64 first element, u64 elements
//   Tensor    text name, u8 dtype, shape, u64 stored bytes, u8 kind of storage (Storage), u64 offset, place
//   Attribute text key, text value
//   Warning   text
//   Progress  (empty) the walk goes on; the parent's clock starts anew
//   Done      u64 total size of the files that were opened
//   Data      u64 bytes, now at the start of the shared memory: little-endian elements of the dtype
//   Failure   u8 reason (FormatReason), text
//   place     text file (relative to the folder, empty: the file itself), u64 address of the group, text link
//   name in
//             that group, u64 address of the dataset
#pragma once

#include "core/base/error.h"
#include "core/checkpoint/limits.h"
#include "core/tensor/dtype.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace alidade::hdf5 {

/// First argument of the worker program; private, not shown by --help.
inline constexpr const char* workerFlag = "--hdf5-worker";

inline constexpr int socketFd = 3; ///< the worker's end of the socket
inline constexpr int memoryFd = 4; ///< shared memory for elements
inline constexpr int fileFd = 5;   ///< the file itself

inline constexpr std::size_t readBlockBytes = std::size_t{4} << 20; ///< elements of one Read, at most
inline constexpr std::size_t messageLimit = std::size_t{1} << 20;   ///< one message, at most

/// Kinds of message.
enum class Kind : std::uint8_t {
    List = 1,
    Read = 2,
    Tensor = 16,
    Attribute = 17,
    Warning = 18,
    Progress = 19,
    Done = 20,
    Data = 21,
    Failure = 22,
};

/// How a dataset's elements lie in its file, as far as the parent has to know.
enum class Storage : std::uint8_t {
    Direct = 0,     ///< contiguous in the file itself, in the little-endian layout of the dtype, at `offset`
    Contiguous = 1, ///< contiguous at `offset`, to be converted (or in a linked file)
    Managed = 2,    ///< chunked, compact, virtual, or never written
    External = 3,   ///< raw files beside the file
};

/// Where a dataset is: found again without following any path.
struct Place {
    std::string file;          ///< relative to the file's folder; empty for the file itself
    std::uint64_t group = 0;   ///< object header address of the group that holds the link
    std::string link;          ///< name of the hard link, without '/'
    std::uint64_t address = 0; ///< object header address of the dataset
};

/// A message that breaks the rules above.
class ProtocolError : public Error {
public:
    using Error::Error;
};

/// Puts a message together.
class MessageWriter {
public:
    explicit MessageWriter(Kind kind);

    template <typename T>
    void number(T value)
    {
        static_assert(std::is_unsigned_v<T>);
        append(std::as_bytes(std::span(&value, 1)));
    }
    void text(std::string_view value);
    void shape(std::span<const std::uint64_t> dimensions);
    void place(const Place& where);

    /// The message with its length in front.
    [[nodiscard]] std::span<const std::byte> finish();

private:
    void append(std::span<const std::byte> bytes);

    std::string m_bytes;
};

/// Takes a message apart. Every step is checked against the bytes that are left.
class MessageReader {
public:
    /// @param body a message without its length; must outlive the reader. @throws ProtocolError if it is
    /// empty
    explicit MessageReader(std::span<const std::byte> body);

    [[nodiscard]] Kind kind() const { return m_kind; }

    /// @throws ProtocolError
    template <typename T>
    T number()
    {
        static_assert(std::is_unsigned_v<T>);
        T value{};
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }
    /// @throws ProtocolError if it is longer than `limit`
    std::string text(std::size_t limit);
    /// @throws ProtocolError if there are more than limits::hdf5Rank dimensions
    std::vector<std::uint64_t> shape();
    /// @throws ProtocolError if there is no such type
    DType dtype();
    /// @throws ProtocolError
    Place place();
    /// @throws ProtocolError if bytes are left over
    void end() const;

private:
    std::span<const std::byte> take(std::size_t count);

    std::span<const std::byte> m_rest;
    Kind m_kind{};
};

} // namespace alidade::hdf5
