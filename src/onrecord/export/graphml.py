"""GraphML: the same graph as GEXF, for yEd, igraph, networkx. See ``graph`` for what an edge is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from .forms import Form, Head
from .gexf import CARRIED
from .graph import ALL_SAID, Edge, Node, edges, escaped, nodes, pieces, quoted, xml_text

_TYPES = {str: "string", int: "int", bool: "boolean"}
_NODE = ("label", "kind", "type", "link", "countries", "also")
_EDGE = {name: _TYPES[type(said)] for name, said in ALL_SAID.facts()}
_DATED = ("start", "end", "spells")
_GRAPH = ("desk", "seen", "as_of", "query", "licence", "tlp", "engine")
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    for text in _file(lines, head):
        out.write(text.encode())


def _file(lines: Iterable[str], head: Head) -> Iterator[str]:
    yield _OPENING
    yield from (_key("graph", name, "string") for name in _GRAPH)
    yield from (_key("node", name, "string") for name in _NODE)
    yield from (_key("edge", name, type_) for name, type_ in (_EDGE | dict.fromkeys(_DATED, "string")).items())
    yield '<graph id="onrecord" edgedefault="directed">\n'
    yield _data("graph", ((name, xml_text(getattr(head, name) or "")) for name in _GRAPH))
    yield from map(_node, nodes(lines))
    yield from (_edge(number, edge) for number, edge in enumerate(edges(lines)))
    yield "</graph>\n</graphml>\n"


def _key(of: str, name: str, type_: str) -> str:
    return f'<key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>\n'


def _data(of: str, said: Iterable[tuple[str, str | int | bool]]) -> str:
    """What is said, without what is empty."""
    rows = (f'<data key="{of}_{name}">{escaped(_value(value))}</data>' for name, value in said if value != "")
    return "".join(rows)


def _value(said: str | int | bool) -> str:
    return str(said).lower() if isinstance(said, bool) else str(said)


def _node(node: Node) -> str:
    said = (node.label, node.kind, node.type, node.link, node.countries, "; ".join(node.also))
    return f"<node id={quoted(node.id)}>{_data('node', zip(_NODE, said, strict=True))}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    start, end = edge.interval()
    spells = "; ".join(f"{first}/{last}" for first, last in sorted(edge.spells))
    said = _data("edge", (*edge.facts(), ("start", start), ("end", end), ("spells", spells)))
    ends = f"source={quoted(edge.source)} target={quoted(edge.target)}"
    return f'<edge id="e{number}" {ends}>{said}</edge>\n'


GRAPHML = Form(
    "graphml",
    "a GraphML graph: actors and dated edges, for yEd, igraph and networkx",
    ".graphml",
    pieces,
    _finish,
    CARRIED | {"licence": "`licence` and `tlp` of the graph"},
)
