// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-bench [ROWSxCOLUMNS ...]: one JSON line per measurement, beside the limit measured in the same run.
#include "core/base/parallel.h"
#include "core/base/version.h"
#include "tests/bench/measurement.h"

#include <charconv>
#include <iostream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using alidade::Index;
using Shape = std::pair<Index, Index>;

std::optional<Shape> parseShape(std::string_view text)
{
    Shape shape;
    const char* const end = text.data() + text.size();
    const auto rows = std::from_chars(text.data(), end, shape.first);
    if (rows.ec != std::errc{} || rows.ptr == end || *rows.ptr != 'x') return std::nullopt;
    const auto columns = std::from_chars(rows.ptr + 1, end, shape.second);
    if (columns.ec != std::errc{} || columns.ptr != end || shape.first < 64 || shape.second < 64) return std::nullopt;
    return shape;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<Shape> shapes;
    for (int i = 1; i < argc; ++i) {
        const auto shape = parseShape(argv[i]);
        if (!shape) {
            std::cerr << "usage: alidade-bench [ROWSxCOLUMNS ...], both at least 64\n";
            return 2;
        }
        shapes.push_back(*shape);
    }
    if (shapes.empty()) shapes = {{4096, 4096}, {5632, 2048}, {11008, 4096}, {4096, 11008}, {14336, 4096}, {256, 688}};
    alidade::setWorkerThreads(0);
    std::cerr << "alidade " << alidade::programVersion() << ", " << alidade::workerThreads() << " threads, "
              << alidade::blasDescription() << '\n';
    for (const auto& [rows, columns] : shapes) alidade::bench::benchCore(rows, columns);
    return 0;
}
