// SPDX-License-Identifier: Apache-2.0
// What is known of a model's activations: second moments of the inputs of its matrices, measured on some text. A
// calibration is a checkpoint with tensors named by those of the model; docs/calibration.md.
// Thread rule: immutable; any thread may use it.
#pragma once

#include "core/base/job.h"
#include "core/registry/registries.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// How a calibration was measured; 0 for what is unknown.
struct CalibrationFacts {
    std::uint64_t tokens = 0;
    std::uint64_t windows = 0; ///< pieces of text
    std::uint64_t context = 0; ///< tokens of a piece
    std::uint64_t modelFingerprint = 0; ///< Checkpoint::fingerprint() of the model
    std::uint64_t textHash = 0;
    friend bool operator==(const CalibrationFacts&, const CalibrationFacts&) = default;
};

/// An open calibration. Matrices are read on demand; none is kept, but one that somebody still holds is handed out again.
class Calibration {
public:
    struct Content;
    explicit Calibration(std::unique_ptr<const Content> content);
    ~Calibration();
    Calibration(const Calibration&) = delete;
    Calibration& operator=(const Calibration&) = delete;

    /// E[x x^T] of the inputs of a tensor, n x n and symmetric: its own, those of a tensor that shares its input, or of the
    /// same layer by another format's name. Null if the file knows nothing of it.
    /// @throws FormatError naming file and tensor for what cannot be second moments (another size, numbers that are not
    /// finite, asymmetry beyond rounding, negative energies), Cancelled
    [[nodiscard]] std::shared_ptr<const MatrixD> inputMoments(const std::string& tensor, Index n,
                                                              const JobContext& job) const;
    /// E[delta delta^T] of the loss's gradient at the outputs of exactly this tensor, m x m; null if it is not there.
    /// @throws as inputMoments()
    [[nodiscard]] std::shared_ptr<const MatrixD> outputGradientMoments(const std::string& tensor, Index m,
                                                                       const JobContext& job) const;

    [[nodiscard]] const std::string& path() const;
    [[nodiscard]] const CalibrationFacts& facts() const;
    /// What it is in words: "second moments of 42 tensors, 65536 tokens", "importance matrix (mean squares alone) ...".
    [[nodiscard]] const std::string& description() const;
    /// Tensors that the file names, in its order; more may be answered for (see inputMoments()).
    [[nodiscard]] const std::vector<std::string>& tensors() const;
    /// Tokens that the input of this tensor saw, where it is known: experts see only some.
    [[nodiscard]] std::optional<std::uint64_t> tokens(const std::string& tensor) const;
    /// Tells whether the file is still the same.
    [[nodiscard]] std::uint64_t fingerprint() const;

private:
    struct Cache;
    std::unique_ptr<const Content> m_content;
    std::unique_ptr<Cache> m_cache;
};

/// Opens a calibration, an importance matrix of llama.cpp (GGUF, or the old form called .dat or .imatrix), or a plain
/// matrix of second moments (.npy, .safetensors, ...): one that stands alone counts for every tensor of its number of
/// inputs, several for the tensors they are named by.
/// @throws FormatError, InvalidRequest if there is nothing of this kind in the file
std::shared_ptr<const Calibration> openCalibration(const std::string& path, const Registries& registries);

/// "TENSOR.input_moments" and so on: the names in a calibration file.
namespace calibration_names {
inline constexpr const char* inputMoments = ".input_moments";                    ///< n x n
inline constexpr const char* outputGradientMoments = ".output_gradient_moments"; ///< m x m
inline constexpr const char* inputEnergies = ".input_energies";                  ///< n
inline constexpr const char* tokens = ".tokens";                                 ///< 1
} // namespace calibration_names

/// One tensor of a calibration file that is written.
struct CalibrationPlan {
    std::string name; ///< with its ending
    Index rows = 0;   ///< 1 for vectors
    Index columns = 0;
    bool asFloat32 = false; ///< half the size; float64 otherwise
};

/// A calibration file being written, matrix by matrix in the order of the plan, under another name; finish() gives it its
/// own. Its suffix chooses the format (.safetensors, .npz, .h5); any other name is HDF5.
class CalibrationWriter {
public:
    /// @throws Error (disk)
    CalibrationWriter(const std::string& path, const CalibrationFacts& facts, std::span<const CalibrationPlan> plan,
                      const Registries& registries);
    ~CalibrationWriter();
    CalibrationWriter(const CalibrationWriter&) = delete;
    CalibrationWriter& operator=(const CalibrationWriter&) = delete;

    /// The next matrix; second moments are checked as on reading. @throws InvalidRequest for one that is not as planned,
    /// Error (disk), Cancelled
    void write(const std::string& name, MatrixD values, const JobContext& job);
    /// @throws InvalidRequest if something is missing, Error
    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Writes a calibration, matrix by matrix, under another name and renames it when it is whole. Its suffix chooses the format
/// (.safetensors, .npz, .h5); any other name is HDF5.
/// @param produce makes the matrix of a place in the plan, called in order; second moments are checked as on reading
/// @throws InvalidRequest for matrices that are not as planned, Error (disk), Cancelled
void writeCalibration(const std::string& path, const CalibrationFacts& facts, std::span<const CalibrationPlan> plan,
                      const std::function<MatrixD(std::size_t place, const JobContext& job)>& produce,
                      const Registries& registries, const JobContext& job);

/// Says what keeps a matrix from being second moments, or nothing; symmetrises it.
std::optional<std::string> checkMoments(MatrixD& moments, const JobContext& job);

} // namespace alidade
