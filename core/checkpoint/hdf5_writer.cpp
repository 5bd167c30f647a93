// SPDX-License-Identifier: Apache-2.0
// Writing HDF5: libhdf5 lays out contiguous datasets in a file of our own making, then the bytes go straight
// to where it placed them. Half and bfloat16 are custom float types, since HDF5 1.10 has none; formats.md 6.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_writer.h"
#include "core/checkpoint/hdf5_handle.h"
#include "core/checkpoint/output_file.h"
#include "core/tensor/encode.h"

#include <array>
#include <hdf5.h>

namespace alidade {

namespace {

using hdf5::Handle;

constexpr std::size_t largestRank = 32; // H5S_MAX_RANK

Handle checked(hid_t id, const std::string& what)
{
    if (id < 0) throw Error("HDF5 could not create " + what);
    return Handle(id);
}

/// A little-endian float of two bytes with the given layout.
Handle twoByteFloat(std::size_t exponentBits, std::size_t mantissaBits, std::size_t bias)
{
    Handle type = checked(H5Tcopy(H5T_IEEE_F32LE), "a type");
    const bool made = H5Tset_fields(type.get(), 15, mantissaBits, exponentBits, 0, mantissaBits) >= 0 &&
                      H5Tset_size(type.get(), 2) >= 0 && H5Tset_ebias(type.get(), bias) >= 0;
    if (!made) throw Error("HDF5 could not create a two-byte float type");
    return type;
}

/// Booleans as h5py stores them: an enumeration of int8.
Handle booleanType()
{
    Handle type = checked(H5Tenum_create(H5T_STD_I8LE), "a boolean type");
    const std::int8_t no = 0;
    const std::int8_t yes = 1;
    H5Tenum_insert(type.get(), "FALSE", &no);
    H5Tenum_insert(type.get(), "TRUE", &yes);
    return type;
}

Handle storedType(DType type)
{
    switch (type) {
    case DType::F64:
        return checked(H5Tcopy(H5T_IEEE_F64LE), "a type");
    case DType::F16:
        return twoByteFloat(5, 10, 15);
    case DType::BF16:
        return twoByteFloat(8, 7, 127);
    case DType::I64:
        return checked(H5Tcopy(H5T_STD_I64LE), "a type");
    case DType::I32:
        return checked(H5Tcopy(H5T_STD_I32LE), "a type");
    case DType::I16:
        return checked(H5Tcopy(H5T_STD_I16LE), "a type");
    case DType::I8:
        return checked(H5Tcopy(H5T_STD_I8LE), "a type");
    case DType::U64:
        return checked(H5Tcopy(H5T_STD_U64LE), "a type");
    case DType::U32:
        return checked(H5Tcopy(H5T_STD_U32LE), "a type");
    case DType::U16:
        return checked(H5Tcopy(H5T_STD_U16LE), "a type");
    case DType::U8:
        return checked(H5Tcopy(H5T_STD_U8LE), "a type");
    case DType::Bool:
        return booleanType();
    default:
        return checked(H5Tcopy(H5T_IEEE_F32LE), "a type");
    }
}

Handle spaceOf(const TensorInfo& tensor)
{
    if (tensor.shape.empty()) return checked(H5Screate(H5S_SCALAR), "a scalar");
    if (tensor.shape.size() > largestRank)
        throw InvalidRequest("tensor " + inQuotes(tensor.name) + " has more dimensions than HDF5 allows");
    std::vector<hsize_t> shape(tensor.shape.begin(), tensor.shape.end());
    return checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                   "the shape of " + inQuotes(tensor.name));
}

/// HDF5 takes names as paths: an empty one, "." or a NUL cannot be written.
void requireWritableName(const std::string& name)
{
    const bool bad = name.empty() || name == "." || name.find('\0') != std::string::npos ||
                     name.front() == '/' || name.back() == '/' || name.find("//") != std::string::npos ||
                     name.find("./") == 0 || name.find("/./") != std::string::npos;
    if (bad) throw InvalidRequest("tensor name " + inQuotes(name) + " cannot be the name of an HDF5 dataset");
}

/// Creates the datasets and returns where in the file the data of each begins.
std::vector<std::uint64_t> layOut(const std::string& path, const std::vector<TensorInfo>& tensors)
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    const Handle file = checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "a file");
    const Handle links = checked(H5Pcreate(H5P_LINK_CREATE), "a property list");
    H5Pset_create_intermediate_group(links.get(), 1);
    H5Pset_char_encoding(links.get(), H5T_CSET_UTF8);
    const Handle creation = checked(H5Pcreate(H5P_DATASET_CREATE), "a property list");
    H5Pset_layout(creation.get(), H5D_CONTIGUOUS);
    H5Pset_alloc_time(creation.get(), H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(creation.get(), H5D_FILL_TIME_NEVER);
    H5Pset_obj_track_times(creation.get(), false); // the same input gives the same bytes
    std::vector<std::uint64_t> offsets;
    for (const TensorInfo& tensor : tensors) {
        requireWritableName(tensor.name);
        const Handle type = storedType(tensor.dtype);
        const Handle space = spaceOf(tensor);
        const Handle dataset = checked(H5Dcreate2(file.get(), tensor.name.c_str(), type.get(), space.get(),
                                                  links.get(), creation.get(), H5P_DEFAULT),
                                       "dataset " + inQuotes(tensor.name));
        const haddr_t offset = H5Dget_offset(dataset.get());
        if (offset == HADDR_UNDEF && tensor.bytes > 0)
            throw Error("HDF5 did not place dataset " + inQuotes(tensor.name));
        offsets.push_back(offset);
    }
    if (H5Fflush(file.get(), H5F_SCOPE_GLOBAL) < 0) throw Error("HDF5 could not write the file's structure");
    return offsets;
}

class Hdf5Writer final : public CheckpointWriter {
public:
    Hdf5Writer(const std::string& path, const std::vector<TensorInfo>& tensors)
        : m_offsets(layOut(path, tensors)), m_file(path)
    {}

    void write(std::span<const std::byte> bytes) override
    {
        m_file.patch(m_offsets[m_tensor] + m_written, bytes);
        m_written += bytes.size();
    }
    void endTensor() override
    {
        ++m_tensor;
        m_written = 0;
    }
    void finish() override {}

private:
    std::vector<std::uint64_t> m_offsets;
    OutputFile m_file;
    std::size_t m_tensor = 0;
    std::uint64_t m_written = 0;
};

} // namespace

void register_hdf5_writer(CheckpointWriterRegistry& registry)
{
    registry.add({
        .id = "hdf5",
        .suffix = ".h5",
        .targetType = [](DType stored) { return isEncodable(stored) ? stored : DType::F32; },
        .create = [](const std::string& path, const std::vector<TensorInfo>& tensors)
            -> std::unique_ptr<CheckpointWriter> { return std::make_unique<Hdf5Writer>(path, tensors); },
    });
}

} // namespace alidade
