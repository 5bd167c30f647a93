// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of the open model as a table: name, shape, type and one column per quick metric, filled as the
// survey comes in. Knows of no selection and no engine. Thread rule: GUI thread.
#pragma once

#include "core/engine/analysis.h"
#include "core/registry/registries.h"
#include "widgets/models/layer_filter.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <unordered_map>
#include <vector>

namespace alidade {

class LayerTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// The columns before the metrics.
    enum FixedColumn { TensorColumn, ShapeColumn, TypeColumn, FixedColumnCount };
    /// SortRole: a double for numeric columns (NaN: undefined or unknown), a string for the others.
    /// BarRole: 0 to 1, where the value lies between the least and the greatest of its column, on a log scale
    /// where all are positive; invalid where there is no bar. NameRole: the tensor's full name.
    enum Role { SortRole = Qt::UserRole, BarRole, NameRole };

    /// @param registries must outlive the model
    explicit LayerTableModel(const Registries& registries, QObject* parent = nullptr);

    /// Another model, or null for none.
    void setSummary(const CheckpointSummaryPtr& summary);
    /// New results, one change of one range for all of them.
    void setResults(const std::vector<AnalysisResultPtr>& results);
    /// Marks a tensor as one that cannot be read, with the reason; empty: as one that can.
    void setError(const QString& tensor, const QString& reason);

    [[nodiscard]] const Layer* layerAt(int row) const;
    /// Row of the tensor of this name, or -1.
    [[nodiscard]] int rowOf(const QString& tensor) const;
    /// Column of a metric, or -1.
    [[nodiscard]] int metricColumn(const QString& id) const;
    /// The columns shown until the user chooses others.
    [[nodiscard]] bool isInitiallyVisible(int column) const;

    /// What the filter may compare, and the value of it.
    [[nodiscard]] QList<FilterField> filterFields() const;
    [[nodiscard]] std::optional<double> filterValue(const Layer& layer, const QString& fieldId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Range {
        double low = 0.0;
        double high = 0.0;
        bool any = false;
    };

    [[nodiscard]] std::optional<double> metricValue(int row, int column) const;
    [[nodiscard]] QVariant display(int row, int column) const;
    [[nodiscard]] QVariant sortKey(int row, int column) const;
    [[nodiscard]] QVariant bar(int row, int column) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    void widenRanges(const std::vector<AnalysisResultPtr>& results);
    void findAmbiguous();

    std::vector<const Metric*> m_metrics;
    CheckpointSummaryPtr m_summary;
    std::unordered_map<std::string, int> m_rows;
    std::vector<bool> m_ambiguous;             ///< by row: its brief name is that of another tensor, too
    std::vector<AnalysisResultPtr> m_results;  ///< by row
    std::unordered_map<int, QString> m_errors; ///< by row
    std::vector<Range> m_ranges;               ///< by metric
};

} // namespace alidade
