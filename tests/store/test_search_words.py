"""Words as they are searched: what is written alike is one, databases part it no further, its place is exact."""

from __future__ import annotations

import sqlite3
import sys
import threading
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.store.search_letters import FOLDED
from onrecord.store.search_words import LONGEST, Placed, placed_words, stem, stems, words

#: Each line is one word, written in several ways.
ALIKE = (
    (
        "harbour",
        "Harbour",
        "HARBOUR",
        "ｈａｒｂｏｕｒ",
        "har\u00adbour",
        "harbour's",
        "Harbour’s",
        "‘harbour’",
        "harbour,",
    ),
    ("kataib", "Kata'ib", "Kata’ib", "Kataʾib", "Katāʾib", "KATA'IB's"),
    ("us", "U.S.", "U.S", "us", "u.s.", "U.S.'s", "US’s"),
    ("pcg", "P.C.G.", "PCG"),
    ("naive", "naïve", "nai\u0308ve", "NAÏVE"),
    ("strasse", "Straße", "STRASSE"),
    ("istanbul", "İstanbul", "ıstanbul"),
    ("aeroskobing", "Ærøskøbing"),
    ("ميشود", "می‌شود", "میشود", "ميشود"),
    ("كتايب", "كتائب", "کتائب", "كَتَائِب", "كتـــائب", "ﻛﺘﺎﺋﺐ"),
    ("احمد", "أحمد", "احمد", "إحمد", "ٱحمد", "آحمد"),
    ("مسوول", "مسؤول", "مسوول"),
    ("علي", "علی", "على", "علي"),
    ("خامنه", "خامنة", "خامنه", "خامنۀ"),
    ("وزرا", "وزراء", "وزرا"),
    ("1988", "1988", "١٩٨٨", "۱۹۸۸", "१९८८", "１９８８"),
    ("x2", "x²", "X2"),
)

#: A text, and its words.
PARTED = {
    "al-Nujaba": "al nujaba",
    "the U.S.-led group": "the us led group",
    "S.Paulo, a.m. and J.K. Rowling": "s paulo am and jk rowling",
    "3.5 of 1,200": "3 5 of 1 200",
    "harbour_news@lpa.example.net": "harbour news lpa example net",
    "dogs' tails don't wag": "dogs tails dont wag",
    "the ’90s": "the 90s",
    "“quoted,” she said": "quoted she said",
    "one\u200btwo three\u2060four": "one two threefour",
    "a—b–c/d": "a b c d",
    "½": "1 2",
    "حزب‌الله، لبنان؟": "حزبالله لبنان",
    "习近平说": "习 近 平 说",
    "がく": "か く",
    "x😀y 🇮🇷": "x y",
    "\x00\ud800'.'": "",
    "": "",
}


@pytest.mark.parametrize("alike", ALIKE, ids=[one[0] for one in ALIKE])
def test_one_word_written_in_several_ways_is_one(alike: tuple[str, ...]) -> None:
    assert {written: words(written) for written in alike} == {written: [alike[0]] for written in alike}


@pytest.mark.parametrize("text", PARTED)
def test_a_text_is_parted_into_words(text: str) -> None:
    assert words(text) == PARTED[text].split()


def test_letters_that_databases_do_not_know_are_written_by_their_number() -> None:
    assert words("ߞߊ 𞤀 हिन्दी") == ["u7deu7ca", "u1e922", "हu93fनu94dदu940"]
    assert words("हिन्दी") != words("हन्दा")


def test_places_are_those_of_the_text() -> None:
    text = "Iran's Kata’ib ﷲ مِحْوَرٌ، the U.S.’s وزراء x² Straße!"
    shown = [(placed.word, text[placed.start : placed.end]) for placed in placed_words(text)]
    assert shown == [
        ("iran", "Iran"),
        ("kataib", "Kata’ib"),
        ("الله", "ﷲ"),
        ("محور", "مِحْوَرٌ"),
        ("the", "the"),
        ("us", "U.S"),
        ("وزرا", "وزراء"),
        ("x2", "x²"),
        ("strasse", "Straße"),
    ]


