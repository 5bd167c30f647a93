// SPDX-License-Identifier: Apache-2.0
// Datasets of doubles with attributes. Texts are variable-length UTF-8, as h5py and MATLAB read them.
#include "core/checkpoint/hdf5_arrays.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/hdf5_handle.h"
#include "core/checkpoint/output_file.h"

#include <algorithm>
#include <hdf5.h>

namespace alidade {

namespace {

using hdf5::Handle;

Handle made(hid_t id, const std::string& what)
{
    if (id < 0) throw Error("HDF5 could not create " + what);
    return Handle(id);
}

void requireWhole(const NamedArray& array)
{
    std::size_t count = 1;
    for (const std::size_t extent : array.shape)
        count *= extent;
    if (array.name.empty() || array.name.find('/') != std::string::npos)
        throw InvalidRequest(inQuotes(array.name) + " cannot be the name of an array");
    if (array.shape.empty() || count != array.values.size())
        throw InvalidRequest("array " + inQuotes(array.name) + " has other values than its shape says");
}

void writeAttribute(const Handle& owner, const ArrayAttribute& attribute)
{
    const Handle space = made(H5Screate(H5S_SCALAR), "a scalar");
    const auto* text = std::get_if<std::string>(&attribute.value);
    const Handle type = made(H5Tcopy(text ? H5T_C_S1 : H5T_IEEE_F64LE), "a type");
    if (text && (H5Tset_size(type.get(), H5T_VARIABLE) < 0 || H5Tset_cset(type.get(), H5T_CSET_UTF8) < 0))
        throw Error("HDF5 could not create a text type");
    const Handle stored = made(H5Acreate2(owner.get(), attribute.name.c_str(), type.get(), space.get(), H5P_DEFAULT,
                                          H5P_DEFAULT),
                               "attribute " + inQuotes(attribute.name));
    const char* letters = text ? text->c_str() : nullptr;
    const double* number = std::get_if<double>(&attribute.value);
    const bool written = text ? H5Awrite(stored.get(), type.get(), &letters) >= 0
                              : H5Awrite(stored.get(), H5T_NATIVE_DOUBLE, number) >= 0;
    if (!written) throw Error("HDF5 could not write attribute " + inQuotes(attribute.name));
}

void writeArray(const Handle& file, const NamedArray& array)
{
    const std::vector<hsize_t> shape(array.shape.begin(), array.shape.end());
    const Handle space = made(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), "a shape");
    const Handle links = made(H5Pcreate(H5P_LINK_CREATE), "a property list");
    H5Pset_char_encoding(links.get(), H5T_CSET_UTF8);
    const Handle creation = made(H5Pcreate(H5P_DATASET_CREATE), "a property list");
    H5Pset_obj_track_times(creation.get(), false); // the same data gives the same bytes
    const Handle dataset = made(H5Dcreate2(file.get(), array.name.c_str(), H5T_IEEE_F64LE, space.get(), links.get(),
                                           creation.get(), H5P_DEFAULT),
                                "dataset " + inQuotes(array.name));
    const herr_t written =
        H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.values.data());
    if (written < 0) throw Error("HDF5 could not write dataset " + inQuotes(array.name));
    for (const ArrayAttribute& attribute : array.attributes)
        writeAttribute(dataset, attribute);
}

} // namespace

void writeHdf5Arrays(const std::string& path, const std::vector<NamedArray>& arrays,
                     const std::vector<ArrayAttribute>& attributes)
{
    if (arrays.empty()) throw InvalidRequest("there are no data to write");
    std::for_each(arrays.begin(), arrays.end(), requireWhole);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    TemporaryFile target(path);
    {
        const Handle file =
            made(H5Fcreate(target.path().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "a file");
        for (const ArrayAttribute& attribute : attributes)
            writeAttribute(file, attribute);
        for (const NamedArray& array : arrays)
            writeArray(file, array);
        if (H5Fflush(file.get(), H5F_SCOPE_GLOBAL) < 0) throw Error("HDF5 could not write the data to the disk");
    }
    target.commit();
}

} // namespace alidade
