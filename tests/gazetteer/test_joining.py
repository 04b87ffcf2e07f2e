"""A list joined to a pack of one's own: nothing of the pack is lost, and the same list twice changes nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import GazetteerError
from onrecord.gazetteer.checking import check_pack
from onrecord.gazetteer.importing import Imported, Wanted, listed
from onrecord.gazetteer.joining import Joined, join_list
from onrecord.gazetteer.writing import NewSource

from .trial import pack

SOURCE = NewSource("fund", "The fund's list", "https://fund.example.org/list", "package", "CC-BY-4.0")
FUND = {
    "id": "NK-1",
    "schema": "Organization",
    "properties": {"name": ["Harbor Fund"], "alias": ["صندوق الميناء"], "country": ["xl"]},
}


def joined(folder: Path, entities: list[Any], into: str = "own/mine", source: NewSource = SOURCE) -> Joined:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "list.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entities), encoding="utf-8")
    told = Imported()
    wanted = Wanted(file, "ftm", folder / into, source)
    return join_list(folder / into, source, str(file), listed(wanted, told), told)


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The files of a pack, with when they were written."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_pack_is_made_with_names_by_script_and_the_licence_of_the_list(tmp_path: Path) -> None:
    found = joined(tmp_path, [FUND])
    assert (found.made, found.actors, found.names) == (True, 1, 2)
    into = tmp_path / "own" / "mine"
    assert [(row["name"], row["language"]) for row in rows(into, "names.csv")] == [
        ("Harbor Fund", "en"),
        ("صندوق الميناء", "ar"),
    ]
    assert "CC-BY-4.0" in (into / "pack.yaml").read_text(encoding="utf-8")
    assert check_pack(into) == []


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    joined(tmp_path, [FUND])
    before = everything(tmp_path / "own" / "mine")
    again = joined(tmp_path, [FUND])
    assert (again.made, again.actors, again.names, again.filled, again.kept) == (False, 0, 0, 0, 0)
    assert everything(tmp_path / "own" / "mine") == before
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["mine"]


def test_all_that_a_pack_had_stays_in_its_place(tmp_path: Path) -> None:
    pack(tmp_path / "own")
    own = tmp_path / "own" / "selm"
    before = {file: rows(own, file) for file in ("actors.csv", "names.csv", "offices.csv", "events.csv", "places.csv")}
    found = joined(tmp_path, [FUND], into="own/selm")
    assert (found.actors, found.names) == (1, 2)
    for file, had in before.items():
        assert rows(own, file)[: len(had)] == had
    assert check_pack(own) == []


def test_what_the_pack_lacks_is_filled_in_and_what_it_says_stays(tmp_path: Path) -> None:
    pack(tmp_path / "own")
    guard = {
        "id": "coast guard",
        "schema": "Organization",
        "properties": {
            "name": ["The Guard of the Coast"],
            "alias": ["P.C.G."],
            "country": ["xq"],
            "notes": ["seen at sea"],
            "incorporationDate": ["2010-04"],
        },
    }
    found = joined(tmp_path, [guard], into="own/selm")
    actor = next(row for row in rows(tmp_path / "own" / "selm", "actors.csv") if row["id"] == "coast-guard")
    assert actor["name"] == "People's Coastal Guard"
    assert (actor["kind"], actor["type"], actor["country"]) == ("group", "militia", "xl;xq")
    assert (actor["from"], actor["note"]) == ("2009", "seen at sea")
    assert (found.actors, found.filled, found.kept) == (0, 2, 2)
    names = [row for row in rows(tmp_path / "own" / "selm", "names.csv") if row["actor"] == "coast-guard"]
    assert {row["name"]: row["source"] for row in names}["P.C.G."] == "desk;fund"
    assert {row["name"]: row["source"] for row in names}["The Guard of the Coast"] == "fund"
    before = everything(tmp_path / "own" / "selm")
    joined(tmp_path, [guard], into="own/selm")
    assert everything(tmp_path / "own" / "selm") == before


def test_two_lists_stand_side_by_side_with_their_sources(tmp_path: Path) -> None:
    joined(tmp_path, [FUND])
    other = NewSource("watch", "A watch list", "", "package", "CC0-1.0")
    joined(tmp_path, [FUND, {"id": "W-2", "schema": "Person", "properties": {"name": ["Idrel Varun"]}}], source=other)
    names = rows(tmp_path / "own" / "mine", "names.csv")
    assert {row["name"]: row["source"] for row in names} == {
        "Harbor Fund": "fund;watch",
        "صندوق الميناء": "fund;watch",
        "Idrel Varun": "watch",
    }


@pytest.mark.parametrize("killed_at", [0, 1])
def test_a_kill_between_two_files_of_a_pack_is_made_good_by_the_same_list(
    killed_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {"id": "NK-2", "schema": "Person", "properties": {"name": ["Idrel Varun"]}}
    joined(tmp_path / "whole", [FUND])
    joined(tmp_path / "whole", [FUND, other])
    joined(tmp_path, [FUND])
    put, calls = Path.replace, iter(range(9))

    def kill(self: Path, target: Path) -> Path:
        if next(calls) == killed_at:
            raise KeyboardInterrupt
        return put(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", kill)
        with pytest.raises(KeyboardInterrupt):
            joined(tmp_path, [FUND, other])
    joined(tmp_path, [FUND, other])
    assert check_pack(tmp_path / "own" / "mine") == []
    made = {name: data for name, (data, _) in everything(tmp_path / "own" / "mine").items()}
    assert made == {name: data for name, (data, _) in everything(tmp_path / "whole" / "own" / "mine").items()}
    assert [one.name for one in (tmp_path / "own").iterdir()] == ["mine"]


def test_a_pack_that_is_not_in_order_is_left_alone(tmp_path: Path) -> None:
    pack(tmp_path / "own")
    names = tmp_path / "own" / "selm" / "names.csv"
    names.write_text(names.read_text(encoding="utf-8") + "nobody,Nobody,en,name,desk,\n", encoding="utf-8")
    before = everything(tmp_path / "own" / "selm")
    with pytest.raises(GazetteerError, match="was not in order before"):
        joined(tmp_path, [FUND], into="own/selm")
    assert everything(tmp_path / "own" / "selm") == before


def test_a_list_of_nobody_makes_no_pack(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="names no actor"):
        joined(tmp_path, [{"id": "V-1", "schema": "Vessel", "properties": {"name": ["Sigrun"]}}])
    assert not (tmp_path / "own" / "mine").exists()
    with pytest.raises(GazetteerError, match="no pack's"):
        joined(tmp_path, [FUND], into="own/My Pack")
