"""Publishing a brief: checked once more, frozen with all that it cites, and kept; and what became of it since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..brief.draft import Draft, read_draft
from ..brief.evidence import Evidence
from ..brief.fault import Fault, Gravity
from ..brief.frozen import Frozen, content_of, frozen_evidence, frozen_from, plain, versions_of
from ..brief.gathering import Gathering
from ..brief.ripple import Rippled, checked_again, standing_now, together, touched
from ..brief.ripple_causes import caused
from ..brief.rippling import Change
from ..brief.style import Style
from ..codebook.codebook_files import versions
from ..errors import BriefError, OnRecordError
from ..store import logbook
from ..store.briefs import KeptBrief, Listed, brief_id, file_brief, is_published, kept_brief, published
from .briefing import checked, grounds_of

if TYPE_CHECKING:
    from .keeping import Desk

#: The largest draft, in bytes.
LARGEST = 8_000_000


@dataclass(frozen=True, slots=True)
class ToPublish:
    """What is to be published: the bytes of a draft, what its file is called, and how. ``title`` beats that of the
    draft; ``corrects`` is the id of the brief whose place it takes; ``confirmed`` asks that a person has accepted every
    finding that is cited.
    """

    data: bytes
    name: str
    title: str | None = None
    style: Style = field(default_factory=Style)
    corrects: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of it: the brief as it is kept, ``None`` if errors stopped it; all that the check found; and whether
    the same bytes had been published before, so that nothing was done.
    """

    frozen: Frozen | None
    faults: tuple[Fault, ...]
    before: bool = False

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What stops a brief."""
        return tuple(one for one in self.faults if one.gravity is Gravity.ERROR)


def draft_text(data: bytes, name: str) -> str:
    """The text of a draft's bytes, as they are.

    Raises:
        BriefError: if they are no UTF-8, or too many.
    """
    if len(data) > LARGEST:
        raise BriefError("this draft is too large", name, f"a draft has {LARGEST:,} bytes at most")
    try:
        return data.decode()
    except UnicodeDecodeError as reason:
        raise BriefError(f"this draft is no UTF-8 (byte {reason.start:,})", name, "save it as UTF-8") from None


def publish(desk: Desk, wanted: ToPublish) -> Publication:
    """Freezes a brief. The same bytes published twice are the same brief: it stays as it was published first.

    Raises:
        BriefError: if the draft cannot be read, or cites nothing.
        StoreError: if the brief that it corrects is not there, or the desk fails.
    """
    text = draft_text(wanted.data, wanted.name)
    draft = read_draft(plain(text), wanted.name)
    with desk.store.writing() as at:
        id_ = brief_id(wanted.data)
        if is_published(at, id_):
            return Publication(_frozen(at, id_), (), before=True)
        corrects = None if wanted.corrects is None else kept_brief(at, wanted.corrects).id
        if not draft.brief.cited and not draft.unread:
            raise BriefError("this draft cites nothing", wanted.name, "cite findings: [@s:3f9c]")
        looked = checked(desk, at, draft, wanted.style, confirmed=wanted.confirmed)
        if looked.of(Gravity.ERROR):
            return Publication(None, looked.faults)
        cited = frozen_evidence(looked.evidence)
        frozen = Frozen(
            id=id_,
            title=wanted.title or title_of(draft, wanted.name),
            published=desk.store.now(at),
            who=desk.who,
            sha256=hashlib.sha256(wanted.data).hexdigest(),
            draft=text,
            name=wanted.name,
            style=wanted.style.name,
            versions=versions_of(cited, versions()),
            cited=cited,
            corrects=corrects,
        )
        content = content_of(frozen)
        sha256 = hashlib.sha256(content).hexdigest()
        kept = KeptBrief(id_, frozen.published, frozen.who, frozen.title, sha256, content, corrects)
        file_brief(at, kept, (one["id"] for one in cited.values()))
        logbook.note(at, desk.store.now(at), desk.who, "publish", {"brief": id_, "sha256": sha256})
    return Publication(frozen, looked.faults)


def title_of(draft: Draft, name: str) -> str:
    """What a brief is called: by its head, its first heading, or its file."""
    first = next((one.text.strip() for one in draft.brief.sentences if one.level == 1), None)
    return (draft.brief.fact("title") or first or name).strip()[:500] or name


def frozen_brief(desk: Desk, id_: str) -> Frozen:
    """A brief as it was published, by its id or how that begins.

    Raises:
        StoreError: if there is none, or several, or it was altered.
    """
    with desk.store.reading() as at:
        return _frozen(at, kept_brief(at, id_).id)


def briefs(desk: Desk) -> list[Listed]:
    """All that were published."""
    with desk.store.reading() as at:
        return published(at)


def _frozen(at: sa.Connection, id_: str) -> Frozen:
    return frozen_from(kept_brief(at, id_).content, id_)


@dataclass(frozen=True, slots=True)
class Looked:
    """How published briefs are looked at again: only for what came since a stamp, as of a stamp, in a style."""

    since: str | None = None
    at_time: str | None = None
    style: Style = field(default_factory=Style)


def ripple(desk: Desk, ids: Sequence[str] = (), looked: Looked = Looked()) -> Iterator[Rippled]:
    """What became of these briefs (all that were published, where no ids are given), the first published first.

    Raises:
        StoreError: if there is no such brief, or the desk fails.
    """
    with desk.store.reading() as at:
        wanted = [kept_brief(at, id_).id for id_ in ids] or [one.id for one in published(at, looked.at_time)]
        for id_ in dict.fromkeys(wanted):
            yield _rippled(desk, at, _frozen(at, id_), looked)


def _rippled(desk: Desk, at: sa.Connection, frozen: Frozen, looked: Looked) -> Rippled:
    found = _found(desk, at, frozen, looked.at_time)
    now = standing_now(frozen, found)
    by_fields = [
        replace(one, changes=tuple(caused(at, change, frozen.published, looked.at_time) for change in one.changes))
        for one in touched(frozen, now)
    ]
    draft = frozen.read
    then = _found(desk, at, frozen, frozen.published)
    grounds = (
        grounds_of(desk, at, draft.brief, then, looked.style, at_time=frozen.published),
        grounds_of(desk, at, draft.brief, found, looked.style, at_time=looked.at_time),
    )
    by_check = checked_again(draft, then, found, grounds)
    every = together(by_fields, list(by_check))
    if looked.since is not None:
        every = tuple(
            kept for one in every if (kept := replace(one, changes=_since(one.changes, looked.since))).changes
        )
    return Rippled(frozen, every, now)


def _since(changes: Sequence[Change], since: str) -> tuple[Change, ...]:
    """Those that came since; what the check finds, and what nobody knows the time of, if something else did."""
    dated = [one for one in changes if one.since is not None]
    if dated and all((one.since or "") < since for one in dated):
        return ()
    return tuple(one for one in changes if one.since is None or one.since >= since)


def _found(desk: Desk, at: sa.Connection, frozen: Frozen, at_time: str | None) -> dict[str, Evidence | OnRecordError]:
    """What a brief cites, by the whole ids that it was frozen with."""
    whole = frozen.whole
    found = Gathering(desk.store, at, desk.gazetteer, at_time).evidence(whole.values())
    return {key: found[id_] for key, id_ in whole.items()}
