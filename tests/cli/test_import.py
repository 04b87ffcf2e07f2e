"""``onrecord import``: actors into a pack, reports and attached files onto a desk, and nothing twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..intake.stix_made import bundle
from .conftest import Sample
from .running import onrecord, said

ENTITY = {"id": "NK-1", "schema": "Organization", "properties": {"name": ["Harbor Fund"], "alias": ["صندوق الميناء"]}}
VESSEL = {"id": "V-1", "schema": "Vessel", "properties": {"name": ["Sigrun"]}}
LIBRARY = """\
TY  - NEWS
TI  - Ferries stop
T2  - Littoral Courant
DA  - 2031/04/22/
L1  - files/ferry.txt
ER  -

TY  - RPRT
TI  - Without a file
UR  - https://notes.example.org/1
ER  -

TY  - NEWS
TI  - Too far
L1  - ../outside.txt
ER  -
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a list of entities, a bundle and a library."""
    folder = tmp_path / "files from elsewhere"
    (folder / "files").mkdir(parents=True)
    lines = [json.dumps(ENTITY, ensure_ascii=False), "{broken", json.dumps(VESSEL)]
    (folder / "fund.ftm.json").write_text("\n".join(lines), encoding="utf-8")
    (folder / "heron.json").write_bytes(bundle())
    (folder / "lib.ris").write_text(LIBRARY, encoding="utf-8")
    (folder / "files" / "ferry.txt").write_text("The ferry company said that it would stop.\n", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("Secret.\n", encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_entities_need_no_desk_where_a_pack_is_named(files: Path) -> None:
    pack = files / "packs" / "mine"
    done = onrecord("import", "fund.ftm.json", "--pack", str(pack), "--licence", "CC-BY-4.0", cwd=files)
    assert done.returncode == 1
    assert done.stdout.decode() == "fund.ftm.json: 1 actor, 2 names; new to mine: 1 actor, 2 names\n"
    told = said(done)
    assert "fund.ftm.json, line 2 is no JSON" in told
    assert "1 Vessel" in told
    assert "ONRECORD_PACKS" in told
    before = contents(pack)
    assert "CC-BY-4.0" in before["pack.yaml"].decode()
    again = onrecord("import", "fund.ftm.json", "--pack", str(pack), cwd=files)
    assert again.stdout.decode() == "fund.ftm.json: 1 actor, 2 names; nothing is new\n"
    assert contents(pack) == before
    checked = onrecord("gazetteer", "check", str(pack), cwd=files)
    assert checked.stdout.decode() == "mine: in order\n"


def test_a_bundle_and_a_library_come_onto_the_desk_once(files: Path, kept_desk: Sample, tmp_path: Path) -> None:
    desk = kept_desk.copied(tmp_path)
    wanted = ("import", "heron.json", "lib.ris", "--desk", str(desk), "--who", "mira")
    done = onrecord(*wanted, cwd=files)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "heron.json: 3 actors, 4 names; new to imported: 3 actors, 4 names"
    assert lines[1].startswith("filed")
    assert "Tern Point Institute: Who reads the port's mail" in lines[1]
    assert "Littoral Courant: Ferries stop" in lines[2]
    assert lines[3] == "no file   Without a file · https://notes.example.org/1"
    told = said(done)
    assert "1 object not taken, revoked by whoever made it:" in told
    assert "1 object not taken, marked for fewer than TLP:GREEN:" in told
    assert "outside the library's folder: ../outside.txt" in told
    pack = desk / "packs" / "imported"
    before = contents(pack)
    again = onrecord(*wanted, cwd=files)
    assert [line.split()[0] for line in again.stdout.decode().splitlines()[1:3]] == ["known", "known"]
    assert contents(pack) == before


def test_a_list_of_references_without_files_is_only_listed(files: Path) -> None:
    entries = [{"type": "book", "title": "A book\x1b[31m of the coast"}, 7]
    (files / "lib.json").write_text(json.dumps(entries), encoding="utf-8")
    done = onrecord("import", "lib.json", cwd=files)
    assert done.returncode == 1
    assert "A book" in done.stdout.decode()
    assert "\x1b" not in done.stdout.decode()
    assert "lib.json, entry 2" in said(done)


def test_what_is_none_of_these_is_told_and_the_next_is_taken(files: Path) -> None:
    (files / "report.txt").write_text("A report.\n", encoding="utf-8")
    done = onrecord("import", "report.txt", "none.json", "fund.ftm.json", "--pack", "packs/mine", cwd=files)
    assert done.returncode == 1
    assert "that can be imported: report.txt" in said(done)
    assert "cannot be read" in said(done)
    assert "1 actor" in done.stdout.decode()


def test_wrong_usage_is_told(files: Path) -> None:
    done = onrecord("import", "fund.ftm.json", cwd=files)
    assert done.returncode == 2
    assert "no desk is named" in said(done)
