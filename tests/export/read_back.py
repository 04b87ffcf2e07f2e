"""Reads each graph and annotation form back by the field's own library, and finds in it all that was handed out."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import uuid
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import stix2
from prov.model import ProvDocument
from pyld import jsonld

from onrecord.export import brat
from onrecord.export.forms import Head, Item
from onrecord.export.graph import xml_text
from onrecord.export.stix_parts import EXTENSION, stix_id
from onrecord.record import Record

from .expecting import Expected, actors, expected, who

Json = dict[str, Any]


def needs_follow_the_money() -> None:
    """Its library is built where it is installed, which not every machine can do."""
    pytest.importorskip("followthemoney", reason="followthemoney is not installed: pip install '.[readback]'")


def whole(words: str) -> str:
    """Words as UTF-8 can hold them."""
    return re.sub("[\ud800-\udfff]", "\ufffd", words)


def same(said: Json, one: Expected) -> None:
    """Facts of ours say what is expected of a finding, word for word."""
    assert (said["id"], said["kind"], said["type"]) == (one.id, one.kind, one.type)
    assert (said["standing"], said["polarity"]) == (one.standing, one.polarity)
    assert tuple(said.get("by", ())) == one.by
    assert tuple(map(whole, said.get("on_word", ()))) == tuple(map(whole, one.on_word))
    assert whole(said["words"]) == whole(one.words)
    assert tuple(tuple(span) for span in said["spans"]) == one.places
    assert said["document"] == one.document
    assert said.get("grade") == one.grade
    assert tuple((p["role"], p["id"]) for p in said.get("parts", ()) if "id" in p) == one.ends


def ftm(items: Sequence[Item], raw: bytes, head: Head) -> None:
    """FollowTheMoney's entities are valid, and hearsay is no fact among them."""
    needs_follow_the_money()
    from followthemoney import model

    found: dict[str, Any] = {}
    for line in raw.splitlines():
        said = json.loads(line)
        entity: Any = model.get_proxy(said)
        entity.schema.validate(entity.to_dict())
        assert {name: sorted(values) for name, values in entity.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in said["properties"].items()
        }
        for prop in entity.iterprops():
            assert all(prop.type.validate(value) for value in entity.get(prop))
            assert all(prop.type.clean(value) is not None for value in entity.get(prop))
        assert entity.id not in found
        found[entity.id] = entity
    assert {value for one in found.values() for p, value in one.itervalues() if p.type.name == "entity"} <= found.keys()
    assert {id_.replace(":", "-").replace("_", "-") for id_ in actors(items)} <= found.keys()
    for one in expected(items).values():
        entity = found[one.id.replace(":", "-")]
        same(entity.context["onrecord"], one)
        told = entity.get("keywords", quiet=True) or "; ".join(entity.get("description")).split("; ")
        assert {f"standing:{one.standing}", f"polarity:{one.polarity}", *(f"by:{id_}" for id_ in one.by)} <= set(told)
        assert one.grade is None or f"grade:{one.grade}" in told
        assert _ftm_clean(one.words) in entity.get("description") or len(one.words) > 60_000
        if not one.fact:
            assert entity.schema.name in ("Note", "UnknownLink")
            assert entity.schema.name == "Note" or entity.first("role").startswith((one.standing, "derived"))
    for handed in items:
        document = found[handed.record.document.id.replace(":", "-")]
        pages = [one for one in found.values() if one.schema.name == "Page" and document.id in one.get("document")]
        pages.sort(key=lambda page: int(page.first("index")))
        text = "".join(page.first("bodyText") or "" for page in pages) if pages else document.first("bodyText")
        whole_text = _ftm_clean(handed.record.document.text)
        # FollowTheMoney strips every value, and so each page.
        assert text == whole_text or (pages and "".join(text.split()) == "".join(whole_text.split()))
        assert [f"licence: {head.licence}", f"TLP: {head.tlp}"] == document.get("notes")[1:]
    finding_ids = {id_.replace(":", "-") for id_ in expected(items)}
    assert finding_ids == {id_ for id_ in found if re.match("[setc]-", id_)}


def _ftm_clean(words: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]", "", words).strip()


