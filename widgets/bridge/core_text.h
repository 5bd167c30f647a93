// SPDX-License-Identifier: GPL-3.0-or-later
// Text that comes from the core, made into QStrings. What the core's registries say (labels, help) goes
// through the translator's context "components", so that a translation can cover it without the core knowing
// of Qt.
#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace alidade {

/// UTF-8 text as it is: names, paths, messages of errors.
inline QString fromCore(const std::string& text) { return QString::fromStdString(text); }

/// A label or sentence of a component, translated where there is a translation.
inline QString componentText(const std::string& text)
{
    return text.empty() ? QString() : QCoreApplication::translate("components", text.c_str());
}

} // namespace alidade
