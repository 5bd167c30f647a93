// SPDX-License-Identifier: GPL-3.0-or-later
// What null models read in the coordinates of every visible chip. Asked for in the background once the
// results of a chip are complete, so that nothing the user waits for waits for them. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QObject>

#include <optional>
#include <vector>

namespace alidade {

/// The comparisons of the selected tensor with its nulls.
class NullResults : public QObject {
    Q_OBJECT

public:
    /// @param workbench must outlive this
    explicit NullResults(Workbench& workbench, QObject* parent = nullptr);

    /// The result that holds the comparisons of a chip, or null while there is none.
    [[nodiscard]] const AnalysisResult* result(int chip) const;
    /// True while the nulls of a chip are being computed.
    [[nodiscard]] bool isPending(int chip) const;
    /// A metric of a chip against one kind of null, or null.
    [[nodiscard]] const NullComparison* comparison(int chip, const std::string& metric,
                                                   const std::string& kind) const;

signals:
    void changed();

private:
    struct OfChip {
        std::optional<AnalysisRequest> request;
        AnalysisResultPtr result;
        bool ended = false; ///< answered, failed or cancelled
    };

    void follow();
    [[nodiscard]] std::optional<AnalysisRequest> wanted(int chip) const;
    void take(const QString& slot, const QList<SurveyAnswer>& answers);
    [[nodiscard]] QString slotName(int chip) const;

    Workbench& m_workbench;
    std::vector<OfChip> m_chips;
};

} // namespace alidade
