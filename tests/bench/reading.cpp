// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a tensor of each type of float from a safetensors file that lies in the page cache.
#include "core/base/float16.h"
#include "core/base/parallel.h"
#include "core/registry/registries.h"
#include "core/tensor/dtype.h"
#include "tests/bench/measurement.h"

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace alidade::bench {

namespace {

/// Bytes of a tensor of this type whose values are those of `weights`, or small ones where the type is of one
/// byte.
std::vector<char> storedBytes(const Matrix& weights, DType type)
{
    const std::size_t width = dtypeInfo(type).blockBytes;
    const auto count = static_cast<std::size_t>(weights.size());
    std::vector<char> bytes(count * width);
    for (std::size_t i = 0; i < count; ++i) {
        const float value = weights.data()[i];
        std::uint32_t code = std::bit_cast<std::uint32_t>(value);
        if (type == DType::BF16) code >>= 16;
        if (type == DType::F16) code = floatToHalf(value);
        if (width == 1) code = (code >> 13) & 0xBBu; // never Inf or NaN
        std::memcpy(bytes.data() + i * width, &code, width);
    }
    return bytes;
}

/// A safetensors file of one tensor that is removed in the end.
class TemporaryFile {
public:
    TemporaryFile(const Matrix& weights, DType type)
        : m_path(std::filesystem::temp_directory_path() /
                 ("alidade-bench-" + std::to_string(::getpid()) + ".safetensors"))
    {
        const std::vector<char> bytes = storedBytes(weights, type);
        std::string header = "{\"w\":{\"dtype\":\"" + std::string(dtypeInfo(type).name) + "\",\"shape\":[" +
                             std::to_string(weights.rows()) + "," + std::to_string(weights.cols()) +
                             "],\"data_offsets\":[0," + std::to_string(bytes.size()) + "]}}";
        header.resize((header.size() + 7) / 8 * 8, ' ');
        const std::uint64_t length = header.size();
        std::ofstream file(m_path, std::ios::binary);
        file.write(reinterpret_cast<const char*>(&length), sizeof length);
        file.write(header.data(), static_cast<std::streamsize>(header.size()));
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        require(file.good(), "writing the temporary file");
    }
    ~TemporaryFile()
    {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] std::string path() const { return m_path.string(); }

private:
    std::filesystem::path m_path;
};

void benchType(const Matrix& weights, DType type, const std::string& name, const Registries& registries,
               const Effort& effort)
{
    const TemporaryFile file(weights, type);
    const auto checkpoint = openCheckpoint(file.path(), registries.checkpointFormats);
    const TensorInfo& tensor = checkpoint->find("w");
    Limits limits(weights.size());
    Matrix kept;
    Matrix fresh;
    const auto timings =
        timeTogether({[&] { limits.copy(); }, [&] { checkpoint->readMatrix(tensor, kept, JobContext()); },
                      [&] {
                          fresh = Matrix();
                          fresh = checkpoint->readMatrix(tensor, JobContext());
                      }},
                     effort);
    limits.check();
    const double bytes = limits.bytes() + static_cast<double>(tensor.bytes);
    const double share = bytes / (2.0 * limits.bytes());
    const Timing limit{timings[0].median * share, timings[0].minimum * share};
    const std::string shape = shapeName(weights.rows(), weights.cols());
    report({"read " + name, shape, "alidade, memory kept", timings[1], bytes, 0.0, limit});
    report({"read " + name, shape, "alidade, new memory", timings[2], bytes, 0.0, limit});
    require(std::memcmp(kept.data(), fresh.data(), static_cast<std::size_t>(limits.bytes())) == 0,
            "read " + name);
    const double tolerance = type == DType::F32 ? 0.0 : type == DType::F16 ? 1e-3 : 8e-3;
    const bool oneByte = dtypeInfo(type).blockBytes == 1;
    const double difference =
        static_cast<double>((kept - weights).norm()) / static_cast<double>(weights.norm());
    require(oneByte ? kept.allFinite() && kept.norm() > 0.0F : difference <= tolerance, "read " + name);
}

} // namespace

void benchReading(Index rows, Index columns, const Effort& effort)
{
    const Registries registries = builtinRegistries();
    const Matrix weights = randomMatrix(rows, columns);
    benchType(weights, DType::BF16, "bf16", registries, effort);
    benchType(weights, DType::F16, "f16", registries, effort);
    benchType(weights, DType::F32, "f32", registries, effort);
    benchType(weights, DType::F8E4M3, "f8_e4m3", registries, effort);
    benchType(weights, DType::F8E5M2, "f8_e5m2", registries, effort);
}

} // namespace alidade::bench
