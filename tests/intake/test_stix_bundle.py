"""STIX bundles: their objects within limits, the latest of each, and what marks them; an object as a document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import Raw, documents, stix_bundle
from onrecord.intake.stix_bundle import Bundle, is_bundle, read_bundle
from onrecord.intake.stix_object import MEDIA_TYPE, as_bytes, cited_url
from onrecord.record import Document

from .stix_made import AMBER, MAKER, OBJECTS, RED, REPORT, SECRET, SET, bundle, thing, uid


def taken(data: bytes) -> Bundle:
    return read_bundle(Raw(data, "heron.json"))


def document(values: dict[str, Any]) -> Document:
    (found,) = documents(Raw(as_bytes(values), "heron.json", MEDIA_TYPE))
    assert isinstance(found, Document)
    return found


def test_all_objects_are_there_with_their_makers() -> None:
    found = taken(bundle())
    assert list(found.objects) == [one["id"] for one in OBJECTS]
    assert found.faults == []
    assert found.name_of(found.objects[SET["id"]].maker) == "Tern Point Institute"
    assert found.objects[REPORT["id"]].number == 5


def test_the_latest_version_of_an_object_counts_wherever_it_stands() -> None:
    newer = SET | {"modified": "2032-01-01T00:00:00Z", "name": "Blue Heron"}
    for objects in ([newer, SET], [SET, newer]):
        assert taken(bundle(objects)).name_of(SET["id"]) == "Blue Heron"


@pytest.mark.parametrize(
    ("values", "marking"),
    [
        ({}, None),
        ({"object_marking_refs": [AMBER]}, "amber"),
        ({"object_marking_refs": [AMBER, RED]}, "red"),
        ({"granular_markings": [{"marking_ref": RED, "selectors": ["name"]}]}, "red"),
        ({"object_marking_refs": [uid("marking-definition", 99)]}, "amber"),
        ({"object_marking_refs": ["nothing", 7], "granular_markings": [None]}, None),
    ],
)
def test_the_strictest_marking_of_an_object_or_a_part_of_it_counts(values: dict[str, Any], marking: str | None) -> None:
    own = thing("marking-definition", 99, definition_type="tlp", definition={"tlp": "amber"})
    found = taken(bundle([SET | values, own]))
    assert found.objects[SET["id"]].marking == marking


def test_a_bad_object_gets_one_sentence_and_the_rest_is_read() -> None:
    bad: list[Any] = [
        "nothing",
        7,
        None,
        {"type": "report"},
        {"type": "note", "id": REPORT["id"]},
        {"id": "x", "type": "y"},
    ]
    found = taken(bundle([*bad, MAKER]))
    assert list(found.objects) == [MAKER["id"]]
    assert len(found.faults) == len(bad)
    assert "heron.json, object 1" in str(found.faults[0])


def test_what_stands_before_damage_is_kept() -> None:
    data = bundle()
    found = taken(data[: data.index(b'"relationship"')])
    assert list(found.objects) == [one["id"] for one in OBJECTS[:3]]
    assert "cut off" in str(found.faults[0])


def test_limits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stix_bundle, "MOST_OBJECTS", 2)
    found = taken(bundle())
    assert len(found.objects) == 2
    assert "over 2 objects" in str(found.faults[0])
    deep = b'{"type": "bundle", "objects": [' + b'{"a":' * 500
    assert "nested too deep" in str(taken(deep).faults[0])
    large = thing("note", 30, content="x" * 5_000_000)
    assert "too large" in str(taken(bundle([large, MAKER])).faults[0])


def test_a_bundle_is_told_from_its_begin_or_its_end() -> None:
    assert is_bundle(bundle())
    late = json.dumps({"objects": [{"pad": "x" * 100_000}], "type": "bundle"}).encode()
    assert is_bundle(late)
    assert not is_bundle(b'{"type": "article"}')
    assert not is_bundle(b"")


def test_a_report_is_a_document_of_its_own_words() -> None:
    found = document(REPORT)
    assert found.text == REPORT["description"]
    assert (found.title, found.published) == ("Who reads the port's mail", "2031-04-20")
    assert found.snapshot.media_type == MEDIA_TYPE
    assert document(dict(reversed(REPORT.items()))).id == found.id


def test_notes_and_opinions_have_their_words_elsewhere() -> None:
    note = document(thing("note", 9, abstract="On the port", content="Nothing new.", authors=["A", "B"], lang="en"))
    assert (note.text, note.title, note.author, note.language) == ("Nothing new.", "On the port", "A, B", "en")
    opinion = document(thing("opinion", 10, opinion="disagree", explanation="It was another."))
    assert (opinion.text, opinion.title) == ("It was another.", "Opinion: disagree")


def test_a_marking_stands_in_the_title() -> None:
    assert document(SECRET).title == "Note (TLP:RED)"


@pytest.mark.parametrize("values", [MAKER, thing("report", 11, name="No words"), {"type": "note", "content": 7}, []])
def test_what_has_no_words_is_refused(values: Any) -> None:
    with pytest.raises(IntakeError):
        list(documents(Raw(as_bytes(values), "heron.json", MEDIA_TYPE)))


def test_only_addresses_of_the_web_are_cited() -> None:
    found = taken(bundle([REPORT, SET | {"external_references": [{"url": "file:///etc"}, "x", {"url": 7}]}]))
    assert cited_url(found.objects[REPORT["id"]]) == "https://tern.example.org/heron"
    assert cited_url(found.objects[SET["id"]]) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "id", "name", "objects", "object_marking_refs", "x"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@settings(max_examples=60)
@given(st.lists(_JSON, max_size=4), st.integers(0, 60))
def test_whatever_stands_in_a_bundle_is_an_object_or_a_sentence(objects: list[Any], cut: int) -> None:
    data = bundle(objects)
    found = taken(data[: len(data) - cut])
    assert len(found.objects) <= len(objects)
    assert all(isinstance(fault, IntakeError) for fault in found.faults)
