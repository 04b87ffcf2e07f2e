"""Small records, put together by hand, for everything that tests the store: no model is needed to file one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from onrecord.record import (
    Actor,
    ActorKind,
    Commitment,
    CommitmentKind,
    Document,
    Due,
    DueKind,
    Event,
    EventType,
    Failure,
    Footing,
    Form,
    Granularity,
    Mention,
    MentionForm,
    Party,
    Place,
    Polarity,
    Precision,
    Provenance,
    Record,
    Snapshot,
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
    Zone,
    ZoneKind,
)
from onrecord.store.filing import Filing, Met, file
from onrecord.store.opening import Store

ENGINE = "0.1.0"
CODEBOOK = "verbs/3 events/2"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its words: ``make_record`` finds them in the text. Who speaks becomes an actor."""

    speaker: str
    cue: str
    content: str
    act: SpeechAct = SpeechAct.ASSERT
    to: str | None = None


def span(text: str, words: str, nth: int = 1) -> Span:
    """Where these words stand in a text, the ``nth`` time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def make_document(text: str, *, data: bytes | None = None, **facts: object) -> Document:
    """A document, with the id that intake would give it; its bytes are the text's own unless ``data`` says otherwise.

    ``facts`` are fields of Document: title, author, source, url, published, published_precision, language, provenance.
    """
    data = text.encode() if data is None else data
    sha256 = hashlib.sha256(data).hexdigest()
    url = facts.get("url")
    name = str(url or "report.txt")
    final_url, status = (str(url), 200) if url else (None, None)
    snapshot = Snapshot(sha256, "text/plain", len(data), None, final_url, status, name)
    id_ = "d:" + hashlib.sha256(f"{sha256}\n{text}".encode()).hexdigest()[:16]
    return Document(id_, text, snapshot, **{"language": "en", **facts})  # type: ignore[arg-type]


def make_record(text: str, *said: Said, engine: str = ENGINE, data: bytes | None = None, **facts: object) -> Record:
    """A record of a text with these statements in it; ``facts`` are the document's."""
    names = list(dict.fromkeys(name for one in said for name in (one.speaker, one.to) if name is not None))
    ids = {name: f"a{number}" for number, name in enumerate(names)}
    return Record(
        document=make_document(text, data=data, **facts),
        engine=engine,
        model="onrecord-en/1",
        knowledge=("world/1", "places/1"),
        zones=(Zone(ZoneKind.REPORT, Span(0, len(text))),),
        actors=tuple(make_actor(text, ids[name], name) for name in names),
        statements=tuple(_statement(text, f"s{number}", one, ids) for number, one in enumerate(said)),
    )


def make_actor(text: str, id_: str, name: str, link: str | None = None) -> Actor:
    """An actor that is mentioned once, by its name."""
    mention = Mention(span(text, name), MentionForm.NAME, 0.9)
    return Actor(id_, name, ActorKind.PERSON, (mention,), link=link, confidence=0.8 if link else 0.0)


def _statement(text: str, id_: str, said: Said, ids: dict[str, str]) -> Statement:
    return Statement(
        id=id_,
        speaker=Speaker((span(text, said.speaker),), ids[said.speaker], said.speaker, confidence=0.9),
        cue=(span(text, said.cue),),
        content=(span(text, said.content),),
        form=Form.INDIRECT,
        act=said.act,
        act_confidence=0.9,
        strength=2,
        zone=ZoneKind.REPORT,
        confidence=0.8,
        made_by="attribution/1",
        addressee=None if said.to is None else Party((span(text, said.to),), ids[said.to]),
    )


WHOLE_TEXT = (
    "Harbour talks\n\n"
    "Captain Oren Vash said that the Coastal Guard attacked Tellin on 3 March 2024. "
    "He told Minister Lea Marsh the Guard would leave the harbour by Friday.\n\n"
    "The Coastal Guard is funded by Port Sel."
)


