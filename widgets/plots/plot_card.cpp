// SPDX-License-Identifier: GPL-3.0-or-later
// The card around a plot.
#include "widgets/plots/plot_card.h"

#include "widgets/plots/plot_view.h"
#include "widgets/style/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

/// A bold text of one line, or two where it gets the height for them; what is longer still shortens itself
/// instead of being cut.
class TitleLabel : public QLabel {
public:
    using QLabel::QLabel;

    QSize minimumSizeHint() const override { return {24, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        constexpr int wrapped = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;
        if (fontMetrics().boundingRect(rect(), wrapped, text()).height() <= height())
            return painter.drawText(rect(), wrapped, text());
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, shown);
    }
};

} // namespace

PlotCard::PlotCard(QWidget* parent) : QFrame(parent)
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view = new PlotView(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    buildTitleLine();
    column->addLayout(m_titleLine);
    m_controlLine = new QHBoxLayout;
    m_controlLine->setContentsMargins(8, 0, 8, 0);
    column->addLayout(m_controlLine);
    column->addWidget(m_view, 1);
    connect(m_fit, &QToolButton::clicked, m_view, &PlotView::fit);
    connect(m_copy, &QToolButton::clicked, m_view, &PlotView::copyFigure);
    connect(m_save, &QToolButton::clicked, m_view, &PlotView::saveFigure);
    connect(m_maximise, &QToolButton::clicked, this, &PlotCard::maximiseRequested);
    retranslate();
}

PlotCard::~PlotCard() = default;

void PlotCard::buildTitleLine()
{
    m_titleLine = new QHBoxLayout;
    m_titleLine->setContentsMargins(8, 3, 3, 0);
    m_titleLine->setSpacing(2);
    m_title = new TitleLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->installEventFilter(this);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_titleLine->addWidget(m_title, 1);
    m_fit = addButton(u"fit"_s);
    m_copy = addButton(u"copy"_s);
    m_save = addButton(u"save-figure"_s);
    m_maximise = addButton(u"maximise"_s);
}

QToolButton* PlotCard::addButton(const QString& iconName)
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    m_titleLine->addWidget(button);
    return button;
}

void PlotCard::setSpec(const PlotSpec& spec)
{
    m_title->setText(spec.title);
    placeControls();
    fitTitle();
    m_title->setToolTip(
        QStringLiteral("<qt>%1</qt>").arg(spec.title.toHtmlEscaped())); // it may name a tensor
    m_view->setSpec(spec);
    setAccessibleName(spec.title);
}

void PlotCard::setControls(QWidget* controls)
{
    delete m_controls;
    m_controls = controls;
    if (!controls) return;
    constexpr int afterTitle = 1;
    m_titleLine->insertWidget(afterTitle, controls);
    placeControls();
}

/// The title is what a reader looks for first: controls give way to it.
void PlotCard::placeControls()
{
    if (!m_controls) return;
    constexpr int afterTitle = 1;
    constexpr int slack = 24;
    const int title = std::min(m_title->fontMetrics().horizontalAdvance(m_title->text()), width() / 2);
    const int buttons = m_fit->sizeHint().width() + m_copy->sizeHint().width() + m_save->sizeHint().width() +
                        m_maximise->sizeHint().width();
    const bool below = title + m_controls->minimumSizeHint().width() + buttons + slack > width();
    if (below == (m_controlLine->indexOf(m_controls) >= 0)) return;
    m_titleLine->removeWidget(m_controls);
    m_controlLine->removeWidget(m_controls);
    if (below)
        m_controlLine->addWidget(m_controls, 0, Qt::AlignLeft);
    else
        m_titleLine->insertWidget(afterTitle, m_controls);
}

/// A title that is too long for its line takes a second one.
void PlotCard::fitTitle()
{
    const QFontMetrics metrics = m_title->fontMetrics();
    const bool fits = metrics.horizontalAdvance(m_title->text()) <= m_title->width();
    m_title->setMinimumHeight(fits ? 0 : 2 * metrics.lineSpacing());
}

void PlotCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    placeControls();
}

void PlotCard::setMaximised(bool maximised)
{
    m_maximised = maximised;
    m_maximise->setIcon(icon(maximised ? u"restore"_s : u"maximise"_s));
    retranslate();
}

void PlotCard::retranslate()
{
    const auto name = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_fit, tr("Fit to data"));
    name(m_copy, tr("Copy figure"));
    name(m_save, tr("Save figure…"));
    name(m_maximise, m_maximised ? tr("Restore") : tr("Maximise"));
}

bool PlotCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_title && event->type() == QEvent::Resize) fitTitle();
    if (watched == m_title && event->type() == QEvent::MouseButtonDblClick) {
        emit maximiseRequested();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void PlotCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace alidade
