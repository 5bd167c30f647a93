// SPDX-License-Identifier: GPL-3.0-or-later
// The five plots of the toy experiment, which runs when one of them is first seen. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/toy_results.h"
#include "widgets/cards/result_card.h"

class QComboBox;
class QPushButton;
class QSpinBox;

namespace alidade {

/// Base: all show the same experiment, and have its target, seed and protocol among their options.
class ToyCard : public ResultCard {
    Q_OBJECT

public:
    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QStringList problems() const override;
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;
    [[nodiscard]] std::optional<QStringList> commands() const override;

protected:
    ToyCard(const QString& id, const QString& title, Workbench& workbench);

    [[nodiscard]] ToyResults& toy() const { return workbench().toy(); }
    /// The plot of a finished experiment.
    [[nodiscard]] virtual PlotSpec plotOf(const ToyBasis& toy) const = 0;
    void shownChanged() override;

private:
    QString m_title; ///< while there is no plot
};

/// Target, seed, protocol and the function.
class ToyFunctionCard final : public ToyCard {
    Q_OBJECT

public:
    explicit ToyFunctionCard(Workbench& workbench);

protected:
    [[nodiscard]] PlotSpec plotOf(const ToyBasis& toy) const override;

private:
    void makeControls();
    void showRequest();
    void ask();

    QComboBox* m_target = nullptr;
    QComboBox* m_protocol = nullptr;
    QSpinBox* m_seed = nullptr;
    QPushButton* m_run = nullptr;
};

/// The two sets of parameters.
class ToyParametersCard final : public ToyCard {
    Q_OBJECT

public:
    explicit ToyParametersCard(Workbench& workbench);

protected:
    [[nodiscard]] PlotSpec plotOf(const ToyBasis& toy) const override;
};

/// What they cost, with the choice of the quantizer.
class ToyRateCard final : public ToyCard {
    Q_OBJECT

public:
    explicit ToyRateCard(Workbench& workbench);

    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;

protected:
    [[nodiscard]] PlotSpec plotOf(const ToyBasis& toy) const override;

private:
    QComboBox* m_quantizer = nullptr;
};

/// Outliers and concentration of every list, before and after Hadamard.
class ToyMeasuresCard final : public ToyCard {
    Q_OBJECT

public:
    explicit ToyMeasuresCard(Workbench& workbench);

protected:
    [[nodiscard]] PlotSpec plotOf(const ToyBasis& toy) const override;
};

/// How few coefficients hold the function.
class ToyConcentrationCard final : public ToyCard {
    Q_OBJECT

public:
    explicit ToyConcentrationCard(Workbench& workbench);

protected:
    [[nodiscard]] PlotSpec plotOf(const ToyBasis& toy) const override;
};

} // namespace alidade
