// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of a whole model: quantized versions, calibration, attribution, sensitivity, damage, tables that grow.
#include "core/base/error.h"
#include "core/numerics/rank_correlation.h"
#include "core/studies/attribution.h"
#include "core/studies/calibrate.h"
#include "core/studies/directions.h"
#include "core/studies/sensitivity.h"
#include "core/studies/validation_study.h"
#include "tests/support/reference_data.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace alidade;
using namespace alidade::test;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

OpenModel sample(const char* name = "kjv_llama") { return openModel(samplePath(name), registries()); }

TextSource text(Index windows)
{
    TextSource source;
    source.text = samplePath("kjv_llama/test.txt");
    source.windows = windows;
    return source;
}

ComponentRequest uniform(std::int64_t bits) { return {"uniform", {{"bits", bits}, {"group", std::int64_t{128}}}}; }

} // namespace

class TestModelStudies : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void coordinatesAloneChangeNothing();
    void twinIsTheSameModelUntilItIsQuantized();
    void noTextNoNumber();
    void gptqIsNoWorseThanRoundingInOperatorError();
    void calibrationHoldsEveryInput();
    void attributionHasAControl();
    void noiseHasTheNormThatIsAskedFor();
    void ranksAreThoseOfTheDefinition();
    void sensitivityTurnsWithTheCoordinates();
    void damageGrowsWithTheShare();
    void directionsAreHeldAgainstNoise();
    void studyGoesOnWhereItWasStopped();
    void studyRefusesAnotherTable();

private:
    QTemporaryDir m_folder;
    std::string m_calibration;
};

void TestModelStudies::initTestCase()
{
    const OpenModel model = sample();
    CalibrationRequest request;
    request.output = m_calibration = m_folder.filePath("calibration.h5").toStdString();
    request.gradients = true;
    const CalibrationReport report =
        calibrateModel(model, readWindows(text(8), model, registries()), request, registries(), JobContext());
    QCOMPARE(report.inputs, std::size_t{24});
    QCOMPARE(report.gradients, std::size_t{42});
    QCOMPARE(report.facts.tokens, std::uint64_t{2048});
    QVERIFY(report.loss > 1.0 && report.loss < 5.0);
}

void TestModelStudies::coordinatesAloneChangeNothing()
{
    const OpenModel model = sample();
    QuantizationRecipe recipe;
    recipe.coordinates = {"hadamard", {}};
    const std::vector<QuantizationRecipe> recipes{recipe};
    const auto results =
        evaluateModel(model, readWindows(text(2), model, registries()), recipes, registries(), JobContext());
    QVERIFY2(results[0].divergence.mean < 1e-6, qPrintable(QString::number(results[0].divergence.mean)));
    QVERIFY(results[0].divergence.largestLogitDifference < 1e-3);
}

void TestModelStudies::twinIsTheSameModelUntilItIsQuantized()
{
    std::vector<EvaluationResult> results;
    for (const char* name : {"kjv_llama", "kjv_llama_twin"}) {
        const OpenModel model = sample(name);
        QuantizationRecipe recipe;
        recipe.quantizer = uniform(4);
        const std::vector<QuantizationRecipe> recipes{recipe};
        results.push_back(
            evaluateModel(model, readWindows(text(4), model, registries()), recipes, registries(), JobContext())[0]);
    }
    VERIFY_NEAR(results[0].reference.value, results[1].reference.value, 1e-4);
    QVERIFY(results[0].divergence.mean < 0.1);
    QVERIFY(results[1].divergence.mean > 10.0 * results[0].divergence.mean);
    QVERIFY(results[0].noise.mean < 1e-3);
    VERIFY_NEAR(results[0].total.payloadBits, 4.0, 0.05); // a group of 128 ends with its row
    QCOMPARE(results[0].tensors.size(), std::size_t{42});
}

void TestModelStudies::noTextNoNumber()
{
    const OpenModel model = sample();
    TextSource empty;
    empty.text = m_folder.filePath("empty.txt").toStdString();
    writeFile(empty.text, "");
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readWindows(empty, model, registries())), InvalidRequest);
    TextSource nowhere;
    nowhere.text = m_folder.filePath("nowhere.txt").toStdString();
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readWindows(nowhere, model, registries())), Error);
    TextSource other = text(1);
    other.protocol = "mine";
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readWindows(other, model, registries())), InvalidRequest);
}

void TestModelStudies::gptqIsNoWorseThanRoundingInOperatorError()
{
    const OpenModel model = sample();
    for (const std::int64_t bits : {3, 4}) {
        QuantizationRecipe rounding;
        rounding.calibration = m_calibration;
        rounding.quantizer = uniform(bits);
        QuantizationRecipe feedback = rounding;
        feedback.quantizer->id = "gptq";
        const QuantizedModel rounded = quantizeModel(*model.weights, rounding, registries(), JobContext());
        const QuantizedModel fed = quantizeModel(*model.weights, feedback, registries(), JobContext());
        QVERIFY(fed.total().usedMoments && !rounded.total().usedMoments);
        for (std::size_t i = 0; i < fed.tensors.size(); ++i)
            QVERIFY2(fed.tensors[i].operatorError <= rounded.tensors[i].operatorError, fed.tensors[i].name.c_str());
    }
}

