"""``onrecord alert``: questions that are kept, and what they find delivered."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..clock import stamp
from ..errors import SettingError
from ..export.kept_words import minute
from ..export.telling import Words
from ..intake.dates import read_iso
from ..settings import Settings
from .alert_verbs import DAYS
from .desk_place import open_desk
from .notices import tell
from .saying import say, say_json, say_table

if TYPE_CHECKING:
    from ..desk import Desk
    from ..store.deliveries import Delivery
    from ..store.saved import KeptHit, Options, Saved


def run(options: Namespace, settings: Settings) -> int:
    """Does what ``options.action`` names; the exit code."""
    if options.action in ("run", "test"):
        from . import alert_run

        return alert_run.run(options, settings)
    with open_desk(options, settings) as desk:
        return _ACTIONS[options.action](desk, options, settings)


def _add(desk: Desk, options: Namespace, settings: Settings) -> int:
    from pathlib import Path

    from ..desk.channels import Way, channel, kept
    from ..desk.digest_times import check_times, next_digest
    from ..store import saved
    from ..store.query import parse

    parse(options.question)
    how = saved.Options(
        stemming=not options.no_stemming,
        names=not options.no_names,
        time=options.at,
        day=DAYS.index(options.on),
        zone=options.zone,
        empty=options.empty,
    )
    check_times(how)
    since = _since(options.since)
    how = _reminding(how, options, since)
    own = Path(desk.store.place) if Path(desk.store.place).is_dir() else None
    channels = [channel(said, private=options.private, desk=own) for said in options.to or ["terminal"]]
    every = saved.Every(options.every)
    due = next_digest(every, how, desk.store.clock.now())
    with desk.store.writing() as at:
        begin = saved.last_reading(at, since)
        made = saved.add_saved(
            desk.store,
            at,
            saved.Saved(
                id="",
                name=options.name,
                query=options.question,
                options=how,
                every=every,
                channels=tuple(dict.fromkeys(map(str, channels))),
                state=saved.SavedState.ACTIVE,
                begin=begin,
                upto=begin,
                told=0,
                who=desk.who,
                made="",
                next=None if due is None else stamp(due),
            ),
        )
    if options.json:
        say_json(_wire(made))
    else:
        say(made.id, "  ", Words(made.name), f": {_when(made)}, to ", Words(", ".join(made.channels)))
    ways = {kept(one).way for one in made.channels}
    if Way.MAIL in ways and not (settings.smtp and settings.mail_from):
        tell("onrecord: mail needs ONRECORD_SMTP and ONRECORD_MAIL_FROM where onrecord alert run runs")
    if ways & {Way.WEBHOOK, Way.PRIVATE} and not (settings.webhook_secret or settings.webhook_secret_file):
        tell("onrecord: webhooks need ONRECORD_WEBHOOK_SECRET where onrecord alert run runs")
    return 0


def _reminding(how: Options, options: Namespace, since: str | None) -> Options:
    """How it is asked, if it is a reminder."""
    if options.due is None and not options.overdue:
        return how
    if options.due is not None and options.overdue:
        raise SettingError("a reminder comes before the day or after it", "--due --overdue", "make two")
    if options.due is not None and not 0 <= options.due <= 3660:
        raise SettingError("--due is no number of days", str(options.due), "write 0 to 3660")
    return replace(how, due=options.due, overdue=options.overdue, due_from=None if since is None else since[:10])


def _since(said: str | None) -> str | None:
    """The stamp that ``--since`` begins at: the first moment of a day, month or year that is named alone."""
    if said is None:
        return None
    found = read_iso(said)
    if found is None:
        raise SettingError("--since is not a time", repr(said), "write 2017, 2017-09, 2017-09-21 or 2017-09-21T10:00")
    value = found[0]
    if "T" not in value:
        value = (value + "-01-01")[:10] if len(value) < 10 else value
    when = datetime.fromisoformat(value)
    return stamp(when if when.tzinfo else when.replace(tzinfo=UTC))


def _list(desk: Desk, options: Namespace, settings: Settings) -> int:
    from ..store import deliveries, saved

    with desk.store.reading() as at:
        alerts, counts, troubles = saved.all_saved(at), saved.counts(at), deliveries.troubles(at)
    if options.json:
        say_json([_wire(one) | {"hits": counts.get(one.id, 0)} for one in alerts])
        return 0
    if not alerts:
        tell("onrecord: no alert is kept on this desk")
        return 0
    rows = [
        (one.id, one.name, one.query, _when(one), ", ".join(one.channels), f"{counts.get(one.id, 0):,}")
        for one in alerts
    ]
    notes = [_notes(one, troubles.get(one.id)) for one in alerts]
    say_table(("id", "name", "question", "told", "to", "hits"), rows, shrink=(2, 4), notes=notes)
    return 0


def _notes(one: Saved, trouble: tuple[int, int, str | None] | None) -> str:
    told = [one.state.value] if one.state.value != "active" else []
    if one.error:
        told.append(f"cannot be asked: {one.error}")
    if trouble is not None:
        waiting, failed, reason = trouble
        told += [f"{waiting} waiting"] * bool(waiting) + [f"{failed} not delivered"] * bool(failed)
        told.append(str(reason))
    return ", ".join(told)


def _show(desk: Desk, options: Namespace, settings: Settings) -> int:
    from ..store import deliveries, saved

    if options.limit < 1:
        raise SettingError("--limit must be 1 or more", str(options.limit))
    with desk.store.reading() as at:
        one = saved.saved_at(at, options.name)
        hits = saved.last_hits(at, one.id, options.limit)
        total = saved.counts(at).get(one.id, 0)
        sent = deliveries.of_saved(at, one.id, options.limit)
    if options.json:
        wire = _wire(one) | {"hits": total, "last_hits": [asdict(hit) for hit in hits]}
        say_json(wire | {"deliveries": [asdict(delivery) for delivery in sent]})
        return 0
    say(one.id, "  ", Words(one.name), f" ({one.state.value}): ", Words(one.query))
    say(f"told {_when(one)}, to ", Words(", ".join(one.channels)))
    say("kept by ", Words(one.who), f" on {minute(one.made)} UTC; {total:,} hits")
    if one.error:
        say("cannot be asked: ", Words(one.error))
    _tables(hits, sent)
    return 0


def _tables(hits: Sequence[KeptHit], sent: Sequence[Delivery]) -> None:
    if hits:
        say()
        say_table(("hit", "in", "found (UTC)"), [(hit.id, hit.document, minute(hit.found)) for hit in hits])
    if sent:
        say()
        rows = [
            (one.id, minute(one.made), one.channel, one.state.value, str(one.tries), minute(one.done or one.next or ""))
            for one in sent
        ]
        head = ("delivery", "made (UTC)", "to", "state", "tries", "done or next (UTC)")
        say_table(head, rows, shrink=(2,), notes=[one.error or "" for one in sent])


def _change(desk: Desk, options: Namespace, settings: Settings) -> int:
    from ..store import deliveries, saved

    states = {"pause": saved.SavedState.PAUSED, "resume": saved.SavedState.ACTIVE, "remove": saved.SavedState.GONE}
    done = {"pause": "paused", "resume": "asked again", "remove": "removed", "retry": "sent again"}
    with desk.store.writing() as at:
        one = saved.saved_at(at, options.name)
        now = desk.store.now(at)
        number = 0
        if options.action in states:
            saved.change_saved(at, one.id, state=states[options.action])
        if options.action == "remove":
            number = deliveries.drop(at, one.id, now)
        if options.action == "retry":
            number = deliveries.wait_again(at, one.id, now)
    say(f"{done[options.action]}: ", Words(one.name), f" ({number} deliveries)" if number else "")
    return 0


def _when(one: Saved) -> str:
    options = one.options
    reminds = f"{options.reminds}, " if options.reminds else ""
    if one.every.value == "now":
        return f"{reminds}at once"
    day = f" on {DAYS[options.day].capitalize()}" if one.every.value == "week" else ""
    return f"{reminds}every {one.every.value}{day} at {options.time} {options.zone}"


def _wire(one: Saved) -> dict[str, Any]:
    told = asdict(one)
    return {("question" if key == "query" else key): value for key, value in told.items()}


_ACTIONS = {
    "add": _add,
    "list": _list,
    "show": _show,
    "pause": _change,
    "resume": _change,
    "remove": _change,
    "retry": _change,
}
