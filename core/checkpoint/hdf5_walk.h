// SPDX-License-Identifier: Apache-2.0
// Worker side: listing a file.
#pragma once

#include "core/checkpoint/hdf5_files.h"

#include <functional>

namespace alidade::hdf5 {

/// Takes the messages of a listing, in order.
using Send = std::function<void(MessageWriter&)>;

/// Sends one Tensor message per dataset of numbers, depth first in name order, then those behind soft and
/// external links; Warnings for what is left out; Progress in between. Cycles end: a group is entered once.
/// @throws Refusal
void walkFile(FileSet& files, const Send& send);

/// Sends the attributes of the root group: texts and numbers, one Attribute message each. An attribute that
/// cannot be read is left out. @throws Refusal
void sendAttributes(FileSet& files, const Send& send);

} // namespace alidade::hdf5
