// SPDX-License-Identifier: Apache-2.0
// Every hard limit of the readers in one place; docs/formats.md lists them and a test compares the two. A
// limit bounds the work and the memory that a file can ask for beyond what its own size already bounds; real
// models stay far below.
#pragma once

#include <cstddef>
#include <cstdint>

namespace alidade::limits {

inline constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

inline constexpr std::size_t headerRank = 64; ///< dimensions in safetensors and NumPy headers
inline constexpr std::uint64_t largestDimension = std::uint64_t{1} << 62;
inline constexpr std::size_t jsonNesting = 64;
inline constexpr std::uint64_t jsonFileBytes = 64 * mebibyte; ///< index, configuration, tokenizer
inline constexpr std::uint64_t textFileBytes = 256 * mebibyte; ///< a text that a model is asked about
inline constexpr std::size_t folderEntries = 100'000;
inline constexpr std::size_t cacheEntries = 10'000; ///< of one folder of the Hugging Face cache

inline constexpr std::uint64_t safetensorsHeaderBytes = 100'000'000;
inline constexpr std::size_t shards = 10'000;
inline constexpr std::size_t shardPathBytes = 4096;

inline constexpr std::uint64_t ggufHeaderBytes = 256 * mebibyte; ///< real ones stay below 50 MB
inline constexpr std::uint64_t ggufTensors = 200'000;
inline constexpr std::uint64_t ggufMetadata = 100'000; ///< key-value pairs
inline constexpr std::uint32_t ggufRank = 4;
inline constexpr std::uint64_t ggufAlignment = mebibyte;
inline constexpr std::uint64_t ggufNameBytes = 65'535; ///< of a key or a tensor's name
inline constexpr std::uint64_t ggufArrayElements = std::uint64_t{1} << 30;
inline constexpr std::size_t ggufArrayNesting = 8;
inline constexpr std::uint64_t ggufParts = 512; ///< files of one model

inline constexpr std::size_t vocabularyTokens = 4'194'304; ///< of a tokenizer; elements of an array in GGUF read whole
inline constexpr std::size_t tokenIds = 268'435'456;       ///< of a file of token ids

inline constexpr std::size_t npyHeaderBytes = 64 * 1024;
inline constexpr std::uint64_t zipDirectoryBytes = 64 * mebibyte;
inline constexpr std::uint64_t zipInflation = 1100; ///< deflate cannot do more than about 1032 : 1

inline constexpr std::size_t hdf5Rank = 32;         ///< H5S_MAX_RANK
inline constexpr std::size_t hdf5Depth = 1000;      ///< groups inside groups
inline constexpr std::size_t hdf5Links = 2'000'000; ///< of all groups together
inline constexpr std::size_t hdf5Datasets = 1'000'000;
inline constexpr std::size_t hdf5NameBytes = 64 * 1024; ///< path of a dataset inside the file
inline constexpr std::size_t hdf5AllNameBytes = 128 * mebibyte;
inline constexpr std::size_t hdf5TextBytes = 128 * 1024; ///< value of an attribute
inline constexpr std::size_t hdf5Attributes = 256;       ///< of the root group
inline constexpr std::size_t hdf5Warnings = 64;
inline constexpr std::size_t hdf5Hops = 8;         ///< links that lead to links
inline constexpr std::size_t hdf5Sources = 65'536; ///< of one virtual dataset
inline constexpr std::uint64_t hdf5ChunkBytes = 256 * mebibyte;
inline constexpr std::uint64_t hdf5FreeBytes =
    1024 * mebibyte;                                ///< declared bytes that need no stored support
inline constexpr std::uint64_t hdf5Expansion = 256; ///< declared per stored byte beyond that

} // namespace alidade::limits
