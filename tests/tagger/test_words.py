"""Words, windows and pairs: what the tagger is given."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.segment import segment
from onrecord.tagger.pairs import FEATURES, pair_features
from onrecord.tagger.windows import CLS, LONGEST_WORD, SEP, UNKNOWN, Pieces, pack, piece_lists, window
from onrecord.tagger.words import BREAK, MARK, WORD, Words, words_of

from ..reading.laid_out import TEXTS


def words(text: str) -> Words:
    layout = segment(text)
    return words_of(
        text,
        [(p.start, p.end) for p in layout.paragraphs],
        [(s.start, s.end) for s in layout.sentences],
        [((q.span.start, q.span.end), (q.inside.start, q.inside.end)) for q in layout.quotations if q.depth == 0],
    )


def test_words_marks_and_breaks() -> None:
    found = words("Ostvald said: “No.”\n\nNATO left 3rd.")
    assert found.forms == ("Ostvald", "said", ":", "“", "No", ".", "”", "\n", "NATO", "left", "3rd", ".")
    kinds = [WORD, WORD, MARK, MARK, WORD, MARK, MARK, BREAK, WORD, WORD, WORD, MARK]
    assert found.kind.tolist() == kinds
    assert found.quote.tolist() == [0, 0, 0, 2, 1, 1, 3, 0, 0, 0, 0, 0]
    assert found.case.tolist() == [3, 2, 0, 0, 3, 0, 0, 0, 4, 2, 2, 0]
    assert found.paragraph.tolist() == [0] * 7 + [1] * 5
    assert found.sentence.tolist() == [0] * 8 + [1] * 4


def test_the_marks_of_old_wires_are_one_word_each() -> None:
    found = words("He said ``no'' twice.")
    assert found.forms == ("He", "said", "``", "no", "''", "twice", ".")
    assert found.quote.tolist() == [0, 0, 2, 1, 3, 0, 0]


def test_no_text_has_no_words() -> None:
    assert words("").forms == ()
    assert len(words(" \n ").begin) == 0


@given(TEXTS)
def test_each_word_stands_where_it_says(text: str) -> None:
    found = words(text)
    for i, form in enumerate(found.forms):
        if found.kind[i] != BREAK:
            assert text[found.begin[i] : found.end[i]] == form
    assert all(np.diff(found.begin) >= 0)
    assert all(np.diff(found.paragraph) >= 0)
    assert all(np.diff(found.sentence) >= 0)
    assert all(len(column) == len(found.forms) for column in (found.end, found.case, found.quote, found.sentence))
    loose = "".join(f for f in found.forms if f != "\n")
    assert loose == "".join(text.split())


def letters(form: str) -> list[int]:
    """A stand-in for a vocabulary: one piece a letter."""
    return [ord(c) for c in form]


def test_pieces_are_cut_off_and_never_none() -> None:
    pieces = Pieces(letters, remember=3)
    assert pieces.of("x" * 10_000) == (ord("x"),) * LONGEST_WORD
    assert pieces.of("\n") == (SEP,)
    assert pieces.of("“") == (ord('"'),)
    assert pieces.of("\ud800") == (UNKNOWN,)
    assert Pieces(lambda form: []).of("ﷺ") == (UNKNOWN,)
    assert [pieces.of(w) for w in ("a", "b", "c", "d", "a", "\n")] == [(97,), (98,), (99,), (100,), (97,), (SEP,)]


def packed(text: str, limit: int) -> tuple[Words, list[tuple[int, ...]], list[tuple[int, int]]]:
    found = words(text)
    lists = piece_lists(found, Pieces(letters))
    return found, lists, pack(found, lists, limit)


def test_whole_paragraphs_are_packed_while_they_fit() -> None:
    found, _, ranges = packed("\n\n".join(["aa bb cc"] * 5), 15)
    assert [" ".join(found.forms[b:e]).split() for b, e in ranges] == [["aa", "bb", "cc"] * 2] * 2 + [
        ["aa", "bb", "cc"]
    ]
    assert all(found.forms[b] == "\n" for b, _ in ranges[1:])


def test_a_paragraph_longer_than_a_window_is_cut_where_a_sentence_begins() -> None:
    found, _, ranges = packed("We wait here. They sail off. It is late. Go home.", 24)
    assert [found.forms[b] for b, _ in ranges] == ["We", "It"]
    assert [found.forms[e - 1] for _, e in ranges] == [".", "."]


def test_a_sentence_longer_than_a_window_is_cut_where_it_is_full() -> None:
    _, lists, ranges = packed("aaa " * 50, 10)
    assert [sum(map(len, lists[b:e])) for b, e in ranges] == [9] * 16 + [6]


@settings(max_examples=60)
@given(TEXTS, st.integers(LONGEST_WORD, 40))
def test_windows_hold_every_word_once_and_keep_the_limit(text: str, limit: int) -> None:
    found, lists, ranges = packed(text, limit)
    assert [i for b, e in ranges for i in range(b, e)] == list(range(len(found.forms)))
    for b, e in ranges:
        one = window(found, lists, b, e)
        assert len(one.ids) <= limit + 2
        assert (one.ids[0], one.ids[-1]) == (CLS, SEP)
        assert len(one.heads) == e - b
        assert [int(one.ids[h]) for h in one.heads] == [x[0] for x in lists[b:e]]
        assert len(one.ids) == len(one.case) == len(one.quote)


def test_the_features_of_a_pair() -> None:
    found = words("Qoltan said they left. “We hope,” he added.\n\nNobody asked.")
    place = found.forms.index
    cues = [(place("said"), place("said")), (place("added"), place("added"))]
    spans = [(place("they"), place("left")), (place("We"), place("hope"))]
    features = pair_features(spans, cues, found.paragraph, found.sentence)
    assert features.shape == (2, 2, FEATURES)
    after, before, distance, close, cues_between, spans_between, same_paragraph, _, same_sentence, sentences, *_ = (
        features[0, 0]
    )
    assert (after, before, close, cues_between, spans_between) == (1, 0, 1, 0, 0)
    assert distance == pytest.approx(np.log1p(1) / 3)
    assert (same_paragraph, same_sentence, sentences) == (1, 1, 0)
    far = features[0, 1]
    assert far[:2].tolist() == [0, 1]
    assert far[5] == 1
    assert far[8:10].tolist() == [0, -1]


@given(st.data())
def test_features_do_not_depend_on_the_order_of_the_spans(data: st.DataObject) -> None:
    found = words("One two. Three four five. Six.\n\nSeven eight nine ten. Eleven twelve.")
    places = sorted(data.draw(st.sets(st.integers(0, len(found.forms) - 1), min_size=2, max_size=8)))
    ranges = [(a, a) for a in places]
    spans, cues = ranges[::2], ranges[1::2]
    straight = pair_features(spans, cues, found.paragraph, found.sentence)
    turned = pair_features(spans[::-1], cues[::-1], found.paragraph, found.sentence)
    assert np.array_equal(straight, turned[::-1, ::-1])
    for (i, span), (k, cue) in itertools.product(enumerate(spans), enumerate(cues)):
        between = [c for c in cues if min(span[0], cue[0]) < c[0] < max(span[0], cue[0])]
        assert straight[i, k, 4] == min(len(between), 3)
