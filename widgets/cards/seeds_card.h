// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a number is luck: a metric over the depth of the model for several seeds of every visible coordinate
// system that has one, as a band. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/request_set.h"
#include "widgets/cards/result_card.h"

class QComboBox;

namespace alidade {

class SeedsCard final : public ResultCard {
    Q_OBJECT

public:
    explicit SeedsCard(Workbench& workbench);

    [[nodiscard]] PlotSpec makeSpec() const override;
    /// The seeds, and the survey behind the lines of coordinates without one.
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] std::vector<AnalysisRequest> requests() const override;
    [[nodiscard]] QStringList problems() const override;
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;

protected:
    void shownChanged() override;

private:
    /// What a request of the set is for.
    struct Place {
        int chip = 0;
        double x = 0.0; ///< in the depth profile
    };

    void makeControls();
    void ask();
    [[nodiscard]] QString emptyText() const;

    RequestSet* m_set = nullptr;
    std::vector<Place> m_places; ///< by place in the requests
    QComboBox* m_count = nullptr;
};

} // namespace alidade
