// SPDX-License-Identifier: Apache-2.0
// Unpacking by zlib.
#include "core/checkpoint/inflater.h"

#include "core/base/error.h"

#include <algorithm>
#include <new>
#include <utility>
#include <zlib.h>

namespace alidade {

namespace {

constexpr std::size_t inputBytes = 256 * 1024;
constexpr std::size_t largestStep = std::size_t{1} << 30; // zlib counts in 32 bits

} // namespace

/// A zlib stream without pending input.
class Inflater::State {
public:
    State()
    {
        if (inflateInit2(&m_stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    }
    /// @param other not const, only because zlib does not say that it leaves it alone
    State(z_stream& other, std::uint64_t from, std::uint64_t at, bool ends)
        : fed(from), position(at), ended(ends)
    {
        if (inflateCopy(&m_stream, &other) != Z_OK) throw std::bad_alloc();
    }
    ~State() { inflateEnd(&m_stream); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    [[nodiscard]] z_stream& stream() const { return m_stream; }

    std::uint64_t fed = 0;
    std::uint64_t position = 0;
    bool ended = false;

private:
    mutable z_stream m_stream{};
};

Inflater::Inflater(const File& file, std::uint64_t offset, std::uint64_t storedBytes, std::string where)
    : m_file(file), m_offset(offset), m_storedBytes(storedBytes), m_where(std::move(where)),
      m_input(static_cast<std::size_t>(std::min<std::uint64_t>(storedBytes, inputBytes))),
      m_state(std::make_unique<State>())
{}

Inflater::~Inflater() = default;

void Inflater::refuse(const char* detail) const
{
    throw FormatError(FormatReason::SizeMismatch, m_file.path(), m_where + detail);
}

void Inflater::refill()
{
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(m_input.size(), m_storedBytes - m_fed));
    m_file.read(m_offset + m_fed, std::span(m_input).first(count));
    m_fed += count;
    m_state->stream().next_in = reinterpret_cast<Bytef*>(m_input.data());
    m_state->stream().avail_in = static_cast<uInt>(count);
}

/// One call of zlib; false if it could do nothing.
bool Inflater::step()
{
    z_stream& stream = m_state->stream();
    if (stream.avail_in == 0 && m_fed < m_storedBytes) refill();
    const auto before = std::pair(stream.avail_in, stream.avail_out);
    const int result = inflate(&stream, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        throw FormatError(FormatReason::BadHeader, m_file.path(), m_where + "the compressed data is damaged");
    m_ended = result == Z_STREAM_END;
    return m_ended || before != std::pair(stream.avail_in, stream.avail_out);
}

void Inflater::read(std::span<std::byte> out)
{
    z_stream& stream = m_state->stream();
    while (!out.empty()) {
        if (m_ended) refuse("it unpacks to less than announced");
        const std::size_t wanted = std::min(out.size(), largestStep);
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(wanted);
        const bool moved = step();
        const std::size_t got = wanted - stream.avail_out;
        if (!moved && got == 0) refuse("the compressed data ends too early");
        m_position += got;
        out = out.subspan(got);
    }
}

void Inflater::finish()
{
    z_stream& stream = m_state->stream();
    while (!m_ended) {
        Bytef beyond = 0;
        stream.next_out = &beyond;
        stream.avail_out = 1;
        const bool moved = step();
        if (stream.avail_out == 0) refuse("it unpacks to more than announced");
        if (!moved) refuse("the compressed data has no end");
    }
    if (stream.avail_in != 0 || m_fed != m_storedBytes) refuse("bytes follow the end of the compressed data");
}

std::shared_ptr<const Inflater::State> Inflater::state()
{
    z_stream& stream = m_state->stream();
    return std::make_shared<const State>(stream, m_fed - stream.avail_in, m_position, m_ended);
}

void Inflater::restore(const State& state)
{
    m_state = std::make_unique<State>(state.stream(), state.fed, state.position, state.ended);
    m_state->stream().avail_in = 0;
    m_fed = state.fed;
    m_position = state.position;
    m_ended = state.ended;
}

} // namespace alidade
