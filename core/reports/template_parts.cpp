// SPDX-License-Identifier: Apache-2.0
// The parts that results have for papers.
#include "core/reports/sweep_names.h"
#include "core/reports/sweep_reading.h"
#include "core/reports/template.h"

#include "core/base/text.h"
#include "core/base/version.h"
#include "core/reports/other_tables.h"

#include <algorithm>
#include <cctype>

namespace alidade {

namespace {

constexpr std::size_t mostRows = 20;
constexpr std::size_t mostCauses = 20;

std::string joinedSentences(const std::vector<std::string>& sentences)
{
    std::string text;
    for (const std::string& one : sentences) text += (text.empty() || one.empty() ? "" : " ") + one;
    return text.empty() ? "Nothing of what was asked for is missing." : text;
}

const char* countWord(RateCount count)
{
    if (count == RateCount::FixedRate) return "fixed";
    return count == RateCount::CodedBytes ? "coded" : "entropy";
}

/// "mlp-hidden" for "MLP, hidden layers"; letters and digits alone.
std::string keyOf(const std::string& name)
{
    std::string key;
    for (const char c : name) {
        const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (letter) key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!key.empty() && key.back() != '-') key += '-';
    }
    while (key.ends_with('-')) key.pop_back();
    return key;
}

void addMetricParts(ReportParts& parts, const std::string& prefix, const SweepView& view)
{
    parts.tables[prefix + "measured"] = measuredTable(view);
    parts.tables[prefix + "flattening"] = metricTable(view, MetricKind::Flattening);
    parts.tables[prefix + "concentration"] = metricTable(view, MetricKind::Concentration);
    parts.tables[prefix + "spectrum"] = invariantTable(view);
    for (const std::string& metric : view.results.request.metrics) {
        parts.tables[prefix + "roles." + metric] = roleTable(view, metric);
        parts.sentences[prefix + metric] = metricSentence(view, metric);
        const RoleSummary all = roleSummaries(view.results, view.families, metric).front();
        for (std::size_t f = 0; f < view.families.size(); ++f) {
            const std::string key = prefix + metric + "." + familyKey(view.families[f]);
            parts.numbers[key] = metricText(metric, all.families[f].median);
            parts.numbers[key + ".most"] = metricText(metric, all.families[f].most);
            parts.numbers[key + ".null"] = metricText(metric, view.nullMedian(f, metric));
        }
    }
}

void addRateParts(ReportParts& parts, const std::string& prefix, const SweepView& view)
{
    const SweepRequest& request = view.results.request;
    std::vector<RateCount> counts{RateCount::FixedRate, RateCount::EntropyEstimate};
    if (request.coder) counts.push_back(RateCount::CodedBytes);
    for (std::size_t q = 0; q < request.quantizers.size(); ++q) {
        const std::string word = request.quantizers[q].id;
        parts.tables[prefix + "quality." + word] = qualityTable(view, q);
        parts.tables[prefix + "gain." + word] = gainTable(view, q);
        for (const RateCount count : counts) {
            parts.tables[prefix + "winners." + word + "." + countWord(count)] = winnerTable(view, q, count);
            for (const bool basis : {true, false}) {
                const std::string key =
                    prefix + "rate." + word + "." + countWord(count) + (basis ? ".basis" : ".free");
                parts.sentences[key] = rateSentence(view, q, {count, basis});
                for (std::size_t f = 1; f < view.families.size(); ++f)
                    parts.numbers[key + "." + familyKey(view.families[f])] =
                        reportDifference(modelGainBits(view, q, f, {count, basis}));
            }
        }
    }
}

} // namespace

void addSweepParts(ReportParts& parts, const std::string& prefix, const SweepResults& results,
                   const Registries& registries)
{
    const SweepView view(results, registries);
    addMetricParts(parts, prefix, view);
    addRateParts(parts, prefix, view);
    const FlagThresholds thresholds;
    parts.tables[prefix + "flagged"] = flaggedTable(view, thresholds, mostRows);
    parts.sentences[prefix + "thresholds"] = thresholdSentence(thresholds, results.request);
    parts.sentences[prefix + "missing"] = joinedSentences(notMeasured(view, mostCauses));
    parts.numbers[prefix + "tensors"] = withThousands(results.tensors.size());
    parts.numbers[prefix + "families"] = withThousands(view.families.size());
    std::uint64_t weights = 0;
    for (const SweepTensor& tensor : results.tensors) weights += tensor.weights;
    parts.numbers[prefix + "weights"] = withThousands(weights);
    parts.numbers["version"] = programVersion();
    SweepRequest named = results.request;
    named.model = modelName(named.model);
    named.calibration = modelName(named.calibration);
    parts.commands[prefix + "sweep"] = commandLine(named);
}

void addToyParts(ReportParts& parts, const ToyBasis& toy)
{
    parts.tables["toy.parameters"] = toyParameterTable(toy);
    parts.tables["toy.needed"] = toyNeededTable(toy);
    parts.tables["toy.numbers"] = toyScalarTable(toy);
    for (const ToyScalar& one : toy.table()) parts.numbers["toy." + keyOf(one.name)] = reportNumber(one.value);
}

void addVerdictParts(ReportParts& parts, const std::string& prefix, const Verdicts& verdicts)
{
    parts.tables[prefix + "verdicts"] = verdictTable(verdicts);
    parts.sentences[prefix + "verdicts"] = verdictSentence(verdicts);
    for (const ThesisResult& result : verdicts.results) {
        parts.sentences[prefix + "verdict." + result.thesis] = result.sentence.text();
        parts.numbers[prefix + "verdict." + result.thesis] = verdictId(result.verdict);
    }
}

void addStudyParts(ReportParts& parts, const std::string& prefix, const ValidationTable& study)
{
    parts.tables[prefix + "study"] = studyTable(study);
    parts.numbers[prefix + "study.combinations"] = withThousands(study.rows.size());
    for (const ValidationRow& row : study.rows) {
        const std::string key =
            prefix + "study." + row.coordinates + "." + row.quantizer + "." + widthText(valueOf(row, "bits"));
        for (const char* column : {"perplexity", "kl", "rate", "dlnppl", "sqnr_db"})
            parts.numbers[key + "." + column] = reportNumber(valueOf(row, column));
    }
}

} // namespace alidade
