// SPDX-License-Identifier: GPL-3.0-or-later
// The explain dock.
#include "widgets/panels/explain_panel.h"

#include "widgets/panels/explanation.h"

#include <QTextBrowser>
#include <QVBoxLayout>

namespace alidade {

ExplainPanel::ExplainPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_text(new QTextBrowser(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    m_text->setObjectName(QStringLiteral("explanation"));
    m_text->setAccessibleName(tr("What the numbers say"));
    column->addWidget(m_text);
    connect(&workbench, &Workbench::resultsChanged, this, &ExplainPanel::refresh);
    connect(&workbench.selection(), &Selection::chipsChanged, this, &ExplainPanel::refresh);
    connect(&workbench.selection(), &Selection::bitsChanged, this, &ExplainPanel::refresh);
    refresh();
}

void ExplainPanel::refresh()
{
    if (!m_workbench.selectedLayer()) {
        m_text->setPlainText(tr("Select a tensor to read what its numbers say."));
        return;
    }
    const Selection& selection = m_workbench.selection();
    const int original = selection.chipIndex(QString::fromLatin1(originalCoordinates));
    const ChipResults* baseline = original >= 0 ? &m_workbench.results(original) : nullptr;
    QString html;
    for (const Reading& reading : explain(plottedChips(m_workbench), baseline, selection.bits()))
        html += QStringLiteral("<p style=\"margin-top:0;margin-bottom:6px\"><b>%1.</b> %2</p>")
                    .arg(reading.heading.toHtmlEscaped(), reading.text.toHtmlEscaped());
    if (html.isEmpty() && original >= 0 && !selection.chips().at(original).visible)
        html = tr("The comparison is with the original coordinates: show them to read it.").toHtmlEscaped();
    const int position = m_text->document()->isEmpty() ? 0 : -1;
    if (html != m_text->property("shown").toString()) m_text->setHtml(html);
    m_text->setProperty("shown", html);
    if (position == 0) m_text->moveCursor(QTextCursor::Start);
}

} // namespace alidade
