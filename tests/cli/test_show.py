"""``onrecord show``: a finding by its id, as a person sees it and as a program does."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Sample
from .running import onrecord, said


@pytest.fixture(scope="module")
def records(kept_desk: Sample, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The records by the ids of their documents, as they are exported."""
    done = onrecord("desk", "export", "--desk", kept_desk.place, cwd=tmp_path_factory.mktemp("out"))
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return {row["document"]["id"]: row for row in rows}


def cited(record: dict[str, Any], local: str) -> str:
    return next(str(one["id"]) for one in record["kept"]["findings"] if one["local"] == local)


def of_act(record: dict[str, Any], act: str) -> str:
    return cited(record, next(one["id"] for one in record["statements"] if one["act"] == act))


def test_a_statement_is_shown_with_its_words_its_outlet_and_the_way_to_its_bytes(
    kept_desk: Sample, records: dict[str, Any], tmp_path: Path
) -> None:
    record = records[kept_desk.ids["first.json"]]
    id_ = of_act(record, "accuse")
    shown = onrecord("show", id_, "--desk", kept_desk.place, cwd=tmp_path).stdout.decode()
    assert shown.startswith(f"{id_}  statement\n")
    assert "Harbour Gazette · grade F (not graded)" in shown
    assert "Bashir Qoltan" in shown
    assert "ACCUSE" in shown
    begin, end = next(one["content"]["spans"][0] for one in record["statements"] if one["act"] == "accuse")
    words = record["document"]["text"][begin:end]
    assert f"[{words}]" in " ".join(shown.split())
    assert f"characters {begin} to {end} of {len(record['document']['text'])}" in shown
    assert "withdrawn by source" in shown
    assert f"the version {kept_desk.ids['later.json']}" in " ".join(shown.split())
    file = Path(next(line.split("its bytes: ")[1] for line in shown.splitlines() if "its bytes: " in line))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert f"SHA-256 {sha256}" in shown
    assert "found at https://gazette.example.org/1" in shown


def test_every_finding_can_be_shown_in_every_form(kept_desk: Sample, records: dict[str, Any], tmp_path: Path) -> None:
    record = records[kept_desk.ids["copy.json"]]
    ids = [one["id"] for one in record["kept"]["findings"]]
    assert {id_[0] for id_ in ids} >= {"s", "e", "c"}
    one_of_each = {id_[0]: id_ for id_ in ids}.values()
    for id_ in one_of_each:
        narrow = onrecord("show", id_, "--desk", kept_desk.place, cwd=tmp_path, PYTHONIOENCODING="ascii", COLUMNS="40")
        assert (narrow.returncode, said(narrow)) == (0, "")
        rows = [row for row in narrow.stdout.decode("ascii").splitlines() if "SHA-256" not in row]
        assert all(len(row) <= 40 for row in rows if "its bytes" not in row)
        told = json.loads(onrecord("show", id_, "--json", "--desk", kept_desk.place, cwd=tmp_path).stdout)
        assert told["id"] == told["state"]["id"] == id_
        assert all(words in record["document"]["text"] for words in told["words"])


def test_an_edit_stands_beside_the_reading(kept_desk: Sample, records: dict[str, Any], tmp_path: Path) -> None:
    desk = kept_desk.copied(tmp_path)
    id_ = of_act(records[kept_desk.ids["copy.json"]], "accuse")
    why = ("--why", "he only told of it", "--who", "mira")
    assert onrecord("desk", "judge", "edit", id_, "act=assert", *why, "--desk", desk, cwd=tmp_path).returncode == 0
    shown = " ".join(onrecord("show", id_, "--desk", desk, cwd=tmp_path).stdout.decode().split())
    assert "edited by mira on" in shown
    assert "act = assert: he only told of it" in shown
    assert shown.index("· ACCUSE") < shown.index("as edited by mira:") < shown.index("· ASSERT")
    told = json.loads(onrecord("show", id_, "--json", "--desk", desk, cwd=tmp_path).stdout)
    assert (told["finding"]["act"], told["edited"]["act"]) == ("accuse", "assert")
    made = told["state"]["judgement"]["id"]
    assert onrecord("desk", "undo", made, "--desk", desk, cwd=tmp_path).returncode == 0
    after = onrecord("show", id_, "--desk", desk, cwd=tmp_path).stdout.decode()
    assert "as edited" not in after


def test_a_document_in_another_script_cannot_turn_lines_round(kept_desk: Sample, tmp_path: Path) -> None:
    shown = onrecord("show", kept_desk.ids["arabic.json"], "--desk", kept_desk.place, cwd=tmp_path).stdout.decode()
    assert "\u2068الميناء يغلق يوم الجمعة\u2069" in shown
    for line in shown.splitlines():
        assert line.count("\u2068") == line.count("\u2069")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("s:ffffffff",), 1, "this desk has no finding of this id"),
        (("x:ffff",), 2, "this is no id"),
        (("s:ffff", "--as-of", "yesterday"), 2, "not a time"),
        (("s:ffff", "--desk", "nothing"), 1, "there is no desk here"),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_sentence(
    arguments: tuple[str, ...], code: int, sentence: str, kept_desk: Sample, tmp_path: Path
) -> None:
    done = onrecord("show", *arguments, cwd=tmp_path, ONRECORD_DESK=str(kept_desk.place))
    assert (done.returncode, done.stdout) == (code, b"")
    assert sentence in said(done)
    assert said(done).count("\n") == 1
