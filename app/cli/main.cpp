// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli: the headless twin of the desktop. One line on stderr and exit code 1 for an error, 2 for wrong
// usage.
#include "app/cli/command.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/checkpoint/hdf5_worker.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <unistd.h>

namespace {

using namespace alidade;

constexpr int failure = 1;
constexpr int wrongUsage = 2;

int report(const std::string& message, int code)
{
    std::cerr << "alidade-cli: " << message << '\n';
    return code;
}

/// A usage error in one line; help and version texts go to stdout as they are.
int reportUsage(const CLI::App& program, const CLI::ParseError& error)
{
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return program.exit(error);
    return report(escaped(error.what(), 1000) + " (see alidade-cli --help)", wrongUsage);
}

/// The file of the subcommand, for errors that do not name it themselves.
std::string fileOf(const CLI::App& program)
{
    for (const CLI::App* command : program.get_subcommands())
        if (const CLI::Option* option = command->get_option_no_throw("FILE"); option && option->count() > 0)
            return escapedPath(option->as<std::string>());
    return {};
}

int reportFailure(const CLI::App& program, const std::string& message)
{
    const std::string file = fileOf(program);
    const bool named = file.empty() || message.starts_with(file);
    return report(named ? message : file + ": " + message, failure);
}

/// Threads that wait busily take the processor from those they wait for as soon as anything else runs: the many small
/// products of a model became up to twenty times slower, and sleeping costs 3 % on an idle machine. The OpenMP runtime
/// reads its environment before main(), so the program starts once more; where that fails it goes on as it is.
void waitAsleep(char** argv)
{
    constexpr const char* policy = "OMP_WAIT_POLICY";
    if (std::getenv(policy) || ::setenv(policy, "passive", 0) != 0) return;
    std::error_code failed; // by its own path, so that its process has its own name
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (!failed) ::execv(program.c_str(), argv);
}

} // namespace

int main(int argc, char** argv)
{
    if (isHdf5Worker(argc, argv)) return runHdf5Worker(argc, argv);
    waitAsleep(argv);
    const Registries registries = builtinRegistries();
    CLI::App program{"Alidade: the weights of language models under a change of coordinates", "alidade-cli"};
    program.require_subcommand(1);
    program.set_version_flag("--version", "alidade-cli " + programVersion() + "\n" + blasDescription());
    cli::addInspect(program, registries);
    cli::addConvert(program, registries);
    cli::addMetrics(program, registries);
    cli::addRateDistortion(program, registries);
    cli::addAngles(program, registries);
    cli::addCompare(program, registries);
    cli::addFormats(program, registries);
    cli::addSplit(program, registries);
    cli::addCompress(program, registries);
    cli::addDecompress(program, registries);
    cli::addEvaluate(program, registries);
    cli::addCalibrate(program, registries);
    cli::addAttribute(program, registries);
    cli::addStudy(program, registries);
    cli::addSensitivity(program, registries);
    cli::addDamage(program, registries);
    cli::addDirections(program, registries);
    cli::addRotate(program, registries);
    cli::addGauge(program, registries);
    cli::addSweep(program, registries);
    cli::addReport(program, registries);
    cli::addToy(program);
    cli::addClaims(program, registries);
    cli::addVerdicts(program, registries);
    setWorkerThreads(0);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return reportUsage(program, error);
    } catch (const Error& error) {
        return reportFailure(program, error.what());
    } catch (const std::exception& error) {
        return reportFailure(program, escaped(error.what(), 500));
    }
    std::cout.flush();
    return std::cout ? 0 : report("writing to standard output failed", failure);
}
