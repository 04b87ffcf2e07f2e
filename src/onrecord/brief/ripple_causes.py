"""Since when something that a brief cites is otherwise, and whose judgement or work it is: from the desk's history."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from ..record import Judgement, JudgementKind
from ..store import finding, history, logbook
from .rippling import Change, Kind

_OF_ACTORS = (JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE)


def caused(at: sa.Connection, change: Change, published: str, at_time: str | None = None) -> Change:
    """The change with when, who and why, where the desk knows it; ``published`` is the stamp of the brief."""
    if change.since is not None:
        return change
    if change.kind is Kind.IDENTITY:
        return _by_judgement(at, change, published, at_time, _OF_ACTORS)
    if change.kind in (Kind.UNJUDGED, Kind.READ):
        return _by_judgement(at, change, published, at_time, ())
    if change.kind in (Kind.REDACTED, Kind.GIVEN_UP):
        return _by_log(at, change, published)
    if change.kind is Kind.REVISED:
        return replace(change, since=finding.document(at, change.ids[0]).filed)
    return change


def _by_judgement(
    at: sa.Connection, change: Change, published: str, at_time: str | None, kinds: tuple[JudgementKind, ...]
) -> Change:
    """The last judgement since the brief on one of the ids, or the one that took such a judgement back."""
    found: dict[str, Judgement] = {}
    of_them: set[str] = set()
    for id_ in change.ids:
        for one in history.judgements(at, id_, at_time):
            found[one.id] = one
            if not kinds or one.kind in kinds:
                of_them.add(one.id)
    for one in sorted(found.values(), key=lambda one: one.at):
        if one.kind is JudgementKind.UNDO and one.subject in of_them:
            of_them.add(one.id)
    since = [one for id_, one in found.items() if id_ in of_them and one.at > published]
    if not since:
        return change
    last = max(since, key=lambda one: one.at)
    return replace(change, since=last.at, who=last.who, note=last.why)


def _by_log(at: sa.Connection, change: Change, published: str) -> Change:
    """The last entry of the log that tells of this: a redaction names its documents, a rule does not."""
    what = "redact" if change.kind is Kind.REDACTED else "retain"
    for one in reversed(list(logbook.entries(at, published))):
        documents = one.detail.get("documents")
        named = documents if isinstance(documents, list) else change.ids
        if one.what == what and set(change.ids) & set(named):
            why = one.detail.get("why")
            return replace(change, since=one.at, who=one.who, note=why if isinstance(why, str) else None)
    return change
