// SPDX-License-Identifier: GPL-3.0-or-later
// Bands of column-major arrays and members of archives, at sizes that make every path of them run.
#include "core/checkpoint/fortran_bands.h"
#include "core/checkpoint/zip_member.h"
#include "tests/support/corpus_testing.h"

#include <QTemporaryDir>

#include <zlib.h>

#include <atomic>
#include <cstring>
#include <numeric>
#include <thread>

using namespace alidade;
using namespace alidade::testing;

namespace {

using Bytes = std::vector<std::byte>;
using Shape = std::vector<std::uint64_t>;

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(Bytes bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }
    void read(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (offset > m_bytes.size() || out.size() > m_bytes.size() - offset)
            throw FormatError(FormatReason::Truncated, "memory", "read past the end", offset);
        std::memcpy(out.data(), m_bytes.data() + offset, out.size());
    }

private:
    Bytes m_bytes;
};

/// Where the element of a row-major number lies in the order of the first index fastest.
std::uint64_t fortranPosition(std::uint64_t number, const Shape& shape)
{
    Shape index(shape.size());
    for (std::size_t i = shape.size(); i-- > 0; number /= shape[i])
        index[i] = number % shape[i];
    std::uint64_t position = 0;
    for (std::size_t i = shape.size(); i-- > 0;)
        position = position * shape[i] + index[i];
    return position;
}

/// Bytes that do not repeat soon, but can be compressed.
Bytes someBytes(std::size_t count)
{
    Bytes bytes(count);
    std::uint32_t state = 12345;
    for (std::byte& byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = static_cast<std::byte>((state >> 24) & 0x3u);
    }
    return bytes;
}

