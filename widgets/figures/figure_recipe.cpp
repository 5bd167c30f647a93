// SPDX-License-Identifier: GPL-3.0-or-later
// Recipes of figures to JSON and back.
#include "widgets/figures/figure_recipe.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/card_kinds.h"
#include "widgets/figures/figure_file.h"
#include "widgets/plots/figure_form.h"
#include "widgets/plots/plot_view.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr int recipeVersion = 1;
constexpr qsizetype mostCommands = 200;

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

[[noreturn]] void refuse(const QString& sentence) { throw InvalidRequest(sentence.toStdString()); }

QString shown(const QString& word) { return untrusted(word.toStdString(), 60); }

QStringList commandsOf(const ResultCard& card, const FileNames& names)
{
    if (const std::optional<QStringList> own = card.commands()) return own->mid(0, mostCommands);
    QStringList commands;
    const std::vector<AnalysisRequest> requests = card.requests();
    for (AnalysisRequest request : requests) {
        if (commands.size() == mostCommands) {
            const auto others = static_cast<qsizetype>(requests.size()) - mostCommands;
            commands.append(u"# and %1 more of this kind"_s.arg(others));
            break;
        }
        request.file = names.model.toStdString();
        if (!request.calibration.empty()) request.calibration = names.calibration.toStdString();
        commands.append(fromCore(commandLine(request)));
    }
    return commands;
}

QJsonObject objectIn(const QJsonObject& json, const QString& key)
{
    const QJsonValue value = json.value(key);
    if (!value.isUndefined() && !value.isObject()) refuse(text("\"%1\" is no object.").arg(key));
    return value.toObject();
}

QString stringIn(const QJsonObject& json, const QString& key)
{
    const QJsonValue value = json.value(key);
    if (!value.isUndefined() && !value.isString()) refuse(text("\"%1\" is no text.").arg(key));
    return value.toString();
}

void requireKnownParts(const QJsonObject& json, const QStringList& known)
{
    for (const QString& key : json.keys())
        if (!known.contains(key)) refuse(text("A recipe has no part \"%1\".").arg(shown(key)));
}

void checkHead(const QJsonObject& json)
{
    if (json.value("format"_L1).toString() != QLatin1String(figureFormat))
        refuse(text("It is no recipe of a figure: \"format\" is not \"%1\".").arg(QLatin1String(figureFormat)));
    if (json.value("version"_L1).toDouble(0.0) != recipeVersion)
        refuse(text("\"version\" is not %1, the only one this program knows.").arg(recipeVersion));
    if (json.contains("results"_L1))
        return requireKnownParts(json, {u"format"_s, u"version"_s, u"results"_s, u"figure"_s, u"choices"_s, u"zoom"_s,
                                        u"size"_s, u"commands"_s, u"note"_s});
    requireKnownParts(json, {u"format"_s, u"version"_s, u"plot"_s, u"options"_s, u"view"_s, u"size"_s, u"commands"_s,
                             u"note"_s});
}

QString plotIn(const QJsonObject& json)
{
    const QString plot = stringIn(json, u"plot"_s);
    const QList<CardKind> kinds = cardKinds();
    if (findCardKind(kinds, plot)) return plot;
    QStringList ids;
    for (const CardKind& kind : kinds)
        ids.append(kind.id);
    refuse(text("\"plot\" is \"%1\", which is none of %2.").arg(shown(plot), ids.join(u", "_s)));
}

QStringList commandsIn(const QJsonObject& json)
{
    const QJsonValue value = json.value("commands"_L1);
    if (!value.isUndefined() && !value.isArray()) refuse(text("\"commands\" is no list."));
    QStringList commands;
    for (const QJsonValue line : value.toArray()) {
        if (!line.isString()) refuse(text("\"commands\" is no list of texts."));
        commands.append(line.toString());
    }
    return commands;
}

ChosenOptions choicesIn(const QJsonObject& json)
{
    ChosenOptions choices;
    const QJsonObject given = objectIn(json, u"choices"_s);
    for (auto at = given.begin(); at != given.end(); ++at) {
        if (!at.value().isString()) refuse(text("\"%1\" is no text.").arg(u"choices."_s + shown(at.key())));
        choices[at.key()] = at.value().toString();
    }
    return choices;
}

ResultsView resultsIn(const QJsonObject& json)
{
    ResultsView view;
    view.file = stringIn(json, u"results"_s);
    view.figure = stringIn(json, u"figure"_s);
    if (view.file.isEmpty()) refuse(text("\"results\" names no file."));
    if (view.figure.isEmpty()) refuse(text("\"figure\" names no figure."));
    view.choices = choicesIn(json);
    view.zoom = plotViewFromJson(objectIn(json, u"zoom"_s), u"zoom"_s);
    return view;
}

void addResults(QJsonObject& json, const ResultsView& view)
{
    QJsonObject choices;
    for (auto at = view.choices.begin(); at != view.choices.end(); ++at)
        choices[at.key()] = at.value();
    json[u"results"_s] = view.file;
    json[u"figure"_s] = view.figure;
    json[u"choices"_s] = choices;
    if (view.zoom != PlotViewState{}) json[u"zoom"_s] = toJson(view.zoom);
}

