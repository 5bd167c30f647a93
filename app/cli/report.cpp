// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli report: what a sweep has measured as Markdown, HTML, CSV and figures; texts with numbers filled in.
#include "app/cli/command.h"
#include "app/cli/desktop_program.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/reports/html.h"
#include "core/reports/markdown.h"
#include "core/reports/report_folder.h"
#include "core/reports/sweep_csv.h"
#include "core/reports/sweep_report.h"
#include "core/reports/template.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

namespace alidade::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t longestText = 16 << 20; // bytes of a template or a recipe

struct Options {
    std::string results;
    std::string output;
    std::string verdicts;
    std::string study;
    std::string figures = "svg";
    std::string text;                  ///< template
    std::string recipes;               ///< folder, for a template
    std::vector<std::string> others;   ///< NAME=RESULTS.h5, for a template
    bool toy = false;
    bool pdf = false;
    int seconds = 600;
};

std::string readText(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code failure;
    if (!file || !fs::is_regular_file(path, failure)) throw Error(escapedPath(path.string()) + " cannot be read");
    if (fs::file_size(path, failure) > longestText) throw Error(escapedPath(path.string()) + " is too long");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The results file as a recipe in OUTPUT/figures names it.
std::string fromFigures(const Options& options)
{
    return fs::proximate(fs::absolute(options.results), fs::absolute(options.output) / "figures").string();
}

std::string recipeNote(const std::string& text, const fs::path& file)
{
    try {
        return Json::parse(text).value("note", file.stem().string());
    } catch (const Json::exception&) {
        throw Error(escapedPath(file.string()) + " is no recipe of a figure");
    }
}

std::vector<PlannedFigure> givenRecipes(const std::string& folder)
{
    if (folder.empty()) return {};
    std::vector<fs::path> files;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    if (failure) throw Error(escapedPath(folder) + " cannot be read: " + failure.message());
    std::ranges::sort(files);
    std::vector<PlannedFigure> figures;
    for (const fs::path& file : files) {
        const std::string text = readText(file);
        figures.push_back({file.stem().string(), text, recipeNote(text, file)});
    }
    return figures;
}

/// Makes the figures in the folder; those that were made, and why others were not.
ReportExtras draw(const std::vector<PlannedFigure>& planned, const Options& options, const ReportFolder& folder)
{
    ReportExtras extras;
    extras.suffix = options.figures;
    if (planned.empty()) return extras;
    if (options.figures == "none") {
        extras.figureNote = "Figures were not asked for.";
        return extras;
    }
    const fs::path figures = fs::path(folder.path()) / "figures";
    std::vector<std::string> arguments{"render"};
    for (const PlannedFigure& one : planned) {
        folder.write("figures/" + one.name + ".json", one.recipe);
        arguments.push_back((figures / (one.name + ".json")).string());
    }
    arguments.insert(arguments.end(), {"-o", figures.string(), "--format", options.figures, "--timeout",
                                       std::to_string(options.seconds)});
    const std::optional<std::string> program = desktopProgram();
    const Ran ran = program ? runProgram(*program, arguments, options.seconds)
                            : Ran{false, "the program alidade, which draws them, was not found"};
    for (const PlannedFigure& one : planned)
        if (fs::exists(figures / (one.name + "." + options.figures))) extras.figures.push_back(one);
    if (extras.figures.size() < planned.size())
        extras.figureNote = std::to_string(planned.size() - extras.figures.size()) + " of " +
                            counted(planned.size(), "figure") + " could not be drawn: " + ran.why +
                            ". Their recipes are in the folder figures.";
    return extras;
}

/// @throws Error if pages were asked for and could not be made
void writePages(const ReportFolder& folder, const std::string& name, const Options& options)
{
    if (!options.pdf) return;
    const std::string base = folder.path() + "/" + name;
    const std::optional<std::string> program = desktopProgram();
    if (!program) throw Error("pages need the program alidade, which was not found");
    const Ran ran = runProgram(*program, {"document", base + ".md", "-o", base + ".pdf"}, options.seconds);
    if (!ran.good) throw Error("the pages could not be made: " + ran.why);
}

std::string titleOf(const std::string& markdown)
{
    if (!markdown.starts_with("# ")) return "Paper";
    return markdown.substr(2, markdown.find('\n') - 2);
}

ReportParts partsOf(const Options& options, const SweepResults& results, const ReportExtras& extras,
                    const Registries& registries)
{
    ReportParts parts;
    addSweepParts(parts, "", results, registries);
    for (const std::string& other : options.others) {
        const std::size_t equals = other.find('=');
        if (equals == std::string::npos || equals == 0) throw InvalidRequest("--with needs NAME=RESULTS.h5");
        const SweepResultsPtr more = readSweepResults(other.substr(equals + 1), registries, JobContext());
        addSweepParts(parts, other.substr(0, equals) + ".", *more, registries);
    }
    if (options.toy) addToyParts(parts, runToyBasis(ToyRequest(), JobContext()));
    if (extras.verdicts) addVerdictParts(parts, "", *extras.verdicts);
    if (extras.study) addStudyParts(parts, "", *extras.study);
    for (const PlannedFigure& one : extras.figures)
        parts.figures[one.name] = {"figures/" + one.name + "." + extras.suffix, one.caption};
    return parts;
}

void writeTexts(const ReportFolder& folder, const std::string& name, const std::string& title,
                const std::string& markdown, const Options& options)
{
    folder.write(name + ".md", markdown);
    folder.write(name + ".html", htmlPage(title, markdown));
    writePages(folder, name, options);
}

void run(const Options& options, const Registries& registries)
{
    const SweepResultsPtr results = readSweepResults(options.results, registries, JobContext());
    std::optional<Verdicts> verdicts;
    std::optional<ValidationTable> study;
    if (!options.verdicts.empty()) verdicts = readVerdicts(options.verdicts);
    if (!options.study.empty()) study = readValidationTable(options.study);
    const bool isPaper = !options.text.empty();
    const std::string text = isPaper ? readText(options.text) : std::string();

    ReportFolder folder(options.output);
    const auto planned = isPaper ? givenRecipes(options.recipes)
                                 : plannedFigures(SweepView(*results, registries), fromFigures(options));
    ReportExtras extras = draw(planned, options, folder);
    extras.verdicts = std::move(verdicts);
    extras.study = std::move(study);
    if (isPaper) {
        if (!extras.figureNote.empty()) throw Error(extras.figureNote);
        const std::string markdown = filledTemplate(text, partsOf(options, *results, extras, registries));
        writeTexts(folder, "paper", titleOf(markdown), markdown, options);
    } else {
        const ReportDocument document = sweepReport(*results, extras, registries);
        folder.write("tensors.csv", tensorsCsv(*results));
        folder.write("points.csv", pointsCsv(*results));
        writeTexts(folder, "report", document.title, markdownOf(document), options);
    }
    folder.commit();
    std::cout << escapedPath(options.output) << ": " << counted(results->tensors.size(), "tensor") << ", "
              << counted(extras.figures.size(), "figure") << '\n';
    if (!extras.figureNote.empty()) std::cout << extras.figureNote << '\n';
}

} // namespace

