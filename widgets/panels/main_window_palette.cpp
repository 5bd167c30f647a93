// SPDX-License-Identifier: GPL-3.0-or-later
// What the palette of commands (Ctrl+K) finds: every entry of the menus, among them samples and recent files, axes
// that can be added, tensors, and what metrics mean.
#include "widgets/panels/main_window.h"

#include "widgets/bridge/core_text.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/plot_view.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QRegularExpression>
#include <QWhatsThis>

namespace alidade {

namespace {

/// A caption without mnemonics: "파일(&F)" and "&File" alike.
QString plain(QString caption)
{
    static const QRegularExpression mnemonic(QStringLiteral("\\(&.\\)|&(?!&)"));
    return caption.remove(mnemonic);
}

void addEntries(const QMenu* menu, const QString& path, std::vector<PaletteEntry>& entries)
{
    for (QAction* action : menu->actions()) {
        if (action->isSeparator() || !action->isVisible() || !action->isEnabled()) continue;
        const QString name = MainWindow::tr("%1: %2").arg(path, plain(action->text()));
        if (action->menu()) {
            addEntries(action->menu(), name, entries);
            continue;
        }
        entries.push_back({name, action->shortcut().toString(QKeySequence::NativeText),
                           [action = QPointer<QAction>(action)] {
                               if (action) action->trigger();
                           }});
    }
}

} // namespace

void MainWindow::showPalette()
{
    std::vector<PaletteEntry> entries;
    for (const QAction* action : menuBar()->actions())
        if (action->menu()) addEntries(action->menu(), plain(action->text()), entries);
    for (int chip = 0; chip < m_selection->chips().size(); ++chip)
        if (m_selection->isAvailable(chip) && !m_selection->bar().contains(chip))
            entries.push_back({m_selection->chips().at(chip).longLabel, tr("add to the coordinates"),
                               [this, chip] { m_selection->addToBar(chip); }});
    for (const Metric& metric : m_workbench->registries().metrics)
        entries.push_back({componentText(metric.label), tr("what it means"),
                           [this, &metric] { showMetricHelp(metric); }});
    if (const CheckpointSummaryPtr& model = m_workbench->model()) {
        for (const CardKind& kind : cardKinds())
            entries.push_back({kind.title, tr("plot"), [this, id = kind.id] { showCard(id); }});
        for (const Layer& layer : model->layers)
            entries.push_back({untrusted(layer.tensor.name), tr("tensor"), [this, name = layer.tensor.name] {
                                   m_selection->setTensor(fromCore(name));
                               }});
    }
    if (!m_palette) m_palette = new CommandPalette(this);
    m_palette->open(std::move(entries));
}

void MainWindow::showCard(const QString& kind)
{
    showPage(m_overview);
    if (m_overview->showCard(kind)) m_overview->card(kind)->view()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showMetricHelp(const Metric& metric)
{
    QString html = QStringLiteral("<b>%1</b>").arg(componentText(metric.label).toHtmlEscaped());
    for (const std::string& line : {metric.formula, metric.help})
        if (!line.empty()) html += QStringLiteral("<p>%1</p>").arg(componentText(line).toHtmlEscaped());
    if (metric.invariant)
        html += QStringLiteral("<p>%1</p>").arg(tr("It is the same in all coordinates.").toHtmlEscaped());
    QWhatsThis::showText(mapToGlobal(QPoint(width() / 2, height() / 4)), html, this);
}

} // namespace alidade
