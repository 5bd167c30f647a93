// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing and running the toy experiment.
#include "widgets/cards/toy_cards.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/cards/name_box.h"
#include "widgets/cards/toy_plots.h"

#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace alidade {

namespace {

const QString targetOption = QStringLiteral("target");
const QString seedOption = QStringLiteral("seed");
const QString quantizerOption = QStringLiteral("quantizer");
const QString protocolOption = QStringLiteral("protocol");
const QString usualProtocol = QStringLiteral("usual"); // as of alidade-cli toy
const QString referenceProtocol = QStringLiteral("reference");
const QString fixedWidth = QStringLiteral("absmax"); // as of ToyPoint
const QString groups = QStringLiteral("group64");
const QString oneStep = QStringLiteral("step");

QString protocolOf(const ToyRequest& request)
{
    ToyRequest reference = referenceToyRequest();
    reference.target = request.target;
    reference.seed = request.seed;
    return request == reference ? referenceProtocol : usualProtocol;
}

/// The request in another protocol, with its target and seed; the same if that is its own.
ToyRequest inProtocol(const ToyRequest& request, const QString& protocol)
{
    if (protocol != usualProtocol && protocol != referenceProtocol)
        throw InvalidRequest("the protocol of the toy experiment is usual or reference");
    if (protocolOf(request) == protocol) return request;
    ToyRequest other = protocol == referenceProtocol ? referenceToyRequest() : ToyRequest();
    other.target = request.target;
    other.seed = request.seed;
    return other;
}

} // namespace

ToyCard::ToyCard(const QString& id, const QString& title, Workbench& workbench)
    : ResultCard(id, workbench), m_title(title)
{
    connect(&toy(), &ToyResults::changed, this, &ToyCard::refresh);
}

void ToyCard::shownChanged()
{
    if (isShown()) toy().want();
}

PlotSpec ToyCard::makeSpec() const
{
    if (toy().result()) return plotOf(*toy().result());
    PlotSpec spec;
    spec.title = m_title;
    spec.emptyMessage = toy().isPending()         ? tr("Training a small network …")
                        : toy().error().isEmpty() ? tr("Press Run to train a small network.")
                                                  : toy().error();
    return spec;
}

bool ToyCard::isComplete() const { return toy().result() || !toy().error().isEmpty(); }

QStringList ToyCard::problems() const
{
    return toy().error().isEmpty() ? QStringList() : QStringList{toy().error()};
}

QJsonObject ToyCard::options() const
{
    return {{targetOption, fromCore(toy().request().target)},
            {seedOption, static_cast<qint64>(toy().request().seed)},
            {protocolOption, protocolOf(toy().request())}};
}

void ToyCard::setOptions(const QJsonObject& options)
{
    const ToyRequest usual;
    ToyRequest request = inProtocol(toy().request(), options.value(protocolOption).toString(usualProtocol));
    request.target = options.value(targetOption).toString(fromCore(usual.target)).toStdString();
    if (!toyTargets().contains(request.target))
        throw InvalidRequest("the toy experiment has no target '" + request.target + "'");
    const qint64 seed = options.value(seedOption).toInteger(static_cast<qint64>(usual.seed));
    if (seed < 0) throw InvalidRequest("the seed of the toy experiment is 0 or more");
    request.seed = static_cast<std::uint64_t>(seed);
    toy().setRequest(request);
    refresh();
}

std::optional<QStringList> ToyCard::commands() const
{
    const ToyRequest& request = toy().request();
    QString command =
        QStringLiteral("alidade-cli toy --target %1 --seed %2").arg(fromCore(request.target)).arg(request.seed);
    if (protocolOf(request) == referenceProtocol) command += QStringLiteral(" --protocol reference");
    return QStringList{command};
}

ToyFunctionCard::ToyFunctionCard(Workbench& workbench)
    : ToyCard(QStringLiteral("toyfunction"), tr("Toy function"), workbench)
{
    makeControls();
    connect(&toy(), &ToyResults::changed, this, &ToyFunctionCard::showRequest);
    showRequest();
}

