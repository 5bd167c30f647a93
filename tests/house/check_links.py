#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Links of the documentation: every relative link and picture exists, every #anchor is a heading of its page (by
GitHub's rules), and every page below docs is reached from README.md or docs/README.md. Prints each breach and fails if
there is one.

check_links.py [ROOT]: the tree to look at, by default the one this file is in."""
import html
import pathlib
import re
import sys
import unicodedata
import urllib.parse

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
TEXT = r"(?:[^\[\]]|!?\[[^\[\]]*\]\([^()]*\))*"
GOAL = r"(<[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*)"
LINK = re.compile(rf"!?\[{TEXT}\]\(\s*{GOAL}(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
INNER_IMAGE = re.compile(r"!\[[^\[\]]*\]\(\s*([^\s()]+)")
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*(\S+)", re.M)
TAG = re.compile(r"<(?:img|a)\s[^>]*?(?:src|href)=[\"']([^\"']+)[\"']", re.I)
NAMED = re.compile(r"<[a-z]+\s[^>]*?(?:id|name)=[\"']([^\"']+)[\"']", re.I)
CODE = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\s*\n).)*?)(?<!`)\1(?!`)", re.S)


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def text_of(path):
    """The page with fenced code and comments blanked out, line by line where it was. A fence ends with its own mark."""
    fence, lines = None, []
    page = re.sub(r"<!--.*?-->", blank, path.read_text(encoding="utf-8"), flags=re.S)
    for line in page.split("\n"):
        mark = FENCE.match(line)
        inside = fence is not None
        if fence is None and mark:
            fence = mark.group(1)
        elif fence and mark and mark.group(1).startswith(fence) and not line.strip(" `~"):
            fence = None
        lines.append("" if inside or mark else line)
    return "\n".join(lines)


def slug(heading):
    """GitHub's anchor: the text in lower case, letters of every script kept, punctuation gone, blanks as hyphens."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).strip().lower()
    text = re.sub(r"(?<!\w)_+([^_]+)_+(?!\w)", r"\1", text)
    kept = [c for c in text if c in "-_ " or unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) == "Pc"]
    return "".join(kept).replace(" ", "-")


def anchors_of(path):
    text = text_of(path)
    found, seen = set(NAMED.findall(text)), {}
    for line in text.split("\n"):
        heading = HEADING.match(line)
        if not heading:
            continue
        name = slug(heading.group(1) or "")
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.add(f"{name}-{count}" if count else name)
    return found


def links_of(path):
    text = CODE.sub(blank, text_of(path))
    for pattern in (LINK, INNER_IMAGE, DEFINITION, TAG):
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start(1)) + 1, match.group(1).strip("<>")


def exists_as_written(path, root):
    """Whether the path is there with these very capitals, as on a file system that tells them apart."""
    here = root
    for part in path.relative_to(root).parts:
        if not here.is_dir() or part not in (entry.name for entry in here.iterdir()):
            return False
        here /= part
    return True


def check(root):
    pages = [root / "README.md", root / "sample_data" / "README.md", *sorted((root / "docs").rglob("*.md"))]
    breaches, leads_to = [], {}
    for page in pages:
        if not page.is_file():
            breaches.append(f"{page.relative_to(root)}: is not there")
            continue
        leads_to[page] = set()
        for number, target in links_of(page):
            where = f"{page.relative_to(root)}:{number}: {target}"
            if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target) or target.startswith("//"):
                continue
            name, _, anchor = target.partition("#")
            goal = (page.parent / urllib.parse.unquote(name)).resolve() if name else page
            if target.startswith("/") or not goal.is_relative_to(root):
                breaches.append(f"{where} leaves the tree")
            elif not exists_as_written(goal, root):
                breaches.append(f"{where} is not there")
            elif anchor and goal.suffix == ".md" and urllib.parse.unquote(anchor) not in anchors_of(goal):
                breaches.append(f"{where} has no such heading")
            leads_to[page].add(goal)
    reached, open_pages = set(), [root / "README.md", root / "docs" / "README.md"]
    while open_pages:
        page = open_pages.pop()
        if page in reached or page not in leads_to:
            continue
        reached.add(page)
        open_pages.extend(leads_to[page])
    breaches += [f"{page.relative_to(root)}: no page that is reached from README.md links it"
                 for page in pages if page in leads_to and page not in reached]
    return breaches


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    breaches = check(root)
    print("\n".join(sorted(set(breaches))) if breaches else "every link leads somewhere")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