def test_words_of_one_sign_have_its_place() -> None:
    assert placed_words("a ½") == [Placed("a", 0, 1), Placed("1", 2, 3), Placed("2", 2, 3)]


def test_a_long_word_is_cut() -> None:
    assert words("x" * 1_000) == ["x" * LONGEST]
    assert placed_words("x" * 1_000) == [Placed("x" * LONGEST, 0, 1_000)]


# -- what holds for every text -----------------------------------------------------------------------------------------

#: Texts of letters that are folded, of the marks that decide about words, and of anything.
_SIGNS = st.one_of(
    st.sampled_from("abcXYZ 's.'’‘ʾ-.,  \u200c\u0301\u064b\u0640ءأئىکةİßﷲ½²١𞤀😀ึ字がन्"),
    st.characters(codec=None, exclude_categories=()),
)
TEXTS = st.text(_SIGNS, max_size=60)


def fts5(folded: list[str]) -> list[str]:
    """The words that SQLite parts these into, in their order."""
    with_words = sqlite3.connect(":memory:")
    try:
        with_words.execute("CREATE VIRTUAL TABLE t USING fts5(said, tokenize='unicode61 remove_diacritics 0')")
        with_words.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        with_words.execute("INSERT INTO t VALUES (?)", (" ".join(folded),))
        return [term for (term,) in with_words.execute('SELECT term FROM v ORDER BY "offset"')]
    finally:
        with_words.close()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("a.b.'s's ''s .'s a'b.c")
def test_sqlite_parts_folded_words_as_they_are(text: str) -> None:
    folded = words(text)
    assert fts5(folded) == folded


def test_sqlite_takes_every_letter_that_may_come_out_for_a_word() -> None:
    letters = sorted({letter for code in range(sys.maxunicode + 1) for letter in FOLDED[code]} - set(" .'"))
    assert len(letters) > 30_000
    assert fts5(letters) == letters
    assert fts5([f"a{letter}b" for letter in letters]) == [f"a{letter}b" for letter in letters]


@settings(max_examples=1_000, deadline=None)
@given(TEXTS)
def test_words_and_placed_words_are_the_same(text: str) -> None:
    placed = placed_words(text)
    assert [one.word for one in placed] == words(text)
    for one in placed:
        assert 0 <= one.start < one.end <= len(text)
        assert one.word.isalnum()
        assert len(one.word) <= LONGEST
        assert one.word == one.word.lower()
        assert words(text[one.start : one.end])
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(placed))


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = words(text)
    assert words(" ".join(folded)) == folded


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd"), max_codepoint=0x6FF), max_size=20))
def test_composed_and_decomposed_are_one(text: str) -> None:
    forms = {form: words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len({tuple(folded) for folded in forms.values()}) == 1


@pytest.mark.parametrize("hostile", ["\u0301", "'", "a'", "a.", ".'s", "😀", "a'.s", "x", "ﷺ", "\u200c", "अ\u093f"])
def test_hostile_text_takes_linear_memory_and_ends(hostile: str) -> None:
    text = hostile * (100_000 // len(hostile))
    assert len(words(text)) == len(placed_words(text)) <= 4 * len(text)


# -- English endings ---------------------------------------------------------------------------------------------------


def test_english_endings_are_taken_off() -> None:
    assert [stem(word) for word in ("smuggling", "smuggled", "smuggles", "guards", "evidence")] == [
        *("smuggl", "smuggl", "smuggl", "guard"),
        "evid",
    ]


def test_what_is_not_english_is_given_back() -> None:
    kept = ["كتايب", "f16s", "2017", "か", "u7deu7ca", ""]
    assert [stem(word) for word in kept] == stems(kept) == kept


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_stems_are_words_too(text: str) -> None:
    folded = words(text)
    assert stems(folded) == [stem(word) for word in folded]
    assert all(one.isalnum() for one in stems(folded))


def test_threads_share_nothing_but_the_words() -> None:
    said = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}smugglings" for n in range(2_000)]
    got: list[list[str]] = []
    threads = [threading.Thread(target=lambda: got.append(stems(said))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [[word.removesuffix("ings") for word in said]] * 4
