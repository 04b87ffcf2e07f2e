"""``onrecord desk sources``: how the outlets stand, and what is followed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..clock import moment
from ..export.kept_words import day, minute, of_grade
from ..export.telling import Line, Words
from ..record import Source
from ..record.kept_wire import source_to_wire
from ..settings import Settings
from .desk_asking import published
from .desk_place import as_of, open_desk
from .notices import tell
from .saying import say, say_json, say_table
from .writing import write_whole

if TYPE_CHECKING:
    from ..desk import Desk
    from ..store.outlets import Renaming
    from ..store.source_gaps import Activity
    from ..store.watching import Trouble

#: Reasons of failures that are shown of one outlet.
_REASONS = 5
#: What is said of what is not looked at.
_STATES = {"gone": "no longer followed"}
_UNITS = ((86_400.0, "d"), (3_600.0, "h"), (60.0, "min"))


@dataclass(frozen=True, slots=True)
class _Stand:
    """How one outlet stands."""

    source: Source
    activity: Activity | None
    watched: tuple[Trouble, ...]
    renames: tuple[Renaming, ...]
    now: datetime

    @property
    def notes(self) -> Iterator[str]:
        """What there is to tell of it, shortest first."""
        from ..store.source_gaps import silence

        if self.activity is not None and (silent := silence(self.activity, self.now)):
            yield silent
        yield from (f"renamed from {one.was} on {one.at[:10]}" for one in self.renames)
        for trouble in self.watched:
            yield from _troubles(trouble)


def _troubles(trouble: Trouble) -> Iterator[str]:
    one = trouble.watched
    if one.state.value != "active":
        yield _STATES.get(one.state.value, one.state.value) + (f": {one.url}" if one.source else "")
    if one.moved_to:
        yield f"moved to {one.moved_to}"
    if one.renamed_from:
        yield f"its {one.kind.value} was called {one.renamed_from}"
    if one.refusals:
        yield f"robots.txt refuses, {one.refusals} times in a row"
    if one.failures:
        yield f"{one.failures} failure{'' if one.failures == 1 else 's'} in a row: {one.error}"
    elif one.error:
        yield one.error
    for reason, number in trouble.reasons[:_REASONS]:
        yield f"{number} item{'' if number == 1 else 's'}: {reason}"


def sources_(options: Namespace, settings: Settings) -> int:
    """Lists the outlets, or tells all of one; or writes the feeds as OPML."""
    with open_desk(options, settings) as desk:
        if options.opml:
            return _opml(desk, options.opml)
        stands = list(_stands(desk, as_of(options.as_of), options))
        orphans = _unowned(desk, options.all) if options.name is None and options.as_of is None else []
    if options.json:
        for stand in stands:
            say_json(_wire(stand), lines=True)
        for trouble in orphans:
            say_json(
                {"id": None, "name": None, "followed": [_followed(trouble)], "notes": list(_troubles(trouble))},
                lines=True,
            )
        return 0
    if options.name is not None:
        for stand in stands:
            _tell(stand)
    elif stands:
        head = ("outlet", "grade", "kind", "documents", "latest", "every", "last look (UTC)")
        notes = ["; ".join(stand.notes) for stand in stands]
        say_table(head, [_row(stand) for stand in stands], shrink=(0,), notes=notes)
    if orphans:
        if stands:
            say()
        say("followed, and of no one outlet:")
        heads = ("id", "what", "address", "last look (UTC)")
        notes = ["; ".join(_troubles(trouble)) for trouble in orphans]
        say_table(heads, [_orphan(trouble) for trouble in orphans], shrink=(2,), notes=notes)
    if not stands and not orphans:
        then = " then" if options.as_of else " yet; --all lists the outlets that the packs know"
        tell(f"onrecord: nothing was filed or followed{then}")
    return 0


def _stands(desk: Desk, when: str | None, options: Namespace) -> Iterator[_Stand]:
    from ..store import finding, outlets, source_gaps, watching

    with desk.store.reading() as at:
        only = None if options.name is None else outlets.find_source(at, options.name)
        activity = source_gaps.source_activity(at, when)
        # A desk may hold what was filed by a clock ahead of this one: silence is counted from its latest filing then.
        latest = max((one.filed for one in activity.values()), default="")
        now = desk.store.clock.now() if when is None else moment(when)
        if when is None and latest:
            now = max(now, moment(latest))
        watched: defaultdict[str, list[Trouble]] = defaultdict(list)
        # What is followed has no history: of a time that is past it is not told.
        for trouble in watching.trouble(at) if when is None else ():
            watched[trouble.watched.source or ""].append(trouble)
        for source in finding.sources(at, when):
            if only is not None and source.id != only:
                continue
            if only is None and not options.all and source.id not in activity and source.id not in watched:
                continue
            renames = tuple(outlets.renames(at, source.id, when))
            yield _Stand(source, activity.get(source.id), tuple(watched[source.id]), renames, now)


def _unowned(desk: Desk, every: bool) -> list[Trouble]:
    """What is followed and is of no one outlet: folders, sitemaps, pages; ``every`` also what is so no longer."""
    from ..store import watching

    with desk.store.reading() as at:
        found = [trouble for trouble in watching.trouble(at) if trouble.watched.source is None]
    return [one for one in found if every or one.watched.state.value != "gone" or one.watched.error]


def _row(stand: _Stand) -> tuple[str, ...]:
    source, activity = stand.source, stand.activity
    looked = max((one.watched.looked or "" for one in stand.watched), default="")
    return (
        source.name,
        source.grade.reliability.value if source.grade.who else "not graded",
        source.kind.value + (f", {source.country.upper()}" if source.country else ""),
        f"{activity.documents:,}" if activity else "0",
        (activity.last or "")[:10] if activity else "",
        _every(activity.gap) if activity and activity.gap else "",
        minute(looked),
    )


def _orphan(trouble: Trouble) -> tuple[str, ...]:
    one = trouble.watched
    return one.id, one.kind.value, one.url, minute(one.looked or "")


def _every(seconds: float) -> str:
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= size), _UNITS[-1])
    return f"{seconds / size:.0f} {unit}"


def _tell(stand: _Stand) -> None:
    """All of one outlet."""
    source = stand.source
    say(Words(source.name))
    say(f"  {source.id} · {source.kind.value} · {of_grade(source)}")
    if source.grade.who:
        why: Line = (": ", Words(source.grade.why)) if source.grade.why else ()
        say("  graded by ", Words(source.grade.who), f" on {day(source.grade.at or '')}", *why)
    facts = [
        ("also called", ", ".join(source.also)),
        ("country", (source.country or "").upper()),
        ("language", source.language or ""),
        ("known actor", source.link or ""),
        ("speaks for", ", ".join(source.speaks_for)),
        ("homepage", source.homepage or ""),
        ("recognised by", ", ".join(source.keys)),
    ]
    for name, value in facts:
        if value:
            say(f"  {name}: ", Words(value))
    _tell_activity(stand.activity)
    for trouble in stand.watched:
        _tell_watched(trouble)
    for note in stand.notes:
        say("  to note: ", Words(note))


def _tell_activity(activity: Activity | None) -> None:
    if activity is None:
        say("  no documents")
        return
    dated = [published(said) for said in (activity.first, activity.last) if said]
    spread = f", published {' to '.join(dict.fromkeys(dated))}" if dated else ", none with a date"
    every = f", usually every {_every(activity.gap)}" if activity.gap else ""
    many = f"{activity.documents:,} document{'' if activity.documents == 1 else 's'}"
    say(f"  {many}{spread}{every}; the latest filed {day(activity.filed)}")


def _tell_watched(trouble: Trouble) -> None:
    one = trouble.watched
    say(f"  follows {one.kind.value} ", Words(one.url), f" ({one.id}, {one.state.value})")
    looked = (
        ("last look", one.looked),
        ("last success", one.succeeded),
        ("last news", one.news),
        ("next look", one.next),
    )
    say("    " + ", ".join(f"{name} {day(value)}" if value else f"{name} never" for name, value in looked))
    if counts := ", ".join(f"{number:,} {state.value}" for state, number in trouble.items.items() if number):
        say(f"    items: {counts}")


def _wire(stand: _Stand) -> dict[str, Any]:
    activity = stand.activity
    return {
        **source_to_wire(stand.source),
        "documents": activity.documents if activity else 0,
        "first_published": activity.first if activity else None,
        "last_published": activity.last if activity else None,
        "last_filed": activity.filed if activity else None,
        "usual_gap": activity.gap if activity else None,
        "followed": [_followed(one) for one in stand.watched],
        "renamed": [{"at": one.at, "was": one.was, "name": one.name} for one in stand.renames],
        "notes": list(stand.notes),
    }


def _followed(trouble: Trouble) -> dict[str, Any]:
    one = trouble.watched
    return {
        "id": one.id,
        "kind": one.kind.value,
        "url": one.url,
        "state": one.state.value,
        "looked": one.looked,
        "succeeded": one.succeeded,
        "news": one.news,
        "next": one.next,
        "failures": one.failures,
        "refusals": one.refusals,
        "error": one.error,
        "moved_to": one.moved_to,
        "items": {state.value: number for state, number in trouble.items.items()},
    }


def _opml(desk: Desk, path: str) -> int:
    from ..desk.following import list_of

    text = list_of(desk)
    if path == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        write_whole(Path(path), text)
    return 0