/// "a/b/c" in a folder, or "b/c", or, if the content can be told, "c"; empty if there is none.
QString foundIn(const QString& folder, const QString& named, bool canBeTold)
{
    const QStringList parts = named.split(u'/', Qt::SkipEmptyParts);
    for (qsizetype skipped = 0; skipped < parts.size(); ++skipped) {
        if (skipped > 0 && skipped + 1 == parts.size() && !canBeTold) break; // many models have the same last name
        const QString tail = skipped == 0 ? named : parts.mid(skipped).join(u'/');
        const QFileInfo file(QDir(folder).filePath(tail));
        if (parts.at(skipped) == ".."_L1 && skipped > 0) continue;
        if (file.exists()) return QDir::cleanPath(file.absoluteFilePath());
    }
    return {};
}

QString fullPath(const QString& named, const QStringList& folders, bool canBeTold)
{
    if (QDir::isAbsolutePath(named)) {
        if (QFileInfo::exists(named)) return QDir::cleanPath(named);
        refuse(text("The figure's file %1 is not there.").arg(named));
    }
    for (const QString& folder : folders)
        if (const QString found = foundIn(folder, named, canBeTold); !found.isEmpty()) return found;
    refuse(text("The figure's file %1 is not in %2.").arg(named, folders.join(text(" nor in "))));
}

} // namespace

FigureRecipe recipeOf(const ResultCard& card, const Workbench& workbench, const FileNames& names)
{
    FigureRecipe recipe;
    recipe.plot = card.id();
    recipe.options = card.options();
    recipe.view = workbench.selection().state();
    if (workbench.model()) recipe.view.model = stampOf(*workbench.model());
    recipe.view.model.modified = {}; // the same content elsewhere is the same figure
    if (!names.model.isEmpty()) recipe.view.model.file = names.model;
    if (!names.calibration.isEmpty()) recipe.view.calibration = names.calibration;
    if (const PlotViewState zoom = card.view()->viewState(); zoom != PlotViewState{})
        recipe.view.plots[card.objectName()] = zoom;
    recipe.form = figurePresets().first().options;
    recipe.commands = commandsOf(card, {recipe.view.model.file, recipe.view.calibration});
    return recipe;
}

QByteArray recipeText(const FigureRecipe& recipe, const Registries& registries)
{
    QJsonObject json{{u"format"_s, QLatin1String(figureFormat)},
                     {u"version"_s, recipeVersion},
                     {u"size"_s, formToJson(recipe.form)},
                     {u"commands"_s, QJsonArray::fromStringList(recipe.commands)}};
    if (recipe.results) {
        addResults(json, *recipe.results);
    } else {
        json[u"plot"_s] = recipe.plot;
        json[u"view"_s] = toJson(recipe.view, registries);
    }
    if (!recipe.options.isEmpty()) json[u"options"_s] = recipe.options;
    if (!recipe.note.isEmpty()) json[u"note"_s] = recipe.note;
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

FigureRecipe readRecipe(const QByteArray& words, const Registries& registries)
{
    const QJsonObject json = parseViewText(words);
    checkHead(json);
    FigureRecipe recipe;
    if (json.contains("results"_L1)) {
        recipe.results = resultsIn(json);
    } else {
        recipe.plot = plotIn(json);
        recipe.options = objectIn(json, u"options"_s);
        recipe.view = viewStateFromJson(objectIn(json, u"view"_s), registries);
        if (recipe.view.model.file.isEmpty()) refuse(text("\"view.model.file\" names no model."));
    }
    recipe.form = formFromJson(objectIn(json, u"size"_s));
    recipe.commands = commandsIn(json);
    recipe.note = stringIn(json, u"note"_s);
    return recipe;
}

FigureRecipe recipeFromFile(const QString& path, const Registries& registries)
{
    const QByteArray words = recipeInFile(path);
    try {
        return readRecipe(words, registries);
    } catch (const Error& error) {
        refuse(text("%1 holds no figure that can be made again. %2").arg(path, fromCore(error.what())));
    }
}

ViewState withFiles(const ViewState& view, const QStringList& folders)
{
    ViewState whole = view;
    whole.model.file = fullPath(view.model.file, folders, view.model.fingerprint != 0);
    const QFileInfo file(whole.model.file);
    if (whole.model.size == 0 && file.isFile()) whole.model.size = file.size(); // written by hand
    if (!view.calibration.isEmpty()) whole.calibration = fullPath(view.calibration, folders, false);
    return whole;
}

QString resultsFile(const ResultsView& view, const QStringList& folders)
{
    return fullPath(view.file, folders, false);
}

QString changeOf(const ViewState& view, const CheckpointSummary& model)
{
    if (view.model.fingerprint == 0 || view.model.fingerprint == model.fingerprint) return {};
    return text("The model %1 has changed since the figure was made: its fingerprint is %2, not %3.")
        .arg(fromCore(model.path), QString::number(model.fingerprint, 16),
             QString::number(view.model.fingerprint, 16));
}

} // namespace alidade
