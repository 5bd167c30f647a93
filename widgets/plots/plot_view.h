// SPDX-License-Identifier: GPL-3.0-or-later
// One interactive plot: drawn with Qt Charts' curves and our own axes, zoomed with a history, read with a
// crosshair, exported from its menu. Thread rule: GUI thread only.
#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_spec.h"
#include "widgets/plots/plot_view_state.h"

#include <QList>
#include <QPair>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QMenu;

namespace alidade {

/// Readout at one place: the name and value of every visible series that has a value there; of an image the y of
/// the cell, its value, and the profiles there; of an arrow the y of its head.
using PlotReadout = QList<QPair<QString, double>>;

class PlotView : public QWidget {
    Q_OBJECT

public:
    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    /// The one data method. Calls are coalesced to at most 25 redraws a second; the newest spec wins. Zoom
    /// and log/linear choices stay while the axis quantities stay the same and some data remains in view.
    void setSpec(const PlotSpec& spec);
    const PlotSpec& spec() const;

    /// The spec with ranges and log flags as they are on screen; this is what export draws.
    PlotSpec visibleSpec() const;

    /// Text describing how to reproduce the figure; embedded in every exported file.
    void setRecipe(const QString& recipe);
    /// The same where it depends on what is on screen: asked when something is exported. The text is of no use then.
    void setRecipeSource(const std::function<QString()>& source);
    QString recipe() const;

    /// Zoom and log choices, to be saved and undone. Setting it does not enter the zoom history.
    PlotViewState viewState() const;
    void setViewState(const PlotViewState& state);

    /// Range now shown, in data values.
    AxisRange xRange() const;
    AxisRange yRange() const;
    bool isLogX() const;
    bool isLogY() const;
    bool canZoomBack() const;
    bool axesLocked() const { return viewState().locked; }
    bool referencesShown() const { return viewState().references; }

    /// A dashed line at `x` (data value): the selection. Empty removes it.
    void setHairline(std::optional<double> x);
    std::optional<double> hairline() const;

    /// A thin line at `x` with the values there: the cursor of a linked plot. Emits nothing.
    void setLinkedCursor(std::optional<double> x);

    /// Values of all visible series at `x`; on a line between two samples they are interpolated. With `y`, of the
    /// image's cell there if there is one.
    PlotReadout readoutAt(double x, std::optional<double> y = std::nullopt) const;

    /// What is under the cursor as one line for a status bar, categories by name; empty if it is nowhere.
    QString readoutText() const;

    /// Zooms to a part, in data values, and remembers the former view. Clamped to the data range times 1.05.
    void zoomTo(const AxisRange& x, const AxisRange& y);

    /// Widget position of a data point, and back. Meaningful once the view has been shown or grabbed.
    QPointF toWidget(const QPointF& value) const;
    QPointF fromWidget(const QPointF& position) const;

    /// The rectangle between the axes, in widget coordinates.
    QRectF plotArea() const;

    /// Adds the view's actions (copy, save, log, references, lock, zoom back, fit, reset, table, explanation) to
    /// `menu`.
    void addActionsTo(QMenu* menu);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void fit();
    void zoomBack();
    /// Without effect while an image is shown: its cells belong to the scales they were computed for.
    void setLogX(bool logarithmic);
    void setLogY(bool logarithmic);
    /// Keeps the ranges when data change; a change of an axis quantity unlocks.
    void setAxesLocked(bool locked);
    void setReferencesShown(bool shown);
    void resetView(); ///< fit, scales as the data say, references, unlocked
    void copyFigure(); ///< PNG at twice the screen size, SVG and TSV on the clipboard at once
    void copyData();   ///< TSV
    void saveFigure(); ///< asks for size and file; reports by `exported` or `exportFailed`
    void saveData();
    void showTable(); ///< the data as a table in a window of its own

signals:
    /// The cursor is at `x` (data value, snapped to a sample). `values`: name and y of each visible series.
    void hovered(double x, const QList<QPair<QString, double>>& values);
    void hoverEnded();
    /// The same as `readoutText()`, whenever it changes; empty when hovering ends.
    void readoutChanged(const QString& sentence);
    /// "What is this?" was chosen. The menu has the entry only while something is connected.
    void explainRequested();
    /// Left click without drag, in data values.
    void clicked(double x, double y);
    /// Zoom or log/linear was changed by the user, with the state before: enough for an undo command.
    void viewChanged(const alidade::PlotViewState& before, const alidade::PlotViewState& after);
    /// A file was written.
    void exported(const QString& path);
    /// A file could not be written; one sentence for the message bar.
    void exportFailed(const QString& sentence);
    /// Something was put on the clipboard; one sentence for the status bar.
    void copied(const QString& sentence);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace alidade