def ftm_statements(items: Sequence[Item], raw: bytes, entities: bytes) -> None:
    """FollowTheMoney's statements have its own ids and make the same entities."""
    needs_follow_the_money()
    from followthemoney.dataset import Dataset
    from followthemoney.statement.entity import StatementEntity
    from followthemoney.statement.serialize import read_csv_statements

    statements = list(read_csv_statements(io.BytesIO(raw)))
    assert all(statement.id == statement.generate_key() for statement in statements)
    assert all(row["prop_type"] == s.prop_type for row, s in zip(_rows(raw), statements, strict=True))
    as_entities = {said["id"]: said for said in map(json.loads, entities.splitlines())}
    made = set()
    for id_, of_it in itertools.groupby(statements, key=lambda statement: statement.canonical_id):
        listed = list(of_it)
        entity = StatementEntity.from_statements(Dataset.make({"name": listed[0].dataset}), listed)
        assert {statement.id for statement in entity.statements} == {statement.id for statement in listed}
        assert entity.schema.name == as_entities[id_]["schema"]
        properties = {name: sorted(values) for name, values in entity.to_dict()["properties"].items()}
        assert properties == {name: sorted(values) for name, values in as_entities[id_]["properties"].items()}
        made.add(id_)
    assert made == as_entities.keys()
    origins = {statement.origin for statement in statements}
    assert {f"{one.standing} {one.id}" for one in expected(items).values()} <= origins


def _rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode(), newline=""), dialect=csv.unix_dialect))


def stix(items: Sequence[Item], raw: bytes, head: Head) -> None:
    """The bundle is STIX 2.1, every reference in it leads somewhere, and hearsay has no relationship of its own."""
    bundle = stix2.parse(raw.decode())
    found = {made.id: json.loads(made.serialize()) for made in bundle.objects}
    assert len(found) == len(bundle.objects)
    assert {id_.partition("--")[0] for id_ in found} <= {
        *("identity", "location", "note", "relationship", "report", "grouping", "opinion"),
        *("marking-definition", "extension-definition"),
    }
    for made in found.values():
        refs = [made.get("created_by_ref"), made.get("source_ref"), made.get("target_ref")]
        refs += [*made.get("object_refs", []), *made.get("object_marking_refs", [])]
        assert {ref for ref in refs if ref} <= found.keys()
        assert uuid.UUID(made["id"].partition("--")[2]).version in (4, 5)
    markings = [made for made in found.values() if made["type"] == "marking-definition"]
    assert [made.get("name") for made in markings if made.get("name")] == ([head.tlp] if head.tlp else [])
    licences = [made["definition"]["statement"] for made in markings if "definition" in made]
    assert licences == ([head.licence] if head.licence else [])
    for made in found.values():
        if made["type"] not in ("marking-definition", "extension-definition") and made.get("name") != "onrecord":
            assert set(made.get("object_marking_refs", ())) == {marking["id"] for marking in markings}
    told = {}
    for made in found.values():
        said = made.get("extensions", {}).get(EXTENSION, {})
        if "standing" in said:
            assert said["cited_as"] not in told
            told[said["cited_as"]] = made, said
    assert told.keys() == expected(items).keys()
    for id_, one in expected(items).items():
        made, said = told[id_]
        parts = [
            {"role": p["role"], **({"id": p["cited_as"]} if "cited_as" in p else {})} for p in said.get("parts", ())
        ]
        same({**said, "id": said["cited_as"], "by": said.get("stands_on", []), "parts": parts}, one)
        assert said.get("stands_on_refs", []) == [stix_id("note", ground) for ground in one.by]
        assert set(said.get("stands_on_refs", [])) <= found.keys()
        assert {f"standing:{one.standing}", f"polarity:{one.polarity}"} <= set(made["labels"])
        assert made.get("confidence") == {"A": 90, "B": 70, "C": 50, "D": 30, "E": 10}.get(one.grade or "")
        if made["type"] == "relationship":
            assert made["relationship_type"] == (one.type.replace(" ", "-") if one.fact else "related-to")
            assert made["description"].startswith((one.standing, "derived"))
        else:
            assert made["content"] == (whole(one.words) or made["abstract"])
            assert {stix_id("identity", who) for _, who in one.ends} <= set(made["object_refs"])
    judged = [f.judgement for h in items if h.record.kept for f in h.record.kept.findings if f.judgement]
    opinions = [made for made in found.values() if made["type"] == "opinion"]
    assert Counter(made["authors"][0] for made in opinions) == Counter(one.who for one in judged if one.kind != "edit")
    identities = [made["extensions"][EXTENSION] for made in found.values() if _ours(made)]
    assert {said["cited_as"] for said in identities} >= actors(items)


def _ours(made: Json) -> bool:
    return made["type"] == "identity" and EXTENSION in made.get("extensions", {})


