// SPDX-License-Identifier: Apache-2.0
// Pages through md4c.
#include "core/reports/html.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <limits>
#include <md4c-html.h>
#include <md4c.h>

namespace alidade {

namespace {

constexpr const char* stylesheet = R"(
:root { color-scheme: light dark; --text: #1c2024; --faint: #5d666f; --line: #d3d8dd; --band: #f4f6f8; --page: #ffffff;
  --link: #1a5fb4; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e7ea; --faint: #9aa4ad; --line: #3a424a; --band: #22282e; --page: #181c20; --link: #78aeed; } }
body { font: 16px/1.5 "Noto Sans", "DejaVu Sans", sans-serif; color: var(--text); background: var(--page);
  max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { font-size: 1.3rem; margin-top: 2.2rem; } h3 { font-size: 1.08rem; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
p, li { overflow-wrap: anywhere; } a { color: var(--link); }
table { border-collapse: collapse; font-size: .86rem; font-variant-numeric: tabular-nums; display: block;
  overflow-x: auto; max-width: 100%; margin: 1rem 0 .4rem; }
th, td { padding: .28rem .65rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--band); font-weight: 600; } tbody tr:hover { background: var(--band); }
th[align=right], td[align=right] { text-align: right; white-space: nowrap; }
p > em:only-child { color: var(--faint); font-style: normal; font-size: .88rem; }
img { max-width: 100%; background: #fff; border: 1px solid var(--line); border-radius: 4px; padding: .4rem;
  box-sizing: border-box; }
pre { background: var(--band); border: 1px solid var(--line); border-radius: 4px; padding: .7rem; overflow-x: auto;
  font-size: .84rem; white-space: pre-wrap; overflow-wrap: anywhere; }
code { font-family: "DejaVu Sans Mono", monospace; }
@media print { body { font-size: 10pt; max-width: none; margin: 0; } table { display: table; } h2, h3 { break-after: avoid; }
  img, tr, pre { break-inside: avoid; } :root { --page: #ffffff; --text: #000000; --band: #f4f6f8; --line: #c8cdd2;
  --faint: #444444; } }
)";

std::string htmlText(std::string_view plain)
{
    std::string out;
    for (const char c : escaped(plain, std::numeric_limits<std::size_t>::max())) {
        if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '&') out += "&amp;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

void append(const MD_CHAR* text, MD_SIZE size, void* page) { static_cast<std::string*>(page)->append(text, size); }

} // namespace

std::string htmlPage(const std::string& title, std::string_view markdown)
{
    if (markdown.size() > std::numeric_limits<MD_SIZE>::max()) throw Error("the report is too long for a page");
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; "
                       "base-uri 'none'; form-action 'none'\">\n<title>" +
                       htmlText(title) + "</title>\n<style>" + stylesheet + "</style>\n</head>\n<body>\n";
    const int status = md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), append, &page,
                               MD_FLAG_TABLES | MD_FLAG_NOHTML, 0);
    if (status != 0) throw Error("the report could not be written as HTML");
    return page + "</body>\n</html>\n";
}

} // namespace alidade
