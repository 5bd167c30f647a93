// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the layer filter: words and comparisons, as in `down_proj kurt>10 layer:4-12`. All parts
// must hold. A word matches part of the tensor's name; a comparison names a field by any unambiguous
// beginning. Pure values.
#pragma once

#include "core/tensor/layer.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace alidade {

/// A name that may stand left of a comparison.
struct FilterField {
    QString id;           ///< "layer", "rows", or the id of a metric
    QStringList keywords; ///< lower-case names, of which the user may type any beginning
};

/// Value of a field for a layer: nothing if it is not known yet or has none, NaN if it is undefined.
using FilterValue = std::function<std::optional<double>(const Layer& layer, const QString& fieldId)>;

/// One comparison of a number: low <= value <= high, or strictly where so marked.
struct FilterComparison {
    QString fieldId;
    std::optional<double> low;
    std::optional<double> high;
    bool strict = false; ///< ends excluded
    bool negated = false;
};

/// A parsed filter.
class LayerFilter {
public:
    /// The filter, or a filter without parts and a sentence in error() that says what is wrong with the text.
    static LayerFilter parse(const QString& text, const QList<FilterField>& fields);

    [[nodiscard]] bool isValid() const { return m_error.isEmpty(); }
    [[nodiscard]] const QString& error() const { return m_error; }
    [[nodiscard]] bool isEmpty() const
    {
        return m_words.isEmpty() && m_comparisons.isEmpty() && m_dtypes.isEmpty();
    }
    [[nodiscard]] bool matches(const Layer& layer, const FilterValue& value) const;

private:
    void parsePart(const QString& part, const QList<FilterField>& fields);

    QStringList m_words;
    QStringList m_dtypes;
    QList<FilterComparison> m_comparisons;
    QString m_error;
};

} // namespace alidade
