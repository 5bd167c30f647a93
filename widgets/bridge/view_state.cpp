// SPDX-License-Identifier: GPL-3.0-or-later
// Views to JSON and back. Parameters are written as on the command line, so that parseParameter() checks them.
#include "widgets/bridge/view_state.h"

#include "core/base/text.h"
#include "widgets/bridge/core_text.h"
#include "widgets/bridge/selection.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace alidade {

namespace {

constexpr int viewFormat = 1;
constexpr qsizetype mostPlots = 64;

struct RateCountName {
    RateCount count;
    const char* name;
};
constexpr std::array rateCountNames{RateCountName{RateCount::FixedRate, "fixed"},
                                    RateCountName{RateCount::EntropyEstimate, "entropy"},
                                    RateCountName{RateCount::CodedBytes, "coded"}};

QString key(const char* name) { return QString::fromLatin1(name); }

[[noreturn]] void refuse(const QString& sentence) { throw InvalidRequest(sentence.toStdString()); }

/// What is said in the window; errors of the core have no translations.
class Said {
    Q_DECLARE_TR_FUNCTIONS(ViewState)
};

/// The members of one JSON object, each checked for its type.
class Members {
public:
    Members(const QJsonObject& object, const QString& path) : m_object(object), m_path(path) {}

    [[nodiscard]] bool has(const char* name) const { return m_object.contains(key(name)); }

    [[nodiscard]] QString string(const char* name, const QString& fallback = {}) const
    {
        const QJsonValue value = m_object.value(key(name));
        if (value.isUndefined()) return fallback;
        if (!value.isString()) refuse(Said::tr("\"%1\" is no text.").arg(where(name)));
        return value.toString();
    }
    [[nodiscard]] bool boolean(const char* name, bool fallback) const
    {
        const QJsonValue value = m_object.value(key(name));
        if (value.isUndefined()) return fallback;
        if (!value.isBool()) refuse(Said::tr("\"%1\" is neither true nor false.").arg(where(name)));
        return value.toBool();
    }
    [[nodiscard]] std::optional<bool> choice(const char* name) const
    {
        return has(name) ? std::optional(boolean(name, false)) : std::nullopt;
    }
    [[nodiscard]] double number(const char* name, double fallback) const
    {
        const QJsonValue value = m_object.value(key(name));
        if (value.isUndefined()) return fallback;
        if (!value.isDouble()) refuse(Said::tr("\"%1\" is no number.").arg(where(name)));
        return value.toDouble();
    }
    [[nodiscard]] std::optional<qint64> count(const char* name) const
    {
        const QJsonValue value = m_object.value(key(name));
        if (value.isUndefined()) return std::nullopt;
        const double number = value.toDouble(-1.0);
        constexpr double largest = 9007199254740992.0; // 2^53: beyond, JSON numbers are not exact
        if (number < 0.0 || number > largest || number != std::floor(number))
            refuse(Said::tr("\"%1\" is no whole number from 0 on.").arg(where(name)));
        return static_cast<qint64>(number);
    }
    [[nodiscard]] Members object(const char* name) const
    {
        const QJsonValue value = m_object.value(key(name));
        if (!value.isUndefined() && !value.isObject()) refuse(Said::tr("\"%1\" is no object.").arg(where(name)));
        return {value.toObject(), where(name)};
    }
    [[nodiscard]] QJsonArray array(const char* name) const
    {
        const QJsonValue value = m_object.value(key(name));
        if (!value.isUndefined() && !value.isArray()) refuse(Said::tr("\"%1\" is no list.").arg(where(name)));
        return value.toArray();
    }
    [[nodiscard]] std::optional<AxisRange> range(const char* name) const
    {
        if (!has(name)) return std::nullopt;
        const QJsonArray ends = array(name);
        const AxisRange range{ends.at(0).toDouble(NAN), ends.at(1).toDouble(NAN)};
        if (ends.size() != 2 || !std::isfinite(range.min) || !std::isfinite(range.max) || range.min >= range.max)
            refuse(Said::tr("\"%1\" is no range of two ascending numbers.").arg(where(name)));
        return range;
    }
    [[nodiscard]] const QJsonObject& json() const { return m_object; }
    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] QString where(const QString& name) const
    {
        const QString safe = untrusted(name.toStdString(), 60);
        return m_path.isEmpty() ? safe : m_path + QLatin1Char('.') + safe;
    }
    [[nodiscard]] QString where(const char* name) const { return where(key(name)); }

private:
    QJsonObject m_object;
    QString m_path;
};

