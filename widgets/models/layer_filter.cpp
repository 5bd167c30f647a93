// SPDX-License-Identifier: GPL-3.0-or-later
// Parsing and matching of the layer filter.
#include "widgets/models/layer_filter.h"

#include "core/tensor/dtype.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

QString sentence(const char* text) { return QCoreApplication::translate("alidade::LayerFilter", text); }

/// The field that `word` names or begins, if there is exactly one.
const FilterField* fieldFor(const QString& word, const QList<FilterField>& fields)
{
    const FilterField* found = nullptr;
    for (const FilterField& field : fields) {
        for (const QString& keyword : field.keywords) {
            if (keyword == word) return &field;
            if (!keyword.startsWith(word)) continue;
            if (found && found != &field) return nullptr;
            found = &field;
        }
    }
    return found;
}

QString keywordList(const QList<FilterField>& fields)
{
    QStringList words{QStringLiteral("dtype")};
    for (const FilterField& field : fields)
        words.append(field.keywords.first());
    return words.join(QStringLiteral(", "));
}

/// "4-12", "4", "4-", "-12": a closed interval. A minus in front of a digit at the start is a sign only if no
/// interval can be meant.
bool readRange(const QString& text, FilterComparison& comparison)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(\d+(?:\.\d+)?(?:e-?\d+)?)?(-)?(\d+(?:\.\d+)?(?:e-?\d+)?)?$)"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch() || text.isEmpty() || text == QLatin1String("-")) return false;
    if (match.hasCaptured(1) && !match.captured(1).isEmpty()) comparison.low = match.captured(1).toDouble();
    if (match.captured(2).isEmpty())
        comparison.high = comparison.low;
    else if (!match.captured(3).isEmpty())
        comparison.high = match.captured(3).toDouble();
    return true;
}

bool readBound(const QString& op, const QString& text, FilterComparison& comparison)
{
    if (op == QLatin1String(":")) return readRange(text, comparison);
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber) return false;
    if (op.startsWith(QLatin1Char('>'))) comparison.low = number;
    if (op.startsWith(QLatin1Char('<'))) comparison.high = number;
    if (op == QLatin1String("=") || op == QLatin1String("!=")) comparison.low = comparison.high = number;
    comparison.strict = op == QLatin1String(">") || op == QLatin1String("<");
    comparison.negated = op == QLatin1String("!=");
    return true;
}

bool holds(const FilterComparison& comparison, double value)
{
    if (std::isnan(value)) return false;
    // Typed numbers are short: 3.1 means what is shown as 3.1.
    const auto equal = [value](double bound) { return std::abs(value - bound) <= 1e-9 * std::abs(bound); };
    const bool above =
        !comparison.low ||
        (comparison.strict ? value > *comparison.low : value > *comparison.low || equal(*comparison.low));
    const bool below =
        !comparison.high ||
        (comparison.strict ? value < *comparison.high : value < *comparison.high || equal(*comparison.high));
    return (above && below) != comparison.negated;
}

} // namespace

LayerFilter LayerFilter::parse(const QString& text, const QList<FilterField>& fields)
{
    LayerFilter filter;
    static const QRegularExpression space(QStringLiteral("\\s+"));
    for (const QString& part : text.split(space, Qt::SkipEmptyParts)) {
        filter.parsePart(part, fields);
        if (filter.isValid()) continue;
        LayerFilter invalid;
        invalid.m_error = filter.m_error;
        return invalid;
    }
    return filter;
}

void LayerFilter::parsePart(const QString& part, const QList<FilterField>& fields)
{
    static const QRegularExpression comparisonPattern(
        QStringLiteral(R"(^([^<>=!:]+)(>=|<=|!=|>|<|=|:)(.*)$)"));
    const QRegularExpressionMatch match = comparisonPattern.match(part);
    if (!match.hasMatch()) {
        if (part.contains(QRegularExpression(QStringLiteral("[<>=!:]")))) {
            m_error = sentence("'%1' lacks a field in front of the comparison.").arg(part);
            return;
        }
        m_words.append(part.toLower());
        return;
    }
    const QString word = match.captured(1).toLower();
    const QString op = match.captured(2);
    const QString value = match.captured(3);
    if (word == QLatin1String("dtype") && (op == QLatin1String(":") || op == QLatin1String("="))) {
        if (value.isEmpty())
            m_error = sentence("'%1' lacks a type, as in dtype:bf16.").arg(part);
        else
            m_dtypes.append(value.toUpper());
        return;
    }
    const FilterField* field = fieldFor(word, fields);
    if (!field) {
        m_error =
            sentence("'%1' is not a field, or begins several; there are %2.").arg(word, keywordList(fields));
        return;
    }
    FilterComparison comparison{field->id, {}, {}, false, false};
    if (!readBound(op, value, comparison)) {
        m_error =
            op == QLatin1String(":")
                ? sentence("'%1' needs a number or a range after the colon, as in layer:4-12.").arg(part)
                : sentence("'%1' needs a number after %2.").arg(part, op);
        return;
    }
    m_comparisons.append(comparison);
}

bool LayerFilter::matches(const Layer& layer, const FilterValue& value) const
{
    const QString name = QString::fromStdString(layer.tensor.name).toLower();
    const QString shortName = QString::fromStdString(layer.shortName()).toLower();
    for (const QString& word : m_words)
        if (!name.contains(word) && !shortName.contains(word)) return false;
    const auto dtype = dtypeInfo(layer.tensor.dtype).name;
    const QString typeName = QString::fromLatin1(dtype.data(), static_cast<qsizetype>(dtype.size()));
    for (const QString& wanted : m_dtypes)
        if (typeName != wanted) return false;
    return std::ranges::all_of(m_comparisons, [&](const FilterComparison& comparison) {
        const std::optional<double> known = value(layer, comparison.fieldId);
        return known && holds(comparison, *known);
    });
}

} // namespace alidade
