// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli sweep: every matrix of a model in several coordinate systems, into one results file.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/cluster/cluster.h"
#include "core/sweep/sweep.h"

#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>
#include <stop_token>
#include <sys/resource.h>
#include <unistd.h>

namespace alidade::cli {

namespace {

struct Options {
    SweepRequest request;
    SweepOptions sweep;
    std::string study;
    int seeds = 3;
    std::vector<std::string> coordinates;
    std::vector<std::string> metrics;
    std::vector<std::string> nulls;
    int nullDraws = 1;
    std::uint64_t nullSeed = 1;
    std::vector<std::string> quantizers;
    std::vector<double> bits;
    std::string coder;
    std::size_t share = 0;
    std::size_t shares = 1;
    bool json = false;
    bool quiet = false;
};

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) { interrupted = 1; }

template <typename Entry>
std::vector<ComponentRequest> componentsFrom(const Registry<Entry>& registry, const std::vector<std::string>& words)
{
    std::vector<ComponentRequest> components;
    if (words.size() == 1 && words.front() == "none") return components;
    for (const std::string& word : words) components.push_back(parseComponent(registry, word));
    return components;
}

std::vector<std::string> namesFrom(const std::vector<std::string>& words)
{
    return words.size() == 1 && words.front() == "none" ? std::vector<std::string>() : words;
}

/// The request of a study or the usual one, with what was said in place of its parts.
SweepRequest requestOf(const Options& options, const Registries& registries)
{
    SweepRequest request = options.study == "axes"
                               ? axisStudy(options.request.model, options.request.calibration, options.seeds)
                               : usualSweep(options.request.model);
    request.pattern = options.request.pattern;
    request.calibration = options.request.calibration;
    if (!options.coordinates.empty()) request.coordinates = componentsFrom(registries.coordinateSystems, options.coordinates);
    if (!options.metrics.empty()) request.metrics = namesFrom(options.metrics);
    if (!options.quantizers.empty()) request.quantizers = componentsFrom(registries.quantizers, options.quantizers);
    if (!options.bits.empty()) request.bits = options.bits;
    if (!options.coder.empty()) request.coder = parseComponent(registries.entropyCoders, options.coder);
    if (!options.nulls.empty()) {
        request.nulls.reset();
        const std::vector<std::string> kinds = namesFrom(options.nulls);
        if (!kinds.empty()) request.nulls = NullRequest{kinds, options.nullDraws, options.nullSeed};
    }
    return request;
}

/// "1:02:03", "2:03".
std::string clockText(double seconds)
{
    if (!std::isfinite(seconds)) return "?";
    const auto whole = static_cast<long long>(std::lround(seconds));
    char text[32]{};
    if (whole >= 3600) std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
    else std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
    return text;
}

/// Says how far the sweep is: on a terminal on one line that changes, in a log now and then on lines of their own.
class ProgressLine {
public:
    void operator()(const SweepProgress& progress)
    {
        constexpr double inLogs = 10.0; // seconds
        if (!m_terminal && progress.seconds - m_last < inLogs) return;
        m_last = progress.seconds;
        char line[200]{};
        std::snprintf(line, sizeof line, "%zu of %zu tensors, %.0f %%, %s, about %s left", progress.finished,
                      progress.planned, 100.0 * progress.fraction, clockText(progress.seconds).c_str(),
                      clockText(progress.remainingSeconds).c_str());
        std::cerr << (m_terminal ? "\r\x1b[K" : "") << line;
        if (!progress.tensor.empty()) std::cerr << " (" << escaped(progress.tensor, 60) << ')';
        std::cerr << (m_terminal ? "" : "\n") << std::flush;
        m_shown = true;
    }
    ~ProgressLine()
    {
        if (m_terminal && m_shown) std::cerr << "\r\x1b[K" << std::flush;
    }

private:
    bool m_terminal = ::isatty(STDERR_FILENO) == 1;
    bool m_shown = false;
    double m_last = 0.0;
};

double peakBytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    constexpr double kibibyte = 1024.0;
    return kibibyte * static_cast<double>(usage.ru_maxrss);
}

double perSecond(const SweepReport& report)
{
    return report.seconds > 0.0 ? static_cast<double>(report.weights) / report.seconds : 0.0;
}

void printJson(const Options& options, const SweepRequest& request, const SweepReport& report)
{
    Json document;
    document["file"] = validUtf8(options.request.model);
    document["output"] = validUtf8(options.sweep.output);
    document["request"] = Json::parse(requestText(request));
    document["complete"] = report.complete;
    document["tensors"] = report.planned;
    document["measured"] = report.measured;
    document["resumed"] = report.resumed;
    document["weights"] = report.weights;
    document["workers"] = report.workers;
    document["seconds"] = report.seconds;
    document["weights_per_second"] = perSecond(report);
    document["peak_bytes"] = peakBytes();
    document["peak_bytes_estimated"] = report.peakEstimate;
    document["notes"] = Json::array();
    for (const std::string& note : report.notes) document["notes"].push_back(validUtf8(note));
    print(document);
}

