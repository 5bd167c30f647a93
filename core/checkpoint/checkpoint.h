// SPDX-License-Identifier: Apache-2.0
// An open model file. Opening validates the whole header and lists the tensors; weights are read on demand.
// Thread rule: a Checkpoint is immutable after opening; read() may be called from several threads at once.
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/tensor/matrix.h"
#include "core/tensor/tensor_info.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alidade {

/// What opening a file found out; filled by the format's reader.
struct CheckpointHeader {
    std::string path;     ///< as the user gave it
    std::string formatId; ///< "safetensors", "hdf5", ... as in formats.md 0
    std::vector<TensorInfo> tensors;
    std::vector<std::pair<std::string, std::string>> metadata; ///< key and value as text, in file order
    std::vector<std::string> warnings;
    std::uint64_t fingerprint =
        0; ///< hash of header bytes and file size: tells whether the file is still the same
};

/// A file or folder of tensors, one subclass per format.
class Checkpoint {
public:
    virtual ~Checkpoint() = default;
    Checkpoint(const Checkpoint&) = delete;
    Checkpoint& operator=(const Checkpoint&) = delete;

    [[nodiscard]] const std::string& path() const { return m_header.path; }
    [[nodiscard]] const std::string& formatId() const { return m_header.formatId; }
    [[nodiscard]] const std::vector<TensorInfo>& tensors() const { return m_header.tensors; }
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& metadata() const
    {
        return m_header.metadata;
    }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_header.warnings; }
    [[nodiscard]] std::uint64_t fingerprint() const { return m_header.fingerprint; }

    /// The tensor of this name. @throws InvalidRequest naming the file and the nearest names there are.
    [[nodiscard]] const TensorInfo& find(std::string_view name) const;

    /// Elements [first, first + out.size()) in row-major order as float32. `first` and the end are multiples
    /// of the type's block (dtypeInfo().blockElements) or the end of the tensor.
    /// @throws FormatError when the file no longer holds them, InvalidRequest for a type that is not
    /// readable.
    virtual void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const = 0;
    /// The same as float64 (exact for F64 and 32-bit integers).
    virtual void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const = 0;

    /// Compares content with the checksums that the format keeps for it; formats without any check nothing
    /// here. Reads whatever was not compared before, also what is in no readable tensor. @throws FormatError,
    /// Cancelled
    virtual void verify(const JobContext& job) const { static_cast<void>(job); }

    /// The whole tensor as rows x cols float32 (see makeLayer for the shape of vectors and stacks), read in
    /// parallel.
    /// @param matrix reads only this matrix of a stack, counted from 0, all dimensions but the last two
    /// flattened
    /// @throws as read(); InvalidRequest if the stack has no such matrix; Cancelled.
    [[nodiscard]] Matrix readMatrix(const TensorInfo& tensor, const JobContext& job,
                                    std::optional<std::uint64_t> matrix = std::nullopt) const;
    /// The same into `weights`, whose memory is kept if it has the shape already: memory that is new costs
    /// the system as much time as the reading.
    void readMatrix(const TensorInfo& tensor, Matrix& weights, const JobContext& job,
                    std::optional<std::uint64_t> matrix = std::nullopt) const;

protected:
    explicit Checkpoint(CheckpointHeader header) : m_header(std::move(header)) {}

private:
    CheckpointHeader m_header;
};

} // namespace alidade
