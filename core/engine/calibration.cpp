// SPDX-License-Identifier: Apache-2.0
// Finding and reading the moments of a tensor.
#include "core/engine/calibration.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/engine/calibration_names.h"
#include "core/engine/imatrix.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>
#include <xxhash.h>

namespace alidade {

namespace {

/// What the file has of one tensor.
struct KnownInputs {
    const TensorInfo* moments = nullptr;
    const TensorInfo* energies = nullptr;
    const ImatrixEntry* imatrix = nullptr;
};

std::string withTokens(std::string text, const CalibrationFacts& facts)
{
    if (facts.tokens > 0) text += ", " + withThousands(facts.tokens) + " tokens";
    return text;
}

} // namespace

/// Everything that opening found; matrices stay in the file.
struct Calibration::Content {
    std::string path;
    std::shared_ptr<const Checkpoint> file; ///< null for an old importance matrix
    Imatrix imatrix;
    CalibrationFacts facts;
    std::string description;
    std::uint64_t fingerprint = 0;
    std::vector<std::string> names;
    std::map<std::string, KnownInputs> inputs;
    std::map<std::string, const TensorInfo*> gradients;
    std::map<std::string, const TensorInfo*> tokens;
    const TensorInfo* anyTensor = nullptr; ///< the only matrix of the file: for any tensor that it fits
    LayerIndex layers;

    [[nodiscard]] const KnownInputs* find(const std::string& tensor) const
    {
        for (const std::string& name : sharedInputNames(tensor))
            if (const auto at = inputs.find(name); at != inputs.end()) return &at->second;
        const auto at = inputs.find(layers.find(tensor));
        return at == inputs.end() ? nullptr : &at->second;
    }

    [[nodiscard]] MatrixD square(const TensorInfo& tensor, Index n, const JobContext& job) const;
    [[nodiscard]] MatrixD diagonal(std::span<const double> energies, const std::string& tensor, Index n) const;
    [[nodiscard]] std::vector<double> vector(const TensorInfo& tensor) const;
    [[noreturn]] void refuse(FormatReason reason, const std::string& tensor, const std::string& what) const
    {
        throw FormatError(reason, path, "tensor " + inQuotes(tensor) + " " + what);
    }
};

/// Matrices that somebody still holds.
struct Calibration::Cache {
    std::mutex mutex;
    std::map<std::string, std::weak_ptr<const MatrixD>> held;

    template <typename Read>
    std::shared_ptr<const MatrixD> find(const std::string& name, Index length, Read read)
    {
        const std::lock_guard lock(mutex);
        const std::string key = name + ' ' + std::to_string(length); // one of another size is refused, not handed out
        if (auto known = held[key].lock()) return known;
        auto fresh = std::make_shared<const MatrixD>(read());
        held[key] = fresh;
        return fresh;
    }
};

MatrixD Calibration::Content::square(const TensorInfo& tensor, Index n, const JobContext& job) const
{
    constexpr std::uint64_t elementsAtOnce = 1 << 22;
    const auto length = static_cast<std::uint64_t>(n);
    if (tensor.shape != std::vector{length, length})
        refuse(FormatReason::BadShape, tensor.name,
               "is " + shapeText(tensor.shape) + ", where second moments of " + std::to_string(n) + " channels are wanted");
    if (!dtypeInfo(tensor.dtype).readable) refuse(FormatReason::BadType, tensor.name, "holds no real numbers");
    MatrixD values(n, n);
    const std::span<double> all(values.data(), static_cast<std::size_t>(values.size()));
    for (std::uint64_t first = 0; first < tensor.elements; first += elementsAtOnce) {
        job.checkpoint(first, tensor.elements);
        file->read(tensor, first, all.subspan(first, std::min(elementsAtOnce, tensor.elements - first)));
    }
    if (const auto fault = checkMoments(values, job.quiet())) refuse(FormatReason::BadNumber, tensor.name, *fault);
    return values;
}

std::vector<double> Calibration::Content::vector(const TensorInfo& tensor) const
{
    if (!dtypeInfo(tensor.dtype).readable) refuse(FormatReason::BadType, tensor.name, "holds no real numbers");
    std::vector<double> values(static_cast<std::size_t>(tensor.elements));
    file->read(tensor, 0, std::span<double>(values));
    return values;
}

/// Several rows of energies, those of experts, are averaged.
MatrixD Calibration::Content::diagonal(std::span<const double> energies, const std::string& tensor, Index n) const
{
    const auto length = static_cast<std::size_t>(n);
    if (energies.empty() || energies.size() % length != 0)
        refuse(FormatReason::BadShape, tensor,
               "has energies of " + std::to_string(energies.size()) + " inputs, where " + std::to_string(n) + " are wanted");
    MatrixD moments = MatrixD::Zero(n, n);
    const auto parts = static_cast<double>(energies.size() / length);
    for (std::size_t i = 0; i < energies.size(); ++i) {
        if (!std::isfinite(energies[i]) || energies[i] < 0.0)
            refuse(FormatReason::BadNumber, tensor, "has an input energy that is negative or not finite");
        const auto j = static_cast<Index>(i % length);
        moments(j, j) += energies[i] / parts;
    }
    return moments;
}

namespace {

/// Fills the content from the tensors of a file.
class Reading {
public:
    explicit Reading(Calibration::Content& content) : m_content(content) {}

