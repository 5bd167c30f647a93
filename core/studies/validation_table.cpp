// SPDX-License-Identifier: Apache-2.0
#include "core/studies/validation_table.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"
#include "core/checkpoint/output_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace alidade {

namespace {

constexpr std::size_t wordColumns = 4; // study, model, coordinates, quantizer

std::string headerLine()
{
    std::string line = "study,model,coordinates,quantizer";
    for (const std::string& name : validationColumns()) line += "," + name;
    return line + "\n";
}

/// RFC 4180: quoted where it must be.
std::string cell(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

/// The cells of a line that ends with a line break; nothing for one that was cut off.
std::optional<std::vector<std::string>> takeLine(std::string_view& text)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else if (c == '\n' && !quoted) {
            text.remove_prefix(i + 1);
            return cells;
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return std::nullopt;
}

double numberOf(const std::string& text, const std::string& path)
{
    if (text.empty()) return std::numeric_limits<double>::quiet_NaN();
    if (text == "inf") return std::numeric_limits<double>::infinity();
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        throw FormatError(FormatReason::BadNumber, path, inQuotes(text) + " is not a number");
    return value;
}

struct ReadTable {
    ValidationTable table;
    std::size_t wholeBytes = 0; ///< up to the end of the last whole line
};

ReadTable readTable(const std::string& path)
{
    const File file(path);
    if (file.size() > limits::jsonFileBytes) throw FormatError(FormatReason::HeaderTooLarge, path, "no study is so large");
    std::string content(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, std::as_writable_bytes(std::span(content)));
    std::string_view text = content;
    if (!text.starts_with(headerLine()))
        throw FormatError(FormatReason::BadHeader, path, "not the table of a validation study");
    ReadTable result;
    static_cast<void>(takeLine(text));
    while (const auto cells = takeLine(text)) {
        if (cells->size() != wordColumns + validationColumns().size())
            throw FormatError(FormatReason::BadText, path, "a line has another number of columns than the header");
        result.table.study = (*cells)[0];
        result.table.model = (*cells)[1];
        ValidationRow row{(*cells)[2], (*cells)[3], {}};
        for (std::size_t i = wordColumns; i < cells->size(); ++i) row.values.push_back(numberOf((*cells)[i], path));
        result.table.rows.push_back(std::move(row));
    }
    result.wholeBytes = content.size() - text.size();
    return result;
}

TensorInfo infoOf(const std::string& name, std::vector<std::uint64_t> shape, DType type, std::size_t index)
{
    TensorInfo info;
    info.name = name;
    info.elements = 1;
    for (const std::uint64_t length : shape) info.elements *= length;
    info.shape = std::move(shape);
    info.dtype = type;
    info.bytes = storageBytes(type, info.elements).value_or(0);
    info.index = index;
    return info;
}

} // namespace

ValidationTable readValidationTable(const std::string& path) { return readTable(path).table; }

ValidationTableFile::ValidationTableFile(std::string path, std::string study, std::string model)
    : m_path(std::move(path)), m_study(std::move(study)), m_model(std::move(model))
{
    if (!m_path.ends_with(".csv")) throw InvalidRequest(escapedPath(m_path) + ": the table of a study ends in .csv");
    std::error_code ignored;
    if (!std::filesystem::exists(m_path, ignored)) {
        TemporaryFile temporary(m_path);
        {
            OutputFile file(temporary.path());
            file.append(headerLine());
        }
        temporary.commit();
        return;
    }
    ReadTable read = readTable(m_path);
    if (!read.table.rows.empty() && read.table.study != m_study)
        throw InvalidRequest(escapedPath(m_path) + " holds another study (another model, text, protocol or calibration); " +
                             "choose another name");
    m_rows = std::move(read.table.rows);
    std::filesystem::resize_file(m_path, read.wholeBytes); // a line that a killed run had begun
}

bool ValidationTableFile::has(const std::string& coordinates, const std::string& quantizer, double bits) const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const ValidationRow& row) {
        return row.coordinates == coordinates && row.quantizer == quantizer && row.values.front() == bits;
    });
}

void ValidationTableFile::add(const ValidationRow& row)
{
    std::string line = cell(m_study) + "," + cell(m_model) + "," + cell(row.coordinates) + "," + cell(row.quantizer);
    for (const double value : row.values) line += "," + (std::isnan(value) ? std::string() : shortestDecimal(value));
    appendToFile(m_path, line + "\n");
    m_rows.push_back(row);
}

void ValidationTableFile::finish(const Registries& registries) const
{
    const auto rows = static_cast<std::uint64_t>(m_rows.size());
    if (rows == 0) return;
    std::string columns;
    for (const std::string& name : validationColumns()) columns += name + "\n";
    std::string combinations;
    std::vector<double> values;
    for (const ValidationRow& row : m_rows) {
        combinations += row.coordinates + "\t" + row.quantizer + "\n";
        values.insert(values.end(), row.values.begin(), row.values.end());
    }
    const std::string study = m_study + "\n" + m_model + "\n";
    const std::vector<TensorInfo> tensors{
        infoOf("results", {rows, validationColumns().size()}, DType::F64, 0),
        infoOf("columns", {columns.size()}, DType::U8, 1),
        infoOf("combinations", {combinations.size()}, DType::U8, 2),
        infoOf("study", {study.size()}, DType::U8, 3),
    };
    TemporaryFile temporary(m_path.substr(0, m_path.size() - 4) + ".h5");
    {
        const auto writer = registries.checkpointWriters.find("hdf5").create(temporary.path(), tensors);
        writer->write(std::as_bytes(std::span(values)));
        writer->endTensor();
        for (const std::string& text : {columns, combinations, study}) {
            writer->write(std::as_bytes(std::span(text)));
            writer->endTensor();
        }
        writer->finish();
    }
    temporary.commit();
}

} // namespace alidade
