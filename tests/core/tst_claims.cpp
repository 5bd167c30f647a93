// SPDX-License-Identifier: GPL-3.0-or-later
// The claims of the tour on matrices made here, for which they hold and for which they do not, and on the sample model
// where a text is needed.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/studies/claims.h"
#include "tests/support/reference_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numbers>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

Matrix gaussian(Index rows, Index columns, std::uint64_t seed)
{
    Random random(seed);
    Matrix values(rows, columns);
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = static_cast<float>(random.normal());
    return values;
}

/// Three columns 20 times as large as the others.
Matrix outlierColumns(Index rows, Index columns)
{
    Matrix values = gaussian(rows, columns, 2);
    for (const Index column : {3, 17, 40}) values.col(column) *= 20.0F;
    return values;
}

/// Column variances spread over decades: spiky in the file's axes, and concentrated in its principal axes.
Matrix unevenColumns(Index size)
{
    Matrix values = gaussian(size, size, 3);
    for (Index column = 0; column < size; ++column) {
        const double place = static_cast<double>(column) / static_cast<double>(size);
        values.col(column) *= static_cast<float>(std::exp(4.0 * place));
    }
    return values;
}

/// Rows of a few low frequencies: their columns have an order.
Matrix smoothRows(Index rows, Index columns)
{
    Random random(4);
    Matrix values = 0.05F * gaussian(rows, columns, 5);
    for (Index row = 0; row < rows; ++row)
        for (int wave = 0; wave < 6; ++wave) {
            const auto height = static_cast<float>(random.normal());
            for (Index column = 0; column < columns; ++column) {
                const double place = (static_cast<double>(column) + 0.5) / static_cast<double>(columns);
                values(row, column) += height * static_cast<float>(std::cos(std::numbers::pi * place * wave));
            }
        }
    return values;
}

Matrix lowRankPlusNoise(Index size)
{
    const Matrix left = gaussian(size, 2, 6);
    const Matrix right = gaussian(2, size, 7);
    return 5.0F * (left * right) + gaussian(size, size, 8);
}

std::string down(int block) { return "model.layers." + std::to_string(block) + ".mlp.down_proj.weight"; }

} // namespace

class TestClaims : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void listIsThatOfTheTour();
    void patternsAreFilled();
    void holdsAndFails_data();
    void holdsAndFails();
    void valuesThatAreNotFiniteAreNoOperator();
    void numbersAreThoseOfTheMatrix();
    void nothingIsClaimedWithoutTextOrTwin();
    void magnitudeOnTheSampleModel();
    void twinsAreToldFromAModelAndItself();
    void toyFailsWithoutTraining();
    void findsWhatIsBesideTheModel();
    void refusesWhatThereIsNot();
    void stopsWhenAsked();

private:
    ClaimResult check(const std::string& id, const ClaimRequest& request)
    {
        ClaimResult result = checkClaim(id, request, m_session, JobContext());
        const std::string text = result.sentence.text();
        const auto& patterns = claimPatterns();
        if (std::find(patterns.begin(), patterns.end(), result.sentence.pattern) == patterns.end())
            qFatal("a pattern that is not in the list");
        // Every place is filled and every value used.
        for (std::size_t i = 1; i <= 9; ++i) {
            const bool wanted = result.sentence.pattern.find("%" + std::to_string(i)) != std::string::npos;
            if (wanted != (i <= result.sentence.values.size())) qFatal("%s", text.c_str());
        }
        return result;
    }
    ClaimRequest request(const char* file, int block = 0) const
    {
        ClaimRequest request;
        request.model = m_folder.filePath(QString::fromLatin1(file)).toStdString();
        request.tensor = down(block);
        return request;
    }
    ClaimRequest sample() const
    {
        ClaimRequest request;
        request.model = samplePath("kjv_llama");
        request.twin = samplePath("kjv_llama_twin");
        request.tensor = down(0);
        request.text.text = samplePath("kjv_llama/test.txt");
        request.text.windows = 1;
        request.text.context = 128;
        return request;
    }

    QTemporaryDir m_folder;
    AnalysisSession m_session{registries()};
};

void TestClaims::initTestCase()
{
    const auto write = [this](const char* name, const std::vector<Matrix>& matrices) {
        std::vector<StoredTensor> tensors;
        for (std::size_t i = 0; i < matrices.size(); ++i)
            tensors.push_back(storedMatrix(down(static_cast<int>(i)), matrices[i]));
        writeSafetensors(m_folder.filePath(QString::fromLatin1(name)).toStdString(), tensors);
    };
    Matrix broken = gaussian(64, 64, 1);
    broken(3, 5) = std::numeric_limits<float>::quiet_NaN();
    write("outliers.safetensors", {outlierColumns(64, 64), gaussian(64, 64, 1)});
    write("plain.safetensors", {gaussian(64, 64, 1), gaussian(64, 64, 9)});
    write("uneven.safetensors", {unevenColumns(128)});
    write("smooth.safetensors", {smoothRows(64, 64)});
    write("low_rank.safetensors", {lowRankPlusNoise(96)});
    write("broken.safetensors", {broken});
    write("constant.safetensors", {Matrix::Constant(64, 64, 0.5F)});
}

