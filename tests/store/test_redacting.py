"""A name taken out: a hole in its place and its length everywhere, nothing moved, and not a byte of it left."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.record import Actor, Candidate, Forward, JudgementKind, Provenance, Record, Span, to_wire
from onrecord.record.schema import schema
from onrecord.store import logbook, tables
from onrecord.store.backup import backup
from onrecord.store.filing import Met, file_reading
from onrecord.store.finding import finding, record, text_of
from onrecord.store.history import judge
from onrecord.store.holes import BLOCK, WORDS, Names, covered, joined, stretches
from onrecord.store.ids import identified
from onrecord.store.opening import Store
from onrecord.store.redacting import foresee, redact
from onrecord.store.restoring import restore
from onrecord.store.search import matching
from onrecord.store.verifying import verify
from tests.analysis.pledging import Pledging

from .records import CODEBOOK, WHOLE_TEXT, Said, file_record, make_record, span, whole_record
from .searched import index_all

NAMES = Names(("Oren Vash",))
HOLE = BLOCK * len("Oren Vash")


def about_vash(**changes: object) -> Record:
    """The whole record, and the name in every field that can hold one."""
    made = whole_record()
    vash = made.actors[0]
    known = replace(
        vash,
        name="Captain Oren Vash",
        also=("Oren Vash",),
        link="coast:oren-vash",
        known_as="Oren Vash",
        confidence=0.9,
        why="“Oren Vash” is the name of one known actor",
        candidates=(Candidate("coast:oren-vash-junior", "Oren Vash junior", 0.4, "Oren Vash, of Tellin"),),
    )
    document = replace(
        made.document,
        title="Oren Vash on the harbour",
        author="Ana Reed and Oren Vash",
        source="The Oren Vash Letter",
        provenance=Provenance(key="feed:lpa", item="g7", forward=Forward(name="Channel of Oren Vash")),
        snapshot=replace(made.document.snapshot, name="oren vash.txt"),
    )
    changed = replace(made, document=document, actors=(known, *made.actors[1:]))
    return replace(changed, **changes)  # type: ignore[arg-type]


def file_about_vash(store: Store) -> int:
    made = about_vash()
    said = {"title": ("Oren Vash on the harbour", "Harbour talks, says oren vash")}
    no = file_record(store, made, met=Met("oren vash.txt", "https://lpa.example.net/harbour"), said=said)
    with store.writing() as at:
        file_reading(store, at, no, replace(made, engine="0.2.0"), CODEBOOK)
        speaker = identified(made).__next__().id
        value = {"speaker": {"name": "Captain Oren Vash"}}
        judge(store, at, JudgementKind.EDIT, speaker, "ana", value=value, why="Oren Vash it is")
        at.execute(sa.insert(tables.watched), [feed()])
        at.execute(sa.insert(tables.item), [item(no, "7", facts={"title": "OREN  VASH speaks"}), item(None, "8")])
    make_findable(store)
    return no


def make_findable(store: Store) -> None:
    """Links, indexes, and gives every table that is made of readings a row with the name."""
    index_all(store)
    with store.writing() as at:
        why = json.dumps(["both are called Oren Vash"])
        numbers = at.execute(sa.select(tables.finding.c.no).where(tables.finding.c.kind == "statement")).scalars()
        first, second = list(numbers)[:2]
        told = {"statement": first, "utterance": first, "other": second, "how": "cut", "score": 0.9, "reasons": why}
        at.execute(sa.insert(tables.told), [told, {**told, "statement": second, "other": first}])
        at.execute(sa.insert(tables.vector).values(finding=first, version="1", vector=b"1"))
        at.execute(sa.update(tables.linked).values(reasons=why))
        (one, other) = at.execute(sa.select(tables.entity.c.no).order_by(tables.entity.c.no).limit(2)).scalars()
        at.execute(sa.insert(tables.question).values(entity=one, other=other, score=0.5, reasons=why, made="2024"))
        who = at.execute(sa.select(tables.actor).where(tables.actor.c.name == "Captain Oren Vash").limit(1)).one()
        of = {"actor": who.no, "entity": one, "reading": who.reading, "document": 1, "day": "2024-03-05"}
        at.execute(sa.insert(tables.naming).values(**of, name="Oren Vash"))
        at.execute(sa.insert(tables.office).values(**of, title="captain of Oren Vash", begin=0, end=7))


def feed() -> dict[str, object]:
    now = "2024-03-06T09:00:00.000000Z"
    return {
        "id": "w:1",
        "kind": "feed",
        "url": "https://lpa.example.net/feed",
        "added": now,
        "state": "active",
        "interval": 60.0,
        "next": now,
        "failures": 0,
        "refusals": 0,
    }


def item(document: int | None, key: str, facts: object = None) -> dict[str, object]:
    return {
        "watched": "w:1",
        "key": key,
        "url": None,
        "facts": None if facts is None else json.dumps(facts),
        "state": "filed" if document else "waiting",
        "seen": "2024-03-06T09:00:00.000000Z",
        "tries": 0,
        "document": document,
    }


def all_strings(store: Store) -> Iterator[str]:
    """Every word that any row of the desk holds, packed records unpacked."""
    with store.reading() as at:
        for table in tables.metadata.sorted_tables:
            for row in at.execute(sa.select(table)):
                for value in row:
                    if isinstance(value, bytes | memoryview) and table.name == "reading":
                        yield zlib.decompress(bytes(value)).decode()
                    else:
                        yield str(value)


def test_no_row_holds_the_name_and_nothing_moved(store: Store) -> None:
    made = about_vash()
    no = file_about_vash(store)
    file_record(store, make_record("Lea Marsh said no.", Said("Lea Marsh", "said", "no")))
    with store.reading() as at:
        before = record(store, at, made.document.id)
    done = redact(store, NAMES, "ana", "a court in Tellin asked for it; Oren Vash won")
    assert (done.documents, done.given_up, done.kept) == ((made.document.id,), 1, 0)
    assert done.holes == made.document.text.count("Oren Vash") == 1
    assert "every backup that was made before" in done.left
    assert [words for words in all_strings(store) if "vash" in words.lower()] == []
    with store.reading() as at:
        after = record(store, at, made.document.id)
        assert text_of(at, no) == made.document.text.replace("Oren Vash", HOLE)
        assert matching(at, "Vash") == []
        assert matching(at, "harbour") == [no]
    assert [one.id for one in identified(after)] == [one.id for one in identified(before)]
    assert after.document.title == f"{HOLE} on the harbour"
    assert after.document.author == f"Ana Reed and {HOLE}"
    assert after.actors[0].name == f"Captain {HOLE}"
    assert (after.actors[0].link, after.actors[0].known_as, after.actors[0].candidates) == (None, None, ())
    assert after.actors[1:] == before.actors[1:]
    assert after.statements[0].speaker.name == f"Captain {HOLE}"
    assert after.kept is not None
    where = span(WHOLE_TEXT, "Oren Vash")
    assert after.kept.holes == (where,)
    assert not after.kept.bytes_kept
    assert verify(store).problems == verify(store).notes == ()


def test_a_quote_shows_the_hole(store: Store) -> None:
    text = "The mayor said that Oren Vash would never sail again."
    said = Said("The mayor", "said", "that Oren Vash would never sail again")
    file_record(store, make_record(text, said))
    id_ = next(identified(make_record(text, said))).id
    redact(store, NAMES, "ana", "asked for")
    with store.reading() as at:
        shown = finding(store, at, id_)
    (content,) = shown.record.statements[0].content
    assert content.of(shown.record.document.text) == f"that {HOLE} would never sail again"
    assert shown.record.kept is not None
    assert [hole for hole in shown.record.kept.holes if content.holds(hole)] == [Span(20, 29)]


def test_part_of_a_name_that_takes_part_is_in_the_hole_too(store: Store) -> None:
    text = "Captain Oren Vash said that he knew."
    file_record(store, make_record(text, Said("Vash", "said", "that he knew")))
    redact(store, NAMES, "ana", "asked for")
    with store.reading() as at:
        words = at.execute(sa.select(tables.part.c.words)).scalars().all()
    assert words == [BLOCK * 4]


def test_no_byte_of_the_desk_holds_the_name(store: Store, tmp_path: Path) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a server's files are the server's")
    for number in range(30):
        file_record(store, make_record(f"Oren Vash said it {number}.", Said("Oren Vash", "said", "it")))
    file_about_vash(store)
    assert files_with(tmp_path / "desk", b"vash")
    done = redact(store, NAMES, "ana", "asked for")
    assert len(done.documents) == 31
    assert files_with(tmp_path / "desk", b"vash") == []
    assert done.left == ("every backup that was made before",)


def files_with(folder: Path, words: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.lower() in path.read_bytes().lower()]


def test_twice_is_no_more_than_once(store: Store) -> None:
    file_about_vash(store)
    redact(store, NAMES, "ana", "asked for")
    before = sorted(all_strings(store))
    again = redact(store, NAMES, "ana", "asked for")
    assert (again.documents, again.holes, again.beside, again.given_up, again.log) == ((), 0, 0, 0, None)
    assert sorted(all_strings(store)) == before


def test_the_log_tells_all_but_the_name(store: Store) -> None:
    file_about_vash(store)
    done = redact(store, NAMES, "ana", "Oren Vash asked for it")
    with store.reading() as at:
        last = list(logbook.entries(at))[-1]
        logs = at.execute(sa.select(tables.hole.c.log)).scalars().all()
    assert (last.no, last.what, last.who) == (done.log, "redact", "ana")
    assert last.detail["why"] == f"{HOLE} asked for it"
    assert last.detail["documents"] == [about_vash().document.id]
    assert (last.detail["holes"], last.detail["names"], last.detail["given_up"]) == (1, 1, 1)
    assert set(logs) == {done.log}


def test_what_would_be_taken_out_is_told_and_left(store: Store) -> None:
    made = make_record("Oren Vash said it to Oren Vash.", Said("Oren Vash", "said", "it"))
    file_record(store, made)
    file_record(store, make_record("Lea Marsh said no.", Said("Lea Marsh", "said", "no")))
    before = sorted(all_strings(store))
    foreseen = foresee(store, NAMES)
    assert (foreseen.documents, foreseen.holes) == (1, 2)
    assert foresee(store, NAMES, [made.document.id]) == foreseen
    assert sorted(all_strings(store)) == before
    done = redact(store, NAMES, "ana", "asked for")
    assert (len(done.documents), done.holes) == (foreseen.documents, foreseen.holes)


def test_only_the_documents_that_are_named(store: Store) -> None:
    one, other = (make_record(f"Oren Vash said it {n}.", Said("Oren Vash", "said", "it")) for n in range(2))
    for made in (one, other):
        file_record(store, made)
    done = redact(store, NAMES, "ana", "asked for", [other.document.id])
    assert done.documents == (other.document.id,)
    with store.reading() as at:
        assert [text_of(at, no) for no in (1, 2)] == [one.document.text, f"{HOLE} said it 1."]
    with pytest.raises(StoreError, match="no such document"):
        redact(store, NAMES, "ana", "asked for", ["d:0000000000000000"])


def test_bytes_that_are_to_be_kept_are_kept_and_told(store: Store) -> None:
    made = make_record("Oren Vash said it.", Said("Oren Vash", "said", "it"))
    file_record(store, made)
    done = redact(store, NAMES, "ana", "asked for", keep_bytes=True)
    assert (done.given_up, done.kept) == (0, 1)
    assert any("original bytes of 1 snapshots" in one for one in done.left)
    assert store.archive.get(made.document.snapshot.sha256) == b"Oren Vash said it."
    assert verify(store).problems == verify(store).notes == ()


def test_bytes_without_the_name_stay(store: Store) -> None:
    """A pack knows the captain by his whole name; the text, and so its bytes, has half of it."""
    made = make_record("Vash said it.", Said("Vash", "said", "it"))
    known: Actor = replace(made.actors[0], link="coast:vash", known_as="Oren Vash", confidence=0.8)
    file_record(store, replace(made, actors=(known,)))
    done = redact(store, NAMES, "ana", "asked for")
    assert (len(done.documents), done.holes, done.given_up) == (1, 0, 0)
    assert store.archive.holds(made.document.snapshot.sha256)
    with store.reading() as at:
        assert at.execute(sa.select(tables.actor.c.link)).scalars().all() == [None]


def test_a_file_that_it_was_taken_from_goes_too(store: Store) -> None:
    made = make_record("Oren Vash said it.", Said("Oren Vash", "said", "it"))
    mailbox = make_record("A mailbox with all of it.", data=b"From: Oren Vash")
    file_record(store, mailbox, b"From: Oren Vash")
    file_record(store, made, met=Met("report", container=mailbox.document.snapshot.sha256))
    assert redact(store, NAMES, "ana", "asked for").given_up == 2
    assert list(store.archive.all()) == []


def test_addresses_and_outlets_stay_and_are_told(store: Store) -> None:
    made = make_record(
        "Oren Vash said it.", Said("Oren Vash", "said", "it"), url="https://lpa.example.net/2024/oren-vash_speaks"
    )
    file_record(store, made)
    now = "2024-03-06T09:00:00.000000Z"
    with store.writing() as at:
        row = {"id": "o:1", "name": "Oren Vash", "kind": "person", "speaks_for": "[]", "added": now}
        at.execute(sa.insert(tables.source), [row])
    done = redact(store, NAMES, "ana", "asked for")
    assert any(one.startswith("1 addresses") for one in done.left)
    assert any(one.startswith("1 outlets") for one in done.left)
    with store.reading() as at:
        assert at.execute(sa.select(tables.document.c.address)).scalar() == made.document.url


def test_what_is_read_meanwhile_does_not_bring_it_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading that was made of the words before they were taken out, and is filed just after."""
    import onrecord.store.redacting as redacting

    made = make_record("Oren Vash said it.", Said("Oren Vash", "said", "it"))
    no = file_record(store, made)
    has, calls = redacting._has, 0

    def then_reread(at: sa.Connection, number: int, change: Any) -> bool:
        nonlocal calls
        calls += 1
        return has(at, number, change)

    change = redacting._Run.change

    def and_file(run: Any, numbers: Any) -> None:
        change(run, numbers)
        if calls == 1:
            with store.writing() as at:
                file_reading(store, at, no, replace(made, engine="0.2.0"), CODEBOOK)

    monkeypatch.setattr(redacting, "_has", then_reread)
    monkeypatch.setattr(redacting._Run, "change", and_file)
    redact(store, NAMES, "ana", "asked for")
    assert [words for words in all_strings(store) if "vash" in words.lower()] == []
    assert verify(store).problems == ()


