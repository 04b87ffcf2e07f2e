"""One self-contained HTML page: the text with its zones and statements marked, each statement beside its place.

After the text stand what was done, who is tied to whom, what was promised, who is who, the times and the places. The
page asks for nothing from anywhere. Its only script and style are the files beside this module, named by hash in the
page's content security policy; nothing of the document is ever part of either. Without scripts the page still shows
everything, the statements under their paragraphs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from urllib.parse import urlsplit

from ..record import Record, ZoneKind
from . import cards
from .cards import shown
from .deeds_section import deeds_section
from .found_marks import FoundMarks, place_numbers
from .kept_words import grade_words, in_short, kept_lines
from .map import MAP_CSS
from .marks import Block, blocks
from .pledges_section import pledges_section
from .telling import Telling
from .ties_section import ties_section
from .web_head import web_head
from .when_section import when_section
from .where_section import where_section
from .who_section import who_section
from .wording import FAMILY_OF, published_words, visible

Numbers = tuple[int, ...]
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}\Z")
_LEGEND = (
    ("telling", "asserts, announces, assesses, asks"),
    ("opposing", "accuses, condemns, threatens, warns"),
    ("binding", "demands, promises"),
    ("refusing", "denies, rejects"),
    ("favouring", "praises, boasts"),
)
_KEYS = (
    ("j, or ↓ on a statement", "next statement"),
    ("k, or ↑ on a statement", "statement before"),
    ("Enter", "open or close the statement's details"),
    ("Enter on a name, or a click", "hold an actor: all its mentions light up"),
    ("m, M", "next mention of the held actor, mention before"),
    ("Esc", "let go of the actor, then of the statement"),
    ("?", "show or hide these keys"),
)


def page(record: Record) -> str:
    """The whole page, as one HTML document in UTF-8."""
    telling = Telling(record)
    title = _title(telling)
    return "".join(
        (
            web_head(visible(title), _policy(), _style()),
            '<a class="skip" href="#text">To the text</a>',
            _header(telling),
            _failures(record),
            _kept(record),
            _toolbar(telling),
            _legend(),
            '<main id="text" tabindex="-1">',
            _reading(telling),
            "</main>\n",
            deeds_section(telling),
            ties_section(telling),
            pledges_section(telling),
            who_section(telling),
            when_section(telling),
            where_section(telling),
            _footer(record),
            _keys(),
            _dock() if record.actors else "",
            f"<script>{_script()}</script></body></html>\n",
        )
    )


@cache
def _asset(name: str) -> str:
    """A file of ours, with the line ends a browser hashes."""
    return files("onrecord.export").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _style() -> str:
    return _asset("page.css") + _asset("sheets.css") + _asset("deeds.css") + MAP_CSS


@cache
def _script() -> str:
    """Actors before statements: a click on a name is no click on the statement around it."""
    return _asset("who.js") + _asset("page.js")


@cache
def _policy() -> str:
    def hashed(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return (
        f"default-src 'none'; script-src {hashed(_script())}; style-src {hashed(_style())}; "
        "base-uri 'none'; form-action 'none'"
    )


def _title(telling: Telling) -> str:
    title = telling.title()
    return title if isinstance(title, str) else title.text


def _header(telling: Telling) -> str:
    doc = telling.record.document
    facts = [f"<bdi>{shown(doc.source)}</bdi>" if doc.source else "outlet unknown", shown(published_words(doc))]
    if doc.author:
        facts.insert(1, f"by <bdi>{shown(doc.author)}</bdi>")
    facts.append(f"language {shown(doc.language)}" if doc.language else "language unknown")
    url = doc.url or doc.snapshot.final_url
    link = f'<p class="url">{_link(url)}</p>' if url else ""
    if grade := grade_words(telling.record):
        facts.append(f'<b class="grade">{escape(grade)}</b>')
    items = "".join(f"<li>{fact}</li>" for fact in facts)
    jumps = "".join(f'<li><a href="#{part}">{words}</a></li>' for part, words in _parts(telling.record))
    return (
        f'<header><h1 dir="auto">{shown(_title(telling))}</h1><ul class="facts">{items}</ul>{link}'
        f'<ul class="jumps">{jumps}</ul></header>\n'
    )


def _parts(record: Record) -> tuple[tuple[str, str], ...]:
    """What stands after the text, with how much of it there is."""
    places = len(dict.fromkeys(place_numbers(record)))
    return (
        ("done", f"What was done ({len(record.events):,})"),
        ("ties", f"Who is tied to whom ({len(record.ties):,})"),
        ("promised", f"Promised, demanded, threatened ({len(record.commitments):,})"),
        ("who", f"Who is who ({len(record.actors):,})"),
        ("when", f"When ({len(record.times):,})"),
        ("where", f"Where ({places:,})"),
    )


def _link(url: str) -> str:
    try:
        safe = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        safe = False
    label = f'<bdi dir="ltr">{shown(url)}</bdi>'
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{label}</a>' if safe else label


def _failures(record: Record) -> str:
    if not record.failures:
        return ""
    rows = "".join(f"<li><b><bdi>{shown(f.step)}</bdi></b> <bdi>{shown(f.reason)}</bdi></li>" for f in record.failures)
    heading = '<h2 id="fh">Not everything was read</h2>'
    return f'<section class="failures" aria-labelledby="fh">{heading}<ul>{rows}</ul></section>\n'


def _kept(record: Record) -> str:
    """What a desk adds; nothing outside one."""
    rows = "".join(f"<li>{cards.inline(line)}</li>" for line in kept_lines(record))
    if not rows:
        return ""
    return (
        f'<section class="kept" aria-labelledby="kh"><h2 id="kh">How it is kept</h2> {escape(in_short(record) or "")}'
        f"<details><summary>all of it</summary><ul>{rows}</ul></details></section>\n"
    )


def _toolbar(telling: Telling) -> str:
    if not telling.statements:
        return '<p class="empty" role="status">No statement was found in this document.</p>\n'
    total = len(telling.statements)
    speakers = cards.speakers(telling)
    acts: dict[str, int] = {}
    for stmt in telling.statements:
        acts[stmt.act.value] = acts.get(stmt.act.value, 0) + 1
    by_act = "".join(f'<option value="{a}">{a} ({n})</option>' for a, n in sorted(acts.items()))
    by_speaker = "".join(f'<option value="{s.number}">{escape(visible(s.name))} ({s.count})</option>' for s in speakers)
    return (
        '<nav class="toolbar needs-script" aria-label="Statements">'
        f'<label>Act <select id="by-act"><option value="">all acts ({total})</option>{by_act}</select></label>'
        f'<label>Speaker <select id="by-speaker"><option value="">all speakers ({len(speakers)})</option>{by_speaker}'
        "</select></label>"
        f'<span id="count" role="status">{total} {"statement" if total == 1 else "statements"}</span>'
        '<span class="walk"><button type="button" id="before" aria-label="Statement before">‹</button>'
        '<button type="button" id="next" aria-label="Next statement">›</button>'
        '<button type="button" id="show-keys" aria-haspopup="dialog">Keys <kbd>?</kbd></button></span></nav>\n'
    )


def _legend() -> str:
    acts = "".join(f'<li><span class="m c f-{f}">{f}</span> {words}</li>' for f, words in _LEGEND)
    zones = "".join(f'<li><span class="zone-sample z-{z.value}">{z.value}</span></li>' for z in ZoneKind)
    return (
        '<details class="legend"><summary>How to read this page</summary>'
        "<p>Everything marked is what somebody said, as this document tells it. It is not a fact because it stands "
        "here: each note names on whose word it rests. A question mark shows a guess and how sure it is.</p>"
        f'<ul class="acts">{acts}</ul>'
        '<p><span class="m s">speaker</span> who says it; <span class="m q">cue</span> the words that say that it '
        "was said. The voice of each stretch is named above it:</p>"
        f'<ul class="zones">{zones}</ul>'
        '<p><span class="n n-name">An actor</span>, <span class="n low">one guessed</span>, '
        '<span class="time">a time</span> and <span class="place">a place</span> are underlined; rest the pointer on '
        "them for what they mean. Hold an actor with a click to see everything it is called; Esc lets go.</p>"
        '<p>The words that tell of something done have a line above them: <span class="deed of-reported">whole</span> '
        'where the document reports it, <span class="deed of-attributed">dashed</span> where somebody says so, '
        '<span class="deed of-comment">dotted</span> in a comment. Only the first is told as fact, and not even that '
        "where it is planned or negated: rest the pointer on the words.</p>"
        "</details>\n"
    )


def _reading(telling: Telling) -> str:
    cut = blocks(telling.record, telling.paragraphs, telling.statements)
    if not cut:
        return '<p class="empty">This document has no text.</p>'
    writer = _Writer(telling)
    language = telling.record.document.language or ""
    lang = f' lang="{escape(language)}"' if _LANGUAGE.match(language) else ""
    out = [f'<div class="reading"{lang}>']
    for number, (zone, group) in enumerate(groupby(cut, key=lambda b: b.zone)):
        out.append(
            f'<section class="zone z-{zone.value}" aria-labelledby="z{number}">'
            f'<h2 id="z{number}" class="label" lang="en">{zone.value}</h2>'
        )
        out += [writer.block(block, last=block is cut[-1]) for block in group]
        out.append("</section>\n")
    return "".join([*out, "</div>"])


class _Writer:
    """Writes blocks in order; a statement's note goes under the block its first words are in."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._found = FoundMarks(telling)
        self._cards = cards.all_cards(telling)
        self._placed: set[int] = set()

    def block(self, block: Block, last: bool) -> str:
        here: list[int] = []
        words = "".join(self._words(block, here))
        if last:
            here += [n for n in range(len(self._cards)) if n not in self._placed]
        number = f'<span class="par" aria-hidden="true">{block.number}</span>' if block.opens else ""
        notes = f'<div class="notes" lang="en">{"".join(self._cards[n] for n in here)}</div>' if here else ""
        return f'<div class="block">{number}<p dir="auto">{words}</p>{notes}</div>'

    def _words(self, block: Block, begun: list[int]) -> Iterator[str]:
        """The block's pieces as HTML; the statements that begin in it are added to ``begun``."""
        for (content, cue, speaker), pieces in groupby(block.pieces, key=lambda p: (p.content, p.cue, p.speaker)):
            for number in content:
                if number not in self._placed:
                    self._placed.add(number)
                    begun.append(number)
                    yield self._flag(number)
            words = self._found.words(pieces, lambda piece: shown(self._telling.text[piece.start : piece.end]))
            yield self._marked(words, content, cue, speaker)

    def _flag(self, number: int) -> str:
        stmt = self._telling.statements[number]
        label = escape(visible(f"Statement {stmt.id}, {stmt.act.value}"))
        return (
            f'<a class="flag f-{FAMILY_OF[stmt.act]}" id="t{number}" href="#c{number}" lang="en" data-s="{number}" '
            f'aria-label="{label}">{shown(stmt.id)}</a>'
        )

    def _marked(self, words: str, content: Numbers, cue: Numbers, speaker: Numbers) -> str:
        """Words inside the mark of the statements that lie over them."""
        over = list(dict.fromkeys((*content, *speaker, *cue)))
        if not over:
            return words
        classes = ["m"]
        if content:
            classes += ["c", f"f-{FAMILY_OF[self._telling.statements[content[-1]].act]}"]
        if len(content) > 1:
            classes.append("deep")
        if cue:
            classes.append("q")
        if speaker:
            classes.append("s")
        inner = f' data-c="{content[-1]}"' if content else ""
        return f'<span class="{" ".join(classes)}" data-s="{" ".join(map(str, over))}"{inner}>{words}</span>'


