// SPDX-License-Identifier: Apache-2.0
// What build of the program this is, and on which libraries it runs.
#pragma once

#include <string>

namespace alidade {

/// Version of the program, "0.1.0".
std::string programVersion();

/// The BLAS library that is really loaded (Debian lets the user choose), with its kernel and threading.
std::string blasDescription();

} // namespace alidade