void ToyFunctionCard::makeControls()
{
    auto* targets = new NameBox(14, 4, this);
    m_target = targets;
    m_target->setObjectName(QStringLiteral("toyTarget"));
    m_target->setAccessibleName(tr("Function to fit"));
    for (const ToyTarget& target : toyTargets()) {
        m_target->addItem(componentText(target.label), fromCore(target.id));
        m_target->setItemData(m_target->count() - 1, componentText(target.help), Qt::ToolTipRole);
    }
    targets->widenList();
    m_seed = new QSpinBox(this);
    m_seed->setObjectName(QStringLiteral("toySeed"));
    m_seed->setAccessibleName(tr("Seed of the toy experiment"));
    m_seed->setToolTip(tr("Seed of the function, of the network's start and of the rotation"));
    m_seed->setRange(0, 999999);
    m_seed->setKeyboardTracking(false);
    auto* protocols = new NameBox(7, 2, this);
    m_protocol = protocols;
    m_protocol->setObjectName(QStringLiteral("toyProtocol"));
    m_protocol->setAccessibleName(tr("Protocol of the toy experiment"));
    m_protocol->setToolTip(tr("Usual: 512 points, seconds. Reference: 4,096 points and a constant learning rate, as the "
                              "expected outcomes were found; takes half a minute"));
    m_protocol->addItem(tr("usual protocol"), usualProtocol);
    m_protocol->addItem(tr("reference protocol"), referenceProtocol);
    protocols->widenList();
    m_run = new QPushButton(this);
    m_run->setObjectName(QStringLiteral("toyRun"));
    setControlLine({m_target, m_seed, m_protocol, m_run});
    connect(m_target, &QComboBox::activated, this, &ToyFunctionCard::ask);
    connect(m_protocol, &QComboBox::activated, this, &ToyFunctionCard::ask);
    connect(m_seed, &QSpinBox::valueChanged, this, &ToyFunctionCard::ask);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (toy().isPending())
            toy().stop();
        else
            toy().run();
    });
}

void ToyFunctionCard::showRequest()
{
    const QSignalBlocker blocker(m_seed);
    m_target->setCurrentIndex(m_target->findData(fromCore(toy().request().target)));
    m_target->setToolTip(m_target->currentData(Qt::ToolTipRole).toString());
    m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(toy().request().seed, 999999)));
    m_protocol->setCurrentIndex(m_protocol->findData(protocolOf(toy().request())));
    m_run->setText(toy().isPending() ? tr("Stop") : tr("Run"));
    m_run->setAccessibleName(toy().isPending() ? tr("Stop the toy experiment") : tr("Run the toy experiment"));
    m_run->setToolTip(toy().isPending() ? tr("Stop the training")
                                        : tr("Train the network again and round both sets of parameters"));
}

void ToyFunctionCard::ask()
{
    ToyRequest request = inProtocol(toy().request(), m_protocol->currentData().toString());
    request.target = m_target->currentData().toString().toStdString();
    request.seed = static_cast<std::uint64_t>(m_seed->value());
    if (request == toy().request()) return;
    toy().setRequest(request);
    emit optionsChanged();
}

PlotSpec ToyFunctionCard::plotOf(const ToyBasis& toy) const { return toyFunctionPlot(toy); }

ToyParametersCard::ToyParametersCard(Workbench& workbench)
    : ToyCard(QStringLiteral("toyparameters"), tr("Toy parameters"), workbench)
{
}

PlotSpec ToyParametersCard::plotOf(const ToyBasis& toy) const { return toyParametersPlot(toy); }

ToyRateCard::ToyRateCard(Workbench& workbench)
    : ToyCard(QStringLiteral("toyrate"), tr("Toy rate–distortion"), workbench)
{
    auto* quantizers = new NameBox(9, 5, this);
    m_quantizer = quantizers;
    m_quantizer->setObjectName(QStringLiteral("toyQuantizer"));
    m_quantizer->setAccessibleName(tr("How the toy parameters are rounded"));
    m_quantizer->setToolTip(tr("One width for all numbers, with a scale for each tensor or for every 64 numbers, or one "
                               "step for all with entropy coding"));
    m_quantizer->addItem(tr("fixed width"), fixedWidth);
    m_quantizer->addItem(tr("groups of 64"), groups);
    m_quantizer->addItem(tr("entropy coded"), oneStep);
    quantizers->widenList();
    setControlLine({m_quantizer});
    connect(m_quantizer, &QComboBox::activated, this, [this] {
        emit optionsChanged();
        refresh();
    });
}

PlotSpec ToyRateCard::plotOf(const ToyBasis& toy) const
{
    return toyRatePlot(toy, m_quantizer->currentData().toString());
}

QJsonObject ToyRateCard::options() const
{
    QJsonObject options = ToyCard::options();
    options[quantizerOption] = m_quantizer->currentData().toString();
    return options;
}

void ToyRateCard::setOptions(const QJsonObject& options)
{
    const int index = m_quantizer->findData(options.value(quantizerOption).toString(fixedWidth));
    if (index < 0) throw InvalidRequest("the quantizer of the toy experiment is absmax, group64 or step");
    m_quantizer->setCurrentIndex(index);
    ToyCard::setOptions(options);
}

ToyMeasuresCard::ToyMeasuresCard(Workbench& workbench)
    : ToyCard(QStringLiteral("toymeasures"), tr("Toy outliers and concentration"), workbench)
{
}

PlotSpec ToyMeasuresCard::plotOf(const ToyBasis& toy) const { return toyMeasuresPlot(toy); }

ToyConcentrationCard::ToyConcentrationCard(Workbench& workbench)
    : ToyCard(QStringLiteral("toyconcentration"), tr("Toy concentration"), workbench)
{
}

PlotSpec ToyConcentrationCard::plotOf(const ToyBasis& toy) const { return toyConcentrationPlot(toy); }

} // namespace alidade
