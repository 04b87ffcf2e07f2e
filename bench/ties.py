"""Who is tied to whom in reporting on Syria and Iraq: re3d's dev side by its own scorer.

``python -m bench ties`` scores pairs, undirected and whatever their type, since re3d's types are not ours. Its gold
holds every relation that its annotators drew, most of them none of ours: a thing and its place (CoLocated, 224 pairs),
a raid and what it hit (FightingAgainst, 136), how many there were (HasAttrOf, 81). So beside the ties a record's other
findings about two of them are counted, each kind named and scored by itself:

    tie TYPE   the two ends of a tie that was read, not of one that follows, in each place that tells of it
    sides      an event's actor and its recipient, both actors of the record; the sides of a reciprocal one
    at         an event's recipient, or else its actor, where it is an actor of the record, and the event's place
    within     a place and, after "in", the country or province that it lies in ("Palmyra, Syria" is one place to re3d)
    called     two names or descriptions of one actor beside one another ("X, also known as Y", "X (Y)")

As in re3d, the two ends of a pair stand in one sentence and neither inside the other (of its 744 pairs 5 do), and for a
pronoun stand the words of the same sentence that it means.

The gold leaves much out: of its sentences that name two or more actors, places or weapons, four in ten have no relation
at all, so precision here is far below what a reader would give; what is ours to hold is the floor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

from .floors import floors
from .gold import gold, scorer
from .mentions import documents
from .records import records

Pair = tuple[tuple[int, int], tuple[int, int]]
Json = dict[str, Any]

#: The bar of this measure: F1 of all pairs, and the precision below which it does not count.
BAR_F1, BAR_PRECISION = 0.35, 0.5
_BESIDE = re.compile(
    r", (?:also known as |or )?(?:the )?|,? ?\((?:also known as )?(?:the )?|,? also (?:known as|called) (?:the )?[\"“]?"
)
_BEFORE_WHOLE = re.compile(
    r"(?: (?:province|district|area))? in (?:the )?"
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest)ern )?"
)
_STOP = re.compile(r"\n\s*\n|[^\W\dA-Z]{2}[.!?][\"”’]?\s+[A-Z“\"]|\d[.!?][\"”’]?\s+[A-Z“\"]")
_PRONOUNS = frozenset(("it", "its", "he", "his", "him", "she", "her", "they", "their", "them")) | frozenset(
    ("we", "our", "us", "i", "my", "who", "which", "that", "those")
)
#: More sides than so many of one reciprocal event are not paired.
MOST_SIDES = 3


def pairs(record: Json) -> dict[str, set[Pair]]:
    """What a record says of two of its actors, places or things, by kind."""
    found: dict[str, set[Pair]] = defaultdict(set)
    near = _Near(record)
    for tie in record["ties"]:
        if not tie["derived"]:
            found[f"tie {tie['type']}"] |= set(_tellings(tie, near))
    places = {place["id"]: place["span"] for place in record["places"]}
    for event in record["events"]:
        doers, others = (
            [near.named(t) for t in event[side] if t["actor"] is not None] for side in ("actors", "recipients")
        )
        found["sides"] |= {_pair(a, b) for a in doers for b in others}
        if event["reciprocal"]:
            found["sides"] |= _among(doers)
        if event["place"] in places:
            found["at"] |= {_pair(who, places[event["place"]]) for who in others or doers}
    found["called"] = _called(record)
    found["within"] = _within(record)
    return {kind: {p for p in drawn if near.are_apart(p)} for kind, drawn in found.items()}


class _Near:
    """The mentions of one record's actors, and where its sentences end."""

    def __init__(self, record: Json) -> None:
        self.text = record["document"]["text"]
        self.mentions = {a["id"]: [m["span"] for m in a["mentions"]] for a in record["actors"]}
        self._named = {a["id"]: [m["span"] for m in a["mentions"] if m["form"] != "pronoun"] for a in record["actors"]}

    def named(self, end: Json) -> list[int]:
        """The words of an end; for a pronoun the nearest others for the same actor in its sentence, as re3d has it."""
        span: list[int] = end["span"]
        if self.text[span[0] : span[1]].lower() not in _PRONOUNS:
            return span
        there = [s for s in self._named.get(end["actor"], []) if not self._is_across(s, span)]
        return min(there, key=lambda s: abs(s[0] - span[0]), default=span)

    def are_apart(self, pair: Pair) -> bool:
        """Whether two ends are two, of one sentence: neither stands inside the other."""
        (a, b), (x, y) = pair
        inside = (a <= x and y <= b) or (x <= a and b <= y)
        return not inside and not self._is_across(pair[0], pair[1])

    def _is_across(self, one: Sequence[int], other: Sequence[int]) -> bool:
        between = self.text[min(one[1], other[1]) : max(one[0], other[0])]
        return _STOP.search(between) is not None


