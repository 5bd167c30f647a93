// SPDX-License-Identifier: GPL-3.0-or-later
// A validation study as a document: names, units and numbers of its columns, and its plot.
#include "widgets/results/study_document.h"

#include "widgets/bridge/core_text.h"
#include "widgets/results/study_plots.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace alidade {

namespace {

using StudyPtr = std::shared_ptr<const ValidationTable>;

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

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

QString inTable(const char* words) { return QCoreApplication::translate("StudyTable", words); }

/// A column's own name where this version knows none for it.
ResultsColumn columnOf(const std::string& name)
{
    const bool shown = std::ranges::count(shownColumns, std::string_view(name)) > 0;
    const auto at = std::ranges::find(headings, std::string_view(name), &Heading::column);
    if (at == headings.end()) return {fromCore(name), fromCore(name), {}, true, shown};
    return {fromCore(name), inTable(at->name), inTable(at->help), true, shown};
}

ResultsTable combinations(const ValidationTable& study)
{
    ResultsTable table;
    table.id = QStringLiteral("combinations");
    table.title = tr("Combinations of the study");
    table.columns.append({QStringLiteral("coordinates"), QCoreApplication::translate("StudyTable", "coordinates")});
    table.columns.append({QStringLiteral("quantizer"), QCoreApplication::translate("StudyTable", "quantizer")});
    for (const std::string& name : validationColumns())
        table.columns.append(columnOf(name));
    for (const ValidationRow& row : study.rows) {
        QVariantList cells{untrusted(row.coordinates), untrusted(row.quantizer)};
        for (const double value : row.values)
            cells.append(value);
        table.rows.append(cells);
    }
    return table;
}

// Texts are asked for outside of the class, whose name they would be looked for under otherwise.
QString kindText() { return tr("Validation study"); }

QString extentText(const ValidationTable& study) { return tr("combinations: %1").arg(study.rows.size()); }

ResultsFigure lossFigure(const StudyPtr& study)
{
    const ResultsChoice quality{QStringLiteral("quality"), tr("What is shown over the rate"),
                                {{QStringLiteral("divergence"), tr("KL divergence")},
                                 {QStringLiteral("perplexity"), tr("perplexity")}}};
    const ResultsChoice rate{QStringLiteral("rate"),
                             tr("What stands for the symbols in the rate, beside scales and basis"),
                             {{QStringLiteral("fixed"), tr("fixed-length rate")},
                              {QStringLiteral("entropy"), tr("entropy rate")}}};
    const auto plot = [study](const ChosenOptions& chosen) {
        const bool entropy = chosen.value(QStringLiteral("rate")) == QLatin1String("entropy");
        const bool perplexity = chosen.value(QStringLiteral("quality")) == QLatin1String("perplexity");
        return studyPlot(*study, entropy ? StudyRate::Entropy : StudyRate::FixedLength,
                         perplexity ? StudyQuality::Perplexity : StudyQuality::Divergence);
    };
    return {QStringLiteral("loss"), tr("Loss over rate"), {quality, rate}, plot};
}

class StudyDocument : public ResultsDocument {
public:
    explicit StudyDocument(StudyPtr study) : m_study(std::move(study)) {}

    QString kind() const override { return QStringLiteral("study"); }
    QString kindName() const override { return kindText(); }
    QString extent() const override { return extentText(*m_study); }
    ResultsSource source() const override { return {fromCore(m_study->model), {}}; }

    QList<ResultsFigure> figures(const Registries& /*registries*/) const override { return {lossFigure(m_study)}; }

    QList<ResultsTable> tables(const Registries& /*registries*/, const ChosenOptions& /*chosen*/) const override
    {
        return {combinations(*m_study)};
    }

private:
    StudyPtr m_study;
};

} // namespace

ResultsDocumentPtr makeStudyDocument(const StudyPtr& study) { return std::make_shared<const StudyDocument>(study); }

ResultsKind studyKind()
{
    return {QStringLiteral("study"), QStringLiteral("*.csv"),
            [](const QString& path) { return path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive); },
            [](const QString& path, const Registries& /*registries*/, const JobContext& /*job*/) {
                return makeStudyDocument(
                    std::make_shared<const ValidationTable>(readValidationTable(path.toStdString())));
            }};
}

} // namespace alidade
