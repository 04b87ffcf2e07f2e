"""A chain as one SVG: the speaker on top, under it each carrier, and lines from whom it has the words.

It is as wide as a telephone and grows downwards, so that it is read without turning or scrolling sideways. A line is
whole where a carrier's own words show from whom it has them, and dashed where that is only likely; who cites nobody
hangs from the speaker. A changed word stands beside the one it replaced. It asks for nothing and needs no script;
everything in it is text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ..analysis.carried import Carried
from ..analysis.chain import Chain
from ..linking.utterances import How
from .chain_words import (
    HOW_WORDS,
    grade_line,
    left_out_lines,
    link_line,
    name_of,
    proviso_lines,
    speaker_line,
    state_lines,
    voices_line,
    when_words,
)
from .map_labels import width
from .telling import Line, Words
from .wording import END_ISOLATE, FIRST_STRONG, isolated, visible

WIDTH = 400.0
_EDGE, _PAD, _LINE, _GAP = 10.0, 9.0, 17.0, 12.0
#: How far each step of the way stands to the right, and how many steps do.
_STEP, _DEEPEST = 16.0, 5
#: The width of a common letter, of plain words, bold ones and small ones, in the widest font that may be there.
_LETTER, _BOLD, _SMALL = 7.2, 8.0, 6.7
#: Rows of a carrier's words that are drawn; a longer text ends in "…".
_ROWS, _CHARACTERS = 7, 900
#: A line is drawn whole from this on.
_SHOWN = 0.7
#: What no XML holds.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE = """\
.chain{color-scheme:light dark;--paper:#fff;--ink:#1c1b19;--soft:#5d5a54;--edge:#b9b4aa;--box:#f7f5f0;--mark:#9a3412;
--asked:#1d4f91;font:13px/1.3 system-ui,"Segoe UI","Noto Sans","Noto Naskh Arabic",sans-serif;
max-width:100%;height:auto}
@media (prefers-color-scheme:dark){.chain{--paper:#191817;--ink:#edeae4;--soft:#b0aba1;--edge:#5e5a53;--box:#242220;
--mark:#f0a27a;--asked:#8fb8ee}}
.chain .paper{fill:var(--paper)}.chain text{fill:var(--ink)}.chain .soft{fill:var(--soft)}
.chain .name{font-weight:600}.chain .small{font-size:12px}.chain .box{fill:var(--box);stroke:var(--edge)}
.chain .asked{stroke:var(--asked);stroke-width:2}
.chain .line{fill:none;stroke:var(--soft);stroke-width:1.5}.chain .likely{stroke-dasharray:4 4}
.chain .head{fill:var(--soft)}.chain .altered{fill:var(--mark);font-weight:600}.chain .bar{fill:var(--mark)}"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of text, and how it is set."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    """A carrier as it is drawn: its place in the chain, how deep it stands, where, and its rows."""

    place: int
    depth: int
    left: float
    top: float
    rows: tuple[_Row, ...]

    @property
    def bottom(self) -> float:
        return self.top + _LINE * len(self.rows) + 2 * _PAD - 3

    @property
    def middle(self) -> float:
        return self.top + _PAD + 8


def chain_drawing(chain: Chain) -> str:
    """The drawing, a whole SVG file."""
    speaker = _speaker(chain)
    boxes = list(_boxes(chain, speaker.bottom + _GAP))
    by_place = {box.place: box for box in boxes}
    origins = {link.carrier: link for link in chain.links}
    foot = boxes[-1].bottom + _EDGE
    more = ""
    for line in left_out_lines(chain):
        more += _text(_EDGE, foot + 10, _Row(line, "soft"))
        foot += 22
    lines = []
    for box in boxes:
        link = origins.get(box.place)
        above = speaker if link is None else by_place[link.origin]
        lines.append(_line(above, box, whole=link is None or link.sure >= _SHOWN))
    drawn = "".join(_box(chain, box) for box in boxes)
    told = escape(_plain(voices_line(chain)))
    name = escape(_plain(("Chain of a statement by ", *speaker_line(chain.carriers[0]))))
    size = f'viewBox="0 0 {WIDTH:g} {foot:g}" width="{WIDTH:g}" height="{foot:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chain" {size} role="group" aria-labelledby="chain-t chain-d">'
        f'<title id="chain-t">{name}</title><desc id="chain-d">{told}</desc><style>{_STYLE}</style>'
        f'<rect class="paper" width="{WIDTH:g}" height="{foot:g}"/>{"".join(lines)}{_top(speaker)}{drawn}{more}</svg>\n'
    )


def _speaker(chain: Chain) -> _Box:
    """The box on top: who said it, how many carry it, and the words as the first carrier has them."""
    first = chain.carriers[0]
    room = WIDTH - 2 * _EDGE - 2 * _PAD
    rows = [*_rows(_plain(speaker_line(first)), room, "name", _BOLD)]
    words = " … ".join(first.words)
    rows += _cut(list(_rows(isolated(_shown(words[:_CHARACTERS])), room, "")))
    if first.negated:
        rows += _rows("the text says that this was not said", room, "altered", _BOLD)
    rows += _rows(_plain(voices_line(chain)), room, "soft")
    return _Box(-1, 0, _EDGE, _EDGE, tuple(rows))


def _cut(rows: list[_Row]) -> list[_Row]:
    if len(rows) <= _ROWS:
        return rows
    last = rows[_ROWS - 1]
    end = END_ISOLATE if last.words.endswith(END_ISOLATE) else ""
    return [*rows[: _ROWS - 1], _Row(f"{last.words.rpartition(' ')[0]} …{end}", last.kind)]


def _boxes(chain: Chain, top: float) -> Iterator[_Box]:
    """The carriers, each under the one that it has it from, in the order of publication."""
    under: defaultdict[int | None, list[int]] = defaultdict(list)
    origins = {link.carrier: link.origin for link in chain.links}
    for place in range(len(chain.carriers)):
        under[origins.get(place)].append(place)
    waiting = [(place, 1) for place in reversed(under[None])]
    while waiting:
        place, depth = waiting.pop()
        left = _EDGE + _STEP * min(depth, _DEEPEST)
        box = _Box(place, depth, left, top, tuple(_told(chain, place, WIDTH - _EDGE - left - 2 * _PAD)))
        yield box
        top = box.bottom + _GAP
        waiting += [(below, depth + 1) for below in reversed(under.get(place, []))]


def _told(chain: Chain, place: int, room: float) -> Iterator[_Row]:
    one = chain.carriers[place]
    asked = " (asked for)" if place == chain.asked and len(chain.carriers) > 1 else ""
    yield from _rows(f"{place + 1}. {_plain((name_of(one),))}{asked}", room, "name", _BOLD)
    yield from _rows(f"{when_words(one)} · {grade_line(one)}", room, "soft")
    link = next((link for link in chain.links if link.carrier == place), None)
    if link is not None:
        yield from _rows(_plain(link_line(chain, link)), room, "")
    elif place:
        yield from _rows("names no other carrier", room, "")
    yield from _how(one, room)
    if one.speaker != chain.carriers[0].speaker:
        yield from _rows(_plain(("said by ", *speaker_line(one))), room, "")
    if one.outers:
        outers = ", ".join(isolated(_shown(outer.speaker or "somebody")) for outer in one.outers)
        yield from _rows(f"told within what {outers} said", room, "")
    for state in (*proviso_lines(one), *state_lines(one)):
        yield from _rows(state, room, "altered", _BOLD)
    yield from _rows(f"{one.statement} in {one.document}", room, "soft small", _SMALL)


def _how(one: Carried, room: float) -> Iterator[_Row]:
    if one.how is None:
        yield _Row("the first, as far as this desk knows")
        return
    if one.how is not How.ALTERED:
        yield from _rows(HOW_WORDS[one.how], room, "")
    if one.how is How.PARAPHRASED:
        yield from _cut(list(_rows(isolated(_shown(" … ".join(one.words)[:_CHARACTERS])), room, "")))
    for found in one.alterations[:6]:
        first, here = f"“{isolated(_shown(found.first))}”", f"“{isolated(_shown(found.words))}”"
        words = f"left out: {first}" if not found.words else f"added: {here}" if not found.first else ""
        kind = "altered" if one.how is How.ALTERED else ""
        yield from _cut(list(_rows(words or f"altered: {first} → {here}", room, kind, _BOLD if kind else _LETTER)))


def _rows(words: str, room: float, kind: str, letter: float = _LETTER) -> Iterator[_Row]:
    """Words in rows that fit; a word that is longer than a row is broken."""
    open_ = 0
    for row in _wrapped(words, room, letter):
        # An isolate that goes on in the next row is closed in this one, and opened anew there.
        before, open_ = open_, open_ + row.count(FIRST_STRONG) - row.count(END_ISOLATE)
        yield _Row(FIRST_STRONG * before + row + END_ISOLATE * open_, kind)


def _wrapped(words: str, room: float, letter: float) -> Iterator[str]:
    row = ""
    for word in words.split():
        while width(word, letter) > room:
            end = max(1, int(room / letter / 1.15))
            if row:
                yield row
                row = ""
            yield word[:end]
            word = word[end:]
        longer = f"{row} {word}".strip()
        if row and width(longer, letter) > room:
            yield row
            row = word
        else:
            row = longer
    if row:
        yield row


def _shown(words: str) -> str:
    """A document's words on one line, with nothing in them that an SVG cannot hold or a reader cannot see."""
    return _NOT_XML.sub("\ufffd", visible(" ".join(words.split())))


def _plain(line: Line) -> str:
    return "".join(isolated(_shown(bit.text)) if isinstance(bit, Words) else bit for bit in line)


def _line(above: _Box, box: _Box, *, whole: bool) -> str:
    """From under one box into the side of another."""
    kind = "line" if whole else "line likely"
    head = f"M{box.left:g} {box.middle:g}l-6-4v8Z"
    start = f"M{above.left + 8:g} {above.bottom:g}"
    if above.left + 8 > box.left - 4:  # both stand as far to the right as any: round their left sides
        start = f"M{above.left:g} {above.middle + 9:g}H{box.left - 8:g}"
    path = f"{start}V{box.middle:g}H{box.left - 3:g}"
    return f'<g aria-hidden="true"><path class="{kind}" d="{path}"/><path class="head" d="{head}"/></g>'


def _top(box: _Box) -> str:
    size = f'width="{WIDTH - 2 * _EDGE:g}" height="{box.bottom - box.top:g}"'
    return f'<g><rect class="box" x="{box.left:g}" y="{box.top:g}" {size} rx="6"/>{_texts(box)}</g>'


def _box(chain: Chain, box: _Box) -> str:
    one = chain.carriers[box.place]
    kind = "box asked" if box.place == chain.asked and len(chain.carriers) > 1 else "box"
    wide, high = WIDTH - _EDGE - box.left, box.bottom - box.top
    bar = ""
    if one.how is How.ALTERED:
        bar = f'<rect class="bar" x="{box.left:g}" y="{box.top:g}" width="4" height="{high:g}" rx="2"/>'
    shape = f'<rect class="{kind}" x="{box.left:g}" y="{box.top:g}" width="{wide:g}" height="{high:g}" rx="6"/>'
    return f"<g>{shape}{bar}{_texts(box)}</g>"


def _texts(box: _Box) -> str:
    rows: Sequence[_Row] = box.rows
    return "".join(_text(box.left + _PAD, box.top + _PAD + 11 + _LINE * number, row) for number, row in enumerate(rows))


def _text(x: float, y: float, row: _Row) -> str:
    kind = f' class="{row.kind}"' if row.kind else ""
    words = row.words if FIRST_STRONG in row.words else isolated(row.words)
    return f'<text{kind} x="{x:g}" y="{y:g}">{escape(words)}</text>'
