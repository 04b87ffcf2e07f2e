"""Events that a text reports on its own word: its sentence told on, with the outlet that reports it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..record import Event, MentionForm, Polarity, Span
from .dates_said import hangs, told_day
from .evidence import Evidence
from .forms import Made
from .outlets_said import Outlet
from .quoting import capital, closed, lowered, on_one_line
from .reported import sentence_of
from .style import Style

_UNSURE = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Uu]s|[Mm]y|here|this)\b|[“”\"?!;:]")
_AWAY = re.compile(r"\A(?:He|She|It|They|This|These|Those|That|His|Her|Their|Its|There|But|And|So|Neither|Both|One)\b")
#: Words of a sentence that is told on; a longer one is quoted.
_MOST = 45


def reported(one: Evidence, outlet: Outlet, style: Style, today: date) -> Iterator[Made]:
    """The sentence in which an event is told, with days for relative words; nothing where it cannot stand alone."""
    event = one.finding
    if not isinstance(event, Event) or event.polarity is Polarity.HYPOTHETICAL:
        return
    sentence = told_on(one, event.spans, outlet, style, today)
    if sentence is None:
        return
    plain, small = sentence
    marks = style.marks
    yield Made(0, "event, reported", closed(f"{plain}, {outlet.name} reported{outlet.on}", ".", marks))
    yield Made(0, "event, outlet first", closed(f"{outlet.start} reported{outlet.on} that {small}", ".", marks))
    yield Made(0, "event, according", closed(f"According to a report by {outlet.name}{outlet.of}, {small}", ".", marks))
    yield Made(0, "event, as reported", closed(f"As {outlet.name} reported{outlet.on}, {small}", ".", marks))
    if outlet.date_words:
        yield Made(
            0, "event, report of", closed(f"{capital(plain)}, according to {outlet.name}{outlet.of}", ".", marks)
        )


def told_on(one: Evidence, spans: Sequence[Span], outlet: Outlet, style: Style, today: date) -> tuple[str, str] | None:
    """The sentence around these words without its stop, as it begins and as it goes on within another; ``None`` where
    it cannot stand alone.
    """
    span = sentence_of(one, spans)
    if span is None or outlet.own:
        return None
    words = _dated(one, span, style, today)
    if (
        _UNSURE.search(words)
        or _AWAY.match(words)
        or hangs(words)
        or len(words.split()) > _MOST
        or not words.endswith(".")
    ):
        return None
    plain = words.rstrip(".")
    return plain, _small(plain, one, span)


def _dated(one: Evidence, span: Span, style: Style, today: date) -> str:
    said, at = "", span.start
    for time in sorted(one.record.times, key=lambda each: each.span):
        if not span.holds(time.span) or time.span.start < at:
            continue
        instead = told_day(time, one.text, style, today)
        if instead is not None:
            said += one.text[at : time.span.start] + instead
            at = time.span.end
            # The comma behind "July 12, 2017," belongs to the year.
            if "," in time.span.of(one.text) and "," not in instead and one.text[at : at + 1] == ",":
                at += 1
    return capital(on_one_line(said + one.text[at : span.end]))


def _small(words: str, one: Evidence, span: Span) -> str:
    named = any(
        m.span.start == span.start and m.form is not MentionForm.NOMINAL for a in one.record.actors for m in a.mentions
    )
    named = named or any(place.span.start == span.start for place in one.record.places)
    return lowered(words, named=named)
