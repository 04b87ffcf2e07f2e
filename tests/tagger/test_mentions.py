"""Names and nominals: flat labels become spans that may stand within each other, and one run serves both outputs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tagger import NameSpan, Tagger
from onrecord.tagger.labels import MENTIONS, NOMINAL
from onrecord.tagger.mentions import named
from onrecord.tagger.words import Words

from .test_runtime import OTHER, REPORT
from .test_words import words

KINDS = {"person", "organisation", "place", "people"}


def found(text: str, *spans: tuple[str, str]) -> list[tuple[str, str, bool]]:
    """What ``named`` makes of words labelled so, as texts."""
    laid = words(text)
    flat = []
    for phrase, label in spans:
        begin = text.index(phrase)
        inside = [i for i in range(len(laid.forms)) if begin <= laid.begin[i] < begin + len(phrase)]
        flat.append((inside[0], inside[-1], label, 0.5))
    return [(text[m.start : m.end], m.kind, m.nominal) for m in named(laid, flat)]


@pytest.mark.parametrize(
    ("text", "spans", "says"),
    [
        (
            "Reports say the Selmite militia left.",
            [("Selmite", "people"), ("militia", "organisation-nominal")],
            [("the Selmite militia", "organisation", True), ("Selmite", "people", False)],
        ),
        (
            "They met Lurania's security forces there.",
            [("Lurania", "place"), ("security forces", "organisation-nominal")],
            [("Lurania's security forces", "organisation", True), ("Lurania", "place", False)],
        ),
        (
            "the foreign secretary Anwar Bezzouli",
            [("foreign secretary", "person-nominal"), ("Anwar Bezzouli", "person")],
            [("the foreign secretary", "person", True), ("Anwar Bezzouli", "person", False)],
        ),
        (
            "The Selm-backed rebels fled.",
            [("Selm", "place"), ("rebels", "organisation-nominal")],
            [("The Selm-backed rebels", "organisation", True), ("Selm", "place", False)],
        ),
        (
            "He went to Qalmar. Fighters stayed.",
            [("Qalmar", "place"), ("Fighters", "organisation-nominal")],
            [("Qalmar", "place", False), ("Fighters", "organisation", True)],
        ),
        ("the Harbor Guard", [("Harbor Guard", "organisation")], [("Harbor Guard", "organisation", False)]),
    ],
)
def test_nominals_hold_the_names_before_their_words(
    text: str, spans: list[tuple[str, str]], says: list[tuple[str, str, bool]]
) -> None:
    assert sorted(found(text, *spans)) == sorted(says)


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(MENTIONS.kinds), st.booleans()), max_size=40))
def test_mentions_stand_in_order_within_the_text_and_names_never_overlap(rows: list[tuple[int, str, bool]]) -> None:
    text = "the Selm of Qalmar's ferry men - and " * 25
    laid: Words = words(text)
    flat, at = [], 0
    for length, kind, gap in rows:
        at += gap
        if at + length <= len(laid.forms):
            flat.append((at, at + length - 1, kind, 0.5))
        at += length
    mentions = named(laid, flat)
    assert len(mentions) == len(flat)
    assert mentions == sorted(mentions)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    names = [m for m in mentions if not m.nominal]
    assert all(a.end <= b.start for a, b in itertools.pairwise(names))


def test_the_work_grows_with_the_text_only() -> None:
    laid = words("the Selm ferry men " * 20_000)
    flat = [(i, i, "place" if i % 2 else f"organisation{NOMINAL}", 0.5) for i in range(len(laid.forms))]
    assert len(named(laid, flat)) == len(flat)


def test_one_run_gives_the_same_attributions_and_the_mentions(tagger: Tagger) -> None:
    for text in (REPORT, OTHER):
        tagged = tagger.read(words(text))
        assert tagged.attributions == tagger.tag(words(text))
        assert tagged.mentions == sorted(tagged.mentions)
        assert {m.kind for m in tagged.mentions} <= KINDS
        assert all(0 <= m.confidence <= 1 for m in tagged.mentions)


def test_names_of_persons_and_bodies_are_found_and_told_from_nominals(tagger: Tagger) -> None:
    text = (
        "Brigadier Khalid al-Samarru, commander of the Qalmar Liberation Brigades, met Lurania's foreign minister, "
        "Nour Haddanin, in the Turkish capital. The militia later said that the Ministry of Interior had agreed."
    )
    mentions = tagger.read(words(text)).mentions
    said = {text[m.start : m.end]: (m.kind, m.nominal) for m in mentions}
    assert said["Khalid al-Samarru"] == ("person", False)
    assert said["Nour Haddanin"] == ("person", False)
    assert said["Qalmar Liberation Brigades"] == ("organisation", False)
    assert said["Ministry of Interior"] == ("organisation", False)
    assert said["The militia"] == ("organisation", True)
    assert said["Turkish"] == ("people", False)


def test_nothing_is_found_where_nothing_is(tagger: Tagger) -> None:
    assert tagger.read(words("")).mentions == []
    assert tagger.read(words("\n\n")).mentions == []


@pytest.mark.parametrize("text", ["x" * 10_000, "\x00 \ud800 \u202e", "😀😀 said 😀", "said", "“”“”", "قال said ליל"])
def test_odd_texts_are_no_trouble(tagger: Tagger, text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in tagger.read(words(text)).mentions)


def test_the_labels_of_mentions_are_bioes_over_their_kinds() -> None:
    assert {k.removesuffix(NOMINAL) for k in MENTIONS.kinds} == KINDS
    assert len(MENTIONS.names) == 1 + 4 * len(MENTIONS.kinds) == len(set(MENTIONS.names))
    steps, _, _ = MENTIONS.allowed_steps()
    assert steps.shape == (len(MENTIONS.names),) * 2
    assert set(np.unique(steps).tolist()) == {0.0, -1e4}


def test_a_span_can_be_compared_and_kept() -> None:
    assert NameSpan(1, 3, "person", False, 0.5) < NameSpan(2, 3, "person", False, 0.5)
