"""A Record, its wire form and its pickled form are one and the same; errors survive a trip between processes."""

from __future__ import annotations

import dataclasses
import json
import pickle
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord import errors
from onrecord.record import (
    WIRE_VERSION,
    Actor,
    ActorKind,
    Anchor,
    AnchorKind,
    Bound,
    Candidate,
    Carrier,
    Commitment,
    CommitmentKind,
    Count,
    Counted,
    Document,
    Due,
    DueKind,
    Event,
    EventType,
    Failure,
    Footing,
    Form,
    Forward,
    Grade,
    Granularity,
    Judgement,
    JudgementKind,
    Kept,
    KeptFinding,
    Mention,
    MentionForm,
    Party,
    Place,
    PlaceChoice,
    PlacePrecision,
    Polarity,
    Precision,
    Provenance,
    Record,
    Reliability,
    Role,
    Snapshot,
    Source,
    SourceKind,
    Span,
    Speaker,
    SpeechAct,
    Standing,
    Statement,
    Taker,
    Tie,
    TieType,
    TimeKind,
    TimeRef,
    Written,
    Zone,
    ZoneKind,
    from_wire,
    to_wire,
)
from onrecord.record.schema import schema
from onrecord.version import ENGINE

TEXT = "Bezzouli, the harbor master, told the council in a letter “the sand 😀 won’t wait,” and Qoltan agreed.\u202e\n"
SPAN = Span(0, 8)


def full() -> Record:
    """A record in which no field is left at its default."""
    snapshot = Snapshot(
        "ab" * 32, "text/html", 4321, "2031-04-03T10:00:00Z", "https://desk.example.org/sand", 200, "in/sand.html"
    )
    document = Document(
        id="d:full",
        text=TEXT,
        snapshot=snapshot,
        title="Sand",
        author="Mireth Solane",
        source="Quayside Courier",
        url="https://desk.example.org/sand?1",
        published="2031-04-03",
        published_precision=Precision.DAY,
        language="en",
        provenance=Provenance(
            "telegram:4001",
            "17",
            "16",
            Forward("Nets", "telegram:4002", "9", "https://t.example.org/9", "2031-04-02"),
            "2031-04-03T11:00:00+00:00",
            "cd" * 32,
        ),
    )
    mentions = tuple(Mention(Span(i, i + 1), form, 0.25 * i) for i, form in enumerate(MentionForm))
    actors = tuple(
        Actor(
            f"a{i}",
            f"Actor {i}",
            kind,
            mentions,
            ("Also",),
            "pack:7",
            "The Seventh",
            0.9,
            "its name",
            (Candidate("pack:8", "Another", 0.4, "one letter differs"),),
            "militia",
            ("XA",),
            (Role(Span(10, 27), "harbor master", "a1"),),
        )
        for i, kind in enumerate(ActorKind)
    )
    times = tuple(
        TimeRef(
            f"t{i}",
            SPAN,
            kind,
            grain,
            0.8,
            "2031-04",
            "2031-04",
            "2031-04-01",
            "2031-04-30",
            "END",
            anchor,
            "so",
            "t/1",
        )
        for i, (kind, grain, anchor) in enumerate(
            (
                (TimeKind.POINT, Granularity.MONTH, Anchor(AnchorKind.PUBLISHED, "2031-04-03")),
                (TimeKind.DURATION, Granularity.PART, Anchor(AnchorKind.TIME, "2031-04-03", "t0")),
                (TimeKind.SET, Granularity.VAGUE, Anchor(AnchorKind.UNKNOWN)),
            )
        )
    )
    site = PlaceChoice("Sand", 8, "XB", 2.5, -3.5, PlacePrecision.SITE)
    places = tuple(
        Place(f"p{i}", SPAN, "Sand", 0.7, "its size", 7, "XA", "Coast", 1.5, -2.5, precision, (site,), "places/1")
        for i, precision in enumerate(PlacePrecision)
    )
    bound = Bound("2031-04-01", "it tells of the flood", (SPAN,))
    first = Statement(
        id="s0",
        speaker=Speaker((SPAN, Span(10, 27)), "a0", "Anwar Bezzouli", Span(10, 27), "Port", 0.75),
        cue=(Span(29, 33), Span(46, 57)),
        content=(Span(58, 70), Span(72, 80)),
        form=Form.MIXED,
        act=SpeechAct.WARN,
        act_confidence=0.5,
        strength=3,
        zone=ZoneKind.COMMENT,
        confidence=0.875,
        made_by="attribution/1",
        negated=True,
        addressee=Party((Span(34, 45),), "a1"),
        target=Party((Span(60, 64),), "a3"),
        medium=Party((Span(49, 57),), "a2"),
        within="s1",
        when="2031-04",
    )
    acts = [
        dataclasses.replace(first, id=f"s{i}", act=act, form=list(Form)[i % 3], within=None)
        for i, act in enumerate(SpeechAct, 1)
    ]
    zones = tuple(Zone(kind, Span(i * 3, i * 3 + 2)) for i, kind in enumerate(ZoneKind))
    failures = (Failure("times", "the day could not be told"),)
    return Record(
        document,
        "0.1.0",
        "model/1",
        zones,
        actors,
        (first, *acts),
        failures,
        times,
        places,
        Written(bound, bound),
        ("world/1",),
        events(),
        ties(),
        commitments(),
        kept=_kept(),
    )


