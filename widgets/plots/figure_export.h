// SPDX-License-Identifier: GPL-3.0-or-later
// Figures for papers and slides from a PlotSpec: PNG, SVG and PDF in true millimetres, always on white, drawn
// afresh and independent of the size on screen. Every file carries the recipe that made it, and the same plot in the
// same form with the same fonts gives the same bytes: no date, no random name.
// Thread rule: GUI thread (fonts); needs a QGuiApplication, the offscreen platform is enough.
#pragma once

#include "widgets/plots/plot_spec.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QSizeF>
#include <QString>

#include <memory>
#include <optional>

class QMimeData;
class QPainter;

namespace alidade {

enum class FigureFormat { Png, Svg, Pdf };

inline constexpr double smallestFontPt = 6.0; ///< what printers and readers can do
inline constexpr double largestFontPt = 36.0;

/// Physical form of a figure.
struct FigureOptions {
    double widthMm = 85.0;
    double heightMm = 0.0;    ///< 0 = 0.68 times the width (0.5 above 150 mm)
    double fontPt = 8.0;      ///< of labels and titles
    double lineWidthPt = 1.0; ///< of curves; axes take half
    int dpi = 300;            ///< of PNG
    bool title = false;       ///< draw the plot's title; papers put it in the caption
    bool legend = true;       ///< list name, colour and dash of each visible series
    QString recipe;           ///< embedded text, see carriedRecipe(); empty = none

    /// Width and height in mm with the default height filled in.
    QSizeF sizeMm() const;
};

/// A named size, as offered in the save dialog.
struct FigurePreset {
    QString id;   ///< "single", "middle", "double", "text", "slide"
    QString name; ///< translated, with the width in mm
    FigureOptions options;
};

/// Single column 85 mm, 1.5 columns 120 mm, double column 178 mm, text width 139.7 mm, slide 254 mm.
QList<FigurePreset> figurePresets();

/// What became of an export. Either `path` was written whole, or `error` says in one sentence why not.
struct ExportOutcome {
    QString path;
    QString error;

    bool ok() const { return error.isEmpty(); }
};

/// Draws the figure into the rectangle (0, 0, width, height) in units of 1/10 pt.
void drawFigure(QPainter& painter, const PlotSpec& spec, const FigureOptions& options);

/// The figure as an image with its physical resolution set and the recipe in the text key "alidade".
QImage figureImage(const PlotSpec& spec, const FigureOptions& options);

/// The figure as an SVG document: size in mm, text as text, the recipe in <desc>.
QByteArray figureSvg(const PlotSpec& spec, const FigureOptions& options);

/// The figure as a one-page PDF of the figure's size: fonts embedded, images lossless, the recipe attached as
/// "recipe.json" and in the XMP metadata.
QByteArray figurePdf(const PlotSpec& spec, const FigureOptions& options);

/// Writes the figure to `path` through a temporary file, so that a failure leaves any former file whole.
/// Appends the format's suffix if `path` has another or none.
ExportOutcome saveFigure(const PlotSpec& spec, const FigureOptions& options, FigureFormat format,
                         const QString& path);

/// The format that `path`'s suffix names, if any.
std::optional<FigureFormat> formatOfPath(const QString& path);

/// Writes `bytes` to `path` through a temporary file; empty bytes are an error.
ExportOutcome writeWholeFile(const QString& path, const QByteArray& bytes);

/// All data of the plot in long format, one row per line: RFC 4180, exact numbers. Header
/// `series,<x title>,<y title>` and, only where the plot has such, `lower,upper` (bands), `arrow,end` (arrows) and
/// the title of the value (cells of the image, marginal profiles). A plot of an image alone has no column
/// `series`. Positions on axes with categories are written as their names. At most `mostTextRows` rows.
QByteArray plotCsv(const PlotSpec& spec);

/// The same, separated by tabs.
QByteArray plotTsv(const PlotSpec& spec);

/// Most rows of data written as text.
inline constexpr qsizetype mostTextRows = 1'000'000;

/// One sentence if the plot has more rows than text can hold; else empty.
QString textDataProblem(const PlotSpec& spec);

/// Writes `plotCsv`, or `plotTsv` if the suffix is .tsv or .txt, or HDF5 if it is .h5 or .hdf5 (any size; see
/// data_export.cpp for the datasets); other suffixes get ".csv" appended. `recipe` goes into HDF5 only.
ExportOutcome saveData(const PlotSpec& spec, const QString& path, const QString& recipe = {});

/// The figure in three flavours for the clipboard: PNG at twice the screen density, SVG and TSV text.
std::unique_ptr<QMimeData> figureMimeData(const PlotSpec& spec, const FigureOptions& options);

} // namespace alidade
