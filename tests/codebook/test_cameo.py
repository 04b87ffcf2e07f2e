"""CAMEO's codes in PLOVER, and back as well as it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import event_types
from onrecord.codebook.cameo import cameo_of, cameo_table, load_cameo, plover_of
from onrecord.codebook.sheet import FOLDER
from onrecord.errors import CodebookError
from onrecord.record import EventType


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("190", EventType.ASSAULT, None),
        ("186", EventType.ASSAULT, "targeted"),
        ("0871", EventType.RETREAT, "ceasefire"),
        ("081", EventType.CONCEDE, None),
        ("173", EventType.COERCE, "arrest"),
        ("1823", EventType.ASSAULT, None),
        ("036", EventType.AGREE, None),
        ("138", EventType.THREATEN, "violence"),
    ],
)
def test_codes_become_types_and_modes(code: str, type_: EventType, mode: str | None) -> None:
    plover = plover_of(code)
    assert plover is not None
    assert (plover.type, plover.mode) == (type_, mode)


def test_statements_and_appeals_are_left_out_and_say_why() -> None:
    plover = plover_of("0231")
    assert plover is not None
    assert plover.type is None
    assert "appeals" in plover.note


def test_an_unknown_code_is_what_its_parent_is_and_nothing_without_one() -> None:
    assert plover_of("1734") == plover_of("173")
    assert plover_of("99") is None


def test_the_table_is_the_schemes_and_names_its_source() -> None:
    assert len(cameo_table()) > 280
    assert "source:" in (FOLDER / "cameo.csv").read_text(encoding="utf-8").splitlines()[0]
    assert {p.type for p in cameo_table().values()} == {*EventType, None}
    assert all(c in event_types().contexts for p in cameo_table().values() for c in p.contexts)


@pytest.mark.parametrize("type_", EventType)
def test_the_way_back_leads_to_the_type(type_: EventType) -> None:
    for mode in (None, *event_types().types[type_].modes):
        code = cameo_of(type_, mode)
        assert code is not None
        there = plover_of(code)
        assert there is not None
        assert there.type is type_


def test_the_way_back_keeps_the_mode_where_it_can() -> None:
    assert cameo_of(EventType.RETREAT, "ceasefire") == "0871"
    assert cameo_of(EventType.PROTEST, "hunger") == "142"
    assert cameo_of(EventType.ASSAULT) == "18"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("07,AID,,,\n07,AID,,,", "line 4"),
        ("7x,AID,,,", "'7x'"),
        ("07,HELP,,,", "'HELP'"),
        ("07,AID,drone,,", "'drone'"),
        ("07,AID,,sunshine,", "'sunshine'"),
        ("07,AID", "2 fields"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "cameo.csv"
    path.write_text(f"# source: trial\ncameo,type,mode,contexts,note\n{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="line") as caught:
        load_cameo(path)
    assert said in str(caught.value)


def test_a_table_without_its_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cameo.csv"
    path.write_text("cameo,type,mode,contexts,note\n07,AID,,,\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="source"):
        load_cameo(path)
