// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a document: boxes for what can be chosen, the plot, the tables.
#include "widgets/panels/results_page.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/name_box.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/results_tables.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace alidade {

namespace {

constexpr int margin = 6;

/// "model.safetensors (kjv_llama)"; a name that is no path as it is.
QString modelName(const QString& model)
{
    if (!model.contains(QLatin1Char('/'))) return model;
    const ModelCaption caption = captionOf(model);
    return caption.place.isEmpty() ? caption.name : QStringLiteral("%1 (%2)").arg(caption.name, caption.place);
}

} // namespace

ResultsPage::ResultsPage(const Registries& registries, QWidget* parent) : QWidget(parent), m_registries(registries)
{
    setObjectName(QStringLiteral("resultsPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(margin);
    column->addWidget(makeHeading());
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    m_card = new PlotCard(split);
    m_card->setObjectName(QStringLiteral("resultsCard"));
    m_card->setControls(makeControls());
    m_tables = new ResultsTables(split);
    split->addWidget(m_card);
    split->addWidget(m_tables);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);
    connectPlot();
}

QWidget* ResultsPage::makeHeading()
{
    auto* heading = new QWidget(this);
    auto* line = new QHBoxLayout(heading);
    line->setContentsMargins(2, 0, 0, 0);
    m_caption = new QLabel(heading);
    m_caption->setObjectName(QStringLiteral("resultsCaption"));
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    line->addWidget(m_caption, 1);
    const auto add = [this, heading, line](const char* name, const QString& text, const QString& help,
                                           void (ResultsPage::*wanted)()) {
        auto* button = new QToolButton(heading);
        button->setIcon(icon(QString::fromLatin1(name)));
        button->setText(text);
        button->setToolTip(help);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, wanted);
        line->addWidget(button);
        return button;
    };
    m_save = add("save", tr("Save results …"), tr("Keeps these results in a file"), &ResultsPage::saveRequested);
    m_readAgain = add("refresh", tr("Read again"), tr("Reads the file once more: what still runs adds to it"),
                      &ResultsPage::readAgainRequested);
    add("close", tr("Close the results"), tr("Back to the model, or to the welcome page"),
        &ResultsPage::closeRequested);
    return heading;
}

QWidget* ResultsPage::makeControls()
{
    auto* controls = new QWidget(m_card);
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    m_figureBox = new NameBox(18, 8, controls);
    m_figureBox->setObjectName(QStringLiteral("resultsFigure"));
    m_figureBox->setAccessibleName(tr("Figure"));
    m_figureBox->setToolTip(tr("Which figure of the results is shown"));
    line->addWidget(m_figureBox);
    m_choiceLine = new QHBoxLayout;
    line->addLayout(m_choiceLine);
    connect(m_figureBox, &QComboBox::activated, this, [this](int at) {
        m_figure = m_figures.at(at).id;
        fillChoices();
        showPlot();
        showTables();
    });
    return controls;
}

void ResultsPage::connectPlot()
{
    connect(m_card, &PlotCard::maximiseRequested, this, [this] {
        m_card->setMaximised(!m_card->isMaximised());
        m_tables->setVisible(!m_card->isMaximised());
    });
    PlotView* view = m_card->view();
    view->setRecipeSource([this] { return recipe(); });
    connect(view, &PlotView::readoutChanged, this, &ResultsPage::readout);
    connect(view, &PlotView::exported, this, &ResultsPage::exported);
    connect(view, &PlotView::exportFailed, this, &ResultsPage::exportFailed);
    connect(view, &PlotView::copied, this, &ResultsPage::copied);
    // Queued: it gives the tables new contents.
    connect(m_tables, &ResultsTables::optionWanted, this, &ResultsPage::take, Qt::QueuedConnection);
}

QTableView* ResultsPage::table() const { return m_tables->table(); }

int ResultsPage::copyRows() { return m_tables->copyRows(); }

