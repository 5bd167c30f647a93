// SPDX-License-Identifier: GPL-3.0-or-later
// A form made from parameter specifications: one editor per parameter, with its range and its help.
// Thread rule: GUI thread.
#pragma once

#include "core/base/parameters.h"

#include <QWidget>

#include <span>
#include <vector>

class QFormLayout;

namespace alidade {

class ParameterForm : public QWidget {
    Q_OBJECT

public:
    /// @param values start values; what is missing gets its default
    ParameterForm(std::span<const ParameterSpec> specs, const Parameters& values, QWidget* parent = nullptr);

    /// The values as they stand in the editors.
    [[nodiscard]] Parameters values() const;
    void setValues(const Parameters& values);

signals:
    /// The user has finished changing a value.
    void edited();

private:
    QWidget* makeEditor(const ParameterSpec& spec);
    QWidget* makeIntegerEditor(const ParameterSpec& spec);

    std::vector<ParameterSpec> m_specs;
    std::vector<QWidget*> m_editors;
    QFormLayout* m_layout = nullptr;
};

} // namespace alidade
