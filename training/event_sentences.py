"""Sentences about events made from our own phrases (``event_phrases.yaml``), and honest variations of given ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from .plv import CharRange, Pair

PHRASES = Path(__file__).parent / "event_phrases.yaml"
NONE = "NONE"
#: How often the ends of two joined pairs are asked for across.
_CROSSED = 0.3
_PARTS = re.compile(r"\b(?P<side>[ST])(?P<kind>[pgcmlt]?)\b(?!\.)|\*(?P<word>[^\s,.]+)")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the file holds."""

    clauses: Mapping[str, Sequence[str]]
    deeds: Mapping[str, Sequence[str]]
    modal: Mapping[str, Mapping[str, Sequence[str]]]
    around: Sequence[str]
    actors: Mapping[str, Sequence[str]]


def phrases(path: Path = PHRASES) -> Phrases:
    """Read the phrases."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    clauses = {(NONE if k == "none" else k): v for k, v in raw["clauses"].items()}
    return Phrases(clauses, raw["deeds"], raw["modal"], raw["around"], raw["actors"])


class Filler:
    """Puts words into the slots of clauses."""

    def __init__(self, words: Mapping[str, Sequence[str]], rng: random.Random) -> None:
        self._words, self._rng = words, rng

    def _any(self, *sorts: str) -> str:
        return self._rng.choice(self._words[self._rng.choice(sorts)])

    def _person(self) -> str:
        person = f"{self._any('given')} {self._any('family')}"
        return f"{self._any('peoples')} {self._any('titles')} {person}" if self._rng.random() < 0.6 else person

    def actor(self, kind: str) -> str:
        """Words for an actor or thing of a slot's kind."""
        if kind == "p":
            return self._any("towns", "states")
        if kind == "g":
            someone = self._rng.choice((f"a {self._any('peoples')} citizen", self._person()))
            return self._rng.choice((self._any("groups"), self._any("groups"), someone))
        if kind == "c":
            return self._any("crowds")
        if kind == "m":
            forces = f"{self._any('peoples')} {self._rng.choice(('troops', 'forces', 'warplanes', 'soldiers'))}"
            return self._rng.choice((self._any("armed"), self._any("armed", "states"), forces))
        if kind == "l":
            law = f"{self._any('peoples')} {self._rng.choice(('police', 'prosecutors', 'authorities'))}"
            return self._rng.choice((self._any("law"), law))
        if kind == "t":
            thing = re.sub(r"\bP\b", self.actor("p"), self._any("things"))
            return re.sub(r"\bT\b", self.actor(""), thing)
        body = self._rng.choice((f"the {self._any('peoples')} government", f"{self._any('peoples')} officials"))
        return self._rng.choice(
            (self._any("states"), self._any("states"), self._person(), self._any("bodies", "armed"), body)
        )

    def clause(self, pattern: str) -> tuple[str, dict[str, CharRange]]:
        """The clause with words in its slots, and where source, target and trigger stand in it."""
        out, at = "", 0
        where: dict[str, CharRange] = {}
        for match in _PARTS.finditer(pattern):
            out += pattern[at : match.start()]
            at = match.end()
            if match["word"]:
                role, words = "trigger", match["word"]
            else:
                role = "source" if match["side"] == "S" else "target"
                words = self.actor(match["kind"])
            where.setdefault(role, (len(out), len(out) + len(words)))
            out += words
        return out + pattern[at:], where


def invented(count: int, rng: random.Random, known: Phrases) -> list[Pair]:
    """Sentences of all types alike, three in ten of those that can be with a modal frame."""
    out = []
    filler = Filler(known.actors, rng)
    types = [t for t in known.clauses if t != NONE] + [NONE]
    for number in range(count):
        kind = types[number % len(types)]
        if kind in known.modal and rng.random() < 0.55:
            rule = known.modal[kind]
            deed = rng.choice(known.deeds[rng.choice(rule["deeds"])])
            frame = rng.choice(rule["frames"])
            pattern = re.sub(r"\bD\b", _framed(deed, frame), frame)
        else:
            pattern = rng.choice(known.clauses[kind])
        out.append(_sentence(f"own-{number}", kind, filler.clause(pattern), rng.choice(known.around)))
    return out


def _framed(deed: str, frame: str) -> str:
    """The deed as it fits the frame: where the frame names the target already, somebody else takes its place."""
    if "T" in frame:
        return re.sub(r"\bT[pgcmlt]?\b", "its opponents", deed)
    return deed if "*" in frame else "*" + deed


def _sentence(name: str, kind: str, filled: tuple[str, dict[str, CharRange]], around: str) -> Pair:
    clause, where = filled
    at = around.index("C")
    if at == 0:
        clause = clause[0].upper() + clause[1:]
    text = around[:at] + clause + around[at + 1 :]
    spots = {role: (b + at, e + at) for role, (b, e) in where.items()}
    return Pair(name, text, spots.get("source"), spots.get("target"), spots.get("trigger"), (kind,))