QJsonObject componentJson(const ComponentRequest& request, const std::vector<ParameterSpec>& specs)
{
    QJsonObject parameters;
    for (const ParameterSpec& spec : specs)
        if (request.parameters.has(spec.id))
            parameters[fromCore(spec.id)] = fromCore(parameterText(spec, request.parameters.values().at(spec.id)));
    return {{key("id"), fromCore(request.id)}, {key("parameters"), parameters}};
}

/// Defaults are filled in; "bits" of a quantizer belongs to the view.
Parameters readParameters(const Members& members, const std::vector<ParameterSpec>& specs)
{
    const Members given = members.object("parameters");
    Parameters parameters;
    for (auto at = given.json().begin(); at != given.json().end(); ++at) {
        const std::string id = at.key().toStdString();
        const auto spec = std::ranges::find(specs, id, &ParameterSpec::id);
        if (spec == specs.end()) refuse(Said::tr("There is no parameter \"%1\".").arg(given.where(at.key())));
        const QJsonValue& value = at.value();
        if (!value.isString() && !value.isDouble())
            refuse(Said::tr("\"%1\" is neither text nor a number.").arg(given.where(at.key())));
        const std::string words =
            value.isString() ? value.toString().toStdString() : shortestDecimal(value.toDouble());
        parameters.set(id, parseParameter(*spec, words));
    }
    return resolveParameters(specs, parameters);
}

template <class Entry>
const Entry& findEntry(const Registry<Entry>& registry, const Members& members)
{
    const std::string id = members.string("id").toStdString();
    if (!registry.contains(id))
        refuse(Said::tr("\"%1\" names \"%2\", which this version does not know.")
                   .arg(members.where("id"), untrusted(id, 60)));
    return registry.find(id);
}

std::vector<ParameterSpec> parametersButBits(const QuantizerEntry& entry)
{
    std::vector<ParameterSpec> specs = entry.parameters;
    std::erase_if(specs, [](const ParameterSpec& spec) { return spec.id == "bits"; });
    return specs;
}

ModelStamp readStamp(const Members& members)
{
    ModelStamp stamp;
    stamp.file = members.string("file");
    const QString fingerprint = members.string("fingerprint");
    bool valid = true;
    if (!fingerprint.isEmpty()) stamp.fingerprint = fingerprint.toULongLong(&valid, 16);
    if (!valid) refuse(Said::tr("\"%1\" is no hexadecimal number.").arg(members.where("fingerprint")));
    stamp.size = members.count("size").value_or(0);
    const QString modified = members.string("modified");
    if (modified.isEmpty()) return stamp;
    stamp.modified = QDateTime::fromString(modified, Qt::ISODateWithMs);
    if (!stamp.modified.isValid()) refuse(Said::tr("\"%1\" is no date.").arg(members.where("modified")));
    return stamp;
}

QList<BarChip> readBar(const Members& members, const Registries& registries)
{
    QList<BarChip> bar;
    const QJsonArray list = members.array("coordinates");
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString path = QStringLiteral("coordinates[%1]").arg(i);
        if (!list.at(i).isObject()) refuse(Said::tr("\"%1\" is no object.").arg(path));
        const Members chip(list.at(i).toObject(), path);
        const CoordinateSystemEntry& entry = findEntry(registries.coordinateSystems, chip);
        for (const BarChip& before : bar)
            if (before.request.id == entry.id) refuse(Said::tr("\"%1\" is there twice.").arg(fromCore(entry.id)));
        bar.append({{entry.id, readParameters(chip, entry.parameters)}, chip.boolean("visible", true)});
    }
    if (bar.isEmpty()) refuse(Said::tr("\"%1\" holds no coordinate system.").arg(key("coordinates")));
    return bar;
}

