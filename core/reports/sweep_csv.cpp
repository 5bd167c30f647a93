// SPDX-License-Identifier: Apache-2.0
// A sweep as rows.
#include "core/reports/sweep_csv.h"

#include "core/reports/csv.h"
#include "core/sweep/sweep_summary.h"

#include <limits>

namespace alidade {

namespace {

using Fields = std::vector<std::string>;

std::string integer(std::uint64_t value) { return std::to_string(value); }

Fields place(const SweepTensor& tensor, const ComponentRequest& coordinates)
{
    return {csvText(tensor.layer.tensor.name), csvText(tensor.layer.role),
            tensor.layer.block ? std::to_string(*tensor.layer.block) : "", csvText(componentWord(coordinates))};
}

const Fields placeHeader{"tensor", "role", "block", "coordinates"};

Fields nullIds(const SweepRequest& request)
{
    return request.nulls ? request.nulls->kinds : Fields();
}

void addMetrics(Fields& row, const SweepResults& results, const SweepTensor& tensor, std::size_t cell)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    for (const std::string& metric : results.request.metrics) {
        row.push_back(csvNumber(cellMetric(tensor, cell, metric)));
        for (const std::string& null : nullIds(results.request)) {
            const NullComparison* one = cellNull(tensor, cell, metric, null);
            row.push_back(csvNumber(one ? one->mean : nan));
            row.push_back(csvNumber(one ? one->standardDeviation : nan));
        }
    }
}

Fields tensorHeader(const SweepRequest& request)
{
    Fields header = placeHeader;
    for (const char* name : {"rows", "columns", "weights", "nan", "infinite", "basis", "basis_bits", "orthogonality",
                             "energy_error", "round_trip"})
        header.push_back(name);
    for (const std::string& metric : request.metrics) {
        header.push_back(csvText(metric));
        for (const std::string& null : nullIds(request))
            for (const char* part : {".mean", ".sd"}) header.push_back(csvText(metric + "." + null + part));
    }
    header.push_back("not_measured");
    return header;
}

Fields tensorRow(const SweepResults& results, const SweepTensor& tensor, std::size_t cell)
{
    Fields row = place(tensor, results.request.coordinates[cell]);
    for (const std::uint64_t size : {tensor.layer.rows, tensor.layer.cols, tensor.weights}) row.push_back(integer(size));
    const AnalysisResultPtr& result = tensor.cells[cell].result;
    if (result) {
        row.insert(row.end(), {integer(result->nanCount), integer(result->infCount), csvText(result->basis),
                               csvNumber(result->basisBits)});
        const Residual& residual = result->residual;
        for (const double value : {residual.orthogonality, residual.energy, residual.roundTrip})
            row.push_back(result->residualMeasured ? csvNumber(value) : "");
    } else {
        row.resize(row.size() + 7);
    }
    addMetrics(row, results, tensor, cell);
    row.push_back(csvText(tensor.cells[cell].note));
    return row;
}

Fields pointRow(const RateDistortionPoint& point)
{
    Fields row;
    for (const double value : {point.bits, point.rate(), point.entropyRate(), point.codedRate(), point.payloadBits,
                               point.scaleBits, point.basisBits, point.entropyBits, point.huffmanBits, point.codedBits,
                               point.sqnrDb(), point.operatorSqnrDb(), point.meanSquaredError, point.largestError})
        row.push_back(csvNumber(value));
    return row;
}

} // namespace

std::string tensorsCsv(const SweepResults& results)
{
    std::string text = csvLine(tensorHeader(results.request));
    for (const SweepTensor& tensor : results.tensors)
        for (std::size_t cell = 0; cell < tensor.cells.size(); ++cell) text += csvLine(tensorRow(results, tensor, cell));
    return text;
}

std::string pointsCsv(const SweepResults& results)
{
    Fields header = placeHeader;
    for (const char* name : {"quantizer", "bits", "rate", "entropy_rate", "coded_rate", "payload_bits", "scale_bits",
                             "basis_bits", "entropy_bits", "huffman_bits", "coded_bits", "sqnr_db", "operator_sqnr_db",
                             "mean_squared_error", "largest_error"})
        header.push_back(name);
    std::string text = csvLine(header);
    for (const SweepTensor& tensor : results.tensors) {
        for (std::size_t cell = 0; cell < tensor.cells.size(); ++cell) {
            const auto& curves = tensor.cells[cell].curves;
            for (std::size_t quantizer = 0; quantizer < curves.size(); ++quantizer) {
                for (const RateDistortionPoint& point : curves[quantizer]) {
                    Fields row = place(tensor, results.request.coordinates[cell]);
                    row.push_back(csvText(componentWord(results.request.quantizers[quantizer])));
                    const Fields numbers = pointRow(point);
                    row.insert(row.end(), numbers.begin(), numbers.end());
                    text += csvLine(row);
                }
            }
        }
    }
    return text;
}

} // namespace alidade
