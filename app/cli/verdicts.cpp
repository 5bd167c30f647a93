// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli verdicts: what the theory says, tested on a whole model.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/studies/verdicts.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    std::string twin;
    std::string coordinates = "hadamard";
    TextSource text;
    std::vector<std::string> only;
    std::uint64_t seed = 1;
    std::size_t matrices = 64;
    std::string output;
    std::string saved;
    bool layers = false;
    OutputFlags flags;
};

/// What was given, and for the rest what is found beside the model.
ClaimRequest requestOf(const Options& options, AnalysisSession& session)
{
    ClaimRequest request = claimRequestFor(options.model, session, JobContext());
    if (!options.twin.empty()) request.twin = options.twin;
    const std::string found = request.text.text;
    request.text = options.text;
    if (options.text.text.empty() && options.text.tokens.empty()) request.text.text = found;
    request.coordinates = parseComponent(session.registries().coordinateSystems, options.coordinates);
    request.seed = options.seed;
    request.mostMatrices = options.matrices;
    return request;
}

Verdicts test(const Options& options, const Registries& registries)
{
    std::vector<std::string> ids = options.only;
    for (const std::string& id : ids) static_cast<void>(thesisOf(id));
    if (ids.empty())
        for (const Thesis& thesis : theses()) ids.push_back(thesis.id);
    AnalysisSession session(registries);
    const ClaimRequest request = requestOf(options, session);
    Verdicts verdicts = startVerdicts(request, session);
    const bool watched = ::isatty(STDERR_FILENO) == 1;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (watched) std::cerr << "\r\033[K" << i + 1 << " of " << ids.size() << ": " << ids[i] << std::flush;
        verdicts.results.push_back(checkThesis(ids[i], request, session, JobContext()));
    }
    if (watched) std::cerr << "\r\033[K" << std::flush;
    return verdicts;
}

/// The numbers of the layers of a thesis: layer, verdict, then one column for each number.
Table layerTable(const ThesisResult& result, std::string (*show)(double), std::string (*name)(const std::string&))
{
    Table table{{"layer", "verdict"}, {}};
    const auto measured = std::find_if(result.layers.begin(), result.layers.end(),
                                       [](const ThesisLayer& layer) { return !layer.numbers.empty(); });
    if (measured == result.layers.end()) return table;
    for (const Measured& one : measured->numbers) table.header.push_back(one.name);
    for (const ThesisLayer& layer : result.layers) {
        std::vector<std::string> row{name(layer.layer), verdictId(layer.verdict)};
        for (const Measured& one : layer.numbers) row.push_back(show(one.value));
        row.resize(table.header.size(), show(std::numeric_limits<double>::quiet_NaN()));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string escapedName(const std::string& name) { return escaped(name); }
std::string exactName(const std::string& name) { return validUtf8(name); }

void printReadable(const Verdicts& verdicts, bool layers)
{
    std::cout << verdicts.matrices << " of " << verdicts.matricesInModel << " matrices, " << verdicts.coordinates
              << " rotation, seed " << verdicts.seed << '\n';
    std::string group;
    for (const ThesisResult& result : verdicts.results) {
        const Thesis& thesis = thesisOf(result.thesis);
        if (thesis.group != group) std::cout << '\n' << thesis.group << '\n';
        group = thesis.group;
        std::cout << "  " << thesis.id << ": " << verdictId(result.verdict) << "\n    " << result.sentence.text() << '\n';
        if (layers && !result.layers.empty()) printAligned(layerTable(result, readable, escapedName));
    }
}

/// One line for a verdict, or for each number of each layer.
void printSpreadsheet(const Verdicts& verdicts, bool layers)
{
    Table table{{"thesis", "verdict", "layers", "holds", "fails", "sentence"}, {}};
    if (layers) table.header = {"thesis", "layer", "verdict", "number", "value", "unit"};
    for (const ThesisResult& result : verdicts.results) {
        if (!layers)
            table.rows.push_back({result.thesis, verdictId(result.verdict), std::to_string(result.layers.size()),
                                  std::to_string(result.count(Verdict::Holds)),
                                  std::to_string(result.count(Verdict::DoesNotHold)),
                                  validUtf8(result.sentence.text())});
        if (!layers) continue;
        for (const ThesisLayer& layer : result.layers)
            for (const Measured& one : layer.numbers)
                table.rows.push_back({result.thesis, exactName(layer.layer), verdictId(layer.verdict), one.name,
                                      exact(one.value), one.unit});
    }
    printCsv(table);
}

void run(const Options& options, const Registries& registries)
{
    const Verdicts verdicts = options.saved.empty() ? test(options, registries) : readVerdicts(options.saved);
    if (!options.output.empty()) writeVerdicts(options.output, verdicts);
    if (options.flags.json) std::cout << verdictsText(verdicts);
    else if (options.flags.csv) printSpreadsheet(verdicts, options.layers);
    else printReadable(verdicts, options.layers);
}

} // namespace

void addVerdicts(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "verdicts", "What the theory says, tested on all matrices of a model: each thesis holds, does not, or cannot be told");
    const auto options = std::make_shared<Options>();
    CLI::Option* const model = command->add_option("FILE", options->model, "model file or folder");
    CLI::Option* const saved =
        command->add_option("--read", options->saved, "print verdicts that were saved with -o instead of testing")
            ->excludes(model);
    command->add_option("--twin", options->twin,
                        "a model of the same function in other parameters (default: the folder with _twin behind its "
                        "name, or without)");
    command->add_option("--text", options->text.text,
                        "UTF-8 text for the theses about the model's function (default: test.txt beside it)");
    command->add_option("--tokens", options->text.tokens, "token ids instead of a text")->excludes("--text");
    command->add_option("--tokenizer", options->text.tokenizer, "tokenizer (default: the one beside the model)");
    command->add_option("--windows", options->text.windows, "windows of the text that are read (default 4)")
        ->check(CLI::PositiveNumber);
    command->add_option("--context", options->text.context, "tokens of a window (default: what the model is used to)")
        ->check(CLI::PositiveNumber);
    command->add_option("--coordinates", options->coordinates,
                        "the rotation that is compared with the file's axes (default hadamard)");
    command->add_option("--only", options->only, "ids of theses, separated by commas (default: all)")->delimiter(',');
    command->add_option("--matrices", options->matrices,
                        "matrices that are looked at, at most, spread evenly over the model (default 64)")
        ->check(CLI::PositiveNumber);
    command->add_option("--seed", options->seed, "of everything that is drawn (default 1)");
    command->add_flag("--layers", options->layers, "also the numbers of every matrix");
    command->add_option("-o,--output", options->output, "write the verdicts to a file that the desktop opens");
    CLI::Option* const json = command->add_flag("--json", options->flags.json, "one JSON document, as in the file");
    command->add_flag("--csv", options->flags.csv, "comma-separated values")->excludes(json);
    command->callback([options, model, saved, &registries] {
        if (model->count() == 0 && saved->count() == 0) throw CLI::RequiredError("FILE");
        run(*options, registries);
    });
}

} // namespace alidade::cli
