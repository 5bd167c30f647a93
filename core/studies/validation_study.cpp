// SPDX-License-Identifier: Apache-2.0
#include "core/studies/validation_study.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/output_file.h"
#include "core/studies/calibrate.h"
#include "core/studies/validation_table.h"
#include "core/sweep/sweep_request.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <xxhash.h>

namespace alidade {

namespace {

/// A combination that is still to be run.
struct Combination {
    std::string coordinates;
    std::string quantizer;
    double bits = 0.0;
    QuantizationRecipe recipe;
};

std::vector<double> valuesOf(double bits, const EvaluationResult& result)
{
    const QuantizedTensor& total = result.total;
    const Divergence& kl = result.divergence;
    return {bits,
            total.payloadBits + total.scaleBits + total.basisBits,
            total.payloadBits,
            total.scaleBits,
            total.basisBits,
            total.entropyBits,
            total.sqnrDb(),
            total.operatorSqnrDb(),
            total.usedMoments ? 1.0 : 0.0,
            result.evaluated.value,
            result.evaluated.standardError,
            result.reference.value,
            kl.logPerplexityChange,
            kl.logPerplexityChangeError,
            kl.mean,
            kl.standardError,
            kl.median,
            kl.p99,
            kl.sameTop,
            result.noise.mean,
            static_cast<double>(result.protocol.windows),
            static_cast<double>(result.protocol.context)};
}

/// The width as the quantizer takes it; nothing if it has no such width.
std::optional<ComponentRequest> withWidth(const ComponentRequest& quantizer, double bits, const Registries& registries)
{
    ComponentRequest wide = quantizer;
    wide.parameters.set("bits", bitsValue(bits));
    try {
        static_cast<void>(resolveParameters(registries.quantizers.find(quantizer.id).parameters, wide.parameters));
    } catch (const InvalidRequest&) {
        return std::nullopt;
    }
    return wide;
}

/// Hash of all weights. A checkpoint's fingerprint is that of its header, which is the same for models of one shape.
std::uint64_t hashOfWeights(const CheckpointWeights& weights, const JobContext& job)
{
    std::uint64_t hash = 0;
    for (const ParameterId& id : weights.parameters()) {
        job.checkpoint();
        const MatrixPtr values = weights.load(id, job);
        hash = XXH3_64bits_withSeed(values->data(), sizeof(float) * static_cast<std::size_t>(values->size()), hash);
    }
    return hash;
}

/// One run.
class Study {
public:
    Study(const ValidationRequest& request, const std::string& table, const Registries& registries)
        : m_request(request), m_registries(registries), m_model(openModel(request.model, registries)),
          m_windows(readWindows(request.text, m_model, registries)), m_table(table, identity(), modelName())
    {}

    std::vector<std::string> run(const std::function<void(const ValidationRow&)>& row, const JobContext& job)
    {
        for (const ValidationRow& done : m_table.rows()) row(done);
        std::vector<Combination> open;
        for (Combination& one : combinations())
            if (!m_table.has(one.coordinates, one.quantizer, one.bits)) open.push_back(std::move(one));
        // Combinations of one kind go together; one that a tensor cannot have must not take the others with it.
        for (std::size_t at = 0; at < open.size();) {
            std::size_t end = at + 1;
            while (end < open.size() && open[end].coordinates == open[at].coordinates) ++end;
            const auto total = static_cast<double>(open.size());
            runSome(std::span(open).subspan(at, end - at), row,
                    job.part(static_cast<double>(at) / total, static_cast<double>(end) / total));
            at = end;
        }
        m_table.finish(m_registries);
        return std::move(m_notes);
    }

private:
    [[nodiscard]] std::string modelName() const
    {
        std::filesystem::path path(m_request.model);
        if (!path.has_filename()) path = path.parent_path();
        return path.filename().string();
    }

