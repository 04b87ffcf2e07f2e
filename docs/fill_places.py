"""Fill the marked places of the pages: ``python docs/fill_places.py``. Nothing between two marks is by hand.

Two kinds of places, each between a mark and its end:

- figures: a figure of ``docs/figures.json`` by its name. What is not measured yet is ``null`` there, and is said so.
- output: the first blocks (parted by blank lines) of what a command prints, as it is.

A test fills all places again and compares; it also fails while a figure is not measured.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from onrecord.cli import main

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "docs" / "figures.json"
UNMEASURED = "to be measured"

_FIGURE = re.compile(r"<!-- figures:([a-z0-9-]+) -->(.*?)<!-- /figures -->", re.DOTALL)
OUTPUT = re.compile(r"<!-- output: (\d+) blocks of onrecord ([^\n]{1,200}?) -->\n(.*?)<!-- /output -->", re.DOTALL)


def pages() -> list[Path]:
    """Every page of the project, in order of its path; the sample's own are no pages."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "training").glob("*.md")]
    return sorted([*found, *(ROOT / "src" / "onrecord" / "tagger").rglob("*.md")])


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
    return OUTPUT.sub(lambda m: f"{m[0][: m.start(3) - m.start()]}{excerpt(m[2], int(m[1]))}<!-- /output -->", page)


def excerpt(command: str, blocks: int) -> str:
    """The first blocks of what ``onrecord COMMAND`` prints, as a block of text."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(said), contextlib.chdir(ROOT):
        main(shlex.split(command))
    said.flush()
    told = said.buffer.getvalue().decode() if isinstance(said.buffer, io.BytesIO) else ""
    shown = "\n\n".join(told.strip("\n").split("\n\n")[:blocks])
    return f"```text\n{shown}\n...\n```\n"


if __name__ == "__main__":
    for path in pages():
        path.write_text(filled(path.read_text(encoding="utf-8"), figures()), encoding="utf-8")