void readQuantization(ViewState& state, const Members& members, const Registries& registries)
{
    if (members.has("quantizer")) {
        const Members quantizer = members.object("quantizer");
        const QuantizerEntry& entry = findEntry(registries.quantizers, quantizer);
        state.quantizer = {entry.id, readParameters(quantizer, parametersButBits(entry))};
    }
    state.bits = members.number("bits", state.bits);
    const std::vector<double> choices = usualBits(registries.quantizers.find(state.quantizer.id));
    if (members.has("bits") && std::ranges::find(choices, state.bits) == choices.end())
        refuse(Said::tr("\"%1\" is %2, which the quantizer \"%3\" does not offer.")
                   .arg(key("bits"))
                   .arg(state.bits)
                   .arg(fromCore(state.quantizer.id)));
    if (members.has("coder")) {
        const Members coder = members.object("coder");
        const EntropyCoderEntry& entry = findEntry(registries.entropyCoders, coder);
        state.coder = {entry.id, readParameters(coder, entry.parameters)};
    }
}

void readRateCounting(ViewState& state, const Members& rate)
{
    RateCounting& counting = state.rateCounting;
    counting.basis = rate.boolean("basis", counting.basis);
    counting.operatorQuality = rate.boolean("operatorQuality", counting.operatorQuality);
    if (!rate.has("count")) return;
    const QString name = rate.string("count");
    const auto at = std::ranges::find_if(
        rateCountNames, [&name](const RateCountName& known) { return name == QLatin1String(known.name); });
    if (at == rateCountNames.end())
        refuse(Said::tr("\"%1\" is none of fixed, entropy and coded.").arg(rate.where("count")));
    if (at->count == RateCount::CodedBytes && !state.coder)
        refuse(Said::tr("\"%1\" counts coded bytes, but there is no coder.").arg(rate.where("count")));
    counting.symbols = at->count;
}

QMap<QString, PlotViewState> readPlots(const Members& plots)
{
    if (plots.json().size() > mostPlots) refuse(Said::tr("\"%1\" holds too many plots.").arg(plots.path()));
    QMap<QString, PlotViewState> states;
    for (auto at = plots.json().begin(); at != plots.json().end(); ++at) {
        if (!at.value().isObject()) refuse(Said::tr("\"%1\" is no object.").arg(plots.where(at.key())));
        states[at.key()] = plotViewFromJson(at.value().toObject(), plots.where(at.key()));
    }
    return states;
}

/// What is in them is checked by the cards.
QMap<QString, QJsonObject> readCards(const Members& cards)
{
    if (cards.json().size() > mostPlots) refuse(Said::tr("\"%1\" holds too many plots.").arg(cards.path()));
    QMap<QString, QJsonObject> options;
    for (auto at = cards.json().begin(); at != cards.json().end(); ++at) {
        if (!at.value().isObject()) refuse(Said::tr("\"%1\" is no object.").arg(cards.where(at.key())));
        options[at.key()] = at.value().toObject();
    }
    return options;
}

} // namespace

ModelStamp stampOf(const CheckpointSummary& model)
{
    const QFileInfo file(fromCore(model.path));
    // Milliseconds, as they are written.
    const QDateTime modified =
        file.exists() ? QDateTime::fromMSecsSinceEpoch(file.lastModified().toMSecsSinceEpoch(), Qt::UTC) : QDateTime();
    return {file.absoluteFilePath(), model.fingerprint, file.isDir() ? 0 : file.size(), modified};
}

QJsonObject toJson(const PlotViewState& state)
{
    QJsonObject json;
    if (state.x) json[key("x")] = QJsonArray{state.x->min, state.x->max};
    if (state.y) json[key("y")] = QJsonArray{state.y->min, state.y->max};
    if (state.logX) json[key("logX")] = *state.logX;
    if (state.logY) json[key("logY")] = *state.logY;
    if (state.locked) json[key("locked")] = true;
    if (!state.references) json[key("references")] = false;
    return json;
}

PlotViewState plotViewFromJson(const QJsonObject& json, const QString& path)
{
    const Members plot(json, path);
    PlotViewState state{plot.range("x"), plot.range("y"), plot.choice("logX"), plot.choice("logY")};
    state.locked = plot.boolean("locked", false) && state.x && state.y;
    state.references = plot.boolean("references", true);
    return state;
}

