"""A network as one self-contained HTML page: the drawing, and each tie in words with its sources. No script.

All text of documents is escaped and isolated; the page's content security policy allows its own styles and nothing
else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from ..analysis.network_parts import Changes, Edge, Network
from .cards import inline, shown
from .network_drawing import changes_drawing, network_drawing
from .network_words import (
    actor_changes,
    broker_lines,
    change_parts,
    community_lines,
    edge_line,
    facts,
    heading,
)
from .profile_lines import item
from .telling import Line, plain
from .web_head import web_head
from .wording import visible

_SVG_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def network_page(network: Network) -> str:
    """The whole page of a network, as one HTML document in UTF-8."""
    return _page(network, network_drawing(network), "".join(_ties("Ties", "", [(network, e) for e in network.edges])))


def changes_page(changes: Changes) -> str:
    """The same of what differs between two days."""
    parts = "".join("".join(_ties(title, about, some)) for title, about, some in change_parts(changes))
    actors = "".join(f"<p>{inline(line)}</p>" for line in actor_changes(changes))
    if actors:
        parts = f'<section class="part"><h2>Actors</h2>{actors}</section>\n{parts}'
    what = f"What differs between {changes.before.date} and {changes.after.date}"
    empty = "" if parts else f'<p class="empty">Nothing differs between {changes.before.date} and this day.</p>'
    return _page(changes.after, changes_drawing(changes), empty + parts, what)


def _page(network: Network, drawing: str, body: str, what: str = "") -> str:
    title = plain(heading(network))
    return "".join(
        (
            web_head(f"{visible(title)} – network", _policy(drawing), _style()),
            '<a class="skip" href="#network">To the ties</a>',
            f'<header><h1 dir="auto">{shown(title)}</h1>',
            f'<p class="fact">{escape(what)}</p>' if what else "",
            "".join(f'<p class="fact">{inline(line)}</p>' for line in facts(network)),
            '</header>\n<main id="network" tabindex="-1">',
            '<section class="part"><div class="wide" role="region" tabindex="0" aria-label="Drawing">',
            drawing,
            "</div></section>\n",
            body,
            "".join(_lines("Groups that a method finds", community_lines(network))),
            "".join(_lines("Between others", broker_lines(network))),
            "".join(_lines("How it was made", [(note,) for note in network.notes])),
            "</main>\n<footer><p>Made by onrecord. Words in quotation marks are exact; ids lead to their documents: ",
            "<code>onrecord show ID</code>.</p></footer></body></html>\n",
        )
    )


@cache
def _style() -> str:
    return files("onrecord.export").joinpath("profile.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(drawing: str) -> str:
    styles = [_style(), *_SVG_STYLE.findall(drawing)]
    allowed = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles
    )
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"


def _ties(title: str, about: str, some: Sequence[tuple[Network, Edge]]) -> Iterator[str]:
    if not some:
        return
    yield f'<section class="part"><h2>{escape(title)}</h2>'
    yield f"<p>{escape(about)}</p>" if about else ""
    yield '<ul class="items">'
    for network, edge in some:
        yield f'<li class="item"><p class="head">{inline(edge_line(network, edge))}</p>'
        for cited in edge.cited:
            one = item(cited)
            marks = "".join(f' <b class="mark">{escape(mark)}</b>' for mark in one.marks)
            yield f'<blockquote>{inline(one.quote)}{marks}</blockquote><p class="word">{inline(one.word)}</p>'
            yield f'<p class="cite">{inline(one.cite)}</p>'
        yield "</li>"
    yield "</ul></section>\n"


def _lines(title: str, lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        yield f'<section class="part"><h2>{escape(title)}</h2>'
        yield from (f"<p>{inline(line)}</p>" for line in lines)
        yield "</section>\n"