def graph(items: Sequence[Item], found: nx.MultiDiGraph) -> None:
    """A graph has all actors, and an edge for all that is told alike of two of them."""
    assert set(found.nodes) == actors(items)
    texts = {handed.record.document.id: _family(handed.record) for handed in items}
    edges: dict[tuple[object, ...], list[Expected]] = {}
    for one in expected(items).values():
        for source, target, mutual in _pairs(one):
            word = xml_text(one.on_word[0]) if one.on_word else ""
            ends = tuple(sorted((source, target))) if mutual else (source, target)
            key = (*ends, one.kind, one.type, one.standing, one.polarity, one.derived, word)
            edges.setdefault(key, []).append(one)
    counted: Counter[tuple[object, ...]] = Counter()
    for source, target, said in found.edges(data=True):
        word = said.get("by", "")
        key = (source, target, said["kind"], said["type"], said["standing"], said["polarity"], said["derived"], word)
        assert key in edges
        ids = said["ids"].split()
        assert set(ids) <= {one.id for one in edges[key]}
        assert said["findings"] == len(ids)
        assert said["tellings"] == len({texts[one.document] for one in edges[key] if one.id in ids})
        assert set(said.get("grades", "").split()) == {one.grade for one in edges[key] if one.id in ids} - {None}
        counted.update((key, id_) for id_ in ids)
    assert {key for key, _ in counted} == edges.keys()
    assert {id_ for _, id_ in counted} == {one.id for told in edges.values() for one in told}


def _pairs(one: Expected) -> list[tuple[str, str, bool]]:
    first = [who for role, who in one.ends if role in ("a", "actor", "speaker", "doer")]
    other = [who for role, who in one.ends if role in ("b", "recipient", "target", "addressee", "to")]
    found = [(a, b, one.mutual and one.kind == "tie") for a in first for b in other]
    if one.kind == "event" and one.mutual:
        found += [(a, b, True) for a, b in itertools.combinations(first, 2)]
    return [pair for pair in found if pair[0] != pair[1]]


def _family(record: Record) -> str:
    carriers = record.kept.carriers if record.kept else ()
    return min([record.document.id, *(carrier.document for carrier in carriers)])


def read_graphml(raw: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(raw), force_multigraph=True)


def read_gexf(raw: bytes) -> nx.MultiDiGraph:
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(raw)))


# The terms of W3C's context that are used, so that no test asks the web for it.
_ANNO = json.loads((Path(__file__).parent / "anno_terms.json").read_text(encoding="utf-8"))
_OA = "http://www.w3.org/ns/oa#"


def _no_network(url: str, options: object) -> Json:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _ANNO}


def expanded(said: Json) -> Json:
    """What a JSON-LD processor makes of it, without the network."""
    ((one),) = jsonld.expand(said, {"documentLoader": _no_network})
    return one  # type: ignore[no-any-return]


def annotated(items: Sequence[Item], found_ones: Sequence[Json]) -> None:
    """Expanded annotations: each has the exact words, their place, and the snapshot's hash."""
    told = expected(items)
    records = {handed.record.document.id: handed.record for handed in items}
    found = {}
    for made in found_ones:
        assert made["@type"] == [f"{_OA}Annotation"]
        ((said),) = (one["@value"] for one in made["urn:onrecord:finding"])
        same(said, told[said["id"]])
        found[said["id"]] = made
    assert found.keys() == told.keys()
    assert len(found_ones) == len(told)
    for id_, made in found.items():
        one, record = told[id_], records[told[id_].document]
        exact, places = [], []
        for target in made[f"{_OA}hasTarget"]:
            quote, position = target[f"{_OA}hasSelector"]
            begin, end = (position[f"{_OA}{edge}"][0]["@value"] for edge in ("start", "end"))
            exact.append(quote[f"{_OA}exact"][0]["@value"])
            places.append((begin, end))
            before, after = (quote[f"{_OA}{side}"][0]["@value"] for side in ("prefix", "suffix"))
            text = record.document.text
            assert text[begin - len(before) : begin] == before
            assert text[end : end + len(after)] == after
            ((state),) = target[f"{_OA}hasState"]
            ((cached),) = state[f"{_OA}cachedSource"]
            assert cached["@id"].startswith("ni:///sha-256;")
            assert target[f"{_OA}hasSource"][0]["@id"]
        assert (tuple(exact), tuple(places)) == (one.pieces, one.places)
        tags = [body["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"] for body in made[f"{_OA}hasBody"]]
        assert {f"standing:{one.standing}", f"polarity:{one.polarity}"} <= set(tags)
        assert tags[0].startswith((one.standing, "derived", "promise", "demand", "threat"))


