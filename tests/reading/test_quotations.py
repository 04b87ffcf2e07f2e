"""Quotations: marks of every make, nested, unclosed, reopened; and the apostrophes that are none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from onrecord.reading.layout import Quotation
from onrecord.reading.segment import segment

from .laid_out import TEXTS


def quotations(text: str) -> tuple[Quotation, ...]:
    return segment(text).quotations


def shown(text: str, depth: int = 0) -> list[str]:
    return [q.inside.of(text) for q in quotations(text) if q.depth == depth]


@pytest.mark.parametrize(
    "text",
    [
        'He said "they are back" and left.',
        "He said “they are back” and left.",
        "He said ``they are back'' and left.",
        "He said ''they are back'' and left.",
        'He said ``they are back" and left.',
        "He said «they are back» and left.",
        "He said „they are back“ and left.",
        "He said „they are back” and left.",
        "He said »they are back« and left.",
        "He said ›they are back‹ and left.",
        "He said ‹they are back› and left.",
        "He said ‚they are back‘ and left.",
        "He said ‘they are back’ and left.",
        "He said 'they are back' and left.",
        "He said 「they are back」 and left.",
        "“they are back”",
        '"they are back"',
    ],
)
def test_every_make_of_mark(text: str) -> None:
    assert shown(text) == ["they are back"]
    (found,) = quotations(text)
    assert found.closed
    assert found.span.holds(found.inside)


def test_guillemets_set_off_by_spaces_keep_them_inside() -> None:
    assert shown("Elle a dit «\u00a0non\u00a0» et « oui ».") == ["\u00a0non\u00a0", " oui "]


def test_an_arrow_of_guillemets_turns_nothing_round() -> None:
    assert shown("Home » News » Harbor\n\n«The port is shut», he said.\n\nRead more »") == ["The port is shut"]


def test_reversed_guillemets_nest_by_turns() -> None:
    text = "»Er sagte ›nein‹ und ging«, sagte sie. »Gut«, sagte er."
    assert shown(text) == ["Er sagte ›nein‹ und ging", "Gut"]
    assert shown(text, 1) == ["nein"]


def test_singles_inside_doubles() -> None:
    text = "“The envoy told us, ‘Nobody is coming,’ and left,” she said. \"He said 'never' to me.\""
    assert shown(text) == ["The envoy told us, ‘Nobody is coming,’ and left,", "He said 'never' to me."]
    assert shown(text, 1) == ["Nobody is coming,", "never"]


def test_british_singles_outside_and_doubles_inside() -> None:
    text = '‘She said “never” to us,’ he told the court. \'It"s not "over" yet,\' said another.'
    assert shown(text)[0] == "She said “never” to us,"
    assert "never" in shown(text, 1)
    assert shown("'They don't know the guards' names,' he said. 'We do.'") == [
        "They don't know the guards' names,",
        "We do.",
    ]


def test_three_levels() -> None:
    text = "“He said, ‘They shouted “fire” twice,’ and that was all.”"
    assert [shown(text, depth) for depth in (1, 2)] == [["They shouted “fire” twice,"], ["fire"]]


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = "He said “the boats are back.\n\nNobody answered."
    (found,) = quotations(text)
    assert (found.closed, found.goes_on) == (False, False)
    assert found.inside.of(text) == "the boats are back."


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("``", "''")])
def test_a_quotation_reopened_in_each_paragraph_goes_on(opening: str, closing: str) -> None:
    text = f"She said: {opening}We wait.\n\n{opening}We hope.\n\n{opening}We sail.{closing}\n\n{opening}Soon.{closing}"
    found = quotations(text)
    assert [(q.closed, q.goes_on) for q in found] == [(False, True), (False, True), (True, False), (True, False)]


def test_an_unclosed_quotation_does_not_go_on_past_a_paragraph_without_one() -> None:
    assert [q.goes_on for q in quotations("“We wait.\n\nHe paused.\n\n“We hope.”")] == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        "The guards' boats and the fishermen's nets were the town's.",
        "Don't say it isn't ours; y'all can't.",
        "The guards’ boats and the crews’ wives’ letters were late.",
        "In the '90s the guards' boats were new.",
        "Rock 'n' roll and the singers' songs.",
        "Get 'em before the pilots' strike.",
        "Ra’uzeh, Osh’ar and Kata'ib met al-‘Arabi at the guards’ house.",
        "The rod is 5' 3\" long.",
        "The 1990's and the '80s",
        "’Tis the crews’ turn.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert [q for q in quotations(text) if q.closed] == []


def test_arabic_quotations_stand_in_reading_order() -> None:
    text = "قال المتحدث: «لن نغادر المضيق»، ثم أضاف “أبدا”."
    assert shown(text) == ["لن نغادر المضيق", "أبدا"]


def test_thousands_of_stray_marks_make_few_quotations() -> None:
    text = "“" * 5_000 + "we wait” and leave."
    found = quotations(text)
    assert len(found) <= 8
    assert "we wait" in [q.inside.of(text) for q in found]


def test_an_empty_quotation_is_none() -> None:
    assert quotations('He said "" and “” and ‘’.') == ()


def check(text: str) -> None:
    layout = segment(text)
    found = layout.quotations
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)
    for q in found:
        assert q.span.holds(q.inside)
        assert any(p.holds(q.span) for p in layout.paragraphs)
        assert q.closed == (q.inside.end < q.span.end)
        assert not (q.closed and q.goes_on)
    outer = [q.span for q in found if q.depth == 0]
    assert not any(a.meets(b) for a, b in itertools.pairwise(outer))


@given(TEXTS)
def test_they_lie_inside_one_paragraph_in_text_order(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit", ["“", "„", '"', "'", " 'a", "“a\n", "“«‹「", "“ ” ", "«»", "»a ", "“‘a ", "``", "a' ‘b"]
)
def test_hostile_text_has_them_like_any_other(unit: str) -> None:
    check(unit * 400)


def test_closing_marks_of_another_make_close_nothing() -> None:
    text = "«" * 3000 + "”" * 3000
    check(text)
    assert not any(q.closed for q in quotations(text))
