// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/residual_streams.h"

#include <cmath>

namespace alidade {

namespace {

Index strideFor(Index blocks, double streamBytes, double bytes)
{
    if (static_cast<double>(blocks + 1) * streamBytes <= bytes) return 1;
    return static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(blocks))));
}

} // namespace

ResidualStreams::ResidualStreams(const Llama& model, const TokenWindows& tokens, double bytes, const JobContext& job)
    : m_model(model), m_length(tokens.cols()), m_streams(static_cast<std::size_t>(model.config().blocks)),
      m_last(model.embed(tokens, job))
{
    const Index blocks = model.config().blocks;
    m_options.memory = std::make_shared<BlockMemory>();
    m_stride = strideFor(blocks, sizeof(float) * static_cast<double>(m_last.size()), bytes);
    for (Index block = 0; block < blocks; ++block) {
        job.checkpoint(static_cast<std::uint64_t>(block), static_cast<std::uint64_t>(blocks));
        if (block % m_stride == 0) m_streams[static_cast<std::size_t>(block)] = m_last;
        model.runBlock(model.loadBlock(block, job), m_length, m_last, m_options, job.quiet());
    }
}

const Matrix& ResidualStreams::before(Index block, const JobContext& job)
{
    const auto at = static_cast<std::size_t>(block);
    for (std::size_t later = at + 1; later < m_streams.size(); ++later) m_streams[later] = Matrix();
    std::size_t known = at;
    while (m_streams[known].size() == 0 && known > 0) --known;
    for (; known < at; ++known) {
        m_streams[known + 1] = m_streams[known];
        m_model.runBlock(m_model.loadBlock(static_cast<Index>(known), job), m_length, m_streams[known + 1],
                         m_options, job.quiet());
    }
    return m_streams[at];
}

} // namespace alidade
