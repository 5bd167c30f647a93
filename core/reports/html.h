// SPDX-License-Identifier: Apache-2.0
// Markdown as a web page that stands alone: a small stylesheet inside (light, dark, print), no scripts, nothing fetched.
#pragma once

#include <string>
#include <string_view>

namespace alidade {

/// A whole page. HTML in the Markdown is shown as text. @throws Error for more than 4 GiB
std::string htmlPage(const std::string& title, std::string_view markdown);

} // namespace alidade
