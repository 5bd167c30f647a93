// SPDX-License-Identifier: GPL-3.0-or-later
// From the state of the view to requests: what is asked of the engine for one tensor in one coordinate
// system. Pure functions of values.
#pragma once

#include "widgets/bridge/selection.h"

#include <array>

namespace alidade {

/// The parts of a result that are asked for separately, so that the quick ones are on screen first.
/// Coded is the curve once more with what the entropy coder wrote, which takes long for large matrices. Those
/// from Order on are asked for only while something shows them.
enum class Part {
    Statistics,
    Curve,
    Spectrum,
    Coded,
    Order,         ///< profiles of the sorted coefficients: Q-Q, tail
    SingularValues, ///< profile of the singular values
    Picture,        ///< heat map
    Split,          ///< parts of low rank and residuals, at the selected bits
    Sensitivity     ///< magnitude against sensitivity; only with a calibration
};

/// All parts, in the order in which they are asked for.
inline constexpr std::array allParts{Part::Statistics, Part::Curve,          Part::Spectrum,
                                     Part::Coded,      Part::Order,          Part::SingularValues,
                                     Part::Picture,    Part::Split,          Part::Sensitivity};

/// Whether a part is asked for whatever is on screen: tables, sentences and chips need it.
constexpr bool isAlwaysWanted(Part part) { return part < Part::Order; }

/// Every metric that needs no spectrum, the distribution and the energy compaction.
AnalysisRequest statisticsRequest(const Registries& registries, const std::string& file,
                                  const std::string& tensor, const ComponentRequest& coordinates);
/// The rate-distortion curve of the selected quantizer at Selection::bitChoices(), with its bounds and
/// estimates of entropy coding.
AnalysisRequest curveRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates, const Selection& selection);
/// The same with the bytes of the selected coder; without one no curve at all.
AnalysisRequest codedRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates, const Selection& selection);
/// The metrics that need the spectrum.
AnalysisRequest spectrumRequest(const Registries& registries, const std::string& file,
                                const std::string& tensor, const ComponentRequest& coordinates);
/// Every metric that needs no spectrum, and nothing else.
AnalysisRequest surveyRequest(const Registries& registries, const std::string& file,
                              const std::string& tensor, const ComponentRequest& coordinates);

/// Profiles of the coefficients, by id of the profile registry.
AnalysisRequest profilesRequest(const std::string& file, const std::string& tensor,
                                const ComponentRequest& coordinates, std::vector<std::string> profiles);

/// Magnitude against sensitivity.
AnalysisRequest sensitivityRequest(const std::string& file, const std::string& tensor,
                                   const ComponentRequest& coordinates);
/// The coefficients pooled to a picture.
AnalysisRequest pictureRequest(const std::string& file, const std::string& tensor,
                               const ComponentRequest& coordinates);
/// Every rank of the ladder, with rates at the error that direct coding makes at `bits`, or at the nearest
/// width that the comparison knows.
AnalysisRequest splitRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates, double bits);

/// True if a change of coordinates has a meaning for this tensor: it has an output and an input axis.
bool hasAxes(const Layer& layer);
/// The same for one matrix of a stack.
bool matrixHasAxes(const Layer& layer);

/// Whether a file holds second moments of inputs, by the names of its tensors (docs/calibration.md), not a
/// model.
bool isCalibration(const CheckpointSummary& summary);

/// A role in the model that has several blocks, in order of first appearance.
struct RoleDepth {
    QString role;
    int blocks = 0;
};

/// The roles of matrices that occur in at least two blocks.
QList<RoleDepth> rolesInDepth(const CheckpointSummary& summary);

/// The layers a depth profile goes through: the matrices of a role by block, or all matrices in file order if
/// the role is empty.
QList<const Layer*> layersInDepth(const CheckpointSummary& summary, const QString& role);

} // namespace alidade
