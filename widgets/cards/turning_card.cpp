// SPDX-License-Identifier: GPL-3.0-or-later
// The slider and what it shows.
#include "widgets/cards/turning_card.h"

#include "core/base/error.h"

#include "widgets/plots/plot_view.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr int stepsPerDegree = 2;
constexpr int playMilliseconds = 60;

/// The angle that a place in the requests of a TurningCard stands for.
enum Place : std::size_t { AsStored, Hadamard, AtSlider, placeCount };

double metricOf(const AnalysisResultPtr& result, const std::string& id)
{
    if (!result) return NAN;
    const auto at = result->metrics.find(id);
    return at == result->metrics.end() ? NAN : at->second;
}

double energyOf(const AnalysisResult& result) { return result.rms * result.rms; }

bool canTurn(const Workbench& workbench)
{
    const Layer* layer = workbench.selectedLayer();
    return layer && (workbench.selectedMatrix() ? matrixHasAxes(*layer) : hasAxes(*layer));
}

QString angleText(double degrees) { return QStringLiteral("%1°").arg(degrees, 0, 'f', 1); }

} // namespace

ComponentRequest turnedBy(const Registries& registries, double degrees)
{
    Parameters given;
    given.set("angle", degrees);
    return {turnedCoordinates,
            resolveParameters(registries.coordinateSystems.find(turnedCoordinates).parameters, given)};
}

TurningCard::TurningCard(Workbench& workbench)
    : ResultCard(QStringLiteral("turning"), workbench),
      m_set(new RequestSet(workbench.bridge(), QStringLiteral("turning"), this)), m_step(new QTimer(this))
{
    makeControls();
    m_step->setInterval(playMilliseconds);
    connect(m_step, &QTimer::timeout, this, &TurningCard::play);
    connect(&workbench, &Workbench::recomputeAsked, this, [this] {
        if (isShown()) m_set->retry();
    });
    connect(m_set, &RequestSet::changed, this, &TurningCard::refresh);
    connect(&workbench, &Workbench::modelChanged, this, &TurningCard::ask);
    connect(&selection(), &Selection::tensorChanged, this, &TurningCard::ask);
    connect(&selection(), &Selection::matrixChanged, this, &TurningCard::ask);
    connect(&selection(), &Selection::turningAngleChanged, this, [this] {
        const double angle = selection().turningAngle();
        m_slider->setValue(static_cast<int>(std::lround(angle * stepsPerDegree)));
        m_angle->setText(angleText(angle));
        ask();
        refresh();
        emit optionsChanged();
    });
}

void TurningCard::makeControls()
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    m_play = new QToolButton(controls);
    m_play->setIcon(icon(QStringLiteral("forward")));
    m_play->setAutoRaise(true);
    m_play->setCheckable(true);
    m_play->setObjectName(QStringLiteral("turningPlay"));
    m_play->setAccessibleName(tr("Turn the axes by themselves"));
    m_play->setToolTip(tr("Turns from the axes of the file to Hadamard's"));
    m_slider = new QSlider(Qt::Horizontal, controls);
    m_slider->setObjectName(QStringLiteral("turningSlider"));
    m_slider->setAccessibleName(tr("Angle of the axes"));
    m_slider->setToolTip(tr("Every butterfly of the fast Hadamard transform is a rotation by this angle: 0° are the "
                            "axes of the file, 45° Hadamard's, and everything between is orthogonal as well"));
    m_slider->setRange(0, static_cast<int>(fullTurn) * stepsPerDegree);
    m_slider->setPageStep(5 * stepsPerDegree);
    m_slider->setTickInterval(15 * stepsPerDegree);
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_slider->setMinimumWidth(120);
    m_slider->setMaximumWidth(320);
    m_slider->setValue(static_cast<int>(std::lround(selection().turningAngle() * stepsPerDegree)));
    m_angle = new QLabel(angleText(selection().turningAngle()), controls);
    m_angle->setMinimumWidth(m_angle->fontMetrics().horizontalAdvance(angleText(45.0)) + 4);
    for (QWidget* widget : {static_cast<QWidget*>(m_play), static_cast<QWidget*>(m_slider),
                            static_cast<QWidget*>(m_angle)})
        line->addWidget(widget);
    setControls(controls);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        selection().setTurningAngle(static_cast<double>(value) / stepsPerDegree);
    });
    connect(m_play, &QToolButton::toggled, this, [this](bool on) {
        if (!on) return m_step->stop();
        if (m_slider->value() == m_slider->maximum()) m_slider->setValue(0);
        m_step->start();
    });
}

