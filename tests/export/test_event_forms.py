"""Events under the names of event data: what means the same stands there, what is not told stays empty."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from onrecord.codebook.cameo import plover_of
from onrecord.export import EXPORTS
from onrecord.export.acled_form import CODED, dated
from onrecord.export.event_table import POLECAT
from onrecord.export.forms import Item
from onrecord.record import EventType, PlacePrecision, Polarity, Span

from .handing import HOSTILE, hostile, item, made

FORMS = ("plover", "cameo", "acled")


def rows(name: str, *items: Item) -> list[dict[str, str]]:
    (form,) = EXPORTS[name].forms
    text = made(form, items or [item()]).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def by_words(name: str, *items: Item) -> dict[str, dict[str, str]]:
    return {row["words"]: row for row in rows(name, *items)}


@pytest.mark.parametrize("name", FORMS)
def test_each_row_says_on_whose_word_it_stands(name: str) -> None:
    bombed = by_words(name)["bombed"]
    assert (bombed["standing"], bombed["polarity"], bombed["by"]) == ("attributed", "actual", "Oren Tamsil")
    assert bombed["chain"].startswith("Oren Tamsil < a broadcast < ")
    assert (bombed["grade"], bombed["licence"], bombed["tlp"]) == ("B", "CC BY 4.0", "TLP:GREEN")
    assert by_words(name)["shelled"]["standing"] == "attributed"
    assert by_words(name)["shelled"]["zone"] == "comment"


@pytest.mark.parametrize(("name", "column"), [("plover", "Event ID"), ("cameo", "event"), ("acled", "event_id_cnty")])
def test_ids_are_those_that_are_cited(name: str, column: str) -> None:
    found = [row[column] for row in rows(name)]
    assert set(found) <= {f"e:{number:016x}" for number in range(len(item().record.events))}
    some = replace(item(), findings=frozenset({found[0]}))
    assert {row[column] for row in rows(name, some)} == {found[0]}


@pytest.mark.parametrize("name", FORMS)
def test_the_statements_that_events_stand_on_are_cited_too(name: str) -> None:
    found = rows(name)
    assert any(row["by_statement"] for row in found)
    for row in found:
        for column in ("by_statement", "statement"):
            assert re.fullmatch("(?:s:[0-9a-f]{16})?", row.get(column, "")), (column, row[column])


def test_plover_has_polecats_columns_first() -> None:
    assert tuple(rows("plover")[0])[: len(POLECAT)] == POLECAT
    met = by_words("plover")["met"]
    assert met["Event Type"] == "CONSULT"
    assert met["Event Date"] == "2031-06-04"
    assert met["actor_ids"] == "a:0000000000000000; a:0000000000000001"


def test_cameo_has_a_row_for_each_two_and_codes_that_mean_the_type() -> None:
    found = by_words("cameo")
    assert (found["met"]["Actor1Name"], found["met"]["Actor2Name"]) == ("Selm of the desk", "Lurania of the desk")
    assert (found["met"]["SQLDATE"], found["met"]["Year"]) == ("20310604", "2031")
    assert found["invade"]["SQLDATE"] == ""
    assert (found["met"]["ActionGeo_Type"], found["met"]["ActionGeo_Lat"]) == ("4", "25.5")
    for row in found.values():
        plover = plover_of(row["EventCode"])
        assert plover is not None
        assert plover.type == row["plover_type"]
        assert row["EventRootCode"] == row["EventCode"][:2]
        assert row["NumArticles"] == "2"


def test_several_actors_are_several_rows_with_ids_of_their_own() -> None:
    whole = item()
    event = whole.record.events[3]
    both = replace(event, actors=(*event.actors, whole.record.events[2].actors[0]))
    found = rows("cameo", replace(whole, record=replace(whole.record, events=(both,))))
    assert [row["GLOBALEVENTID"] for row in found] == [f"e:{3:016x}.1", f"e:{3:016x}.2"]
    assert {row["event"] for row in found} == {f"e:{3:016x}"}
    assert [row["Actor1Name"] for row in found] == ["Selm of the desk", "Idda Marrow"]


def test_acled_has_only_what_is_told_as_done_and_of_its_kinds() -> None:
    told = {event.spans[0].of(item().record.document.text): event for event in item().record.events}
    found = by_words("acled")
    assert found
    for words, event in told.items():
        done = event.polarity is Polarity.ACTUAL and event.type in CODED
        assert (words in found) is done, words
    assert EventType.CONSULT not in CODED


def test_acleds_types_precisions_and_numbers() -> None:
    bombed = by_words("acled")["bombed"]
    assert (bombed["event_type"], bombed["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert bombed["disorder_type"] == "Political violence"
    assert (bombed["event_date"], bombed["time_precision"], bombed["year"]) == ("2031-06-03", "1", "2031")
    assert (bombed["fatalities"], bombed["fatalities_most"]) == ("3", "5")
    assert (bombed["actor1"], bombed["inter1"]) == ("Lurania of the desk", "State forces")
    assert (bombed["location"], bombed["geo_precision"]) == ("", "")
    assert "Luranian jets had bombed the ferry" in " ".join(bombed["notes"].split())
    arrested = by_words("acled")["arrested"]
    assert (arrested["event_type"], arrested["sub_event_type"]) == ("Strategic developments", "Arrests")


def test_an_outlet_is_national_in_its_own_country() -> None:
    whole = item()
    place = whole.record.events[0].place
    here = replace(whole.record.events[4], place=place)
    found = rows("acled", replace(whole, record=replace(whole.record, events=(here,))))[0]
    assert (found["location"], found["geo_precision"], found["latitude"]) == ("Qalmar", "1", "25.5")
    assert found["source_scale"] == "National"


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2031-06-03", "2031-06-03", ("2031-06-03", "2031", "1")),
        ("2031-06-02", "2031-06-08", ("2031-06-02", "2031", "2")),
        ("2031-06-01", "2031-06-30", ("2031-06-01", "2031", "3")),
        ("2031-01-01", "2031-12-31", ("", "", "")),
        ("2031-06-03", None, ("", "", "")),
        (None, None, ("", "", "")),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(first: str | None, last: str | None, wanted: tuple[str, str, str]) -> None:
    assert dated(first, last) == wanted


def test_a_midpoint_of_a_country_is_no_place_where_something_happened() -> None:
    whole = item()
    (place,) = whole.record.places
    country = replace(place, precision=PlacePrecision.COUNTRY)
    here = replace(whole.record.events[4], place=place.id)
    found = rows("acled", replace(whole, record=replace(whole.record, events=(here,), places=(country,))))[0]
    assert (found["location"], found["latitude"], found["geo_precision"]) == ("Qalmar", "", "")


@pytest.mark.parametrize("name", FORMS)
def test_hostile_words_are_harmless(name: str) -> None:
    whole = item()
    begin = HOSTILE.index("@SUM") - 1
    event = replace(whole.record.events[1], spans=(Span(begin, begin + 8),), actors=(), recipients=(), when=None)
    bad = hostile()
    kept = replace(bad.record, events=(replace(event, counts=(), place=None),))
    text = made(EXPORTS[name].forms[0], [replace(bad, record=kept)]).decode()
    assert text.count("\n") == 2
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert not any(re.match(r"[=+@-](?![\d.]+\Z)", value) for value in row.values())
    assert not {"\x1b", "\u202e", "\ud800"} & set(text)
