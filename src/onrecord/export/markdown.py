"""A readable list of statements in Markdown (CommonMark, with tables as GitHub has them).

Then what was done, who is tied to whom, what was promised, who is who, the times and the places. A renderer shows the
quotes exactly, and none of it runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..record import Record, Span, Statement
from .deeds import event_line
from .kept_words import cited, grade_words, kept_lines, state_words
from .pledges import commitment_line
from .standing_words import F, by_standing, is_derived
from .telling import NOBODY, Line, Telling, Words
from .tie_words import tie_line
from .when import When, bound_lines, fuller, on_calendar, reason_lines, said_when, whens
from .where import Ground, alternative_line, coordinate_words, grounds, lie_words, paragraph_of, sure_words
from .who import (
    Entry,
    candidate_lines,
    country_words,
    entries,
    form_words,
    known_line,
    office_lines,
    sort_words,
    why_line,
)
from .wording import confidence_words, count_words, isolated, published_words, visible

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&!@$]")
_LINE_START = re.compile(r"^(\d{0,9})([-+#=.):])", re.MULTILINE)
_LINK = re.compile(r"(?i)(www)(\.)|(https?|ftp)(:)(?=//)")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def escaped(text: str) -> str:
    """One line of the document, so that a Markdown renderer shows it as it is and makes nothing of it."""
    plain = _SPECIAL.sub(r"\\\g<0>", visible(text))
    plain = _LINE_START.sub(r"\1\\\2", plain)
    plain = _LINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", plain)
    body = plain.lstrip(" \t")
    lead = "".join("&#9;" if c == "\t" else "&#32;" for c in plain[: len(plain) - len(body)])
    tail = body.rstrip(" \t")
    return lead + tail + "".join("&#9;" if c == "\t" else "&#32;" for c in body[len(tail) :])


def statements(record: Record) -> str:
    """The record as a Markdown page: head, every statement with its standing, who, when and where, failures."""
    telling = Telling(record)
    doc = record.document
    facts = [_words(doc.source) if doc.source else "outlet unknown", escaped(published_words(doc))]
    facts.append(f"language {escaped(doc.language)}" if doc.language else "language unknown")
    if grade := grade_words(record):
        facts.append(escaped(grade))
    rows = [f"# {_inline((telling.title(),))}", "", " · ".join(facts), ""]
    if doc.url:
        rows += [f"Source: {_words(doc.url)}", ""]
    kept = [f"- {_inline(line)}" for line in kept_lines(record)]
    rows += ["## How it is kept", "", *kept, ""] if kept else []
    if not telling.statements:
        rows += ["No statement was found in this document.", ""]
    for stmt in telling.statements:
        rows += _statement(telling, stmt)
    rows += [*_done(telling), *_tied(telling), *_promised(telling)]
    rows += [*_who(telling), *_when(telling), *_where(telling)]
    if record.failures:
        rows += ["## What could not be read", ""]
        rows += [f"- {_words(f.step)}: {_words(f.reason)}" for f in record.failures] + [""]
    return "\n".join(rows)


def _statement(telling: Telling, stmt: Statement) -> list[str]:
    speaker = telling.speaker(stmt)
    heading: list[str | Words] = [speaker or NOBODY]
    if target := telling.party(stmt.target):
        heading += [" → ", target]
    if addressee := telling.party(stmt.addressee):
        heading += [" to ", addressee]
    negated = " (negated: the text says this was not said)" if stmt.negated else ""
    rows = [f"## {escaped(stmt.id)} · {stmt.act.value} · {_inline(tuple(heading))}", ""]
    rows += [*_quote(telling.quote(stmt)), ""]
    facts = [f"**{stmt.act.value}**{negated}, {stmt.form.value} speech, zone {stmt.zone.value}"]
    facts.append(f"paragraph {telling.paragraph(stmt)}, reading {confidence_words(stmt.confidence)} right")
    rows += [f"- {', '.join(facts)}", f"- {_inline(telling.standing(stmt))}"]
    if id_ := cited(telling, stmt.id):
        rows.append(f"- cited as {id_}")
    if state := state_words(telling, stmt.id):
        rows.append(f"- **{_inline(state)}**")
    if when := said_when(telling, stmt):
        rows.append(f"- when: {_inline(when)}")
    if role := telling.role(stmt):
        rows.append(f"- speaking as {_inline(role)}")
    if guess := telling.guess(stmt):
        rows.append(f"- a guess: {_inline(guess)}")
    if stmt.medium:
        rows.append(f"- medium: {_inline(telling.party_line(stmt.medium))}")
    if stmt.within is not None:
        rows.append(f"- within {escaped(stmt.within)}")
    return [*rows, ""]


def _quote(line: Line) -> list[str]:
    whole = "".join(bit.text if isinstance(bit, Words) else bit for bit in line)
    return [f"> {escaped(row)}".rstrip() for row in _BREAKS.split(whole)]


def _words(text: str) -> str:
    return isolated(escaped(" ".join(text.split())))


def _inline(line: Line) -> str:
    return "".join(_words(bit.text) if isinstance(bit, Words) else bit for bit in line)


def _done(telling: Telling) -> list[str]:
    return _findings(telling, "What was done", telling.record.events, event_line)


def _tied(telling: Telling) -> list[str]:
    return _findings(telling, "Who is tied to whom", telling.record.ties, tie_line)


def _promised(telling: Telling) -> list[str]:
    found = telling.record.commitments
    if not found:
        return []
    rows = [f"- {_told(telling, c.id, commitment_line(telling, c), c.deed)}" for c in found]
    return ["## Promised, demanded, threatened", "", *rows, ""]


def _findings(telling: Telling, head: str, findings: Sequence[F], line: Callable[[Telling, F], Line]) -> list[str]:
    """Each in a line that begins with its standing, under the words that say on whose word it stands."""
    rows = [f"## {head}", ""] if findings else []
    for over, group in by_standing(findings):
        told = (
            _told(telling, found.id, line(telling, found), None if is_derived(found) else found.spans[0])
            for _, found in group
        )
        rows += [f"### {over}", "", *(f"- {row}" for row in told), ""]
    return rows


def _told(telling: Telling, known: str, line: Line, span: Span | None) -> str:
    """A finding's line, with the words that tell of it where there are any."""
    id_, state = cited(telling, known), state_words(telling, known)
    line = (*line, *((f" · {id_}",) if id_ else ()), *((" · ", *state) if state else ()))
    if span is None:
        return f"{_words(known)} · {_inline(line)}"
    words = _inline(("“", Words(span.of(telling.text)), "”"))
    return f"{_words(known)} · {_inline(line)} · paragraph {paragraph_of(telling, span.start)}: {words}"


