"""Reading again: what is found first then, who changed the document meanwhile, and desks older than near duplicates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.desk import Desk, Journey, Outcome
from onrecord.desk.pending import pending
from onrecord.desk.rereading import reread
from onrecord.errors import StoreError
from onrecord.intake import Overrides, Raw
from onrecord.record import Document, Record
from onrecord.store import finding, redacting, tables, verifying
from onrecord.store.holes import Names
from onrecord.store.opening import open_store

from .test_keeping import EDITED, STORY, URL, only, page, record
from .test_versions import assert_clean, dropped, kept, withdrawn


class Interrupted(Journey):
    """Reads as a journey does, but somebody else does something to the desk while it reads."""

    def __init__(self, journey: Journey, meanwhile: Callable[[], object], times: int = 1) -> None:
        self._inner = journey
        self._meanwhile = meanwhile
        self._times = times

    @property
    def reads_by(self) -> tuple[str, str, tuple[str, ...]]:
        return self._inner.reads_by

    def read(self, document: Document) -> Record:
        if self._times:
            self._times -= 1
            self._meanwhile()
        return self._inner.read(document)


def filed_by_an_old_engine(desk: Desk, raw: Raw) -> str:
    """A document of which an engine before this one found nothing."""
    (one,) = pending(raw, Overrides(), None)
    assert not isinstance(one, Exception)
    desk.store.archive.put(raw.data)
    read = desk.journey.read(one.document)
    return desk.file(
        one, replace(read, engine="0.0.1", statements=(), events=(), ties=(), commitments=(), times=())
    ).document


def test_what_is_found_first_when_its_words_are_gone_is_withdrawn(desk: Desk) -> None:
    id_ = filed_by_an_old_engine(desk, page())
    list(desk.take(page(EDITED)))
    (told,) = [one for one in reread(desk) if one.document == id_]
    assert told.new
    assert dropped(desk, id_, "delaying two grain")
    assert dropped(desk, id_, "delaying two grain") <= withdrawn(desk, id_)
    assert not dropped(desk, id_, "cranes are sound") & withdrawn(desk, id_)


def test_what_is_found_first_when_its_page_is_gone_is_withdrawn(desk: Desk) -> None:
    id_ = filed_by_an_old_engine(desk, page())
    desk.gone(URL, 410)
    list(reread(desk))
    findings = kept(desk, id_).findings
    assert findings
    assert {one.why for one in findings} == {"the page is gone (HTTP 410)"}


def test_what_is_found_first_by_saying_something_is_marked_too(desk: Desk) -> None:
    id_ = filed_by_an_old_engine(desk, page())
    list(desk.take(page(EDITED)))
    desk.say(id_, Overrides(author="Lea Marsh"))
    assert dropped(desk, id_, "delaying two grain") <= withdrawn(desk, id_) != set()


def test_what_somebody_says_while_a_document_is_read_again_holds(desk: Desk) -> None:
    id_ = filed_by_an_old_engine(desk, page())
    other = Desk(desk.store, "lea", journey=desk.journey)
    reading = Interrupted(desk.journey, lambda: other.say(id_, Overrides(published="2031-05-06")))
    list(reread(Desk(desk.store, "mira", journey=reading), anyway=True))
    assert record(desk, id_).document.published == "2031-05-06"
    with desk.store.reading() as at:
        assert finding.document(at, id_).published == "2031-05-06"


def test_two_who_say_different_things_at_once_are_both_heard(desk: Desk) -> None:
    id_ = only(list(desk.take(page()))).document
    other = Desk(desk.store, "lea", journey=desk.journey)
    reading = Interrupted(desk.journey, lambda: other.say(id_, Overrides(published="2031-05-06")))
    Desk(desk.store, "mira", journey=reading).say(id_, Overrides(author="Ana Reed"))
    read = record(desk, id_).document
    assert (read.published, read.author) == ("2031-05-06", "Ana Reed")
    with desk.store.reading() as at:
        row = at.execute(sa.select(tables.document.c.published, tables.document.c.author)).one()
    assert tuple(row) == ("2031-05-06", "Ana Reed")


def test_a_name_that_is_redacted_while_a_document_is_read_again_does_not_come_back(desk: Desk) -> None:
    id_ = filed_by_an_old_engine(desk, page())

    def redact() -> None:
        redacting.redact(desk.store, Names(("Anwar Bezzouli",)), "mira", "he asked for it")

    list(reread(Desk(desk.store, "mira", journey=Interrupted(desk.journey, redact))))
    read = record(desk, id_)
    assert read.engine != "0.0.1"
    assert not any("Bezzouli" in actor.name for actor in read.actors)
    assert_clean(desk)


def test_a_document_that_never_holds_still_is_told(desk: Desk) -> None:
    id_ = only(list(desk.take(page()))).document
    authors = iter(f"author {number}" for number in range(100))
    other = Desk(desk.store, "lea", journey=desk.journey)
    reading = Interrupted(desk.journey, lambda: other.say(id_, Overrides(author=next(authors))), times=100)
    with pytest.raises(StoreError, match="others change this document"):
        Desk(desk.store, "mira", journey=reading).say(id_, Overrides(title="x"))


def forget_repeats(desk: Desk) -> None:
    """Leaves the desk as one that was made before near duplicates were known, and brought up to date since."""
    with desk.store.writing() as at:
        for table in (tables.band, tables.signature, tables.likeness):
            at.execute(sa.delete(table))
        at.execute(sa.update(tables.document).values(family=None))


def test_documents_of_a_desk_that_knew_no_repeats_get_families(desk: Desk) -> None:
    papers = [page(url=f"https://paper{number}.example.org/quay", name=f"Quay {number}") for number in range(4)]
    first, second = (only(list(desk.take(paper))).document for paper in papers[:2])
    forget_repeats(desk)
    third = only(list(desk.take(papers[2])))
    assert third.carries is None
    assert not any(told.signed for told in reread(desk, trial=True))
    told = list(reread(desk))
    assert [(one.document, one.signed, one.filed) for one in told] == [(first, True, False), (second, True, False)]
    assert list(reread(desk)) == []
    for id_ in (first, second, third.document):
        others = {first, second, third.document} - {id_}
        assert {one.document for one in kept(desk, id_).carriers} == others
    with desk.store.reading() as at:
        assert {one.family for one in finding.documents(at)} == {1}
    fourth = only(list(desk.take(papers[3])))
    assert (fourth.outcome, fourth.carries) == (Outcome.FILED, first)
    assert_clean(desk)


def test_too_few_words_get_no_signature(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The quay is shut.", encoding="utf-8")
    list(desk.add(tmp_path / "a.txt"))
    assert list(reread(desk)) == []


def test_a_desk_that_is_opened_by_a_relative_path_is_found_from_elsewhere(
    tmp_path: Path, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Desk.create("quay").close()
    with Desk(open_store("quay"), journey=journey) as desk:
        monkeypatch.chdir(tmp_path.parent)
        assert only(list(desk.take(page(STORY)))).outcome is Outcome.FILED
        assert desk.store.place == "quay"
    assert verifying.verify(open_store(tmp_path / "quay")).clean
