// SPDX-License-Identifier: GPL-3.0-or-later
// A choice among names of very different lengths. Thread rule: GUI thread.
#pragma once

#include <QAbstractItemView>
#include <QComboBox>
#include <QStyleOptionComboBox>
#include <QStylePainter>

namespace alidade {

/// A combo box that gives way in a narrow window and shortens its text instead of cutting it; its list shows
/// whole names.
class NameBox : public QComboBox {
public:
    /// @param letters of room while there is enough; in a narrow window down to `least`
    NameBox(int letters, int least, QWidget* parent) : QComboBox(parent)
    {
        setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
        setIconSize(QSize(0, 0)); // whose room the policy adds
        setMinimumContentsLength(letters);
        const int letter = fontMetrics().horizontalAdvance(QLatin1Char('X'));
        setMinimumWidth(sizeHint().width() - (letters - least) * letter);
    }

    /// Makes the list as wide as its longest name; after the names are in.
    void widenList() { view()->setMinimumWidth(view()->sizeHintForColumn(0) + 24); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        const QRect room =
            style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
        option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, room.width() - 4);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

} // namespace alidade
