// SPDX-License-Identifier: Apache-2.0
// The tests behind checkThesis(), and what they share.
#pragma once

#include "core/studies/claim_checks.h"
#include "core/studies/thesis_patterns.h"

#include <functional>
#include <string>
#include <vector>

namespace alidade {

ThesisResult testFunctionUnchanged(const ClaimInput& input);
ThesisResult testManyParameters(const ClaimInput& input);
ThesisResult testNormsKept(const ClaimInput& input);
ThesisResult testOutliersRelative(const ClaimInput& input);
ThesisResult testKurtosisFalls(const ClaimInput& input);
ThesisResult testMisalignment(const ClaimInput& input);
ThesisResult testGaugeRemoves(const ClaimInput& input);
ThesisResult testTwin(const ClaimInput& input);
ThesisResult testOutliersZeroed(const ClaimInput& input);
ThesisResult testMagnitudeRanks(const ClaimInput& input);
ThesisResult testDirections(const ClaimInput& input);
ThesisResult testCosineOrders(const ClaimInput& input);
ThesisResult testFlattens(const ClaimInput& input);
ThesisResult testEntropyAtStep(const ClaimInput& input);
ThesisResult testEntropyAtBits(const ClaimInput& input);
ThesisResult testRotationGain(const ClaimInput& input);
ThesisResult testFlatteningRate(const ClaimInput& input);
ThesisResult testFourBits(const ClaimInput& input);
ThesisResult testAlignedShares(const ClaimInput& input);
ThesisResult testAlignedRate(const ClaimInput& input);
ThesisResult testAlignmentPays(const ClaimInput& input);
ThesisResult testDimensions(const ClaimInput& input);
ThesisResult testSmoothDepth(const ClaimInput& input);
ThesisResult testSplitPays(const ClaimInput& input);
ThesisResult testToyBasis(const ClaimInput& input);

/// Longest axis that is turned by a Haar rotation: its QR takes the cube of this.
inline constexpr Index longestHaarAxis = 1024;

/// The matrices that theses about all of them look at: names, spread evenly over the blocks.
std::vector<std::string> chosenMatrices(const ClaimInput& input);

/// A matrix of the model. @throws FormatError, Cancelled
Matrix matrixOf(const std::string& name, const ClaimInput& input);

/// Tests the chosen matrices one by one. Those without finite weights that vary are in the result without numbers.
/// @param test gives the verdict and the numbers of one
std::vector<ThesisLayer> overMatrices(const ClaimInput& input,
                                      const std::function<ThesisLayer(const Matrix&, const ClaimInput&)>& test);

/// It holds if it does in three quarters of the layers, it does not if it fails in half of them; cannot tell in between.
Verdict verdictOver(const std::vector<ThesisLayer>& layers);

/// verdictOver() with the counts in front of the pattern's values and in the numbers; the median of every number of the
/// layers, by its name, stands behind them. @param values of the pattern from %3 on
ThesisResult resultOfLayers(std::vector<ThesisLayer> layers, Found pattern, std::vector<std::string> values);

ThesisResult resultOfModel(Verdict verdict, Found pattern, std::vector<std::string> values,
                           std::vector<Measured> numbers);

/// The same result under the name of a thesis.
ThesisResult resultOfClaim(ClaimResult claim);

/// How many layers have this verdict, as text.
std::string countOf(const std::vector<ThesisLayer>& layers, Verdict verdict);
/// Median, largest and smallest of a number over the layers that have it; NaN if none has.
double medianOf(const std::vector<ThesisLayer>& layers, const std::string& name);
double largestOf(const std::vector<ThesisLayer>& layers, const std::string& name);

} // namespace alidade
