// SPDX-License-Identifier: Apache-2.0
// Rotary position embeddings (Su et al. 2021) and the ways in which they are stretched to longer contexts.
#pragma once

#include "core/operators/model_config.h"

#include <string>
#include <vector>

namespace alidade {

/// How the frequencies are changed; the numbers of config.json.
struct RotaryScaling {
    std::string kind = "default"; ///< default, linear, llama3, dynamic (which changes nothing in the trained context)
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;
    double highFrequencyFactor = 4.0;
    double originalPositions = 8192.0;
};

/// theta^(-2 t / headSize) for each plane t, scaled; radians per position.
/// @param file for messages @throws InvalidRequest for a kind that is not known or numbers that make no sense
std::vector<double> rotaryFrequencies(Index headSize, double theta, const RotaryScaling& scaling,
                                      const std::string& file);

/// Cosines and sines of every position and plane.
struct RotaryTable {
    Matrix cosines; ///< positions x headSize / 2
    Matrix sines;
};

RotaryTable rotaryTable(const std::vector<double>& frequencies, Index positions);

/// Turns one head's entries to a position, in place; `direction` -1 turns back, which is also the derivative's map.
void turnHead(float* head, const RotaryTable& table, Index position, RopeLayout layout, float direction = 1.0F);

} // namespace alidade
