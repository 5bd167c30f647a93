// SPDX-License-Identifier: GPL-3.0-or-later
// Tables for people and for spreadsheets.
#pragma once

#include <string>
#include <vector>

namespace alidade::cli {

/// Rows of text under a header.
struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// Prints columns padded with spaces, numbers to the right.
void printAligned(const Table& table);

/// Prints comma-separated values (RFC 4180).
void printCsv(const Table& table);

/// Four significant digits, "-" where undefined: for people.
std::string readable(double value);

/// All digits, empty where undefined: for spreadsheets.
std::string exact(double value);

} // namespace alidade::cli
