"""The drawing of ties: nothing covers anything, nothing is told without its standing, and all of it is harmless."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.map_labels import Rectangle
from onrecord.export.telling import Telling
from onrecord.export.tie_columns import Arrow
from onrecord.export.tie_drawing import MOST_ACTORS, MOST_TIES, Drawing, tie_drawing
from onrecord.export.tie_layout import Layout, laid_out
from onrecord.record import Record, TieType

from . import building, crossing

SVG = "{http://www.w3.org/2000/svg}"
RECORDS: list[Callable[[], Record]] = [
    crossing.crossing,
    crossing.arabic,
    crossing.hostile,
    lambda: crossing.crowd(12, 20),
    lambda: crossing.crowd(25),
    lambda: crossing.crowd(30),
    lambda: crossing.crowd(40, 200),
]


def drawn(record: Record) -> Drawing:
    return tie_drawing(Telling(record))


def parsed(record: Record) -> ElementTree.Element:
    return ElementTree.fromstring(drawn(record).svg)


def rectangles(root: ElementTree.Element) -> list[Rectangle]:
    found = []
    for rect in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        found.append(Rectangle(x, y, x + wide, y + high))
    return found


@pytest.mark.parametrize("build", RECORDS)
def test_no_label_covers_another_or_a_box(build: Callable[[], Record]) -> None:
    root = parsed(build())
    found = rectangles(root)
    assert found
    assert not [(a, b) for a, b in combinations(found, 2) if a.meets(b)]
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    assert all(Rectangle(0, 0, wide, high).holds(one) for one in found)


@pytest.mark.parametrize("build", RECORDS)
def test_the_same_ties_give_the_same_drawing(build: Callable[[], Record]) -> None:
    assert drawn(build()) == drawn(build())


def kinds(root: ElementTree.Element) -> list[set[str]]:
    return [set(g.attrib["class"].split()) for g in root.iter(f"{SVG}g") if g.attrib["class"].startswith("tie ")]


def labels(root: ElementTree.Element) -> dict[str, list[str]]:
    """By the row in the list each label leads to, its lines."""
    found = (a for a in root.iter(f"{SVG}a") if a.attrib["class"] == "tie-label")
    return {a.attrib["href"]: [t.text or "" for t in a.iter(f"{SVG}tspan")] for a in found}


def test_every_line_says_on_whose_word_it_stands() -> None:
    record = crossing.crossing()
    root = parsed(record)
    assert kinds(root) == [
        {"tie", f"of-{tie.footing.standing.value}", *(["derived"] if tie.derived else [])} for tie in record.ties
    ]
    told = labels(root)
    assert told["#r0"] == ["is spokesperson of"]
    assert told["#r1"] == ["funds", "says Sefa Ilun"]
    assert told["#r3"] == ["trains", "comment"]
    assert told["#r6"] == ["fought (past)"]
    assert told["#r7"] == ["is opposed to (derived)"]
    assert told["#r8"] == ["NOT: supports"]
    assert len([p for p in root.iter(f"{SVG}path") if p.attrib["class"] == "cross"]) == 1
    assert len([t for t in root.iter(f"{SVG}tspan") if t.attrib.get("class") == "struck"]) == 1


def test_a_tie_that_holds_both_ways_has_two_heads() -> None:
    record = crossing.crossing()
    groups = [g for g in parsed(record).iter(f"{SVG}g") if g.attrib["class"].startswith("tie ")]
    for tie, group in zip(record.ties, groups, strict=True):
        heads = [p for p in group.iter(f"{SVG}path") if p.attrib["class"] == "head"]
        assert len(heads) == (2 if tie.type.mutual else 1)


def test_a_label_is_heard_as_the_whole_line() -> None:
    said = {
        a.attrib["href"]: a.attrib["aria-label"]
        for a in parsed(crossing.crossing()).iter(f"{SVG}a")
        if a.attrib["class"] == "tie-label"
    }
    assert said["#r1"] == "attributed: Lurania – funds → River Gang · on the word of Sefa Ilun, as told by Oren Tamsil"


def test_every_actor_is_a_box_that_leads_to_its_row() -> None:
    record = crossing.crossing()
    boxes = {a.attrib["data-a"]: a for a in parsed(record).iter(f"{SVG}a") if "node" in a.attrib["class"]}
    tied = {end.actor for tie in record.ties for end in (tie.a, tie.b)}
    assert {record.actors[int(n)].id for n in boxes} == tied
    assert {a.attrib["href"] for a in boxes.values()} == {f"#a{n}" for n in boxes}


def test_hostile_names_are_words_in_the_drawing() -> None:
    svg = drawn(crossing.hostile()).svg
    root = ElementTree.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "g", "path", "a", "rect", "text", "tspan"}
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "src")]
        assert element.attrib.get("href", "#a0").startswith("#")
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", svg)
    assert "<script" not in svg
    assert any("[RLO]" in (t.text or "") for t in root.iter(f"{SVG}title"))


def test_of_many_the_most_tied_are_drawn_and_the_rest_is_counted() -> None:
    record = crossing.crowd(40, 200)
    found = drawn(record)
    root = parsed(record)
    assert len([a for a in root.iter(f"{SVG}a") if "node" in a.attrib["class"]]) <= MOST_ACTORS
    assert len(labels(root)) == MOST_TIES
    assert found.ties_left == len(record.ties) - MOST_TIES
    assert found.actors_left >= 40 - MOST_ACTORS - 10


def test_nothing_to_draw_is_no_drawing() -> None:
    assert drawn(building.marshes()).svg == ""
    b = crossing.Crossing("Oro leads Oro.")
    oro = b.actor("Oro", "Oro")
    b.tie(b.taker("Oro", oro), TieType.LEADS, b.taker("leads |Oro|", oro), "leads")
    assert drawn(b.record()).svg == ""
    assert drawn(b.record()).ties_left == 1


def test_the_name_of_a_right_to_left_speaker_is_isolated() -> None:
    told = labels(parsed(crossing.arabic()))
    assert told["#r1"] == ["directs", "says \u2068جبهة القصب\u2069"]


COUNT = 9
ARROWS = st.lists(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.sampled_from((-1, 0, 1))).filter(
        lambda t: t[0] != t[1]
    ),
    min_size=1,
    max_size=30,
)


@given(ARROWS)
def test_any_ties_are_laid_out_with_room_for_all(found: list[tuple[int, int, int]]) -> None:
    sizes = [(60.0 + 10 * n, 30.0) for n in range(COUNT)]
    layout = laid_out(sizes, [Arrow(a, b, (50.0 + 7 * a, 16.0), down) for a, b, down in found])
    placed = [*layout.boxes, *(route.label for route in layout.routes)]
    assert not [(a, b) for a, b in combinations(placed, 2) if a.meets(b)]
    assert all(Rectangle(0, 0, layout.width, layout.height).holds(one) for one in placed)
    _meet_their_boxes(layout, found)


def _meet_their_boxes(layout: Layout, found: list[tuple[int, int, int]]) -> None:
    for route, (a, b, _) in zip(layout.routes, found, strict=True):
        for (x, y, side), node in ((route.start, a), (route.end, b)):
            box = layout.boxes[node]
            assert abs(x - (box.right if side > 0 else box.left)) < 0.01
            assert box.top <= y <= box.bottom
