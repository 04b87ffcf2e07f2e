"""Fill the marked places of the pages: ``python docs/fill_places.py``. Nothing between two marks is by hand.

Three kinds of places, each between a mark and its end:

- figures: a figure of ``docs/figures.json`` by its name. What is not measured yet is ``null`` there, and is said so.
- output: of what a command prints, as it is, the first blocks (parted by blank lines), or some lines from a heading on
  (``5 lines from "When"``; several such, parted by commas, stand one after another). A heading that ends in ``*`` is
  how the line begins, one that begins in ``*`` how it goes on somewhere. Lines longer than a screen is wide are
  wrapped. What is asked of a desk is asked of the sample desk, which is made for it; nobody answers there. Its number,
  which is another one each time it is made, is shown as ``DESK``.
- pictures: a file of ``docs/pictures`` that a command draws.

A test fills all places again and compares; it also fails while a figure is not measured.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import dropwhile, islice
from pathlib import Path

from onrecord.cli import main

ROOT = Path(__file__).parent.parent
#: What the sample desk is called in the commands of the pages.
DESK = "onrecord-demo"
FIGURES = ROOT / "docs" / "figures.json"
PICTURES = ROOT / "docs" / "pictures"
UNMEASURED = "to be measured"
#: The verbs that ask a desk.
OF_DESK = (
    *("desk", "show", "find", "actor", "chain", "link", "alert"),
    *("ledger", "trend", "new", "claims", "coverage", "network", "export", "import", "compare", "brief"),
)
#: A line of more characters is wrapped to so many.
_LONGEST, _WIDTH = 240, 116
#: Where it is: after a comma, a space, an element.
_BREAKS = re.compile(r"(?<=[, >])")

_FIGURE = re.compile(r"<!-- figures:([a-z0-9-]+) -->(.*?)<!-- /figures -->", re.DOTALL)
OUTPUT = re.compile(
    r"<!-- output: (?P<part>[^\n]{1,200}?) of onrecord (?P<command>[^\n]{1,200}?) -->\n(?P<shown>.*?)<!-- /output -->",
    re.DOTALL,
)
PICTURE = re.compile(
    r"<!-- picture: (?P<file>[\w-]{1,60}\.svg) of onrecord (?P<command>[^\n]{1,200}?) -->\n"
    r"!\[(?P<told>[^\]\n]+)\]\((?P<path>[^)\n]+)\)\n"
)
_BLOCKS = re.compile(r"(\d+) blocks")
_PARTS = re.compile(r', (?=\d+ (?:lines? )?from ")')
_LINES = re.compile(r'(\d+)(?: lines?)? from "([^"]+)"')


def pages() -> list[Path]:
    """Every page of the project, in order of its path; the sample's own are no pages."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "training").glob("*.md")]
    found += (ROOT / "packs_build").glob("*.md")
    package = ROOT / "src" / "onrecord"
    return sorted([*found, *(package / "tagger").rglob("*.md"), *(package / "gazetteer").rglob("*.md")])


def figures() -> dict[str, str | None]:
    """The measured figures by name, as they are written; ``None`` for what is not measured yet."""
    loaded: dict[str, str | None] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return loaded


def names(page: str) -> Iterator[str]:
    """The names of the figures that a page shows."""
    return (found[1] for found in _FIGURE.finditer(page))


def filled(page: str, known: dict[str, str | None], *, outputs: bool = True) -> str:
    """The page with every place filled anew; ``outputs`` says whether commands are run for it too."""
    page = _FIGURE.sub(lambda m: f"<!-- figures:{m[1]} -->{known[m[1]] or UNMEASURED}<!-- /figures -->", page)
    if not outputs:
        return page
    return OUTPUT.sub(_filled, page)


def _filled(place: re.Match[str]) -> str:
    head = place[0][: place.start("shown") - place.start()]
    return f"{head}{excerpt(place['command'], place['part'])}<!-- /output -->"


def excerpt(command: str, part: str) -> str:
    """A part of what ``onrecord COMMAND`` prints, as a block of text."""
    told = printed(command).strip("\n")
    blocks = _BLOCKS.fullmatch(part)
    shown = (
        _first_blocks(told, int(blocks[1])) if blocks else "\n".join(_lines(told, one) for one in _PARTS.split(part))
    )
    return "\n".join(("```text", *_folded(shown), "```\n"))


