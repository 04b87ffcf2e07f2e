"""A seeded set of reports in which utterances are carried, cut, altered and retold, beside others that only look so.

Out of ``wire_copy.py``'s grammar, about nobody and nothing. Each report is a short text with one or two statements, put
together by hand as a record: what is measured is the grouping, not the reading. A statement knows which utterance it
reports (``same``), and by what kind of change, or near miss, it came to be.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.record import (
    Actor,
    ActorKind,
    Document,
    Form,
    Mention,
    MentionForm,
    Precision,
    Record,
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Statement,
    Zone,
    ZoneKind,
)

from .wire_copy import Writer

#: One after another, what becomes of an utterance when it is carried, and what only looks like it.
CARRIED = ("verbatim", "cut", "altered", "indirect", "rendered", "quoted again")
MISSES = ("other day", "other number", "other place", "denied", "other speaker", "same topic", "formula", "slogan")
_START = date(2031, 1, 6)
_TURNS = (
    (r"\bwe will\b", "they would"), (r"\bwe have\b", "they had"), (r"\bwe are\b", "they were"), (r"\bwe\b", "they"),
    (r"\bour\b", "their"), (r"\bus\b", "them"), (r"\bI have\b", "he had"), (r"\bI\b", "he"), (r"\bmy\b", "his"),
    (r"\bwill\b", "would"), (r"\bis\b", "was"), (r"\bare\b", "were"), (r"\bhas\b", "had"), (r"\bcan\b", "could"),
)  # fmt: skip
_FORMULAS = ("to comment", "to say more", "to answer questions", "to comment on the reports", "to give details")
_SLOGANS = ("We will never give in", "Justice will be done", "We want peace", "The people will decide", "No comment")
_ACTS = (SpeechAct.ASSERT, SpeechAct.PROMISE, SpeechAct.DEMAND, SpeechAct.WARN, SpeechAct.ACCUSE)
_CUES = {
    SpeechAct.ASSERT: "said", SpeechAct.PROMISE: "promised", SpeechAct.DEMAND: "demanded", SpeechAct.WARN: "warned",
    SpeechAct.ACCUSE: "complained", SpeechAct.DENY: "denied",
}  # fmt: skip
_OPENINGS = (
    "{n} {units} were {v} near {p} on {d}",
    "the {body} took {n} {units} from {p} before {d}",
    "{n} {units} will reach {p} by {d} unless the {body} stops them",
    "the {body} owes {p} {n} {units} since {d}",
)
_DAYS = ("March 3", "April 14", "the first of June", "Monday", "Thursday", "October 9")


@dataclass(slots=True)
class Retold:
    """A statement to be put into a report: what is said, how, by whom, and which utterance it is."""

    words: str
    form: Form
    act: SpeechAct
    speaker: str | None
    described: str
    same: int
    kind: str
    cue: str = ""
    through: str = ""


@dataclass(slots=True)
class Report:
    """A document to be filed: its record, its outlet, and for each statement (by its id there) what it is."""

    record: Record
    outlet: str
    told: dict[str, Retold] = field(default_factory=dict)


def reports(seed: int, utterances: int) -> list[Report]:
    """The set, in the order of publication."""
    maker = _Maker(random.Random(seed), utterances)
    made = sorted(maker.all(), key=lambda one: (one[0], one[1]))
    return [maker.report(day, told) for day, _, told in made]


class _Maker:
    def __init__(self, rng: random.Random, utterances: int) -> None:
        self.rng, self.writer, self.utterances = rng, Writer(rng), utterances
        names = {f"{self.writer.name()} {self.writer.name()}" for _ in range(max(12, utterances // 8))}
        self.people = sorted(names)
        self.outlets = [f"{self.writer.name()} {kind}" for kind in ("Courier", "Gazette", "Observer", "Wire") * 6]
        self._number = 0

    def number(self) -> int:
        self._number += 1
        return self._number

    def all(self) -> Iterator[tuple[date, float, list[Retold]]]:
        """Statements with the day on which each is published; some of one day share a report."""
        for _ in range(self.utterances):
            day = _START + timedelta(days=self.rng.randint(0, 240))
            yield from self.utterance(day)

    def utterance(self, day: date) -> Iterator[tuple[date, float, list[Retold]]]:
        rng = self.rng
        who, same, act = rng.choice(self.people), self.number(), rng.choice(_ACTS)
        wordings, filled = self.wordings()
        first = Retold(wordings[0], Form.DIRECT, act, who, who, same, "first")
        yield self.at(day, first)
        for _ in range(rng.choice((0, 0, 1, 1, 2, 2, 3, 5))):
            kind = rng.choice(CARRIED)
            later = day + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2)))
            if kind == "quoted again":
                later = day + timedelta(days=rng.randint(20, 120))
            yield self.at(later, self.carried(first, wordings, kind))
        if rng.random() < 0.7:
            yield from self.miss(rng.choice(MISSES), day, first, filled)

    def at(self, day: date, told: Retold) -> tuple[date, float, list[Retold]]:
        return day, self.rng.random(), [told]

    def wordings(self) -> tuple[tuple[str, ...], dict[str, str]]:
        """One thing said, in three wordings; or a sentence with a number, a place and a day, in one."""
        rng = self.rng
        if rng.random() < 0.55:
            return self.writer.saying(), {}
        fill = {
            "n": str(rng.randint(11, 990)), "units": rng.choice(("boats", "houses", "workers", "tonnes of grain")),
            "v": rng.choice(("seized", "searched", "burned", "counted")), "p": self.writer.name(),
            "d": rng.choice(_DAYS), "body": f"{self.writer.name()} {rng.choice(('Board', 'Guard', 'Union'))}",
        }  # fmt: skip
        frame, more = rng.choice(_OPENINGS), self.writer.clause()
        fill |= {"frame": frame, "more": more}
        return (self.filled(fill),), fill

    def filled(self, fill: dict[str, str]) -> str:
        said = f"{fill['frame'].format(**fill)}, and {fill['more']}"
        return said[:1].upper() + said[1:]

    def carried(self, first: Retold, wordings: tuple[str, ...], kind: str) -> Retold:
        rng = self.rng
        words, form, act = first.words, Form.DIRECT, first.act
        if kind == "cut":
            parts = words.split(", and ")
            words = max(parts, key=len) if rng.random() < 0.6 and len(parts) > 1 else _some(words, rng)
        elif kind == "altered":
            words = self.altered(words)
        elif kind == "indirect" or (kind == "rendered" and len(wordings) == 1):
            kind, words, form = "indirect", self.indirect(words), Form.INDIRECT
        elif kind == "rendered":
            words = rng.choice(wordings[1:])
        named = rng.random() < 0.85
        speaker = first.speaker if named else None
        described = rng.choice((first.described, first.described.split()[-1])) if named else "the minister"
        return Retold(words, form, act, speaker, described, first.same, kind)

    def altered(self, words: str) -> str:
        """One or two words for others, of the same sort."""
        parts = words.split()
        for _ in range(self.rng.choice((1, 1, 2))):
            at = self.rng.randrange(2, len(parts) - 1)
            if parts[at].isalpha() and len(parts[at]) > 3:
                parts[at] = self.rng.choice(("empty", "common", "lawful", "entire", "former", "public", "bitter"))
        return " ".join(parts)

    def indirect(self, words: str) -> str:
        """The same as the reporter tells it: other persons and tenses, a word or two less."""
        said = words[:1].lower() + words[1:] if not words.startswith("I ") else words
        for sought, put in _TURNS:
            said = re.sub(sought, put, said)
        parts = said.split()
        if len(parts) > 12 and self.rng.random() < 0.5:
            del parts[self.rng.randrange(3, len(parts) - 3)]
        if ", and " in said and self.rng.random() < 0.4:
            parts = " ".join(parts).split(", and ")[0].split()
        return "that " + " ".join(parts)

    def miss(
        self, kind: str, day: date, first: Retold, fill: dict[str, str]
    ) -> Iterator[tuple[date, float, list[Retold]]]:
        """Something that only looks like the utterance, and is one of its own."""
        rng, same = self.rng, self.number()
        words, who, form, act, cue = (
            first.words,
            first.described,
            rng.choice((Form.DIRECT, Form.INDIRECT)),
            first.act,
            "",
        )
        soon = day + timedelta(days=rng.choice((0, 1, 2)))
        if kind in ("other day", "other number", "other place") and fill:
            key = {"other day": "d", "other number": "n", "other place": "p"}[kind]
            other = {
                "d": rng.choice([d for d in _DAYS if d != fill["d"]]),
                "n": str(int(fill["n"]) + rng.randint(3, 60)),
            }
            words = self.filled({**fill, key: other.get(key) or self.writer.name(), "more": self.writer.clause()})
        elif kind == "denied":
            words, act, who = self.indirect(first.words), SpeechAct.DENY, rng.choice(self.people)
            form = Form.INDIRECT
        elif kind == "other speaker":
            who = rng.choice([name for name in self.people if name != first.speaker])
            words = self.altered(first.words)
        elif kind == "formula":
            words, cue, form = rng.choice(_FORMULAS), "declined", Form.INDIRECT
            yield self.at(soon, Retold(words, form, SpeechAct.ASSERT, who, who, self.number(), kind, cue))
        elif kind == "slogan":
            words, form, soon = rng.choice(_SLOGANS), Form.DIRECT, day + timedelta(days=rng.randint(30, 90))
            yield self.at(day, Retold(words, form, SpeechAct.ASSERT, who, who, self.number(), kind))
        else:  # the same topic: one of the two things, and another
            kind, halves = "same topic", first.words.split(", and ")
            words = f"{self.writer.saying()[0].split(', and ')[0]}, and {_tail(halves[-1])}"
        words = self.indirect(words) if form is Form.INDIRECT and kind not in ("formula", "denied") else words
        yield self.at(soon, Retold(words, form, act, who, who, same, kind, cue))

    def report(self, day: date, some: list[Retold]) -> Report:
        """A short report with these statements, between sentences that say nothing of them."""
        rng, event = self.rng, self.writer.event()
        text = self.writer.sentence(event).text + "\n\n"
        statements, actors, told = [], dict[str, Actor](), dict[str, Retold]()
        for number, one in enumerate(some):
            cue = one.cue or _CUES[one.act]
            begin = len(text)
            name = one.described
            if one.form is Form.DIRECT:
                text += f"“{one.words},” {name} {cue} on the day."
                content = Span(begin, begin + len(one.words) + 3)
                at = content.end + 1
                spoke, said = Span(at, at + len(name)), Span(at + len(name) + 1, at + len(name) + 1 + len(cue))
            else:
                text += f"{name} {cue} {one.words}."
                spoke = Span(begin, begin + len(name))
                said = Span(spoke.end + 1, spoke.end + 1 + len(cue))
                content = Span(said.end + 1, said.end + 1 + len(one.words))
            text += " " + self.writer.sentence(event).text + "\n\n"
            form = MentionForm.NAME if one.speaker else MentionForm.NOMINAL
            actor = Actor(f"a{number}", name, ActorKind.PERSON, (Mention(spoke, form, 0.9),))
            actors[actor.id] = actor
            id_ = f"s{number}"
            told[id_] = one
            statements.append(
                Statement(
                    id_, Speaker((spoke,), actor.id, name, confidence=0.9), (said,), (content,), one.form, one.act, 0.9,
                    2,                    ZoneKind.REPORT, 0.9, "made/1", negated=one.cue == "declined",
                )
            )  # fmt: skip
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        outlet = rng.choice(self.outlets)
        document = Document(
            "d:" + sha256[:16], text, Snapshot(sha256, "text/plain", len(text.encode()), name="made"), source=outlet,
            published=f"{day.isoformat()}T{rng.randint(6, 21):02}:{rng.randint(0, 59):02}:00+00:00",
            published_precision=Precision.MINUTE, language="en",
        )  # fmt: skip
        zones = (Zone(ZoneKind.REPORT, Span(0, len(text))),)
        record = Record(document, "made", zones=zones, actors=tuple(actors.values()), statements=tuple(statements))
        return Report(record, outlet, told)


def _some(words: str, rng: random.Random) -> str:
    """The first two thirds of the words."""
    parts = words.split()
    return " ".join(parts[: max(7, int(len(parts) * rng.uniform(0.5, 0.8)))])


def _tail(words: str) -> str:
    parts = words.split()
    return " ".join(parts[-max(3, len(parts) // 2) :])
