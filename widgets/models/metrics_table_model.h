// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of the selected tensor: one row per quantity, one column per visible coordinate system. Only
// formats what results hold. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/null_results.h"
#include "widgets/bridge/workbench.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace alidade {

class MetricsTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// SectionRole: true for a row that is a heading. ValueRole: the number as a double, invalid if it is
    /// unknown. MetricRole: id of the metric. NullRole: id of the null whose mean the row shows.
    enum Role { SectionRole = Qt::UserRole, ValueRole, MetricRole, NullRole };

    /// @param workbench must outlive the model, and so must `nulls`
    MetricsTableModel(const Workbench& workbench, const NullResults& nulls, QObject* parent = nullptr);

    /// Reads the workbench again.
    void refresh();
    /// Chip shown in a column.
    [[nodiscard]] int chipOf(int column) const { return m_chips.at(column); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Value = std::function<std::optional<double>(const ChipResults&)>;
    using PointValue = std::function<double(const RateDistortionPoint&)>;
    struct Row {
        QString label;
        QString toolTip;
        Value value;                  ///< empty: a heading or a null
        Part part = Part::Statistics; ///< where the value comes from, to know what is still pending
        std::string metric;           ///< id, of a metric or of the metric that the null is of
        std::string null;             ///< id of the null whose mean the row shows; empty for everything else
        [[nodiscard]] bool isHeading() const { return !value && null.empty(); }
    };

    void buildRows();
    void addHeading(const QString& text, Part part, const QString& toolTip = {});
    void addPointRow(const QString& label, const QString& unit, const QString& help, const PointValue& read,
                     Part part = Part::Curve);
    void addMetrics();
    void addNullRow(const Metric& metric);
    void addCurveRows();
    void addComparisonRows();
    void addResidualRows();
    [[nodiscard]] int baselineChip() const;
    [[nodiscard]] std::optional<double> value(int row, int column) const;
    [[nodiscard]] bool isInvariant(int row) const;
    [[nodiscard]] QString display(int row, int column) const;
    [[nodiscard]] QString cellToolTip(int row, int column) const;
    [[nodiscard]] QString nullText(int row, int column) const;

    const Workbench& m_workbench;
    const NullResults& m_nulls;
    std::vector<Row> m_rows;
    QList<int> m_chips;
    bool m_coded = false; ///< there is a row for what the coder wrote
    bool m_calibrated = false; ///< there is a row for the error of the outputs
};

} // namespace alidade
