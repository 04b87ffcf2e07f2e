"""re3d's crowd labels as flat marks: names and nominals apart, doubled and nested spans resolved, pronouns left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .marked import Mark, Marked, without_overlap
from .names import ADDRESSES, ROLE_MODIFIERS, ROLES, WORDS

KINDS = {"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "people"}
PRONOUNS = frozenset(WORDS["pronouns"])
#: What the crowd's tool suggested and nobody meant.
SLIPS = frozenset(WORDS["re3d_slips"])
_PEOPLES = frozenset(pair.split()[1] for pair in WORDS["demonyms"])
_LEAD = re.compile(
    r"(?:the|a|an|our|their|its|his|her|this|that|these|those|all|both|other|some|two|three|five|any)\s+", re.I
)
_TAIL = re.compile(r"(?:['’]s?|[\s.,;:\u200e]+)$")
_WORD = re.compile(r"[\w'’.-]+")
_OF = re.compile(r"\s(?:of|for|from|in|to|associated|who|on|like|,)\s")

Json = dict[str, Any]


def read(path: Path, weight: float) -> list[Marked]:
    """All documents of a re3d file."""
    return [marked(json.loads(line), weight) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def marked(document: Json, weight: float) -> Marked:
    """One document. Inner names are kept as names, and what is left of the outer span becomes a nominal."""
    text = document["text"]
    spans: dict[tuple[int, int], tuple[str, float]] = {}
    for e in document["entities"]:
        if e["type"] not in KINDS:
            continue
        begin, end = _trimmed(text, e["begin"], e["end"])
        if begin >= end or not _usable(text, begin, end):
            continue
        # "The UK" beside "UK": the crowd marked a state that acts, and the ground it stands on.
        acts = e["type"] == "Organisation" and begin > e["begin"]
        sure = 1.0 if acts else float(e["confidence"])
        known = spans.get((begin, end))
        if known is None or sure > known[1] or (acts and known[0] == "place"):
            spans[begin, end] = KINDS[e["type"]], sure
    return Marked(document["doc"], text, without_overlap(_flat(text, spans)), weight)


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and (found := _LEAD.match(text, begin, end)):
        begin = found.end()
    while begin < end and (found := _TAIL.search(text[begin:end])):
        if text[begin:end].endswith(".") and re.search(r"\b(?:[A-Z]\.)+$", text[begin:end]):
            break
        end = begin + found.start()
    return begin, end


def _usable(text: str, begin: int, end: int) -> bool:
    inside = text[begin:end].lower()
    whole = (begin == 0 or not text[begin - 1].isalnum()) and (end == len(text) or not text[end].isalnum())
    return whole and inside not in PRONOUNS and inside not in SLIPS and "\n" not in inside


def _flat(text: str, spans: dict[tuple[int, int], tuple[str, float]]) -> list[Mark]:
    """Marks, the ones that shall win first."""
    first: list[Mark] = []
    rest: list[Mark] = []
    for (begin, end), (kind, sure) in sorted(spans.items(), key=lambda s: (-s[1][1], s[0][0] - s[0][1])):
        inner = [(b, e, k, c) for (b, e), (k, c) in spans.items() if begin <= b and e <= end and (b, e) != (begin, end)]
        if is_name(text[begin:end], kind):
            if _splits(kind, sure, inner):
                continue
            at = _title_end(text, begin, end) if kind == "person" else begin
            if begin < at < end:
                rest += _office(text, begin, at)
            # The crowd took whole peoples for bodies; they are told apart here.
            first.append(Mark(at, end, ("people" if text[at:end] in _PEOPLES else kind,)))
        else:
            rest += _nominal(text, begin, end, kind, [(b, e) for b, e, k, _ in inner if is_name(text[b:e], k)])
    # A longer name wins over a shorter one of another kind ("Government of Iraq" over "Iraq").
    first.sort(key=lambda m: m.begin - m.end)
    return [*first, *rest]


def _splits(kind: str, sure: float, inner: list[tuple[int, int, str, float]]) -> bool:
    """Whether a name is better told by the surer names of its own kind within it."""
    return any(k == kind and c > sure for _, _, k, c in inner)


def is_name(phrase: str, kind: str) -> bool:
    """Whether the head of ``phrase`` is written as a name; a bare office is none, however it is written."""
    head = _OF.split(phrase)[0]
    words = _WORD.findall(head)
    if not words:
        return False
    if kind == "people":
        return True
    if kind == "person" and _plain(words[-1]) in ROLES | ADDRESSES:
        return False
    last: str = words[-1]
    return last[0].isupper() or last[0].isdigit() or last.startswith(("al-", "el-"))


def _plain(word: str) -> str:
    return word.lower().strip(".")


def _title_end(text: str, begin: int, end: int) -> int:
    """Where a person's name begins after the titles before it."""
    at = begin
    for word in _WORD.finditer(text, begin, end):
        if _plain(word.group()) in ROLES | ROLE_MODIFIERS | ADDRESSES:
            at = word.end()
    while at < end and not text[at].isalnum():
        at += 1
    return at if at < end else begin


def _nominal(text: str, begin: int, end: int, kind: str, names: list[tuple[int, int]]) -> list[Mark]:
    """The part of a nominal that holds its head, without the names inside."""
    of = _OF.search(text, begin, end)
    head_end = of.start() if of and of.start() > begin else end
    before = [e for b, e in names if e <= head_end]
    start = max([begin, *before])
    start, head_end = _trimmed_left(text, start, head_end), _trimmed(text, start, head_end)[1]
    if kind == "person":
        return _office(text, start, head_end)
    return [Mark(start, head_end, (f"{kind}-nominal",))] if start < head_end else []


def _office(text: str, begin: int, end: int) -> list[Mark]:
    """An office or trade as a nominal; ranks and forms of address are none."""
    begin, end = _trimmed(text, begin, end)
    words = [_plain(w) for w in _WORD.findall(text[begin:end])] if begin < end else []
    return [] if all(w in ADDRESSES or len(w) < 2 for w in words) else [Mark(begin, end, ("person-nominal",))]


def _trimmed_left(text: str, begin: int, end: int) -> int:
    found = re.compile(r"(?:['’]s)?[\s,’'-]*(?:(?:led|backed|held|linked)\s+)?").match(text, begin, end)
    return found.end() if found else begin
