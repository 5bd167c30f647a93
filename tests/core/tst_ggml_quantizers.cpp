// SPDX-License-Identifier: GPL-3.0-or-later
// ggml's block types: the distortion that ggml itself has (science.md 3.2), and its blocks bit for bit.
#include "core/base/float16.h"
#include "core/tensor/block_decoding.h"

#include "tests/support/naive.h"
#include "tests/support/quantizer_testing.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cstring>

using namespace alidade;
using namespace alidade::test;

namespace {

using Block = std::vector<std::byte>;

void orInto(Block& block, std::size_t at, int value)
{
    block[at] |= static_cast<std::byte>(static_cast<unsigned>(value) & 0xFFU);
}

/// One block written from the layouts of formats.md 4, weight by weight.
Block packed(const std::string& id, std::span<const std::byte> scales, std::span<const std::int16_t> codes)
{
    const auto blockBytes = dtypeInfo(id == "q4_0" ? DType::Q4_0 : id == "q8_0" ? DType::Q8_0
                                      : id == "q4_K" ? DType::Q4_K : DType::Q6_K).blockBytes;
    Block block(blockBytes);
    const std::size_t scalesAt = id == "q6_K" ? 192 : 0;
    std::copy(scales.begin(), scales.end(), block.begin() + static_cast<std::ptrdiff_t>(scalesAt));
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const int code = codes[i];
        if (id == "q4_0") orInto(block, 2 + i % 16, code << (i < 16 ? 0 : 4));
        else if (id == "q8_0") orInto(block, 2 + i, code - 128);
        else if (id == "q4_K") orInto(block, 16 + 32 * (i / 64) + i % 32, code << (4 * (i / 32 % 2)));
        else {
            orInto(block, 64 * (i / 128) + i % 64, (code & 15) << (4 * (i / 64 % 2)));
            orInto(block, 128 + 32 * (i / 128) + i % 32, (code >> 4) << (2 * (i / 32 % 4)));
        }
    }
    return block;
}

DType typeOf(const std::string& id)
{
    if (id == "q4_0") return DType::Q4_0;
    if (id == "q8_0") return DType::Q8_0;
    return id == "q4_K" ? DType::Q4_K : DType::Q6_K;
}

} // namespace

class TestGgmlQuantizers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void table_data();
    void table();
    void decodesAsBlocks_data() { table_data(); }
    void decodesAsBlocks();
    void tailsArePaddedAndCharged_data() { table_data(); }
    void tailsArePaddedAndCharged();
    void scalesOfSimpleBlocks();
    void keepsWhatABlockHolds();

private:
    Registries m_registries;
};

void TestGgmlQuantizers::table_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("gauss");
    QTest::addColumn<double>("laplace");
    QTest::newRow("q8_0") << 8.5 << 45.44 << 43.45;
    QTest::newRow("q6_K") << 6.5625 << 35.02 << 33.29;
    QTest::newRow("q4_K") << 4.5 << 22.93 << 21.46;
    QTest::newRow("q4_0") << 4.5 << 21.33 << 0.0; // no reference on Laplace
}

void TestGgmlQuantizers::table()
{
    QFETCH(double, rate);
    QFETCH(double, gauss);
    QFETCH(double, laplace);
    const std::string id = QTest::currentDataTag();
    const auto onGauss = measured(m_registries, id, {}, drawMatrix(256, 1024, 31));
    const auto onLaplace = measured(m_registries, id, {}, drawMatrix(256, 1024, 32, Source::Laplace));
    qInfo("%.4f bits, %.3f and %.3f dB", onGauss.rate(), onGauss.sqnrDb(), onLaplace.sqnrDb());
    QCOMPARE(onGauss.rate(), rate);
    VERIFY_NEAR(onGauss.sqnrDb(), gauss, 0.05);
    if (laplace > 0.0) VERIFY_NEAR(onLaplace.sqnrDb(), laplace, 0.07);
}

