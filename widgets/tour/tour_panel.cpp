// SPDX-License-Identifier: GPL-3.0-or-later
// The card of the tour.
#include "widgets/tour/tour_panel.h"

#include "widgets/style/icons.h"
#include "widgets/tour/claim_text.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

namespace alidade {

namespace {

constexpr int barRange = 1000;

const char* iconOf(const StepCheck& check)
{
    if (check.phase == CheckPhase::Failed) return "error";
    if (check.phase == CheckPhase::Stopped) return "cancel";
    if (check.phase != CheckPhase::Done) return "refresh";
    if (check.result->verdict == Verdict::Holds) return "ok";
    return check.result->verdict == Verdict::DoesNotHold ? "warning" : "info";
}

} // namespace

TourPanel::TourPanel(Tour& tour, QWidget* parent) : QWidget(parent), m_tour(tour)
{
    setObjectName(QStringLiteral("tourPanel"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(6, 4, 6, 6);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Step of the tour"));
    auto* page = new QWidget(m_scroll);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 4, 0);
    m_place = addText("tourPlace", column);
    m_title = addText("tourTitle", column);
    QFont bold = m_title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_title->setFont(bold);
    m_text = addText("tourText", column);
    column->addWidget(makeVerdict());
    m_hint = addText("tourHint", column);
    column->addStretch(1);
    m_scroll->setWidget(page);
    outer->addWidget(m_scroll, 1);
    makeButtons(outer);
    connect(&tour, &Tour::stepChanged, this, &TourPanel::showStep);
    connect(&tour, &Tour::checkChanged, this, &TourPanel::showCheck);
    showStep();
    showCheck();
}

QLabel* TourPanel::addText(const char* name, QVBoxLayout* column)
{
    auto* label = new QLabel(this);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column->addWidget(label);
    return label;
}

QFrame* TourPanel::makeVerdict()
{
    auto* frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("tourVerdict"));
    frame->setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(6, 6, 6, 6);
    auto* line = new QHBoxLayout;
    m_icon = new QLabel(frame);
    m_word = new QLabel(frame);
    m_word->setObjectName(QStringLiteral("tourWord"));
    QFont bold = m_word->font();
    bold.setBold(true);
    m_word->setFont(bold);
    m_bar = new QProgressBar(frame);
    m_bar->setObjectName(QStringLiteral("tourProgress"));
    m_bar->setRange(0, barRange);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(14);
    m_bar->setAccessibleName(tr("Progress of the check"));
    m_stop = new QPushButton(tr("Cancel"), frame);
    m_stop->setObjectName(QStringLiteral("tourStop"));
    m_stop->setToolTip(tr("Stop this check; the tour goes on"));
    m_again = new QPushButton(tr("Check again"), frame);
    m_again->setObjectName(QStringLiteral("tourAgain"));
    line->addWidget(m_icon);
    line->addWidget(m_word);
    line->addWidget(m_bar, 1);
    line->addStretch(0);
    line->addWidget(m_stop);
    line->addWidget(m_again);
    column->addLayout(line);
    m_sentence = addText("tourSentence", column);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_stop, &QPushButton::clicked, &m_tour, &Tour::stopCheck);
    connect(m_again, &QPushButton::clicked, &m_tour, &Tour::checkAgain);
    return frame;
}

void TourPanel::makeButtons(QVBoxLayout* column)
{
    const auto make = [this](const char* name, const QString& text, const QString& toolTip) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(toolTip);
        return button;
    };
    m_skip = make("tourSkip", tr("Skip the tour"), tr("End the tour and put the view back as it was"));
    m_back = make("tourBack", tr("Back"), tr("The step before (F9)"));
    m_back->setIcon(icon(QStringLiteral("back")));
    m_next = make("tourNext", tr("Next"), tr("The next step (F10); what you have changed is put back"));
    m_next->setIcon(icon(QStringLiteral("forward")));
    auto* line = new QHBoxLayout;
    line->addWidget(m_skip);
    line->addStretch(1);
    line->addWidget(m_back);
    line->addWidget(m_next);
    column->addLayout(line);
    connect(m_skip, &QPushButton::clicked, &m_tour, &Tour::end);
    connect(m_back, &QPushButton::clicked, &m_tour, &Tour::back);
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_tour.step() + 1 < Tour::stepCount())
            m_tour.next();
        else
            m_tour.end();
    });
}

void TourPanel::showStep()
{
    if (!m_tour.isRunning()) return; // whoever shows the panel hides it
    const TourStep step = tourSteps().at(m_tour.step());
    const bool last = m_tour.step() + 1 == Tour::stepCount();
    m_place->setText(tr("Step %1 of %2").arg(m_tour.step() + 1).arg(Tour::stepCount()));
    m_title->setText(step.title);
    m_text->setText(step.text);
    m_hint->setText(tr("Try it: %1").arg(step.hint));
    m_back->setEnabled(m_tour.step() > 0);
    m_next->setText(last ? tr("Finish") : tr("Next"));
    m_skip->setVisible(!last);
    m_scroll->verticalScrollBar()->setValue(0);
}

void TourPanel::showCheck()
{
    const StepCheck& check = m_tour.check();
    const bool running = check.phase == CheckPhase::Searching || check.phase == CheckPhase::Running;
    QString word = tr("Measuring …");
    QString sentence;
    if (check.phase == CheckPhase::Searching) sentence = tr("Looking for the matrix with the highest kurtosis.");
    if (check.phase == CheckPhase::Stopped) word = tr("Stopped");
    if (check.phase == CheckPhase::Failed) {
        word = tr("Could not be checked");
        sentence = check.error;
    }
    if (check.result) {
        word = verdictText(check.result->verdict);
        sentence = claimSentence(check.result->sentence);
    }
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(icon(QString::fromLatin1(iconOf(check))).pixmap(QSize(size, size), devicePixelRatioF()));
    m_word->setText(word);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_bar->setVisible(running);
    m_bar->setValue(static_cast<int>(check.fraction * barRange));
    m_stop->setVisible(running);
    m_again->setVisible(check.phase == CheckPhase::Stopped || check.phase == CheckPhase::Failed);
}

/// Pixmaps do not follow the palette by themselves.
void TourPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showCheck();
}

} // namespace alidade
