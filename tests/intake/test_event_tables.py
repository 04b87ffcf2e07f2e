"""Tables of coded events, written by us about the invented region: as they say, row by row, whatever stands in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import event_tables
from onrecord.intake.event_tables import CodedEvent, Scheme, read_events, scheme_of
from onrecord.record import EventType

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,assoc_actor_2,"
    "country,location,source,notes\n"
)
SHELLED = (
    "XQA2,22 April 2031,1,Explosions/Remote violence,Shelling/artillery/missile attack,Salt Front; Sea Wing,,"
    'Civilians (Qalmara),,Qalmara,Khor Lethan,Coast Watch,"On 22 April, shells fell.\nTwo were hurt."\n'
)


def gdelt(columns: int = 61, code: str = "190", day: str = "20310422") -> str:
    row = [""] * columns
    row[0], row[1], row[6], row[7], row[16], row[26] = "4711", day, "SALT FRONT", "XQA", "OBSERVER", code
    row[{57: 50, 58: 50, 61: 52}[columns]] = "Khor Lethan, Eastern Shore, Qalmara"
    if columns != 57:
        row[-1] = "https://coast.example.org/1"
    return "\t".join(row) + "\n"


def read(path: Path, text: str, scheme: Scheme | None = None) -> tuple[list[CodedEvent], list[str]]:
    path.write_text(text, encoding="utf-8", newline="")
    found = list(read_events(path, scheme or scheme_of(path)))
    rows = [one for one in found if isinstance(one, CodedEvent)]
    return rows, [str(one) for one in found if isinstance(one, IntakeError)]


def test_a_row_of_acled(tmp_path: Path) -> None:
    rows, faults = read(tmp_path / "a.csv", ACLED + SHELLED)
    assert faults == []
    (row,) = rows
    assert (row.id, row.first, row.last) == ("XQA2", date(2031, 4, 22), date(2031, 4, 22))
    assert [(one.type, one.mode) for one in row.types] == [(EventType.ASSAULT, "heavy-weapons")]
    assert row.sides[0].names == ("Salt Front", "Sea Wing")
    assert (row.place, row.country, row.told_by) == ("Khor Lethan", "Qalmara", "Coast Watch")
    assert row.note == "On 22 April, shells fell. Two were hurt."


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("1", "2031-02-10", "2031-02-10"),
        ("2", "2031-02-04", "2031-02-16"),
        ("3", "2031-02-01", "2031-02-28"),
        ("", "2031-02-10", "2031-02-10"),
    ],
)
def test_a_date_of_acled_means_as_many_days_as_its_precision_says(
    tmp_path: Path, precision: str, first: str, last: str
) -> None:
    rows, _ = read(tmp_path / "a.csv", f"{ACLED}X,2031-02-10,{precision},Battles,Armed clash,A,,B,,Qalmara,,,\n")
    assert (rows[0].first.isoformat(), rows[0].last.isoformat()) == (first, last)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators_are_told_from_the_header(tmp_path: Path, separator: str) -> None:
    text = ACLED.replace(",", separator) + "X,2031-02-10,1,Protests,Peaceful protest,A,,B,,Qalmara,,,\n".replace(
        ",", separator
    )
    assert read(tmp_path / "a.csv", text)[0][0].label == "Protests: Peaceful protest"


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_a_row_of_gdelt(tmp_path: Path, columns: int) -> None:
    rows, faults = read(tmp_path / "a.export.CSV", gdelt(columns))
    assert faults == []
    (row,) = rows
    assert (row.line, row.id, row.first, row.label) == (1, "4711", date(2031, 4, 22), "CAMEO 190")
    assert row.types[0].type is EventType.ASSAULT
    assert (row.sides[0].names, row.sides[0].countries) == (("SALT FRONT",), ("XQA",))
    assert (row.place, row.country) == ("Khor Lethan", "Qalmara")
    assert row.told_by == (None if columns == 57 else "https://coast.example.org/1")


def test_a_code_that_plover_leaves_out_is_of_no_type(tmp_path: Path) -> None:
    assert read(tmp_path / "a.CSV", gdelt(code="010"))[0][0].types == ()


def test_a_row_of_polecat(tmp_path: Path) -> None:
    head = (
        "Event ID,Event Date,Event Type,Event Mode,Actor Name,Actor Country,Recipient Name,Recipient Country,Country\n"
    )
    rows, faults = read(
        tmp_path / "a.csv", head + "7,2031-04-22,assault,Aerial,Salt Front;None,None,Aid ship,XQA,XQA\n"
    )
    assert faults == []
    assert [(one.type, one.mode) for one in rows[0].types] == [(EventType.ASSAULT, "aerial")]
    assert rows[0].sides[0].names == ("Salt Front",)
    assert rows[0].sides[0].countries == ()
    assert rows[0].sides[1].countries == ("XQA",)


def test_one_bad_row_gets_one_sentence_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = [
        "X1,someday,1,Battles,Armed clash,A,,B,,Qalmara,,,\n",
        "X2,,1,Battles,Armed clash,A,,B,,Qalmara,,,\n",
        "X3,2031-02-10,1,Dances,Waltz,A,,B,,Qalmara,,,\n",
        "X4,2031-02-30,1,Battles,Armed clash,A,,B,,Qalmara,,,\n",
    ]
    rows, faults = read(tmp_path / "a.csv", ACLED + SHELLED + "".join(bad) + SHELLED.replace("XQA2", "XQA9"))
    assert [row.id for row in rows] == ["XQA2", "XQA9"]
    assert len(faults) == len(bad)
    assert "a.csv, line 4" in faults[0]
    assert "'someday' is no day" in faults[0]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_tables, "LONGEST_LINE", 1000)
    rows, faults = read(tmp_path / "a.csv", ACLED + "x" * 5000 + "\n" + SHELLED)
    assert [row.id for row in rows] == ["XQA2"]
    assert len(faults) == 1
    assert "line 2" in faults[0]


def test_a_quotation_mark_that_is_never_closed_swallows_no_memory(tmp_path: Path) -> None:
    open_ = 'X1,2031-02-10,1,"Battles,Armed clash,A,,B,,Qalmara,,,\n'
    rows, faults = read(
        tmp_path / "a.csv", ACLED + open_ + SHELLED.replace('"', "").replace("\n", " ") * 3000 + "\n" + SHELLED
    )
    assert faults
    assert all(len(row.note or "") <= 1000 for row in rows)


def test_more_rows_than_are_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_tables, "MOST_ROWS", 2)
    rows, faults = read(tmp_path / "a.CSV", gdelt() * 3)
    assert len(rows) == 2
    assert "over 2 rows" in faults[0]


def test_what_is_no_table_of_events_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("", "name,day\n", "4711\t2031\n", "\0\0"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(IntakeError, match="no table of events"):
            scheme_of(path)
    with pytest.raises(IntakeError, match="cannot be read"):
        scheme_of(tmp_path / "none.csv")
    path.write_text("event_date,event_type\n", encoding="utf-8")
    with pytest.raises(IntakeError, match="no column 'sub_event_type'"):
        list(read_events(path, Scheme.ACLED))


def test_a_first_row_without_end_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'{ACLED.rstrip()},"page\n{"x" * 200_000}', encoding="utf-8")
    with pytest.raises(IntakeError, match="first row of this table cannot be read"):
        list(read_events(path, scheme_of(path)))


@settings(max_examples=40)
@given(st.binary(max_size=300), st.sampled_from([Scheme.ACLED, Scheme.POLECAT, Scheme.GDELT]))
def test_whatever_stands_in_a_table_is_a_row_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, scheme: Scheme
) -> None:
    heads = {Scheme.ACLED: ACLED, Scheme.POLECAT: "Event Date,Event Type,Actor Name\n", Scheme.GDELT: ""}
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(heads[scheme].encode() + data)
    for one in read_events(path, scheme):
        assert isinstance(one, CodedEvent | IntakeError)
