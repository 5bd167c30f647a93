// SPDX-License-Identifier: GPL-3.0-or-later
// The icons: single-colour SVG drawings that take their colour from the palette whenever they are painted.
#pragma once

#include <QIcon>
#include <QString>
#include <QStringList>

namespace alidade {

/// The icon drawn in `resources/icons/NAME.svg`. It follows live theme switches by itself, sharp at every
/// scale. An unknown name gives a null icon.
QIcon icon(const QString& name);

/// Names accepted by `icon()`.
QStringList iconNames();

/// The program's own icon, in colour.
QIcon applicationIcon();

} // namespace alidade
