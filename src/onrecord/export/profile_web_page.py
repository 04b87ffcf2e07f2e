"""A profile as one self-contained HTML page: no script, nothing asked for from anywhere.

All text of documents is escaped and isolated; the page's content security policy allows its own style and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from ..analysis.profile_parts import Profile
from .cards import inline, shown
from .profile_lines import Item
from .profile_timeline import timeline
from .profile_words import Section, Table, facts, heading, sections
from .telling import plain
from .web_head import web_head
from .wording import visible


def page(profile: Profile) -> str:
    """The whole page, as one HTML document in UTF-8."""
    parts = sections(profile)
    name = plain(heading(profile))
    drawn = timeline(profile)
    jumps = [(part.id, part.title) for part in parts]
    if drawn:
        jumps.insert(0, ("timeline", "Timeline"))
    return "".join(
        (
            web_head(f"{visible(name)} – profile", _policy(), _style()),
            '<a class="skip" href="#profile">To the profile</a>',
            f'<header><h1 dir="auto">{shown(name)}</h1>',
            "".join(f'<p class="fact">{inline(line)}</p>' for line in facts(profile)),
            _jumps(jumps),
            '</header>\n<main id="profile" tabindex="-1">',
            "" if parts else '<p class="empty">Nothing is known of it on this desk.</p>',
            drawn,
            "".join("".join(_section(part)) for part in parts),
            "</main>\n<footer><p>Made by onrecord. Words in quotation marks are exact; ids lead to their documents: ",
            "<code>onrecord show ID</code>.</p></footer></body></html>\n",
        )
    )


@cache
def _style() -> str:
    return files("onrecord.export").joinpath("profile.css").read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _jumps(jumps: list[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="#{id_}">{escape(title)}</a></li>' for id_, title in jumps)
    return f'<nav aria-label="Parts of the profile"><ul class="jumps">{items}</ul></nav>' if items else ""


def _section(part: Section) -> Iterator[str]:
    yield f'<section id="{part.id}" class="part" aria-labelledby="{part.id}-h">'
    yield f'<h2 id="{part.id}-h">{escape(part.title)}</h2>'
    for line in part.lines:
        yield f"<p>{inline(line)}</p>"
    for number, table in enumerate(part.tables):
        yield from _table(table, f"{part.title}, by {table.head[0]}" if number or len(part.tables) > 1 else part.title)
    if part.items:
        yield '<ul class="items">'
        yield from (_item(one) for one in part.items)
        yield "</ul>"
    if part.more:
        yield f'<p class="more">{escape(part.more)}</p>'
    yield "</section>\n"


def _table(table: Table, caption: str) -> Iterator[str]:
    head = "".join(
        f'<th scope="col" role="columnheader"{_figure(number, table)}>{escape(words)}</th>'
        for number, words in enumerate(table.head)
    )
    # A table that is wider than the page scrolls by itself, with the keyboard too. On a phone its cells stand under
    # each other, which would take away what they are from a screen reader if no role said it.
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table role="table">'
    yield f'<caption class="vh">{escape(caption)}</caption>'
    yield f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">'
    for row in table.rows:
        first, *rest = row
        cells = "".join(
            f'<td role="cell" data-head="{escape(table.head[n])}"{_figure(n, table)}>{inline(cell)}</td>'
            for n, cell in enumerate(rest, 1)
        )
        yield f'<tr role="row"><th scope="row" role="rowheader">{inline(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _figure(number: int, table: Table) -> str:
    return ' class="figure"' if number in table.numbers else ""


def _item(one: Item) -> str:
    marks = "".join(f' <b class="mark">{escape(mark)}</b>' for mark in one.marks)
    quote = f"<blockquote>{inline(one.quote)}</blockquote>" if one.quote else ""
    word = f'<p class="word">{inline(one.word)}</p>' if one.word else ""
    cite = f'<p class="cite">{inline(one.cite)}</p>' if one.cite else ""
    kind = " conflict" if "conflict" in one.marks else ""
    return f'<li class="item{kind}"><p class="head">{inline(one.head)}{marks}</p>{quote}{word}{cite}</li>'