const ResultsFigure& ResultsPage::figure() const
{
    const auto at = std::ranges::find(m_figures, m_figure, &ResultsFigure::id);
    return at == m_figures.end() ? m_figures.first() : *at;
}

void ResultsPage::setDocument(const QString& path, const ResultsDocumentPtr& document)
{
    if (m_document && m_document->kind() != document->kind()) m_chosen.clear();
    m_path = path;
    m_document = document;
    fillFigures();
    fillChoices();
    showCaption();
    showPlot();
    showTables();
}

void ResultsPage::showFigure(const ResultsView& view)
{
    m_chosen = requireChoices(requireFigure(m_figures, view.figure), view.choices);
    m_figure = view.figure;
    fillFigures();
    fillChoices();
    showPlot();
    showTables();
    m_card->view()->setViewState(view.zoom);
}

ResultsView ResultsPage::view() const
{
    if (!m_document) return {};
    return {m_path, figure().id, completed(figure(), m_chosen), m_card->view()->viewState()};
}

void ResultsPage::fillFigures()
{
    m_figures = m_document->figures(m_registries);
    m_figure = figure().id;
    m_figureBox->clear();
    for (const ResultsFigure& one : std::as_const(m_figures))
        m_figureBox->addItem(one.title, one.id);
    static_cast<NameBox*>(m_figureBox)->widenList();
    m_figureBox->setCurrentIndex(m_figureBox->findData(m_figure));
    m_figureBox->setVisible(m_figures.size() > 1);
}

void ResultsPage::fillChoices()
{
    while (QLayoutItem* item = m_choiceLine->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was changed
        delete item;
    }
    for (const ResultsChoice& choice : figure().choices) {
        auto* box = new NameBox(13, 4, m_figureBox->parentWidget());
        box->setObjectName(QStringLiteral("results.%1").arg(choice.id));
        box->setAccessibleName(choice.label);
        box->setToolTip(choice.label);
        for (const ResultsChoice::Option& option : choice.options)
            box->addItem(option.text, option.id);
        box->widenList();
        box->setCurrentIndex(box->findData(choice.valueIn(m_chosen)));
        box->setVisible(choice.options.size() > 1);
        connect(box, &QComboBox::currentIndexChanged, this, [this, id = choice.id, box](int at) {
            m_chosen[id] = box->itemData(at).toString();
            showPlot();
            showTables();
        });
        m_choiceLine->addWidget(box);
    }
}

void ResultsPage::take(const QString& choice, const QString& option)
{
    if (m_chosen.value(choice) == option) return;
    m_chosen[choice] = option;
    fillChoices();
    showPlot();
    showTables();
}

void ResultsPage::showCaption()
{
    const QString model = m_document->source().model;
    const QString name = m_path.isEmpty() ? tr("not saved") : captionOf(m_path).name;
    QStringList words{QStringLiteral("%1 %2").arg(m_document->kindName(), name)};
    if (!model.isEmpty()) words.append(tr("model %1").arg(untrusted(modelName(model).toStdString())));
    words.append(m_document->extent());
    m_caption->setText(words.join(QStringLiteral(" · ")));
    m_caption->setToolTip(plainToolTip(m_path.isEmpty() ? m_caption->text() : m_path));
    m_readAgain->setVisible(!m_path.isEmpty());
    m_save->setVisible(m_path.isEmpty());
}

void ResultsPage::showPlot() { m_card->setSpec(figure().plot(completed(figure(), m_chosen))); }

void ResultsPage::showTables()
{
    m_tables->setTables(m_document->kind(), m_document->tables(m_registries, completed(figure(), m_chosen)));
}

/// None of a document that is in no file: nobody could make its figures again.
QString ResultsPage::recipe() const
{
    if (!m_document || m_path.isEmpty()) return {};
    FigureRecipe recipe;
    recipe.results = view();
    recipe.form = figurePresets().first().options;
    recipe.commands = m_document->source().commands;
    return QString::fromUtf8(recipeText(recipe, m_registries));
}

} // namespace alidade
