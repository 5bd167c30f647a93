// SPDX-License-Identifier: GPL-3.0-or-later
// The save dialog for figures.
#include "widgets/plots/figure_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>

#include <algorithm>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String presetKey("figure/preset");
constexpr QLatin1String dpiKey("figure/dpi");
constexpr QLatin1String formatKey("figure/format");
constexpr QLatin1String folderKey("figure/folder");

/// As the formats are listed.
QStringList suffixes() { return {u"pdf"_s, u"svg"_s, u"png"_s}; }

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
    restoreChoices();
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
    m_font = makeSpin(smallestFontPt, largestFontPt, 0, tr("pt"), tr("Font size"));
    m_title = new QCheckBox(tr("Title in the figure"));
    m_legend = new QCheckBox(tr("Legend in the figure"));
    m_grey = new QCheckBox(tr("Preview in grey"));
    m_grey->setObjectName(u"greyPreview"_s);
    m_grey->setToolTip(tr("Shows whether the curves can be told apart where the figure is printed without colour"));
    m_preview = new QLabel;
    m_preview->setObjectName(u"figurePreview"_s);
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
    form->addRow(m_grey);
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
    for (QCheckBox* box : {m_title, m_legend, m_grey})
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
    shown.recipe.clear();
    QImage image = figureImage(m_spec, shown);
    if (m_grey->isChecked()) image = image.convertToFormat(QImage::Format_Grayscale8);
    QPixmap picture = QPixmap::fromImage(image);
    picture.setDevicePixelRatio(ratio);
    m_preview->setPixmap(picture);
}

/// Those of the last figure that was saved.
void FigureDialog::restoreChoices()
{
    const QSettings settings;
    const auto take = [&settings](QComboBox* box, const QString& key) {
        box->setCurrentIndex(std::max(0, box->findData(settings.value(key))));
    };
    take(m_preset, presetKey);
    take(m_dpi, dpiKey);
    const auto format = suffixes().indexOf(settings.value(formatKey).toString());
    m_format->setCurrentIndex(std::max(0, static_cast<int>(format)));
}

void FigureDialog::keepChoices(const QString& path)
{
    QSettings settings;
    settings.setValue(presetKey, m_preset->currentData());
    settings.setValue(dpiKey, m_dpi->currentData());
    settings.setValue(formatKey, suffixes().at(m_format->currentIndex()));
    settings.setValue(folderKey, QFileInfo(path).absolutePath());
}

void FigureDialog::askForFile()
{
    QStringList filters;
    for (int i = 0; i < m_format->count(); ++i)
        filters.append(m_format->itemText(i) + u" (*."_s + suffixes().at(i) + u')');
    const QString suffix = suffixes().at(m_format->currentIndex());
    auto* dialog = new QFileDialog(this, tr("Save figure"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDirectory(QSettings().value(folderKey).toString());
    dialog->setNameFilters(filters);
    dialog->selectNameFilter(filters.at(m_format->currentIndex()));
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_stem + u'.' + suffix);
    connect(dialog, &QFileDialog::filterSelected, this, [this, dialog, filters](const QString& filter) {
        m_format->setCurrentIndex(std::max(0, static_cast<int>(filters.indexOf(filter))));
        const QString other = suffixes().at(m_format->currentIndex());
        dialog->setDefaultSuffix(other);
        dialog->selectFile(QFileInfo(dialog->selectedFiles().value(0)).completeBaseName() + u'.' + other);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &FigureDialog::save);
    dialog->open();
}

void FigureDialog::save(const QString& path)
{
    // A suffix that was typed says what is wanted.
    const auto typed = static_cast<int>(suffixes().indexOf(QFileInfo(path).suffix().toLower()));
    if (typed >= 0) m_format->setCurrentIndex(typed);
    const ExportOutcome outcome = saveFigure(m_spec, options(), format(), path);
    if (!outcome.ok()) return emit exportFailed(outcome.error);
    keepChoices(outcome.path);
    emit exported(outcome.path);
    accept();
}

} // namespace alidade
