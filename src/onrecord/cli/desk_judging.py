"""``onrecord desk judge``, ``undo``, ``history`` and ``reread``."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from ..errors import SettingError
from ..export.kept_words import in_words, minute, value_words
from ..export.standing_words import joined
from ..export.telling import Line, Words
from ..export.wording import count_words
from ..record import Judgement, JudgementKind
from ..record.kept_wire import judgement_to_wire
from ..settings import Settings
from .desk_place import as_of, open_desk, who
from .notices import tell
from .saying import say, say_json
from .settling import settle

if TYPE_CHECKING:
    from ..desk.rereading import Reread


def judge_(options: Namespace, settings: Settings) -> int:
    """Files a judgement."""
    from ..store import finding, history

    kind = JudgementKind(options.kind)
    of_actors = kind in (JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE)
    other, value = None, None
    if of_actors:
        if len(options.more) != 1:
            raise SettingError(f"{kind.value} is said of two actors", None, "give the other one too")
        other = options.more[0]
    elif kind is JudgementKind.EDIT:
        value = _fields(options.more)
    elif options.more:
        raise SettingError(f"{kind.value} takes one finding", " ".join(options.more), "give them one by one")
    with open_desk(options, settings) as desk, desk.store.writing() as at:
        subject = options.id if of_actors else finding.finding(desk.store, at, options.id).id
        made = history.judge(
            desk.store, at, kind, subject, who(options, settings), other=other, value=value, why=options.why
        )
    say(*line(made))
    return 0


def undo_(options: Namespace, settings: Settings) -> int:
    """Takes a judgement back."""
    from ..store import history

    with open_desk(options, settings) as desk, desk.store.writing() as at:
        made = history.undo(desk.store, at, options.id, who(options, settings), options.why)
    say(*line(made))
    return 0


def history_(options: Namespace, settings: Settings) -> int:
    """Shows the history."""
    from ..store import history

    when, number = as_of(options.as_of), 0
    with open_desk(options, settings) as desk, desk.store.reading() as at:
        for judgement in history.judgements(at, options.id, when):
            number += 1
            if options.json:
                say_json(judgement_to_wire(judgement), lines=True)
            else:
                say(*line(judgement))
    if not number:
        tell(
            f"onrecord: no judgement in the history is of {options.id}" if options.id else "onrecord: no judgement yet"
        )
    return 0


def reread_(options: Namespace, settings: Settings) -> int:
    """Reads again, and tells what changed."""
    from ..desk.rereading import reread

    number = changed = signed = 0
    with open_desk(options, settings) as desk:
        for told in reread(desk, tuple(options.ids), anyway=options.anyway, trial=options.trial):
            only_signed = told.signed and told.before == told.now
            signed += told.signed
            number += not only_signed
            differs = bool(told.new or told.lost or told.changed)
            changed += differs
            if options.json:
                say_json(_wire(told), lines=True)
            elif differs or told.before != told.now:
                _tell(told)
        settle(desk)
    if signed and not options.json:
        say(f"{count_words(signed, 'document')} compared with all others for the first time")
    if not options.json:
        tried = " (a trial: nothing is filed)" if options.trial and changed else ""
        say(
            f"{number:,} document{'' if number == 1 else 's'} read again, {changed:,} read otherwise than before{tried}"
        )
    return 0


def _fields(pairs: list[str]) -> dict[str, Any]:
    """``act=deny`` as a field and its value; the value is JSON where it is that, else text."""
    fields: dict[str, Any] = {}
    for pair in pairs:
        field, sign, value = pair.partition("=")
        if not sign or not field:
            raise SettingError("an edit sets FIELD=VALUE", repr(pair), "as in act=deny")
        try:
            fields[field] = json.loads(value)
        except ValueError:
            fields[field] = value
    if not fields:
        raise SettingError("this edit changes nothing", None, "give FIELD=VALUE, as in act=deny")
    return fields


def line(judgement: Judgement) -> Line:
    """A judgement on one line of a list."""
    beside = "shown by" if judgement.kind is JudgementKind.STATUS else "and"
    subject = judgement.subject + (f" {beside} {judgement.other}" if judgement.other else "")
    undone = f" (undone {minute(judgement.undone)} UTC)" if judgement.undone else ""
    return (
        f"{judgement.id}  {minute(judgement.at)} UTC  ",
        Words(judgement.who),
        f": {judgement.kind.value} {subject}",
        *((", ", Words(value)) if (value := value_words(judgement)) else ()),
        *((" - ", Words(judgement.why)) if judgement.why else ()),
        undone,
    )


def _wire(told: Reread) -> dict[str, Any]:
    return {
        "document": told.document,
        "title": told.title,
        "before": str(told.before),
        "now": str(told.now),
        "filed": told.filed,
        "new": list(told.new),
        "lost": list(told.lost),
        "changed": [
            {"id": one.id, "kind": one.kind, "fields": {name: [was, now] for name, was, now in one.fields}}
            for one in told.changed
        ],
    }


def _tell(told: Reread) -> None:
    say(f"{told.document}  ", Words(told.title or "no title"))
    if told.before != told.now:
        say(f"  was read by {told.before}, now by {told.now}" + ("" if told.filed else " (not filed)"))
    for id_ in told.new:
        say(f"  new      {id_}")
    for id_ in told.lost:
        say(f"  lost     {id_} (the old reading keeps it)")
    for one in told.changed:
        say(f"  changed  {one.id} ", *joined([_changed(*field) for field in one.fields], ", "))


def _changed(name: str, was: Any, now: Any) -> Line:
    return (f"{name}: ", Words(in_words(was)), " → ", Words(in_words(now)))