def test_a_redacted_desk_is_backed_up_and_moved_as_it_is(store: Store, tmp_path: Path) -> None:
    file_about_vash(store)
    backup(store, tmp_path / "backup")
    assert files_with(tmp_path / "backup", b"vash")
    redact(store, NAMES, "ana", "asked for")
    backup(store, tmp_path / "backup")
    assert files_with(tmp_path / "backup", b"vash") == []
    restore(tmp_path / "backup", tmp_path / "moved")


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Vash, Vashti and Vash's", Names(("Vash",)), f"{BLOCK * 4}, Vashti and {BLOCK * 4}'s"),
        ("Vash and Vashti", Names(("Vash",), whole=False), f"{BLOCK * 4} and {BLOCK * 4}ti"),
        ("VASH and Vash", Names(("Vash",), any_case=False), f"VASH and {BLOCK * 4}"),
        ("Oren\n  Vash", Names(("Oren Vash",)), BLOCK * 11),
        ("Oren Vash Marsh", Names(("Oren Vash", "Vash Marsh")), BLOCK * 15),
        ("al-Vash_2", Names(("Vash",)), "al-Vash_2"),
        ("Renée and Rene\u0301e", Names(("Renée",)), f"{BLOCK * 5} and {BLOCK * 6}"),
        ("Rene\u0301", Names(("Rene",)), "Rene\u0301"),
        ("قال سلمانُ إنه", Names(("سلمان",)), f"قال {BLOCK * 6} إنه"),
        ("وسلمان", Names(("سلمان",)), "وسلمان"),
        ("وسلمان", Names(("سلمان",), whole=False), f"و{BLOCK * 5}"),
        ("a.c abc", Names(("a.c",)), f"{BLOCK * 3} abc"),
    ],
)
def test_what_is_a_name_in_a_text(text: str, names: Names, left: str) -> None:
    found = covered(text, stretches(text, names.patterns()))
    assert found == left
    assert len(found) == len(text)


