"""The who's-who of the page: a row for each actor; those without a name in a second list that opens on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..record import Actor
from .cards import actor_link, inline, shown
from .found_marks import first_mentions
from .sheet import sheet
from .telling import Line, Telling, Words
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
from .wording import count_words, visible

_HEADS = ("Who", "Known as", "Offices in the text", "Mentioned", "Says", "Is spoken of")
#: More links to statements than these are folded away.
_OPEN_LINKS = 12


def who_section(telling: Telling) -> str:
    """The section of all actors; it says so where there are none."""
    writer = _Rows(telling)
    everyone = entries(telling)
    named, unnamed = [e for e in everyone if e.named], [e for e in everyone if not e.named]
    body = writer.table(named, "Actors the text names, those who speak most first") if named else ""
    if not everyone:
        body = '<p class="empty">No actor was found in this document.</p>'
    elif not named:
        body = '<p class="empty">Nobody is named in this document.</p>'
    if unnamed:
        summary = f"{len(unnamed):,} known only by a description or a pronoun"
        rows = writer.table(unnamed, "Actors the text does not name")
        body += f'<details class="unnamed"><summary>{summary}</summary>{rows}</details>'
    note = (
        "<p>“Known as” is the link to the list of known names, with what it rests on. “Read as” is what the text alone "
        "suggests.</p>"
        if everyone
        else ""
    )
    return sheet("who", "Who is who", note + body)


class _Rows:
    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._first = first_mentions(telling.record)

    def table(self, rows: Sequence[Entry], caption: str) -> str:
        heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
        body = "".join(self._row(entry) for entry in rows)
        return (
            f'<table class="who-is"><caption class="vh">{caption}</caption><thead><tr>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )

    def _row(self, entry: Entry) -> str:
        actor = entry.actor
        cells = (
            self._known(actor, entry.named),
            "".join(f"<p>{inline(line)}</p>" for line in office_lines(self._telling, actor)),
            self._mentioned(entry),
            self._statements(entry.says),
            self._statements(entry.told) + self._carried(entry),
        )
        rest = "".join(
            f'<td data-head="{head}">{cell}</td>' if cell else '<td class="none"></td>'
            for head, cell in zip(_HEADS[1:], cells, strict=True)
        )
        return f'<tr id="a{entry.number}" data-a="{entry.number}"><th scope="row">{self._who(entry)}</th>{rest}</tr>'

    def _who(self, entry: Entry) -> str:
        actor = entry.actor
        first = self._first.get(entry.number)
        name = actor_link(entry.number, Words(actor.name), "" if first is None else f"m{first}")
        countries = country_words(actor)
        sort = inline((sort_words(actor), *((" · ", Words(countries)) if countries else ())))
        also = _listed(actor.also)
        rows = [f'{name}<p class="sort">{sort}</p>']
        if also:
            rows.append(f'<p class="also">also called {inline(also)}</p>')
        return "".join(rows)

    def _known(self, actor: Actor, named: bool) -> str:
        if not named and actor.link is None and not actor.candidates:
            return ""
        mark = ' class="open"' if actor.link is None and actor.candidates else ""
        known = inline(known_line(actor)).replace(" %", "&nbsp;%")
        rows = [f"<p{mark}>{known}</p>"]
        if why := why_line(actor):
            rows.append(f'<p class="why">{inline(why)}</p>')
        if candidates := candidate_lines(actor):
            items = "".join(f"<li>{inline(line)}</li>" for line in candidates)
            rows.append(f'<ul class="why">{items}</ul>')
        return "".join(rows)

    def _mentioned(self, entry: Entry) -> str:
        number = self._first.get(entry.number)
        if number is None:
            return "<p>not in the text</p>"
        total = count_words(len(entry.actor.mentions), "mention")
        words = form_words(entry.actor)
        forms = f'<p class="why">{words}</p>' if len(entry.actor.mentions) > 1 or not entry.named else ""
        return f'<p><a href="#m{number}" title="to the first">{total}</a></p>{forms}'

    def _carried(self, entry: Entry) -> str:
        return f'<p class="why">carries</p>{self._statements(entry.carries)}' if entry.carries else ""

    def _statements(self, numbers: Sequence[int]) -> str:
        links = [self._link(number) for number in numbers]
        if len(links) <= _OPEN_LINKS:
            return f'<p class="links">{" ".join(links)}</p>' if links else ""
        more = f"and {len(links) - _OPEN_LINKS:,} more"
        return (
            f'<p class="links">{" ".join(links[:_OPEN_LINKS])}</p><details><summary>{more}</summary>'
            f'<p class="links">{" ".join(links[_OPEN_LINKS:])}</p></details>'
        )

    def _link(self, number: int) -> str:
        stmt = self._telling.statements[number]
        title = escape(visible(f"{stmt.act.value}, paragraph {self._telling.paragraph(stmt)}"))
        return f'<a class="to" href="#c{number}" title="{title}">{shown(stmt.id)}</a>'


def _listed(names: Iterable[str]) -> Line:
    line: list[str | Words] = []
    for name in names:
        if line:
            line.append(", ")
        line.append(Words(name))
    return tuple(line)
