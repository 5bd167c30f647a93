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
const QString fixedWidth = QStringLiteral("absmax"); // as of ToyPoint
const QString oneStep = QStringLiteral("step");

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
            {seedOption, static_cast<qint64>(toy().request().seed)}};
}

void ToyCard::setOptions(const QJsonObject& options)
{
    const ToyRequest usual;
    ToyRequest request = toy().request();
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
    return QStringList{QStringLiteral("alidade-cli toy --target %1 --seed %2")
                           .arg(fromCore(toy().request().target))
                           .arg(toy().request().seed)};
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
    auto* targets = new NameBox(14, 6, this);
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
    m_seed->setPrefix(tr("seed "));
    m_run = new QPushButton(this);
    m_run->setObjectName(QStringLiteral("toyRun"));
    setControlLine({m_target, m_seed, m_run});
    connect(m_target, &QComboBox::activated, this, &ToyFunctionCard::ask);
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
    m_run->setText(toy().isPending() ? tr("Stop") : tr("Run"));
    m_run->setAccessibleName(toy().isPending() ? tr("Stop the toy experiment") : tr("Run the toy experiment"));
    m_run->setToolTip(toy().isPending() ? tr("Stop the training")
                                        : tr("Train the network again and round both sets of parameters"));
}

void ToyFunctionCard::ask()
{
    ToyRequest request = toy().request();
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
    m_quantizer->setToolTip(tr("One width for all numbers of a tensor, or one step for all with entropy coding"));
    m_quantizer->addItem(tr("fixed width"), fixedWidth);
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
    if (index < 0) throw InvalidRequest("the quantizer of the toy experiment is absmax or step");
    m_quantizer->setCurrentIndex(index);
    ToyCard::setOptions(options);
}

} // namespace alidade
