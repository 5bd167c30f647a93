// SPDX-License-Identifier: Apache-2.0
#include "core/operators/fisher_diagonal.h"

#include "core/base/parallel.h"
#include "core/operators/linear.h"

#include <algorithm>
#include <map>

namespace alidade {

namespace {

constexpr std::int64_t valuesPerTask = 1 << 16;

/// Both sums of one projection.
class FisherSums {
public:
    FisherSums(Index out, Index in, Index length, const FisherOptions& options) : m_length(length)
    {
        if (options.tokenwise) m_tokenwise.setZero(out, in);
        if (!options.windowwise) return;
        m_windowwise.setZero(out, in);
        m_gradient.setZero(out, in);
    }

    /// Rows in the order of the text; they need not be whole windows.
    void add(ConstMatrixRef inputs, ConstMatrixRef deltas, const JobContext& job)
    {
        if (m_tokenwise.size() > 0)
            addWeightGradient(Matrix(deltas.cwiseAbs2()), Matrix(inputs.cwiseAbs2()), m_tokenwise, job);
        if (m_windowwise.size() > 0) addWindows(inputs, deltas, job);
        m_rows += inputs.rows();
    }

    WeightFisher take(const ParameterId& id)
    {
        const float perToken = m_rows > 0 ? 1.0F / static_cast<float>(m_rows) : 0.0F;
        m_tokenwise *= perToken;
        m_windowwise *= perToken;
        return {id, std::move(m_tokenwise), std::move(m_windowwise), m_rows, m_rows / m_length};
    }

private:
    void addWindows(ConstMatrixRef inputs, ConstMatrixRef deltas, const JobContext& job)
    {
        for (Index at = 0; at < inputs.rows();) {
            const Index left = m_length - (m_rows + at) % m_length; // of the window that is being added up
            const Index rows = std::min(left, inputs.rows() - at);
            addWeightGradient(deltas.middleRows(at, rows), inputs.middleRows(at, rows), m_gradient, job);
            at += rows;
            if (rows == left) foldWindow(job);
        }
    }

    void foldWindow(const JobContext& job)
    {
        parallelChunks(m_gradient.size(), valuesPerTask, job.quiet(),
                       [this](std::int64_t begin, std::int64_t end, std::int64_t) {
                           Eigen::Map<Eigen::ArrayXf> gradient(m_gradient.data() + begin, end - begin);
                           Eigen::Map<Eigen::ArrayXf>(m_windowwise.data() + begin, end - begin) += gradient.square();
                           gradient.setZero();
                       });
    }

    Index m_length;
    Index m_rows = 0;
    Matrix m_tokenwise;
    Matrix m_windowwise;
    Matrix m_gradient; ///< of the window that is being added up
};

} // namespace

double fisherDiagonal(const Llama& model, const TokenWindows& tokens, const OutputLoss& loss,
                      const FisherOptions& options, const FisherSink& sink, const JobContext& job)
{
    const JobContext quiet = job.quiet();
    const auto isWanted = [&options](const ParameterId& id) {
        return options.choice ? options.choice(id) : id.place != Place::Head;
    };
    std::map<ParameterId, FisherSums> sums;
    GradientObserver observer;
    observer.head = isWanted({Place::Head});
    observer.tap = [&](const ParameterId& id, ConstMatrixRef inputs, ConstMatrixRef deltas) {
        if (!isWanted(id)) return;
        const auto at = sums.try_emplace(id, deltas.cols(), inputs.cols(), tokens.cols(), options).first;
        if (!options.turn) return at->second.add(inputs, deltas, quiet);
        Matrix turnedInputs = inputs;
        Matrix turnedDeltas = deltas;
        options.turn(id, turnedInputs, turnedDeltas);
        at->second.add(turnedInputs, turnedDeltas, quiet);
    };
    observer.blockDone = [&](Index) {
        while (!sums.empty()) {
            auto node = sums.extract(sums.begin());
            sink(node.mapped().take(node.key()));
        }
    };
    return LossGradient(model, options.gradient).run(tokens, loss, observer, job);
}

} // namespace alidade
