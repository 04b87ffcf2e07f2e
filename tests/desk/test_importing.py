"""Bundles and libraries taken in by the desk's one way in: whose they are, what is left, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from onrecord.desk import Addition, Desk, Outcome, Refusal
from onrecord.desk.importing_references import Listed, take_references
from onrecord.desk.importing_stix import choose, newcomers, take_documents
from onrecord.errors import IntakeError
from onrecord.gazetteer import load_packs
from onrecord.gazetteer.importing import Imported
from onrecord.gazetteer.loading import SAMPLE
from onrecord.intake import Raw
from onrecord.intake.references import Reference, ris_references
from onrecord.intake.stix_bundle import read_bundle
from onrecord.store import finding, tables, verifying

from ..intake.stix_made import LAND, MAKER, OBJECTS, REPORT, SECRET, SET, WORDS, bundle

FERRY = "Dar Meshel - The ferry company said on Monday that it would stop all crossings.\n"


def taken(desk: Desk, data: bytes) -> list[Addition | Refusal]:
    raw = Raw(data, "heron.json")
    found = read_bundle(raw)
    return list(take_documents(desk, raw, found, choose(found)))


def library(folder: Path, *files: str) -> list[Reference | IntakeError]:
    (folder / "files").mkdir(parents=True, exist_ok=True)
    (folder / "files" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    lines = [
        "TY  - NEWS", "TI  - Ferries stop", "AU  - Rask, Olva", "DA  - 2031/04/22/", "T2  - Littoral Courant",
        "UR  - https://courant.example.net/ferries", *(f"L1  - {file}" for file in files), "ER  - ", "",
    ]  # fmt: skip
    return list(ris_references(Raw("\n".join(lines).encode(), "lib.ris")))


def test_a_report_is_filed_as_its_makers(desk: Desk) -> None:
    (one,) = taken(desk, bundle())
    assert isinstance(one, Addition)
    assert (one.outcome, one.title, one.source) == (Outcome.FILED, REPORT["name"], MAKER["name"])
    with desk.store.reading() as at:
        document = finding.record(desk.store, at, one.document).document
    assert document.text == WORDS
    assert (document.published, document.url) == ("2031-04-20", "https://tern.example.org/heron")
    assert document.provenance is not None
    assert (document.provenance.key, document.provenance.item) == (f"stix:{MAKER['id']}", REPORT["id"])


def test_the_same_report_in_another_bundle_is_known(desk: Desk) -> None:
    (first,) = taken(desk, bundle())
    for data in (bundle(), bundle([REPORT, MAKER], id="bundle--00000009-0000-4000-8000-000000000000")):
        (again,) = taken(desk, data)
        assert isinstance(again, Addition)
        assert isinstance(first, Addition)
        assert (again.outcome, again.document) == (Outcome.KNOWN, first.document)


def test_nobody_withdraws_a_report_by_writing_its_id_or_the_page_it_cites(desk: Desk) -> None:
    taken(desk, bundle())
    other = REPORT | {"description": "The mayor said that nothing had happened.", "modified": "2032-01-01T00:00:00Z"}
    foreign = REPORT | {"id": "report--00000077-0000-4000-8000-000000000000", "description": "He said that it rained."}
    for one in (other, foreign):
        (found,) = taken(desk, bundle([MAKER, one]))
        assert isinstance(found, Addition)
        assert (found.outcome, found.withdrawn) == (Outcome.FILED, 0)
    with desk.store.reading() as at:
        sources = set(at.execute(sa.select(tables.document.c.source)).scalars())
    assert len(sources) == 1


def test_what_is_revoked_or_marked_is_told_and_not_taken() -> None:
    found = read_bundle(Raw(bundle(), "heron.json"))
    chosen = choose(found)
    assert [one.id for one in chosen.documents] == [REPORT["id"]]
    assert [one.values["name"] for one in chosen.passed_over.revoked] == ["Taken back"]
    assert [one.id for one in chosen.passed_over.marked] == [SECRET["id"]]
    assert [one.id for one in choose(found, "red").documents] == [REPORT["id"], SECRET["id"]]


def test_a_country_that_a_pack_knows_is_not_made_twice() -> None:
    found = read_bundle(Raw(bundle(), "heron.json"))
    known = load_packs([Path(SAMPLE)])
    assert [one.id for one in choose(found, known=known).actors] == [MAKER["id"], SET["id"]]
    assert [one.id for one in choose(found).actors] == [MAKER["id"], SET["id"], LAND["id"]]


def test_actors_are_where_the_bundle_says_they_are() -> None:
    found = read_bundle(
        Raw(bundle([*OBJECTS, {**MAKER, "id": "identity--0000000a-0000-4000-8000-000000000000", "name": 7}]), "x")
    )
    told = Imported()
    made = {new.id: new for _, new in newcomers(found, choose(found), told)}
    heron = made["set-00000003-0000-4000-8000-000000000000"]
    assert heron.countries == ("xa",)
    assert heron.note == "named as intrusion set by Tern Point Institute; said to read mail"
    assert told.bad == [(8, "has no name that can be used")]


def test_an_attached_file_is_filed_with_what_the_library_says(desk: Desk, tmp_path: Path) -> None:
    found = list(take_references(desk, library(tmp_path, "files/ferry.txt"), tmp_path))
    (one,) = found
    assert isinstance(one, Addition)
    with desk.store.reading() as at:
        document = finding.record(desk.store, at, one.document).document
        said = at.execute(sa.select(tables.override.c.field, tables.override.c.who)).all()
    assert (document.title, document.author, document.source) == ("Ferries stop", "Rask, Olva", "Littoral Courant")
    assert (document.published, document.url) == ("2031-04-22", "https://courant.example.net/ferries")
    assert {tuple(row) for row in said} >= {("title", "mira"), ("published", "mira"), ("url", "mira")}
    (again,) = take_references(desk, library(tmp_path, "files/ferry.txt"), tmp_path)
    assert isinstance(again, Addition)
    assert (again.outcome, again.document) == (Outcome.KNOWN, one.document)


def test_nothing_outside_the_librarys_folder_is_read(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("He said that this is secret.\n", encoding="utf-8")
    home = tmp_path / "library"
    references = library(home, "../secret.txt", str(tmp_path / "secret.txt"), "files/link.txt")
    (home / "files" / "link.txt").symlink_to(tmp_path / "secret.txt")
    found = list(take_references(desk, references, home))
    assert len(found) == 3
    for one in found:
        assert isinstance(one, Refusal)
        assert "outside the library's folder" in str(one.error)
    allowed = list(take_references(desk, references[:1], home, outside=True))
    assert [one.outcome for one in allowed if isinstance(one, Addition)] == [
        Outcome.FILED,
        Outcome.KNOWN,
        Outcome.KNOWN,
    ]


def test_one_bad_file_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    references = library(tmp_path, "files/none.pdf", "files", "x" * 300, "files/box.mbox", "files/ferry.txt")
    (tmp_path / "files" / "box.mbox").write_text("From a@example.org Mon Apr 21 10:00:00 2031\nSubject: x\n\nhi\n")
    found = list(take_references(desk, references, tmp_path))
    assert [type(one) for one in found] == [*[Refusal] * 4, Addition]


def test_a_reference_without_a_file_is_listed(desk: Desk, tmp_path: Path) -> None:
    (one,) = take_references(desk, library(tmp_path), tmp_path)
    assert isinstance(one, Listed)
    assert one.reference.url == "https://courant.example.net/ferries"


def test_what_was_imported_is_proved_by_the_desk(desk: Desk, tmp_path: Path) -> None:
    taken(desk, bundle())
    list(take_references(desk, library(tmp_path, "files/ferry.txt"), tmp_path))
    for _ in desk.settle():
        pass
    assert list(verifying.verify(desk.store).problems) == []
