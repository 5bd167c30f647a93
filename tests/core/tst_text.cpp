// SPDX-License-Identifier: GPL-3.0-or-later
// Text out of files: what is UTF-8, and what is safe to show in one line.
#include "core/base/error.h"
#include "core/base/text.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

using namespace alidade;

namespace {

const std::string ellipsis = "\xE2\x80\xA6";
const std::string replacement = "\xEF\xBF\xBD";

std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// One code point as UTF-8, by its definition.
std::string utf8(std::uint32_t code)
{
    const auto tail = [code](int shift) { return static_cast<char>(0x80u | ((code >> shift) & 0x3Fu)); };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0u | code >> 6), tail(0)};
    if (code < 0x10000) return {static_cast<char>(0xE0u | code >> 12), tail(6), tail(0)};
    return {static_cast<char>(0xF0u | code >> 18), tail(12), tail(6), tail(0)};
}

} // namespace

class TestText : public QObject {
    Q_OBJECT

private slots:
    void everyCodePointIsValid();
    void malformed_data();
    void malformed();
    void everyTwoByteSequence();
    void escapesWhatCannotBeSeen_data();
    void escapesWhatCannotBeSeen();
    void leavesPrintableTextAlone();
    void shortens();
    void shortensWhatItEscapes();
    void longPathsKeepTheirName();
    void decimals_data();
    void decimals();
    void thousands();
};

void TestText::everyCodePointIsValid()
{
    for (std::uint32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        const std::string text = utf8(code);
        QVERIFY2(isValidUtf8(text), qPrintable(QString::number(code, 16)));
        QCOMPARE(validUtf8(text), text);
    }
}

void TestText::malformed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("shown");
    const QByteArray r = QByteArray::fromStdString(replacement);
    QTest::newRow("continuation alone") << QByteArray("a\x80z") << "a" + r + "z";
    QTest::newRow("cut in two") << QByteArray("a\xC3") << "a" + r;
    QTest::newRow("cut in three") << QByteArray("\xE2\x80") << r + r;
    QTest::newRow("cut in four") << QByteArray("\xF0\x9F\x98") << r + r + r;
    QTest::newRow("lead without continuation") << QByteArray("\xC3(") << r + "(";
    QTest::newRow("overlong NUL") << QByteArray("\xC0\x80") << r + r;
    QTest::newRow("overlong slash in two") << QByteArray("\xC0\xAF") << r + r;
    QTest::newRow("overlong slash in three") << QByteArray("\xE0\x80\xAF") << r + r + r;
    QTest::newRow("overlong slash in four") << QByteArray("\xF0\x80\x80\xAF") << r + r + r + r;
    QTest::newRow("high surrogate") << QByteArray("\xED\xA0\x80") << r + r + r;
    QTest::newRow("low surrogate") << QByteArray("\xED\xBF\xBF") << r + r + r;
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << r + r + r + r;
    QTest::newRow("F5") << QByteArray("\xF5\x80\x80\x80") << r + r + r + r;
    QTest::newRow("FF") << QByteArray("\xFF") << r;
}

void TestText::malformed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, shown);
    QVERIFY(!isValidUtf8(bytes.toStdString()));
    QCOMPARE(QByteArray::fromStdString(validUtf8(bytes.toStdString())), shown);
    QCOMPARE(QByteArray::fromStdString(escaped(bytes.toStdString())), shown);
}

void TestText::everyTwoByteSequence()
{
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second)};
            const bool ascii = first < 0x80 && second < 0x80;
            const bool pair = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
            QCOMPARE(isValidUtf8(text), ascii || pair);
            QVERIFY(isValidUtf8(validUtf8(text)));
            QVERIFY(isValidUtf8(escaped(text)));
        }
}

