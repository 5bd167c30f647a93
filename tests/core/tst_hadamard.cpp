// SPDX-License-Identifier: GPL-3.0-or-later
// Hadamard matrices of every order in science.md 1.1 and their fast transforms.
#include "core/transforms/hadamard_matrix.h"
#include "core/transforms/hadamard_transform.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <numeric>
#include <set>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr double epsilon = 1.1920929e-7;

/// max |H H^T - n I|, exact: products of +-1 in double.
double departureFromHadamard(const MatrixD& h)
{
    const Index n = h.rows();
    return (h * h.transpose() - static_cast<double>(n) * MatrixD::Identity(n, n)).cwiseAbs().maxCoeff();
}

std::vector<float> alternatingSigns(Index n)
{
    std::vector<float> signs(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < signs.size(); ++i)
        signs[i] = (i * i + i / 3) % 5 < 2 ? -1.0F : 1.0F;
    return signs;
}

} // namespace

class TestHadamard : public QObject {
    Q_OBJECT

private slots:
    void coresAreHadamard_data();
    void coresAreHadamard();
    void noCore_data();
    void noCore();
    void sizesOfRealModels_data();
    void sizesOfRealModels();
    void largeSizesAreOrthogonal_data();
    void largeSizesAreOrthogonal();
    void fallback_data();
    void fallback();
    void everyLengthIsCovered();
    void fastTransformIsDense_data();
    void fastTransformIsDense();
    void transformIsDense_data();
    void transformIsDense();
    void stridedParts();
    void describesItself();
};

// T1. Orders with the construction that science.md names.
void TestHadamard::coresAreHadamard_data()
{
    QTest::addColumn<int>("order");
    QTest::addColumn<QString>("construction");
    const auto rows = [](const char* construction, std::initializer_list<int> orders) {
        for (const int order : orders)
            QTest::addRow("%d", order) << order << QString::fromLatin1(construction);
    };
    rows("Paley I",
         {4, 8, 12, 20, 24, 28, 32, 44, 48, 60, 68, 72, 80, 84, 104, 108, 128, 132, 140, 152, 164, 168});
    rows("Paley II", {36, 52, 76, 100, 124, 148, 220});
    rows("Williamson", {92, 116, 156, 172});
}

void TestHadamard::coresAreHadamard()
{
    QFETCH(int, order);
    QFETCH(QString, construction);
    const auto core = constructHadamardCore(order);
    QVERIFY(core.has_value());
    QCOMPARE(core->order, order);
    QCOMPARE(QString::fromStdString(core->construction), construction);
    MatrixD dense(order, order);
    for (int row = 0; row < order; ++row)
        for (int column = 0; column < order; ++column) {
            QCOMPARE(std::abs(core->at(row, column)), 1);
            dense(row, column) = core->at(row, column);
        }
    QCOMPARE(departureFromHadamard(dense), 0.0);
}

void TestHadamard::noCore_data()
{
    QTest::addColumn<int>("order");
    for (const int order : {-4, 0, 1, 2, 3, 6, 10, 30, 97, 188, 236})
        QTest::addRow("%d", order) << order;
}

void TestHadamard::noCore()
{
    QFETCH(int, order);
    QVERIFY(!constructHadamardCore(order).has_value());
    if (order == 1 || order == 2)
        QCOMPARE(planHadamard(order)->order(), std::int64_t{order}); // Sylvester's
    else
        QVERIFY(!planHadamard(order).has_value());
}

void TestHadamard::sizesOfRealModels_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("plan");
    const auto row = [](int size, const char* plan) {
        QTest::addRow("%d", size) << size << QString::fromLatin1(plan);
    };
    row(1, "H1");
    row(2, "H2");
    row(48, "H12 (Paley I) x H4");
    row(172, "H172 (Williamson)");
    row(288, "H36 (Paley II) x H8");
    row(576, "H36 (Paley II) x H16");
    row(688, "H172 (Williamson) x H4");
    row(768, "H12 (Paley I) x H64");
    row(896, "H28 (Paley I) x H32");
    row(960, "H60 (Paley I) x H16");
    row(1376, "H172 (Williamson) x H8");
    row(1536, "H12 (Paley I) x H128");
    row(2048, "H2048");
    row(2560, "H20 (Paley I) x H128");
    row(3072, "H12 (Paley I) x H256");
    row(3584, "H28 (Paley I) x H128");
    row(4864, "H76 (Paley II) x H64");
    row(5632, "H44 (Paley I) x H128");
    row(8960, "H140 (Paley I) x H64");
    row(11008, "H172 (Williamson) x H64");
    row(13824, "H108 (Paley I) x H128");
    row(14336, "H28 (Paley I) x H512");
    row(18944, "H148 (Paley II) x H128");
    row(29568, "H924 (Paley II) x H32");
}

