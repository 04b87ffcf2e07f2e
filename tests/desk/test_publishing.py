"""Publishing freezes a brief: what it cites as it stands, once, and never over an error."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from onrecord.brief.frozen import canonical, content_of, frozen_from
from onrecord.desk import Desk
from onrecord.desk.publishing import ToPublish, briefs, frozen_brief, publish
from onrecord.errors import BriefError, StoreError
from onrecord.record import JudgementKind
from onrecord.store import history, logbook
from onrecord.store.briefs import kept_brief
from onrecord.store.verifying import verify
from tests.store.conftest import SetClock

from .briefs import SENTENCES, WORDS, at_the_time, draft, filled, published, rows, said


@pytest.fixture
def desk(desk: Desk, clock: SetClock) -> Desk:
    at_the_time(clock)
    return filled(desk)


def test_a_brief_is_frozen_with_all_that_it_cites(desk: Desk) -> None:
    data = draft(desk, "shells", "mine")
    done = publish(desk, ToPublish(data, "week.md"))
    frozen = done.frozen
    assert frozen is not None
    assert (done.before, frozen.title, frozen.who) == (False, "Charges over the truce line", "mira")
    assert frozen.sha256 == hashlib.sha256(data).hexdigest()
    assert frozen.draft.encode() == data
    assert frozen.versions["codebook"]
    assert list(frozen.cited) == [said(desk, WORDS[name]) for name in ("shells", "mine")]
    one = frozen.cited[said(desk, WORDS["shells"])]
    assert one["facts"]["act"] == "accuse"
    assert one["parties"]["speaker"][0]["name"] == "Leila Osh’ar"
    assert "of supplying the shells" in " ".join(one["words"])
    assert one["document"]["outlet_name"] == "Ministry of Foreign Affairs of Qalmara"
    assert one["withdrawn"] is None
    with desk.store.reading() as at:
        kept = kept_brief(at, frozen.id)
        assert kept.content == content_of(frozen) == canonical(json.loads(kept.content))
        assert frozen_from(kept.content, "x") == frozen
        assert [entry.detail["brief"] for entry in logbook.entries(at) if entry.what == "publish"] == [frozen.id]
    assert frozen_brief(desk, frozen.id[:9]) == frozen
    assert verify(desk.store).clean


def test_the_same_bytes_are_the_same_brief_and_stay_as_they_went_out(desk: Desk, clock: SetClock) -> None:
    first = published(desk, "mine").frozen
    clock.go(days=1)
    with desk.store.writing() as at:
        history.judge(desk.store, at, JudgementKind.REJECT, said(desk, WORDS["mine"]), "lea")
    again = publish(desk, ToPublish(draft(desk, "mine"), "other.md", title="Another"))
    assert again.before
    assert again.frozen == first
    assert rows(desk) == 1


def test_errors_stop_a_brief_and_warnings_do_not(desk: Desk) -> None:
    data = draft(desk, "mine")
    for wrong in (
        data.replace(b"[@s:", b"[@s:00"),
        data.replace(b"Comment:", b"Nobody knows why:"),
        data.replace(b"accused", "said “nothing at all” and accused".encode()),
    ):
        done = publish(desk, ToPublish(wrong, "week.md"))
        assert done.frozen is None
        assert done.errors
    assert rows(desk) == 0
    confirmed = publish(desk, ToPublish(data, "week.md", confirmed=True))
    assert confirmed.frozen is None
    with desk.store.writing() as at:
        history.judge(desk.store, at, JudgementKind.ACCEPT, said(desk, WORDS["mine"]), "lea")
    assert publish(desk, ToPublish(data, "week.md", confirmed=True)).frozen is not None


def test_what_is_no_draft_is_refused_in_a_sentence(desk: Desk) -> None:
    for data, words in (
        (b"\xff\xfe", "no UTF-8"),
        (b"# Nothing\n\nComment: Nothing was said.\n", "cites nothing"),
        (b"---\n[\n---\n", "head of this draft cannot be read"),
        (b" " * 8_000_001, "too large"),
    ):
        with pytest.raises(BriefError, match=words):
            publish(desk, ToPublish(data, "week.md"))
    with pytest.raises(StoreError, match="no brief of this id"):
        publish(desk, ToPublish(draft(desk, "mine"), "week.md", corrects="b:0123456789abcdef"))


def test_lines_that_end_otherwise_are_read_and_kept_as_they_are(desk: Desk) -> None:
    data = b"\xef\xbb\xbf" + draft(desk, "mine").replace(b"\n", b"\r\n")
    frozen = publish(desk, ToPublish(data, "week.md")).frozen
    assert frozen is not None
    assert frozen.draft.encode() == data
    assert any(one.text.strip(" .") == SENTENCES["mine"] for one in frozen.read.brief.sentences)


def test_one_brief_takes_the_place_of_another(desk: Desk, clock: SetClock) -> None:
    first = published(desk, "mine").frozen
    assert first is not None
    clock.time += timedelta(hours=1)
    data = draft(desk, "mine", "wages")
    second = publish(desk, ToPublish(data, "week.md", title="Corrected", corrects=first.id[:8])).frozen
    assert second is not None
    assert second.corrects == first.id
    assert [(one.id, one.corrected_by) for one in briefs(desk)] == [(first.id, second.id), (second.id, None)]
