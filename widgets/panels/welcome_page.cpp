// SPDX-License-Identifier: GPL-3.0-or-later
// The welcome page.
#include "widgets/panels/welcome_page.h"

#include "widgets/panels/recent_files.h"
#include "widgets/panels/sample_files.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace alidade {

namespace {

constexpr int pageWidth = 580;

QLabel* heading(const QString& text, qreal scale, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

/// Two lines of text; the style's own hint cuts the second one.
void fitHeight(QCommandLinkButton* button)
{
    button->setFixedHeight(2 * button->fontMetrics().lineSpacing() + 26);
}

} // namespace

WelcomePage::WelcomePage(RecentFiles& recent, QWidget* parent) : QWidget(parent), m_recent(recent)
{
    setObjectName(QStringLiteral("welcomePage"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    outer->addWidget(scroll);
    auto* canvas = new QWidget(scroll);
    scroll->setWidget(canvas);
    auto* centred = new QVBoxLayout(canvas);
    auto* page = new QWidget(canvas);
    page->setFixedWidth(pageWidth);
    centred->addStretch(1);
    centred->addWidget(page, 0, Qt::AlignHCenter);
    centred->addStretch(2);

    auto* column = new QVBoxLayout(page);
    column->setSpacing(4);
    column->addWidget(heading(tr("Alidade"), 2.0, page));
    auto* purpose =
        new QLabel(tr("See the weights of a language model under a change of coordinates: what stays, what "
                      "moves, and what it is worth in bits."),
                   page);
    purpose->setWordWrap(true);
    column->addWidget(purpose);
    column->addSpacing(12);
    auto* open = new QCommandLinkButton(tr("Open a model file …"),
                                        tr("or drop a file or a folder anywhere on this window"), page);
    open->setIcon(icon(QStringLiteral("open")));
    fitHeight(open);
    open->setObjectName(QStringLiteral("welcomeOpen"));
    open->setAccessibleName(tr("Open a model file"));
    connect(open, &QCommandLinkButton::clicked, this, &WelcomePage::openRequested);
    column->addWidget(open);
    auto* folder = new QCommandLinkButton(
        tr("Open a folder …"), tr("with a model as Hugging Face keeps it; File lists the local cache"), page);
    folder->setIcon(icon(QStringLiteral("open")));
    fitHeight(folder);
    folder->setObjectName(QStringLiteral("welcomeOpenFolder"));
    folder->setAccessibleName(tr("Open a folder"));
    connect(folder, &QCommandLinkButton::clicked, this, &WelcomePage::openFolderRequested);
    column->addWidget(folder);
    auto* tour = new QCommandLinkButton(
        tr("Start the tour"), tr("eleven steps on the outlier twin, each measured while you read"), page);
    tour->setIcon(icon(QStringLiteral("tour")));
    fitHeight(tour);
    tour->setObjectName(QStringLiteral("welcomeTour"));
    tour->setAccessibleName(tr("Start the tour"));
    connect(tour, &QCommandLinkButton::clicked, this, &WelcomePage::tourRequested);
    column->addWidget(tour);
    addSamples(column);
    m_recentBox = new QWidget(page);
    m_recentColumn = new QVBoxLayout(m_recentBox);
    m_recentColumn->setContentsMargins(0, 0, 0, 0);
    m_recentColumn->setSpacing(4);
    column->addWidget(m_recentBox);
    connect(&recent, &RecentFiles::changed, this, &WelcomePage::fillRecent);
    fillRecent();
}

QWidget* WelcomePage::makeEntry(const QString& caption, const QString& detail, const QString& path,
                                const QString& iconName)
{
    auto* button = new QCommandLinkButton(caption, detail, this);
    button->setIcon(icon(iconName));
    fitHeight(button);
    button->setAccessibleName(caption);
    button->setToolTip(path);
    connect(button, &QCommandLinkButton::clicked, this, [this, path] { emit fileRequested(path); });
    return button;
}

void WelcomePage::addSamples(QVBoxLayout* column)
{
    const QList<SampleFile> samples = sampleFiles();
    if (samples.isEmpty()) return;
    column->addSpacing(12);
    column->addWidget(heading(tr("Samples"), 1.15, this));
    for (const SampleFile& sample : samples)
        column->addWidget(makeEntry(sample.name, sample.help, sample.path, QStringLiteral("sample")));
}

void WelcomePage::fillRecent()
{
    while (QLayoutItem* item = m_recentColumn->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    const QStringList paths = m_recent.paths();
    m_recentBox->setVisible(!paths.isEmpty());
    if (paths.isEmpty()) return;
    m_recentColumn->addSpacing(12);
    m_recentColumn->addWidget(heading(tr("Recent files"), 1.15, this));
    for (const QString& path : paths) {
        const QFileInfo file(path);
        const QString detail =
            tr("%1 · %2 · %3")
                .arg(file.path(),
                     file.isDir() ? tr("folder") : formatBytes(static_cast<quint64>(file.size())),
                     file.lastModified().toString(QStringLiteral("yyyy-MM-dd hh:mm")));
        m_recentColumn->addWidget(makeEntry(captionOf(path).name, detail, path, QStringLiteral("layers")));
    }
}

} // namespace alidade