void TestHadamard::sizesOfRealModels()
{
    QFETCH(int, size);
    QFETCH(QString, plan);
    const auto made = planHadamard(size);
    QVERIFY(made.has_value());
    QCOMPARE(made->order(), std::int64_t{size});
    QCOMPARE(QString::fromStdString(made->description()), plan);
    QCOMPARE(hadamardBlocks(size), std::vector<std::int64_t>{size});
    if (size <= 1536) QCOMPARE(departureFromHadamard(denseHadamard(*made)), 0.0);
}

void TestHadamard::largeSizesAreOrthogonal_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {688, 4864, 5632, 11008, 13824, 14336, 18944, 29568})
        QTest::addRow("%d", size) << size;
}

// The axes of a few channels turn into unit vectors at right angles, with entries of one magnitude.
void TestHadamard::largeSizesAreOrthogonal()
{
    QFETCH(int, size);
    const auto transform = hadamardTransform(*planHadamard(size), alternatingSigns(size), 64.0);
    QCOMPARE(transform->size(), Index{size});
    constexpr Index probes = 24;
    Matrix turned = Matrix::Zero(probes, size);
    for (Index i = 0; i < probes; ++i)
        turned(i, i * (size - 1) / (probes - 1)) = 1.0F;
    const Matrix before = turned;
    transform->applyToRows(turned, Direction::Forward, JobContext());
    const double entry = 1.0 / std::sqrt(size);
    QVERIFY((turned.cast<double>().cwiseAbs().array() - entry).abs().maxCoeff() <= 2 * epsilon * entry);
    const MatrixD gram = turned.cast<double>() * turned.cast<double>().transpose();
    QVERIFY((gram - MatrixD::Identity(probes, probes)).cwiseAbs().maxCoeff() < 4 * epsilon);
    transform->applyToRows(turned, Direction::Inverse, JobContext());
    QVERIFY(largestDifference(turned, before) < 32 * epsilon);
    QVERIFY(transform->orthogonalityError(JobContext()) < 4 * epsilon);
}

// science.md 1.1: equal blocks of the largest constructible divisor (at least 32), else the fewest
// constructible ones.
void TestHadamard::fallback_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QList<int>>("blocks");
    const auto row = [](int size, const QList<int>& blocks) { QTest::addRow("%d", size) << size << blocks; };
    row(3, {2, 1});
    row(5, {4, 1});
    row(7, {4, 2, 1});
    row(31, {28, 2, 1});
    row(94, {92, 2});
    row(97, {96, 1});
    row(188, {184, 4});
    row(236, {232, 4});
    row(13696, QList<int>(107, 128));
    row(64 * 107, QList<int>(107, 64));
}

void TestHadamard::fallback()
{
    QFETCH(int, size);
    QFETCH(QList<int>, blocks);
    QVERIFY(!planHadamard(size).has_value());
    const std::vector<std::int64_t> made = hadamardBlocks(size);
    QCOMPARE(QList<int>(made.begin(), made.end()), blocks);
}

void TestHadamard::everyLengthIsCovered()
{
    std::set<std::int64_t> seen;
    for (std::int64_t size = 1; size <= 1500; ++size) {
        const std::vector<std::int64_t> blocks = hadamardBlocks(size);
        QCOMPARE(std::accumulate(blocks.begin(), blocks.end(), std::int64_t{0}), size);
        QVERIFY(std::is_sorted(blocks.rbegin(), blocks.rend()));
        for (const std::int64_t block : blocks)
            if (block <= 600 && seen.insert(block).second) QCOMPARE(planHadamard(block)->order(), block);
    }
}

// T2: the fast transform is the product with Sylvester's matrix, and its own inverse up to the length.
void TestHadamard::fastTransformIsDense_data()
{
    QTest::addColumn<int>("length");
    for (int length = 1; length <= 4096; length *= 2)
        QTest::addRow("%d", length) << length;
}

