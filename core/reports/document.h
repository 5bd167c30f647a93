// SPDX-License-Identifier: Apache-2.0
// A report as a value: headings, sentences, tables, figures. All text in it is plain; what may come out of a file is made
// harmless where it is written as Markdown, HTML or CSV, so that nobody has to think of it before.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace alidade {

/// A heading below the title. @invariant level is 2 or more
struct ReportHeading {
    int level = 2;
    std::string text;
};

struct ReportParagraph {
    std::string text;
};

struct ReportList {
    std::vector<std::string> items;
};

/// A command line, to be copied as it is.
struct ReportCommand {
    std::string text;
};

/// Cells are finished text. Columns whose cells are all numbers stand to the right.
struct ReportTable {
    std::string caption; ///< one or two sentences: what is in it and in which unit
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// A picture beside the report.
struct ReportFigure {
    std::string file;    ///< "figures/rates.svg", one of our own names
    std::string caption;
};

using ReportBlock =
    std::variant<ReportHeading, ReportParagraph, ReportList, ReportCommand, ReportTable, ReportFigure>;

struct ReportDocument {
    std::string title;
    std::vector<ReportBlock> blocks;
};

/// "–", for what was not measured or has no value.
inline constexpr const char* noValue = "\xE2\x80\x93";

/// Four significant digits with a true minus, independent of locale; noValue for NaN.
std::string reportNumber(double value);

/// The same with a sign in front of what is above 0: for differences.
std::string reportDifference(double value);

/// "1 tensor", "3 tensors".
std::string counted(std::size_t count, const std::string& thing);

/// "a", "a and b", "a, b and c".
std::string enumerated(const std::vector<std::string>& items);

} // namespace alidade
