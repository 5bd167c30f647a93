// SPDX-License-Identifier: Apache-2.0
#include "core/sweep/sweep_record.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <span>

namespace alidade {

namespace {

using Json = nlohmann::ordered_json;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Numbers one after the other, written or read.
class Writer {
public:
    explicit Writer(std::vector<double>& out) : m_out(out) {}
    void operator()(double value) { m_out.push_back(value); }
    void count(std::uint64_t value) { m_out.push_back(static_cast<double>(value)); }

private:
    std::vector<double>& m_out;
};

class Reader {
public:
    explicit Reader(std::span<const double> in) : m_in(in) {}
    double operator()() { return m_in[m_at++]; }
    std::uint64_t count()
    {
        const double value = m_in[m_at++];
        constexpr double largest = 9007199254740992.0; // 2^53: counts above are no doubles of ours
        if (!(value >= 0.0) || value > largest) throw DamagedData("the results hold a count that is none");
        return static_cast<std::uint64_t>(value);
    }

private:
    std::span<const double> m_in;
    std::size_t m_at = 0;
};

void writeFacts(const AnalysisResult& result, Writer& write)
{
    write(1.0);
    write.count(result.rows);
    write.count(result.cols);
    write.count(result.nanCount);
    write.count(result.infCount);
    write(result.calibrated ? 1.0 : 0.0);
    write(result.rms);
    write(result.basisBits);
    write(result.residual.orthogonality);
    write(result.residual.energy);
    write(result.residual.roundTrip);
}

void writePoint(const RateDistortionPoint& point, Writer& write)
{
    for (const double value :
         {point.bits, point.payloadBits, point.scaleBits, point.basisBits, point.entropyBits, point.huffmanBits,
          point.codedBits, point.meanSquaredError, point.largestError, point.signalPower, point.operatorError,
          point.operatorPower, point.usedMoments ? 1.0 : 0.0})
        write(value);
}

RateDistortionPoint readPoint(Reader& read)
{
    RateDistortionPoint point;
    for (double* value :
         {&point.bits, &point.payloadBits, &point.scaleBits, &point.basisBits, &point.entropyBits, &point.huffmanBits,
          &point.codedBits, &point.meanSquaredError, &point.largestError, &point.signalPower, &point.operatorError,
          &point.operatorPower})
        *value = read();
    point.usedMoments = read() > 0.0;
    return point;
}

void writeCell(const SweepCell& cell, const SweepRequest& request, const RecordShape& shape, std::vector<double>& out)
{
    const std::size_t end = out.size() + shape.size();
    if (!cell.result) {
        out.push_back(0.0);
        out.resize(end, undefined);
        return;
    }
    Writer write(out);
    writeFacts(*cell.result, write);
    for (const std::string& id : request.metrics) {
        const auto found = cell.result->metrics.find(id);
        write(found == cell.result->metrics.end() ? undefined : found->second);
    }
    for (const std::string& id : request.metrics)
        for (const std::string& kind : request.nulls ? request.nulls->kinds : std::vector<std::string>()) {
            const auto metric = cell.result->nulls.find(id);
            const bool known = metric != cell.result->nulls.end() && metric->second.contains(kind);
            const NullComparison null = known ? metric->second.at(kind) : NullComparison{undefined, undefined, undefined, 0};
            write(null.mean);
            write(null.standardDeviation);
            write(null.z);
            write(static_cast<double>(null.draws));
        }
    for (const auto& curve : cell.curves)
        for (const RateDistortionPoint& point : curve) writePoint(point, write);
    out.resize(end, undefined); // a curve that was not measured
}

void readNulls(AnalysisResult& result, const SweepRequest& request, Reader& read)
{
    for (const std::string& id : request.metrics)
        for (const std::string& kind : request.nulls ? request.nulls->kinds : std::vector<std::string>()) {
            NullComparison null{read(), read(), read(), 0};
            null.draws = static_cast<int>(read.count());
            if (null.draws > 0) result.nulls[id][kind] = null;
        }
}

/// The request that one cell answers.
AnalysisRequest requestOfCell(const SweepTensor& tensor, std::size_t coordinates, const SweepRequest& sweep,
                              const Registries& registries)
{
    AnalysisRequest request;
    request.file = sweep.model;
    request.tensor = tensor.layer.tensor.name;
    request.coordinates = sweep.coordinates[coordinates];
    request.metrics = sweep.metrics;
    request.nulls = sweep.nulls;
    request.calibration = sweep.calibration;
    if (!sweep.quantizers.empty())
        request.curve = CurveRequest{sweep.quantizers.front(), widthsOf(sweep.quantizers.front(), sweep.bits, registries),
                                     sweep.coder, false, false};
    return request;
}

SweepCell readCell(std::span<const double> numbers, AnalysisRequest request, std::string basis, const SweepResults& run,
                   const std::vector<std::size_t>& widths)
{
    Reader read(numbers);
    if (!(read() > 0.0)) return {};
    auto result = std::make_shared<AnalysisResult>();
    result->request = std::move(request);
    result->version = run.version;
    result->fingerprint = run.fingerprint;
    result->rows = read.count();
    result->cols = read.count();
    result->nanCount = read.count();
    result->infCount = read.count();
    result->calibrated = read() > 0.0;
    result->rms = read();
    result->basis = std::move(basis);
    result->basisBits = read();
    result->residual = {read(), read(), read()};
    result->residualMeasured = true;
    for (const std::string& id : run.request.metrics) result->metrics[id] = read();
    readNulls(*result, run.request, read);
    SweepCell cell;
    for (const std::size_t count : widths) {
        std::vector<RateDistortionPoint> curve;
        for (std::size_t i = 0; i < count; ++i) curve.push_back(readPoint(read));
        if (!curve.empty() && std::isnan(curve.front().bits)) curve.clear(); // was not measured
        cell.curves.push_back(std::move(curve));
    }
    if (!cell.curves.empty()) result->curve = cell.curves.front();
    cell.result = std::move(result);
    return cell;
}

TensorInfo infoOf(const Json& words)
{
    TensorInfo info;
    info.name = words.at("name").get<std::string>();
    info.shape = words.at("shape").get<std::vector<std::uint64_t>>();
    info.index = words.at("index").get<std::size_t>();
    const auto type = dtypeFromName(words.at("dtype").get<std::string>());
    if (!type) throw DamagedData("the results name an unknown type");
    info.dtype = *type;
    info.elements = 1;
    constexpr std::uint64_t most = std::uint64_t{1} << 40U;
    for (const std::uint64_t extent : info.shape) {
        if (extent == 0 || info.elements > most / extent) throw DamagedData("the results hold a shape that is none");
        info.elements *= extent;
    }
    info.bytes = storageBytes(info.dtype, info.elements).value_or(0);
    return info;
}

std::uint64_t hashFromText(const std::string& text)
{
    std::uint64_t hash = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hash, 16);
    if (error != std::errc() || end != text.data() + text.size()) throw DamagedData("the results hold a hash that is none");
    return hash;
}

} // namespace

