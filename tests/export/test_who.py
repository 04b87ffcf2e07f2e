"""Who is who: the order, what is known and on what ground, what stays open, and nothing made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.export.telling import Telling, plain
from onrecord.export.who import (
    candidate_lines,
    country_words,
    entries,
    form_words,
    involved,
    known_line,
    office_lines,
    sort_words,
    why_line,
)
from onrecord.export.wording import kind_words
from onrecord.record import Actor, ActorKind, Mention, MentionForm, Record, Span

from . import building
from .test_web_page import Element, tree


def rows(record: Record) -> dict[str, Element]:
    """The rows of the who's-who by the name in each."""
    (section,) = (e for e in tree(record).all("section") if e.attrs.get("id") == "who")
    return {row.all("a", "actor")[0].text(): row for row in section.all("tr") if "data-a" in row.attrs}


def cells(row: Element) -> dict[str, str]:
    return {e.attrs["data-head"]: " ".join(e.text().split()) for e in row.all("td") if "data-head" in e.attrs}


def test_speakers_come_first_then_those_mentioned_most() -> None:
    order = [e.actor.name for e in entries(Telling(building.harbour()))]
    assert order == ["Sefa Ilun", "Selm Harbour Office", "Lurania", "the Luranian fleet", "Selm"]
    named = {e.actor.name: e.named for e in entries(Telling(building.harbour()))}
    assert [name for name, has in named.items() if not has] == ["the Luranian fleet"]


def test_each_has_the_statements_it_makes_and_is_spoken_of_in() -> None:
    telling = Telling(building.marshes())
    found = {e.actor.name: e for e in entries(telling)}

    def ids(numbers: tuple[int, ...]) -> list[str]:
        return [telling.statements[n].id for n in numbers]

    assert ids(found["Oren Tamsil"].says) == ["s2", "s4", "s6", "s7"]
    assert ids(found["Oren Tamsil"].told) == ["s5"]
    assert ids(found["Harbour Council"].told) == ["s0", "s1", "s2", "s7"]
    assert not found["Harbour Council"].says


def test_what_is_known_is_told_with_its_ground_and_a_guess_as_one() -> None:
    office, captain, lurania, _, _ = building.harbour().actors
    assert plain(known_line(office)) == "Selm Harbour Office (coast:selm-harbour), almost certain (97 %)"
    assert plain(why_line(office) or ()) == "linked because Selm Harbour Office is a name of it; the text is about XA"
    assert sort_words(office).text == "agency (organisation)"
    assert country_words(office) == "XA"
    assert plain(known_line(captain)) == "not among the known names"
    assert sort_words(captain).text == "read as a person"
    assert [plain(line) for line in office_lines(Telling(building.harbour()), captain)] == [
        "Port captain – Selm Harbour Office"
    ]
    assert plain(known_line(lurania)) == "open question"
    assert why_line(lurania) is None
    assert [plain(line) for line in candidate_lines(lurania)] == [
        "may be Republic of Lurania – lu (pack coast), 50 %: Lurania is a short name of it",
        "may be Kingdom of Lurania – lu-old (pack coast), 30 %: it was called so until 1990",
    ]
    assert form_words(office) == "1 name, 1 acronym, 1 description, 1 pronoun"


@pytest.mark.parametrize(
    ("kind", "finer", "words"),
    [
        (ActorKind.STATE, "state", "state"),
        (ActorKind.GROUP, "militia", "militia (group)"),
        (ActorKind.GROUP, "terrorist-group", "terrorist group"),
        (ActorKind.PERSON, None, "person"),
    ],
)
def test_kinds(kind: ActorKind, finer: str | None, words: str) -> None:
    assert kind_words(kind, finer) == words


def test_countries_have_names_and_a_state_is_not_its_own_country() -> None:
    actor = Actor("a0", "Peru", ActorKind.GROUP, (), countries=("PE", "kp"))
    assert country_words(actor) == "Peru, North Korea"
    assert country_words(replace(actor, kind=ActorKind.STATE, countries=("PE",))) == ""


def test_those_spoken_of_in_a_statement_are_found_by_its_content() -> None:
    record = building.marshes()
    telling = Telling(record)
    number = next(n for n, s in enumerate(telling.statements) if s.id == "s4")
    assert [record.actors[n].name for n in involved(telling)[number]] == ["Idda Marrow"]


def test_the_page_has_a_row_for_each_and_says_what_is_open() -> None:
    found = rows(building.harbour())
    assert list(found) == ["Sefa Ilun", "Selm Harbour Office", "Lurania", "Selm", "the Luranian fleet"]
    assert cells(found["Lurania"])["Known as"].startswith("open question")
    assert "may be Republic of Lurania" in cells(found["Lurania"])["Known as"]
    assert "linked because Selm Harbour Office is a name of it" in cells(found["Selm Harbour Office"])["Known as"]
    assert cells(found["Sefa Ilun"])["Known as"] == "not among the known names"
    assert cells(found["Sefa Ilun"])["Offices in the text"] == "Port captain – Selm Harbour Office"
    assert cells(found["Sefa Ilun"])["Says"] == "s0 s1"
    assert cells(found["Lurania"])["Is spoken of"] == "s2"
    assert cells(found["Selm Harbour Office"])["Mentioned"].startswith("4 mentions")


def test_those_without_a_name_are_in_a_list_that_opens_on_demand() -> None:
    (folded,) = tree(building.harbour()).all("details", "unnamed")
    assert "open" not in folded.attrs
    assert folded.all("summary")[0].text() == "1 known only by a description or a pronoun"
    assert [row.all("a", "actor")[0].text() for row in folded.all("tr") if "data-a" in row.attrs] == [
        "the Luranian fleet"
    ]


def test_nobody_is_a_sentence() -> None:
    (section,) = (e for e in tree(building.empty()).all("section") if e.attrs.get("id") == "who")
    assert section.all("p", "empty")[0].text() == "No actor was found in this document."
    assert not section.all("table")


def test_every_link_leads_to_something_that_is_there() -> None:
    for build in (building.harbour, building.undated, building.marshes, building.arabic, building.long_names):
        root = tree(build())
        ids = {e.attrs["id"] for e in root.walk() if "id" in e.attrs}
        goals = {e.attrs["href"][1:] for e in root.walk() if e.attrs.get("href", "").startswith("#")}
        assert goals <= ids, goals - ids


def test_a_thousand_actors_cost_in_proportion() -> None:
    def size(count: int) -> int:
        b = building.Building("Oro. " * count)
        b.actors = [
            Actor(f"a{n}", "Oro", ActorKind.PERSON, (Mention(Span(5 * n, 5 * n + 3), MentionForm.NAME, 1.0),))
            for n in range(count)
        ]
        return sum(len(e.text()) for e in tree(b.record()).all("section"))

    base = size(10)
    assert size(1000) < 120 * base
