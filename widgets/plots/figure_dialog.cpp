// SPDX-License-Identifier: GPL-3.0-or-later
// The save dialog for figures.
#include "widgets/plots/figure_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

QDoubleSpinBox* makeSpin(double low, double high, int decimals, const QString& unit, const QString& name)
{
    auto* spin = new QDoubleSpinBox;
    spin->setRange(low, high);
    spin->setDecimals(decimals);
    spin->setSuffix(u' ' + unit);
    spin->setAccessibleName(name);
    return spin;
}

} // namespace

FigureDialog::FigureDialog(const PlotSpec& spec, const QString& recipe, const QString& stem, QWidget* parent)
    : QDialog(parent), m_spec(spec), m_recipe(recipe), m_stem(stem)
{
    setWindowTitle(tr("Save figure"));
    build();
    usePreset();
}

void FigureDialog::build()
{
    m_preset = new QComboBox;
    for (const FigurePreset& preset : figurePresets())
        m_preset->addItem(preset.name, preset.id);
    m_format = new QComboBox;
    m_format->addItems({tr("PDF document"), tr("SVG drawing"), tr("PNG image")});
    m_dpi = new QComboBox;
    for (const int dpi : {300, 600, 1200})
        m_dpi->addItem(tr("%1 dpi").arg(dpi), dpi);
    m_width = makeSpin(20.0, 400.0, 1, tr("mm"), tr("Width"));
    m_height = makeSpin(15.0, 400.0, 1, tr("mm"), tr("Height"));
    m_font = makeSpin(6.0, 36.0, 0, tr("pt"), tr("Font size"));
    m_title = new QCheckBox(tr("Title in the figure"));
    m_legend = new QCheckBox(tr("Legend in the figure"));
    m_preview = new QLabel;
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(440, 320);
    m_preview->setAccessibleName(tr("Preview of the figure"));

    auto* form = new QFormLayout;
    form->addRow(tr("Size"), m_preset);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(tr("Font size"), m_font);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Resolution"), m_dpi);
    form->addRow(m_title);
    form->addRow(m_legend);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    auto* side = new QVBoxLayout;
    side->addLayout(form);
    side->addStretch();
    side->addWidget(buttons);
    auto* whole = new QHBoxLayout(this);
    whole->addLayout(side);
    whole->addWidget(m_preview, 1);

    connect(m_preset, &QComboBox::currentIndexChanged, this, &FigureDialog::usePreset);
    for (QDoubleSpinBox* spin : {m_width, m_height, m_font}) {
        connect(spin, &QDoubleSpinBox::valueChanged, this, &FigureDialog::updatePreview);
    }
    for (QCheckBox* box : {m_title, m_legend})
        connect(box, &QCheckBox::toggled, this, &FigureDialog::updatePreview);
    connect(m_format, &QComboBox::currentIndexChanged, this,
            [this] { m_dpi->setEnabled(format() == FigureFormat::Png); });
    connect(buttons, &QDialogButtonBox::accepted, this, &FigureDialog::askForFile);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_dpi->setEnabled(false);
}

FigureOptions FigureDialog::options() const
{
    const QList<FigurePreset> presets = figurePresets();
    FigureOptions chosen = presets[std::max(0, m_preset->currentIndex())].options;
    chosen.widthMm = m_width->value();
    chosen.heightMm = m_height->value();
    chosen.fontPt = m_font->value();
    chosen.dpi = m_dpi->currentData().toInt();
    chosen.title = m_title->isChecked();
    chosen.legend = m_legend->isChecked();
    chosen.recipe = m_recipe;
    return chosen;
}

FigureFormat FigureDialog::format() const
{
    switch (m_format->currentIndex()) {
    case 1:
        return FigureFormat::Svg;
    case 2:
        return FigureFormat::Png;
    default:
        return FigureFormat::Pdf;
    }
}

void FigureDialog::usePreset()
{
    const QList<FigurePreset> presets = figurePresets();
    const FigureOptions& preset = presets[std::max(0, m_preset->currentIndex())].options;
    const QSignalBlocker quietWidth(m_width);
    const QSignalBlocker quietHeight(m_height);
    const QSignalBlocker quietFont(m_font);
    const QSignalBlocker quietTitle(m_title);
    const QSignalBlocker quietLegend(m_legend);
    m_width->setValue(preset.widthMm);
    m_height->setValue(preset.sizeMm().height());
    m_font->setValue(preset.fontPt);
    m_title->setChecked(preset.title);
    m_legend->setChecked(preset.legend);
    updatePreview();
}

void FigureDialog::updatePreview()
{
    FigureOptions shown = options();
    const QSizeF mm = shown.sizeMm();
    const double ratio = devicePixelRatioF();
    const double pixelsPerMm = std::min(440.0 / mm.width(), 320.0 / mm.height());
    shown.dpi = static_cast<int>(pixelsPerMm * 25.4 * ratio);
    QPixmap picture = QPixmap::fromImage(figureImage(m_spec, shown));
    picture.setDevicePixelRatio(ratio);
    m_preview->setPixmap(picture);
}

void FigureDialog::askForFile()
{
    const QStringList suffixes{u"pdf"_s, u"svg"_s, u"png"_s};
    const QString suffix = suffixes[m_format->currentIndex()];
    auto* dialog = new QFileDialog(this, tr("Save figure"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(m_format->currentText() + u" (*."_s + suffix + u')');
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_stem + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const ExportOutcome outcome = saveFigure(m_spec, options(), format(), path);
        if (outcome.ok())
            emit exported(outcome.path);
        else
            emit exportFailed(outcome.error);
        if (outcome.ok()) accept();
    });
    dialog->open();
}

} // namespace alidade