void TestClaims::listIsThatOfTheTour()
{
    QStringList ids;
    for (const Claim& claim : claims()) {
        ids << QString::fromStdString(claim.id);
        QVERIFY(!claim.title.empty() && !claim.statement.empty());
        QCOMPARE(claimOf(claim.id).title, claim.title);
    }
    QCOMPARE(ids.join(' '),
             QStringLiteral("operator value-view same-operator outliers not-a-frequency-transform concentration "
                            "rate-distortion magnitude functional-residual toy twin"));
}

void TestClaims::patternsAreFilled()
{
    const std::vector<std::string> values{"a", "%1", "c"};
    QCOMPARE(filledPattern("%3 then %1, 90 % of %2 %; %", values), std::string("c then a, 90 % of %1 %; %"));
    QCOMPARE(filledPattern("%4", values), std::string());
    for (const std::string& pattern : claimPatterns()) QVERIFY(pattern.ends_with('.') || pattern.ends_with("%1"));
}

void TestClaims::holdsAndFails_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("coordinates");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char* claim, const char* file, const char* verdict, const char* coordinates = "hadamard") {
        QTest::addRow("%s, %s, %s", claim, file, coordinates)
            << QString::fromLatin1(claim) << QString::fromLatin1(file) + QStringLiteral(".safetensors")
            << QString::fromLatin1(coordinates) << QString::fromLatin1(verdict);
    };
    row("operator", "plain", "holds");
    row("value-view", "outliers", "holds");
    row("value-view", "plain", "does-not-hold");
    row("value-view", "constant", "cannot-tell");
    row("same-operator", "outliers", "holds");
    row("same-operator", "outliers", "holds", "haar");
    row("same-operator", "outliers", "does-not-hold", "original");
    row("same-operator", "broken", "cannot-tell");
    row("outliers", "outliers", "holds");
    row("outliers", "outliers", "does-not-hold", "original");
    row("outliers", "plain", "does-not-hold");
    row("not-a-frequency-transform", "smooth", "holds");
    row("not-a-frequency-transform", "plain", "does-not-hold");
    row("not-a-frequency-transform", "constant", "cannot-tell");
    row("concentration", "uneven", "holds");
    row("concentration", "plain", "does-not-hold");
    row("concentration", "uneven", "does-not-hold", "original");
    row("concentration", "broken", "cannot-tell");
    row("rate-distortion", "outliers", "holds");
    row("rate-distortion", "plain", "does-not-hold");
    row("functional-residual", "low_rank", "holds");
    row("functional-residual", "plain", "does-not-hold");
}

void TestClaims::holdsAndFails()
{
    QFETCH(QString, claim);
    QFETCH(QString, file);
    QFETCH(QString, coordinates);
    QFETCH(QString, verdict);
    ClaimRequest asked = request(file.toLatin1().constData());
    asked.coordinates = {coordinates.toStdString(), {}};
    const ClaimResult result = check(claim.toStdString(), asked);
    QVERIFY2(verdict == QLatin1String(verdictId(result.verdict)), result.sentence.text().c_str());
    QCOMPARE(QString::fromStdString(result.claim), claim);
}

void TestClaims::valuesThatAreNotFiniteAreNoOperator()
{
    const ClaimResult result = check("operator", request("broken.safetensors"));
    QCOMPARE(result.verdict, Verdict::DoesNotHold);
}

void TestClaims::numbersAreThoseOfTheMatrix()
{
    // 3 columns of 64 with 400 times the variance: kurtosis of a mixture of Gaussians, within what 192 numbers allow.
    const double share = 3.0 / 64.0;
    const double wanted = 3.0 * (share * 400.0 * 400.0 + 1.0 - share) / std::pow(share * 400.0 + 1.0 - share, 2);
    const ClaimResult view = check("value-view", request("outliers.safetensors"));
    QVERIFY2(std::abs(view.value("kurtosis") / wanted - 1.0) < 0.25, view.sentence.text().c_str());
    QCOMPARE(view.value("weights"), 4096.0);
    const ClaimResult same = check("same-operator", request("outliers.safetensors"));
    QVERIFY(same.value("difference") < 1e-6);
    QVERIFY(same.value("difference") > 0.0); // float32 arithmetic: an exact zero would be no measurement
    QCOMPARE(same.value("kurtosis.original"), view.value("kurtosis"));
    QVERIFY(same.value("kurtosis.rotated") < 5.0);
    const ClaimResult all = check("outliers", request("outliers.safetensors"));
    QCOMPARE(all.value("share.original"), 0.5);
    QCOMPARE(all.value("share.rotated"), 0.0);
    const ClaimResult rates = check("rate-distortion", request("outliers.safetensors"));
    QVERIFY(rates.value("gain.fixed.rotated.4") > 1.0);
    QVERIFY(rates.value("gain.coded.rotated.4") < 0.0);
    QVERIFY(rates.value("basis_bits.pca") > 1.0);
    QVERIFY(std::abs(rates.value("gain.coded.pca.4") - 6.0206 * rates.value("basis_bits.pca") -
                     rates.value("gain.coded.pca.4.with_basis")) < 1e-9);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(rates.value("nothing")), InvalidRequest);
}

