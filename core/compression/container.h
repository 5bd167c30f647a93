// SPDX-License-Identifier: Apache-2.0
// The file of a compressed model: an HDF5 file with the dataset "alidade" (an index in JSON), one dataset of bytes for
// each coded tensor below "coded" and the other tensors as they are below "kept"; after the HDF5 data a seal of 16
// bytes: "ALIDADE1" and the XXH3 hash of all bytes before it. docs/compressed.md.
#pragma once

#include "core/base/job.h"
#include "core/checkpoint/checkpoint.h"
#include "core/compression/coded_tensor.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// A tensor in the index. Its dataset has the bytes of row basis, column basis, scales and symbols, one after the
/// other.
struct ContainerEntry {
    std::string name;
    std::vector<std::uint64_t> shape;
    bool isCoded = false;
    CodedTensor coded;                    ///< without bytes
    std::vector<std::uint64_t> sections = {}; ///< lengths of the four parts
    DType dtype = DType::F32;             ///< of a tensor that is kept

    [[nodiscard]] std::uint64_t codedBytes() const;
};

/// Gives the bytes of the entry, piece by piece.
using ContainerSource =
    std::function<void(std::size_t entry, const std::function<void(std::span<const std::byte>)>& write)>;

/// Writes the file at `path`, which exists and is empty. @throws Error, InvalidRequest, Cancelled
void writeContainer(const std::string& path, const std::vector<ContainerEntry>& entries, const ContainerSource& source,
                    const Registries& registries, const JobContext& job);

/// An open container.
class Container {
public:
    /// Compares the seal with the whole file, then reads the index. @throws FormatError, Cancelled
    Container(const std::string& path, const Registries& registries, const JobContext& job);

    [[nodiscard]] const std::vector<ContainerEntry>& entries() const { return m_entries; }
    /// A coded tensor with its bytes. @throws FormatError, Cancelled
    [[nodiscard]] CodedTensor coded(const ContainerEntry& entry, const JobContext& job) const;
    /// The checkpoint that holds the kept tensors, by the name keptName().
    [[nodiscard]] const Checkpoint& checkpoint() const { return *m_checkpoint; }
    [[nodiscard]] static std::string keptName(const ContainerEntry& entry) { return "kept/" + entry.name; }

private:
    [[nodiscard]] std::vector<std::byte> dataset(const std::string& name, const JobContext& job) const;

    std::string m_path;
    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::vector<ContainerEntry> m_entries;
};

} // namespace alidade
