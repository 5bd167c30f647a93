// SPDX-License-Identifier: Apache-2.0
// Attributes of the root group as text: what a converter wrote about the model.
#include "core/base/text.h"
#include "core/checkpoint/hdf5_types.h"
#include "core/checkpoint/hdf5_walk.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

namespace alidade::hdf5 {

namespace {

constexpr std::size_t elementLimit = 1024;              // of one attribute
constexpr std::size_t byteLimit = std::size_t{1} << 20; // of one attribute

void appendItem(std::string& text, std::string_view item)
{
    if (!text.empty()) text += ", ";
    text += item;
}

/// Texts of changing length: the library allocates each, bounded by the worker's memory limit.
std::string readRaggedTexts(hid_t attribute, hid_t type, hid_t space, std::size_t count)
{
    std::vector<char*> items(count, nullptr);
    std::string text;
    if (H5Aread(attribute, type, items.data()) < 0) return text;
    for (const char* item : items)
        if (item != nullptr) appendItem(text, std::string_view(item, strnlen(item, limits::hdf5TextBytes)));
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, items.data());
    return text;
}

std::string readFixedTexts(hid_t attribute, hid_t type, std::size_t count)
{
    const std::size_t size = H5Tget_size(type);
    if (size == 0 || count * size > byteLimit) return {};
    std::string bytes(count * size, '\0');
    std::string text;
    if (H5Aread(attribute, type, bytes.data()) < 0) return text;
    for (std::size_t i = 0; i < count; ++i) {
        const char* item = bytes.data() + i * size;
        appendItem(text, std::string_view(item, strnlen(item, size)));
    }
    return text;
}

template <typename T>
std::string readNumbers(hid_t attribute, hid_t memory, std::size_t count)
{
    std::vector<T> values(count);
    std::string text;
    if (H5Aread(attribute, memory, values.data()) < 0) return text;
    for (const T value : values) {
        if constexpr (std::is_same_v<T, double>)
            appendItem(text, shortestDecimal(value));
        else
            appendItem(text, std::to_string(value));
    }
    return text;
}

std::string attributeText(hid_t attribute)
{
    const Handle type(H5Aget_type(attribute));
    const Handle space(H5Aget_space(attribute));
    if (!type.valid() || !space.valid()) return {};
    const hssize_t points = H5Sget_simple_extent_npoints(space.get());
    if (points <= 0 || static_cast<std::size_t>(points) > elementLimit) return {};
    const auto count = static_cast<std::size_t>(points);
    if (H5Tget_size(type.get()) > byteLimit) return {};
    switch (H5Tget_class(type.get())) {
    case H5T_STRING:
        return H5Tis_variable_str(type.get()) > 0 ? readRaggedTexts(attribute, type.get(), space.get(), count)
                                                  : readFixedTexts(attribute, type.get(), count);
    case H5T_FLOAT:
        return readNumbers<double>(attribute, H5T_NATIVE_DOUBLE, count);
    case H5T_INTEGER:
        return H5Tget_sign(type.get()) == H5T_SGN_NONE
                   ? readNumbers<unsigned long long>(attribute, H5T_NATIVE_ULLONG, count)
                   : readNumbers<long long>(attribute, H5T_NATIVE_LLONG, count);
    case H5T_ENUM:
        return readNumbers<int>(attribute, H5T_NATIVE_INT, count);
    default:
        return {};
    }
}

/// Valid UTF-8 of at most limits::hdf5TextBytes bytes.
std::string bounded(const std::string& text)
{
    if (text.size() <= limits::hdf5TextBytes) return validUtf8(text);
    std::string cut = text.substr(0, limits::hdf5TextBytes / 2);
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0u) == 0x80u)
        cut.pop_back();
    if (!cut.empty() && static_cast<unsigned char>(cut.back()) >= 0xC0u) cut.pop_back();
    return validUtf8(cut) + "\xE2\x80\xA6";
}

} // namespace

void sendAttributes(FileSet& files, const Send& send)
{
    const Handle root = openAddress(files.main(), files.main().root);
    struct Found {
        std::vector<std::string> names;
    } found;
    const auto collect = [](hid_t, const char* name, const H5A_info_t*, void* out) -> herr_t {
        Found& all = *static_cast<Found*>(out);
        all.names.emplace_back(name);
        return all.names.size() >= limits::hdf5Attributes ? 1 : 0;
    };
    hsize_t position = 0;
    if (H5Aiterate2(root.get(), H5_INDEX_NAME, H5_ITER_INC, &position, collect, &found) < 0)
        throw Refusal(FormatReason::BadHeader, withLibraryError("the attributes of the file cannot be read"));
    for (const std::string& name : found.names) {
        if (name.size() > limits::hdf5NameBytes) continue;
        const Handle attribute(H5Aopen(root.get(), name.c_str(), H5P_DEFAULT));
        const std::string value = attribute.valid() ? attributeText(attribute.get()) : std::string();
        if (value.empty()) continue;
        MessageWriter message(Kind::Attribute);
        message.text(validUtf8(name));
        message.text(bounded(value));
        send(message);
    }
}

} // namespace alidade::hdf5
