// SPDX-License-Identifier: Apache-2.0
// Errors of files inside a checkpoint are told in the name of the checkpoint that the user opened.
#pragma once

#include "core/base/error.h"

#include <string>
#include <utility>

namespace alidade {

/// Calls `body`; a FormatError of another file is thrown again for `path`, its cause behind `words`.
template <typename Body>
decltype(auto) withErrorsOf(const std::string& path, const std::string& words, Body&& body)
{
    try {
        return std::forward<Body>(body)();
    } catch (const FormatError& error) {
        throw FormatError(error.reason(), path, words + error.detail(), error.offset());
    }
}

} // namespace alidade