def whole_record(**changes: object) -> Record:
    """A record with one of everything: two statements, one within the other, an event and a promise on the word of
    one of them, a tie that the document itself tells, times, a place, a failure, where it came from.
    """
    text = WHOLE_TEXT
    report = Footing(Standing.REPORTED, ZoneKind.REPORT)
    on_his_word = Footing(Standing.ATTRIBUTED, ZoneKind.REPORT, "s0")
    said = make_record(
        text,
        Said("Captain Oren Vash", "said", "that the Coastal Guard attacked Tellin on 3 March 2024"),
        Said("He", "told", "the Guard would leave the harbour by Friday", SpeechAct.PROMISE, to="Minister Lea Marsh"),
        title="Harbour talks",
        author="Ana Reed",
        source="Littoral Press Agency",
        url="https://lpa.example.net/harbour",
        published="2024-03-05",
        published_precision=Precision.DAY,
        provenance=Provenance(key="feed:lpa", item="guid-7", container="0" * 64),
    )
    first, second = said.statements
    extra = (make_actor(text, "a3", "Coastal Guard", "sample:guard"), make_actor(text, "a4", "Port Sel"))
    record = replace(
        said,
        actors=(*said.actors, *extra),
        statements=(replace(first, when="t0"), replace(second, within="s0", medium=None)),
        times=(
            TimeRef(
                "t0",
                span(text, "3 March 2024"),
                TimeKind.POINT,
                Granularity.DAY,
                0.9,
                value="2024-03-03",
                start="2024-03-03",
                end="2024-03-03",
            ),
            TimeRef(
                "t1",
                span(text, "Friday"),
                TimeKind.POINT,
                Granularity.DAY,
                0.7,
                value="2024-03-08",
                start="2024-03-08",
                end="2024-03-08",
            ),
        ),
        places=(Place("p0", span(text, "Tellin"), "Tellin", 0.6, "no place of this name is known"),),
        events=(
            Event(
                id="e0",
                type=EventType.ASSAULT,
                codebook="PLOVER 0.8",
                footing=on_his_word,
                polarity=Polarity.ACTUAL,
                spans=(span(text, "attacked"),),
                confidence=0.7,
                made_by="events/1",
                mode="bombard",
                actors=(Taker(span(text, "Coastal Guard"), "a3"),),
                recipients=(Taker(span(text, "Tellin")),),
                when="t0",
                place="p0",
            ),
        ),
        ties=(
            Tie(
                id="r0",
                type=TieType.FUNDS,
                a=Taker(span(text, "Port Sel"), "a4"),
                b=Taker(span(text, "Coastal Guard", 2), "a3"),
                footing=report,
                polarity=Polarity.ACTUAL,
                spans=(span(text, "is funded by"),),
                confidence=0.8,
                made_by="ties/1",
                start="2023-01-01",
            ),
        ),
        commitments=(
            Commitment(
                id="c0",
                kind=CommitmentKind.PROMISE,
                statement="s1",
                deed=span(text, "leave the harbour"),
                strength=2,
                confidence=0.6,
                made_by="commitments/1",
                doer=Party((span(text, "the Guard", 1),), "a3"),
                to=Party((span(text, "Minister Lea Marsh"),), "a2"),
                due=Due(DueKind.EXPLICIT, span(text, "Friday"), "t1"),
            ),
        ),
        failures=(Failure("places", "the gazetteer knows no place called Tellin"),),
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def make_filing(record: Record, **more: object) -> Filing:
    """A record with where it was met: at its address, if it has one, else in a local file."""
    document = record.document
    met = Met(document.snapshot.name or "-", document.url, document.snapshot.final_url, document.snapshot.status)
    return Filing(**{"record": record, "met": met, "codebook": CODEBOOK, "who": "tester", **more})  # type: ignore[arg-type]


def file_record(store: Store, record: Record, data: bytes | None = None, **more: object) -> int:
    """Files a record as the desk does: its bytes first, then the rest in one transaction; its number."""
    store.archive.put(record.document.text.encode() if data is None else data)
    with store.writing() as at:
        return file(store, at, make_filing(record, **more))
