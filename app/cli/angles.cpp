// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli angles: how far the leading axes of two coordinate systems of a tensor stand apart.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/engine/analysis_session.h"
#include "core/numerics/orthogonal.h"
#include "core/transforms/leading_axes.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <numbers>

namespace alidade::cli {

namespace {

constexpr int nullDraws = 8;
constexpr std::uint64_t nullSeed = 42;
constexpr Index defaultRank = 16;

struct Options {
    CoordinateOptions coordinates;
    std::string axis = "columns";
    std::int64_t rank = 0;
};

struct Angles {
    std::vector<ComponentRequest> systems;
    Index length = 0;
    Index rank = 0;
    std::vector<double> degrees;     ///< ascending
    std::vector<double> nullDegrees; ///< of random subspaces, means
};

std::vector<double> inDegrees(const Eigen::VectorXd& radians)
{
    std::vector<double> degrees;
    for (const double angle : radians)
        degrees.push_back(angle * 180.0 / std::numbers::pi);
    return degrees;
}

Angles measure(const Options& options, const Registries& registries)
{
    Angles angles;
    angles.systems = chosenCoordinates(registries, options.coordinates);
    if (angles.systems.size() != 2)
        throw InvalidRequest("angles need two coordinate systems, as in --coordinates pca,dct");
    if (options.rank < 0) throw InvalidRequest("the number of axes must not be negative");
    AnalysisSession session(registries, 0);
    AnalysisRequest request;
    request.file = options.coordinates.file;
    request.tensor = options.coordinates.tensor;
    request.matrix = options.coordinates.matrix;
    request.calibration = options.coordinates.calibration;
    const bool rows = options.axis == "rows";
    std::vector<MatrixD> axes;
    for (const ComponentRequest& system : angles.systems) {
        request.coordinates = system;
        const FittedBasis fitted = session.basis(request, JobContext());
        angles.length = rows ? fitted.rows : fitted.columns;
        angles.rank =
            options.rank > 0 ? static_cast<Index>(options.rank) : std::min(defaultRank, angles.length);
        axes.push_back(leadingAxes(rows ? fitted.basis.rows() : fitted.basis.columns(), angles.length,
                                   angles.rank, JobContext()));
    }
    angles.degrees = inDegrees(principalAngles(axes[0], axes[1]));
    angles.nullDegrees =
        inDegrees(meanRandomAngles(angles.length, angles.rank, nullDraws, nullSeed, JobContext()));
    return angles;
}

void printJson(const Options& options, const Angles& angles)
{
    Json document;
    document["file"] = validUtf8(options.coordinates.file);
    document["tensor"] = validUtf8(options.coordinates.tensor);
    document["axis"] = options.axis;
    document["channels"] = angles.length;
    document["rank"] = angles.rank;
    document["coordinates"] = Json::array();
    for (const ComponentRequest& system : angles.systems)
        document["coordinates"].push_back(describe(system));
    document["angles_degrees"] = angles.degrees;
    document["null_degrees"] = angles.nullDegrees;
    document["null_draws"] = nullDraws;
    print(document);
}

Table tableOf(const Angles& angles, std::string (*format)(double))
{
    Table table{{"axis", "degrees", "random_degrees"}, {}};
    for (std::size_t i = 0; i < angles.degrees.size(); ++i)
        table.rows.push_back(
            {std::to_string(i + 1), format(angles.degrees[i]), format(angles.nullDegrees[i])});
    return table;
}

void printReadable(const Options& options, const Angles& angles)
{
    std::cout << escaped(options.coordinates.tensor) << "\n  principal angles between the first "
              << angles.rank << " of " << angles.length << " axes along the " << options.axis << ": "
              << angles.systems[0].id << " and " << angles.systems[1].id << "; random: the mean of "
              << nullDraws << " pairs of random subspaces\n";
    printAligned(tableOf(angles, readable));
}

} // namespace

void addAngles(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("angles", "Principal angles between the axes of two coordinate systems");
    const auto options = std::make_shared<Options>();
    addCoordinateOptions(*command, registries, options->coordinates);
    command->add_option("--rank", options->rank,
                        "how many leading axes of each system span the two spaces (default 16)");
    command->add_option("--axis", options->axis, "which axes of the weights are compared: columns or rows")
        ->check(CLI::IsMember({"columns", "rows"}));
    command->callback([options, &registries] {
        const Angles angles = measure(*options, registries);
        if (options->coordinates.output.json) return printJson(*options, angles);
        if (options->coordinates.output.csv) return printCsv(tableOf(angles, exact));
        printReadable(*options, angles);
    });
}

} // namespace alidade::cli