def test_stretches_that_touch_are_one() -> None:
    assert joined([Span(5, 9), Span(0, 3), Span(3, 4), Span(6, 7)]) == (Span(0, 4), Span(5, 9))


@pytest.mark.parametrize("words", [(), ("",), ("  ",), (BLOCK,), ("x" * 501,), tuple("ab") * 501])
def test_what_cannot_be_taken_out_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(StoreError):
        Names(words)


#: Fields of the record that are ids, dates, addresses, words of closed lists, or names of what made it.
NO_WORDS = frozenset(
    """
    sha256 media_type fetched final_url id url published language text link type countries actor within when
    made_by value edtf from to anchor anchor_value country mode contexts codebook statement place by basis step
    precision date time key item reply_to edited container kind homepage keys reliability words who at subject
    other undone filed read document local withdrawn revises revised_by vanished overridden onrecord engine model
    knowledge form act zone polarity standing granularity mod intended published_precision what
    """.split()  # noqa: SIM905
)


def test_every_field_of_a_record_is_known_to_hold_words_or_none() -> None:
    """A field that is added to the record has to be put on one side before this passes."""
    fields = set(_fields(schema()))
    assert {"name", "also", "why", "affiliation"} <= fields
    assert fields - WORDS - NO_WORDS == set()
    assert not WORDS & NO_WORDS
    filled = {key for key, value in _walk(to_wire(about_vash())) if isinstance(value, str)}
    assert filled - WORDS - NO_WORDS == set()


