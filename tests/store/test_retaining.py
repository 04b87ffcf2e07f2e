"""Rules of retention: what is given up, of which documents and when; that it was there is never forgotten."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.record import JudgementKind, Reliability, Source, SourceKind, Span
from onrecord.store import logbook, tables
from onrecord.store.archive import Archive
from onrecord.store.filing import Met, file_reading
from onrecord.store.finding import record, text_of
from onrecord.store.history import judge, undo
from onrecord.store.holes import BLOCK
from onrecord.store.ids import identified
from onrecord.store.opening import Store
from onrecord.store.outlets import source_for
from onrecord.store.retaining import Rule, What, read_rule, retain, rules, set_rules
from onrecord.store.search import matching
from onrecord.store.verifying import verify

from .conftest import SetClock
from .records import CODEBOOK, Said, file_record, make_record, whole_record

VASH = Said("Oren Vash", "said", "that the ferry was late")
TEXT = "Oren Vash said that the ferry was late. Nobody asked why."


def file_one(store: Store, extra: str = "", source: str | None = None, language: str | None = "en") -> str:
    """Files a document; the SHA-256 of its bytes."""
    made = make_record(TEXT + extra, VASH, language=language)
    file_record(store, made, met=Met("report.txt", source=source))
    return made.document.snapshot.sha256


def outlet(store: Store, name: str, kind: SourceKind, reliability: Reliability | None = None) -> str:
    with store.writing() as at:
        id_ = source_for(store, at, [f"name:{name}"], Source("", name, kind))
        if reliability is not None:
            judge(store, at, JudgementKind.GRADE, id_, "ana", value={"reliability": reliability.value}, why="known")
    return id_


def given_up(store: Store) -> set[str]:
    with store.reading() as at:
        asked = sa.select(tables.snapshot.c.sha256).where(tables.snapshot.c.given_up.is_not(None))
        return set(at.execute(asked).scalars())


def test_bytes_go_and_everything_else_stays(store: Store, clock: SetClock) -> None:
    old = file_one(store)
    clock.go(days=31)
    young = file_one(store, " Later.")
    with store.reading() as at:
        before = record(store, at, make_record(TEXT, VASH).document.id)
    done = retain(store, [Rule(30)], who="ana")
    assert (done.snapshots, done.size, done.texts) == (1, len(TEXT), 0)
    assert list(store.archive.all()) == [young]
    assert given_up(store) == {old}
    with store.reading() as at:
        after = record(store, at, before.document.id)
        why = at.execute(sa.select(tables.snapshot.c.why).where(tables.snapshot.c.sha256 == old)).scalar()
        last = list(logbook.entries(at))[-1]
    assert (after.document, after.statements) == (before.document, before.statements)
    assert after.kept is not None
    assert not after.kept.bytes_kept
    assert why == "retention: bytes after 30 days"
    assert (last.what, last.who, last.detail["snapshots"]) == ("retain", "ana", 1)
    assert verify(store).problems == verify(store).notes == ()


def test_words_go_in_their_length_and_what_is_cited_stays(store: Store, clock: SetClock) -> None:
    made = whole_record()
    no = file_record(store, made)
    with store.writing() as at:
        file_reading(store, at, no, whole_record(engine="0.2.0"), CODEBOOK)
    clock.go(days=31)
    done = retain(store, [Rule(30, What.TEXT)])
    assert (done.snapshots, done.texts, done.shared) == (1, 1, 0)
    with store.reading() as at:
        assert text_of(at, no) == BLOCK * len(made.document.text)
        kept = record(store, at, made.document.id)
        assert [one.id for one in identified(kept)] == [one.id for one in identified(made)]
        assert matching(at, "harbour") == []
        words = at.execute(sa.select(tables.part.c.words).where(tables.part.c.words.is_not(None))).scalars().all()
        names = at.execute(sa.select(tables.actor.c.name)).scalars().all()
    assert not set("".join((*words, *names, kept.document.title or "", kept.statements[0].speaker.name or ""))) - {
        BLOCK
    }
    assert len(words) == 2 * 9  # two readings, and in each nine who take part
    assert kept.document.source == made.document.source
    assert kept.document.author == made.document.author
    assert [actor.link for actor in kept.actors] == [actor.link for actor in made.actors]
    assert kept.kept is not None
    assert kept.kept.holes == (Span(0, len(made.document.text)),)
    assert verify(store).problems == ()
    again = retain(store, [Rule(30, What.TEXT)])
    assert (again.snapshots, again.texts) == (0, 0)


def test_a_dry_run_tells_what_would_be_and_does_nothing(store: Store, clock: SetClock) -> None:
    file_one(store)
    clock.go(days=31)
    chosen = [Rule(30, What.TEXT), Rule(10)]
    foreseen = retain(store, chosen, dry_run=True)
    assert given_up(store) == set()
    done = retain(store, chosen)
    assert foreseen.dry_run
    assert (foreseen.snapshots, foreseen.size, foreseen.texts) == (done.snapshots, done.size, done.texts) == (1, 57, 1)


def test_a_rule_fits_what_it_asks_for_and_nothing_else(store: Store, clock: SetClock) -> None:
    channel = outlet(store, "Harbour Voice", SourceKind.CHANNEL, Reliability.D)
    agency = outlet(store, "Littoral Press Agency", SourceKind.NEWS_AGENCY, Reliability.B)
    from_channel = file_one(store, " One.", channel)
    from_agency = file_one(store, " Two.", agency, language="fr")
    from_nobody = file_one(store, " Three.", language=None)
    clock.go(days=2)
    fits = {
        Rule(1, source=channel): {from_channel},
        Rule(1, kind=SourceKind.NEWS_AGENCY): {from_agency},
        Rule(1, reliability=Reliability.D): {from_channel},
        Rule(1, language="fr"): {from_agency},
        Rule(1, language="fr", source=channel): set(),
        Rule(1, reliability=Reliability.F): set(),
        Rule(2): set(),
        Rule(1): {from_channel, from_agency, from_nobody},
    }
    for rule, expected in fits.items():
        foreseen = retain(store, [rule], dry_run=True)
        assert foreseen.snapshots == len(expected), str(rule)
    for rule, expected in fits.items():
        before = given_up(store)
        retain(store, [rule])
        assert given_up(store) == before | expected, str(rule)


def test_what_was_judged_is_spared_as_long_as_that_holds(store: Store, clock: SetClock) -> None:
    file_one(store)
    with store.writing() as at:
        subject = at.execute(sa.select(tables.finding.c.id)).scalars().one()
        judged = judge(store, at, JudgementKind.ACCEPT, subject, "ana")
    clock.go(days=2)
    rule = Rule(1, unused=True)
    assert retain(store, [rule]).snapshots == 0
    with store.writing() as at:
        undo(store, at, judged.id, "ana")
    assert retain(store, [rule]).snapshots == 1


def test_bytes_of_several_documents_go_when_all_of_them_may(store: Store, clock: SetClock) -> None:
    data = b"both texts in one file"
    one, other = make_record(TEXT, VASH, data=data), make_record(TEXT + " Or so.", VASH, data=data, language="fr")
    for made in (one, other):
        file_record(store, made, data)
    clock.go(days=2)
    done = retain(store, [Rule(1, What.TEXT, language="fr")])
    assert (done.snapshots, done.texts, done.shared) == (0, 1, 1)
    assert retain(store, [Rule(1)]).snapshots == 1


def test_a_kill_before_the_file_is_removed_leaves_no_wrong_row(
    store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = file_one(store)
    clock.go(days=2)

    def killed(archive: Archive, name: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "give_up", killed)
        with pytest.raises(KeyboardInterrupt):
            retain(store, [Rule(1)])
    assert given_up(store) == {sha256}
    assert store.archive.holds(sha256)
    verified = verify(store)
    assert verified.clean
    assert [note.where for note in verified.notes] == [sha256]


def test_rules_are_kept_on_the_desk(store: Store, clock: SetClock) -> None:
    kept = (Rule(30, What.TEXT, kind=SourceKind.CHANNEL, reliability=Reliability.E), Rule(900, unused=True))
    with store.reading() as at:
        assert rules(at) == ()
    set_rules(store, [Rule(1)], "ana")
    set_rules(store, kept, "ana")
    with store.reading() as at:
        assert rules(at) == kept
        assert [one.what for one in logbook.entries(at)][-2:] == ["rules", "rules"]
    file_one(store)
    clock.go(days=1000)
    assert retain(store).snapshots == 1


@pytest.mark.parametrize(
    "said",
    [
        {"keep_days": -1},
        {"keep_days": "ten"},
        {"keep_days": True},
        {"keep_days": 1, "what": "everything"},
        {"keep_days": 1, "kind": "pamphlet"},
        {"keep_days": 1, "reliability": "G"},
        {"keep_days": 1, "colour": "red"},
        {},
    ],
)
def test_what_is_no_rule_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="rule of retention"):
        read_rule(said)


def test_rules_that_cannot_be_read_are_told(store: Store) -> None:
    with store.writing() as at:
        at.execute(sa.insert(tables.desk).values(key="retention", value='{"a": 1}'))
    with store.reading() as at, pytest.raises(StoreError, match="set them again"):
        rules(at)
