"""The pairs of ``tests/linking/claim_pairs*.yaml`` as statements ready to be compared.

A statement of a pair becomes a text of its own, with its speaker, act and content as a perfect reading would find them,
and with the actors, places and times that are named in it; so the comparer is measured alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from onrecord.gazetteer.loading import SAMPLE
from onrecord.linking.contents import Content, contents
from onrecord.linking.wording import Wording, wording
from onrecord.reading.segment import segment
from onrecord.reading.times import times_of
from onrecord.record import (
    Actor,
    ActorKind,
    Document,
    Form,
    Mention,
    MentionForm,
    Place,
    Precision,
    Record,
    Role,
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Statement,
    ZoneKind,
)

FOLDER = Path(__file__).parents[1] / "tests" / "linking"
DEV, HELD = FOLDER / "claim_pairs.yaml", FOLDER / "claim_pairs_held.yaml"
_CUES = {SpeechAct.DENY: "denied", SpeechAct.REJECT: "rejected"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, what they are to each other, and whether that is hard to tell; ``number`` is its place."""

    number: int
    kind: str
    hard: bool
    one: str
    other: str


def pairs(path: Path) -> list[Pair]:
    """The pairs of a file."""
    found = []
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
        ((label, (one, other)),) = entry.items()
        kind, _, more = label.partition(", ")
        found.append(Pair(number, kind, more == "hard", one, other))
    return found


@cache
def content(line: str, number: int = 1) -> Content:
    """``SPEAKER | DAY | ACT | WORDS`` as a statement ready to be compared."""
    record = record_of(line)
    day = date.fromisoformat((record.document.published or "")[:10])
    (found,) = contents(record, {"s0": number}, {}, day)
    return found


def words_of(line: str) -> str:
    """What is said."""
    return line.split(" | ", 3)[3]


def record_of(line: str) -> Record:
    """The record of a text that has this statement and nothing else."""
    speaker, day, act, words = line.split(" | ", 3)
    act_ = SpeechAct(act)
    cue = _CUES.get(act_, "said")
    text = f"{speaker} {cue}: {words}."
    begin = len(speaker) + len(cue) + 3
    spoke, said = Span(0, len(speaker)), Span(begin, begin + len(words))
    actors, places = _actors(text, said, spoke, speaker), tuple(_places(text, said))
    statement = Statement(
        id="s0",
        speaker=Speaker((spoke,), "a0", speaker, confidence=0.9),
        cue=(Span(len(speaker) + 1, len(speaker) + 1 + len(cue)),),
        content=(said,),
        form=Form.INDIRECT,
        act=act_,
        act_confidence=0.9,
        strength=2,
        zone=ZoneKind.REPORT,
        confidence=0.9,
        made_by="attribution/1",
    )
    document = Document(
        f"d:{1:016x}",
        text,
        Snapshot("0" * 64, "text/plain", len(text)),
        language="en",
        published=day,
        published_precision=Precision.DAY,
    )
    times = times_of(text, segment(text), day, Precision.DAY)
    return Record(document, "0.1.0", actors=actors, statements=(statement,), times=times, places=places)


def _actors(text: str, said: Span, spoke: Span, speaker: str) -> tuple[Actor, ...]:
    """The speaker (``a0``) with its office, and all that are named."""
    pack = _pack()
    ids = dict.fromkeys([_known(speaker)] + [id_ for id_, _, _ in pack.names])
    local = {id_: f"a{number}" for number, id_ in enumerate(ids)}
    mentions: dict[Any, list[Mention]] = {id_: [] for id_ in ids}
    mentions[_known(speaker)].append(Mention(spoke, MentionForm.NAME, 0.9))
    for named, span, form in _mentions(text, said):
        mentions[named].append(Mention(span, form, 0.9))
    offices = {one["person"]: one for one in pack.offices}
    found = []
    for id_ in ids:
        office = offices.get(id_ or "")
        body = office["body"] if office else pack.part_of.get(id_ or "", "")
        roles = (Role(spoke, office["office"] if office else "", local[body]),) if body in local else ()
        name = pack.called.get(id_ or "", speaker)
        link = f"coast:{id_}" if id_ else None
        if mentions[id_] or id_ in {o["body"] for o in pack.offices}:
            kind = ActorKind.PERSON if id_ is None or id_ in offices else ActorKind.GROUP
            found.append(Actor(local[id_], name, kind, tuple(mentions[id_]), link=link, roles=roles))
    return tuple(found)


def _mentions(text: str, said: Span) -> Iterator[tuple[str, Span, MentionForm]]:
    taken: list[Span] = []
    for id_, name, form in _pack().names:
        for span in _found(text, said, name):
            if not any(span.meets(other) for other in taken):
                taken.append(span)
                yield id_, span, MentionForm.ADJECTIVE if form == "adjective" else MentionForm.NAME


def _places(text: str, said: Span) -> Iterator[Place]:
    for number, (geonames, name) in enumerate(_pack().places):
        for span in _found(text, said, name):
            yield Place(f"p{number}", span, name, 0.9, "its name", geonames=geonames)


def _found(text: str, said: Span, name: str) -> Iterator[Span]:
    sought, words = _forms(name), _words(text)
    for at in range(len(words) - len(sought) + 1):
        if words.forms[at : at + len(sought)] == sought and words.starts[at] >= said.start:
            yield Span(words.starts[at], words.ends[at + len(sought) - 1])


@cache
def _forms(name: str) -> list[str]:
    return wording(name).forms


@lru_cache(maxsize=8)
def _words(text: str) -> Wording:
    return wording(text)


@dataclass(frozen=True, slots=True)
class _Pack:
    names: list[tuple[str, str, str]]
    called: dict[str, str]
    part_of: dict[str, str]
    offices: list[dict[str, str]]
    places: list[tuple[int, str]]


@cache
def _pack() -> _Pack:
    """The pack of the region, its longest names first."""
    names = [(row["actor"], row["name"], row["form"]) for row in _rows("names.csv") if row["language"] == "en"]
    states = [name for name in names if name[2] != "metonym"]
    actors = _rows("actors.csv")
    speaks = {row["id"]: row["speaks_for"] or row["part_of"] for row in actors}
    return _Pack(
        sorted(states, key=lambda name: -len(name[1])),
        {row["id"]: row["name"] for row in actors},
        {id_: body for id_, body in speaks.items() if body},
        _rows("offices.csv"),
        [(int(row["geonames"]), row["name"]) for row in _rows("places.csv") if row["precision"] != "country"],
    )


def _known(speaker: str) -> str | None:
    sought = wording(speaker).forms
    return next((id_ for id_, name, _ in _pack().names if wording(name).forms == sought), None)


def _rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