def _fields(rule: Any) -> Iterator[str]:
    if isinstance(rule, dict):
        for name, one in rule.get("properties", {}).items():
            if _may_be_string(one):
                yield name
        for one in rule.values():
            yield from _fields(one)
    elif isinstance(rule, list):
        for one in rule:
            yield from _fields(one)


def _may_be_string(rule: Any) -> bool:
    if not isinstance(rule, dict):
        return False
    types = rule.get("type", ())
    inner = [rule.get("items"), rule.get("additionalProperties"), *rule.get("oneOf", ()), *rule.get("anyOf", ())]
    return "string" in ([types] if isinstance(types, str) else types) or any(map(_may_be_string, inner))


def _walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _walk(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one, key)
    else:
        yield key, value


def test_a_name_in_what_was_judged_of_another_documents_promise_goes_too(store: Store) -> None:
    file_about_vash(store)
    page = Pledging()
    page.pledged("Lea Marsh", "leave the harbour")
    promise = page.record("2024-03-01")
    file_record(store, promise)
    subject = next(one.id for one in identified(promise) if one.kind == "commitment")
    shown = next(one.id for one in identified(about_vash()) if one.kind == "event")
    with store.writing() as at:
        value = {"status": "met"}
        judge(store, at, JudgementKind.STATUS, subject, "ana", other=shown, value=value, why="Oren Vash saw it")
    redact(store, Names(("Oren Vash",)), "ana", "it was asked for", [about_vash().document.id])
    with store.reading() as at:
        why = at.execute(sa.select(tables.judgement.c.why).where(tables.judgement.c.subject == subject)).scalar_one()
    assert "Vash" not in why
    assert why.endswith(" saw it")
