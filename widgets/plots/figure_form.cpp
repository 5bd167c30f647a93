// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a figure to JSON and back.
#include "widgets/plots/figure_form.h"

#include "core/base/error.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

[[noreturn]] void refuse(const QString& sentence) { throw InvalidRequest(sentence.toStdString()); }

void takeNumber(const QJsonObject& json, const QString& key, double low, double high, double& number)
{
    const QJsonValue value = json.value(key);
    if (value.isUndefined()) return;
    const double given = value.toDouble(NAN);
    if (!(given >= low && given <= high))
        refuse(text("\"size.%1\" is no number from %2 to %3.").arg(key).arg(low).arg(high));
    number = given;
}

void takeChoice(const QJsonObject& json, const QString& key, bool& choice)
{
    const QJsonValue value = json.value(key);
    if (value.isUndefined()) return;
    if (!value.isBool()) refuse(text("\"size.%1\" is neither true nor false.").arg(key));
    choice = value.toBool();
}

FigureOptions presetOf(const QJsonObject& json)
{
    const QList<FigurePreset> presets = figurePresets();
    const QJsonValue value = json.value("preset"_L1);
    if (value.isUndefined()) return presets.first().options;
    QStringList known;
    for (const FigurePreset& preset : presets) {
        if (value.toString() == preset.id) return preset.options;
        known.append(preset.id);
    }
    refuse(text("\"size.preset\" is none of %1.").arg(known.join(u", "_s)));
}

} // namespace

QJsonObject formToJson(const FigureOptions& options)
{
    const QSizeF size = options.sizeMm();
    QJsonObject json{{u"widthMm"_s, size.width()},
                     {u"fontPt"_s, std::clamp(options.fontPt, smallestFontPt, largestFontPt)},
                     {u"lineWidthPt"_s, options.lineWidthPt},
                     {u"dpi"_s, std::clamp(options.dpi, 36, 1200)},
                     {u"title"_s, options.title},
                     {u"legend"_s, options.legend}};
    if (options.heightMm > 0.0) json[u"heightMm"_s] = size.height();
    return json;
}

FigureOptions formFromJson(const QJsonObject& json)
{
    static const QStringList known{u"preset"_s,      u"widthMm"_s, u"heightMm"_s, u"fontPt"_s,
                                   u"lineWidthPt"_s, u"dpi"_s,     u"title"_s,    u"legend"_s};
    for (const QString& key : json.keys())
        if (!known.contains(key)) refuse(text("\"size\" has no part \"%1\".").arg(key.left(60)));
    FigureOptions options = presetOf(json);
    takeNumber(json, u"widthMm"_s, 20.0, 1200.0, options.widthMm);
    takeNumber(json, u"heightMm"_s, 15.0, 1200.0, options.heightMm);
    takeNumber(json, u"fontPt"_s, smallestFontPt, largestFontPt, options.fontPt);
    takeNumber(json, u"lineWidthPt"_s, 0.1, 10.0, options.lineWidthPt);
    double dpi = options.dpi;
    takeNumber(json, u"dpi"_s, 36.0, 1200.0, dpi);
    if (dpi != std::floor(dpi)) refuse(text("\"size.dpi\" is no whole number."));
    options.dpi = static_cast<int>(dpi);
    takeChoice(json, u"title"_s, options.title);
    takeChoice(json, u"legend"_s, options.legend);
    return options;
}

QString carriedRecipe(const FigureOptions& options)
{
    QJsonObject recipe = QJsonDocument::fromJson(options.recipe.toUtf8()).object();
    if (recipe.value("format"_L1).toString() != QLatin1String(figureFormat)) return options.recipe;
    recipe[u"size"_s] = formToJson(options);
    return QString::fromUtf8(QJsonDocument(recipe).toJson(QJsonDocument::Indented));
}

} // namespace alidade
