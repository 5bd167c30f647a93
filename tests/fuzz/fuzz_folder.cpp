// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target for what stands in a folder: any bytes as the index of a sharded model or as the
// configuration and tokenizer of a Hugging Face folder, beside a sound file of weights.
#include "tests/fuzz/fuzz_support.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <unistd.h>

namespace {

/// A folder of this process with one sound shard, gone at exit.
class ModelFolder {
public:
    ModelFolder()
        : m_path(std::filesystem::temp_directory_path() / ("alidade_fuzz_" + std::to_string(::getpid())))
    {
        std::filesystem::create_directories(m_path);
        std::string shard = R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})";
        const auto length = static_cast<char>(shard.size());
        shard.insert(0, std::string{length, 0, 0, 0, 0, 0, 0, 0});
        shard.append(16, '\1');
        for (const char* name : {"a.safetensors", "model.safetensors"})
            write(name, shard);
    }
    ~ModelFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    ModelFolder(const ModelFolder&) = delete;
    ModelFolder& operator=(const ModelFolder&) = delete;

    void write(const char* name, std::string_view content) const
    {
        std::ofstream file(m_path / name, std::ios::binary | std::ios::trunc);
        if (!file.write(content.data(), static_cast<std::streamsize>(content.size()))) std::abort();
    }
    [[nodiscard]] std::string path(const char* name = "") const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ModelFolder folder;
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    constexpr std::string_view format = ALIDADE_FUZZ_FORMAT;
    if (format == "safetensors-sharded") {
        folder.write("fuzz.safetensors.index.json", content);
        alidade::fuzz::openAndRead(folder.path("fuzz.safetensors.index.json"), ALIDADE_FUZZ_FORMAT);
        return 0;
    }
    constexpr std::array files{"config.json", "tokenizer.json", "tokenizer_config.json"};
    for (const char* name : files)
        folder.write(name, content);
    alidade::fuzz::openAndRead(folder.path(), ALIDADE_FUZZ_FORMAT);
    return 0;
}
