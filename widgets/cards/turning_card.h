// SPDX-License-Identifier: GPL-3.0-or-later
// The turning slider: the axes of the selected matrix turned step by step from those of the file to Hadamard's, the
// distribution at every angle, and what stands still meanwhile. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/request_set.h"
#include "widgets/cards/result_card.h"

#include <optional>

class QLabel;
class QSlider;
class QTimer;
class QToolButton;

namespace alidade {

/// The coordinate system whose every butterfly is a rotation by an angle: its id in the registry.
inline constexpr const char* turnedCoordinates = "turned";
/// The slider's end: Hadamard's axes.
inline constexpr double fullTurn = 45.0; // degrees

/// The selected tensor turned by this angle, everything else as it comes; what a result of it is asked with.
/// @param degrees 0 to fullTurn
ComponentRequest turnedBy(const Registries& registries, double degrees);

/// Distribution as stored, at the slider's angle and at Hadamard's, with the numbers beside the slider.
class TurningCard final : public ResultCard {
    Q_OBJECT

public:
    explicit TurningCard(Workbench& workbench);

    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] bool isComplete() const override { return m_set->isComplete(); }
    [[nodiscard]] std::vector<AnalysisRequest> requests() const override { return m_set->requests(); }
    [[nodiscard]] QStringList problems() const override { return m_set->errors(); }
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;
    [[nodiscard]] QSlider* slider() const { return m_slider; }

protected:
    void shownChanged() override;

private:
    void makeControls();
    void ask();
    void play();
    [[nodiscard]] QString numbers() const;

    RequestSet* m_set = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_angle = nullptr;
    QToolButton* m_play = nullptr;
    QTimer* m_step = nullptr;
};

/// Kurtosis, largest coefficient and energy over the angle; a click turns the axes to it.
class AngleCard final : public ResultCard {
    Q_OBJECT

public:
    explicit AngleCard(Workbench& workbench);

    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] bool isComplete() const override { return m_set->isComplete(); }
    [[nodiscard]] std::vector<AnalysisRequest> requests() const override { return m_set->requests(); }
    [[nodiscard]] QStringList problems() const override { return m_set->errors(); }

protected:
    void shownChanged() override;
    void afterRefresh() override;

private:
    void ask();

    RequestSet* m_set = nullptr;
};

} // namespace alidade
