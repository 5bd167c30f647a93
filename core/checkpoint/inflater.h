// SPDX-License-Identifier: Apache-2.0
// Raw deflate, unpacked in order, with states that can be kept and gone back to.
#pragma once

#include "core/checkpoint/file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// A stream of raw deflate in a range of a file. Thread rule: belongs to one thread at a time.
class Inflater {
public:
    /// A point of the stream to go on from: about 40 KB.
    class State;

    /// @param where put in front of every cause, e.g. "member 'x.npy': "
    Inflater(const File& file, std::uint64_t offset, std::uint64_t storedBytes, std::string where);
    ~Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    /// Unpacked bytes delivered so far.
    [[nodiscard]] std::uint64_t position() const { return m_position; }

    /// Unpacks exactly out.size() bytes. @throws FormatError if the stream is damaged or ends before
    void read(std::span<std::byte> out);
    /// Checks that the stream ends here, and with it the stored bytes. @throws FormatError
    void finish();

    /// The present point. @throws Error when memory runs out
    [[nodiscard]] std::shared_ptr<const State> state();
    /// Goes back, or on, to a point of this stream.
    void restore(const State& state);

private:
    void refill();
    [[noreturn]] void refuse(const char* detail) const;
    [[nodiscard]] bool step();

    const File& m_file;
    std::uint64_t m_offset;
    std::uint64_t m_storedBytes;
    std::string m_where;
    std::uint64_t m_fed = 0; ///< stored bytes handed to the stream
    std::uint64_t m_position = 0;
    bool m_ended = false;
    std::vector<std::byte> m_input;
    std::unique_ptr<State> m_state;
};

} // namespace alidade
