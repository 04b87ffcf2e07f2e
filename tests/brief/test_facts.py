"""Names, places, numbers, dates and support: faithful sentences pass, those with one thing wrong are caught."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.brief.check import CHECKS, Grounds
from onrecord.brief.check_dates import check_dates
from onrecord.brief.check_names import check_names
from onrecord.brief.check_numbers import check_numbers
from onrecord.brief.check_places import check_places
from onrecord.brief.check_support import check_support
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Fault, Gravity
from onrecord.brief.style import Style

from .conftest import Sampled

FACTS = (check_names, check_places, check_numbers, check_dates, check_support)
with (Path(__file__).parent / "facts.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="|"))


def cited(sampled: Sampled, words: str) -> Evidence:
    """The statement whose words hold these: of several the one with the fewest."""
    found = [
        (len(said), key)
        for key, one in sampled.statements.items()
        if words in (said := " ".join(span.of(one.text) for span in one.spans))
        or any(words in span.of(one.text) for span in one.spans)
    ]
    return sampled.statements[min(found)[1]]


def faults(
    sampled: Sampled, text: str, evidence: Sequence[Evidence], day: str | None = None, style: Style | None = None
) -> list[Fault]:
    """What these checks find in the one sentence of a draft."""
    keys = "; ".join(f"@{one.id}" for one in evidence)
    draft = read_draft(f"## Item\n\n{text} [{keys}]\n")
    when = date.fromisoformat(day) if day else None
    known = {one.id: one for one in evidence}
    grounds = Grounds(draft.brief, known, sampled.desk.gazetteer, style or Style(), when)
    sentences = [one for one in draft.brief.sentences if not one.level]
    return [fault for one in sentences for each in FACTS for fault in each(one, evidence, grounds)]


def test_the_checks_are_in_the_list() -> None:
    assert set(FACTS) <= set(CHECKS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['is']}" for n, row in enumerate(ROWS)])
def test_sentences_written_by_hand(sampled: Sampled, row: dict[str, str]) -> None:
    found = faults(sampled, row["sentence"], [cited(sampled, row["words"])], row["day"])
    told = [(fault.kind.value, fault.words) for fault in found]
    if row["is"] == "right":
        assert told == []
    else:
        assert row["is"] in [fault.kind.value for fault in found if fault.gravity is Gravity.ERROR], told


def test_a_source_s_own_sentences_pass(sampled: Sampled) -> None:
    flagged = []
    english = [one for one in sampled.statements.values() if one.record.document.language == "en"]
    for one in english:
        text = " ".join(span.of(one.text) for span in one.sentences).lstrip("- ")
        day = (one.record.document.published or "2031-05-20")[:10]
        if any(fault.gravity is Gravity.ERROR for fault in faults(sampled, text, [one], day)):
            flagged.append(text)
    assert len(english) > 300
    assert len(flagged) <= 0.005 * len(english), flagged


def test_a_name_is_offered_instead(sampled: Sampled) -> None:
    one = cited(sampled, "that the People’s Coastal Guard give up")
    [found] = faults(sampled, "Nadim Ra’uzah’s demand is of the Covenant Guard.", [one], "2031-04-12")
    assert found.words.startswith("“Covenant Guard” is not in what is cited (s:")
    assert "People’s Coastal Guard" in found.words
    assert found.instead == "Coastal Guard"


def test_a_place_of_another_country_is_told_with_those_that_are_named(sampled: Sampled) -> None:
    one = cited(sampled, "that the road to Khor Lethan would be open")
    text = "Ra’uzeh promised to open the road to Stavenhelm."
    [found] = faults(sampled, text, [one], "2031-04-20")
    assert found.words.endswith("which names Khor Lethan")
    assert found.instead == "Khor Lethan"


def test_a_nearer_place_than_the_source_names_is_a_fault_and_a_wider_one_is_none(sampled: Sampled) -> None:
    wide = cited(sampled, "Nesharra’s Ninth Bureau of supplying the shells")
    [nearer] = faults(sampled, "Osh’ar accused the Ninth Bureau in Vashtel of supplying the shells.", [wide])
    assert "names Nesharra, but not which place of it" in nearer.words
    near = cited(sampled, "The crates bore the stamp of a works near Vashtel")
    assert faults(sampled, "The crates were stamped at a works in Nesharra, she told ambassadors.", [near]) == []


def test_names_of_another_script_are_those_of_the_same_people(sampled: Sampled) -> None:
    one = next(
        one
        for one in sampled.documents.values()
        if "روريك أوستفالد" in one.text and "ar" in (one.record.document.language or "")
    )
    assert (
        faults(sampled, "Rurik Ostvald spoke of the searches, and Daryan Mehvesh had demanded their end.", [one]) == []
    )
    [found] = faults(sampled, "Karsten Hvalgren spoke of the searches.", [one])
    assert found.words.startswith("“Karsten Hvalgren”")


def test_a_house_may_use_its_own_words(sampled: Sampled) -> None:
    one = cited(sampled, "that the People’s Coastal Guard give up")
    text = "Ra’uzeh demanded that the Shore Watch give up its heavy mines."
    assert [fault.kind.value for fault in faults(sampled, text, [one])] == ["name"]
    assert faults(sampled, text, [one], style=Style(names={"People’s Coastal Guard": "Shore Watch"})) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("In April, Qoltan spoke of the channel.", False),
        ("In early 2031, Qoltan spoke of the channel.", False),
        ("Qoltan spoke of the channel in the spring of 2031.", False),
        ("Qoltan promised to have the channel swept by 25 April.", False),
        ("Qoltan promised to have the channel swept by Friday, 25 April 2031.", False),
        ("Qoltan promised to have the channel swept by 25 April 2032.", True),
        ("Qoltan promised to have the channel swept on the morning of 25 April.", True),
        ("Qoltan promised to have the channel swept by the end of June.", True),
    ],
)
def test_a_wider_time_may_be_told_and_a_finer_one_may_not(sampled: Sampled, text: str, wrong: bool) -> None:
    one = cited(sampled, "that the inner channel of Port Yassem would be swept of mines by 25 April")
    assert bool(faults(sampled, text, [one], "2031-05-12")) is wrong


def test_without_a_day_of_its_own_a_brief_s_days_are_compared_by_their_names(sampled: Sampled) -> None:
    one = cited(sampled, "that observers from four states")
    assert faults(sampled, "Observers from four states would take up their posts on Wednesday, she said.", [one]) == []
    [found] = faults(sampled, "Observers from four states would take up their posts on Sunday, she said.", [one])
    assert found.words.startswith("“Sunday” is not a time of what is cited")


def test_how_many_days_passed_may_be_counted(sampled: Sampled) -> None:
    one = cited(sampled, "that the road to Khor Lethan would be open")
    assert faults(sampled, "Ra’uzeh promised to open the road within five days.", [one], "2031-05-01") == []
    assert len(faults(sampled, "Ra’uzeh promised to open the road within nine days.", [one], "2031-05-01")) == 1


def test_what_is_quoted_is_left_to_the_check_of_quotations(sampled: Sampled) -> None:
    one = cited(sampled, "We sold the port authority forty mines in 2025")
    assert faults(sampled, "Mehvesh said: “Sorvland sold 70 mines in Stavenhelm on 9 June.”", [one]) == []


def test_comments_are_checked_where_they_cite(sampled: Sampled) -> None:
    one = cited(sampled, "We sold the port authority forty mines in 2025")
    [found] = faults(sampled, "Comment: Sorvland’s mines are likely to be named again.", [one])
    assert found.kind.value == "name"
    draft = read_draft("## Item\n\nComment: Sorvland’s 70 mines are likely to be named again.\n")
    grounds = Grounds(draft.brief, {}, sampled.desk.gazetteer, Style())
    assert [fault for one in draft.brief.sentences for each in FACTS for fault in each(one, [], grounds)] == []


def test_a_heading_rests_on_all_that_stands_below_it(sampled: Sampled) -> None:
    road = cited(sampled, "that the road to Khor Lethan would be open")
    mines = cited(sampled, "that the People’s Coastal Guard give up")
    draft = read_draft(
        f"## Ra’uzeh, the Coastal Guard and Khor Lethan\n\nRa’uzeh spoke. [@{road.id}]\n\nHe asked. [@{mines.id}]\n"
        f"\n## Hvalgren is silent\n\nRa’uzeh spoke. [@{road.id}]\n"
    )
    known = {road.id: road, mines.id: mines}
    grounds = Grounds(draft.brief, known, sampled.desk.gazetteer, Style())
    found = [
        fault.words
        for one in draft.brief.sentences
        if one.level
        for each in FACTS
        for fault in each(one, [known[citation.key] for citation in one.citations], grounds)
    ]
    assert len(found) == 1
    assert "Hvalgren" in found[0]


def test_a_fault_stands_where_its_words_stand_in_the_draft(sampled: Sampled) -> None:
    one = cited(sampled, "that the road to Khor Lethan would be open")
    text = f"## Item\n\n**Ra’uzeh** promised to *open* the road to\n**Hisn Orrel** by 20 April. [@{one.id}]\n"
    draft = read_draft(text)
    grounds = Grounds(draft.brief, {one.id: one}, sampled.desk.gazetteer, Style())
    [found] = check_places(draft.brief.sentences[1], [one], grounds)
    assert text[found.span.start : found.span.end] == "Hisn Orrel"


@pytest.mark.parametrize(
    "text", ["Xarn " * 3_000, "A. " * 5_000, "9 " * 5_000, "Khor Lethan " * 2_000, "“" * 5_000, "٣" * 400]
)
def test_hostile_sentences_are_borne(sampled: Sampled, text: str) -> None:
    one = cited(sampled, "that the road to Khor Lethan would be open")
    draft = read_draft(f"## Item\n\n{text} [@{one.id}]\n")
    grounds = Grounds(draft.brief, {one.id: one}, sampled.desk.gazetteer, Style(), date(2031, 5, 1))
    for sentence in draft.brief.sentences:
        for each in FACTS:
            list(each(sentence, [one], grounds))


def test_the_two_sides_of_what_was_done_both_ways_are_left_alone(sampled: Sampled) -> None:
    one = cited(sampled, "Nesharra’s Ninth Bureau of supplying the shells")
    assert one.statement is not None
    assert one.statement.target is not None
    back = replace(one, people=tuple(replace(p, roles=_turned(p.roles)) for p in one.people))
    text = "The Ninth Bureau accused Leila Osh’ar of supplying the shells."
    assert [fault.kind.value for fault in faults(sampled, text, [one])] == ["support"]
    assert faults(sampled, text, [one, back]) == []


def _turned(roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({"speaker": "target", "target": "speaker"}.get(role, role) for role in roles)
