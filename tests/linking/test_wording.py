"""Words, their places and parts: the quick ways through plain texts give what the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import wording as wording_module
from onrecord.linking.wording import wording
from onrecord.reading.paragraphs import paragraphs
from onrecord.reading.quotations import quotations

TEXTS = st.text(st.sampled_from("aBs1 \n\n.!?,-_'\"`’‘“”«»)…\u2028\r"), max_size=120)


@given(TEXTS)
def test_plain_words_are_those_among_words_with_accents(text: str) -> None:
    plain, accented = wording(text), wording(f"{text}\né")
    assert plain.forms == accented.forms[:-1]
    assert (plain.starts, plain.ends) == (accented.starts[:-1], accented.ends[:-1])
    assert (plain.sentence, plain.line) == (accented.sentence[:-1], accented.line[:-1])
    assert [text[begin:end].lower() for begin, end in zip(plain.starts, plain.ends, strict=True)] == plain.forms


@given(TEXTS)
def test_what_is_quoted_is_what_is_read_as_quoted(text: str) -> None:
    words = wording(text)
    expected = [0] * len(words)
    for quotation in quotations(text, paragraphs(text)):
        if quotation.depth == 0:
            within = [at for at, start in enumerate(words.starts) if quotation.span.start <= start < quotation.span.end]
            for at in within:
                expected[at] = len(within)
    assert words.quoted == expected


def test_sentences_end_with_their_marks_or_their_line() -> None:
    words = wording("One (two.) Three\nfour?! “Five.” Six 6.5\n\n\nseven")
    assert words.forms == ["one", "two", "three", "four", "five", "six", "6", "5", "seven"]
    assert words.sentence == [0, 0, 1, 2, 3, 4, 4, 4, 5]
    assert words.line == [0, 0, 0, 1, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("signs", [".", "?!", '."', ".'", ".)", "\n"])
def test_a_run_of_signs_is_looked_through_once(signs: str) -> None:
    text = "one " + signs * 4000 + "x two"
    # What one match takes no other looks at: together they are as long as the run, however long that is.
    assert sum(len(found.group()) for found in wording_module._END.finditer(text)) == len(signs) * 4000
    assert wording(text).sentence == [0, 0, 0] if signs != "\n" else [0, 1, 1]


def test_a_sentence_ends_at_its_signs_before_a_space_only() -> None:
    assert wording('One... "two." three 3.5 four?! five.six').sentence == [0, 1, 2, 2, 2, 2, 3, 3]
