// SPDX-License-Identifier: GPL-3.0-or-later
// The number of the matrix in the stack.
#include "widgets/panels/stack_bar.h"

#include "widgets/bridge/core_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace alidade {

namespace {

constexpr int allRows = -1;

int lastMatrix(const Layer& layer)
{
    constexpr std::uint64_t most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(layer.matrices - 1, most));
}

} // namespace

StackBar::StackBar(Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench)
{
    setObjectName(QStringLiteral("stackBar"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(2, 0, 2, 0);
    auto* label = new QLabel(tr("&Matrix"), this);
    m_box = new QSpinBox(this);
    m_box->setObjectName(QStringLiteral("matrix"));
    m_box->setAccessibleName(tr("Matrix of the stack"));
    m_box->setToolTip(
        tr("Which matrix of the stack is measured, counted from 0 (Alt+Page Down and Alt+Page Up)"));
    m_box->setSpecialValueText(tr("all"));
    m_box->setKeyboardTracking(false); // a number that is being typed is not a wish yet
    m_box->setRange(allRows, allRows);
    label->setBuddy(m_box);
    m_range = new QLabel(this);
    line->addWidget(label);
    line->addWidget(m_box);
    line->addWidget(m_range, 1);
    connect(m_box, &QSpinBox::valueChanged, this, [this](int value) {
        m_workbench.selection().setMatrix(value == allRows ? std::nullopt
                                                           : std::optional(static_cast<quint64>(value)));
    });
    connect(&workbench, &Workbench::modelChanged, this, &StackBar::refresh);
    connect(&workbench.selection(), &Selection::tensorChanged, this, &StackBar::refresh);
    connect(&workbench.selection(), &Selection::matrixChanged, this, &StackBar::refresh);
    refresh();
}

void StackBar::refresh()
{
    const Layer* layer = m_workbench.selectedLayer();
    const bool isStack = layer && layer->isStack();
    setVisible(isStack);
    if (!isStack) return;
    const QSignalBlocker blocker(m_box);
    const std::optional<std::uint64_t> matrix = m_workbench.selectedMatrix();
    m_box->setRange(allRows, lastMatrix(*layer));
    m_box->setValue(matrix ? static_cast<int>(*matrix) : allRows);
    m_range->setText(
        tr("of 0–%1, %2×%3 each").arg(layer->matrices - 1).arg(layer->matrixRows()).arg(layer->cols));
}

void StackBar::step(int by)
{
    const Layer* layer = m_workbench.selectedLayer();
    if (layer && layer->isStack()) m_box->stepBy(by);
}

} // namespace alidade
