"""ACLED's types in PLOVER: the table is whole and in order, and a fault in it is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.acled import acled_table, acled_types, load_acled, plovers_of
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError
from onrecord.record import EventType

_HEAD = "# source: a test\nevent_type,sub_event_type,plover,note\n"


def test_every_type_of_acled_has_a_line_of_its_own() -> None:
    kinds = {type_ for type_, finer in acled_table() if not finer}
    assert kinds == {type_ for type_, _ in acled_table()}
    assert len(kinds) == 6


def test_the_table_says_whose_the_types_are() -> None:
    assert "Armed Conflict Location & Event Data" in (FOLDER / "acled.csv").read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("type_", "finer", "first", "mode"),
    [
        ("Battles", "Armed clash", EventType.ASSAULT, None),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack", EventType.ASSAULT, "heavy-weapons"),
        ("PROTESTS", " Peaceful  protest", EventType.PROTEST, None),
        ("Riots", "a kind that is new", EventType.PROTEST, "riot"),
        ("Strategic developments", "Arrests", EventType.COERCE, "arrest"),
    ],
)
def test_a_type_is_looked_up_by_its_finer_type_and_else_by_itself(
    type_: str, finer: str, first: EventType, mode: str | None
) -> None:
    found = plovers_of(type_, finer)
    assert found is not None
    assert (found[0].type, found[0].mode) == (first, mode)


def test_what_plover_leaves_out_is_nothing_and_what_acled_lacks_is_none() -> None:
    assert plovers_of("Strategic developments", "Other") == ()
    assert plovers_of("Talks", "") is None


def test_words_between_governments_are_not_of_acled() -> None:
    assert not acled_types() & {EventType.ACCUSE, EventType.THREATEN, EventType.REQUEST}


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Battles,,ATTACK,", "the type 'ATTACK' is unknown"),
        ("Battles,,ASSAULT:waltz,", "the mode 'waltz' is none of ASSAULT"),
        ("Battles,,ASSAULT", "the row has 3 fields"),
        ("Battles,,ASSAULT,\nbattles,,ASSAULT,", "stands twice"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(f"{_HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=what) as raised:
        load_acled(path)
    assert raised.value.where is not None
    assert "line" in raised.value.where


def test_a_table_without_its_head_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text("event_type\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="lacks its source"):
        load_acled(path)
    with pytest.raises(CodebookError, match="cannot be read"):
        load_acled(tmp_path / "none.csv")
