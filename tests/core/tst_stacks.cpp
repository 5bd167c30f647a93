// SPDX-License-Identifier: GPL-3.0-or-later
// Stacks of matrices: one matrix of a stack holds the values that the naive slice of the file holds, also
// where elements are packed in blocks, and has results of its own.
#include "core/base/error.h"
#include "core/engine/analysis_session.h"

#include <QtTest>

#include <cmath>
#include <fstream>
#include <numeric>

using namespace alidade;

namespace {

/// Numbers as a little-endian file holds them; the test machines are little-endian.
class Bytes {
public:
    template <typename Number>
    void add(Number number)
    {
        const auto* at = reinterpret_cast<const char*>(&number);
        m_bytes.append(at, sizeof number);
    }
    void add(const std::string& text) { m_bytes += text; }
    void padTo(std::size_t alignment)
    {
        m_bytes.resize((m_bytes.size() + alignment - 1) / alignment * alignment);
    }
    void write(const std::string& path) const { std::ofstream(path, std::ios::binary) << m_bytes; }

private:
    std::string m_bytes;
};

/// A safetensors file with one tensor "w".
void writeSafetensors(const std::string& path, const std::string& type, const std::string& shape,
                      const Bytes& data, std::size_t dataBytes)
{
    const std::string header = R"({"w":{"dtype":")" + type + R"(","shape":)" + shape +
                               R"(,"data_offsets":[0,)" + std::to_string(dataBytes) + "]}}";
    Bytes start;
    start.add(static_cast<std::uint64_t>(header.size()));
    start.add(header);
    start.write(path);
    const std::string body = path + ".body";
    data.write(body);
    std::ofstream(path, std::ios::binary | std::ios::app) << std::ifstream(body, std::ios::binary).rdbuf();
}

std::vector<float> counting(std::size_t count)
{
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 1.0F);
    return values;
}

class TestStacks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void sliceOfFloats_data();
    void sliceOfFloats();
    void sliceOfGgufBlocks();
    void sliceThatBeginsInsideABlock();
    void everyMatrixHasItsOwnResults();
    void refusesMatricesThatAreNotThere();
    void requestsNameTheirMatrix();

private:
    [[nodiscard]] std::string at(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    std::string writeFloats(const std::vector<float>& values, const std::string& shape) const
    {
        Bytes data;
        for (const float value : values)
            data.add(value);
        const std::string path = at("floats.safetensors");
        writeSafetensors(path, "F32", shape, data, values.size() * sizeof(float));
        return path;
    }
    static void compareSlices(const Checkpoint& file, const std::vector<float>& all, std::size_t matrices,
                              Index rows, Index cols);

    QTemporaryDir m_folder;
    Registries m_registries;
};

} // namespace

/// Every matrix of the only tensor against the values in file order.
void TestStacks::compareSlices(const Checkpoint& file, const std::vector<float>& all, std::size_t matrices,
                               Index rows, Index cols)
{
    const TensorInfo& tensor = file.tensors().front();
    QCOMPARE(makeLayer(tensor).matrices, static_cast<std::uint64_t>(matrices));
    const auto size = static_cast<std::size_t>(rows * cols);
    for (std::size_t matrix = 0; matrix < matrices; ++matrix) {
        const Matrix slice = file.readMatrix(tensor, JobContext(), matrix);
        QCOMPARE(slice.rows(), rows);
        QCOMPARE(slice.cols(), cols);
        for (std::size_t i = 0; i < size; ++i)
            QCOMPARE(slice.data()[i], all[matrix * size + i]);
    }
    const Matrix whole = file.readMatrix(tensor, JobContext());
    QCOMPARE(whole.rows(), rows * static_cast<Index>(matrices));
    for (std::size_t i = 0; i < all.size(); ++i)
        QCOMPARE(whole.data()[i], all[i]);
}

void TestStacks::sliceOfFloats_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("matrices");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("cols");
    QTest::newRow("experts") << "[3,4,8]" << 3 << 4 << 8;
    QTest::newRow("convolution") << "[5,2,3,3]" << 10 << 3 << 3;
    QTest::newRow("rank 5") << "[2,1,3,4,2]" << 6 << 4 << 2;
    QTest::newRow("stack of rows") << "[7,1,4]" << 7 << 1 << 4;
    QTest::newRow("matrix") << "[6,5]" << 1 << 6 << 5;
    QTest::newRow("vector") << "[9]" << 1 << 1 << 9;
}

void TestStacks::sliceOfFloats()
{
    QFETCH(QString, shape);
    QFETCH(int, matrices);
    QFETCH(int, rows);
    QFETCH(int, cols);
    const std::vector<float> values = counting(static_cast<std::size_t>(matrices * rows * cols));
    AnalysisSession session(m_registries);
    const auto file = session.checkpoint(writeFloats(values, shape.toStdString()));
    compareSlices(*file, values, static_cast<std::size_t>(matrices), rows, cols);
}

