"""A network drawn, on a page and as JSON, read back: nothing covers anything, and every name is there in full."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.cited import Who
from onrecord.analysis.network_methods import METHODS, measured
from onrecord.analysis.network_parts import Changes, Edge, Left, Network, Node, Told
from onrecord.export.network_drawing import changes_drawing, network_drawing
from onrecord.export.network_layout import placed
from onrecord.export.network_web_page import changes_page, network_page
from onrecord.export.network_wire import changes_wire, network_wire, text
from onrecord.export.network_words import edge_told, facts, told_words
from onrecord.export.telling import plain

SVG = "{http://www.w3.org/2000/svg}"
LONG = "The Provisional Committee for the Drainage of the Lower Marshes of Tellin and its Dependencies"


def edge(a: int, b: int, type_: str = "leads", standing: str = "reported", **more: object) -> Edge:
    told = Told(**{standing: 1})
    return Edge(a, b, type_, type_ in ("fought", "allied with"), standing, told, 1, 1, 1, **more)  # type: ignore[arg-type]


def network(names: tuple[str, ...], edges: tuple[Edge, ...], around: int | None = None) -> Network:
    nodes = [
        Node(Who(f"a:{number:04x}", name), "group", None, (), sum(number in (e.a, e.b) for e in edges), 1)
        for number, name in enumerate(names)
    ]
    groups, brokers, nodes = measured(nodes, edges)
    return Network(
        "2031-05-03", None, around, 1, (), (), tuple(nodes), edges, groups, brokers, Left(unlinked=2), METHODS
    )


NET = network(
    ("Oren Vash", LONG, "حرس المرفأ", "Lea <b>Marsh</b> \x1b[31m", "Alone"),
    (
        edge(0, 1),
        edge(0, 1, "member of", "derived"),
        edge(2, 1, "part of", "attributed", first="2031-04-01", last="2031-05-01"),
        edge(3, 1, "opposed to", "comment"),
        edge(0, 3, "fought", denied=True),
    ),
)


def test_the_drawing_is_xml_and_how_a_line_is_drawn_says_on_whose_word() -> None:
    svg = network_drawing(NET)
    root = ET.fromstring(svg)
    kinds = [one.get("class") for one in root.iter(f"{SVG}g") if (one.get("class") or "").startswith("tie")]
    assert sorted(str(kind) for kind in kinds) == sorted(
        # Each line, and each line of the legend.
        2 * ["tie reported", "tie attributed", "tie comment", "tie derived"] + ["tie reported"]
    )
    assert "stroke-dasharray:7 4" in svg
    assert len(list(root.iter(f"{SVG}path"))) > 5
    assert sum(one.get("class") == "cross" for one in root.iter(f"{SVG}path")) == 1
    assert svg == network_drawing(NET)
    assert "<script" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_long_names_are_cut_and_stand_whole_in_a_title() -> None:
    root = ET.fromstring(network_drawing(NET))
    titles = ["".join(one.itertext()) for one in root.iter(f"{SVG}title")]
    assert any(LONG in title for title in titles)
    shown = ["".join(one.itertext()) for one in root.iter(f"{SVG}tspan")]
    assert any(row.endswith("…") for row in shown)
    assert all(len(row) < 60 for row in shown)
    assert any("حرس" in row for row in shown)
    assert "\x1b" not in network_drawing(NET)
    assert not any("Alone" in row for row in shown)  # it has no tie


def test_the_one_in_the_middle_is_drawn_though_it_has_no_tie() -> None:
    alone = network(("Oren Vash", "Lea Marsh", "Ann Ore"), (edge(1, 2),), around=0)
    shown = ["".join(one.itertext()) for one in ET.fromstring(network_drawing(alone)).iter(f"{SVG}tspan")]
    assert "Oren Vash" in shown
    nothing = network((), ())
    assert ET.fromstring(network_drawing(nothing)).tag == f"{SVG}svg"


@given(
    st.integers(1, 14).flatmap(
        lambda count: st.tuples(
            st.lists(st.tuples(st.floats(20, 220), st.floats(25, 45)), min_size=count, max_size=count),
            st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
        )
    )
)
def test_no_box_covers_another_and_all_lie_in_the_picture(
    made: tuple[list[tuple[float, float]], list[tuple[int, int]]],
) -> None:
    sizes, pairs = made
    joined = [(a, b) for a, b in pairs if a != b]
    at = placed(sizes, joined, [None] * len(sizes), 900)
    assert at == placed(sizes, joined, [None] * len(sizes), 900)
    boxes = [box for box in at.boxes if box is not None]
    assert len(boxes) == len({end for pair in joined for end in pair})
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= at.width
        assert box.bottom <= at.height


def test_the_page_loads_nothing_and_tells_each_tie_in_words() -> None:
    page = network_page(NET)
    assert "<b>Marsh</b>" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = set(re.findall(r"sha256-([\w+/=]+)", policy[1]))
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert {base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in styles} == allowed
    assert "<script" not in page
    for one in NET.edges:
        assert told_words(one) in page
    assert "a way to look at this drawing, not a finding" in page
    assert "2 tellings name an end that is linked to nobody" in page


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (NET.edges[0], "reported in 1 text"),
        (NET.edges[2], "on somebody’s word in 1 text"),
        (NET.edges[4], "told as not so, reported in 1 text"),
        (edge(0, 1, denials=2), "reported in 1 text, denied in 2 texts"),
    ],
)
def test_on_whose_word_in_words(one: Edge, words: str) -> None:
    assert told_words(one) == words


def test_a_tie_on_one_line() -> None:
    assert edge_told(NET, NET.edges[2]) == (
        f"حرس المرفأ – is part of → {LONG} · on somebody’s word in 1 text · first told 2031-04-01, last 2031-05-01"
    )
    assert edge_told(NET, NET.edges[4]).startswith("NOT: Oren Vash ← fought → Lea")
    assert plain(next(facts(NET))).startswith("4 actors, 5 ties (")


def test_what_differs_is_drawn_and_told() -> None:
    names = ("Oren Vash", "Lea Marsh", "Ann Ore")
    before, after = network(names, (edge(0, 1),)), network(names, (edge(0, 2),))
    found = Changes(before, after, (0,), (0,), (0,), (2,), (1,))
    svg = changes_drawing(found)
    assert "leads → (new)" in svg or "← leads (new)" in svg
    assert "(ended)" in svg
    page = changes_page(found)
    assert "Ties that appear" in page
    assert "Ties that end" in page
    made = json.loads(text(found))
    assert made == json.loads(json.dumps(changes_wire(found)))
    assert (made["changes"], made["after"]["network"]) == (1, 1)


def test_as_json() -> None:
    made = json.loads(text(NET))
    assert made == json.loads(json.dumps(network_wire(NET)))
    assert made["nodes"][2]["who"]["name"] == "حرس المرفأ"
    assert made["edges"][2]["standing"] == "attributed"
    assert text(NET, ascii_only=True).isascii()
