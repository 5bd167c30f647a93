// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of the heat map.
#include "widgets/cards/heat_map_card.h"

#include "core/base/error.h"

namespace alidade {

namespace {

const QString styleOption = QStringLiteral("style");
const QString signedStyle = QStringLiteral("signed");
const QString magnitudeStyle = QStringLiteral("magnitude");

} // namespace

HeatMapCard::HeatMapCard(Workbench& workbench) : OneChipCard(QStringLiteral("heatmap"), workbench)
{
    auto* styles = new NameBox(9, 5, this);
    m_style = styles;
    m_style->setObjectName(QStringLiteral("heatMapStyle"));
    m_style->setAccessibleName(tr("Colours of the heat map"));
    m_style->setToolTip(tr("Colours for the sign and size of a coefficient, or for the decades of its magnitude"));
    m_style->addItem(tr("signed"), signedStyle);
    m_style->addItem(tr("magnitude"), magnitudeStyle);
    styles->widenList();
    setControlLine({chipBox(), m_style});
    connect(m_style, &QComboBox::activated, this, [this] { optionChosen(); });
}

HeatMapStyle HeatMapCard::style() const
{
    return m_style->currentData().toString() == magnitudeStyle ? HeatMapStyle::Magnitude : HeatMapStyle::Signed;
}

PlotSpec HeatMapCard::makeSpec() const
{
    const Layer* layer = workbench().selectedLayer();
    return heatMapPlot(shown(), workbench().selectedName(), style(), layer && layer->transposed);
}

QJsonObject HeatMapCard::options() const
{
    QJsonObject options = OneChipCard::options();
    options[styleOption] = m_style->currentData().toString();
    return options;
}

void HeatMapCard::setOptions(const QJsonObject& options)
{
    const int index = m_style->findData(options.value(styleOption).toString(signedStyle));
    if (index < 0) throw InvalidRequest("the style of a heat map is signed or magnitude");
    m_style->setCurrentIndex(index);
    OneChipCard::setOptions(options);
}

} // namespace alidade
