// SPDX-License-Identifier: GPL-3.0-or-later
// The byte reader: windows, ends, limits.
#include "core/base/byte_reader.h"

#include <QTest>

#include <algorithm>

using namespace alidade;

namespace {

/// Bytes 0, 1, 2, ... modulo 251, so that no window repeats another.
std::vector<std::byte> pattern(std::size_t size)
{
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(i % 251);
    return bytes;
}

ByteReader readerOf(const std::vector<std::byte>& bytes, std::uint64_t limit)
{
    return ByteReader("file", bytes.size(), limit, [&bytes](std::uint64_t offset, std::span<std::byte> out) {
        QVERIFY(offset + out.size() <= bytes.size()); // asked for nothing that is not there
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
    });
}

template <typename Action>
FormatReason reasonOf(Action action)
{
    try {
        action();
    } catch (const FormatError& error) {
        return error.reason();
    }
    return FormatReason::UnknownFormat;
}

constexpr std::uint64_t noLimit = std::uint64_t{1} << 40;

} // namespace

class TestByteReader : public QObject {
    Q_OBJECT

private slots:
    void readsNumbersAcrossWindows();
    void readsTextAcrossWindows();
    void keepsTheBeginningOfLongText();
    void neverPassesTheEnd();
    void stopsAtTheLimit();
    void checksCountsWithoutMultiplying();
};

void TestByteReader::readsNumbersAcrossWindows()
{
    const auto bytes = pattern(1'000'000);
    ByteReader reader = readerOf(bytes, noLimit);
    QCOMPARE(reader.number<std::uint8_t>("a"), std::uint8_t(0)); // now every number straddles some boundary
    while (reader.left() >= 8) {
        const auto at = static_cast<std::size_t>(reader.position());
        std::uint64_t wanted = 0;
        for (std::size_t i = 8; i-- > 0;)
            wanted = wanted << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
        if (reader.number<std::uint64_t>("a number") != wanted) QFAIL("a number is wrong");
    }
}

void TestByteReader::readsTextAcrossWindows()
{
    const auto bytes = pattern(1'000'000);
    ByteReader reader = readerOf(bytes, noLimit);
    reader.skip(100'003, "a gap");
    const std::string text = reader.text(700'001, 700'001, "text");
    QCOMPARE(text.size(), std::size_t(700'001));
    for (std::size_t i = 0; i < text.size(); ++i)
        if (static_cast<std::byte>(text[i]) != bytes[100'003 + i]) QFAIL("the text is wrong");
    QCOMPARE(reader.position(), std::uint64_t(800'004));
}

void TestByteReader::keepsTheBeginningOfLongText()
{
    const auto bytes = pattern(1000);
    ByteReader reader = readerOf(bytes, noLimit);
    QCOMPARE(reader.text(900, 3, "text"), std::string("\0\1\2", 3));
    QCOMPARE(reader.position(), std::uint64_t(900));
    QCOMPARE(reader.number<std::uint8_t>("a byte"), static_cast<std::uint8_t>(900 % 251));
    QCOMPARE(reader.text(0, 10, "nothing"), std::string());
}

void TestByteReader::neverPassesTheEnd()
{
    const auto bytes = pattern(10);
    const auto refused = [&bytes](auto action) {
        ByteReader reader = readerOf(bytes, noLimit);
        reader.skip(5, "a gap");
        const FormatReason reason = reasonOf([&] { action(reader); });
        return reason == FormatReason::Truncated && reader.position() == 5;
    };
    QVERIFY(refused([](ByteReader& reader) { reader.number<std::uint64_t>("a number"); }));
    QVERIFY(refused([](ByteReader& reader) { reader.skip(6, "a gap"); }));
    QVERIFY(refused([](ByteReader& reader) { reader.skip(~std::uint64_t{0}, "a gap"); }));
    QVERIFY(refused([](ByteReader& reader) { reader.skip(~std::uint64_t{0} - 4, "a gap"); }));
    QVERIFY(refused([](ByteReader& reader) { reader.text(6, 1, "text"); }));
    QVERIFY(refused([](ByteReader& reader) { reader.text(std::uint64_t{1} << 63, 1, "text"); }));
    ByteReader reader = readerOf(bytes, noLimit);
    reader.skip(10, "all");
    QCOMPARE(reader.left(), std::uint64_t(0));
    QCOMPARE(reasonOf([&] { reader.number<std::uint8_t>("a byte"); }), FormatReason::Truncated);
}

void TestByteReader::stopsAtTheLimit()
{
    const auto bytes = pattern(100);
    ByteReader reader = readerOf(bytes, 50);
    reader.skip(48, "a gap");
    QCOMPARE(reasonOf([&] { reader.number<std::uint32_t>("a number"); }), FormatReason::HeaderTooLarge);
    QCOMPARE(reader.number<std::uint16_t>("a number"), std::uint16_t(48 | 49 << 8));
    QCOMPARE(reasonOf([&] { reader.skip(1, "a gap"); }), FormatReason::HeaderTooLarge);
    QCOMPARE(reasonOf([&] { reader.skip(51, "a gap"); }), FormatReason::Truncated);
}

void TestByteReader::checksCountsWithoutMultiplying()
{
    const auto bytes = pattern(100);
    const ByteReader reader = readerOf(bytes, noLimit);
    reader.requireCount(25, 4, "things");
    reader.requireCount(0, 24, "things");
    for (const std::uint64_t count : {std::uint64_t{26}, std::uint64_t{1} << 62, ~std::uint64_t{0}})
        QCOMPARE(reasonOf([&] { reader.requireCount(count, 4, "things"); }), FormatReason::Truncated);
}

QTEST_APPLESS_MAIN(TestByteReader)
#include "tst_byte_reader.moc"