_KINDS = (
    ("c", re.compile(r"\b(workers|students|protesters|teachers|people|employees|demonstrators|residents|women)\b")),
    ("l", re.compile(r"\b([Pp]olice|[Cc]ourt|[Pp]rosecutors?|[Aa]uthorities|[Jj]udge)\b")),
    ("m", re.compile(r"\b(army|military|troops|forces|rebels|militants|militia|fighters|gunmen)\b", re.IGNORECASE)),
    ("person", re.compile(r"\b(President|Minister|Prime|King|Secretary|Mr|General|Senator|Chancellor|Gov|Mayor)\b")),
    ("body", re.compile(r"^(?:the |The )?[A-Z]")),
)  # fmt: skip


def kind_of(words: str, states: Sequence[str]) -> str:
    """A rough kind of actor, so that a name is exchanged for one of its like."""
    if words in states or f"the {words.removeprefix('The ')}" in states:
        return "state"
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "other")


@dataclass(frozen=True, slots=True)
class Others:
    """The sources and targets of some pairs by kind, to be exchanged for each other."""

    states: Sequence[str]
    words: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, pairs: Iterable[Pair], states: Sequence[str]) -> Others:
        """Those of ``pairs``."""
        words: dict[str, list[str]] = {}
        for pair in pairs:
            for spot in (pair.source, pair.target):
                if spot:
                    named = pair.text[slice(*spot)]
                    words.setdefault(kind_of(named, states), []).append(named)
        return cls(states, words)

    def like(self, words: str) -> Sequence[str]:
        """Those of the same kind."""
        return self.words.get(kind_of(words, self.states), ())


def renamed(pair: Pair, others: Others, rng: random.Random) -> Pair:
    """The pair with its source, its target or both exchanged for one of the same kind, all else untouched."""
    spots = {r: s for r in ("source", "target", "trigger") if (s := getattr(pair, r))}
    for role in sorted(spots.keys() - {"trigger"}):
        begin, end = spots[role]
        choices = others.like(pair.text[begin:end])
        if rng.random() < 0.5 or not choices:
            continue
        words = rng.choice(choices)
        if begin == 0:
            words = words[0].upper() + words[1:]
        grown = len(words) - (end - begin)
        pair = replace(pair, text=pair.text[:begin] + words + pair.text[end:])
        spots = {r: (b + grown, e + grown) if b >= end else (b, e) for r, (b, e) in spots.items()}
        spots[role] = (begin, begin + len(words))
    return replace(pair, **{r: spots.get(r) for r in ("source", "target", "trigger")})


def shortened(pair: Pair, rng: random.Random) -> Pair:
    """The pair without the clause after a comma that follows both ends, or without the words before a first comma."""
    roles = ("source", "target", "trigger")
    text, ends = pair.text, [s for r in roles if (s := getattr(pair, r))]
    if not (pair.source and pair.target):
        return pair
    last, first = max(e for _, e in ends), min(b for b, _ in ends)
    commas = [m.start() for m in re.finditer(", ", text)]
    after = [c for c in commas if c > last + 15]
    if after and rng.random() < 0.7:
        text = text[: rng.choice(after)] + "."
    before = [c for c in commas if c + 2 <= first]
    if before and before[0] < 40 and rng.random() < 0.7:
        cut = before[0] + 2
        pair = replace(pair, **{r: (s[0] - cut, s[1] - cut) for r in roles if (s := getattr(pair, r))})
        text = text[cut:]
    return replace(pair, text=text)


def joined(first: Pair, second: Pair, rng: random.Random) -> list[Pair]:
    """Both pairs in one sentence; and now and then the first's source with the second's target, without dealings."""
    link = rng.choice((", while ", "; ", ", and ", " after ", " as "))
    head = first.text.rstrip(" .")
    text, shift = head + link + second.text, len(head + link)

    def moved(spot: CharRange | None) -> CharRange | None:
        return spot and (spot[0] + shift, spot[1] + shift)

    late = Pair(
        second.name, text, moved(second.source), moved(second.target), moved(second.trigger), second.types
    )  # fmt: skip
    out = [replace(first, text=text), late]
    if first.source and late.target and rng.random() < _CROSSED:
        out.append(Pair(first.name + "+", text, first.source, late.target, None, (NONE,)))
    return out


def compounds(count: int, rng: random.Random, known: Phrases) -> list[Pair]:
    """Sentences of our phrases in which one source does two things, each to somebody else."""
    filler = Filler(known.actors, rng)
    rows = [(k, c) for k, patterns in known.clauses.items() for c in patterns if re.match(r"S[a-z]? \*", c)]
    out: list[Pair] = []
    for number in range(count):
        (kind, pattern), (other, further) = rng.sample(rows, 2)
        text, where = filler.clause(pattern)
        rest, then = filler.clause(further.split(" ", 1)[1])
        if "target" not in where or "target" not in then:
            continue
        link = rng.choice((" and ", ", then ", " and later ", " but also "))
        shift = len(text + link)
        whole = text[0].upper() + text[1:] + link + rest + "."
        spots = {role: (b + shift, e + shift) for role, (b, e) in then.items()}
        source = where["source"]
        out.append(Pair(f"two-{number}", whole, source, where["target"], where["trigger"], (kind,)))
        out.append(Pair(f"two-{number}", whole, source, spots["target"], spots["trigger"], (other,)))
    return out
