"""Short reports of our own that hold a deed out, with its terms, on top of those of ``reporting``."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import (
    ActorKind,
    Anchor,
    AnchorKind,
    Commitment,
    CommitmentKind,
    Due,
    DueKind,
    Form,
    Granularity,
    Party,
    Record,
    Span,
    Speaker,
    SpeechAct,
    Statement,
    TimeKind,
    TimeRef,
    ZoneKind,
)

from .reporting import Report

_ACTS = {"promise": SpeechAct.PROMISE, "demand": SpeechAct.DEMAND, "threat": SpeechAct.THREATEN}


@dataclass(slots=True)
class Pledging(Report):
    """A report that holds deeds out."""

    def pledged(
        self, who: str, deed: str, *, kind: str = "promise", to: str | None = None, due: str | None = None,
        condition: str | None = None, published: str = "2031-05-03",
        body: bool = False,
    ) -> None:  # fmt: skip
        """``WHO said TO that it would DEED by DUE CONDITION.``; of a demand ``to`` is to do it."""
        speaker, actor = self.name(who, ActorKind.GROUP if body else ActorKind.PERSON)
        self.say(" ")
        cue = self.say("said")
        other = None
        if to is not None:
            self.say(" to ")
            span, id_ = self.name(to)
            other = Party((span,), id_)
        self.say(" that it would ")
        content = begin = len(self.text)
        self.say(deed)
        when = Due(DueKind.NONE)
        if due is not None:
            self.say(" by ")
            words = self.say(f"day {due[-2:]}")
            time = TimeRef(
                f"t{len(self.times)}", words, TimeKind.POINT, Granularity.DAY, 0.9, value=due, start=due, end=due,
                anchor=Anchor(AnchorKind.PUBLISHED, published), why=f"counted from {published}",
            )  # fmt: skip
            self.times.append(time)
            when = Due(DueKind.EXPLICIT, words, time.id)
        end = len(self.text)
        depends = None
        if condition is not None:
            self.say(" ")
            depends = self.say(condition)
        statement = self._stated(who, speaker, actor, cue, Span(content, len(self.text)), _ACTS[kind])
        self.say(". ")
        doer = Party((speaker,), actor)
        made = Commitment(
            f"c{len(self.commitments)}", CommitmentKind(kind), statement, Span(begin, end), 2, 0.7, "told/1",
            doer=other if kind == "demand" else doer, to=doer if kind == "demand" else other,
            condition=depends, due=when,
        )  # fmt: skip
        self.commitments.append(made)

    def owed(self, who: str, deed: str, *, due: str, kind: str = "promise", lead: str = "was to") -> None:
        """``WHO was to DEED by DUE.``: the report itself tells it, and no statement holds it out."""
        span, actor = self.name(who)
        self.say(f" {lead} ")
        begin = len(self.text)
        self.say(f"{deed} by ")
        words = self.say(f"day {due[-2:]}")
        time = TimeRef(
            f"t{len(self.times)}", words, TimeKind.POINT, Granularity.DAY, 0.9, value=due, start=due, end=due
        )
        self.times.append(time)
        made = Commitment(
            f"c{len(self.commitments)}", CommitmentKind(kind), None, Span(begin, len(self.text)), 1, 0.6, "told/1",
            doer=Party((span,), actor), due=Due(DueKind.EXPLICIT, words, time.id),
        )  # fmt: skip
        self.commitments.append(made)
        self.say(". ")

    def _stated(self, who: str, speaker: Span, actor: str, cue: Span, content: Span, act: SpeechAct) -> str:
        id_ = f"s{len(self.statements)}"
        said = Statement(
            id_, Speaker((speaker,), actor, who, confidence=0.9), (cue,), (content,), Form.INDIRECT, act, 0.9, 2,
            ZoneKind.REPORT, 0.8, "told/1",
        )  # fmt: skip
        self.statements.append(said)
        return id_

    def record(self, day: str | None = "2031-05-03", source: str | None = "Harbour Gazette") -> Record:
        """The record, published on a day; no two of other days or outlets have one text."""
        self.say(f"Printed on {day} by {source}.")
        return Report.record(self, day, source)
