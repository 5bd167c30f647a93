// SPDX-License-Identifier: GPL-3.0-or-later
// Editors for parameters.
#include "widgets/panels/parameter_form.h"

#include "widgets/bridge/core_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QList>
#include <QSpinBox>

#include <limits>
#include <utility>

namespace alidade {

namespace {

/// An integer with words for some of its values: shows and takes either.
class NamedSpinBox final : public QSpinBox {
public:
    NamedSpinBox(const ParameterSpec& spec, QWidget* parent) : QSpinBox(parent)
    {
        for (const auto& [name, value] : spec.names)
            m_names.emplaceBack(componentText(name), static_cast<int>(value));
    }

protected:
    QString textFromValue(int value) const override
    {
        for (const auto& [name, named] : m_names)
            if (named == value) return name;
        return QSpinBox::textFromValue(value);
    }

    int valueFromText(const QString& text) const override
    {
        for (const auto& [name, named] : m_names)
            if (name.compare(text.trimmed(), Qt::CaseInsensitive) == 0) return named;
        return QSpinBox::valueFromText(text);
    }

    QValidator::State validate(QString& text, int& position) const override
    {
        const QString typed = text.trimmed();
        for (const auto& [name, named] : m_names) {
            if (name.compare(typed, Qt::CaseInsensitive) == 0) return QValidator::Acceptable;
            if (name.startsWith(typed, Qt::CaseInsensitive)) return QValidator::Intermediate;
        }
        return QSpinBox::validate(text, position);
    }

private:
    QList<std::pair<QString, int>> m_names;
};

ParameterValue valueOf(const ParameterSpec& spec, const QWidget* editor)
{
    if (const auto* box = qobject_cast<const QComboBox*>(editor))
        return box->currentData().toString().toStdString();
    if (const auto* box = qobject_cast<const QSpinBox*>(editor))
        return static_cast<std::int64_t>(box->value());
    // A double holds every integer up to 2^53, the greatest a parameter may take.
    if (const auto* box = qobject_cast<const QDoubleSpinBox*>(editor)) {
        if (std::holds_alternative<std::int64_t>(spec.fallback))
            return static_cast<std::int64_t>(box->value());
        return box->value();
    }
    return static_cast<const QLineEdit*>(editor)->text().toStdString();
}

void setValueOf(QWidget* editor, const ParameterValue& value)
{
    if (auto* choice = qobject_cast<QComboBox*>(editor))
        choice->setCurrentIndex(choice->findData(QString::fromStdString(std::get<std::string>(value))));
    else if (auto* integer = qobject_cast<QSpinBox*>(editor))
        integer->setValue(static_cast<int>(std::get<std::int64_t>(value)));
    else if (auto* number = qobject_cast<QDoubleSpinBox*>(editor))
        number->setValue(std::holds_alternative<double>(value)
                             ? std::get<double>(value)
                             : static_cast<double>(std::get<std::int64_t>(value)));
    else
        static_cast<QLineEdit*>(editor)->setText(QString::fromStdString(toText(value)));
}

} // namespace

ParameterForm::ParameterForm(std::span<const ParameterSpec> specs, const Parameters& values, QWidget* parent)
    : QWidget(parent), m_specs(specs.begin(), specs.end()), m_layout(new QFormLayout(this))
{
    for (const ParameterSpec& spec : m_specs) {
        QWidget* editor = makeEditor(spec);
        editor->setObjectName(fromCore(spec.id));
        editor->setAccessibleName(componentText(spec.label));
        editor->setToolTip(componentText(spec.help));
        auto* label = new QLabel(componentText(spec.label), this);
        label->setToolTip(componentText(spec.help));
        label->setBuddy(editor);
        m_layout->addRow(label, editor);
        m_editors.push_back(editor);
    }
    setValues(values);
}

QWidget* ParameterForm::makeIntegerEditor(const ParameterSpec& spec)
{
    if (spec.maximum <= static_cast<double>(std::numeric_limits<int>::max())) {
        auto* box = spec.names.empty() ? new QSpinBox(this) : new NamedSpinBox(spec, this);
        box->setRange(static_cast<int>(spec.minimum), static_cast<int>(spec.maximum));
        connect(box, &QSpinBox::editingFinished, this, &ParameterForm::edited);
        return box;
    }
    auto* box = new QDoubleSpinBox(this);
    box->setDecimals(0);
    box->setRange(spec.minimum, spec.maximum);
    connect(box, &QDoubleSpinBox::editingFinished, this, &ParameterForm::edited);
    return box;
}

QWidget* ParameterForm::makeEditor(const ParameterSpec& spec)
{
    if (!spec.choices.empty()) {
        auto* box = new QComboBox(this);
        for (const std::string& choice : spec.choices)
            box->addItem(componentText(choice), fromCore(choice));
        connect(box, &QComboBox::activated, this, &ParameterForm::edited);
        return box;
    }
    if (std::holds_alternative<std::int64_t>(spec.fallback)) return makeIntegerEditor(spec);
    if (std::holds_alternative<double>(spec.fallback)) {
        auto* box = new QDoubleSpinBox(this);
        box->setDecimals(6);
        box->setRange(spec.minimum, spec.maximum);
        connect(box, &QDoubleSpinBox::editingFinished, this, &ParameterForm::edited);
        return box;
    }
    auto* line = new QLineEdit(this);
    connect(line, &QLineEdit::editingFinished, this, &ParameterForm::edited);
    return line;
}

Parameters ParameterForm::values() const
{
    Parameters values;
    for (std::size_t i = 0; i < m_specs.size(); ++i)
        values.set(m_specs[i].id, valueOf(m_specs[i], m_editors[i]));
    return values;
}

void ParameterForm::setValues(const Parameters& values)
{
    for (std::size_t i = 0; i < m_specs.size(); ++i) {
        const auto at = values.values().find(m_specs[i].id);
        setValueOf(m_editors[i], at == values.values().end() ? m_specs[i].fallback : at->second);
    }
}

} // namespace alidade
