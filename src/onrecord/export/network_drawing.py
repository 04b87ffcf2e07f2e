"""A network as one SVG: a box for each actor, a line for each tie; how a line is drawn says on whose word it stands.

Whole where documents report it, dashed where somebody says it, dotted where an analyst does, thin where no words state
it and it only follows from others; crossed out where it is only told as not so. It asks for nothing and needs no
script. It is a picture for those who see it: the list beside it has each tie in words, with its sources.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ..analysis.network_parts import Changes, Edge, Network, Node
from ..record import TieType
from .map_labels import Rectangle, shortened, width
from .network_layout import Places, placed
from .network_words import edge_told
from .tie_words import verb_of
from .wording import isolated, visible

#: How wide a picture is made, where it can be; more pairs than these have no words on their lines.
_ROOM, _MOST_LABELS = 900.0, 60
_LINE, _LETTER, _SMALL, _ROW = 15.0, 7.3, 6.1, 13.0
_WRAP = 20
_HEAD = 8.0
#: What no XML holds.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Colours that communities take turns in.
COLOURS = 8
_STYLE = """\
.net{color-scheme:light dark;--paper:#fff;--ink:#1c1b19;--soft:#5d5a54;--edge:#8d887e;--new:#0a6b4f;--old:#9a3412;
--g0:#e8eef7;--g1:#f7ecdf;--g2:#e6f2e8;--g3:#f3e6f0;--g4:#fbf3d3;--g5:#e2f1f3;--g6:#f6e4e1;--g7:#ecebf7;--gn:#f4f2ee;
font:13px/1.3 system-ui,"Segoe UI","Noto Sans","Noto Naskh Arabic",sans-serif}
@media (prefers-color-scheme:dark){.net{--paper:#191817;--ink:#edeae4;--soft:#b0aba1;--edge:#8a857b;--new:#6fd0ad;
--old:#f0a27a;--g0:#26324a;--g1:#44341f;--g2:#243a29;--g3:#402a3b;--g4:#40391a;--g5:#1f3a3e;--g6:#45292a;--g7:#322f4d;
--gn:#2a2825}}
.net .paper{fill:var(--paper)}.net text{fill:var(--ink)}.net .small{font-size:11.5px}.net .soft{fill:var(--soft)}
.net .node rect{stroke:var(--edge);stroke-width:1.2}.net .node text{font-weight:600}.net .middle rect{stroke:var(--ink);
stroke-width:2.6}.net .state rect{stroke-width:2.4}.net .joined rect{stroke:var(--new);stroke-width:2.6}
.net .gone{opacity:.6}.net .line{fill:none;stroke:var(--ink);stroke-width:1.6}.net .head{fill:var(--ink)}
.net .attributed .line{stroke-dasharray:7 4}
.net .comment .line{stroke-dasharray:.1 5;stroke-linecap:round;stroke-width:2.6}
.net .derived .line{stroke:var(--soft);stroke-width:.8}.net .derived .head{fill:none;stroke:var(--soft);stroke-width:.8}
.net .new .line{stroke:var(--new);stroke-width:2.4}.net .derived.new .line{stroke-width:.8}
.net .new .head{fill:var(--new)}.net .derived.new .head{fill:none;stroke:var(--new)}
.net .over .line{stroke:var(--old);opacity:.75}.net .over .head{fill:var(--old)}
.net .cross{stroke:var(--old);stroke-width:2;fill:none}
.net.dense .line{opacity:.4;stroke-width:1}.net.dense .head{opacity:.5}
.net .label rect{fill:var(--paper);fill-opacity:.88}.net .struck{text-decoration:line-through}
.net .newword{fill:var(--new)}
.net .oldword{fill:var(--old)}""" + "".join(f".net .g{n} rect{{fill:var(--g{n})}}" for n in (*range(COLOURS), "n"))


@dataclass(frozen=True, slots=True)
class _Line:
    """A tie as it is drawn: between which boxes, and what became of it (``new``, ``over``, or nothing)."""

    edge: Edge
    state: str


def network_drawing(network: Network) -> str:
    """The drawing of a network, a whole SVG file."""
    return _drawing(network, [_Line(edge, "") for edge in network.edges], frozenset(), frozenset())


def changes_drawing(changes: Changes) -> str:
    """The drawing of what differs between two days: what appeared, and what held at the earlier day only."""
    appeared = set(changes.appeared)
    lines = [_Line(edge, "new" if no in appeared else "") for no, edge in enumerate(changes.after.edges)]
    lines += [_Line(changes.before.edges[no], "over") for no in changes.ended]
    return _drawing(changes.after, lines, frozenset(changes.joined), frozenset(changes.gone))


def _drawing(network: Network, lines: Sequence[_Line], joined: frozenset[int], gone: frozenset[int]) -> str:
    rows = [_rows(node) for node in network.nodes]
    sizes = [(max(width(row, _LETTER * 1.08) for row in some) + 20, _LINE * len(some) + 12) for some in rows]
    pairs = sorted({(min(one.edge.a, one.edge.b), max(one.edge.a, one.edge.b)) for one in lines})
    at = placed(sizes, pairs, [node.community for node in network.nodes], _ROOM)
    if network.around is not None and at.boxes[network.around] is None:
        at = _alone(at, network.around, sizes[network.around])
    legend, foot = _legend(lines, at.height)
    wide = max(at.width, 420.0)
    drawn = sum(box is not None for box in at.boxes)
    told = f"{drawn} actors and {len(lines)} ties between them; the list has each in words."
    nodes = [_node(no, network, rows[no], box, (joined, gone)) for no, box in enumerate(at.boxes) if box is not None]
    title = f"Network of ties at {network.date or 'no date'}"
    dense = " dense" if len(pairs) > _MOST_LABELS else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="net{dense}" viewBox="0 0 {wide:.0f} {foot:.0f}" '
        f'width="{wide:.0f}" height="{foot:.0f}" role="group" aria-labelledby="net-t net-d">'
        f'<title id="net-t">{escape(title)}</title><desc id="net-d">{escape(told)}</desc><style>{_STYLE}</style>'
        f'<rect class="paper" width="{wide:.0f}" height="{foot:.0f}"/>'
        f"{''.join(_ties(network, lines, at))}"
        f"{''.join(nodes)}{legend}</svg>\n"
    )


def _alone(at: Places, node: int, size: tuple[float, float]) -> Places:
    """With the one in the middle, which has no tie, under all others."""
    boxes = list(at.boxes)
    boxes[node] = Rectangle(14.0, at.height, 14.0 + size[0], at.height + size[1])
    return Places(max(at.width, size[0] + 28), at.height + size[1] + 14, tuple(boxes))


def _rows(node: Node) -> tuple[str, ...]:
    """A name in at most two rows, cut where it is longer."""
    rows = [""]
    for word in _plain(node.who.name).split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) > _WRAP and rows[-1] and len(rows) < 2:
            rows.append(word)
        else:
            rows[-1] = longer
    return tuple(shortened(row) for row in rows)


def _plain(words: str) -> str:
    return visible(_NOT_XML.sub("�", " ".join(words.split())))


def _node(
    number: int,
    network: Network,
    rows: Sequence[str],
    box: Rectangle,
    changed: tuple[frozenset[int], frozenset[int]],
) -> str:
    node = network.nodes[number]
    kinds = ["node", f"g{node.community % COLOURS if node.community is not None else 'n'}"]
    kinds += ["middle"] if number == network.around else []
    kinds += ["state"] if node.kind == "state" else []
    kinds += ["joined"] if number in changed[0] else ["gone"] if number in changed[1] else []
    middle, top = (box.left + box.right) / 2, (box.top + box.bottom) / 2 - _LINE * len(rows) / 2 + 11.5
    text = "".join(
        f'<tspan x="{middle:.1f}" y="{top + _LINE * n:.1f}">{escape(isolated(row))}</tspan>'
        for n, row in enumerate(rows)
    )
    round_ = 14 if node.kind == "person" else 3
    told = f"{isolated(_plain(node.who.name))} ({node.type or node.kind}): {node.ties} ties, {node.texts} texts"
    size = f'width="{box.right - box.left:.1f}" height="{box.bottom - box.top:.1f}"'
    return (
        f'<g class="{" ".join(kinds)}"><title>{escape(told)}</title>'
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" {size} rx="{round_}"/><text text-anchor="middle">{text}</text></g>'
    )


# -- ties --------------------------------------------------------------------------------------------------------------


def _ties(network: Network, lines: Sequence[_Line], at: Places) -> Iterator[str]:
    together: defaultdict[tuple[int, int], list[_Line]] = defaultdict(list)
    for one in lines:
        together[min(one.edge.a, one.edge.b), max(one.edge.a, one.edge.b)].append(one)
    taken = [box for box in at.boxes if box is not None]
    labels = []
    dense = len(together) > _MOST_LABELS
    for (a, b), each in sorted(together.items()):
        some = _fewer(each) if dense else each
        here, there = at.boxes[a], at.boxes[b]
        if here is None or there is None:
            continue
        for number, one in enumerate(some):
            bow = 18.0 * (number - (len(some) - 1) / 2)
            yield _drawn(network, one, (here, there), a, bow)
        if not dense:
            labels.append((some, here, there, a))
    for some, here, there, a in labels:
        label, box = _label(some, here, there, taken, a, at)
        if box is not None:
            taken.append(box)
            yield label


def _fewer(some: Sequence[_Line]) -> list[_Line]:
    """Of the lines between two, where very many are drawn, one for each standing."""
    found: dict[tuple[str, str, bool], _Line] = {}
    for one in some:
        found.setdefault((one.edge.standing, one.state, one.edge.denied), one)
    return list(found.values())


Point = tuple[float, float]


def _drawn(network: Network, one: _Line, boxes: tuple[Rectangle, Rectangle], first: int, bow: float) -> str:
    """The line of a tie, bowed where several join the same two, with a head at the end that it leads to."""
    edge = one.edge
    here, there = boxes if edge.a == first else (boxes[1], boxes[0])
    side = 1.0 if edge.a == first else -1.0
    a, b = _middle(here), _middle(there)
    length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    across = (-(b[1] - a[1]) / length * bow * side, (b[0] - a[0]) / length * bow * side)
    bend = ((a[0] + b[0]) / 2 + across[0], (a[1] + b[1]) / 2 + across[1])
    start, end = _border(here, bend), _border(there, bend)
    way = f"M{start[0]:.1f} {start[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    path = f'<path class="line" d="{way}"/>'
    heads = _head(bend, end) + (_head(bend, start) if edge.mutual else "")
    cross = ""
    if edge.denied:
        x, y = (start[0] + 2 * bend[0] + end[0]) / 4, (start[1] + 2 * bend[1] + end[1]) / 4
        cross = f'<path class="cross" d="M{x - 6:.1f} {y - 6:.1f}l12 12m0 -12l-12 12"/>'
    told = escape(_plain(edge_told(network, edge)))
    kinds = " ".join(kind for kind in ("tie", edge.standing, one.state) if kind)
    return f'<g class="{kinds}"><title>{told}</title>{path}{heads}{cross}</g>'


def _middle(box: Rectangle) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _border(box: Rectangle, towards: Point) -> Point:
    """Where a line from the middle of a box leaves it."""
    x, y = _middle(box)
    dx, dy = towards[0] - x, towards[1] - y
    if not dx and not dy:
        return x, y
    scale = min(
        ((box.right - box.left) / 2 + 2) / abs(dx) if dx else math.inf,
        ((box.bottom - box.top) / 2 + 2) / abs(dy) if dy else math.inf,
    )
    return x + dx * min(1.0, scale), y + dy * min(1.0, scale)


def _head(back: Point, tip: Point) -> str:
    length = math.hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    ux, uy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    x, y = tip[0] - ux * _HEAD, tip[1] - uy * _HEAD
    return (
        f'<path class="head" d="M{tip[0]:.1f} {tip[1]:.1f}L{x - uy * 4:.1f} {y + ux * 4:.1f}'
        f'L{x + uy * 4:.1f} {y - ux * 4:.1f}Z"/>'
    )


def _label(
    some: Sequence[_Line], here: Rectangle, there: Rectangle, taken: Sequence[Rectangle], first: int, at: Places
) -> tuple[str, Rectangle | None]:
    """The words on the lines between two boxes, where they cover nothing; ``None`` where there is no room."""
    rows = list(dict.fromkeys(_words(one, first, here, there) for one in some))[:4]
    wide, high = max(width(words, _SMALL) for words, _ in rows) + 8, _ROW * len(rows) + 4
    a, b = _border(here, _middle(there)), _border(there, _middle(here))
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
        x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        for dy in (0.0, -9.0, 9.0, -18.0, 18.0, -30.0, 30.0, -42.0, 42.0):
            box = Rectangle(x - wide / 2, y + dy - high / 2, x + wide / 2, y + dy + high / 2)
            inside = box.left >= 2 and box.right <= at.width - 2 and box.top >= 2
            if inside and not any(box.meets(other) for other in taken):
                return _set(rows, box), box
    return "", None


def _words(one: _Line, first: int, here: Rectangle, there: Rectangle) -> tuple[str, str]:
    """A tie's words, with an arrow to the side that it leads to, and how they are set."""
    edge = one.edge
    verb = verb_of(TieType(edge.type)).removeprefix("is ")
    rightwards = (_middle(there)[0] >= _middle(here)[0]) == (edge.a == first)
    words = f"↔ {verb}" if edge.mutual else f"{verb} →" if rightwards else f"← {verb}"
    state = {"new": "new", "over": "ended"}.get(one.state, "")
    notes = [note for note in ("derived" if edge.standing == "derived" else "", state) if note]
    if edge.denied:
        words = f"NOT: {words}"
    words = f"{words} ({', '.join(notes)})" if notes else words
    return words, "struck" if edge.denied else {"new": "newword", "over": "oldword"}.get(one.state, "")


def _set(rows: Sequence[tuple[str, str]], box: Rectangle) -> str:
    middle = (box.left + box.right) / 2
    text = ""
    for number, (words, kind) in enumerate(rows):
        set_as = f' class="{kind}"' if kind else ""
        text += f'<tspan x="{middle:.1f}" y="{box.top + 12 + _ROW * number:.1f}"{set_as}>{escape(words)}</tspan>'
    size = f'width="{box.right - box.left:.1f}" height="{box.bottom - box.top:.1f}"'
    return (
        f'<g class="label" aria-hidden="true"><rect x="{box.left:.1f}" y="{box.top:.1f}" {size} rx="3"/>'
        f'<text class="small" text-anchor="middle">{text}</text></g>'
    )


_LEGEND = {
    "reported": "documents report it",
    "attributed": "somebody says it",
    "comment": "an analyst says it",
    "derived": "no words state it: it follows from others",
}
_STATES = {"new": "holds at the later day only", "over": "held at the earlier day only"}


def _legend(lines: Sequence[_Line], top: float) -> tuple[str, float]:
    """What the lines mean, of those that are there; and where the picture ends."""
    shown: Mapping[str, str] = {
        **{kind: words for kind, words in _LEGEND.items() if any(one.edge.standing == kind for one in lines)},
        **{kind: words for kind, words in _STATES.items() if any(one.state == kind for one in lines)},
    }
    out, y = [], top + 14
    for kind, words in shown.items():
        kinds = kind if kind in _LEGEND else f"reported {kind}"
        out.append(
            f'<g class="tie {kinds}"><path class="line" d="M14 {y - 4:.1f}H58"/>{_head((14, y - 4), (66, y - 4))}'
            f'</g><text class="small soft" x="76" y="{y:.1f}">{escape(words)}</text>'
        )
        y += 18
    return "".join(out), y + 4