def _folded(shown: str) -> Iterator[str]:
    """Its lines, long ones wrapped: a line of JSON is no line to read."""
    for line in shown.splitlines():
        pieces = [line] if len(line) <= _LONGEST else _BREAKS.split(line)
        folded = pieces[0]
        for piece in pieces[1:]:
            if len(folded) + len(piece) > _WIDTH:
                yield folded.rstrip()
                folded = "  "
            folded += piece
        yield folded


def pictures(page: str) -> Iterator[tuple[str, str]]:
    """The pictures of a page: the name of each file, and the command that draws it."""
    return ((found["file"], found["command"]) for found in PICTURE.finditer(page))


def _first_blocks(told: str, count: int) -> str:
    return "\n\n".join(told.split("\n\n")[:count]) + "\n..."


def _lines(told: str, part: str) -> str:
    """So many lines of an output from a line on."""
    found = _LINES.fullmatch(part)
    if found is None:
        raise SystemExit(f"not a part of an output: {part}")
    rest = dropwhile(lambda line: not _fits(line, found[2]), told.splitlines())
    shown = list(islice(rest, int(found[1])))
    if not shown:
        raise SystemExit(f"no line of the output begins this part: {part}")
    return "\n".join([*shown, *["..."][: len(list(islice(rest, 1)))]])


def _fits(line: str, heading: str) -> bool:
    if heading.startswith("*"):
        return heading.strip("*") in line
    return line.startswith(heading[:-1]) if heading.endswith("*") else line == heading


@cache
def printed(command: str) -> str:
    """What ``onrecord COMMAND`` prints; what is asked of a desk is asked of the sample desk."""
    demo, of_desk = command.partition(" ")[0] == "demo", command.partition(" ")[0] in OF_DESK
    if of_desk:
        sample_desk()
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with (
        contextlib.redirect_stdout(said),
        _nobody_typing(),
        contextlib.chdir(_workplace() if demo or of_desk else ROOT),
        _desk_named(DESK if of_desk else None),
    ):
        main(shlex.split(command))
    said.flush()
    told = said.buffer.getvalue().decode() if isinstance(said.buffer, io.BytesIO) else ""
    # A path of this process's own folder is another one every time, and so is the desk's number.
    told = told.replace(f"{_workplace()}/", "") if demo or of_desk else told
    return told.replace(_number(), "DESK") if of_desk else told


def sample_desk() -> Path:
    """The folder of the sample desk, made by ``onrecord demo``, once a process."""
    printed("demo")
    return _workplace() / DESK


@cache
def _number() -> str:
    """The number of the sample desk, as exports tell it."""
    from onrecord.desk import Desk
    from onrecord.store.own_facts import desk_id

    with Desk.open(sample_desk()) as desk, desk.store.reading() as at:
        return desk_id(at)


@cache
def _workplace() -> Path:
    """A folder of this process's own, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-docs-"))
    atexit.register(shutil.rmtree, folder)
    return folder


@contextlib.contextmanager
def _nobody_typing() -> Iterator[None]:
    """Standard input at its end: what asks is answered by nobody."""
    before, sys.stdin = sys.stdin, io.StringIO()
    try:
        yield
    finally:
        sys.stdin = before


@contextlib.contextmanager
def _desk_named(name: str | None) -> Iterator[None]:
    """ONRECORD_DESK as a reader of the page has set it, whatever it is outside."""
    before = os.environ.pop("ONRECORD_DESK", None)
    if name is not None:
        os.environ["ONRECORD_DESK"] = name
    try:
        yield
    finally:
        os.environ.pop("ONRECORD_DESK", None)
        if before is not None:
            os.environ["ONRECORD_DESK"] = before


if __name__ == "__main__":
    for path in pages():
        page = filled(path.read_text(encoding="utf-8"), figures())
        path.write_text(page, encoding="utf-8")
        for name, command in pictures(page):
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / name).write_text(printed(command), encoding="utf-8")
