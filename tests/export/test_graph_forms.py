"""Entities, graphs and annotations: each form read back by the field's own library has what was handed out.

What is hostile, too long, empty or in three scripts is handed out as well. The sample desk is in ``tests/desk``.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.export import EXPORTS
from onrecord.export.forms import CARRIED, Form, Item
from onrecord.export.ftm_model import PROPERTY_TYPES
from onrecord.export.sorted_lines import sorted_lines, together
from onrecord.record import Judgement, JudgementKind

from . import read_back
from .expecting import SETS, expected, numbered, ordinary, wicked
from .handing import BARE, HEAD, HOSTILE, item, made

NAMES = (
    "ftm",
    "ftm-statements",
    "stix",
    "gexf",
    "graphml",
    "webannotation",
    "webannotation-lines",
    "prov",
    "docbin",
    "brat",
)
each = pytest.mark.parametrize("name", SETS)


def form(name: str) -> Form:
    ((found),) = EXPORTS[name].forms
    return found


@pytest.fixture(scope="module")
def sets() -> dict[str, list[Item]]:
    return {name: make() for name, make in SETS.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_form_says_how_it_carries_what_must_survive(name: str) -> None:
    assert tuple(form(name).carried) == CARRIED
    assert form(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_the_same_items_give_the_same_bytes(name: str) -> None:
    items = ordinary()
    assert made(form(name), items) == made(form(name), items)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_that_is_spooled_is_one_line_of_utf_8(name: str, sets: dict[str, list[Item]]) -> None:
    for one in sets["wicked"]:
        for piece in form(name).pieces(one):
            assert piece.splitlines() == [piece]
            piece.encode()


@each
def test_follow_the_money_reads_its_entities(name: str, sets: dict[str, list[Item]]) -> None:
    read_back.ftm(sets[name], made(form("ftm"), sets[name]), HEAD)


@each
def test_follow_the_money_reads_its_statements(name: str, sets: dict[str, list[Item]]) -> None:
    entities, statements = made(form("ftm"), sets[name]), made(form("ftm-statements"), sets[name])
    read_back.ftm_statements(sets[name], statements, entities)


def test_the_types_of_properties_are_those_of_follow_the_money() -> None:
    read_back.needs_follow_the_money()
    from followthemoney import model

    assert set(PROPERTY_TYPES) <= {prop.name for prop in model.properties}
    for entity in made(form("ftm"), ordinary()).splitlines():
        schema = model.get(json.loads(entity)["schema"])
        assert schema is not None
        for prop in json.loads(entity)["properties"]:
            assert schema.properties[prop].type.name == PROPERTY_TYPES[prop]


def test_an_actor_of_many_documents_is_one_entity_with_all_names() -> None:
    first, second = ordinary()[:2]
    shared = {next(iter(second.entities)): first.entities[next(iter(first.entities))]}
    raw = made(form("ftm"), [first, replace(second, entities=shared)])
    id_ = next(iter(shared.values())).id.replace(":", "-")
    ((entity),) = [said for said in map(json.loads, raw.splitlines()) if said["id"] == id_]
    names = {actor.name for one in (first, second) for actor in one.record.actors if actor.id == next(iter(shared))}
    assert names <= {name for prop in ("name", "alias", "weakAlias") for name in entity["properties"].get(prop, ())}


@each
def test_stix2_reads_the_bundle(name: str, sets: dict[str, list[Item]]) -> None:
    read_back.stix(sets[name], made(form("stix"), sets[name]), HEAD)


def test_a_bundle_without_licence_and_tlp_has_no_marking() -> None:
    read_back.stix(ordinary(), made(form("stix"), ordinary(), BARE), BARE)


@pytest.mark.parametrize("tlp", ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_each_level_of_tlp_is_a_marking(tlp: str) -> None:
    head = replace(HEAD, tlp=tlp)
    read_back.stix(ordinary()[:1], made(form("stix"), ordinary()[:1], head), head)


@pytest.mark.parametrize("name", ["ordinary", "wicked"])
def test_the_validator_of_stix_finds_no_error(name: str, sets: dict[str, list[Item]]) -> None:
    from stix2validator import ValidationOptions, validate_string

    text = made(form("stix"), sets[name]).decode()
    found = validate_string(text, ValidationOptions(version="2.1"))
    assert found.is_valid, found.errors


def test_nobody_is_called_a_threat_actor() -> None:
    raw = made(form("stix"), [*ordinary(), *(numbered(one, 50 + n) for n, one in enumerate(wicked()))]).decode()
    assert not any(f'"{word}--' in raw for word in ("threat-actor", "intrusion-set", "campaign"))


def test_what_was_rejected_is_no_fact_where_it_is_asked_for() -> None:
    one = ordinary()[0]
    assert one.record.kept is not None
    fact = next(
        found for found in expected([one]).values() if found.fact and found.kind == "tie" and len(found.ends) == 2
    )
    no = Judgement("j:99", HEAD.seen, "mira", JudgementKind.REJECT, fact.id)
    findings = tuple(replace(f, judgement=no) if f.id == fact.id else f for f in one.record.kept.findings)
    kept = replace(one.record.kept, findings=findings)
    rejected = replace(one, record=replace(one.record, kept=kept))
    before, after = (_entity(items, fact.id) for items in ([one], [rejected]))
    assert before["schema"] not in ("UnknownLink", "Note")
    assert after["schema"] == "UnknownLink"
    assert after["properties"]["role"][0].startswith("rejected, reported")
    bundle = json.loads(made(form("stix"), [rejected]))
    ((tie,),) = [[o for o in bundle["objects"] if o.get("description", "").startswith("rejected: reported")]]
    assert (tie["relationship_type"], tie["labels"][0]) == ("related-to", "rejected")


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_graphs_tables_and_labels_say_what_became_of_a_finding(state: str) -> None:
    one = item()
    assert one.record.kept is not None
    gone = next(told for told in expected([one]).values() if told.kind == "tie" and not told.derived)
    judged = Judgement("j:9", "2031-06-05T09:00:00.000000Z", "mira", JudgementKind.REJECT, gone.id)
    change: dict[str, Any] = {"judgement": judged} if state == "rejected" else {"withdrawn": judged.at}
    findings = [replace(f, **change) if f.id == gone.id else f for f in one.record.kept.findings]
    changed = replace(one, record=replace(one.record, kept=replace(one.record.kept, findings=tuple(findings))))
    for graph in (
        read_back.read_gexf(made(form("gexf"), [changed])),
        read_back.read_graphml(made(form("graphml"), [changed])),
    ):
        states = {edge["ids"]: edge.get("state", "") for _, _, edge in graph.edges(data=True)}
        assert states[gone.id] == state
        assert set(states.values()) == {"", state}
    with zipfile.ZipFile(io.BytesIO(made(form("brat"), [changed]))) as files:
        rows = csv.DictReader(io.StringIO(files.read("findings.tsv").decode(), newline=""), delimiter="\t")
        assert {row["finding"]: row["state"] for row in rows}[gone.id] == state
    values = csv.DictReader(io.StringIO(made(form("ftm-statements"), [changed]).decode(), newline=""))
    assert any(row["value"].startswith("standing:") and state in row["value"].split("; ") for row in values)
    labels = [one.get("labels", []) for one in json.loads(made(form("stix"), [changed]))["objects"]]
    assert [told[0] for told in labels if told and told[-3].startswith("standing:") and len(told) == 4] == [state]
    (tags,) = [
        [body["value"] for body in one["body"]]
        for one in map(json.loads, made(form("webannotation-lines"), [changed]).splitlines())
        if one["id"].endswith(gone.id)
    ]
    assert state in tags


def _entity(items: list[Item], id_: str) -> dict[str, Any]:
    found = [json.loads(line) for line in made(form("ftm"), items).splitlines()]
    return next(one for one in found if one.get("onrecord", {}).get("id") == id_)


@each
def test_networkx_reads_gexf(name: str, sets: dict[str, list[Item]]) -> None:
    read_back.graph(sets[name], read_back.read_gexf(made(form("gexf"), sets[name])))


@each
def test_networkx_reads_graphml(name: str, sets: dict[str, list[Item]]) -> None:
    read_back.graph(sets[name], read_back.read_graphml(made(form("graphml"), sets[name])))


def test_an_edge_is_dated_as_the_text_says_and_counts_texts_not_carriers() -> None:
    one = ordinary()[0]
    tie = next(tie for tie in one.record.ties if tie.start and one.entities.keys() >= {tie.a.actor, tie.b.actor})
    assert one.record.kept is not None
    carrier = replace(one.record.kept.carriers[0], document=one.record.document.id)
    other = numbered(replace(one, record=replace(one.record, kept=replace(one.record.kept, carriers=(carrier,)))), 77)
    edges = read_back.read_gexf(made(form("gexf"), [one, other])).edges(data=True)
    cited = next(found.id for found in one.record.kept.findings if found.local == tie.id)
    ((said),) = [said for _, _, said in edges if cited in said["ids"].split()]
    assert (said["start"], said["end"]) == (tie.start, tie.end)
    assert (said["tellings"], said["findings"]) == (1, 2)


@each
def test_a_processor_of_json_ld_reads_the_annotations(name: str, sets: dict[str, list[Item]]) -> None:
    lines = made(form("webannotation-lines"), sets[name]).splitlines()
    read_back.annotated(sets[name], [read_back.expanded(json.loads(line)) for line in lines])
    whole = read_back.expanded(json.loads(made(form("webannotation"), sets[name])))
    assert whole["http://www.w3.org/ns/activitystreams#totalItems"][0]["@value"] == len(expected(sets[name]))
    ((page),) = whole["http://www.w3.org/ns/activitystreams#first"]
    ((items),) = page["http://www.w3.org/ns/activitystreams#items"]
    read_back.annotated(sets[name], items["@list"])


@each
def test_prov_reads_how_findings_came_about(name: str, sets: dict[str, list[Item]]) -> None:
    read_back.prov(sets[name], made(form("prov"), sets[name]), HEAD)


@each
def test_spacy_reads_its_documents(name: str, sets: dict[str, list[Item]]) -> None:
    pytest.importorskip("spacy")
    read_back.docbin(sets[name], made(form("docbin"), sets[name]), HEAD)


def test_many_documents_are_several_files_of_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("spacy")
    monkeypatch.setattr("onrecord.export.docbin._CHARACTERS", 1_000)
    read_back.docbin(ordinary(), made(form("docbin"), ordinary()), HEAD)


@each
def test_the_folder_of_brat_has_every_document(name: str, sets: dict[str, list[Item]]) -> None:
    read_back.brat_folder(sets[name], made(form("brat"), sets[name]), HEAD)


def test_what_others_only_stand_on_is_told_to_be_that() -> None:
    one = ordinary()[0]
    chosen = next(found for found in expected([one]).values() if found.by)
    lines = made(form("webannotation-lines"), [replace(one, findings=frozenset({chosen.id}))]).splitlines()
    told: dict[str, Any] = {said["onrecord:finding"]["id"]: said["onrecord:finding"] for said in map(json.loads, lines)}
    assert "only_stood_on" not in told[chosen.id]
    assert told[chosen.by[0]]["only_stood_on"] is True


def test_lines_are_sorted_on_the_disk_each_once() -> None:
    lines = [f"{n * 7919 % 1000:04}\t{n % 3}" for n in range(5_000)]
    assert list(sorted_lines(lines, at_once=500)) == sorted(set(lines))
    assert {key: list(values) for key, values in together(iter(["a\t1", "a\t2", "b\t1"]))} == {
        "a": ["1", "2"],
        "b": ["1"],
    }


def test_an_item_without_findings_has_its_document_and_its_outlet() -> None:
    entities = [json.loads(line) for line in made(form("ftm"), [item(SETS["nothing"]()[0].record)]).splitlines()]
    assert [entity["schema"] for entity in entities] == ["Article"]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_person_says_of_the_whole_may_be_hostile_too(name: str) -> None:
    said = f"{HOSTILE}\x00]]>\\"
    head = replace(HEAD, query=said, licence=said)
    raw, items = made(form(name), ordinary()[:1], head), ordinary()[:1]
    if name == "gexf":
        read_back.graph(items, read_back.read_gexf(raw))
    elif name == "graphml":
        read_back.graph(items, read_back.read_graphml(raw))
    elif name not in ("ftm-statements", "docbin", "brat"):
        assert [json.loads(line) for line in (raw.splitlines() if name.endswith(("ftm", "lines")) else [raw])]


_WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("followthemoney", "stix2", "networkx", "prov", "pyld", "spacy", "lxml"), None))
from onrecord.export import EXPORTS
from tests.export.handing import item, made
for name in sys.argv[1:]:
    assert made(EXPORTS[name].forms[0], [item()])
"""


def test_no_form_but_spacys_needs_a_library_to_be_written() -> None:
    names = [name for name in NAMES if name != "docbin"]
    subprocess.run([sys.executable, "-c", _WITHOUT, *names], check=True, cwd=Path(__file__).parents[2])
    assert [name for name in NAMES if form(name).needs] == ["docbin"]
