"""A grammar that says everything in one plain way: what is chosen and put together is tested with it, no English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.analysis.ledger_parts import Entry
from onrecord.analysis.novelty_parts import Check
from onrecord.brief.evidence import Evidence, Somebody
from onrecord.brief.line import Line
from onrecord.brief.style import Style
from onrecord.gazetteer import Gazetteer


def called(one: Evidence) -> str:
    """Who says or does it."""
    people = [*one.in_role("speaker"), *one.in_role("actor"), *one.in_role("a")]
    return people[0].actor.name if people else "Somebody"


def content(one: Evidence) -> str:
    """What was said."""
    statement = one.statement
    spans = statement.content if statement is not None else one.spans
    return " ".join(" ".join(span.of(one.text) for span in spans).split()).strip("“” ")


class PlainWords:
    """Ways of saying things, one of each."""

    def __init__(self, style: Style, day: date, gazetteer: Gazetteer) -> None:
        self.day = day

    def start(self) -> None:
        """Nothing is remembered."""

    def drop(self) -> None:
        """Nothing is remembered."""

    def clear(self, one: Evidence) -> bool:
        return True

    def headings(self, one: Evidence) -> Iterable[str]:
        return ()

    def plain_heading(self, one: Evidence) -> str:
        return called(one)

    def glance(self, one: Evidence) -> Iterable[Line]:
        yield Line(f"{called(one)} speaks.", (one.id,))

    def lead(self, one: Evidence, about: Sequence[Evidence]) -> Iterable[Line]:
        yield Line(f"{called(one)} says this: “{content(one)}”", (one.id,))

    def quote(self, one: Evidence) -> Iterable[Line]:
        yield Line(f"“{content(one)}”", (one.id,))

    def earlier(self, one: Evidence) -> Iterable[Line]:
        yield Line(f"Before, {called(one)} said this: “{content(one)}”", (one.id,))

    def event(self, one: Evidence) -> Iterable[Line]:
        yield Line(f"{called(one)} did this: “{one.words}”", (one.id,))

    def new(self, check: Check, one: Evidence, earlier: Evidence | None, body: str | None = None) -> Iterable[Line]:
        cites = (one.id,) if earlier is None else (one.id, earlier.id)
        yield Line(f"{check.words[0].upper()}{check.words[1:]}.", cites)

    def due(self, entry: Entry, one: Evidence) -> Iterable[Line]:
        yield Line(f"{entry.deed} ({entry.status.value}, {entry.due.last}).", (one.id,))

    def defined(self, one: Evidence) -> Iterable[Line]:
        yield Line(f"A text says: “{' '.join(one.words.split())}”", (one.id,))

    def tie(self, one: Evidence, subject: Somebody, also: Sequence[Evidence] = ()) -> Iterable[Line]:
        yield Line(f"A tie: “{' '.join(one.words.split())}”", (one.id,))