Bytes deflated(const Bytes& raw)
{
    z_stream stream{};
    if (deflateInit2(&stream, 1, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    Bytes packed(deflateBound(&stream, raw.size()));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(raw.data()));
    stream.avail_in = static_cast<uInt>(raw.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return whole ? packed : Bytes();
}

} // namespace

class TestByteSources : public QObject {
    Q_OBJECT

private slots:
    void bands_data();
    void bands();
    void deflatedMember_data();
    void deflatedMember();
    void severalThreads();
    void wrongChecksumOfManyBlocks();

private:
    /// A member of 40 blocks in a file of its own, behind a few other bytes.
    std::shared_ptr<const ByteSource> member(std::size_t cacheBytes, std::uint32_t crcError = 0);

    Bytes m_raw = someBytes(40 * zipBlockBytes + 12345);
    QTemporaryDir m_temporary;
};

void TestByteSources::bands_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<quint64>("bandBytes");
    const auto add = [](const char* name, const Shape& shape, quint64 bandBytes) {
        QTest::newRow(name) << shape << bandBytes;
    };
    add("one band", {7, 5}, 1 << 20);
    add("a row for each band", {7, 5}, 1);
    add("bands of some rows", {101, 33}, 33 * 4 * 7);
    add("part of a row", {3, 1000}, 400);
    add("far columns, short runs", {5000, 30}, 30 * 4 * 10);
    add("far columns, long runs", {200'000, 3}, 1 << 20);
    add("runs longer than a window", {200'000, 3}, 1 << 22);
    add("three dimensions", {6, 7, 8}, 8 * 4 * 3);
    add("a fixed first index", {3, 40, 50}, 50 * 4 * 6);
    add("far rows of a fixed first index", {3000, 5, 4}, 4 * 4 * 2);
    add("four dimensions, two fixed", {3, 4, 5, 6}, 6 * 4 * 2);
    add("ones between", {1, 6, 1, 7, 1}, 7 * 4 * 2);
    add("five dimensions", {2, 3, 4, 5, 6}, 100);
}

/// Row-major bytes, in pieces of several lengths, against positions computed index by index.
void TestByteSources::bands()
{
    QFETCH(Shape, shape);
    QFETCH(quint64, bandBytes);
    constexpr std::uint64_t offset = 13;
    const std::uint64_t count =
        std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
    Bytes stored(offset + count * 4);
    for (std::uint32_t number = 0; number < count; ++number)
        std::memcpy(stored.data() + offset + fortranPosition(number, shape) * 4, &number, 4);
    const auto source = std::make_shared<const MemorySource>(std::move(stored));
    const FortranBands bands(source, offset, shape, 4, 0, std::make_shared<BlockCache>(4096), bandBytes);
    for (const std::uint64_t length : {count, std::uint64_t{997}}) {
        std::vector<std::uint32_t> out(length);
        for (std::uint64_t first = 0; first < count; first += length) {
            const auto piece = std::span(out).first(std::min(length, count - first));
            bands.read(first * 4, std::as_writable_bytes(piece));
            for (std::size_t i = 0; i < piece.size(); ++i)
                QCOMPARE(piece[i], static_cast<std::uint32_t>(first + i));
        }
    }
}

std::shared_ptr<const ByteSource> TestByteSources::member(std::size_t cacheBytes, std::uint32_t crcError)
{
    constexpr std::size_t offset = 77;
    const Bytes packed = deflated(m_raw);
    const QString path = m_temporary.filePath(QStringLiteral("member"));
    write(path, QByteArray(offset, 'x') + QByteArray(reinterpret_cast<const char*>(packed.data()),
                                                     static_cast<qsizetype>(packed.size())));
    ZipMember facts{"a.npy", true, 0, offset, packed.size(), m_raw.size(), 0};
    facts.crc =
        static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(m_raw.data()), m_raw.size()));
    facts.crc ^= crcError;
    return openZipMember(std::make_shared<const File>(pathOf(path)), facts, 0,
                         std::make_shared<BlockCache>(cacheBytes));
}

void TestByteSources::deflatedMember_data()
{
    QTest::addColumn<quint64>("cacheBytes");
    QTest::newRow("a cache for everything") << quint64{64} * zipBlockBytes;
    QTest::newRow("a cache of three blocks") << quint64{3} * zipBlockBytes;
}

/// Forwards, backwards and anywhere, also when blocks were dropped and are unpacked again from a kept state.
void TestByteSources::deflatedMember()
{
    QFETCH(quint64, cacheBytes);
    const auto source = member(cacheBytes);
    QCOMPARE(source->size(), static_cast<std::uint64_t>(m_raw.size()));
    Bytes out(100'000);
    const auto check = [&](std::uint64_t offset) {
        const auto piece = std::span(out).first(std::min<std::size_t>(out.size(), m_raw.size() - offset));
        source->read(offset, piece);
        QVERIFY(std::memcmp(piece.data(), m_raw.data() + offset, piece.size()) == 0);
    };
    source->readHead(std::span(out).first(200));
    QVERIFY(std::memcmp(out.data(), m_raw.data(), 200) == 0);
    for (std::uint64_t offset = 30 * zipBlockBytes; offset < m_raw.size(); offset += out.size())
        check(offset);
    for (std::uint64_t block = 40; block-- > 0;)
        check(block * zipBlockBytes + 999'000);
    for (std::uint64_t i = 0; i < 30; ++i)
        check(i * 7'654'321 % m_raw.size());
    source->verify();
}

void TestByteSources::severalThreads()
{
    const auto source = member(8 * zipBlockBytes);
    std::atomic<std::uint64_t> next = 0;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            Bytes out(700'001);
            for (std::uint64_t at = next.fetch_add(out.size()); at < m_raw.size();
                 at = next.fetch_add(out.size())) {
                const auto piece = std::span(out).first(std::min<std::size_t>(out.size(), m_raw.size() - at));
                source->read(at, piece);
                if (std::memcmp(piece.data(), m_raw.data() + at, piece.size()) != 0) ++wrong;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

void TestByteSources::wrongChecksumOfManyBlocks()
{
    const auto source = member(8 * zipBlockBytes, 1);
    Bytes out(1);
    QVERIFY_EXCEPTION_THROWN(source->verify(), FormatError);
    QVERIFY_EXCEPTION_THROWN(source->read(m_raw.size() - 1, out), FormatError);
    source->read(0, out);
    QCOMPARE(out[0], m_raw[0]);
}

QTEST_GUILESS_MAIN(TestByteSources)
#include "tst_byte_sources.moc"