def prov(items: Sequence[Item], raw: bytes, head: Head) -> None:
    """PROV-JSON: each finding was generated by the reading of its document, and leads to those on whose word it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = ProvDocument.deserialize(content=raw.decode(), format="json")
    again = document.serialize()
    assert ProvDocument.deserialize(content=again, format="json") == document
    said = json.loads(raw)
    export = said["entity"]["onrecord:export"]
    assert (export.get("dcterms:license"), export.get("onrecord:tlp")) == (head.licence, head.tlp)
    names = {one.id: f"onrecord:{one.id.replace(':', '-')}" for one in expected(items).values()}
    generated = {r["prov:entity"]: r["prov:activity"] for r in said.get("wasGeneratedBy", {}).values()}
    derived = {(r["prov:generatedEntity"], r["prov:usedEntity"]) for r in said.get("wasDerivedFrom", {}).values()}
    spoken = {(r["prov:entity"], r["prov:agent"]) for r in said.get("wasAttributedTo", {}).values()}
    for id_, one in expected(items).items():
        entity, source = said["entity"][names[id_]], f"onrecord:{one.document.replace(':', '-')}"
        facts = {name.removeprefix("onrecord:"): value for name, value in entity.items()}
        same({**facts, **{key: json.loads(facts[key]) for key in ("spans", "parts") if key in facts}}, one)
        assert generated[names[id_]] == f"{source}-reading"
        assert said["activity"][f"{source}-reading"]["prov:endTime"]
        assert (names[id_], source) in derived
        assert not one.by or (names[id_], names[one.by[0]]) in derived
        if one.kind == "statement" and one.ends[:1] and one.ends[0][0] == "speaker":
            agent = f"onrecord:{one.ends[0][1].replace(':', '-')}"
            assert (names[id_], agent) in spoken
            assert agent in said["agent"]
    judged = {
        f.judgement.id
        for handed in items
        for f in (handed.record.kept.findings if handed.record.kept else ())
        if f.judgement
    }
    assert {f"onrecord:{id_.replace(':', '-')}" for id_ in judged} <= said["activity"].keys()
    used = {(r["prov:activity"], r["prov:entity"]) for r in said.get("used", {}).values()}
    assert len({activity for activity, _ in used}) == len(items) + len(judged)


def docbin(items: Sequence[Item], raw: bytes, head: Head) -> None:
    """spaCy's documents have the texts, and spans that hold each finding's words."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("en").vocab
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        assert json.loads(files.read("export.json"))["licence"] == head.licence
        bins = [name for name in files.namelist() if name.endswith(".spacy")]
        docs = [doc for name in bins for doc in DocBin().from_bytes(files.read(name)).get_docs(vocab)]
    assert [doc.text for doc in docs] == [whole(handed.record.document.text) for handed in items]
    groups = {"statement": "contents", "event": "events", "tie": "ties", "commitment": "commitments"}
    told, seen = expected(items), set()
    for doc in docs:
        for said in doc.user_data["onrecord"]["findings"]:
            one = told[said["id"]]
            same(said, one)
            seen.add(one.id)
            spans = [span for span in doc.spans.get(groups[one.kind], ()) if span.id_ == one.id]
            if one.kind == "statement" and not spans:
                spans = [s for name in ("cues", "speakers") for s in doc.spans.get(name, ()) if s.id_ == one.id]
            held = [(span.start_char, span.end_char) for span in spans]
            assert all(any(b <= begin and end <= e for b, e in held) for begin, end in one.places)
    assert seen == told.keys()
    named = {span.kb_id_ for doc in docs for span in doc.spans.get("mentions", ())}
    assert named == {who(handed, actor.id) for handed in items for actor in handed.record.actors if actor.mentions}
    assert {entity.kb_id_ for doc in docs for entity in doc.ents} <= named


def brat_folder(items: Sequence[Item], raw: bytes, head: Head) -> None:
    """The zip has each document's two files, as brat's own form of one record gives them, and the ids."""
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        assert json.loads(files.read("export.json"))["tlp"] == head.tlp
        names = {"annotation.conf", "export.json", "findings.tsv"}
        for handed in items:
            name = handed.record.document.id.replace(":", "-")
            names |= {f"{name}.txt", f"{name}.ann"}
            text = files.read(f"{name}.txt").decode()
            assert text == handed.record.document.text.encode("utf-8", "replace").decode()
            rows = files.read(f"{name}.ann").decode().splitlines()
            assert len(rows) == len(brat.standoff(handed.record).splitlines())
            for row in rows:
                if row.startswith("T"):
                    _, where, words = row.split("\t", 2)
                    places = [tuple(map(int, bit.split())) for bit in where.partition(" ")[2].split(";")]
                    assert " ".join(text[begin:end] for begin, end in places) == words
        assert set(files.namelist()) == names
        table = list(csv.DictReader(io.StringIO(files.read("findings.tsv").decode(), newline=""), delimiter="\t"))
    assert [row["finding"] for row in table] == list(expected(items))
