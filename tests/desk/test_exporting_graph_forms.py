"""The sample desk, exported in each form of entities, graphs and annotations, and read back whole by its library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.desk import Desk
from onrecord.desk.exporting import Wanted, export, items
from onrecord.export import EXPORTS
from onrecord.export.forms import Head, Item
from onrecord.store import handing_rows
from onrecord.store.own_facts import desk_id
from tests.export import read_back
from tests.export.expecting import expected

# What is read from the desk is compared for both databases elsewhere; here the files are.
pytestmark = pytest.mark.parametrize("sample_desk", ["sqlite"], indirect=True)
LICENCE, TLP = "CC BY-SA 4.0", "TLP:AMBER+STRICT"


def handed_out(desk: Desk, name: str, place: Path, query: str | None = None) -> tuple[list[Item], bytes, Head]:
    """The items, the file that is made of them, and what it says of itself."""
    ((form),) = EXPORTS[name].forms
    wanted = Wanted(form, query=query, licence=LICENCE, tlp=TLP)
    export(desk, wanted, place / f"out{form.suffix}")
    with desk.store.reading() as at:
        listed = list(items(desk, at, wanted))
        head = Head(desk_id(at), handing_rows.state(at)[0], query, "onrecord", LICENCE, TLP)
    return listed, (place / f"out{form.suffix}").read_bytes(), head


def test_as_entities_of_follow_the_money(sample_desk: Desk, tmp_path: Path) -> None:
    listed, raw, head = handed_out(sample_desk, "ftm", tmp_path)
    assert len(listed) > 70
    assert {one.standing for one in expected(listed).values()} == {"reported", "attributed", "comment"}
    read_back.ftm(listed, raw, head)


def test_as_statements_of_follow_the_money(sample_desk: Desk, tmp_path: Path) -> None:
    _, entities, _ = handed_out(sample_desk, "ftm", tmp_path)
    listed, raw, _ = handed_out(sample_desk, "ftm-statements", tmp_path)
    read_back.ftm_statements(listed, raw, entities)


def test_as_a_bundle_of_stix(sample_desk: Desk, tmp_path: Path) -> None:
    from stix2validator import ValidationOptions, validate_string

    listed, raw, head = handed_out(sample_desk, "stix", tmp_path)
    read_back.stix(listed, raw, head)
    assert validate_string(raw.decode(), ValidationOptions(version="2.1")).is_valid


def test_as_graphs(sample_desk: Desk, tmp_path: Path) -> None:
    listed, raw, _ = handed_out(sample_desk, "gexf", tmp_path)
    gexf = read_back.read_gexf(raw)
    read_back.graph(listed, gexf)
    graphml = read_back.read_graphml(handed_out(sample_desk, "graphml", tmp_path)[1])
    read_back.graph(listed, graphml)
    assert gexf.number_of_edges() == graphml.number_of_edges() > 100


def test_as_web_annotations(sample_desk: Desk, tmp_path: Path) -> None:
    listed, raw, _ = handed_out(sample_desk, "webannotation-lines", tmp_path)
    read_back.annotated(listed, [read_back.expanded(json.loads(line)) for line in raw.splitlines()])
    _, collection, _ = handed_out(sample_desk, "webannotation", tmp_path)
    whole = json.loads(collection)
    assert [said["id"] for said in whole["first"]["items"]] == [json.loads(line)["id"] for line in raw.splitlines()]
    assert whole["total"] == len(expected(listed))


def test_as_prov(sample_desk: Desk, tmp_path: Path) -> None:
    listed, raw, head = handed_out(sample_desk, "prov", tmp_path)
    read_back.prov(listed, raw, head)


def test_as_documents_of_spacy(sample_desk: Desk, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    listed, raw, head = handed_out(sample_desk, "docbin", tmp_path)
    read_back.docbin(listed, raw, head)


def test_as_a_folder_of_brat(sample_desk: Desk, tmp_path: Path) -> None:
    listed, raw, head = handed_out(sample_desk, "brat", tmp_path)
    read_back.brat_folder(listed, raw, head)


def test_of_a_question_what_it_finds_comes_with_what_that_stands_on(sample_desk: Desk, tmp_path: Path) -> None:
    listed, raw, head = handed_out(sample_desk, "ftm", tmp_path, "kind:tie standing:attributed")
    read_back.ftm(listed, raw, head)
    told = [json.loads(line)["onrecord"] for line in raw.splitlines() if '"standing"' in line.decode()]
    asked = [said for said in told if "only_stood_on" not in said]
    assert asked
    assert all((said["kind"], said["standing"]) == ("tie", "attributed") for said in asked)
    assert {ground for said in asked for ground in said["by"]} <= {said["id"] for said in told}
    edges = read_back.read_gexf(handed_out(sample_desk, "gexf", tmp_path, "kind:tie standing:attributed")[1]).edges(
        data=True
    )
    assert {said["kind"] for _, _, said in edges} == {"tie"}
    assert all(said["by"] for _, _, said in edges)
