// SPDX-License-Identifier: Apache-2.0
#include "core/sweep/sweep_store.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <xxhash.h>

namespace alidade {

namespace {

namespace fs = std::filesystem;

/// Of what is measured: where model and calibration lie does not matter, what they are does.
std::uint64_t hashOf(SweepRequest request, std::uint64_t calibration)
{
    const bool calibrated = !request.calibration.empty();
    request.model.clear();
    request.calibration.clear();
    const std::string text = requestText(request) + (calibrated ? std::to_string(calibration) : std::string());
    return XXH3_64bits(text.data(), text.size());
}

SweepIdentity identityOf(const SweepResults& run)
{
    return {run.version, run.fingerprint, hashOf(run.request, run.calibrationHash)};
}

bool exists(const std::string& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

} // namespace

SweepStore::SweepStore(std::string output, SweepResults run, const std::vector<Layer>& layers,
                       const Registries& registries)
    : m_output(std::move(output)), m_run(std::move(run)), m_registries(registries), m_identity(identityOf(m_run)),
      m_parts(m_output + ".parts")
{
    for (const Layer& layer : layers) m_places.push_back(layer.tensor.index);
}

std::string SweepStore::obstacle(const SweepIdentity& other) const
{
    if (other.version != m_identity.version)
        return "was measured by alidade " + escaped(other.version) + ", and this is " + m_identity.version;
    if (other.request != m_identity.request) return "belongs to a sweep that measures something else";
    if (other.fingerprint != m_identity.fingerprint) return "was measured on another model, or the model has changed";
    return {};
}

void SweepStore::takePart(std::size_t index, bool overwrite)
{
    const auto part = m_parts.find(index);
    if (!part) return;
    const std::string reason = obstacle(part->identity);
    if (reason.empty()) {
        m_tensors.insert_or_assign(index, tensorOf(part->record, m_run, m_registries));
        return;
    }
    if (!overwrite)
        throw InvalidRequest(escapedPath(m_parts.folder()) + " " + reason +
                             ": choose another output, or replace it with --overwrite");
}

void SweepStore::takeResults(bool overwrite, const JobContext& job)
{
    const std::string advice = "choose another output, or replace it with --overwrite";
    if (!isSweepFile(m_output)) {
        if (overwrite) return;
        throw InvalidRequest(escapedPath(m_output) + " is there and holds no finished or unfinished sweep (or was cut short): " +
                             advice);
    }
    SweepResultsPtr known;
    try {
        known = readSweepResults(m_output, m_registries, job);
    } catch (const FormatError& error) {
        if (overwrite) return;
        throw InvalidRequest(std::string(error.what()) + ": " + advice);
    }
    const std::string reason = obstacle(identityOf(*known));
    if (reason.empty()) {
        for (const SweepTensor& tensor : known->tensors) m_tensors.insert_or_assign(tensor.layer.tensor.index, tensor);
        return;
    }
    if (!overwrite) throw InvalidRequest(escapedPath(m_output) + " " + reason + ": " + advice);
}

void SweepStore::open(bool overwrite, const JobContext& job)
{
    if (exists(m_output)) takeResults(overwrite, job);
    for (const std::size_t index : m_places) takePart(index, overwrite);
    m_parts.makeFolder(); // now, and not after the first tensor: a place that cannot be written is known at once
}

const SweepTensor* SweepStore::find(std::size_t index) const
{
    const auto found = m_tensors.find(index);
    return found == m_tensors.end() ? nullptr : &found->second;
}

void SweepStore::put(const SweepTensor& tensor)
{
    const std::size_t index = tensor.layer.tensor.index;
    m_parts.put(index, {m_identity, recordOf(tensor, m_run.request, m_registries)});
    m_tensors.insert_or_assign(index, tensor);
}

void SweepStore::collect()
{
    for (const std::size_t index : m_places)
        if (!m_tensors.contains(index)) takePart(index, true);
}

void SweepStore::writeResults(const JobContext& job) const
{
    if (m_tensors.empty()) return;
    SweepResults results = m_run;
    for (const auto& [index, tensor] : m_tensors) results.tensors.push_back(tensor);
    m_parts.makeFolder();
    // Among the parts first, so that what a killed process leaves of it is removed with them.
    const std::string fresh = m_parts.folder() + "/results.h5.part-" + std::to_string(m_tensors.size());
    writeSweepResults(fresh, results, m_registries, job);
    if (std::rename(fresh.c_str(), m_output.c_str()) != 0)
        throw Error(escapedPath(m_output) + ": cannot be replaced: " + std::generic_category().message(errno));
}

bool SweepStore::resultsAreComplete(const JobContext& job) const
{
    if (!isSweepFile(m_output)) return false;
    const SweepResultsPtr known = readSweepResults(m_output, m_registries, job);
    return known->isComplete() && obstacle(identityOf(*known)).empty();
}

} // namespace alidade
