// SPDX-License-Identifier: GPL-3.0-or-later
// How the weights are coded in the rate-distortion curve: the quantizer and its parameters, the bit width
// that the tables speak of, the entropy coder. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/selection.h"

#include <QWidget>

class QComboBox;
class QMenu;
class QToolButton;

namespace alidade {

class QuantizerBar : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive the bar.
    QuantizerBar(Selection& selection, const Registries& registries, QWidget* parent = nullptr);

    /// Fills a menu with the parameters of the quantizer and of the coder, in a form each.
    void fillParameterMenu(QMenu* menu);

signals:
    /// One sentence: parameters that were refused, and why.
    void refused(const QString& sentence);

private:
    void add(QComboBox* box, const QString& name, const QString& label);
    void makeQuantizer();
    void makeParameters();
    void makeBits();
    void makeCoder();
    void showQuantizer();
    void showBits();
    void showCoder();
    void addForm(QMenu* menu, const QString& title, const std::vector<ParameterSpec>& specs,
                 const Parameters& values, void (Selection::*take)(const Parameters&));

    Selection& m_selection;
    const Registries& m_registries;
    QComboBox* m_quantizer = nullptr;
    QToolButton* m_parameters = nullptr;
    QComboBox* m_bits = nullptr;
    QComboBox* m_coder = nullptr;
};

} // namespace alidade
