"""Whether what a word tells of was done: sentences of our own, each with the trees that two parsers gave it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook.modality_words import modality_examples
from onrecord.reading.backdrop import Backdrop
from onrecord.reading.polarity import Polarities, polarity_of
from onrecord.reading.segment import segment
from onrecord.reading.syntax import Syntax
from onrecord.reading.times import times_of
from onrecord.record import Polarity, Precision, Span, Zone, ZoneKind
from onrecord.tagger.parsing import LABELS, TAGS, Parse

from .telling import document
from .treed import cases, cut, marked, syntax

POLARITY = cases("polarity_trees.txt")
BACKGROUND = cases("background_trees.txt")


def read(line: str, tree: str) -> list[str]:
    """The polarity of each marked word."""
    text, places = marked(line)
    grown = syntax(text, tree)
    by_start = {w.span.start: w.number for w in grown.words}
    return [polarity_of(grown, by_start[place]).value for place in places]


@pytest.mark.parametrize(("line", "expected", "tree"), POLARITY)
def test_polarity(line: str, expected: str, tree: str) -> None:
    found = read(line, tree)
    wanted = expected.split()
    assert len(found) == len(wanted)
    assert all(got in want.split("|") for got, want in zip(found, wanted, strict=True)), found


def test_there_are_sentences_enough_of_every_kind() -> None:
    kinds = Counter(word for _, expected, _ in POLARITY for word in expected.split() if "|" not in word)
    assert len({line for line, _, _ in POLARITY}) >= 120
    assert set(kinds) == {p.value for p in Polarity}
    assert min(kinds.values()) >= 20


def test_every_line_of_the_sheet_has_an_example() -> None:
    found = modality_examples()
    assert len(found) > 60
    assert {e.type for e in found} == {p.value for p in Polarity}


@pytest.mark.parametrize(("line", "expected", "tree"), BACKGROUND)
def test_background(line: str, expected: str, tree: str) -> None:
    text, (place,) = marked(line)
    grown = syntax(text, tree)
    number = next(w.number for w in grown.words if w.span.start == place)
    doc = document(text)
    times = times_of(text, segment(text), "2017-09-21", Precision.DAY)
    backdrop = Backdrop(grown, _dated(text), (), times)
    assert backdrop.is_background(number) is (expected == "yes"), doc.text


def _dated(text: str):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(document(text), published="2017-09-21", published_precision=Precision.DAY)


def test_what_stands_in_a_background_zone_is_background() -> None:
    line, _, tree = next(c for c in BACKGROUND if c[1] == "no")
    text, (place,) = marked(line)
    grown = syntax(text, tree)
    number = next(w.number for w in grown.words if w.span.start == place)
    zones = [Zone(ZoneKind.BACKGROUND, Span(0, len(text)))]
    assert Backdrop(grown, document(text), zones, ()).is_background(number)


def test_the_time_that_the_caller_knows_decides() -> None:
    line, _, tree = next(c for c in BACKGROUND if c[0].startswith("In 1998"))
    text, _ = marked(line)
    grown = syntax(text, tree)
    times = times_of(text, segment(text), "2017-09-21", Precision.DAY)
    backdrop = Backdrop(grown, _dated(text), (), times)
    last = next(w.number for w in reversed(grown.words) if w.low == "port")
    assert backdrop.is_background(last, times[0].id)


# --- trees of any shape

WORDS = [
    "If",
    "the",
    "guards",
    "do",
    "not",
    "attack",
    ",",
    "unless",
    "no",
    "raid",
    "would",
    "have",
    "been",
    "planned",
    ",",
    "denied",
    "and",
    "without",
    "?",
    "will",
    "to",
]


@st.composite
def any_trees(draw: st.DrawFn) -> Syntax:
    """Words and labels thrown together; heads may stand anywhere, as long as there is no circle."""
    size = draw(st.integers(1, 30))
    text = " ".join(draw(st.sampled_from(WORDS)) for _ in range(size))
    words, _ = cut(text)
    size = len(words.forms)
    order = draw(st.permutations(range(size)))
    heads = np.full(size, -1, np.int64)
    for place, number in enumerate(order[1:], 1):
        heads[number] = order[draw(st.integers(0, place - 1))]
    labels = tuple(draw(st.sampled_from(LABELS)) for _ in range(size))
    tags = tuple(draw(st.sampled_from(TAGS)) for _ in range(size))
    return Syntax(words, Parse(heads, labels, tags))


@settings(max_examples=150, deadline=None)
@given(any_trees())
def test_no_tree_is_too_wild_and_the_order_of_asking_does_not_matter(grown: Syntax) -> None:
    straight, backwards = Polarities(grown), Polarities(grown)
    found = [straight.of(n) for n in range(len(grown))]
    assert [backwards.of(n) for n in reversed(range(len(grown)))][::-1] == found
    backdrop = Backdrop(grown, document("x"), (), ())
    assert all(isinstance(backdrop.is_background(n), bool) for n in range(len(grown)))


class _Counting(Syntax):
    """Counts how many words are handed out."""

    handed = 0

    def kids(self, number: int, *labels: str):  # type: ignore[no-untyped-def]
        found = super().kids(number, *labels)
        self.handed += len(self._kids[number])
        return found

    def __getitem__(self, number: int):  # type: ignore[no-untyped-def]
        self.handed += 1
        return super().__getitem__(number)


@pytest.mark.parametrize("shape", ["star", "chain"])
def test_work_grows_with_the_text_and_not_with_its_square(shape: str) -> None:
    def work(size: int) -> int:
        text = " ".join(["attack and if"] * size)
        words, _ = cut(text)
        count = len(words.forms)
        heads = np.zeros(count, np.int64) if shape == "star" else np.arange(-1, count - 1)
        heads[0] = -1
        parse = Parse(heads, ("ROOT", *["conj"] * (count - 1)), tuple(["VB"] * count))
        grown = _Counting(words, parse)
        polarities = Polarities(grown)
        for number in range(count):
            polarities.of(number)
        return grown.handed

    assert work(800) <= 4 * work(200) * 1.3