def _who(telling: Telling) -> list[str]:
    everyone = entries(telling)
    named = [e for e in everyone if e.named]
    if not everyone:
        return []
    heads = ("who", "what", "known as", "offices", "mentioned", "says", "is spoken of")
    rows = _table(heads, _who_rows(telling, named))
    if len(named) < len(everyone):
        rest = len(everyone) - len(named)
        rows += [f"And {count_words(rest, 'actor')} known only by a description or a pronoun.", ""]
    return ["## Who is who", "", *rows]


def _who_rows(telling: Telling, named: Iterable[Entry]) -> Iterable[Sequence[str]]:
    for entry in named:
        actor = entry.actor
        also: Line = ("; also ", *_joined((Words(name),) for name in actor.also)) if actor.also else ()
        countries = country_words(actor)
        known = [known_line(actor)] + [line for line in (why_line(actor), *candidate_lines(actor)) if line]
        yield (
            _inline((Words(actor.name), *also)),
            _inline((sort_words(actor), *((", ", Words(countries)) if countries else ()))),
            "; ".join(_inline(line) for line in known),
            "; ".join(_inline(line) for line in office_lines(telling, actor)),
            form_words(actor),
            _ids(telling, entry.says),
            _ids(telling, entry.told),
        )


def _joined(lines: Iterable[Line]) -> Line:
    out: list[str | Words] = []
    for line in lines:
        out += [", ", *line] if out else [*line]
    return tuple(out)


def _ids(telling: Telling, numbers: Sequence[int]) -> str:
    return " ".join(_words(telling.statements[n].id) for n in numbers)


def _when(telling: Telling) -> list[str]:
    times, bounds = whens(telling), bound_lines(telling)
    if not times and not bounds:
        return []
    rows = ["## When", ""]
    rows += [f"- written {_inline(line)}" for _, line in bounds] + ([""] if bounds else [])
    ordered = [*on_calendar(times), *(w for w in times if not w.dated)]
    return [*rows, *_table(("words", "meaning", "rests on", "paragraph"), (_time(telling, w) for w in ordered))]


def _time(telling: Telling, when: When) -> Sequence[str]:
    spread = fuller(when)
    meaning = _words(when.value) + (f" ({_words(spread)})" if spread else "")
    reasons = "; ".join(_inline(line) for line in reason_lines(telling, when))
    return _words(when.words), meaning, reasons, str(when.paragraph)


def _where(telling: Telling) -> list[str]:
    found = grounds(telling)
    if not found:
        return []
    rows = _table(("place", "what", "coordinates", "why", "mentioned"), (_place(telling, g) for g in found))
    return ["## Where", "", *rows]


def _place(telling: Telling, ground: Ground) -> Sequence[str]:
    place = ground.place
    first = telling.record.places[ground.numbers[0]].span.start
    why = [sure_words(place)] if ground.located else []
    why += [_words(place.why)] if place.why else []
    why += [f"or {_inline(alternative_line(choice))}" for choice in place.alternatives]
    mentioned = f"{count_words(len(ground.numbers), 'time')}, first in paragraph {paragraph_of(telling, first)}"
    what = _words(lie_words(place)) if ground.located else "not on the map"
    return _words(place.name), what, coordinate_words(place), "; ".join(why), mentioned


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, with an empty line after it; empty if it has no rows."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *body, ""] if body else []
