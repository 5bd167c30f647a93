// SPDX-License-Identifier: GPL-3.0-or-later
// Text that comes from the core, made into QStrings. What the core's registries say (labels, help) goes
// through the translator's context "core", so that a translation can cover it without the core knowing
// of Qt.
#pragma once

#include "core/base/text.h"

#include <QCoreApplication>
#include <QString>

#include <string>
#include <string_view>

namespace alidade {

/// UTF-8 text as it is: names, paths, messages of errors.
inline QString fromCore(const std::string& text) { return QString::fromStdString(text); }

/// Text out of a model file made safe for one line: valid, control and bidirectional characters as \u{...},
/// cut behind `limit` characters. To be shown as plain text.
inline QString untrusted(std::string_view text, std::size_t limit = 200)
{
    return QString::fromStdString(escaped(text, limit));
}

/// A tooltip that says `text` letter by letter: Qt takes what looks like markup for markup.
inline QString plainToolTip(const QString& text)
{
    return QStringLiteral("<qt>%1</qt>")
        .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

/// A label or sentence of a component, translated where there is a translation.
inline QString componentText(const std::string& text)
{
    return text.empty() ? QString() : QCoreApplication::translate("core", text.c_str());
}

} // namespace alidade
