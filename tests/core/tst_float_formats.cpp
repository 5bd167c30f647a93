// SPDX-License-Identifier: GPL-3.0-or-later
// Every code of every small float format against its definition in double, and float16 against Eigen both
// ways.
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/tensor/dtype.h"

#include <Eigen/Core>
#include <QtTest>

#include <bit>
#include <cmath>
#include <random>

using namespace alidade;

namespace {

enum class Top { Ieee, OnlyAllOnesIsNan, Plain, NegativeZeroIsNan };

/// The value of a code by the definition in formats.md 2, in double.
double valueOf(unsigned code, int exponentBits, int mantissaBits, int bias, Top top)
{
    const unsigned exponent = (code >> mantissaBits) & ((1u << exponentBits) - 1);
    const unsigned mantissa = code & ((1u << mantissaBits) - 1);
    const bool negative = ((code >> (exponentBits + mantissaBits)) & 1u) != 0;
    const bool last = exponent == (1u << exponentBits) - 1;
    if (top == Top::Ieee && last) return mantissa != 0 ? std::nan("") : negative ? -INFINITY : INFINITY;
    if (top == Top::OnlyAllOnesIsNan && last && mantissa == (1u << mantissaBits) - 1) return std::nan("");
    if (top == Top::NegativeZeroIsNan && negative && exponent == 0 && mantissa == 0) return std::nan("");
    const double fraction = mantissa / std::pow(2.0, mantissaBits);
    const double magnitude = exponent == 0
                                 ? fraction * std::pow(2.0, 1 - bias)
                                 : (1.0 + fraction) * std::pow(2.0, static_cast<int>(exponent) - bias);
    return negative ? -magnitude : magnitude;
}

/// Same value, same sign of zero, or both NaN.
bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

double halfValue(std::uint16_t code) { return valueOf(code, 5, 10, 15, Top::Ieee); }

template <typename Number>
std::vector<Number> decoded(DType type, const std::vector<std::uint8_t>& bytes, std::size_t n)
{
    // One byte in front: storage in files is not aligned.
    std::vector<std::byte> shifted(bytes.size() + 1);
    std::transform(bytes.begin(), bytes.end(), shifted.begin() + 1,
                   [](std::uint8_t b) { return std::byte{b}; });
    std::vector<Number> out(n);
    decode(type, std::span<const std::byte>(shifted).subspan(1), std::span<Number>(out));
    return out;
}

template <typename Stored>
std::vector<std::uint8_t> littleEndian(const std::vector<Stored>& values)
{
    std::vector<std::uint8_t> bytes;
    for (const Stored value : values)
        for (std::size_t i = 0; i < sizeof(Stored); ++i) {
            const auto raw = std::bit_cast<std::array<std::uint8_t, sizeof(Stored)>>(value);
            bytes.push_back(raw[i]);
        }
    return bytes;
}

} // namespace

class TestFloatFormats : public QObject {
    Q_OBJECT

private slots:
    void everyHalf();
    void everyBfloat16();
    void halvesComeBack();
    void roundingToHalf();
    void randomFloatsToHalf();
    void eightBitFormats_data();
    void eightBitFormats();
    void scaleFormat();
    void packedFormats_data();
    void packedFormats();
    void integers();
    void floats();
    void sizes_data();
    void sizes();
    void unreadable();
};

void TestFloatFormats::everyHalf()
{
    std::vector<std::uint16_t> codes(65536);
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::uint16_t>(i);
    const auto floats = decoded<float>(DType::F16, littleEndian(codes), codes.size());
    const auto doubles = decoded<double>(DType::F16, littleEndian(codes), codes.size());
    for (const std::uint16_t code : codes) {
        const double wanted = halfValue(code);
        const auto eigen = Eigen::half_impl::half_to_float(Eigen::half_impl::raw_uint16_to_half(code));
        QVERIFY2(same(static_cast<double>(halfToFloat(code)), wanted), qPrintable(QString::number(code, 16)));
        QVERIFY(same(static_cast<double>(eigen), wanted));
        QVERIFY(same(static_cast<double>(floats[code]), wanted));
        QVERIFY(same(doubles[code], wanted));
    }
}

