"""PLOVER's gold sentences as questions: source, target and the words of the event as their mark-up gives them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .plv import CharRange, Pair

#: Older names of types.
CURRENT = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_MARK = re.compile(r"\(([A-Z]+(?:/[A-Z]+)*): ?")


def read(path: Path) -> list[Pair]:
    """One pair a record: the first marked source and target and the first marked word of the event.

    Where words are marked as source and target in one (they act on each other), the second of them is the target.
    """
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [_pair(row) for row in rows if row["event"] != "DOCUMENT" and row["textInfo"].get("markup")]


def _pair(row: dict[str, str | dict[str, str]]) -> Pair:
    info = row["textInfo"]
    assert isinstance(info, dict)
    text, found = _unmarked(info["markup"])
    sources = [spot for sort, spot in found if "SRC" in sort]
    targets = [spot for sort, spot in found if "TAR" in sort and spot not in sources[:1]]
    trigger = next((spot for sort, spot in found if sort == "EVT"), None)
    kind = str(row["event"])
    target = next(iter(targets), None)
    return Pair(str(row["id"]), text, next(iter(sources), None), target, trigger, (CURRENT.get(kind, kind),))


def _unmarked(markup: str) -> tuple[str, list[tuple[str, CharRange]]]:
    """The text without marks, and the sort and place of each mark; brackets of the text's own stay."""
    text, at = "", 0
    found: list[tuple[str, CharRange]] = []
    open_marks: list[tuple[str, int] | None] = []
    while at < len(markup):
        match = _MARK.match(markup, at)
        if match:
            open_marks.append((match[1], len(text)))
            at = match.end()
            continue
        sign = markup[at]
        at += 1
        if sign == "(":
            open_marks.append(None)
        elif sign == ")" and open_marks:
            mark = open_marks.pop()
            if mark is not None:
                found.append((mark[0], (mark[1], len(text))))
                continue
        text += sign
    return text, sorted(found, key=lambda f: f[1])
