// SPDX-License-Identifier: Apache-2.0
// Tables of verdicts, studies and the toy.
#include "core/reports/other_tables.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace alidade {

namespace {

constexpr double percent = 100.0;

std::string verdictWords(Verdict verdict)
{
    if (verdict == Verdict::Holds) return "holds";
    return verdict == Verdict::DoesNotHold ? "does not hold" : "cannot tell";
}

std::string layersText(const ThesisResult& result)
{
    if (result.layers.empty()) return noValue;
    return withThousands(result.count(Verdict::Holds)) + " of " + withThousands(result.layers.size());
}

std::string whole(std::uint64_t count) { return withThousands(count); }

} // namespace

ReportTable verdictTable(const Verdicts& verdicts)
{
    ReportTable table{"Looked at: " + whole(verdicts.matrices) + " of " + whole(verdicts.matricesInModel) +
                          " matrices of the blocks; rotation " + verdicts.coordinates + ", seed " +
                          std::to_string(verdicts.seed) + ". Layers: how many of the matrices a thesis holds for.",
                      {"Thesis", "Source", "Verdict", "Layers", "What was measured"},
                      {}};
    for (const ThesisResult& result : verdicts.results) {
        const Thesis& thesis = thesisOf(result.thesis);
        table.rows.push_back({thesis.title, thesis.source, verdictWords(result.verdict), layersText(result),
                              result.sentence.text()});
    }
    return table;
}

std::string verdictSentence(const Verdicts& verdicts)
{
    const auto count = [&verdicts](Verdict wanted) {
        return static_cast<std::size_t>(std::ranges::count(verdicts.results, wanted, &ThesisResult::verdict));
    };
    const std::size_t holds = count(Verdict::Holds), fails = count(Verdict::DoesNotHold);
    return "Of " + whole(verdicts.results.size()) + " theses, " + whole(holds) + " hold, " +
           whole(fails) + " do not hold, and of " + whole(count(Verdict::CannotTell)) + " it cannot be told.";
}

ReportTable studyTable(const ValidationTable& study)
{
    static const std::vector<std::pair<const char*, const char*>> columns{
        {"Bits", "bits"},       {"Rate", "rate"},           {"By entropy", "entropy_bits"}, {"SQNR (dB)", "sqnr_db"},
        {"Perplexity", "perplexity"}, {"ln ppl, change", "dlnppl"}, {"KL", "kl"}, {"Same top 1", "same_top1"}};
    ReportTable table{"Model " + study.model +
                          ". Rates in bits per weight with scales and basis; by entropy: of the symbols alone, an estimate; "
                          "KL: mean divergence per token from the unquantized model, in nats; same top 1: share of tokens.",
                      {"Coordinates", "Quantizer"},
                      {}};
    for (const auto& column : columns) table.header.emplace_back(column.first);
    for (const ValidationRow& row : study.rows) {
        std::vector<std::string> cells{row.coordinates, row.quantizer};
        for (const auto& column : columns) cells.push_back(reportNumber(valueOf(row, column.second)));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

ReportTable toyParameterTable(const ToyBasis& toy)
{
    ReportTable table{"How the numbers are distributed. Gaussian numbers have kurtosis 3 and 8.4 % of their energy in the "
                      "largest 1 %.",
                      {"Numbers", "Count", "Kurtosis", "L\xE2\x88\x9E/\xCF\x83", "Top 1 % (%)", "Share of 90 % energy (%)",
                       "Entropy, 4 bits"},
                      {}};
    const auto isShared = [&toy](const std::string& label) {
        return std::ranges::count(toy.parameters, label, &ToyParameters::label) > 1;
    };
    for (const ToyParameters& one : toy.parameters)
        table.rows.push_back({one.label + (isShared(one.label) ? " (" + one.id + ")" : ""), whole(one.count), reportNumber(one.kurtosis), reportNumber(one.crest),
                              reportNumber(percent * one.topEnergy), reportNumber(percent * one.share90),
                              reportNumber(one.entropy4)});
    return table;
}

ReportTable toyNeededTable(const ToyBasis& toy)
{
    ReportTable table{"How many coefficients, largest first, a relative error of the function takes in each basis, of " +
                          whole(static_cast<std::uint64_t>(toy.request.samples)) + ".",
                      {"Function error", "Fourier", "Cosines", "Samples", "Hadamard"},
                      {}};
    for (const ToyNeeded& one : toy.needed)
        table.rows.push_back({reportNumber(one.functionError), whole(one.fourier), whole(one.cosine), whole(one.samples),
                              whole(one.hadamard)});
    return table;
}

ReportTable toyScalarTable(const ToyBasis& toy)
{
    ReportTable table{"Target " + toy.request.target + ", seed " + std::to_string(toy.request.seed) + ".",
                      {"Quantity", "Value", "Unit"},
                      {}};
    for (const ToyScalar& one : toy.table()) table.rows.push_back({one.name, reportNumber(one.value), one.unit});
    return table;
}

} // namespace alidade
