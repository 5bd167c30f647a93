// SPDX-License-Identifier: Apache-2.0
// A report as Markdown (CommonMark with GitHub's tables), the text that people read and that other forms are made of.
#pragma once

#include "core/reports/document.h"

#include <string>
#include <string_view>

namespace alidade {

/// Plain text as Markdown that shows exactly this text, on one line: nothing in it is markup, a link or HTML. Control and
/// bidirectional characters are written as \u{...}.
std::string markdownText(std::string_view plain);

/// A block, ended by an empty line. Tables and figures have their captions below them.
std::string markdownBlock(const ReportBlock& block);

/// The whole report, with its title as the heading of level 1.
std::string markdownOf(const ReportDocument& document);

} // namespace alidade
