"""Characters that no database or file can hold, in every fact: kept in another spelling or refused, never a crash."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord.desk import Addition, Desk
from onrecord.errors import OnRecordError, SettingError
from onrecord.intake import Overrides, Raw
from onrecord.store import finding, tables

from .test_keeping import STORY, only, page, record
from .test_versions import assert_clean

BAD = {
    "nul": "a\0b",
    "half": "x\ud800y",
    "right to left": "\u202eabc\u202c",
    "long": "".join(f"{number:x}" for number in range(9000)),
    "very long": "q" * 3_000_000,
}
FIELDS = ("title", "author", "source", "url", "published", "language", "text")


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_fact_in_characters_that_cannot_be_kept_loses_no_document(desk: Desk, bad: str) -> None:
    for field in FIELDS:
        row = {"text": f"{STORY} {field}", "title": "Quay", "url": f"https://courier.example.org/{field}"}
        row[field] = row[field] + bad if field in row else bad
        raw = Raw(json.dumps(row).encode(), "report.json", "application/json")
        one = only(list(desk.take(raw)))
        assert record(desk, one.document).document.text.startswith(STORY)
        assert only(list(desk.take(raw))).document == one.document
    assert_clean(desk)


def test_an_address_that_is_too_long_for_an_index_still_knows_its_page(desk: Desk) -> None:
    url = "https://courier.example.org/?q=" + BAD["long"]
    id_ = only(list(desk.take(page(url=url)))).document
    gone = desk.gone(url, 404)
    assert gone is not None
    assert gone.document == id_
    assert only(list(desk.take(page(STORY.replace("on Monday", "on Tuesday"), url)))).revises == id_


def test_a_file_whose_name_is_no_utf_8_is_filed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / os.fsdecode(b"caf\xe9.txt")).write_text(STORY, encoding="utf-8")
    one = only(list(desk.add(tmp_path / "in")))
    with desk.store.reading() as at:
        assert finding.document(at, one.document).id == one.document
        (met,) = at.execute(tables.sighting.select()).mappings().all()
    assert met["name"].startswith(f"{tmp_path}/in/caf")


@pytest.mark.parametrize("bad", ["nul", "half", "long"])
@pytest.mark.parametrize("field", ["title", "author", "source", "url"])
def test_a_person_is_told_what_cannot_be_said(desk: Desk, field: str, bad: str) -> None:
    id_ = only(list(desk.take(page()))).document
    with pytest.raises(SettingError, match=f"this {field} cannot be kept"):
        desk.say(id_, Overrides(**{field: BAD[bad]}))
    with pytest.raises(OnRecordError, match=f"this {field} cannot be kept"):
        list(desk.take(page(url="https://courier.example.org/other"), Overrides(**{field: BAD[bad]})))
    assert isinstance(only(list(desk.take(page()))), Addition)