void TestGgmlQuantizers::decodesAsBlocks()
{
    const std::string id = QTest::currentDataTag();
    const DType type = typeOf(id);
    const Matrix weights = drawMatrix(5, 512, 33, Source::Laplace) * 0.02F;
    const auto codec = designed(m_registries, id, {}, weights);
    const Symbols symbols = codec->encode(weights, JobContext());
    const Matrix decoded = codec->decode(symbols, JobContext());
    const std::vector<std::byte> side = codec->sideInformation();
    const std::size_t blockWeights = dtypeInfo(type).blockElements;
    const std::size_t blocks = static_cast<std::size_t>(weights.size()) / blockWeights;
    const std::size_t scaleBytes = side.size() / blocks;
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i < blocks; ++i) {
        const Block block = packed(id, std::span(side).subspan(i * scaleBytes, scaleBytes),
                                   std::span(symbols.values).subspan(i * blockWeights, blockWeights));
        bytes.insert(bytes.end(), block.begin(), block.end());
    }
    Matrix expected(weights.rows(), weights.cols());
    decodeBlocks(type, bytes, std::span(expected.data(), static_cast<std::size_t>(expected.size())));
    QVERIFY(sameBits(decoded, expected));
    QCOMPARE(8 * bytes.size(), static_cast<std::size_t>(codec->fixedRate()) * symbols.values.size() + 8 * side.size());
}

void TestGgmlQuantizers::tailsArePaddedAndCharged()
{
    const std::string id = QTest::currentDataTag();
    const auto block = static_cast<Index>(dtypeInfo(typeOf(id)).blockElements);
    const Matrix weights = drawMatrix(3, block + 1, 34);
    Matrix padded = Matrix::Zero(3, 2 * block);
    padded.leftCols(block + 1) = weights;
    const auto codec = designed(m_registries, id, {}, weights);
    const Symbols symbols = codec->encode(weights, JobContext());
    QCOMPARE(symbols.columns, std::int64_t{2 * block});
    const auto whole = designed(m_registries, id, {}, padded);
    QCOMPARE(codec->sideInformation(), whole->sideInformation());
    QVERIFY(symbols == whole->encode(padded, JobContext()));
    QVERIFY(sameBits(codec->decode(symbols, JobContext()), roundTrip(*whole, padded).leftCols(block + 1)));
}

// The weight of largest magnitude becomes -8 d in q4_0 and +-127 d in q8_0.
void TestGgmlQuantizers::scalesOfSimpleBlocks()
{
    Matrix weights = Matrix::Constant(1, 32, 0.5F);
    weights(0, 7) = 4.0F;
    const auto q4 = designed(m_registries, "q4_0", {}, weights);
    std::uint16_t half = 0;
    std::memcpy(&half, q4->sideInformation().data(), 2);
    QCOMPARE(halfToFloat(half), -0.5F);
    QVERIFY(sameBits(roundTrip(*q4, weights), weights));
    const auto q8 = designed(m_registries, "q8_0", {}, weights);
    std::memcpy(&half, q8->sideInformation().data(), 2);
    QCOMPARE(halfToFloat(half), roundToHalf(4.0F / 127.0F));
    QCOMPARE(q8->encode(weights, JobContext()).values[7], std::int16_t{127 + 128});
}

// Weights that lie on the levels of a block are found again.
void TestGgmlQuantizers::keepsWhatABlockHolds()
{
    for (const char* id : {"q4_0", "q4_K", "q6_K"}) {
        Matrix weights(1, 256);
        for (Index i = 0; i < 256; ++i) weights(0, i) = static_cast<float>((i * 7) % 16 - 8) * 0.25F;
        weights(0, 0) = -2.0F;
        const Matrix decoded = roundTrip(*designed(m_registries, id, {}, weights), weights);
        QVERIFY2(largestDifference(decoded, weights) < 2e-3, id);
    }
}

QTEST_APPLESS_MAIN(TestGgmlQuantizers)
#include "tst_ggml_quantizers.moc"