void TestStacks::sliceOfGgufBlocks()
{
    constexpr std::uint64_t cols = 64;
    constexpr std::uint64_t rows = 3;
    constexpr std::uint64_t matrices = 4;
    constexpr std::uint32_t q8 = 8; // 32 elements a block: a scale in float16, 32 signed bytes
    Bytes bytes;
    bytes.add(std::string("GGUF"));
    bytes.add(std::uint32_t{3});
    bytes.add(std::uint64_t{1}); // tensors
    bytes.add(std::uint64_t{0}); // metadata
    const std::string name = "blk.0.ffn_up_exps.weight";
    bytes.add(static_cast<std::uint64_t>(name.size()));
    bytes.add(name);
    bytes.add(std::uint32_t{3});
    for (const std::uint64_t size : {cols, rows, matrices}) // fastest first
        bytes.add(size);
    bytes.add(q8);
    bytes.add(std::uint64_t{0});
    bytes.padTo(32);
    constexpr std::uint16_t halves[]{0x3800, 0x3C00, 0x4000}; // 0.5, 1, 2
    constexpr float scales[]{0.5F, 1.0F, 2.0F};
    std::vector<float> expected;
    for (std::size_t block = 0; block < cols * rows * matrices / 32; ++block) {
        bytes.add(halves[block % 3]);
        for (std::size_t i = 0; i < 32; ++i) {
            const auto code = static_cast<std::int8_t>((block * 37 + i * 11) % 255);
            bytes.add(code);
            expected.push_back(scales[block % 3] * static_cast<float>(code));
        }
    }
    const std::string path = at("experts.gguf");
    bytes.write(path);
    AnalysisSession session(m_registries);
    const auto file = session.checkpoint(path);
    QVERIFY(file->tensors().front().dtype == DType::Q8_0);
    compareSlices(*file, expected, matrices, static_cast<Index>(rows), static_cast<Index>(cols));
}

void TestStacks::sliceThatBeginsInsideABlock()
{
    constexpr float codes[]{0, 0.5F, 1, 1.5F, 2, 3, 4, 6}; // F4 (E2M1), two to a byte, the low nibble first
    std::vector<float> expected;
    Bytes data;
    for (unsigned byte = 0; byte < 9; ++byte) { // 2 x 3 x 3: the second matrix begins with a high nibble
        const unsigned low = (byte * 3 + 1) % 8;
        const unsigned high = (byte * 5 + 2) % 8;
        data.add(static_cast<std::uint8_t>(low | high << 4));
        expected.push_back(codes[low]);
        expected.push_back(codes[high]);
    }
    const std::string path = at("packed.safetensors");
    writeSafetensors(path, "F4", "[2,3,3]", data, 9);
    AnalysisSession session(m_registries);
    compareSlices(*session.checkpoint(path), expected, 2, 3, 3);
}

void TestStacks::everyMatrixHasItsOwnResults()
{
    const std::vector<float> values = counting(4 * 8 * 16);
    AnalysisSession session(m_registries);
    AnalysisRequest request;
    request.file = writeFloats(values, "[4,8,16]");
    request.tensor = "w";
    request.metrics = {"l2", "linf"};
    for (const char* system : {"original", "hadamard"}) { // one session: a matrix must not answer for another
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(system);
        request.coordinates = {system, resolveParameters(entry.parameters, {})};
        double energy = 0.0;
        for (std::size_t matrix = 0; matrix < 4; ++matrix) {
            request.matrix = matrix;
            const AnalysisResultPtr result = session.analyse(request, JobContext());
            double sum = 0.0;
            for (std::size_t i = 0; i < 128; ++i)
                sum += std::pow(static_cast<double>(values[128 * matrix + i]), 2);
            energy += sum;
            QCOMPARE(result->rows, std::uint64_t{8});
            QCOMPARE(result->cols, std::uint64_t{16});
            QVERIFY(std::abs(result->metrics.at("l2") - std::sqrt(sum)) < 1e-5 * std::sqrt(sum));
            if (request.coordinates.id == "original")
                QCOMPARE(result->metrics.at("linf"), static_cast<double>(values[128 * matrix + 127]));
        }
        request.matrix.reset();
        const AnalysisResultPtr all = session.analyse(request, JobContext());
        QCOMPARE(all->rows, std::uint64_t{32});
        QVERIFY(std::abs(all->metrics.at("l2") - std::sqrt(energy)) < 1e-5 * std::sqrt(energy));
    }
}

void TestStacks::refusesMatricesThatAreNotThere()
{
    AnalysisSession session(m_registries);
    AnalysisRequest request;
    request.tensor = "w";
    request.coordinates = {"original", {}};
    const auto messageOf = [&](const std::string& shape, std::size_t elements,
                               std::uint64_t matrix) -> std::string {
        request.file = writeFloats(counting(elements), shape);
        request.matrix = matrix;
        session.close(request.file);
        try {
            session.analyse(request, JobContext());
        } catch (const InvalidRequest& error) {
            return error.what();
        }
        return "was not refused";
    };
    QCOMPARE(messageOf("[3,4,8]", 96, 3),
             std::string("tensor 'w' is a stack of 3 matrices, counted from 0: there is no matrix 3"));
    QVERIFY(messageOf("[3,4,8]", 96, UINT64_MAX).ends_with("there is no matrix 18446744073709551615"));
    QCOMPARE(messageOf("[4,8]", 32, 1),
             std::string("tensor 'w' is no stack of matrices: there is no matrix 1 in it"));
    QCOMPARE(messageOf("[4,8]", 32, 0), std::string("was not refused")); // a matrix is a stack of one
}

void TestStacks::requestsNameTheirMatrix()
{
    AnalysisRequest request;
    request.file = "m.gguf";
    request.tensor = "w";
    request.coordinates = {"original", {}};
    QCOMPARE(commandLine(request),
             std::string("alidade-cli metrics m.gguf --tensor w --coordinates original"));
    AnalysisRequest third = request;
    third.matrix = 3;
    QCOMPARE(commandLine(third),
             std::string("alidade-cli metrics m.gguf --tensor w --matrix 3 --coordinates original"));
    QVERIFY(third != request);
    third.curve = CurveRequest{{"uniform", {}}, {4}};
    QVERIFY(commandLine(third).find(" --matrix 3 ") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestStacks)
#include "tst_stacks.moc"