void TestClaims::nothingIsClaimedWithoutTextOrTwin()
{
    for (const char* id : {"magnitude", "twin"}) {
        ClaimRequest asked = sample();
        asked.text = {};
        QCOMPARE(check(id, asked).verdict, Verdict::CannotTell);
        // A file of weights without a configuration is no model that can be run.
        asked = request("plain.safetensors");
        asked.text.text = samplePath("kjv_llama/test.txt");
        asked.twin = asked.model;
        QCOMPARE(check(id, asked).verdict, Verdict::CannotTell);
    }
    ClaimRequest alone = sample();
    alone.twin.clear();
    QCOMPARE(check("twin", alone).verdict, Verdict::CannotTell);
}

void TestClaims::magnitudeOnTheSampleModel()
{
    const ClaimResult result = check("magnitude", sample());
    QCOMPARE(result.value("matrices"), 42.0);
    QVERIFY(std::abs(result.value("rho.within_columns")) < 1.0);
    QVERIFY(result.value("kl.magnitude") > result.value("kl.random"));
    const double rho = std::abs(result.value("rho.within_columns"));
    QCOMPARE(result.verdict, rho < 0.2   ? Verdict::Holds
                             : rho > 0.5 ? Verdict::DoesNotHold
                                         : Verdict::CannotTell);
}

void TestClaims::twinsAreToldFromAModelAndItself()
{
    const ClaimResult twins = check("twin", sample());
    QVERIFY2(twins.verdict == Verdict::Holds, twins.sentence.text().c_str());
    QVERIFY(twins.value("logit_difference") < 1e-5);
    QVERIFY(twins.value("kurtosis.twin") > 10.0 * twins.value("kurtosis.model"));
    QVERIFY(twins.value("perplexity.twin.4") > twins.value("perplexity.model.4"));
    ClaimRequest itself = sample();
    itself.twin = itself.model;
    QCOMPARE(check("twin", itself).verdict, Verdict::DoesNotHold);
}

void TestClaims::toyFailsWithoutTraining()
{
    ClaimRequest asked;
    asked.toy.samples = 64;
    asked.toy.width = 16;
    asked.toy.steps = 1;
    QCOMPARE(check("toy", asked).verdict, Verdict::DoesNotHold);
    asked.toy.samples = 128;
    asked.toy.steps = 3000;
    asked.toy.learningRate = 1e-2;
    const ClaimResult trained = check("toy", asked);
    QVERIFY2(trained.verdict == Verdict::Holds, trained.sentence.text().c_str());
}

void TestClaims::findsWhatIsBesideTheModel()
{
    const ClaimRequest found = claimRequestFor(samplePath("kjv_llama_twin"), m_session, JobContext());
    QVERIFY(std::filesystem::equivalent(found.twin, samplePath("kjv_llama")));
    QVERIFY(std::filesystem::equivalent(found.text.text, samplePath("kjv_llama/test.txt")));
    QVERIFY(!found.tensor.empty());
    const ClaimRequest file = claimRequestFor(samplePath("kjv_llama/model.safetensors"), m_session, JobContext());
    QVERIFY(std::filesystem::equivalent(file.twin, samplePath("kjv_llama_twin/model.safetensors")));
    const ClaimRequest alone =
        claimRequestFor(request("outliers.safetensors").model, m_session, JobContext());
    QCOMPARE(alone.tensor, down(0)); // of higher kurtosis than the other
    QVERIFY(alone.twin.empty() && alone.text.text.empty());
}

void TestClaims::refusesWhatThereIsNot()
{
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(check("nothing", request("plain.safetensors"))), InvalidRequest);
    ClaimRequest asked = request("plain.safetensors");
    asked.tensor = "nothing";
    for (const char* id : {"operator", "value-view", "concentration"})
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(check(id, asked)), InvalidRequest);
    asked.model = m_folder.filePath(QStringLiteral("nowhere.safetensors")).toStdString();
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(check("operator", asked)), FormatError);
}

void TestClaims::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const JobContext job(stop.get_token(), nullptr, nullptr);
    AnalysisSession fresh(registries());
    ClaimRequest asked = sample();
    for (const Claim& claim : claims())
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(checkClaim(claim.id, asked, fresh, job)), Cancelled);
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
