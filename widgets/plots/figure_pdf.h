// SPDX-License-Identifier: GPL-3.0-or-later
// What QPdfWriter leaves to chance or cannot say, put right in the finished file. Thread rule: free functions of
// values.
#pragma once

#include <QByteArray>
#include <QHashSeed>
#include <QSizeF>

namespace alidade {

/// While it lives, hashes that are made have one and the same order in every run: QPdfWriter numbers fonts in the
/// order of a hash.
class FixedHashOrder {
public:
    FixedHashOrder() { QHashSeed::setDeterministicGlobalSeed(); }
    ~FixedHashOrder() { QHashSeed::resetRandomGlobalSeed(); }
    FixedHashOrder(const FixedHashOrder&) = delete;
    FixedHashOrder& operator=(const FixedHashOrder&) = delete;
};

/// QPdfWriter rounds the page to whole points; this writes the true size.
void setExactMediaBox(QByteArray& pdf, const QSizeF& mm);

/// Takes the date of creation out, which is all that differs between two runs.
void removeDate(QByteArray& pdf);

} // namespace alidade