const std::vector<std::string>& factNames()
{
    static const std::vector<std::string> names{"measured",   "rows", "columns",    "nan_count",
                                                "inf_count",  "calibrated", "rms",  "basis_bits",
                                                "orthogonality_residual", "energy_residual", "round_trip_residual"};
    return names;
}

const std::vector<std::string>& nullNames()
{
    static const std::vector<std::string> names{"mean", "standard_deviation", "z", "draws"};
    return names;
}

const std::vector<std::string>& pointNames()
{
    static const std::vector<std::string> names{"bits",          "payload_bits",       "scale_bits",    "basis_bits",
                                                "entropy_bits",  "huffman_bits",       "coded_bits",    "mean_squared_error",
                                                "largest_error", "signal_power",       "operator_error", "operator_power",
                                                "used_moments"};
    return names;
}

std::vector<std::string> pointWords(const SweepRequest& request, const Registries& registries)
{
    std::vector<std::string> words;
    for (const ComponentRequest& quantizer : request.quantizers)
        for (const double width : widthsOf(quantizer, request.bits, registries))
            words.push_back(componentWord(quantizer) + " @ " + shortestDecimal(width));
    return words;
}

RecordShape recordShape(const SweepRequest& request, const Registries& registries)
{
    return {factNames().size(), request.metrics.size(), request.nulls ? request.nulls->kinds.size() : 0,
            pointWords(request, registries).size()};
}

SweepRecord recordOf(const SweepTensor& tensor, const SweepRequest& request, const Registries& registries)
{
    const RecordShape shape = recordShape(request, registries);
    const TensorInfo& info = tensor.layer.tensor;
    SweepRecord record;
    record.words["name"] = info.name;
    record.words["shape"] = info.shape;
    record.words["index"] = info.index;
    record.words["dtype"] = std::string(dtypeInfo(info.dtype).name);
    char hash[17]{};
    std::to_chars(hash, hash + 16, tensor.contentHash, 16);
    record.words["hash"] = std::string(hash);
    record.words["cells"] = Json::array();
    for (const SweepCell& cell : tensor.cells) {
        Json words = Json::object();
        if (cell.result) words["basis"] = validUtf8(cell.result->basis);
        if (!cell.note.empty()) words["note"] = validUtf8(cell.note);
        record.words["cells"].push_back(std::move(words));
        writeCell(cell, request, shape, record.numbers);
    }
    return record;
}

SweepTensor tensorOf(const SweepRecord& record, const SweepResults& run, const Registries& registries)
{
    const SweepRequest& request = run.request;
    const std::size_t size = recordShape(request, registries).size();
    std::vector<std::size_t> widths;
    for (const ComponentRequest& quantizer : request.quantizers)
        widths.push_back(widthsOf(quantizer, request.bits, registries).size());
    try {
        const Json& cells = record.words.at("cells");
        const std::size_t count = request.coordinates.size();
        if (cells.size() != count || record.numbers.size() != size * count)
            throw DamagedData("the results have other numbers than their request says");
        SweepTensor tensor;
        tensor.layer = makeLayer(infoOf(record.words));
        tensor.weights = tensor.layer.tensor.elements;
        tensor.contentHash = hashFromText(record.words.at("hash").get<std::string>());
        for (std::size_t i = 0; i < count; ++i) {
            tensor.cells.push_back(readCell(std::span(record.numbers).subspan(i * size, size),
                                            requestOfCell(tensor, i, request, registries),
                                            cells[i].value("basis", std::string()), run, widths));
            tensor.cells.back().note = cells[i].value("note", std::string());
        }
        return tensor;
    } catch (const Json::exception&) {
        throw DamagedData("the results are not what this program writes");
    }
}

} // namespace alidade
