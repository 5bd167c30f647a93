// SPDX-License-Identifier: GPL-3.0-or-later
// Data of a plot as a file. In HDF5 every series is a dataset of its name with one row per point and the columns
// that its attribute `columns` lists; the image is a matrix (first row at `y0`) with its edges as attributes.
#include "core/base/error.h"
#include "core/checkpoint/hdf5_arrays.h"
#include "widgets/plots/band_painter.h"
#include "widgets/plots/figure_export.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <set>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

// Names that HDF5 takes for paths become flat; equal ones get a number.
class DatasetNames {
public:
    std::string use(const QString& wanted)
    {
        QString flat = wanted.trimmed();
        flat.replace(u'/', u'\u2215');
        flat.remove(QChar(u'\0'));
        if (flat.isEmpty() || flat == "."_L1) flat = u"series"_s;
        QString name = flat;
        for (int k = 2; !m_used.insert(name).second; ++k)
            name = u"%1 (%2)"_s.arg(flat).arg(k);
        return name.toStdString();
    }

private:
    std::set<QString> m_used;
};

QString titleOr(const QString& title, const QString& otherwise) { return title.isEmpty() ? otherwise : title; }

NamedArray seriesArray(const PlotSpec& spec, const PlotSeries& series, DatasetNames& names)
{
    const bool band = hasBand(series);
    NamedArray array;
    array.name = names.use(titleOr(series.name, series.id));
    array.shape = {static_cast<std::size_t>(series.points.size()), band ? std::size_t{4} : std::size_t{2}};
    for (qsizetype i = 0; i < series.points.size(); ++i) {
        array.values.push_back(series.points[i].x());
        array.values.push_back(series.points[i].y());
        if (!band) continue;
        array.values.push_back(series.lower[i]);
        array.values.push_back(series.upper[i]);
    }
    const QString columns = titleOr(spec.x.title, u"x"_s) + u'\t' + titleOr(spec.y.title, u"y"_s);
    array.attributes.push_back({"columns", (band ? columns + u"\tlower\tupper"_s : columns).toStdString()});
    if (series.stepped) array.attributes.push_back({"stepped", "y holds from its x to the next"});
    if (series.arrows) array.attributes.push_back({"arrows", "rows are pairs: from, to"});
    return array;
}

NamedArray imageArray(const PlotSpec& spec, DatasetNames& names)
{
    const PlotImage& image = *spec.image;
    NamedArray array;
    array.name = names.use(titleOr(image.quantity, u"image"_s));
    array.shape = {static_cast<std::size_t>(image.rows), static_cast<std::size_t>(image.columns)};
    array.values.assign(image.cells->begin(), image.cells->end());
    array.attributes = {{"columns", titleOr(spec.x.title, u"x"_s).toStdString()},
                        {"rows", titleOr(spec.y.title, u"y"_s).toStdString()},
                        {"x0", image.x0},
                        {"x1", image.x1},
                        {"y0", image.y0},
                        {"y1", image.y1}};
    QStringList categories;
    for (const ImageCategory& category : image.categories)
        categories.append(category.name);
    if (!categories.isEmpty()) array.attributes.push_back({"categories", categories.join(u'\n').toStdString()});
    return array;
}

NamedArray profileArray(const PlotMarginal& marginal, const QString& axis, DatasetNames& names)
{
    NamedArray array;
    const QString title = titleOr(marginal.title, u"profile"_s);
    array.name = names.use(title);
    array.shape = {static_cast<std::size_t>(marginal.points.size()), std::size_t{2}};
    for (const QPointF& point : marginal.points) {
        array.values.push_back(point.x());
        array.values.push_back(point.y());
    }
    array.attributes.push_back({"columns", (axis + u'\t' + title).toStdString()});
    return array;
}

std::vector<NamedArray> arraysOf(const PlotSpec& spec)
{
    DatasetNames names;
    std::vector<NamedArray> arrays;
    for (const PlotSeries& series : spec.series) {
        if (series.visible && !series.points.isEmpty()) arrays.push_back(seriesArray(spec, series, names));
    }
    const bool hasCells = spec.image && spec.image->cells &&
                          static_cast<qint64>(spec.image->cells->size()) ==
                              static_cast<qint64>(spec.image->columns) * spec.image->rows;
    if (hasCells && !spec.image->cells->empty()) arrays.push_back(imageArray(spec, names));
    if (spec.above && !spec.above->points.isEmpty())
        arrays.push_back(profileArray(*spec.above, titleOr(spec.x.title, u"x"_s), names));
    if (spec.beside && !spec.beside->points.isEmpty())
        arrays.push_back(profileArray(*spec.beside, titleOr(spec.y.title, u"y"_s), names));
    return arrays;
}

ExportOutcome saveHdf5(const PlotSpec& spec, const QString& path, const QString& recipe)
{
    std::vector<ArrayAttribute> attributes{{"creator", "Alidade"}, {"title", spec.title.toStdString()}};
    if (!recipe.isEmpty()) attributes.push_back({"recipe", recipe.toStdString()});
    const auto addCategories = [&](const char* name, const QStringList& words) {
        if (!words.isEmpty()) attributes.push_back({name, words.join(u'\n').toStdString()});
    };
    addCategories("x_categories", spec.x.categories);
    addCategories("y_categories", spec.y.categories);
    try {
        writeHdf5Arrays(path.toStdString(), arraysOf(spec), attributes);
    }
    catch (const Error& error) {
        const QString cause = QString::fromUtf8(error.what());
        return {path, QCoreApplication::translate("PlotData", "Could not write the data: %1.").arg(cause)};
    }
    return {path, {}};
}

} // namespace

ExportOutcome saveData(const PlotSpec& spec, const QString& path, const QString& recipe)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "h5"_L1 || suffix == "hdf5"_L1) return saveHdf5(spec, path, recipe);
    const QString problem = textDataProblem(spec);
    if (!problem.isEmpty()) return {path, problem};
    if (suffix == "tsv"_L1 || suffix == "txt"_L1) return writeWholeFile(path, plotTsv(spec));
    return writeWholeFile(suffix == "csv"_L1 ? path : path + u".csv"_s, plotCsv(spec));
}

} // namespace alidade
