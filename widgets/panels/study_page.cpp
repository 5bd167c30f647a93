// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a study.
#include "widgets/panels/study_page.h"

#include "core/base/version.h"
#include "widgets/bridge/core_text.h"
#include "widgets/models/study_table_model.h"
#include "widgets/cards/name_box.h"
#include "widgets/panels/study_plots.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

constexpr int margin = 6;

} // namespace

StudyPage::StudyPage(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("studyPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(margin);
    column->addWidget(makeHeading());
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    m_card = new PlotCard(split);
    m_card->setObjectName(QStringLiteral("studyCard"));
    m_card->setControls(makeControls());
    makeTable();
    split->addWidget(m_card);
    split->addWidget(m_table);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    connectPlot();
}

QWidget* StudyPage::makeHeading()
{
    auto* heading = new QWidget(this);
    auto* line = new QHBoxLayout(heading);
    line->setContentsMargins(2, 0, 0, 0);
    m_caption = new QLabel(heading);
    m_caption->setObjectName(QStringLiteral("studyCaption"));
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    line->addWidget(m_caption, 1);
    const auto add = [this, heading, line](const char* name, const QString& text, const QString& help,
                                           void (StudyPage::*wanted)()) {
        auto* button = new QToolButton(heading);
        button->setIcon(icon(QString::fromLatin1(name)));
        button->setText(text);
        button->setToolTip(help);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, wanted);
        line->addWidget(button);
    };
    add("refresh", tr("Read again"), tr("Reads the file once more: a running study adds lines to it"),
        &StudyPage::readAgainRequested);
    add("close", tr("Close the study"), tr("Back to the model, or to the welcome page"),
        &StudyPage::closeRequested);
    return heading;
}

QWidget* StudyPage::makeControls()
{
    auto* controls = new QWidget(m_card);
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    const auto add = [controls, line, this](const QString& name, const QString& label, const QString& first,
                                            const QString& second) {
        auto* box = new NameBox(15, 5, controls);
        box->setObjectName(name);
        box->setAccessibleName(label);
        box->setToolTip(label);
        box->addItems({first, second});
        box->widenList();
        connect(box, &QComboBox::currentIndexChanged, this, &StudyPage::refresh);
        line->addWidget(box);
        return box;
    };
    m_quality = add(QStringLiteral("studyQuality"), tr("What is shown over the rate"), tr("KL divergence"),
                    tr("perplexity"));
    m_rate = add(QStringLiteral("studyRate"),
                 tr("What stands for the symbols in the rate, beside scales and basis"),
                 tr("fixed-length rate"), tr("entropy rate"));
    return controls;
}

void StudyPage::makeTable()
{
    m_model = new StudyTableModel(this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(StudyTableModel::SortRole);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("studyTable"));
    m_table->setAccessibleName(tr("Combinations of the study"));
    m_table->setModel(sorted);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnHidden(column, !StudyTableModel::isInitiallyVisible(column));
}

void StudyPage::connectPlot()
{
    connect(m_card, &PlotCard::maximiseRequested, this, [this] {
        m_card->setMaximised(!m_card->isMaximised());
        m_table->setVisible(!m_card->isMaximised());
    });
    PlotView* view = m_card->view();
    connect(view, &PlotView::readoutChanged, this, &StudyPage::readout);
    connect(view, &PlotView::exported, this, &StudyPage::exported);
    connect(view, &PlotView::exportFailed, this, &StudyPage::exportFailed);
    connect(view, &PlotView::copied, this, &StudyPage::copied);
}

void StudyPage::setStudy(const QString& path, const StudyPtr& study)
{
    m_path = path;
    m_study = study;
    m_model->setStudy(study);
    m_table->resizeColumnsToContents(); // a study has some hundred rows
    refresh();
}

void StudyPage::refresh()
{
    if (!m_study) return;
    const auto rate = m_rate->currentIndex() == 0 ? StudyRate::FixedLength : StudyRate::Entropy;
    const auto quality = m_quality->currentIndex() == 0 ? StudyQuality::Divergence : StudyQuality::Perplexity;
    m_card->setSpec(studyPlot(*m_study, rate, quality));
    m_card->view()->setRecipe(recipe());
    const QString combinations = tr("combinations: %1").arg(m_study->rows.size());
    m_caption->setText(m_study->model.empty()
                           ? tr("Study %1 · %2").arg(QFileInfo(m_path).fileName(), combinations)
                           : tr("Study %1 · model %2 · %3")
                                 .arg(QFileInfo(m_path).fileName(), untrusted(m_study->model), combinations));
    m_caption->setToolTip(plainToolTip(m_path));
}

QString StudyPage::recipe() const
{
    const QJsonObject json{{QStringLiteral("program"), QStringLiteral("Alidade")},
                           {QStringLiteral("version"), fromCore(programVersion())},
                           {QStringLiteral("study"), m_path},
                           {QStringLiteral("identity"), fromCore(m_study->study)},
                           {QStringLiteral("model"), fromCore(m_study->model)}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented));
}

int StudyPage::copyRows()
{
    const QAbstractItemModel* rows = m_table->model();
    QList<int> chosen;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        chosen.append(index.row());
    std::ranges::sort(chosen);
    if (chosen.isEmpty()) {
        chosen.resize(rows->rowCount());
        std::iota(chosen.begin(), chosen.end(), 0);
    }
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < rows->columnCount(); ++column)
        cells.append(rows->headerData(column, Qt::Horizontal).toString());
    lines.append(cells.join(QLatin1Char('\t')));
    for (const int row : chosen) {
        cells.clear();
        for (int column = 0; column < rows->columnCount(); ++column) {
            const QVariant value = rows->index(row, column).data(StudyTableModel::SortRole);
            cells.append(column < StudyTableModel::WordColumnCount ? value.toString()
                                                                   : formatExact(value.toDouble()));
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    return static_cast<int>(chosen.size());
}

} // namespace alidade
