"""Originals of what a sentence cites: cited themselves, or told by another report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.brief.evidence import Evidence, Teller
from onrecord.brief.originals import LONGEST, originals, quoted, tellers_wanted
from onrecord.record import Span

from .conftest import Sampled
from .rendering import ARABIC, keys

QUOTING = "“The searches were lawful,” he said."


@pytest.fixture
def english(sampled: Sampled) -> tuple[str, Evidence]:
    """The statement in English, of which a report in Arabic is known."""
    key = keys(sampled)["over"]
    report = Teller("s:aaaa", "d:other", "Manarat al-Sahil", "ar", "2031-04-30", 7, "translated")
    return key, replace(sampled.statements[key], tellers=(report,))


@pytest.fixture
def arabic(sampled: Sampled) -> Evidence:
    """That report, as if the desk had read it."""
    document = next(one for one in sampled.documents.values() if ARABIC in one.text)
    begin = document.text.index(ARABIC)
    statement = sampled.statements[keys(sampled)["over"]].statement
    assert statement is not None
    found = replace(statement, content=(Span(begin, begin + len(ARABIC)),))
    return replace(document, id="s:aaaa", kind="statement", finding=found, voices=(found,))


def test_a_report_in_another_language_is_looked_up_and_shown(english: tuple[str, Evidence], arabic: Evidence) -> None:
    assert tellers_wanted(dict([english])) == ("s:aaaa",)
    (found,) = originals([english], {"s:aaaa": arabic}, QUOTING)
    assert (found.words, found.language, found.key, found.outlet) == (ARABIC, "ar", "s:aaaa", "Manarat al-Sahil")
    # Who quotes nothing needs no original; who cites one himself gets that alone.
    assert not list(originals([english], {"s:aaaa": arabic}, "He said that they were lawful."))
    passage = replace(arabic, id="d:1", finding=None, voices=(), passage=Span(0, 10))
    (own,) = originals([english, ("d:1#0-10", passage)], {"s:aaaa": arabic}, QUOTING)
    assert own.key == "d:1#0-10"


def test_a_report_that_was_not_found_shows_nothing(english: tuple[str, Evidence]) -> None:
    assert not list(originals([english], {}, QUOTING))


def test_a_long_original_is_cut_at_a_word(arabic: Evidence) -> None:
    whole = replace(arabic.record.document, text="كلمة " * 1000)
    long = replace(arabic, record=replace(arabic.record, document=whole), finding=None, passage=Span(0, 5000))
    (found,) = originals([("d:1#0-5000", long)], {}, "")
    assert len(found.words) <= LONGEST + 4
    assert found.words.endswith("كلمة […]")


def test_what_a_sentence_quotes() -> None:
    assert quoted("“One,” he said, and “two.”") == "“One” … “two.”"
    assert quoted("He said nothing.") == ""