ON_WORD = Footing(Standing.ATTRIBUTED, ZoneKind.COMMENT, "s1")
#: Every footing there can be: each standing, in each zone that may bear it.
FOOTINGS = [
    ON_WORD,
    *(Footing(Standing.REPORTED, zone) for zone in ZoneKind if zone is not ZoneKind.COMMENT),
    Footing(Standing.COMMENT, ZoneKind.COMMENT),
]


def events() -> tuple[Event, ...]:
    counts = tuple(Count(what, Span(i, i + 2), i + 1, i + 3, False) for i, what in enumerate(Counted))
    return tuple(
        Event(
            id=f"e{i}",
            type=kind,
            codebook="PLOVER 0.8",
            footing=FOOTINGS[i % len(FOOTINGS)],
            polarity=list(Polarity)[i % len(Polarity)],
            spans=(SPAN, Span(10, 27)),
            confidence=0.7,
            made_by="events/1",
            mode="aerial",
            intended=EventType.AID,
            contexts=("military", "human_rights"),
            intensity=-9.5,
            quad=4,
            actors=(Taker(SPAN, "a0"), Taker(Span(10, 27))),
            recipients=(Taker(Span(34, 45), "a1"),),
            reciprocal=True,
            statement="s0",
            when="t0",
            place="p0",
            background=True,
            counts=counts,
            why="assault: shell",
        )
        for i, kind in enumerate(EventType)
    )


def ties() -> tuple[Tie, ...]:
    return tuple(
        Tie(
            id=f"r{i}",
            type=kind,
            a=Taker(SPAN, "a0"),
            b=Taker(Span(34, 45), "a1"),
            footing=FOOTINGS[i % len(FOOTINGS)],
            polarity=list(Polarity)[i % len(Polarity)],
            spans=(SPAN,),
            confidence=0.6,
            made_by="ties/1",
            when="t0",
            start="2031-04-01",
            end="2031-04-30",
            title=Span(10, 27),
            reason=Span(58, 70),
            derived=True,
            basis=("r8", "r9"),
            background=True,
            why="the harbor master leads the port",
        )
        for i, kind in enumerate(TieType)
    )


def commitments() -> tuple[Commitment, ...]:
    return tuple(
        Commitment(
            id=f"c{i}",
            kind=kind,
            statement="s0",
            deed=Span(58, 70),
            strength=3,
            confidence=0.5,
            made_by="commitments/1",
            doer=Party((SPAN, Span(10, 27)), "a0"),
            to=Party((Span(34, 45),), "a1"),
            negated=True,
            condition=Span(72, 80),
            due=Due(list(DueKind)[i % len(DueKind)], Span(46, 57), "t1"),
        )
        for i, kind in enumerate(CommitmentKind)
    )


