// SPDX-License-Identifier: GPL-3.0-or-later
// Names, units and numbers of a study's columns.
#include "widgets/models/study_table_model.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/number_format.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace alidade {

namespace {

struct Heading {
    std::string_view column;
    const char* name;
    const char* help;
};

constexpr std::array headings{
    Heading{"bits", QT_TRANSLATE_NOOP("StudyTable", "bits"),
            QT_TRANSLATE_NOOP("StudyTable", "Nominal width.")},
    Heading{"rate", QT_TRANSLATE_NOOP("StudyTable", "rate"),
            QT_TRANSLATE_NOOP("StudyTable", "Bits per weight: symbols of equal length, scales, basis.")},
    Heading{"payload_bits", QT_TRANSLATE_NOOP("StudyTable", "symbols"),
            QT_TRANSLATE_NOOP("StudyTable", "Bits per weight of symbols of equal length.")},
    Heading{"scale_bits", QT_TRANSLATE_NOOP("StudyTable", "scales"),
            QT_TRANSLATE_NOOP("StudyTable", "Bits per weight of scales and codebooks.")},
    Heading{"basis_bits", QT_TRANSLATE_NOOP("StudyTable", "basis"),
            QT_TRANSLATE_NOOP("StudyTable", "Bits per weight of what a decoder must know of the axes.")},
    Heading{"entropy_bits", QT_TRANSLATE_NOOP("StudyTable", "entropy"),
            QT_TRANSLATE_NOOP("StudyTable", "Bits per weight of the symbols' entropy: an estimate.")},
    Heading{"sqnr_db", QT_TRANSLATE_NOOP("StudyTable", "SQNR"),
            QT_TRANSLATE_NOOP("StudyTable", "Of the weights, in dB.")},
    Heading{"operator_sqnr_db", QT_TRANSLATE_NOOP("StudyTable", "output SQNR"),
            QT_TRANSLATE_NOOP("StudyTable", "Of the layers' outputs on the text of the calibration, in dB.")},
    Heading{"used_moments", QT_TRANSLATE_NOOP("StudyTable", "moments"),
            QT_TRANSLATE_NOOP("StudyTable", "1: the quantizer looked at second moments of the inputs.")},
    Heading{"perplexity", QT_TRANSLATE_NOOP("StudyTable", "perplexity"),
            QT_TRANSLATE_NOOP("StudyTable", "Of the quantized model on the text.")},
    Heading{"standard_error", QT_TRANSLATE_NOOP("StudyTable", "± perplexity"),
            QT_TRANSLATE_NOOP("StudyTable", "Standard error of the perplexity.")},
    Heading{"float_perplexity", QT_TRANSLATE_NOOP("StudyTable", "float perplexity"),
            QT_TRANSLATE_NOOP("StudyTable", "Of the model as it is.")},
    Heading{"dlnppl", QT_TRANSLATE_NOOP("StudyTable", "Δ ln perplexity"),
            QT_TRANSLATE_NOOP("StudyTable",
                              "Of the quantized model less that of the float model, in nats per token.")},
    Heading{"dlnppl_error", QT_TRANSLATE_NOOP("StudyTable", "± Δ ln perplexity"),
            QT_TRANSLATE_NOOP("StudyTable", "Standard error of the difference.")},
    Heading{
        "kl", QT_TRANSLATE_NOOP("StudyTable", "KL"),
        QT_TRANSLATE_NOOP("StudyTable",
                          "Mean divergence of the predictions from the float model's, in nats per token.")},
    Heading{"kl_error", QT_TRANSLATE_NOOP("StudyTable", "± KL"),
            QT_TRANSLATE_NOOP("StudyTable", "Standard error of the divergence.")},
    Heading{"kl_median", QT_TRANSLATE_NOOP("StudyTable", "KL median"),
            QT_TRANSLATE_NOOP("StudyTable", "Median over the tokens.")},
    Heading{"kl_p99", QT_TRANSLATE_NOOP("StudyTable", "KL 99 %"),
            QT_TRANSLATE_NOOP("StudyTable", "Exceeded by one token in a hundred.")},
    Heading{"same_top1", QT_TRANSLATE_NOOP("StudyTable", "same first"),
            QT_TRANSLATE_NOOP("StudyTable", "Share of tokens whose likeliest successor stays the same.")},
    Heading{"noise_floor", QT_TRANSLATE_NOOP("StudyTable", "noise floor"),
            QT_TRANSLATE_NOOP("StudyTable", "Divergence of the model itself with activations in bfloat16.")},
    Heading{"windows", QT_TRANSLATE_NOOP("StudyTable", "windows"),
            QT_TRANSLATE_NOOP("StudyTable", "Pieces of text.")},
    Heading{"context", QT_TRANSLATE_NOOP("StudyTable", "context"),
            QT_TRANSLATE_NOOP("StudyTable", "Tokens of a piece.")},
};

/// What a reader looks for first; the rest is in the file and in what is copied.
constexpr std::array<std::string_view, 11> shownColumns{
    "bits",   "rate", "entropy_bits", "basis_bits", "sqnr_db",  "perplexity",
    "dlnppl", "kl",   "kl_error",     "kl_p99",     "same_top1"};

const std::string& nameOf(int column)
{
    return validationColumns()[static_cast<std::size_t>(column - StudyTableModel::WordColumnCount)];
}

/// A column's own name where this version knows none for it.
QString headingText(int column, bool help)
{
    if (column < StudyTableModel::WordColumnCount) {
        const bool first = column == StudyTableModel::CoordinatesColumn;
        if (help) return {};
        return QCoreApplication::translate("StudyTable", first ? "coordinates" : "quantizer");
    }
    const auto at = std::ranges::find(headings, std::string_view(nameOf(column)), &Heading::column);
    if (at == headings.end()) return fromCore(nameOf(column));
    return QCoreApplication::translate("StudyTable", help ? at->help : at->name);
}

} // namespace

void StudyTableModel::setStudy(const StudyPtr& study)
{
    beginResetModel();
    m_study = study;
    endResetModel();
}

int StudyTableModel::columnOf(const std::string& name)
{
    const auto& names = validationColumns();
    const auto at = std::ranges::find(names, name);
    return at == names.end() ? -1 : WordColumnCount + static_cast<int>(at - names.begin());
}

bool StudyTableModel::isInitiallyVisible(int column)
{
    return column < WordColumnCount || std::ranges::count(shownColumns, std::string_view(nameOf(column))) > 0;
}

int StudyTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_study ? 0 : static_cast<int>(m_study->rows.size());
}

int StudyTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : WordColumnCount + static_cast<int>(validationColumns().size());
}

QVariant StudyTableModel::data(const QModelIndex& index, int role) const
{
    const ValidationRow& row = m_study->rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole && column >= WordColumnCount)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SortRole) return {};
    if (column < WordColumnCount)
        return untrusted(column == CoordinatesColumn ? row.coordinates : row.quantizer);
    const double value = row.values[static_cast<std::size_t>(column - WordColumnCount)];
    return role == SortRole ? QVariant(value) : QVariant(formatNumber(value));
}

QVariant StudyTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole) return headingText(section, false);
    if (role == Qt::ToolTipRole) return headingText(section, true);
    return {};
}

} // namespace alidade
