// SPDX-License-Identifier: GPL-3.0-or-later
// Broken frames, impossible numbers, texts that are none, too much of everything.
#include "tests/support/hdf5_lies.h"

#include "core/checkpoint/hdf5_protocol.h"

#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <map>

namespace alidade::testing {

namespace {

hdf5::MessageWriter tensorMessage(const std::string& name, std::uint8_t dtype,
                                  std::vector<std::uint64_t> shape, std::uint64_t bytes,
                                  hdf5::Storage storage, std::uint64_t offset)
{
    hdf5::MessageWriter message(hdf5::Kind::Tensor);
    message.text(name);
    message.number(dtype);
    message.shape(shape);
    message.number(bytes);
    message.number(static_cast<std::uint8_t>(storage));
    message.number(offset);
    message.place({{}, 96, "link", 800});
    return message;
}

using Say = std::function<void(hdf5::MessageWriter)>;

void sayRaw(const void* data, std::size_t size)
{
    if (::send(hdf5::socketFd, data, size, MSG_NOSIGNAL) < 0) ::_exit(0);
}

/// What a worker that was taken over by a hostile file could say.
const std::map<std::string, std::function<void(const Say&)>>& lies()
{
    using hdf5::Kind;
    using hdf5::MessageWriter;
    using hdf5::Storage;
    constexpr auto f32 = static_cast<std::uint8_t>(DType::F32);
    static const std::map<std::string, std::function<void(const Say&)>> all{
        {"silence", [](const Say&) { ::pause(); }},
        {"end", [](const Say&) { ::_exit(7); }},
        {"length-zero", [](const Say&) { sayRaw("\0\0\0\0", 4); }},
        {"length-huge", [](const Say&) { sayRaw("\xFF\xFF\xFF\xFF more", 9); }},
        {"noise", [](const Say&) { sayRaw("GET / HTTP/1.1\r\n\r\n", 18); }},
        {"unknown-kind", [](const Say& say) { say(MessageWriter(Kind{99})); }},
        {"echo", [](const Say& say) { say(MessageWriter(Kind::List)); }},
        {"cut-off", [](const Say& say) { say(MessageWriter(Kind::Tensor)); }},
        {"rest",
         [f = f32](const Say& say) {
             auto message = tensorMessage("a", f, {2}, 8, Storage::Managed, 0);
             message.number(std::uint8_t{1});
             say(std::move(message));
         }},
        {"dtype", [](const Say& say) { say(tensorMessage("a", 200, {2}, 8, Storage::Managed, 0)); }},
        {"storage", [f = f32](const Say& say) { say(tensorMessage("a", f, {2}, 8, Storage{9}, 0)); }},
        {"shape",
         [f = f32](const Say& say) {
             say(tensorMessage("a", f, {std::uint64_t{1} << 40, std::uint64_t{1} << 40}, 8, Storage::Managed,
                               0));
         }},
        {"size",
         [f = f32](const Say& say) { say(tensorMessage("a", f, {2}, 1 << 20, Storage::Managed, 0)); }},
        {"rank",
         [f = f32](const Say& say) {
             say(tensorMessage("a", f, std::vector<std::uint64_t>(40, 1), 4, Storage::Managed, 0));
         }},
        {"offset",
         [f = f32](const Say& say) { say(tensorMessage("a", f, {2}, 8, Storage::Direct, 1u << 30)); }},
        {"offset-wraps",
         [f = f32](const Say& say) {
             say(tensorMessage("a", f, {2}, 8, Storage::Direct, ~std::uint64_t{3}));
         }},
        {"name-empty", [f = f32](const Say& say) { say(tensorMessage("", f, {2}, 8, Storage::Managed, 0)); }},
        {"name-no-text",
         [f = f32](const Say& say) { say(tensorMessage("\xFF\xFE", f, {2}, 8, Storage::Managed, 0)); }},
        {"name-long",
         [f = f32](const Say& say) {
             say(tensorMessage(std::string(300'000, 'a'), f, {2}, 8, Storage::Managed, 0));
         }},
        {"reason",
         [](const Say& say) {
             MessageWriter message(Kind::Failure);
             message.number(std::uint8_t{250});
             message.text("x");
             say(std::move(message));
         }},
        {"attributes",
         [](const Say& say) {
             for (int i = 0; i < 1000; ++i) {
                 MessageWriter message(Kind::Attribute);
                 message.text("key");
                 message.text("value");
                 say(std::move(message));
             }
         }},
        {"data",
         [](const Say& say) {
             MessageWriter message(Kind::Data);
             message.number(std::uint64_t{1} << 60);
             say(std::move(message));
         }},
    };
    return all;
}

} // namespace

std::vector<std::string> lieNames()
{
    std::vector<std::string> names;
    for (const auto& [name, say] : lies())
        names.push_back(name);
    return names;
}

int tellLie(const std::string& which)
{
    char request[256];
    if (::recv(hdf5::socketFd, request, sizeof(request), 0) <= 0) return 0;
    lies().at(which)([](hdf5::MessageWriter message) {
        const auto bytes = message.finish();
        sayRaw(bytes.data(), bytes.size());
    });
    while (::recv(hdf5::socketFd, request, sizeof(request), 0) > 0) {
    }
    return 0;
}

} // namespace alidade::testing