/// One step further once the last one is drawn, so that no angle is skipped on large matrices.
void TurningCard::play()
{
    if (!m_set->isComplete()) return;
    m_slider->setValue(m_slider->value() + 1);
    if (m_slider->value() == m_slider->maximum()) m_play->setChecked(false);
}

void TurningCard::shownChanged()
{
    if (isShown()) return ask();
    m_play->setChecked(false);
    m_set->pause();
}

void TurningCard::ask()
{
    if (!isShown()) return;
    if (!canTurn(workbench())) return m_set->ask({}, {});
    std::vector<AnalysisRequest> requests(placeCount);
    const auto at = [this](double degrees) {
        return workbench().selectedRequest(Part::Statistics, turnedBy(workbench().registries(), degrees));
    };
    requests[AsStored] = at(0.0);
    requests[Hadamard] = at(fullTurn);
    requests[AtSlider] = at(selection().turningAngle());
    m_set->ask(std::move(requests), tr("Turned · %1").arg(workbench().selectedName()));
}

QString TurningCard::numbers() const
{
    const AnalysisResultPtr& before = m_set->result(AsStored);
    const AnalysisResultPtr& now = m_set->result(AtSlider);
    if (!before || !now || !(energyOf(*before) > 0.0)) return {};
    const auto arrow = [&](const char* id) {
        return QStringLiteral("%1 → %2").arg(formatNumber(metricOf(before, id)), formatNumber(metricOf(now, id)));
    };
    const double kept = energyOf(*now) / energyOf(*before);
    return tr("energy × %1 · kurtosis %2 · L∞/σ %3")
        .arg(QString::number(kept, 'f', 6), arrow("kurtosis"), arrow("linf_over_sigma"));
}

PlotSpec TurningCard::makeSpec() const
{
    const QString tensor = workbench().selectedName();
    QList<PlottedChip> shown;
    QString error;
    const auto add = [&](std::size_t place, const char* id, const QString& label, bool front) {
        if (m_set->requests().size() != placeCount) return;
        if (!m_set->error(place).isEmpty()) error = m_set->error(place);
        if (!m_set->result(place)) return;
        const int known = selection().chipIndex(QString::fromLatin1(id));
        PlottedChip at;
        if (known >= 0) at.chip = selection().chips().at(known);
        at.chip.label = label;
        at.active = front;
        at.results.part(Part::Statistics).result = m_set->result(place);
        shown.append(at);
    };
    add(AsStored, originalCoordinates, tr("0°: as stored"), false);
    add(Hadamard, "hadamard", tr("45°: Hadamard's butterflies"), false);
    add(AtSlider, turnedCoordinates, angleText(selection().turningAngle()), true);
    PlotSpec spec = distributionPlot(shown, tensor);
    spec.title = titled(tr("Turning the axes"), tensor);
    spec.legend = true;
    if (shown.isEmpty())
        spec.emptyMessage = !workbench().selectedLayer() ? tr("Select a tensor in the list of layers.")
                            : !canTurn(workbench())
                                ? tr("%1 is a vector: it has no input and output axes to turn.").arg(tensor)
                            : !error.isEmpty() ? error
                                               : tr("Computing %1 …").arg(tensor);
    else
        spec.badge = numbers();
    return spec;
}

QJsonObject TurningCard::options() const { return {{QStringLiteral("angle"), selection().turningAngle()}}; }

void TurningCard::setOptions(const QJsonObject& options)
{
    const QJsonValue given = options.value(QStringLiteral("angle"));
    const double usual = Selection(workbench().registries()).turningAngle();
    const QJsonValue angle = given.isUndefined() ? QJsonValue(usual) : given;
    if (!angle.isDouble() || angle.toDouble() < 0.0 || angle.toDouble() > fullTurn)
        throw InvalidRequest("the angle of the turning slider must be a number from 0 to 45");
    selection().setTurningAngle(angle.toDouble());
}

} // namespace alidade
