// SPDX-License-Identifier: Apache-2.0
// What is known of a sweep on the disk: its parts and its results file, and whether they may be gone on with.
#pragma once

#include "core/sweep/sweep_parts.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace alidade {

/// The output of a sweep. Thread rule: one thread, the scheduler's.
class SweepStore {
public:
    /// @param run    without tensors: request, version, format, fingerprint, calibration, planned
    /// @param layers the tensors of the sweep
    SweepStore(std::string output, SweepResults run, const std::vector<Layer>& layers, const Registries& registries);

    /// Reads what an earlier run has left and checks that it belongs to this sweep.
    /// @param overwrite leaves out what does not, instead of refusing
    /// @throws InvalidRequest with the reason, FormatError for a damaged results file, Error, Cancelled
    void open(bool overwrite, const JobContext& job);

    /// A finished tensor by its place in the model, or null; from the results file, a part, or put().
    [[nodiscard]] const SweepTensor* find(std::size_t index) const;
    /// Keeps a tensor and stores it at once. @throws Error (disk)
    void put(const SweepTensor& tensor);
    /// Forgets a tensor whose weights have changed.
    void forget(std::size_t index) { m_tensors.erase(index); }
    /// Takes in what other processes have stored since. @throws Error
    void collect();

    [[nodiscard]] std::size_t count() const { return m_tensors.size(); }
    [[nodiscard]] bool isComplete() const { return m_tensors.size() == m_run.planned; }
    /// Brings the results file up to date. @throws Error (disk), Cancelled
    void writeResults(const JobContext& job) const;
    /// Removes the parts. Call after the complete results were written.
    void removeParts() const { m_parts.remove(); }
    /// Whether the results file is there and holds the whole sweep, as another process may have written it.
    [[nodiscard]] bool resultsAreComplete(const JobContext& job) const;

private:
    void takePart(std::size_t index, bool overwrite);
    void takeResults(bool overwrite, const JobContext& job);
    [[nodiscard]] std::string obstacle(const SweepIdentity& other) const;

    std::string m_output;
    SweepResults m_run;
    std::vector<std::size_t> m_places; ///< of the tensors in the model
    const Registries& m_registries;
    SweepIdentity m_identity;
    SweepParts m_parts;
    std::map<std::size_t, SweepTensor> m_tensors; ///< by place
};

} // namespace alidade