void TestFloatFormats::everyBfloat16()
{
    std::vector<std::uint16_t> codes(65536);
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::uint16_t>(i);
    const auto floats = decoded<float>(DType::BF16, littleEndian(codes), codes.size());
    const auto doubles = decoded<double>(DType::BF16, littleEndian(codes), codes.size());
    for (const std::uint16_t code : codes) {
        const double wanted = valueOf(code, 8, 7, 127, Top::Ieee);
        QVERIFY2(same(static_cast<double>(floats[code]), wanted), qPrintable(QString::number(code, 16)));
        QVERIFY(same(doubles[code], wanted));
    }
}

void TestFloatFormats::halvesComeBack()
{
    for (unsigned code = 0; code < 65536; ++code) {
        const auto half = static_cast<std::uint16_t>(code);
        const std::uint16_t back = floatToHalf(halfToFloat(half));
        if (std::isnan(halfValue(half)))
            QVERIFY(std::isnan(halfToFloat(back)));
        else
            QCOMPARE(back, half);
    }
}

// Between every two neighbours: the middle goes to the even one, one float off the middle to the nearer one.
void TestFloatFormats::roundingToHalf()
{
    for (std::uint16_t code = 0; code < 0x7BFF; ++code) {
        const auto middle =
            static_cast<float>((halfValue(code) + halfValue(static_cast<std::uint16_t>(code + 1))) / 2);
        const auto upper = static_cast<std::uint16_t>(code + 1);
        const std::uint16_t even = code % 2 == 0 ? code : upper;
        QCOMPARE(floatToHalf(middle), even);
        QCOMPARE(floatToHalf(std::nextafter(middle, 0.0F)), code);
        QCOMPARE(floatToHalf(std::nextafter(middle, INFINITY)), upper);
        QCOMPARE(floatToHalf(-middle), static_cast<std::uint16_t>(even | 0x8000));
    }
    QCOMPARE(floatToHalf(65519.996F), std::uint16_t{0x7BFF});
    QCOMPARE(floatToHalf(65520.0F), std::uint16_t{0x7C00});
    QCOMPARE(floatToHalf(3e38F), std::uint16_t{0x7C00});
    QCOMPARE(floatToHalf(-INFINITY), std::uint16_t{0xFC00});
    QCOMPARE(floatToHalf(1e-45F), std::uint16_t{0});
    QCOMPARE(floatToHalf(-0.0F), std::uint16_t{0x8000});
    QCOMPARE(roundToHalf(0.1F), 0.0999755859375F);
}

void TestFloatFormats::randomFloatsToHalf()
{
    std::mt19937 generator(1);
    for (int i = 0; i < 2'000'000; ++i) {
        const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(generator()));
        const std::uint16_t ours = floatToHalf(value);
        if (std::isnan(value))
            QVERIFY(std::isnan(halfToFloat(ours)));
        else
            QCOMPARE(ours, Eigen::half_impl::float_to_half_rtne(value).x);
    }
}

void TestFloatFormats::eightBitFormats_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("exponentBits");
    QTest::addColumn<int>("bias");
    QTest::addColumn<int>("top");
    QTest::addColumn<double>("largest");
    QTest::addColumn<int>("nans");
    const auto row = [](const char* name, DType type, int exponentBits, int bias, Top top, double largest,
                        int nans) {
        QTest::newRow(name) << static_cast<int>(type) << exponentBits << bias << static_cast<int>(top)
                            << largest << nans;
    };
    row("E4M3", DType::F8E4M3, 4, 7, Top::OnlyAllOnesIsNan, 448.0, 2);
    row("E5M2", DType::F8E5M2, 5, 15, Top::Ieee, 57344.0, 6);
    row("E4M3FNUZ", DType::F8E4M3FNUZ, 4, 8, Top::NegativeZeroIsNan, 240.0, 1);
    row("E5M2FNUZ", DType::F8E5M2FNUZ, 5, 16, Top::NegativeZeroIsNan, 57344.0, 1);
}

