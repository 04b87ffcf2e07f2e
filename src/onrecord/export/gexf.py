"""GEXF 1.3: a graph of actors with dated edges, for Gephi and networkx. See ``graph`` for what an edge is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from .forms import Form, Head
from .graph import ALL_SAID, Edge, Node, edges, escaped, nodes, pieces, quoted, xml_text

_TYPES = {str: "string", int: "integer", bool: "boolean"}
_NODE = ("kind", "type", "link", "countries", "also")
#: The names of what is said of an edge, with their types: those of any edge.
_EDGE = {name: _TYPES[type(said)] for name, said in ALL_SAID.facts()}


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    for text in _file(lines, head):
        out.write(text.encode())


def _file(lines: Iterable[str], head: Head) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f'<meta lastmodifieddate="{escaped(xml_text(head.seen[:10]))}"><creator>{escaped(xml_text(head.engine))}'
    yield f"</creator><description>{escaped(xml_text(about(head)))}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n'
    yield _attributes("node", dict.fromkeys(_NODE, "string"))
    yield _attributes("edge", _EDGE)
    yield "<nodes>\n"
    yield from map(_node, nodes(lines))
    yield "</nodes>\n<edges>\n"
    yield from (_edge(number, edge) for number, edge in enumerate(edges(lines)))
    yield "</edges>\n</graph>\n</gexf>\n"


def about(head: Head) -> str:
    """What an export says of itself, in a line."""
    told = (
        ("desk", head.desk),
        ("seen", head.seen),
        ("as of", head.as_of),
        ("query", head.query),
        ("licence", head.licence),
        ("TLP", head.tlp),
    )
    return "; ".join(f"{name}: {said}" for name, said in told if said)


def _attributes(class_: str, types: dict[str, str]) -> str:
    rows = (f'<attribute id="{name}" title="{name}" type="{type_}"/>\n' for name, type_ in types.items())
    return f'<attributes class="{class_}" mode="static">\n{"".join(rows)}</attributes>\n'


def _values(said: Iterable[tuple[str, str | int | bool]]) -> str:
    rows = (f'<attvalue for="{name}" value={quoted(_value(value))}/>' for name, value in said)
    return f"<attvalues>{''.join(rows)}</attvalues>"


def _value(said: str | int | bool) -> str:
    return str(said).lower() if isinstance(said, bool) else str(said)


def _node(node: Node) -> str:
    also = "; ".join(node.also)
    said = _values(zip(_NODE, (node.kind, node.type, node.link, node.countries, also), strict=True))
    return f"<node id={quoted(node.id)} label={quoted(node.label)}>{said}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    ends = f"source={quoted(edge.source)} target={quoted(edge.target)}"
    dated = _dated(*edge.interval())
    spells = "".join(f"<spell{_dated(*spell)}/>" for spell in sorted(edge.spells)) if len(edge.spells) > 1 else ""
    within = _values(edge.facts()) + (f"<spells>{spells}</spells>" if spells else "")
    label = quoted(": ".join(filter(None, (edge.state, edge.standing, edge.type))))
    return f'<edge id="{number}" {ends} weight="{len(edge.texts)}" label={label}{dated}>{within}</edge>\n'


def _dated(start: str, end: str) -> str:
    return "".join(f" {name}={quoted(day)}" for name, day in (("start", start), ("end", end)) if day)


CARRIED = {
    "standing": "`standing` of each edge; two findings with other standings are two edges",
    "polarity": "`polarity` of each edge; two findings with other polarities are two edges",
    "by": "`by`, `by_id` and `chain` of each edge; two findings on other words are two edges",
    "grade": "`grades` of each edge: the grades of all outlets that tell it",
    "licence": "`description` of the file",
}
GEXF = Form(
    "gexf", "a GEXF 1.3 graph: actors and dated edges, for Gephi and networkx", ".gexf", pieces, _finish, CARRIED
)
