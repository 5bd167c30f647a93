// SPDX-License-Identifier: GPL-3.0-or-later
// The flattening-concentration plane with the choice of its axes; a click selects the layer. Thread rule: GUI
// thread.
#pragma once

#include "widgets/cards/result_card.h"

class QComboBox;

namespace alidade {

class PlaneCard final : public ResultCard {
    Q_OBJECT

public:
    explicit PlaneCard(Workbench& workbench);

    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] bool isComplete() const override;
    /// The survey of the stored axes and of every visible chip.
    [[nodiscard]] std::vector<AnalysisRequest> requests() const override;
    [[nodiscard]] QStringList problems() const override;
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;
    /// The layer of the arrow that ends there.
    [[nodiscard]] const Layer* layerAt(double x) const override;
    /// Where it is stored.
    [[nodiscard]] std::optional<double> positionOf(const Layer& layer) const override;

private:
    void makeControls();
    QComboBox* metricBox(const QList<const Metric*>& metrics, const QString& objectName, const QString& name,
                         const QString& help);
    [[nodiscard]] QList<int> surveyedChips() const;
    [[nodiscard]] const Metric* flattening() const;
    [[nodiscard]] const Metric* concentration() const;
    void selectAt(const QPointF& place);

    QComboBox* m_flattening = nullptr;
    QComboBox* m_concentration = nullptr;
};

} // namespace alidade