    /// Everything that decides the numbers of a row, and no more: combinations may be added to a study.
    [[nodiscard]] std::string identity() const
    {
        std::string calibration = "none";
        if (!m_request.calibration.empty()) {
            const auto open = openCalibration(m_request.calibration, m_registries);
            calibration = std::to_string(open->fingerprint() ^ open->facts().textHash) + "-" +
                          std::to_string(open->facts().tokens);
        }
        return std::to_string(hashOfWeights(*m_model.weights, JobContext())) + "-" + std::to_string(hashOf(m_windows.inputs)) +
               "-" + m_windows.facts.name + "-" + calibration + "-" + (m_request.pattern.empty() ? "blocks" : m_request.pattern);
    }

    std::vector<Combination> combinations()
    {
        std::vector<Combination> all;
        for (const ComponentRequest& coordinates : m_request.coordinates)
            for (const ComponentRequest& quantizer : m_request.quantizers)
                for (const double bits : m_request.bits) {
                    const auto wide = withWidth(quantizer, bits, m_registries);
                    if (!wide) {
                        m_notes.push_back(componentWord(quantizer) + " has no width of " + shortestDecimal(bits) + " bits");
                        continue;
                    }
                    all.push_back({componentWord(coordinates), componentWord(quantizer), bits,
                                   {coordinates, *wide, m_request.pattern, m_request.calibration}});
                }
        return all;
    }

    void runSome(std::span<const Combination> some, const std::function<void(const ValidationRow&)>& row,
                 const JobContext& job)
    {
        std::vector<QuantizationRecipe> recipes;
        for (const Combination& one : some) recipes.push_back(one.recipe);
        const EvaluationSink sink = [&](std::size_t i, EvaluationResult&& result) {
            const ValidationRow done{some[i].coordinates, some[i].quantizer, valuesOf(some[i].bits, result)};
            m_table.add(done);
            row(done);
        };
        try {
            evaluateModel(m_model, m_windows, recipes, sink, m_registries, job);
        } catch (const InvalidRequest& error) {
            if (some.size() > 1) { // find out which; what is done is done
                for (const Combination& one : some)
                    if (!m_table.has(one.coordinates, one.quantizer, one.bits)) runSome({&one, 1}, row, job);
                return;
            }
            m_notes.push_back(some.front().coordinates + ", " + componentWord(*some.front().recipe.quantizer) +
                              " was left out: " + error.what());
        }
    }

    const ValidationRequest& m_request;
    const Registries& m_registries;
    OpenModel m_model;
    ScoredWindows m_windows;
    ValidationTableFile m_table;
    std::vector<std::string> m_notes;
};

} // namespace

const std::vector<std::string>& validationColumns()
{
    static const std::vector<std::string> names{"bits",          "rate",           "payload_bits", "scale_bits",
                                                "basis_bits",    "entropy_bits",   "sqnr_db",      "operator_sqnr_db",
                                                "used_moments",  "perplexity",     "standard_error", "float_perplexity",
                                                "dlnppl",        "dlnppl_error",   "kl",           "kl_error",
                                                "kl_median",     "kl_p99",         "same_top1",    "noise_floor",
                                                "windows",       "context"};
    return names;
}

double valueOf(const ValidationRow& row, const std::string& column)
{
    const std::vector<std::string>& names = validationColumns();
    const auto at = std::find(names.begin(), names.end(), column);
    if (at == names.end()) throw InvalidRequest("a study has no column " + inQuotes(column));
    return row.values[static_cast<std::size_t>(at - names.begin())];
}

double entropyRate(const ValidationRow& row)
{
    return valueOf(row, "entropy_bits") + valueOf(row, "scale_bits") + valueOf(row, "basis_bits");
}

std::vector<std::string> runValidationStudy(const ValidationRequest& request, const std::string& table,
                                            const std::function<void(const ValidationRow&)>& row,
                                            const Registries& registries, const JobContext& job)
{
    return Study(request, table, registries).run(row, job);
}

} // namespace alidade
