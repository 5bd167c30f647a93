// SPDX-License-Identifier: Apache-2.0
// Which tensors stand for others in a calibration: those that share an input, and the same tensor by the names of another
// file format.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace alidade {

/// The tensor's name, then that of the tensor whose input it shares: k_proj and v_proj have that of q_proj, up_proj that
/// of gate_proj; in GGUF names attn_k, attn_v and ffn_up.
std::vector<std::string> sharedInputNames(const std::string& tensor);

/// Finds tensors by role, block and expert, so that names of Hugging Face, GGUF and the original Llama files meet.
class LayerIndex {
public:
    void add(const std::string& tensor);
    /// The tensor that was added with the role, block and expert of this one, or else of one that shares its input; empty
    /// if there is none or more than one.
    [[nodiscard]] std::string find(const std::string& tensor) const;

private:
    std::map<std::string, std::string> m_names; ///< by key; empty if several have it
};

} // namespace alidade