void TestFloatFormats::eightBitFormats()
{
    QFETCH(int, type);
    QFETCH(int, exponentBits);
    QFETCH(int, bias);
    QFETCH(int, top);
    QFETCH(double, largest);
    QFETCH(int, nans);
    std::vector<std::uint8_t> codes(256);
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::uint8_t>(i);
    const auto floats = decoded<float>(static_cast<DType>(type), codes, codes.size());
    const auto doubles = decoded<double>(static_cast<DType>(type), codes, codes.size());
    double found = 0.0;
    int nanCodes = 0;
    for (const std::uint8_t code : codes) {
        const double wanted = valueOf(code, exponentBits, 7 - exponentBits, bias, static_cast<Top>(top));
        QVERIFY2(same(static_cast<double>(floats[code]), wanted), qPrintable(QString::number(code, 16)));
        QVERIFY(same(doubles[code], wanted));
        if (std::isfinite(wanted)) found = std::max(found, doubles[code]);
        nanCodes += std::isnan(doubles[code]) ? 1 : 0;
    }
    QCOMPARE(found, largest);
    QCOMPARE(nanCodes, nans);
}

void TestFloatFormats::scaleFormat()
{
    std::vector<std::uint8_t> codes(256);
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::uint8_t>(i);
    const auto floats = decoded<float>(DType::F8E8M0, codes, codes.size());
    const auto doubles = decoded<double>(DType::F8E8M0, codes, codes.size());
    for (const std::uint8_t code : codes) {
        const double wanted = code == 255 ? std::nan("") : std::pow(2.0, code - 127);
        QVERIFY2(same(static_cast<double>(floats[code]), wanted), qPrintable(QString::number(code)));
        QVERIFY(same(doubles[code], wanted));
    }
}

void TestFloatFormats::packedFormats_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("exponentBits");
    QTest::addColumn<int>("bias");
    QTest::newRow("E2M1") << static_cast<int>(DType::F4) << 4 << 2 << 1;
    QTest::newRow("E2M3") << static_cast<int>(DType::F6E2M3) << 6 << 2 << 1;
    QTest::newRow("E3M2") << static_cast<int>(DType::F6E3M2) << 6 << 3 << 3;
}

// Codes one after the other from the lowest bit of the first byte.
void TestFloatFormats::packedFormats()
{
    QFETCH(int, type);
    QFETCH(int, bits);
    QFETCH(int, exponentBits);
    QFETCH(int, bias);
    const unsigned kinds = 1u << bits;
    std::vector<unsigned> codes;
    for (unsigned first = 0; first < kinds; ++first)
        for (unsigned second = 0; second < kinds; ++second)
            codes.insert(codes.end(), {first, second});
    std::vector<std::uint8_t> bytes(codes.size() * static_cast<unsigned>(bits) / 8);
    for (std::size_t i = 0; i < codes.size(); ++i)
        for (unsigned bit = 0; bit < static_cast<unsigned>(bits); ++bit) {
            const std::size_t at = i * static_cast<unsigned>(bits) + bit;
            bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | ((codes[i] >> bit & 1u) << (at % 8)));
        }
    const auto floats = decoded<float>(static_cast<DType>(type), bytes, codes.size());
    const auto doubles = decoded<double>(static_cast<DType>(type), bytes, codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const double wanted = valueOf(codes[i], exponentBits, bits - 1 - exponentBits, bias, Top::Plain);
        QVERIFY2(same(static_cast<double>(floats[i]), wanted), qPrintable(QString::number(codes[i])));
        QVERIFY(same(doubles[i], wanted));
    }
}

