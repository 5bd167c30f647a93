// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_options.h"

namespace alidade::cli {

void addModelOptions(CLI::App& command, std::string& model, TextSource& text)
{
    command.add_option("FILE", model, "model: a folder in Hugging Face layout, its weights, or a GGUF file")->required();
    CLI::Option_group* const source = command.add_option_group("text", "what the model reads");
    source->add_option("--text", text.text, "a UTF-8 file");
    source->add_option("--tokens", text.tokens, "a file of token ids: .npy, .npz or HDF5");
    source->require_option(1);
    command.add_option("--tokenizer", text.tokenizer,
                       "tokenizer.model, tokenizer.json, a GGUF file or a folder (default: beside the model)");
    std::string help = "how the text is cut and scored (default windows):";
    for (const Protocol& protocol : protocols()) help += "\n" + protocol.id + ": " + protocol.help;
    command.add_option("--protocol", text.protocol, help);
    command.add_option("--context", text.context, "tokens of a window (default: what protocol and model are used to)")
        ->check(CLI::PositiveNumber);
    command.add_option("--windows", text.windows, "at most so many windows of the text")->check(CLI::PositiveNumber);
}

} // namespace alidade::cli
