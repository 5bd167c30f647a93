// SPDX-License-Identifier: Apache-2.0
// Second moments of a layer's inputs as quantizers use them: an order of the columns, the factor, inputs that are never
// active. science.md 3.4.
#pragma once

#include "core/quantization/error_feedback.h"
#include "core/quantization/quantizer.h"

#include <memory>
#include <vector>

namespace alidade {

/// Which column is rounded first.
enum class FeedbackOrder {
    FirstToLast, ///< as the code of GPTQ goes
    LastToFirst, ///< as LDLQ goes
    Activation,  ///< the input of most energy first ("act-order")
};

/// Rounds with feedback. Immutable.
class InputFeedback {
public:
    /// @param moments n x n @param damping part of the mean energy of an input that every input gets
    /// @throws NumericalError for moments that are not positive definite then, Cancelled
    InputFeedback(MatrixD moments, double damping, FeedbackOrder order, const JobContext& job);

    /// Symbols and distortion; weights of inputs that are never active become zero, since nobody would notice.
    /// @param values any rows of the matrix, n columns @param grid of these rows
    /// @throws InvalidRequest for shapes that do not fit, Cancelled
    [[nodiscard]] GridRounding round(const Matrix& values, const FeedbackGrid& grid, const JobContext& job) const;

    [[nodiscard]] Index size() const { return m_factor.rows(); }
    /// L_jj of each column: what a rounding error there weighs.
    [[nodiscard]] Eigen::VectorXd diagonal() const;

private:
    std::vector<Index> m_order; ///< column at each place of the factor
    std::vector<bool> m_dead;   ///< by column
    MatrixD m_factor;
};

/// The feedback of the moments in `input`; null if there are none. @throws InvalidRequest for moments of another size,
/// NumericalError, Cancelled
std::shared_ptr<const InputFeedback> inputFeedback(const DesignInput& input, double damping, FeedbackOrder order,
                                                   const JobContext& job);

/// The parameter "damping".
ParameterSpec dampingParameter();

} // namespace alidade
