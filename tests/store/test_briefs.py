"""Published briefs are kept as they went out: filed once, listed, proved, carried along by backups and retention."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.store import open_store, tables
from onrecord.store.backup import backup
from onrecord.store.briefs import KeptBrief, brief_id, citing, draft_of, file_brief, is_published, kept_brief, published
from onrecord.store.holes import Names
from onrecord.store.opening import Store
from onrecord.store.problem import Wrong
from onrecord.store.redacting import redact
from onrecord.store.restoring import restore
from onrecord.store.retaining import Rule, What, retain
from onrecord.store.verifying import verify

from .conftest import SetClock
from .records import Said, file_record, make_record, whole_record

DRAFT = "# Talks\n\nCaptain Oren Vash spoke.\n"


def filed(
    store: Store, draft: str = DRAFT, corrects: str | None = None, cited: tuple[str, ...] | None = None
) -> KeptBrief:
    import hashlib

    content = json.dumps({"draft": draft}).encode()
    with store.writing() as at:
        ids = cited if cited is not None else tuple(at.execute(sa.select(tables.finding.c.id).limit(2)).scalars())
        one = KeptBrief(
            brief_id(draft.encode()),
            store.now(at),
            "mira",
            "Talks",
            hashlib.sha256(content).hexdigest(),
            content,
            corrects,
        )
        file_brief(at, one, ids)
    return one


@pytest.fixture
def store(store: Store) -> Store:
    file_record(store, whole_record())
    return store


def test_a_brief_is_kept_as_it_is_under_an_id_of_its_draft(store: Store) -> None:
    one = filed(store)
    with store.reading() as at:
        assert is_published(at, one.id)
        assert not is_published(at, "b:0000000000000000")
        assert kept_brief(at, one.id[:8]) == one
        assert draft_of(one.content) == DRAFT.encode()
        (listed,) = published(at)
        assert (listed.id, listed.cites, listed.title, listed.who) == (one.id, 2, "Talks", "mira")
        ids = list(at.execute(sa.select(tables.finding.c.id).limit(2)).scalars())
        assert citing(at, ids) == {id_: [one.id] for id_ in ids}
    assert verify(store).clean
    assert verify(store).checked["briefs"] == 1


def test_one_that_takes_the_place_of_another_says_so_and_the_other_is_told(store: Store, clock: SetClock) -> None:
    first = filed(store)
    clock.go(days=1)
    second = filed(store, DRAFT + "More.\n", first.id)
    with store.reading() as at:
        one, other = published(at)
        assert (one.corrected_by, other.corrects) == (second.id, first.id)
        assert [each.id for each in published(at, first.published)] == [first.id]
        with pytest.raises(StoreError, match="no brief of this id"):
            kept_brief(at, "b:00000000")


def test_what_is_not_on_the_desk_is_not_cited(store: Store) -> None:
    with pytest.raises(StoreError, match="cites what is not on this desk: s:0000000000000000"):
        filed(store, cited=("s:0000000000000000",))
    with store.reading() as at:
        assert published(at) == []


def test_a_brief_that_was_altered_is_told_and_not_given(store: Store) -> None:
    import zlib

    one = filed(store)
    for packed in (zlib.compress(one.content + b" "), b"rubbish", zlib.compress(one.content) + b"x"):
        with store.writing() as at:
            at.execute(sa.update(tables.brief).values(content=packed))
        with pytest.raises(StoreError, match="not what was published"), store.reading() as at:
            kept_brief(at, one.id)
        (problem,) = verify(store).problems
        assert (problem.kind, problem.where) == (Wrong.BRIEF, one.id)


def test_a_brief_under_another_id_or_citing_what_is_gone_is_told(store: Store) -> None:
    one = filed(store)
    with store.writing() as at:
        at.execute(sa.delete(tables.brief_cited))
        at.execute(sa.insert(tables.brief_cited).values(brief=one.id, id="s:00", document=1))
    (problem,) = verify(store).problems
    assert "s:00" in problem.what
    with store.writing() as at:
        at.execute(sa.delete(tables.brief_cited))
        at.execute(sa.update(tables.brief).values(id="b:1111111111111111"))
    (problem,) = verify(store).problems
    assert problem.what == "the id of this brief is not that of its draft"


def test_a_backup_brings_briefs_back_with_their_ids(store: Store, tmp_path: Path, clock: SetClock) -> None:
    one = filed(store)
    backup(store, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again", clock=clock)
    again = open_store(tmp_path / "again", clock)
    try:
        with again.reading() as at:
            assert kept_brief(at, one.id) == one
        assert verify(again).clean
    finally:
        again.close()


def test_what_a_brief_cites_is_spared_as_used_and_a_redaction_says_that_it_still_has_the_name(
    store: Store, clock: SetClock
) -> None:
    file_record(store, make_record("Lea Marsh said no to everybody.", Said("Lea Marsh", "said", "no")))
    filed(store)
    clock.go(days=10)
    told = retain(store, [Rule(1, What.TEXT, unused=True)], dry_run=True)
    assert told.texts == 1
    done = redact(store, Names(("Oren Vash",)), "lea", "asked to")
    assert "1 published briefs, which stay as they went out" in done.left
    other = redact(store, Names(("Lea Marsh",)), "lea", "asked to")
    assert not any("brief" in left for left in other.left)