def _kept() -> Kept:
    judgement = Judgement(
        "j:1",
        "2031-04-05T10:00:00Z",
        "mira",
        JudgementKind.EDIT,
        "s:1",
        "s:2",
        {"act": "deny"},
        "as heard",
        "2031-04-06",
    )
    source = Source(
        "o:1",
        "Quayside Courier",
        SourceKind.NEWSPAPER,
        "xa",
        "en",
        "coast:quayside-courier",
        "https://desk.example.org/",
        ("coast:nesharra",),
        ("The Courier",),
        ("host:desk.example.org",),
        Grade(Reliability.B, "prints corrections", "mira", "2031-04-05T10:00:00Z"),
    )
    return Kept(
        "2031-04-03T10:00:00Z",
        "2031-04-04T10:00:00Z",
        source,
        (Carrier("d:other", "Sada Vashtel", "https://sada.example.net/1", "2031-04-04", 0.97),),
        (KeptFinding("s:1", "s0", "2031-04-07T10:00:00Z", "its words are gone", judgement),),
        "d:before",
        "d:after",
        "2031-04-08T10:00:00Z",
        (("published", None), ("source", "Courier")),
        (Span(0, 3),),
        False,
    )


def bare() -> Record:
    return Record(Document("d:bare", "", Snapshot("0" * 64, "text/plain", 0)), ENGINE)


@pytest.mark.parametrize("record", [full(), bare()], ids=["full", "bare"])
def test_there_and_back(record: Record) -> None:
    wire = json.loads(json.dumps(to_wire(record), ensure_ascii=False))
    assert from_wire(wire) == record
    assert to_wire(from_wire(wire)) == wire
    jsonschema.Draft202012Validator(schema()).validate(wire)


def test_the_full_record_leaves_nothing_at_its_default() -> None:
    def filled(value: Any) -> None:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            for field in dataclasses.fields(value):
                if field.default is not dataclasses.MISSING:
                    assert getattr(value, field.name) != field.default, field.name
                filled(getattr(value, field.name))

    record = full()
    filled(record)
    for part in (
        record.document,
        record.document.provenance,
        record.kept,
        record.kept.source if record.kept else None,
        record.kept.findings[0] if record.kept else None,
        record.actors[0],
        record.statements[0],
        record.statements[0].speaker,
        record.times[1],
        record.times[1].anchor,
        record.places[0],
        record.written,
        record.events[0],
        record.events[0].footing,
        record.events[0].actors[0],
        record.events[0].counts[0],
        record.ties[0],
        record.commitments[0],
        record.commitments[0].doer,
        record.commitments[0].due,
    ):
        filled(part)


def test_every_word_of_every_list_makes_the_trip() -> None:
    """No type, standing, polarity, zone or kind is left out of the record that the trip is tested with."""
    record = full()
    assert {e.type for e in record.events} == set(EventType)
    assert {t.type for t in record.ties} == set(TieType)
    assert {c.kind for c in record.commitments} == set(CommitmentKind)
    assert {c.due.kind for c in record.commitments} == set(DueKind)
    assert {c.what for c in record.events[0].counts} == set(Counted)
    for found in (record.events, record.ties):
        assert {f.footing for f in found} == set(FOOTINGS)
        assert {f.polarity for f in found} == set(Polarity)


def test_a_commitment_may_stand_on_the_documents_own_word() -> None:
    owed = Commitment("c0", CommitmentKind.PROMISE, None, SPAN, 1, 0.6, "commitments/2")
    record = dataclasses.replace(bare(), commitments=(owed,))
    wire = to_wire(record)
    jsonschema.Draft202012Validator(schema()).validate(wire)
    assert wire["commitments"][0]["statement"] is None
    assert from_wire(wire) == record


def test_whose_word_a_commitment_stands_on() -> None:
    owed = Commitment("c0", CommitmentKind.PROMISE, None, SPAN, 1, 0.6, "commitments/2")
    whole = Span(0, SPAN.end + 1)
    assert owed.ground(None, ()) == (Standing.REPORTED, ZoneKind.REPORT)
    assert owed.ground(None, (Zone(ZoneKind.BACKGROUND, whole),)) == (Standing.REPORTED, ZoneKind.BACKGROUND)
    assert owed.ground(None, (Zone(ZoneKind.COMMENT, whole),)) == (Standing.COMMENT, ZoneKind.COMMENT)
    said = dataclasses.replace(owed, statement="s0")
    (stmt, *_) = full().statements
    assert said.ground(dataclasses.replace(stmt, zone=ZoneKind.REPORT), ()) == (Standing.ATTRIBUTED, ZoneKind.REPORT)
    assert said.ground(dataclasses.replace(stmt, zone=ZoneKind.COMMENT), ()) == (Standing.COMMENT, ZoneKind.COMMENT)
    # Of a statement that is not at hand nothing more is known than that somebody says it.
    assert said.ground(None, (Zone(ZoneKind.COMMENT, whole),)) == (Standing.ATTRIBUTED, None)


