// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing the rank.
#include "widgets/cards/split_card.h"

#include "core/base/error.h"
#include "widgets/cards/split_plots.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

namespace alidade {

namespace {

const QString rankOption = QStringLiteral("rank");
constexpr int sliderWidth = 120;

} // namespace

SplitCard::SplitCard(Workbench& workbench) : OneChipCard(QStringLiteral("split"), workbench)
{
    m_label = new QLabel(this);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName(QStringLiteral("splitRank"));
    m_slider->setAccessibleName(tr("Rank of f"));
    m_slider->setToolTip(tr("Rank of the part f that is taken out: 0, 1, 2, 4 ... up to all"));
    m_slider->setFixedWidth(sliderWidth);
    m_slider->setPageStep(2);
    m_slider->setEnabled(false);
    m_label->setBuddy(m_slider);
    setControlLine({m_label, m_slider, chipBox()});
    connect(m_slider, &QSlider::valueChanged, this, &SplitCard::choose);
}

PlotSpec SplitCard::makeSpec() const { return splitPlot(shown(), workbench().selectedName(), m_rank); }

void SplitCard::choose(int step)
{
    const QList<PlottedChip> chips = shown();
    const RankSplit* split = chips.isEmpty() ? nullptr : splitOf(chips.first());
    if (!split || step < 0 || step >= static_cast<int>(split->points.size())) return;
    m_rank = split->points[static_cast<std::size_t>(step)].rank;
    optionChosen();
}

/// The slider's steps are those of the ladder, which depends on the tensor.
void SplitCard::afterRefresh()
{
    const QList<PlottedChip> chips = shown();
    const RankSplit* split = chips.isEmpty() ? nullptr : splitOf(chips.first());
    m_slider->setEnabled(split != nullptr);
    if (!split) return m_label->clear();
    const std::size_t at = splitAt(*split, m_rank);
    const QSignalBlocker blocker(m_slider);
    m_slider->setRange(0, static_cast<int>(split->points.size()) - 1);
    m_slider->setValue(static_cast<int>(at));
    m_label->setText(tr("rank %1").arg(split->points[at].rank));
}

QJsonObject SplitCard::options() const
{
    QJsonObject options = OneChipCard::options();
    options[rankOption] = m_rank;
    return options;
}

void SplitCard::setOptions(const QJsonObject& options)
{
    const int rank = options.value(rankOption).toInt(usualRank);
    if (rank < 0) throw InvalidRequest("a rank is 0 or more");
    m_rank = rank;
    OneChipCard::setOptions(options);
}

} // namespace alidade