def _tellings(tie: Json, near: _Near) -> list[Pair]:
    """The ends of a tie in each of the places that tell of it."""
    found = [_pair(near.named(tie["a"]), near.named(tie["b"]))]
    for begin, end in tie["spans"][1:]:
        inside = [
            next((s for s in near.mentions.get(side["actor"], []) if begin <= s[0] and s[1] <= end), None)
            for side in (tie["a"], tie["b"])
        ]
        if inside[0] is not None and inside[1] is not None:
            found.append(_pair(inside[0], inside[1]))
    return found


def _among(sides: list[list[int]]) -> set[Pair]:
    """Every two sides of a reciprocal event; of a longer list nobody says who met whom."""
    return {_pair(a, b) for a, b in combinations(sides, 2)} if len(sides) <= MOST_SIDES else set()


def _called(record: Json) -> set[Pair]:
    """Two mentions of one actor with nothing between them but a comma or a bracket."""
    text, found = record["document"]["text"], set()
    for actor in record["actors"]:
        spans = sorted(m["span"] for m in actor["mentions"])
        for one, other in pairwise(spans):
            if one[1] <= other[0] and _BESIDE.fullmatch(text[one[1] : other[0]]):
                found.add(_pair(one, other))
    return found


def _within(record: Json) -> set[Pair]:
    """A place and, straight after it and "in", the country or the province of that country that it lies in."""
    text, found = record["document"]["text"], set()
    for one, other in pairwise(sorted(record["places"], key=lambda place: place["span"])):
        near = _BEFORE_WHOLE.fullmatch(text[one["span"][1] : other["span"][0]]) is not None
        if near and one["country"] == other["country"] and other["precision"] in ("country", "admin1"):
            found.add(_pair(one["span"], other["span"]))
    return found


def _pair(one: list[int], other: list[int]) -> Pair:
    return (one[0], one[1]), (other[0], other[1])


def run() -> int:
    """Print the figures; 1 if one falls below its floor in ``floors.json``."""
    module = scorer("score_actors")
    truth = module.read(gold("re3d", "dev.jsonl"))
    drawn = {doc: pairs(record) for doc, record in records(documents()).items()}
    _by_kind(module, truth, drawn)
    everything = _scored(module, truth, drawn, "")
    alone = _scored(module, truth, drawn, "tie ")
    for name, (rows, _) in (("all kinds", everything), ("ties alone", alone)):
        for row in ("ties", "ties, actors", "ties, lasting"):
            (p, r, f), n = rows[row]
            print(f"{name:11s} {row.replace('ties', 'pairs'):15s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({n})")
    print("recall by re3d's types, all kinds:")
    for kind, (hit, n) in sorted(everything[1].items(), key=lambda item: -item[1][1]):
        print(f"  {kind:16s} {hit / n:.3f}  ({n})")
    return _verdict(everything[0]["ties"][0], alone[0]["ties"][0])


def _by_kind(module: Any, truth: Json, drawn: dict[str, dict[str, set[Pair]]]) -> None:
    """How many of each kind the gold has too."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for doc, kinds in drawn.items():
        wanted = module.gold_pairs(truth[doc])
        for kind, found in kinds.items():
            tally[kind][0] += sum(any(module.links(p, q) for q in wanted) for p in found)
            tally[kind][1] += len(found)
    print(f"re3d dev: {len(drawn)} documents; of each kind, how many the gold has too")
    for kind, (hit, n) in sorted(tally.items()):
        print(f"  {kind:22s} {hit:4d} of {n}")


def _scored(module: Any, truth: Json, drawn: dict[str, dict[str, set[Pair]]], only: str) -> Any:
    """The scorer's rows and recall by type for the kinds whose name begins so."""
    answers = {
        doc: {
            "doc": doc,
            "ties": [{"a": a, "b": b} for kind, found in kinds.items() if kind.startswith(only) for a, b in found],
        }
        for doc, kinds in drawn.items()
    }
    return module.score(truth, answers)


def _verdict(everything: tuple[float, float, float], alone: tuple[float, float, float]) -> int:
    held = floors("ties")
    figures = {"pairs P": everything[0], "pairs F1": everything[2], "ties P": alone[0], "ties F1": alone[2]}
    met = everything[2] >= BAR_F1 and everything[0] >= BAR_PRECISION
    print(f"bar: F1 {BAR_F1} at P {BAR_PRECISION}: {'met' if met else 'not met'}")
    low = [name for name, floor in held.items() if figures[name] < floor]
    for name in low:
        print(f"FAILED: {name} {figures[name]:.3f} is below its floor {held[name]}")
    return 1 if low else 0