def test_what_is_unknown_is_null_and_empty_on_the_wire() -> None:
    one = Event("e0", EventType.AID, "PLOVER 0.8", FOOTINGS[-1], Polarity.ACTUAL, (SPAN,), 0.5, "events/1")
    tie = Tie("r0", TieType.FUNDS, Taker(SPAN), Taker(SPAN), ON_WORD, Polarity.ACTUAL, (SPAN,), 0.5, "ties/1")
    due = Commitment("c0", CommitmentKind.THREAT, "s0", SPAN, 1, 0.5, "commitments/1")
    record = dataclasses.replace(bare(), events=(one,), ties=(tie,), commitments=(due,))
    wire = to_wire(record)
    jsonschema.Draft202012Validator(schema()).validate(wire)
    assert from_wire(wire) == record
    nulls = {k for k, v in wire["events"][0].items() if v is None}
    assert nulls == {"mode", "intended", "statement", "when", "place", "by"}
    assert {k for k, v in wire["ties"][0].items() if v is None} == {"when", "from", "to", "title", "reason"}
    assert wire["commitments"][0]["due"] == {"kind": "none", "span": None, "time": None}
    assert wire["commitments"][0]["statement"] == "s0"
    assert wire["onrecord"] == WIRE_VERSION


def test_a_wire_form_cannot_make_hearsay_fact() -> None:
    """Standing, its statement and its zone are one: a wire form in which they contradict each other is refused."""
    for name in ("events", "ties"):
        for spoil in ({"standing": "reported"}, {"by": None}, {"standing": "reported", "by": None}):
            wire = to_wire(full())
            assert wire[name][0]["zone"] == "comment"
            wire[name][0].update(spoil)
            with pytest.raises(ValueError, match=r"statement|not reported"):
                from_wire(wire)
            assert not jsonschema.Draft202012Validator(schema()).is_valid(wire)


def test_a_wire_form_with_an_impossible_span_or_word_is_refused() -> None:
    wire = to_wire(full())
    wire["statements"][0]["cue"]["spans"] = [[5, 5]]
    with pytest.raises(ValueError, match="not a span"):
        from_wire(wire)
    wire = to_wire(full())
    wire["statements"][0]["act"] = "hum"
    with pytest.raises(ValueError, match="hum"):
        from_wire(wire)


def test_records_pickle_and_cannot_change() -> None:
    record = full()
    assert pickle.loads(pickle.dumps(record)) == record
    assert hash(record) == hash(full())
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.engine = "2"  # type: ignore[misc]


ERRORS = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.OnRecordError)]


@pytest.mark.parametrize("kind", ERRORS)
def test_errors_pickle_with_their_fields(kind: type[errors.OnRecordError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("it is empty", "sand.txt", "give another")))
    assert type(copy) is kind
    assert (copy.what, copy.where, copy.remedy) == ("it is empty", "sand.txt", "give another")
    assert str(copy) == "it is empty: sand.txt; give another"


def test_a_questions_error_pickles_with_its_place() -> None:
    error = errors.QueryError("what is this", remedy="say more", query="a b", begin=2, end=3, suggestion="a")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.query, copy.begin, copy.end, copy.suggestion) == ("a b", 2, 3, "a")


def test_an_errors_sentence_leaves_out_what_is_not_known() -> None:
    assert str(errors.IntakeError("it is empty")) == "it is empty"
    assert str(errors.IntakeError("it is empty", None, "give another")) == "it is empty; give another"
    assert len(ERRORS) == 12


def test_the_engines_version_is_the_packages() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == ENGINE