QJsonObject toJson(const ViewState& state, const Registries& registries)
{
    QJsonArray coordinates;
    for (const BarChip& chip : state.bar) {
        QJsonObject json =
            componentJson(chip.request, registries.coordinateSystems.find(chip.request.id).parameters);
        json[key("visible")] = chip.visible;
        coordinates.append(json);
    }
    QJsonObject plots;
    for (auto at = state.plots.begin(); at != state.plots.end(); ++at)
        plots[at.key()] = toJson(at.value());
    QJsonObject model{{key("file"), state.model.file},
                      {key("fingerprint"), QString::number(state.model.fingerprint, 16)},
                      {key("size"), state.model.size}};
    if (state.model.modified.isValid())
        model[key("modified")] = state.model.modified.toUTC().toString(Qt::ISODateWithMs);
    const RateCounting& counting = state.rateCounting;
    const auto count = std::ranges::find(rateCountNames, counting.symbols, &RateCountName::count);
    const QuantizerEntry& quantizer = registries.quantizers.find(state.quantizer.id);
    QJsonObject json{{key("program"), key("Alidade")},
                     {key("version"), state.version},
                     {key("format"), viewFormat},
                     {key("model"), model},
                     {key("tensor"), state.tensor},
                     {key("calibration"), state.calibration},
                     {key("coordinates"), coordinates},
                     {key("active"), state.active},
                     {key("bits"), state.bits},
                     {key("quantizer"), componentJson(state.quantizer, parametersButBits(quantizer))},
                     {key("rate"), QJsonObject{{key("count"), key(count->name)},
                                               {key("basis"), counting.basis},
                                               {key("operatorQuality"), counting.operatorQuality}}},
                     {key("depth"), QJsonObject{{key("metric"), state.depthMetric}, {key("role"), state.depthRole}}},
                     {key("filter"), state.filter},
                     {key("plots"), plots}};
    if (state.matrix) json[key("matrix")] = static_cast<qint64>(*state.matrix);
    if (!state.board.isEmpty()) json[key("board")] = state.board;
    QJsonObject cards;
    for (auto at = state.cards.begin(); at != state.cards.end(); ++at)
        cards[at.key()] = at.value();
    if (!cards.isEmpty()) json[key("cards")] = cards;
    if (state.coder)
        json[key("coder")] = componentJson(*state.coder, registries.entropyCoders.find(state.coder->id).parameters);
    return json;
}

ViewState viewStateFromJson(const QJsonObject& json, const Registries& registries)
{
    const Members members(json, {});
    if (members.string("program") != QLatin1String("Alidade")) refuse(Said::tr("It holds no view of this program."));
    if (members.count("format").value_or(viewFormat) != viewFormat)
        refuse(Said::tr("It was written by another version of the program, in a format this one does not know."));
    ViewState state = Selection(registries).state();
    state.version = members.string("version");
    state.model = readStamp(members.object("model"));
    state.tensor = members.string("tensor");
    if (const std::optional<qint64> matrix = members.count("matrix")) state.matrix = static_cast<quint64>(*matrix);
    state.calibration = members.string("calibration");
    if (members.has("coordinates")) state.bar = readBar(members, registries);
    state.active = members.string("active");
    const auto isActive = [&state](const BarChip& chip) {
        return chip.visible && fromCore(chip.request.id) == state.active;
    };
    if (!state.active.isEmpty() && std::ranges::none_of(state.bar, isActive))
        refuse(Said::tr("\"%1\" names \"%2\", which is not shown.")
                   .arg(key("active"), untrusted(state.active.toStdString(), 60)));
    readQuantization(state, members, registries);
    readRateCounting(state, members.object("rate"));
    const Members depth = members.object("depth");
    state.depthMetric = depth.string("metric", state.depthMetric);
    if (!registries.metrics.contains(state.depthMetric.toStdString()))
        refuse(Said::tr("\"%1\" names \"%2\", which this version does not know.")
                   .arg(depth.where("metric"), untrusted(state.depthMetric.toStdString(), 60)));
    state.depthRole = depth.string("role");
    state.filter = members.string("filter");
    state.plots = readPlots(members.object("plots"));
    state.board = members.string("board");
    state.cards = readCards(members.object("cards"));
    return state;
}

QJsonObject parseViewText(const QByteArray& words)
{
    if (words.size() > longestViewText) refuse(Said::tr("It is too long for a view."));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(words, &error);
    if (error.error != QJsonParseError::NoError)
        refuse(Said::tr("It is no valid JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset));
    if (!document.isObject()) refuse(Said::tr("It is JSON, but no object."));
    return document.object();
}

} // namespace alidade
