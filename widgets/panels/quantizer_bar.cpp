// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes that follow the registries, and the forms behind the button.
#include "widgets/panels/quantizer_bar.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/cards/name_box.h"
#include "widgets/panels/parameter_form.h"
#include "widgets/style/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

namespace alidade {

namespace {

constexpr int leastLetters = 4; // of a box in a narrow window

QString bitsText(double bits) { return QString::number(bits); }

} // namespace

QuantizerBar::QuantizerBar(Selection& selection, const Registries& registries, QWidget* parent)
    : QWidget(parent), m_selection(selection), m_registries(registries)
{
    setObjectName(QStringLiteral("quantizerBar"));
    setAccessibleName(tr("Quantizer"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(3);
    makeQuantizer();
    makeParameters();
    makeBits();
    makeCoder();
    connect(&selection, &Selection::quantizerChanged, this, &QuantizerBar::showQuantizer);
    connect(&selection, &Selection::calibrationChanged, this, &QuantizerBar::showQuantizer);
    connect(&selection, &Selection::bitsChanged, this, &QuantizerBar::showBits);
    connect(&selection, &Selection::coderChanged, this, &QuantizerBar::showCoder);
    showQuantizer();
    showCoder();
}

void QuantizerBar::add(QComboBox* box, const QString& name, const QString& label)
{
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* text = new QLabel(label, this);
    text->setContentsMargins(6, 0, 0, 0);
    text->setBuddy(box);
    layout()->addWidget(text);
    layout()->addWidget(box);
}

void QuantizerBar::makeQuantizer()
{
    auto* box = new NameBox(20, leastLetters, this);
    m_quantizer = box;
    add(box, QStringLiteral("quantizer"), tr("Quantizer"));
    for (const QuantizerEntry& entry : m_registries.quantizers) {
        m_quantizer->addItem(componentText(entry.label), fromCore(entry.id));
        m_quantizer->setItemData(m_quantizer->count() - 1, componentText(entry.help), Qt::ToolTipRole);
    }
    box->widenList();
    connect(m_quantizer, &QComboBox::activated, this, [this](int index) {
        m_selection.setQuantizer(m_quantizer->itemData(index).toString().toStdString());
    });
}

void QuantizerBar::makeParameters()
{
    m_parameters = new QToolButton(this);
    m_parameters->setObjectName(QStringLiteral("quantizerParameters"));
    m_parameters->setIcon(icon(QStringLiteral("settings")));
    m_parameters->setAutoRaise(true);
    m_parameters->setPopupMode(QToolButton::InstantPopup);
    m_parameters->setAccessibleName(tr("Parameters of quantizer and coder"));
    m_parameters->setToolTip(m_parameters->accessibleName());
    auto* menu = new QMenu(m_parameters);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        fillParameterMenu(menu);
    });
    m_parameters->setMenu(menu);
    layout()->addWidget(m_parameters);
}

void QuantizerBar::makeBits()
{
    m_bits = new QComboBox(this);
    m_bits->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    add(m_bits, QStringLiteral("bits"), tr("Bits"));
    m_bits->setToolTip(tr("Bit width that the tables and sentences speak of (Ctrl+[ and Ctrl+])"));
    connect(m_bits, &QComboBox::activated, this,
            [this](int index) { m_selection.setBits(m_bits->itemData(index).toDouble()); });
}

void QuantizerBar::makeCoder()
{
    auto* box = new NameBox(11, leastLetters, this);
    m_coder = box;
    add(box, QStringLiteral("coder"), tr("Coder"));
    m_coder->addItem(tr("estimates only"), QString());
    m_coder->setItemData(
        0,
        tr("No entropy coder: the table shows the entropy of the symbols, which is an estimate and no file."),
        Qt::ToolTipRole);
    for (const EntropyCoderEntry& entry : m_registries.entropyCoders) {
        m_coder->addItem(componentText(entry.label), fromCore(entry.id));
        m_coder->setItemData(m_coder->count() - 1, componentText(entry.help), Qt::ToolTipRole);
    }
    box->widenList();
    m_coder->setToolTip(
        tr("Entropy coder whose bytes are measured at every bit width; it takes its time on large "
           "matrices"));
    connect(m_coder, &QComboBox::activated, this,
            [this](int index) { m_selection.setCoder(m_coder->itemData(index).toString().toStdString()); });
}

void QuantizerBar::showQuantizer()
{
    const QuantizerEntry& entry = m_registries.quantizers.find(m_selection.quantizer().id);
    m_quantizer->setCurrentIndex(m_quantizer->findData(fromCore(entry.id)));
    QString words = componentText(entry.label) + QLatin1Char('\n') + componentText(entry.help);
    if (entry.usesMoments)
        words +=
            QLatin1Char('\n') + (m_selection.calibration().isEmpty()
                                     ? tr("File, Open calibration gives it the second moments of the inputs.")
                                     : tr("Uses the second moments of the calibration."));
    m_quantizer->setToolTip(words);
    m_bits->clear();
    for (const double bits : m_selection.bitChoices())
        m_bits->addItem(bitsText(bits), bits);
    m_bits->setEnabled(m_bits->count() > 1);
    showBits();
    showCoder();
}

void QuantizerBar::showBits() { m_bits->setCurrentIndex(m_bits->findData(m_selection.bits())); }

void QuantizerBar::showCoder()
{
    const auto& coder = m_selection.coder();
    m_coder->setCurrentIndex(m_coder->findData(coder ? fromCore(coder->id) : QString()));
    const bool any =
        !m_selection.quantizerParameters().empty() || (coder && !coder->parameters.values().empty());
    m_parameters->setEnabled(any);
}

void QuantizerBar::fillParameterMenu(QMenu* menu)
{
    const QuantizerEntry& quantizer = m_registries.quantizers.find(m_selection.quantizer().id);
    addForm(menu, componentText(quantizer.label), m_selection.quantizerParameters(),
            m_selection.quantizer().parameters, &Selection::setQuantizerParameters);
    if (const auto& coder = m_selection.coder()) {
        const EntropyCoderEntry& entry = m_registries.entropyCoders.find(coder->id);
        addForm(menu, componentText(entry.label), entry.parameters, coder->parameters,
                &Selection::setCoderParameters);
    }
}

void QuantizerBar::addForm(QMenu* menu, const QString& title, const std::vector<ParameterSpec>& specs,
                           const Parameters& values, void (Selection::*take)(const Parameters&))
{
    if (specs.empty()) return;
    menu->addSection(title);
    auto* form = new ParameterForm(specs, values, menu);
    auto* holder = new QWidgetAction(menu);
    holder->setDefaultWidget(form);
    menu->addAction(holder);
    connect(form, &ParameterForm::edited, this, [this, form, take] {
        try {
            (m_selection.*take)(form->values());
        } catch (const Error& error) {
            emit refused(fromCore(error.what()));
        }
    });
    connect(menu->addAction(tr("Defaults of %1").arg(title)), &QAction::triggered, this,
            [this, take] { (m_selection.*take)({}); });
}

} // namespace alidade