def _footer(record: Record) -> str:
    doc, snap = record.document, record.document.snapshot
    facts = [
        ("document", doc.id),
        ("bytes read", f"{snap.size:,} ({snap.media_type})"),
        ("sha256", snap.sha256),
        ("fetched", snap.fetched),
        ("names known", ", ".join(record.knowledge) or "none"),
        ("read by", f"onrecord {record.engine}" + (f", model {record.model}" if record.model else ", no model")),
    ]
    rows = "".join(f"<div><dt>{name}</dt><dd><bdi>{shown(value)}</bdi></dd></div>" for name, value in facts if value)
    return f'<footer><h2 class="label">Where this comes from</h2><dl>{rows}</dl></footer>\n'


def _dock() -> str:
    """Who is held, and the way along its mentions; the script fills it."""
    return (
        '<aside id="dock" aria-label="The actor held" hidden><p><b id="dock-name" role="status"></b> '
        '<span id="dock-sort"></span></p><p class="walk"><span id="dock-count"></span>'
        '<button type="button" id="dock-before" aria-label="Mention before">‹</button>'
        '<button type="button" id="dock-next" aria-label="Next mention">›</button>'
        '<a id="dock-row" href="#who">who is who</a>'
        '<button type="button" id="dock-off">Let go <kbd>Esc</kbd></button></p></aside>'
    )


def _keys() -> str:
    rows = "".join(f"<div><dt>{escape(key)}</dt><dd>{does}</dd></div>" for key, does in _KEYS)
    return (
        f'<dialog id="keys" aria-labelledby="keys-h"><h2 id="keys-h">Keys</h2><dl>{rows}</dl>'
        '<form method="dialog"><button autofocus>Close</button></form></dialog>'
    )
