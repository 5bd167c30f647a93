// SPDX-License-Identifier: GPL-3.0-or-later
// The expected tensors of sample_data/formats and tests/hostile: statistics, first and last values, and the tolerances
// of formats.md 0.
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <QJsonObject>
#include <QString>

namespace alidade::test {

/// Empty if a tensor entry as `inspect --json` prints it holds what the expected entry says, otherwise what differs.
QString unlikeTensor(const QJsonObject& printed, const QJsonObject& expected);

/// The same for an open checkpoint: name, shape, type, statistics and samples of one of its tensors.
QString unlikeTensor(const Checkpoint& checkpoint, const TensorInfo& tensor, const QJsonObject& expected);

} // namespace alidade::test
