// SPDX-License-Identifier: GPL-3.0-or-later
// A view of a model as one value: what is looked at, in which coordinates, counted how, zoomed where. It can be
// compared, written as JSON and taken up again; sessions, figures and the tour are made of it. Thread rule: a value.
#pragma once

#include "core/engine/analysis.h"
#include "core/rate_distortion/curve_comparison.h"
#include "core/registry/registries.h"
#include "widgets/plots/plot_view_state.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace alidade {

/// A coordinate system in the bar.
struct BarChip {
    ComponentRequest request; ///< every parameter, defaults filled in
    bool visible = true;
    friend bool operator==(const BarChip&, const BarChip&) = default;
};

/// Which file a view is of, so that another content under the same name is noticed.
struct ModelStamp {
    QString file;              ///< path; empty: no model
    quint64 fingerprint = 0;   ///< CheckpointSummary::fingerprint; 0: not known
    qint64 size = 0;           ///< bytes; of a folder 0
    QDateTime modified;        ///< null: not known
    friend bool operator==(const ModelStamp&, const ModelStamp&) = default;
};

/// Everything that decides what the plots and tables of one model show.
struct ViewState {
    QString version; ///< of the program that made it
    ModelStamp model;
    QString tensor; ///< empty: none
    std::optional<quint64> matrix;
    QString calibration; ///< path; empty: none
    QList<BarChip> bar;
    QString active; ///< id of the chip in front; empty: none
    double bits = 4.0;
    ComponentRequest quantizer; ///< without "bits"
    std::optional<ComponentRequest> coder;
    RateCounting rateCounting;
    QString depthMetric;
    QString depthRole;
    QString filter;
    QMap<QString, PlotViewState> plots; ///< by objectName of the card; what is not here is as the plot comes
    QString board; ///< id of the one in front; empty: the first
    QMap<QString, QJsonObject> cards; ///< what was chosen on each alone, by its id; what is not here is as it comes
    friend bool operator==(const ViewState&, const ViewState&) = default;
};

/// The longest text of a view that is read, in bytes.
inline constexpr qint64 longestViewText = 4 << 20;

/// How the file is now: size and time are read, the fingerprint is taken from the summary.
ModelStamp stampOf(const CheckpointSummary& model);

/// The view as JSON with "program", "version" and "format"; viewStateFromJson() reads it back unchanged.
QJsonObject toJson(const ViewState& state, const Registries& registries);

/// Reads a view. What is missing is as in a new window; keys it does not know are left alone. @throws InvalidRequest
/// with one sentence for what has the wrong type, names an unknown component or is out of range.
ViewState viewStateFromJson(const QJsonObject& json, const Registries& registries);

/// What the user changed about one plot as JSON, and back: "x", "y", "logX", "logY", "locked", "references".
QJsonObject toJson(const PlotViewState& state);
/// @param path of the object in its text, for sentences @throws InvalidRequest for what has the wrong type
PlotViewState plotViewFromJson(const QJsonObject& json, const QString& path);

/// The JSON object in a text. @throws InvalidRequest if it is longer than longestViewText or no JSON object
QJsonObject parseViewText(const QByteArray& text);

} // namespace alidade
