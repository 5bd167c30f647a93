// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-bench [--quick] [--busy] [--threads N] [--target NAME] [--prefill] [ROWSxCOLUMNS ...]: one JSON line per
// measurement, beside the limit measured in the same run, with one thread and with all.
#include "core/base/parallel.h"
#include "core/base/version.h"
#include "core/kernels/targets.h"
#include "tests/bench/measurement.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using alidade::Index;
using Shape = std::pair<Index, Index>;

struct Options {
    std::vector<Shape> shapes;
    bool quick = false;
    bool busy = false;
    bool prefill = false; ///< nothing but the block of a model
    int threads = 0; ///< 0: one, then all
    std::string target;
};

std::optional<Shape> parseShape(std::string_view text)
{
    Shape shape;
    const char* const end = text.data() + text.size();
    const auto rows = std::from_chars(text.data(), end, shape.first);
    if (rows.ec != std::errc{} || rows.ptr == end || *rows.ptr != 'x') return std::nullopt;
    const auto columns = std::from_chars(rows.ptr + 1, end, shape.second);
    if (columns.ec != std::errc{} || columns.ptr != end || shape.first < 64 || shape.second < 64)
        return std::nullopt;
    return shape;
}

std::optional<Options> parse(const std::vector<std::string_view>& arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--quick") {
            options.quick = true;
        } else if (argument == "--busy") {
            options.busy = true;
        } else if (argument == "--prefill") {
            options.prefill = true;
        } else if (argument == "--threads" && i + 1 < arguments.size()) {
            const std::string_view text = arguments[++i];
            const auto read = std::from_chars(text.data(), text.data() + text.size(), options.threads);
            if (read.ptr != text.data() + text.size() || options.threads < 1) return std::nullopt;
        } else if (argument == "--target" && i + 1 < arguments.size()) {
            options.target = arguments[++i];
        } else if (const auto shape = parseShape(argument)) {
            options.shapes.push_back(*shape);
        } else {
            return std::nullopt;
        }
    }
    return options;
}

std::vector<int> teams(const Options& options)
{
    if (options.threads > 0) return {options.threads};
    alidade::setWorkerThreads(0);
    const int all = alidade::workerThreads();
    return all > 1 && !options.quick ? std::vector{1, all} : std::vector{all};
}

} // namespace

int main(int argc, char** argv)
{
    using namespace alidade;
    auto options = parse({argv + 1, argv + argc});
    const std::vector<std::string> targets = kernels::usableTargets();
    const bool known = options && (options->target.empty() || std::find(targets.begin(), targets.end(),
                                                                        options->target) != targets.end());
    if (!known) {
        std::cerr << "usage: alidade-bench [--quick] [--busy] [--threads N] [--target NAME] [--prefill] "
                     "[ROWSxCOLUMNS ...], both at least 64; targets:";
        for (const std::string& target : targets)
            std::cerr << ' ' << target;
        std::cerr << '\n';
        return 2;
    }
    kernels::chooseTarget(options->target);
    if (options->shapes.empty()) {
        options->shapes = {{4096, 4096}, {256, 688}};
        if (!options->quick)
            options->shapes = {{4096, 4096},  {5632, 2048},  {11008, 4096},
                               {4096, 11008}, {14336, 4096}, {256, 688}};
    }
    const bench::Effort effort =
        options->quick ? bench::Effort{0.6, 15, options->busy} : bench::Effort{2.0, 31, options->busy};
    for (const int threads : teams(*options)) {
        setWorkerThreads(threads);
        std::cerr << "alidade " << programVersion() << ", " << workerThreads() << " threads, kernels for "
                  << kernels::chosenTarget() << ", " << blasDescription() << '\n';
        bench::benchPrefill(effort);
        if (options->prefill) continue;
        bench::benchScaling(effort);
        for (const auto& [rows, columns] : options->shapes) {
            bench::benchReading(rows, columns, effort);
            bench::benchCore(rows, columns, effort, options->quick);
            bench::benchEntropyCoding(rows, columns, effort);
        }
    }
    return 0;
}
