"""PolNeAR documents as training examples: words with labels, spans and the links between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.reading.attribution import laid_out as laid_out_by
from onrecord.reading.segment import segment
from onrecord.tagger.labels import ROLES, STATEMENTS
from onrecord.tagger.windows import Pieces, piece_lists
from onrecord.tagger.words import BREAK, MARK, WORD, Words

#: PolNeAR's names of the three roles.
POLNEAR = {"speaker": "Source", "cue": "Cue", "content": "Content"}

WordRange = tuple[int, int]
CharRange = tuple[int, int]


@dataclass(slots=True)
class Example:
    """One document: its words and pieces, the gold spans by role, and their links (``-1``: no speaker)."""

    name: str
    words: Words
    lists: list[tuple[int, ...]]
    labels: np.ndarray
    spans: dict[str, list[WordRange]]
    cue_of_content: dict[int, int]
    speaker_of_cue: dict[int, int]


def laid_out(text: str) -> Words:
    """Words of ``text`` exactly as the reading engine gives them to the tagger."""
    return laid_out_by(text, segment(text))


def read_split(folder: Path, pieces: Pieces) -> list[Example]:
    """All documents of a PolNeAR split, one annotator each (the first by name)."""
    out = []
    for path in sorted((folder / "text").glob("*.txt")):
        annotated = sorted((folder / "attributions").glob(path.stem + "*.ann"))
        if annotated:
            text = path.read_bytes().decode("utf-8")
            out.append(example(path.stem, text, attributions(annotated[0]), pieces))
    return out


def attributions(path: Path) -> list[dict[str, list[CharRange]]]:
    """The attributions of one brat file: character ranges by role."""
    spans: dict[str, list[CharRange]] = {}
    rows = [line.split("\t") for line in path.read_bytes().decode("utf-8").split("\n")]
    for row in rows:
        if re.fullmatch(r"T\d+", row[0]):
            ranges = row[1].split(" ", 1)[1].split(";")
            spans[row[0]] = [(int(b), int(e)) for b, e in (r.split() for r in ranges)]
    out = []
    for row in rows:
        if not re.fullmatch(r"E\d+", row[0]):
            continue
        found: dict[str, list[CharRange]] = {role: [] for role in ROLES}
        for argument in row[1].split():
            name, reference = argument.split(":")
            for role, theirs in POLNEAR.items():
                if name.rstrip("0123456789") == theirs:
                    found[role] += spans[reference]
        if found["content"]:
            out.append(found)
    return out


def example(name: str, text: str, gold: list[dict[str, list[CharRange]]], pieces: Pieces) -> Example:
    """Label the words. Where two gold spans claim a word (practically never) the first keeps it."""
    words = laid_out(text)
    made = Example(
        name, words, piece_lists(words, pieces), np.zeros(len(words.forms), np.int64), {r: [] for r in ROLES}, {}, {}
    )
    for attribution in gold:
        kept = {role: _add(made, role, attribution[role]) for role in ("cue", "speaker", "content")}
        if not kept["cue"]:
            continue
        cue = kept["cue"][0]
        for content in kept["content"]:
            made.cue_of_content[content] = cue
        near = made.spans["cue"][cue][0]
        speakers = made.spans["speaker"]
        made.speaker_of_cue[cue] = min(kept["speaker"], key=lambda s: abs(speakers[s][0] - near), default=-1)
    return made


def _add(made: Example, role: str, ranges: list[CharRange]) -> list[int]:
    """Add the pieces of one span; gives their numbers within the role."""
    numbers = []
    for begin, end in _runs(made.words, ranges, marks_too=role == "cue"):
        known = made.spans[role]
        if (begin, end) in known:
            numbers.append(known.index((begin, end)))
        elif not made.labels[begin : end + 1].any():
            made.labels[begin : end + 1] = STATEMENTS.index[f"I-{role}"]
            made.labels[begin], made.labels[end] = STATEMENTS.index[f"B-{role}"], STATEMENTS.index[f"E-{role}"]
            if begin == end:
                made.labels[begin] = STATEMENTS.index[f"S-{role}"]
            known.append((begin, end))
            numbers.append(len(known) - 1)
    return numbers


def _runs(words: Words, ranges: list[CharRange], *, marks_too: bool) -> list[WordRange]:
    """Runs of covered words. Marks never decide, fill gaps and are trimmed; a break or an uncovered word parts."""
    covered = np.zeros(len(words.forms), bool)
    for begin, end in ranges:
        covered |= (words.begin < end) & (words.end > begin)
    chosen = np.flatnonzero(covered & (words.kind == WORD))
    if not len(chosen) and marks_too:
        chosen = np.flatnonzero(covered & (words.kind == MARK))
    out: list[list[int]] = []
    for i in chosen.tolist():
        if out and not (words.kind[out[-1][1] + 1 : i] != MARK).any():
            out[-1][1] = i
        else:
            out.append([i, i])
    return [(b, e) for b, e in out]


def facts(examples: list[Example]) -> str:
    """One line about a split, to be held against training/README.md."""
    count = {role: sum(len(x.spans[role]) for x in examples) for role in ROLES}
    pieces = sum(len(p) for x in examples for p in x.lists)
    breaks = sum(int((x.words.kind == BREAK).sum()) for x in examples)
    return f"{len(examples)} documents, {count}, {pieces} word pieces, {breaks} paragraph breaks"
