// SPDX-License-Identifier: Apache-2.0
// All registries of the program, filled once at start and handed down by reference.
#pragma once

#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/checkpoint_writer.h"
#include "core/entropy/entropy_coder.h"
#include "core/metrics/metric.h"
#include "core/metrics/nulls.h"
#include "core/metrics/profile.h"
#include "core/quantization/quantizer.h"
#include "core/tokenizers/tokenizer.h"
#include "core/transforms/coordinate_system.h"

namespace alidade {

/// Everything the user can choose from.
struct Registries {
    CheckpointFormatRegistry checkpointFormats;
    CheckpointWriterRegistry checkpointWriters;
    CoordinateSystemRegistry coordinateSystems;
    EntropyCoderRegistry entropyCoders;
    MetricRegistry metrics;
    NullModelRegistry nulls;
    ProfileRegistry profiles;
    QuantizerRegistry quantizers;
    TokenizerRegistry tokenizers;
};

/// The registries with every built-in component, in the order of the folders' CMake lists.
Registries builtinRegistries();

} // namespace alidade
