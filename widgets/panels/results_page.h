// SPDX-License-Identifier: GPL-3.0-or-later
// A file of results of any kind: one of its figures with its choices, and its tables. Thread rule: GUI thread.
#pragma once

#include "widgets/figures/figure_recipe.h"
#include "widgets/results/results_document.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace alidade {

class PlotCard;
class ResultsTables;

class ResultsPage : public QWidget {
    Q_OBJECT

public:
    /// @param registries must outlive the page
    explicit ResultsPage(const Registries& registries, QWidget* parent = nullptr);

    /// Shows a document. Figure, choices and tables stay as they are where the document has such.
    /// @param path of its file; empty: it is not in a file yet
    void setDocument(const QString& path, const ResultsDocumentPtr& document);
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] const ResultsDocumentPtr& document() const { return m_document; }
    /// Shows a figure with these choices and zoom. @throws InvalidRequest for what the document does not have
    void showFigure(const ResultsView& view);
    /// What is shown now, with the path of the file.
    [[nodiscard]] ResultsView view() const;

    [[nodiscard]] PlotCard* card() const { return m_card; }
    [[nodiscard]] ResultsTables* tables() const { return m_tables; }
    [[nodiscard]] QTableView* table() const;
    /// See ResultsTables::copyRows().
    int copyRows();
    /// While it is not shown the page takes no room from the docks.
    [[nodiscard]] QSize minimumSizeHint() const override { return isVisible() ? QWidget::minimumSizeHint() : QSize(0, 0); }

signals:
    /// The user wants to see what is in the file now.
    void readAgainRequested();
    /// The user wants to keep a document that is in no file.
    void saveRequested();
    void closeRequested();
    /// As of Overview.
    void readout(const QString& text);
    void exported(const QString& path);
    void exportFailed(const QString& sentence);
    void copied(const QString& sentence);

private:
    QWidget* makeHeading();
    QWidget* makeControls();
    void connectPlot();
    void fillFigures();
    void fillChoices();
    void showCaption();
    void showPlot();
    void showTables();
    void take(const QString& choice, const QString& option);
    [[nodiscard]] const ResultsFigure& figure() const;
    [[nodiscard]] QString recipe() const;

    const Registries& m_registries;
    QString m_path;
    ResultsDocumentPtr m_document;
    QList<ResultsFigure> m_figures;
    QString m_figure;       ///< id
    ChosenOptions m_chosen; ///< on any figure, so that a choice that several have is kept
    PlotCard* m_card = nullptr;
    ResultsTables* m_tables = nullptr;
    QLabel* m_caption = nullptr;
    QToolButton* m_readAgain = nullptr;
    QToolButton* m_save = nullptr;
    QComboBox* m_figureBox = nullptr;
    QHBoxLayout* m_choiceLine = nullptr;
};

} // namespace alidade
