"""What the analyses claim of the sample desk, planted or not, and how it was judged by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from onrecord.analysis.cited import Cited, Source
from onrecord.analysis.novelty_parts import Asks, Check, Found, Novelty, Scope

from .planted_look import Altered, Look

#: What may be judged of a claim.
TRUE, ARGUABLE, WRONG = "true", "arguable", "wrong"
JUDGED = (TRUE, ARGUABLE, WRONG)
_FILE = Path(__file__).with_name("planted.yaml")
#: Characters of a finding's words that tell it from others of its document.
_LONG = 100
#: The checks that are firsts of their own. That words like these were not said before is left to ``bench utterances``.
_FIRSTS = (Asks.ACT, Asks.DEMAND, Asks.NAMED)
_NEWS = {Asks.POSITION: "another position", Asks.REVISED: "a page revised", Asks.CHANGE: "a change of act"}
_BY = {Scope.ANYONE: "anybody", Scope.SIDE: "the side", Scope.SPEAKER: "the speaker"}


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something that an analysis claims: its kind, and in a few lines what, by days, outlets and words, not by ids."""

    kind: str
    lines: tuple[str, ...]


def claimed(look: Look) -> list[Claimed]:
    """All that is claimed, each once: first follow-ups, stances, silences, altered quotations, news."""
    found = [*_followups(look), *_stances(look), *_silences(look), *map(_quotation, look.altered)]
    found += [one for item in look.news for one in _news(item)]
    return list(dict.fromkeys(found))


def _followups(look: Look) -> Iterator[Claimed]:
    for entry in look.entries:
        for one in entry.candidates[:1]:
            if one.unsure:
                continue
            yield Claimed("follow-up", (_said(entry.cited, entry.kind), _said(one.cited, one.kind)))


def _stances(look: Look) -> Iterator[Claimed]:
    for pair in look.pairs:
        yield Claimed(pair.stance.value, tuple(sorted((_said(pair.one), _said(pair.other)))))


def _silences(look: Look) -> Iterator[Claimed]:
    for outlet in look.outlets:
        for one in outlet.silences:
            yield Claimed("silence", (f"{outlet.name}: nothing from {one.last} to {one.back or 'the end'}",))


def _quotation(one: Altered) -> Claimed:
    published = (one.carrier.published or "")[:10]
    return Claimed("altered words", (f"{published} {one.carrier.name}: “{one.then}” is “{one.now}”",))


def _news(item: Novelty) -> Iterator[Claimed]:
    """A statement's firsts, those of one kind about one body together; and what else is claimed to be new in it."""
    firsts: defaultdict[tuple[str, str], list[Check]] = defaultdict(list)
    for check in item.checks:
        if check.asks in _FIRSTS and check.found in (Found.FIRST, Found.SINCE):
            about = "" if check.target is None else f" of {check.target.name}"
            since = "" if check.earlier is None else f" since {_day(check.earlier.source)}"
            kind = "first time since" if check.found is Found.SINCE else "first time"
            firsts[kind, f"{check.asks.value}{about}{since}"].append(check)
        elif check.asks in _NEWS and check.weight > 0:
            earlier = () if check.earlier is None else (_said(check.earlier),)
            yield Claimed(_NEWS[check.asks], (_said(item.statement, item.statement.type), *earlier))
    for (kind, what), some in firsts.items():
        by = ", ".join(_BY[scope] for scope in _BY if scope in {check.scope for check in some})
        yield Claimed(kind, (_said(item.statement, item.statement.type), f"{what}: by {by}"))


def _said(cited: Cited, what: str = "") -> str:
    words = " ".join(cited.words.split())[:_LONG].rstrip()
    return " ".join(part for part in (what, _day(cited.source), f"{cited.source.outlet or 'nobody'}: {words}") if part)


def _day(source: Source) -> str:
    return (source.published or "undated")[:10]


def judged() -> dict[Claimed, str]:
    """How each claim was judged that was looked at.

    Raises:
        ValueError: if a judgement is none of those that there are, or a claim is judged twice.
    """
    found: dict[Claimed, str] = {}
    entries: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for entry in entries:
        one = Claimed(entry["kind"], tuple(entry["claim"]))
        if one in found or entry["judged"] not in JUDGED or not entry["why"]:
            raise ValueError(f"judged twice, not judged, or without a why: {one}")
        found[one] = entry["judged"]
    return found


def unjudged(some: list[Claimed]) -> str:
    """Claims as they are written to be judged."""
    stubs = [{"kind": one.kind, "claim": list(one.lines), "judged": "", "why": ""} for one in some]
    return yaml.safe_dump(stubs, allow_unicode=True, sort_keys=False, width=1_000)