    void calibration()
    {
        std::vector<const TensorInfo*> plain;
        for (const TensorInfo& tensor : m_content.file->tensors())
            if (!take(tensor) && tensor.isMatrix() && tensor.shape[0] == tensor.shape[1]) plain.push_back(&tensor);
        m_content.facts = facts();
        if (m_content.inputs.empty() && m_content.gradients.empty()) return hessians(plain);
        m_content.description =
            withTokens("second moments of " + std::to_string(m_content.inputs.size()) + " inputs", m_content.facts);
    }

    void imatrix()
    {
        const Imatrix& imatrix = m_content.imatrix;
        for (const auto& [name, entry] : imatrix.entries) known(name).imatrix = &entry;
        m_content.facts.windows = imatrix.chunks;
        m_content.facts.context = imatrix.chunkTokens;
        if (imatrix.chunkTokens < (std::uint64_t{1} << 32U) && imatrix.chunks < (std::uint64_t{1} << 31U))
            m_content.facts.tokens = imatrix.chunks * imatrix.chunkTokens;
        m_content.description =
            withTokens("importance matrix of " + std::to_string(imatrix.entries.size()) +
                           " tensors: mean squares of the inputs alone, taken as a diagonal matrix of moments",
                       m_content.facts);
    }

private:
    KnownInputs& known(const std::string& tensor)
    {
        const auto [at, fresh] = m_content.inputs.emplace(tensor, KnownInputs{});
        if (fresh) {
            m_content.names.push_back(tensor);
            m_content.layers.add(tensor);
        }
        return at->second;
    }

    bool take(const TensorInfo& tensor)
    {
        const auto stem = [&tensor](std::string_view ending) {
            return tensor.name.ends_with(ending) ? tensor.name.substr(0, tensor.name.size() - ending.size()) : "";
        };
        if (const std::string name = stem(calibration_names::inputMoments); !name.empty()) known(name).moments = &tensor;
        else if (const std::string of = stem(calibration_names::inputEnergies); !of.empty()) known(of).energies = &tensor;
        else if (const std::string at = stem(calibration_names::outputGradientMoments); !at.empty())
            m_content.gradients[at] = &tensor;
        else if (const std::string saw = stem(calibration_names::tokens); !saw.empty() && saw != "calibration")
            m_content.tokens[saw] = &tensor;
        else return tensor.name.starts_with("calibration.");
        return true;
    }

    void hessians(const std::vector<const TensorInfo*>& plain)
    {
        for (const TensorInfo* tensor : plain) known(tensor->name).moments = tensor;
        if (plain.empty())
            throw InvalidRequest(escapedPath(m_content.path) +
                                 " holds no calibration: no second moments and no square matrix");
        if (plain.size() == 1) m_content.anyTensor = plain.front();
        m_content.description = plain.size() == 1 ? "one matrix of second moments, for every tensor that it fits"
                                                  : std::to_string(plain.size()) + " matrices of second moments";
    }

    /// A number below 2^53, or 64 bits as two halves, high one first.
    [[nodiscard]] std::uint64_t fact(const std::string& name) const
    {
        constexpr double most = 0x1p53;
        for (const TensorInfo& tensor : m_content.file->tensors()) {
            if (tensor.name != "calibration." + name) continue;
            if (tensor.elements < 1 || tensor.elements > 2)
                m_content.refuse(FormatReason::BadShape, tensor.name, "should be one number or two halves of one");
            const std::vector<double> values = m_content.vector(tensor);
            for (const double value : values)
                if (!(value >= 0.0) || value > (values.size() == 2 ? 0x1p32 - 1.0 : most))
                    m_content.refuse(FormatReason::BadNumber, tensor.name, "is no count");
            const auto first = static_cast<std::uint64_t>(values[0]);
            return values.size() == 1 ? first : (first << 32U) | static_cast<std::uint64_t>(values[1]);
        }
        return 0;
    }

