// SPDX-License-Identifier: Apache-2.0
// Shell patterns over tensor names.
#include "core/engine/tensor_choice.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <fnmatch.h>

namespace alidade {

bool isMatrixMatching(const TensorInfo& tensor, const std::string& pattern)
{
    const bool matrix = tensor.shape.size() >= 2 && tensor.elements > 0 && dtypeInfo(tensor.dtype).readable;
    return matrix && (pattern.empty() || ::fnmatch(pattern.c_str(), tensor.name.c_str(), 0) == 0);
}

std::vector<const TensorInfo*> matricesMatching(const Checkpoint& source, const std::string& pattern)
{
    std::vector<const TensorInfo*> chosen;
    for (const TensorInfo& tensor : source.tensors())
        if (isMatrixMatching(tensor, pattern)) chosen.push_back(&tensor);
    if (chosen.empty())
        throw InvalidRequest(pattern.empty() ? "there is no matrix of readable numbers"
                                             : "no matrix matches " + inQuotes(pattern));
    return chosen;
}

} // namespace alidade