void TestModelStudies::calibrationHoldsEveryInput()
{
    const auto calibration = openCalibration(m_calibration, registries());
    const OpenModel model = sample();
    QCOMPARE(calibration->facts().context, std::uint64_t{256});
    QCOMPARE(calibration->facts().modelFingerprint, model.weights->checkpoint().fingerprint());
    for (const ParameterId& id : chosenParameters(*model.weights, "")) {
        const TensorInfo& tensor = *model.weights->tensor(id);
        QVERIFY2(calibration->inputMoments(tensor.name, static_cast<Index>(tensor.shape[1]), JobContext()), tensor.name.c_str());
        QVERIFY2(calibration->outputGradientMoments(tensor.name, static_cast<Index>(tensor.shape[0]), JobContext()),
                 tensor.name.c_str());
    }
}

void TestModelStudies::attributionHasAControl()
{
    const OpenModel model = sample();
    AttributionRequest request;
    request.recipe.quantizer = uniform(3);
    request.recipe.pattern = "*layers.[05].*proj.weight";
    request.noiseDraws = 1;
    const Attribution attribution = attributeDivergence(model, readWindows(text(2), model, registries()), request,
                                                        registries(), JobContext());
    QCOMPARE(attribution.rows.size(), std::size_t{14});
    QCOMPARE(attribution.control, 0.0);
    double sum = 0.0;
    for (const AttributionRow& row : attribution.rows) {
        QVERIFY(row.divergence.mean > 0.0 && row.noiseMean > 0.0);
        QVERIFY(row.divergence.mean < attribution.together.mean);
        sum += row.divergence.mean;
    }
    VERIFY_NEAR(attribution.additivity(), attribution.together.mean / sum, 1e-12);
    QVERIFY2(attribution.additivity() > 0.5 && attribution.additivity() < 1.5,
             qPrintable(QString::number(attribution.additivity())));
}

void TestModelStudies::noiseHasTheNormThatIsAskedFor()
{
    const Matrix weights = Matrix::Constant(30, 40, 2.0F);
    const Matrix noisy = withNoise(weights, 3.0, 7, 1);
    VERIFY_NEAR((noisy - weights).cast<double>().norm(), 3.0, 1e-4);
    QVERIFY(noisy == withNoise(weights, 3.0, 7, 1));
    QVERIFY(noisy != withNoise(weights, 3.0, 7, 2));
}

void TestModelStudies::ranksAreThoseOfTheDefinition()
{
    QCOMPARE(ranksOf(std::vector<float>{3.0F, 1.0F, 3.0F, 2.0F}), (std::vector<double>{2.5, 0.0, 2.5, 1.0}));
    const std::vector<float> a{1.0F, 2.0F, 3.0F, 4.0F, 5.0F};
    VERIFY_NEAR(spearman(a, std::vector<float>{1.0F, 8.0F, 27.0F, 64.0F, 125.0F}), 1.0, 1e-12);
    VERIFY_NEAR(spearman(a, std::vector<float>{9.0F, 7.0F, 5.0F, 3.0F, 1.0F}), -1.0, 1e-12);
    // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1, 1, 0, 1, 1
    VERIFY_NEAR(spearman(a, std::vector<float>{2.0F, 1.0F, 3.0F, 5.0F, 4.0F}), 1.0 - 24.0 / 120.0, 1e-12);
    QVERIFY(std::isnan(spearman(a, std::vector<float>(5, 1.0F))));
}

void TestModelStudies::sensitivityTurnsWithTheCoordinates()
{
    // The trace of the Fisher matrix of a matrix is the same in all orthogonal coordinates; its diagonal is not.
    const OpenModel model = sample();
    const ScoredWindows windows = readWindows(text(2), model, registries());
    std::vector<double> traces;
    std::vector<Matrix> diagonals;
    for (const char* system : {"original", "hadamard"}) {
        const TurnedModelRequest request{{system, {}}, "*layers.1.mlp.down_proj.weight", ""};
        const auto matrices = turnModel(model, request, registries(), JobContext());
        QCOMPARE(matrices.size(), std::size_t{1});
        const auto sensitivity = fisherOf(model, matrices, windows, {}, JobContext());
        diagonals.push_back(sensitivity.at({Place::Down, 1}));
        traces.push_back(diagonals.back().cast<double>().sum());
    }
    VERIFY_NEAR(traces[1] / traces[0], 1.0, 1e-4);
    QVERIFY((diagonals[0] - diagonals[1]).norm() > 0.1F * diagonals[0].norm());
}