    [[nodiscard]] CalibrationFacts facts() const
    {
        return {fact("tokens"), fact("windows"), fact("context"), fact("model_fingerprint"), fact("text_hash")};
    }

    Calibration::Content& m_content;
};

bool isLegacyName(const std::string& path) { return path.ends_with(".dat") || path.ends_with(".imatrix"); }

bool beginsLikeGguf(const std::string& path)
{
    const File file(path);
    std::string magic(4, '\0');
    if (file.size() < magic.size()) return false;
    file.read(0, std::as_writable_bytes(std::span(magic)));
    return magic == "GGUF";
}

std::uint64_t legacyFingerprint(const std::string& path)
{
    const File file(path);
    std::vector<std::byte> all(static_cast<std::size_t>(file.size()));
    file.read(0, all);
    return XXH3_64bits(all.data(), all.size());
}

} // namespace

Calibration::Calibration(std::unique_ptr<const Content> content)
    : m_content(std::move(content)), m_cache(std::make_unique<Cache>())
{}

Calibration::~Calibration() = default;

std::shared_ptr<const MatrixD> Calibration::inputMoments(const std::string& tensor, Index n, const JobContext& job) const
{
    const KnownInputs* known = m_content->find(tensor);
    if (known && known->moments && m_content->anyTensor && known->moments->shape[0] != static_cast<std::uint64_t>(n))
        known = nullptr; // a matrix that stands alone makes no promise
    if (!known && m_content->anyTensor && m_content->anyTensor->shape[0] == static_cast<std::uint64_t>(n))
        return m_cache->find(m_content->anyTensor->name, n, [&] { return m_content->square(*m_content->anyTensor, n, job); });
    if (!known) return nullptr;
    if (known->moments)
        return m_cache->find(known->moments->name, n, [&] { return m_content->square(*known->moments, n, job); });
    return m_cache->find("energies of " + tensor, n, [&] {
        return known->imatrix ? m_content->diagonal(known->imatrix->energies, tensor, n)
                              : m_content->diagonal(m_content->vector(*known->energies), known->energies->name, n);
    });
}

std::shared_ptr<const MatrixD> Calibration::outputGradientMoments(const std::string& tensor, Index m,
                                                                  const JobContext& job) const
{
    const auto at = m_content->gradients.find(tensor);
    if (at == m_content->gradients.end()) return nullptr;
    return m_cache->find(at->second->name, m, [&] { return m_content->square(*at->second, m, job); });
}

const std::string& Calibration::path() const { return m_content->path; }
const CalibrationFacts& Calibration::facts() const { return m_content->facts; }
const std::string& Calibration::description() const { return m_content->description; }
const std::vector<std::string>& Calibration::tensors() const { return m_content->names; }
std::uint64_t Calibration::fingerprint() const { return m_content->fingerprint; }

std::optional<std::uint64_t> Calibration::tokens(const std::string& tensor) const
{
    for (const std::string& name : sharedInputNames(tensor))
        if (const auto at = m_content->tokens.find(name); at != m_content->tokens.end()) {
            const std::vector<double> value = m_content->vector(*at->second);
            if (value.size() != 1 || !(value[0] >= 0.0) || value[0] > 0x1p53)
                m_content->refuse(FormatReason::BadNumber, at->second->name, "is no count");
            return static_cast<std::uint64_t>(value[0]);
        }
    const KnownInputs* known = m_content->find(tensor);
    return known && known->imatrix ? known->imatrix->tokens : std::nullopt;
}

std::shared_ptr<const Calibration> openCalibration(const std::string& path, const Registries& registries)
{
    auto content = std::make_unique<Calibration::Content>();
    content->path = path;
    std::error_code error;
    const bool legacy = isLegacyName(path) && std::filesystem::is_regular_file(path, error) && !beginsLikeGguf(path);
    if (legacy) {
        content->imatrix = readLegacyImatrix(path);
        content->fingerprint = legacyFingerprint(path);
    } else {
        content->file = openCheckpoint(path, registries.checkpointFormats);
        content->fingerprint = content->file->fingerprint();
    }
    Reading reading(*content);
    if (legacy) reading.imatrix();
    else if (isImatrix(*content->file)) {
        content->imatrix = readImatrix(*content->file, JobContext());
        reading.imatrix();
    } else reading.calibration();
    return std::make_shared<const Calibration>(std::move(content));
}

} // namespace alidade
