// SPDX-License-Identifier: GPL-3.0-or-later
// "Save figure": physical size, fonts and format with a preview, then the file. To be shown with
// `open()`, which does not wait. Size, format, resolution and folder of the last figure are offered again.
#pragma once

#include "widgets/plots/figure_export.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace alidade {

class FigureDialog : public QDialog {
    Q_OBJECT

public:
    /// `stem`: proposed file name without suffix. `recipe` is embedded in the file.
    FigureDialog(const PlotSpec& spec, const QString& recipe, const QString& stem, QWidget* parent = nullptr);

    /// The options as chosen now.
    FigureOptions options() const;
    FigureFormat format() const;

signals:
    void exported(const QString& path);
    /// One sentence saying why the file was not written.
    void exportFailed(const QString& sentence);

private:
    void build();
    void usePreset();
    void updatePreview();
    void askForFile();
    void restoreChoices();
    void keepChoices(const QString& path);
    void save(const QString& path);

    PlotSpec m_spec;
    QString m_recipe;
    QString m_stem;
    QComboBox* m_preset = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_dpi = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QDoubleSpinBox* m_font = nullptr;
    QCheckBox* m_title = nullptr;
    QCheckBox* m_legend = nullptr;
    QCheckBox* m_grey = nullptr;
    QLabel* m_preview = nullptr;
};

} // namespace alidade