void addReport(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("report", "A sweep as Markdown, HTML, CSV and figures; papers with numbers filled in");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->results, "results file that sweep wrote, finished or not")->required();
    command
        ->add_option("-o,--output", options->output,
                     "folder to write; it appears as a whole, and an earlier report there is replaced")
        ->required();
    command->add_option("--verdicts", options->verdicts, "show these verdicts on the theory, too");
    command->add_option("--study", options->study, "show the table of this validation study, too");
    command->add_option("--figures", options->figures, "svg, png or none (default svg); drawn by the program alidade")
        ->check(CLI::IsMember({"svg", "png", "none"}));
    command->add_flag("--pdf", options->pdf, "also as pages, made by the program alidade");
    command->add_option("--timeout", options->seconds, "seconds for all figures, and for the pages (default 600)")
        ->check(CLI::Range(1, 86400));
    command->add_option("--template", options->text,
                        "fill numbers, sentences, tables and figures into this Markdown, in place of a report");
    command->add_option("--recipes", options->recipes, "folder with the recipes of the template's figures");
    command->add_option("--with", options->others,
                        "NAME=RESULTS.h5: a further sweep, whose parts have names that begin with NAME.");
    command->add_flag("--toy", options->toy, "run the toy experiment for the template");
    command->callback([options, &registries] { run(*options, registries); });
}

} // namespace alidade::cli
