// SPDX-License-Identifier: GPL-3.0-or-later
// The job indicator and the menu that lists all jobs.
#include "widgets/panels/job_indicator.h"

#include "widgets/style/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace alidade {

JobIndicator::JobIndicator(EngineBridge& bridge, QWidget* parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("jobIndicator"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText); // it may name a tensor
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(120);
    m_bar->setMaximumHeight(14);
    m_bar->setAccessibleName(tr("Progress of the running job"));
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("allJobs"));
    m_more->setAutoRaise(true);
    m_more->setAccessibleName(tr("All jobs"));
    m_more->setToolTip(tr("All jobs, each with a way to cancel it"));
    m_cancel = new QToolButton(this);
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_cancel->setIcon(icon(QStringLiteral("cancel")));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setAutoRaise(true);
    m_cancel->setToolTip(tr("Stop this job (Esc)"));
    for (QWidget* widget : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_bar),
                            static_cast<QWidget*>(m_more), static_cast<QWidget*>(m_cancel)})
        line->addWidget(widget);
    connect(&bridge, &EngineBridge::jobsChanged, this, &JobIndicator::refresh);
    connect(m_cancel, &QToolButton::clicked, this, &JobIndicator::cancelCurrent);
    connect(m_more, &QToolButton::clicked, this, &JobIndicator::showMenu);
    refresh();
}

const JobStatus* JobIndicator::current() const
{
    const QList<JobStatus>& jobs = m_bridge.jobs();
    if (jobs.isEmpty()) return nullptr;
    // The engine runs one at a time; a survey that has begun counts as running while others pass in front.
    const auto single =
        std::ranges::find_if(jobs, [](const auto& job) { return job.running && job.total == 0; });
    if (single != jobs.end()) return &*single;
    const auto running = std::ranges::find_if(jobs, &JobStatus::running);
    return running != jobs.end() ? &*running : &jobs.first();
}

QString JobIndicator::describe(const JobStatus& status)
{
    if (status.total == 0) return status.title;
    return tr("%1 · %2/%3").arg(status.title).arg(status.done).arg(status.total);
}

void JobIndicator::refresh()
{
    const JobStatus* job = current();
    for (QWidget* widget :
         {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_cancel)})
        widget->setVisible(job != nullptr);
    const auto others = m_bridge.jobs().size() - 1;
    m_more->setVisible(others > 0);
    m_more->setText(tr("+%1").arg(others));
    if (!job) return;
    m_title->setText(describe(*job));
    m_bar->setValue(static_cast<int>(job->fraction * 1000.0));
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(job->title));
}

void JobIndicator::cancelCurrent()
{
    if (const JobStatus* job = current()) m_bridge.cancel(QString(job->slot));
}

void JobIndicator::showMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const JobStatus& job : m_bridge.jobs()) {
        QAction* action =
            menu->addAction(icon(QStringLiteral("cancel")), tr("Cancel: %1").arg(describe(job)));
        connect(action, &QAction::triggered, &m_bridge, [this, slot = job.slot] { m_bridge.cancel(slot); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Cancel all")), &QAction::triggered, &m_bridge, &EngineBridge::cancelAll);
    menu->popup(m_more->mapToGlobal(QPoint(0, 0)));
}

void JobIndicator::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    cancelCurrent();
    event->accept();
}

} // namespace alidade