void TestHadamard::fastTransformIsDense()
{
    QFETCH(int, length);
    const Matrix before = drawMatrix(1, length, 17);
    Matrix fast = before;
    walshHadamard(fast.data(), length);
    const double scale = before.cast<double>().cwiseAbs().sum();
    const double tolerance = (std::log2(length) + 1) * epsilon * scale;
    for (int row = 0; row < length; ++row) {
        double sum = 0.0;
        for (int i = 0; i < length; ++i)
            sum += sylvesterEntry(static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(i)) *
                   static_cast<double>(before(0, i));
        VERIFY_NEAR(static_cast<double>(fast(0, row)), sum, tolerance);
    }
    walshHadamard(fast.data(), length);
    fast /= static_cast<float>(length);
    QVERIFY(largestDifference(fast, before) <= tolerance / length + epsilon * 4);
    if (length > 64) return;
    Matrix integers(1, length); // small integers: no rounding at all
    for (int i = 0; i < length; ++i)
        integers(0, i) = static_cast<float>((i * 37) % 101 - 50);
    Matrix twice = integers;
    walshHadamard(twice.data(), length);
    walshHadamard(twice.data(), length);
    QVERIFY(sameBits(twice, integers * static_cast<float>(length)));
}

void TestHadamard::transformIsDense_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 4, 12, 20, 28, 48, 52, 64, 92, 100, 116, 156, 172, 288, 688, 924, 144 * 16})
        QTest::addRow("%d", size) << size;
}

void TestHadamard::transformIsDense()
{
    QFETCH(int, size);
    const HadamardPlan plan = *planHadamard(size);
    const std::vector<float> signs = alternatingSigns(size);
    const auto transform = hadamardTransform(plan, signs, 64.0);
    const Eigen::Map<const Eigen::RowVectorXf> diagonal(signs.data(), size);
    const MatrixD map =
        denseHadamard(plan) / std::sqrt(static_cast<double>(size)) * diagonal.cast<double>().asDiagonal();
    const Matrix weights = drawMatrix(5, size, 23);
    const double tolerance = 4 * epsilon * std::sqrt(static_cast<double>(size));
    Matrix rows = weights;
    transform->applyToRows(rows, Direction::Forward, JobContext());
    QVERIFY((rows.cast<double>() - weights.cast<double>() * map.transpose()).cwiseAbs().maxCoeff() <
            tolerance);
    transform->applyToRows(rows, Direction::Inverse, JobContext());
    QVERIFY(largestDifference(rows, weights) < tolerance);
    Matrix columns = weights.transpose();
    transform->applyToColumns(columns, Direction::Forward, JobContext());
    QVERIFY((columns.cast<double>() - map * weights.cast<double>().transpose()).cwiseAbs().maxCoeff() <
            tolerance);
    transform->applyToColumns(columns, Direction::Inverse, JobContext());
    QVERIFY(largestDifference(columns, weights.transpose()) < tolerance);
    QCOMPARE(transform->sideInformationBits(), 64.0);
    QVERIFY(transform->isOrthogonal());
}

// Blocks are parts of a wider matrix: the rest must stay as it is.
void TestHadamard::stridedParts()
{
    const Matrix before = drawMatrix(40, 150, 5);
    Matrix weights = before;
    const auto transform = hadamardTransform(*planHadamard(12), {}, 0.0);
    transform->applyToRows(weights.block(3, 7, 20, 12), Direction::Forward, JobContext());
    Matrix part = before.block(3, 7, 20, 12);
    transform->applyToRows(part, Direction::Forward, JobContext());
    Matrix wanted = before;
    wanted.block(3, 7, 20, 12) = part;
    QVERIFY(sameBits(weights, wanted));
    weights = before;
    transform->applyToColumns(weights.block(5, 9, 12, 131), Direction::Forward, JobContext());
    part = before.block(5, 9, 12, 131);
    transform->applyToColumns(part, Direction::Forward, JobContext());
    wanted = before;
    wanted.block(5, 9, 12, 131) = part;
    QVERIFY(sameBits(weights, wanted));
}

void TestHadamard::describesItself()
{
    QCOMPARE(hadamardTransform(*planHadamard(688), alternatingSigns(688), 64.0)->description(),
             std::string("H172 (Williamson) x H4, random signs"));
    QCOMPARE(hadamardTransform(*planHadamard(8), {}, 0.0)->description(), std::string("H8"));
}

QTEST_APPLESS_MAIN(TestHadamard)
#include "tst_hadamard.moc"