void TestModelStudies::damageGrowsWithTheShare()
{
    const OpenModel model = sample();
    const ScoredWindows windows = readWindows(text(2), model, registries());
    const auto matrices = turnModel(model, {{"original", {}}, "", ""}, registries(), JobContext());
    const auto sensitivity = fisherOf(model, matrices, windows, {}, JobContext());
    DamageRequest request;
    request.shares = {0.0, 0.01, 0.1};
    const auto points = damage(model, windows, matrices, sensitivity, request, JobContext());
    QCOMPARE(points.size(), std::size_t{15});
    std::map<std::string, double> worst;
    for (std::size_t i = 0; i < points.size(); i += 3) {
        QCOMPARE(points[i].divergence.mean < 1e-6, true); // nothing taken: to the coordinates and back
        QVERIFY(points[i + 1].divergence.mean < points[i + 2].divergence.mean);
        worst[points[i].criterion] = points[i + 2].divergence.mean;
    }
    QVERIFY(worst.at("saliency") > worst.at("random"));
    QVERIFY(worst.at("random") > worst.at("least-saliency"));
    VERIFY_NEAR(points[11].energyShare, 0.1, 0.01); // a tenth at random is a tenth of the energy
}

void TestModelStudies::directionsAreHeldAgainstNoise()
{
    const OpenModel model = sample();
    DirectionRequest request;
    request.matrices = {{"original", {}}, "*layers.2.mlp.up_proj.weight", m_calibration};
    request.quantizer = uniform(4);
    const auto rows =
        compareDirections(model, readWindows(text(1), model, registries()), request, registries(), JobContext());
    QCOMPARE(rows.size(), std::size_t{6});
    std::map<std::string, double> ratio;
    for (const DirectionRow& row : rows) ratio[row.direction] = row.againstNoise;
    VERIFY_NEAR(ratio.at("gaussian"), 1.0, 1e-12);
    QVERIFY(ratio.at("strong-inputs") > 3.0);
    QVERIFY(ratio.at("weak-inputs") < 0.3);
}

void TestModelStudies::studyGoesOnWhereItWasStopped()
{
    ValidationRequest request;
    request.model = samplePath("kjv_llama");
    request.text = text(1);
    request.coordinates = {{"original", {}}};
    request.quantizers = {{"uniform", {{"group", std::int64_t{128}}}}};
    request.bits = {3.0};
    const std::string table = m_folder.filePath("study.csv").toStdString();
    int told = 0;
    const auto count = [&told](const ValidationRow&) { ++told; };
    runValidationStudy(request, table, count, registries(), JobContext());
    QCOMPARE(told, 1);
    QFile file(QString::fromStdString(table));
    QVERIFY(file.open(QIODevice::Append));
    file.write("123,kjv_llama,orig"); // a line that was being written
    file.close();
    request.bits = {3.0, 4.0, 99.0};
    request.coordinates.push_back({"activation", {}}); // which needs a calibration that is not given
    told = 0;
    const auto notes = runValidationStudy(request, table, count, registries(), JobContext());
    QCOMPARE(told, 2);
    QVERIFY(notes.size() >= 3);
    const ValidationTable read = readValidationTable(table);
    QCOMPARE(read.rows.size(), std::size_t{2});
    QCOMPARE(read.model, std::string("kjv_llama"));
    QVERIFY(valueOf(read.rows[0], "kl") > valueOf(read.rows[1], "kl"));
    QVERIFY(std::isnan(valueOf(read.rows[0], "operator_sqnr_db")));
    const auto written = openCheckpoint(m_folder.filePath("study.h5").toStdString(), registries().checkpointFormats);
    const Matrix values = written->readMatrix(written->find("results"), JobContext());
    QCOMPARE(values.rows(), 2);
    QCOMPARE(values.cols(), static_cast<Index>(validationColumns().size()));
    QCOMPARE(values(1, 0), 4.0F);
}

void TestModelStudies::studyRefusesAnotherTable()
{
    ValidationRequest request;
    request.model = samplePath("kjv_llama_twin");
    request.text = text(1);
    request.coordinates = {{"original", {}}};
    request.quantizers = {{"uniform", {}}};
    request.bits = {3.0};
    const auto nobody = [](const ValidationRow&) {};
    const std::string table = m_folder.filePath("study.csv").toStdString();
    request.text.tokenizer = samplePath("kjv_llama/tokenizer.model");
    QVERIFY_EXCEPTION_THROWN(runValidationStudy(request, table, nobody, registries(), JobContext()), InvalidRequest);
    const std::string other = m_folder.filePath("other.csv").toStdString();
    writeFile(other, "a,b\n1,2\n");
    QVERIFY_EXCEPTION_THROWN(runValidationStudy(request, other, nobody, registries(), JobContext()), FormatError);
    QVERIFY_EXCEPTION_THROWN(runValidationStudy(request, m_folder.filePath("x.txt").toStdString(), nobody, registries(),
                                                JobContext()),
                             InvalidRequest);
}

QTEST_APPLESS_MAIN(TestModelStudies)
#include "tst_model_studies.moc"