void printReadable(const Options& options, const SweepReport& report)
{
    std::cout << escaped(options.sweep.output, 1000) << ": " << report.measured << " tensors measured";
    if (report.resumed > 0) std::cout << ", " << report.resumed << " taken over from an earlier run";
    std::cout << ", " << (report.complete ? "all of " : "of ") << report.planned << "\n";
    std::cout << withThousands(report.weights) << " weights in " << clockText(report.seconds) << ", "
              << readable(perSecond(report) * 1e-6) << " million a second, " << report.workers
              << " at a time, peak memory " << readable(peakBytes() / 1048576.0) << " MiB\n";
    for (const std::string& note : report.notes) std::cout << note << '\n';
    if (!report.complete && options.shares > 1)
        std::cout << "the results file is written by the last of the " << options.shares << " shares\n";
}

std::unique_ptr<TensorQueue> queueOf(const Options& options)
{
    if (options.shares == 1)
        if (auto queue = clusterQueue()) return queue;
    return localQueue(options.share, options.shares);
}

void sweep(Options& options, const Registries& registries)
{
    const SweepRequest request = requestOf(options, registries);
    const auto queue = queueOf(options);
    std::stop_source stop;
    interrupted = 0;
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    ProgressLine line;
    options.sweep.progress = [&](const SweepProgress& progress) {
        if (interrupted != 0) stop.request_stop();
        else if (!options.quiet && queue->writesResults()) line(progress);
    };
    SweepReport report;
    try {
        report = runSweep(request, options.sweep, *queue, registries, JobContext(stop.get_token(), nullptr, nullptr));
    } catch (const Cancelled&) {
        throw Error(escapedPath(options.sweep.output) +
                    ": stopped; what was finished is kept, and the same command goes on from there");
    }
    if (options.json && queue->writesResults()) printJson(options, request, report);
    else if (queue->writesResults()) printReadable(options, report);
    const bool isShareDone = options.shares > 1 && report.notes.empty();
    if (!report.complete && queue->writesResults() && !isShareDone)
        throw Error(escapedPath(options.sweep.output) + " does not hold every tensor" +
                    (report.notes.empty() ? std::string() : ": " + report.notes.front()));
}

/// "3/16": share number 3, counted from 0, of 16.
void readShare(const std::string& text, Options& options)
{
    const std::size_t slash = text.find('/');
    const char* const end = text.data() + text.size();
    const auto number = [](const char* from, const char* to, std::size_t& value) {
        const auto [stop, error] = std::from_chars(from, to, value);
        return error == std::errc() && stop == to && from != to;
    };
    const bool good = slash != std::string::npos && number(text.data(), text.data() + slash, options.share) &&
                      number(text.data() + slash + 1, end, options.shares) && options.share < options.shares;
    if (!good) throw CLI::ValidationError("--share", "expects K/N with K from 0 to N - 1");
}

void addMeasures(CLI::App& command, const Registries& registries, Options& options)
{
    command.add_option("--tensors", options.request.pattern, "only matrices whose names match this shell pattern");
    command.add_option("--study", options.study,
                       "what to measure unless said otherwise: usual, or axes for the axis-transform study")
        ->check(CLI::IsMember({"usual", "axes"}));
    command.add_option("--seeds", options.seeds, "of the axis-transform study, for every random rotation (default 3)")
        ->check(CLI::Range(1, 1000));
    command
        .add_option("--coordinates", options.coordinates,
                    "systems, the first is the reference; parameters as id:parameter=value (default original,hadamard,dct,pca)")
        ->delimiter(',');
    command.add_option("--metrics", options.metrics, "ids of metrics, or none")->delimiter(',');
    command.add_option("--nulls", options.nulls, "null models beside the metrics that need them, or none")->delimiter(',');
    command.add_option("--null-draws", options.nullDraws, "of every null, with --nulls (default 1)")
        ->check(CLI::Range(1, 1000));
    command.add_option("--null-seed", options.nullSeed, "of the nulls, with --nulls (default 1)");
    command
        .add_option("--quantizers", options.quantizers,
                    "quantizers, parameters as id:parameter=value, or none (default uniform:group=128)")
        ->delimiter(',');
    command.add_option("--bits", options.bits, "bits, ascending (default 2,3,4,6,8)")->delimiter(',');
    command.add_option("--coder", options.coder, "measure the bytes of this entropy coder: " + registries.entropyCoders.idList());
    addCalibrationOption(command, options.request.calibration);
}

} // namespace

void addSweep(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "sweep", "Every matrix of a model in several coordinate systems, into one results file that grows as it runs");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->request.model, "checkpoint file or folder")->required();
    command->add_option("-o,--output", options->sweep.output, "results file, .h5; an unfinished one is gone on with")
        ->required();
    addMeasures(*command, registries, *options);
    command->add_option("--memory", options->sweep.memoryBytes,
                        "bound for weights and everything made of them, as in 8GiB (default: half of what is free)")
        ->transform(CLI::AsSizeValue(false));
    command->add_option("--threads", options->sweep.threads, "default: one for each processor")->check(CLI::Range(1, 4096));
    command->add_option_function<std::string>(
        "--share", [options](const std::string& text) { readShare(text, *options); },
        "K/N: only every Nth tensor from the Kth on, for job arrays on a shared folder; the last one writes the file");
    command->add_flag("--overwrite", options->sweep.overwrite,
                      "replace what an output of another sweep, another version or other weights holds");
    command->add_flag("--quiet", options->quiet, "no progress on standard error");
    command->add_flag("--json", options->json, "one JSON document about the run");
    command->callback([options, &registries] { sweep(*options, registries); });
}

} // namespace alidade::cli