void TestText::escapesWhatCannotBeSeen_data()
{
    QTest::addColumn<unsigned>("code");
    QTest::addColumn<QByteArray>("shown");
    for (const unsigned code :
         {0x00u,   0x07u,   0x09u,   0x0Au,   0x0Du,   0x1Bu,   0x1Fu,   0x7Fu,   0x80u,
          0x9Bu,   0x9Fu,   0x61Cu,  0x200Eu, 0x200Fu, 0x202Au, 0x202Bu, 0x202Cu, 0x202Du,
          0x202Eu, 0x2028u, 0x2029u, 0x2066u, 0x2067u, 0x2068u, 0x2069u, 0xFEFFu})
        QTest::addRow("U+%04X", code) << code << "a\\u{" + QByteArray::number(code, 16) + "}b";
}

void TestText::escapesWhatCannotBeSeen()
{
    QFETCH(unsigned, code);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(escaped("a" + utf8(code) + "b")), shown);
}

void TestText::leavesPrintableTextAlone()
{
    for (const std::string text :
         {"model.layers.0.weight", "한국어 가중치", "é ∞ σ 😀", "quo'te \"and\" \\back", "<b>&amp;%s%n", ""})
        QCOMPARE(escaped(text), text);
    QCOMPARE(inQuotes("a\nb"), std::string("'a\\u{a}b'"));
}

void TestText::shortens()
{
    const std::string name(5000, 'x');
    QCOMPARE(escaped(name), std::string(200, 'x') + ellipsis);
    QCOMPARE(escaped(std::string(200, 'x')), std::string(200, 'x'));
    QCOMPARE(escaped("가나다라", 2), "가나" + ellipsis);
    QCOMPARE(escaped("abc", 0), ellipsis);
}

// A limit that counted before escaping would let 200 direction marks become 1600 characters of a one-line
// message.
void TestText::shortensWhatItEscapes()
{
    std::string marks;
    for (int i = 0; i < 5000; ++i)
        marks += utf8(0x202E);
    QVERIFY(characters(escaped(marks)) <= 201);
    QVERIFY(characters(escaped(marks, 30)) <= 31);
    QVERIFY(escaped(marks, 30).starts_with("\\u{202e}\\u{202e}\\u{202e}"));
    QVERIFY(escaped(marks, 30).ends_with("}" + ellipsis));
}

void TestText::longPathsKeepTheirName()
{
    std::string path = "/";
    for (int i = 0; i < 100; ++i)
        path += "a folder with a long name/";
    path += "model.safetensors";
    const std::string message = FormatError(FormatReason::Truncated, path, "the file is empty").what();
    QVERIFY2(message.ends_with("model.safetensors: the file is empty"), message.c_str());
    QVERIFY(characters(message) < 1100);
    const FormatError shortPath(FormatReason::Truncated, "folder/a\nb", "the file is empty");
    QCOMPARE(std::string(shortPath.what()), std::string("folder/a\\u{a}b: the file is empty"));
    QCOMPARE(shortPath.detail(), std::string("the file is empty"));
}

void TestText::decimals_data()
{
    QTest::addColumn<double>("value");
    for (const double value :
         {0.0, -0.0, 1.0, -1.5, 0.1, 1.0 / 3.0, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 65504.0,
          123456789012345678.0, -2.2250738585072014e-308})
        QTest::addRow("%.17g", value) << value;
}

void TestText::decimals()
{
    QFETCH(double, value);
    const std::string text = shortestDecimal(value);
    const double back = std::strtod(text.c_str(), nullptr);
    QCOMPARE(back, value);
    QCOMPARE(std::signbit(back), std::signbit(value));
    QVERIFY(text.size() <= 24);
    QCOMPARE(shortestDecimal(std::nan("")), std::string("nan"));
    QCOMPARE(shortestDecimal(std::numeric_limits<double>::infinity()), std::string("inf"));
    QCOMPARE(shortestDecimal(-std::numeric_limits<double>::infinity()), std::string("-inf"));
}

void TestText::thousands()
{
    QCOMPARE(withThousands(0), std::string("0"));
    QCOMPARE(withThousands(999), std::string("999"));
    QCOMPARE(withThousands(1000), std::string("1,000"));
    QCOMPARE(withThousands(9123412), std::string("9,123,412"));
    QCOMPARE(withThousands(std::numeric_limits<unsigned long long>::max()),
             std::string("18,446,744,073,709,551,615"));
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