void TestFloatFormats::integers()
{
    const auto check = [](DType type, const auto& values) {
        const auto doubles = decoded<double>(type, littleEndian(values), values.size());
        const auto floats = decoded<float>(type, littleEndian(values), values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            QCOMPARE(doubles[i], static_cast<double>(values[i]));
            QCOMPARE(floats[i], static_cast<float>(values[i]));
        }
    };
    check(DType::I8, std::vector<std::int8_t>{-128, -1, 0, 1, 127});
    check(DType::U8, std::vector<std::uint8_t>{0, 1, 127, 128, 255});
    check(DType::I16, std::vector<std::int16_t>{-32768, -1, 0, 258, 32767});
    check(DType::U16, std::vector<std::uint16_t>{0, 258, 65535});
    check(DType::I32, std::vector<std::int32_t>{INT32_MIN, -1, 0, 16777217, INT32_MAX});
    check(DType::U32, std::vector<std::uint32_t>{0, 16777217, UINT32_MAX});
    check(DType::I64, std::vector<std::int64_t>{INT64_MIN, -1, 0, (std::int64_t{1} << 53) + 1, INT64_MAX});
    check(DType::U64, std::vector<std::uint64_t>{0, (std::uint64_t{1} << 63) + 1, UINT64_MAX});
    const std::vector<double> flags{0.0, 1.0, 1.0, 1.0};
    QCOMPARE(decoded<double>(DType::Bool, {0, 1, 2, 255}, 4), flags);
}

void TestFloatFormats::floats()
{
    const std::vector<double> doubles{0.0, -0.0, 1.0 / 3.0, 1e300, -1e-300, INFINITY, -INFINITY, 5e-324};
    const auto exact = decoded<double>(DType::F64, littleEndian(doubles), doubles.size());
    const auto rounded = decoded<float>(DType::F64, littleEndian(doubles), doubles.size());
    for (std::size_t i = 0; i < doubles.size(); ++i) {
        QVERIFY(same(exact[i], doubles[i]));
        QVERIFY(same(static_cast<double>(rounded[i]), static_cast<double>(static_cast<float>(doubles[i]))));
    }
    const std::vector<float> singles{1.5F, -0.0F, 1e-45F, 3.4e38F, -INFINITY};
    const auto same32 = decoded<double>(DType::F32, littleEndian(singles), singles.size());
    for (std::size_t i = 0; i < singles.size(); ++i)
        QVERIFY(same(same32[i], static_cast<double>(singles[i])));
    QVERIFY(std::isnan(decoded<double>(DType::F32, littleEndian(std::vector<float>{NAN}), 1)[0]));
}

void TestFloatFormats::sizes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("bits");
    const auto row = [](const char* name, int bits) { QTest::newRow(name) << QByteArray(name) << bits; };
    for (const char* name :
         {"BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"})
        row(name, 8);
    for (const char* name : {"I16", "U16", "F16", "BF16"})
        row(name, 16);
    for (const char* name : {"I32", "U32", "F32"})
        row(name, 32);
    for (const char* name : {"I64", "U64", "F64", "C64"})
        row(name, 64);
    row("C128", 128);
    row("F4", 4);
    row("F6_E2M3", 6);
    row("F6_E3M2", 6);
}

void TestFloatFormats::sizes()
{
    QFETCH(QByteArray, name);
    QFETCH(int, bits);
    const auto type = dtypeFromName(name.toStdString());
    QVERIFY(type.has_value());
    QCOMPARE(std::string(dtypeInfo(*type).name), name.toStdString());
    QCOMPARE(storageBytes(*type, 0), std::optional<std::uint64_t>(0));
    QCOMPARE(storageBytes(*type, 24), std::optional<std::uint64_t>(3u * static_cast<unsigned>(bits)));
    if (bits == 4) QVERIFY(!storageBytes(*type, 3));
    if (bits == 6) QVERIFY(!storageBytes(*type, 3) && !storageBytes(*type, 2));
    if (bits >= 16) QVERIFY(!storageBytes(*type, std::uint64_t{1} << 62));
    QVERIFY(!dtypeFromName(name.toLower().toStdString()));
    QVERIFY(!dtypeFromName(name.toStdString() + " "));
}

void TestFloatFormats::unreadable()
{
    for (const DType type : {DType::C64, DType::C128}) {
        QVERIFY(!dtypeInfo(type).readable);
        const std::size_t bytes = type == DType::C64 ? 8 : 16;
        QVERIFY_EXCEPTION_THROWN(decoded<float>(type, std::vector<std::uint8_t>(bytes), 1), InvalidRequest);
    }
    QVERIFY(!dtypeFromName("") && !dtypeFromName("Q4_0") && !dtypeFromName("float32"));
}

QTEST_APPLESS_MAIN(TestFloatFormats)
#include "tst_float_formats.moc"
