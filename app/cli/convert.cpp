// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli convert: a checkpoint, or some of its tensors, in another format.
#include "app/cli/command.h"
#include "core/base/text.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string input;
    std::string output;
    std::string pattern;
};

void printList(const char* what, const std::vector<std::string>& names)
{
    if (names.empty()) return;
    constexpr std::size_t shown = 5;
    std::cout << names.size() << " tensors " << what << ": ";
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i)
        std::cout << (i == 0 ? "" : ", ") << escaped(names[i]);
    std::cout << (names.size() > shown ? ", ...\n" : "\n");
}

void convert(const Options& options, const Registries& registries)
{
    const auto source = openCheckpoint(options.input, registries.checkpointFormats);
    const ConversionReport report =
        convertCheckpoint(*source, options.output, options.pattern, registries.checkpointWriters,
                          registries.checkpointFormats, {});
    std::cout << escaped(options.output, 1000) << ": " << report.tensors << " tensors, "
              << withThousands(report.bytes) << " bytes, every value read back and equal\n";
    printList("written as F32, which holds them exactly", report.widened);
    printList("left out, because their type cannot be read as numbers", report.leftOut);
}

} // namespace

void addConvert(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("convert", "Write a checkpoint in another format, verified");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->input, "checkpoint file or folder")->required();
    command
        ->add_option("OUT", options->output,
                     "new file; its suffix chooses the format: .h5, .safetensors or .npz")
        ->required();
    command->add_option("--tensors", options->pattern, "only tensors whose names match this shell pattern");
    command->callback([options, &registries] { convert(*options, registries); });
}

} // namespace alidade::cli
