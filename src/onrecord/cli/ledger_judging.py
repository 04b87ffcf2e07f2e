"""``onrecord ledger set`` and ``accept``: a person says what became of a commitment, and what shows it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..record import CommitmentStatus, JudgementKind
from ..settings import Settings
from .answering import settle_first
from .desk_judging import line
from .desk_place import open_desk, who
from .saying import say

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..desk import Desk

#: Candidates among which a finding is looked for.
_MOST = 200


def run(options: Namespace, settings: Settings) -> int:
    """Files the judgement; 0."""
    from ..store import history, ledger_rows

    if options.as_of or options.rates or options.actor or options.between:
        raise SettingError("a judgement is made now, of one commitment", None, "leave the other options out")
    action, *rest = options.what
    if len(rest) != 2:
        what = "STATUS" if action == "set" else "FINDING"
        raise SettingError(f"{action} takes two things", " ".join(rest) or None, f"onrecord ledger {action} ID {what}")
    if action == "accept" and options.by:
        raise SettingError("accept names the finding already", options.by, "leave --by out")
    with open_desk(options, settings) as desk:
        if action == "accept":
            settle_first(desk)
            with desk.store.reading() as at:
                status = _suggested(desk, at, rest[0], rest[1])
        else:
            status = _status(rest[1])
        shown = rest[1] if action == "accept" else options.by
        with desk.store.writing() as at:
            _, whole = ledger_rows.number_of(at, rest[0], None)
            made = history.judge(
                desk.store,
                at,
                JudgementKind.STATUS,
                whole,
                who(options, settings),
                other=None if shown is None else ledger_rows.whole_id(at, shown),
                value={"status": status.value},
                why=options.why,
            )
    say(*line(made))
    return 0


def _status(said: str) -> CommitmentStatus:
    from ..store.history import SETTABLE

    words = [one.value for one in SETTABLE]
    if said not in words:
        why = "that follows from its date" if said == "overdue" else None
        raise SettingError("this is no status that a person sets", why or repr(said), f"give {', '.join(words)}")
    return CommitmentStatus(said)


def _suggested(desk: Desk, at: sa.Connection, id_: str, shown: str) -> CommitmentStatus:
    """What a candidate suggests of the entry.

    Raises:
        SettingError: if the finding is no candidate of it, or suggests nothing.
    """
    from ..analysis.followups import Followups
    from ..analysis.ledger import Book, day_of
    from ..desk.settling import meaning
    from ..store import ledger_rows

    whole = ledger_rows.whole_id(at, shown)
    number, commitment = ledger_rows.number_of(at, id_, None)
    book = Book.of(at, None, day_of(desk.store, at, None))
    group = book.group(number)
    book.made([group])
    found = Followups(desk.store, book, meaning()).of(group, _MOST)
    one = next((one for one in found if whole in {one.cited.id, *(other.id for other in one.others)}), None)
    set_it = f"say what it shows: onrecord ledger set {commitment} STATUS --by {whole}"
    if one is None:
        raise SettingError("this finding is no candidate of that commitment", whole, set_it)
    if one.status is None:
        raise SettingError(f"this finding ({one.kind}) suggests no status", whole, set_it)
    return one.status
