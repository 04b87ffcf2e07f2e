"""``onrecord ledger``: promises, demands and threats followed: what became of each, with its sources."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first, stream_of
from .desk_place import as_of, open_desk
from .packing import printed
from .who_is_meant import who_is_meant

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.ledger_parts import Entry, Ledger
    from ..analysis.rates import Rates
    from ..desk import Desk

#: What may have followed, where one entry is shown.
_FOLLOWED = 5
#: Entries that are listed under rates.
_LISTED = 50


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the ledger, one entry, or rates: 0; 1 if it is not clear who is meant, which is told."""
    if options.what[:1] in (["set"], ["accept"]):
        from . import ledger_judging

        return ledger_judging.run(options, settings)
    _check(options)
    out = out_of(options)
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            text = _asked(desk, at, options, when, out)
    if text is None:
        return 1
    put(options.format, text, out)
    return 0


def _check(options: Namespace) -> None:
    if len(options.what) > 1:
        raise SettingError("one commitment is shown at a time", " ".join(options.what), "give one id")
    if options.what and options.what[0].partition(":")[0].lower() != "c":
        raise SettingError("this is no id of a commitment", options.what[0], "write it as c:3f9c, as it was cited")
    if options.actor and options.between:
        raise SettingError("--actor and --between are two questions", None, "give one of them")
    if options.against and not options.rates:
        raise SettingError("--against belongs to --rates", options.against, "use --between to list both sides' entries")
    if options.rates and not options.actor:
        raise SettingError("--rates are of one actor", None, "name him: --actor NAME")
    if options.limit is not None and options.limit < 1:
        raise SettingError("--limit is no number of entries", str(options.limit), "write 1 or more")
    if options.by or options.why:
        raise SettingError("--by and --why belong to set", None, "onrecord ledger set ID STATUS --by FINDING")
    for name in ("due_before", "since", "until"):
        said = getattr(options, name)
        if said is not None and not _is_day(said):
            raise SettingError(f"--{name.replace('_', '-')} is no day", repr(said), "write 2017, 2017-09 or 2017-09-21")


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat((said + "-01-01")[:10])
    except ValueError:
        return False
    return len(said) in (4, 7, 10)


def _asked(desk: Desk, at: sa.Connection, options: Namespace, when: str | None, out: Path | None) -> str | None:
    from ..analysis.ledger import day_of

    day = day_of(desk.store, at, when)
    if options.what:
        return _entry_text(options, out, _entry(desk, at, options, when, day), day)
    named = [options.actor] if options.actor else list(options.between or [])
    numbers: list[int] = []
    for name in [*named, *([options.against] if options.against else [])]:
        found = who_is_meant(at, name, when)
        if found is None:
            return None
        numbers.append(found[0])
    if len(set(numbers)) < len(numbers):
        raise SettingError("both names mean one actor", " and ".join(named), "name two, or one alone")
    if options.rates:
        return _rates_text(options, out, _rates(at, options, numbers, when, day))
    return _ledger_text(options, out, _ledger(desk, at, options, numbers, when, day))


def _entry(desk: Desk, at: sa.Connection, options: Namespace, when: str | None, day: str) -> Entry:
    from ..analysis.followups import followed
    from ..analysis.ledger import Book
    from ..desk.settling import meaning
    from ..store import ledger_rows

    number, _ = ledger_rows.number_of(at, options.what[0], when)
    book = Book.of(at, when, day)
    group = book.group(number)
    (entry,) = book.made([group])
    most = _FOLLOWED if options.follow_ups is None else options.follow_ups
    return followed(desk.store, meaning(), most, book, entry, group)


def _ledger(
    desk: Desk, at: sa.Connection, options: Namespace, numbers: list[int], when: str | None, day: str
) -> Ledger:
    from ..analysis.followups import followed
    from ..analysis.ledger import LIMIT, Asked, ledger
    from ..desk.settling import meaning
    from ..record import CommitmentStatus

    statuses = [*(options.status or []), *(["overdue"] if options.overdue else [])]
    whole = None if options.format != "text" else LIMIT
    asked = Asked(
        actor=numbers[0] if numbers else None,
        other=numbers[1] if len(numbers) > 1 else None,
        kinds=tuple(options.kind or ()),
        statuses=tuple(CommitmentStatus(one) for one in statuses),
        due_before=options.due_before,
        since=options.since,
        until=options.until,
        limit=whole if options.limit is None else options.limit,
    )
    if not options.follow_ups:
        return ledger(at, asked, when, day)
    return ledger(at, asked, when, day, lambda *found: followed(desk.store, meaning(), options.follow_ups, *found))


def _rates(at: sa.Connection, options: Namespace, numbers: list[int], when: str | None, day: str) -> Rates:
    from ..analysis.rates import Asked, rates

    kinds = options.kind or ["threat"]
    if len(kinds) > 1:
        raise SettingError("rates are of one kind", " ".join(kinds), "give one --kind")
    against = numbers[1] if len(numbers) > 1 else None
    limit = (_LISTED if options.format == "text" else None) if options.limit is None else options.limit
    return rates(at, Asked(numbers[0], against, kinds[0], options.since, options.until, limit), when, day)


def _ledger_text(options: Namespace, out: Path | None, found: Ledger) -> str:
    from ..export import ledger_markdown, ledger_table, ledger_wire
    from .ledger_page import LedgerPage

    if options.format == "json":
        from ..export.json_text import one_object

        return one_object(ledger_wire.wire(found), ascii_only=in_ascii(out))
    if options.format == "csv":
        return "".join(ledger_table.table(found))
    if options.format == "md":
        return ledger_markdown.markdown(found)
    return printed(lambda console: LedgerPage(console).ledger(found), stream_of(out))


def _entry_text(options: Namespace, out: Path | None, entry: Entry, day: str) -> str:
    from ..export import ledger_markdown, ledger_wire
    from .ledger_page import LedgerPage

    if options.format == "json":
        from ..export.json_text import one_object

        return one_object(ledger_wire.entry_wire(entry, day), ascii_only=in_ascii(out))
    if options.format == "csv":
        raise SettingError("one entry is no table", options.what[0], "give --format json or md, or no id")
    if options.format == "md":
        return ledger_markdown.entry_markdown(entry)
    return printed(lambda console: LedgerPage(console).entry(entry), stream_of(out))


def _rates_text(options: Namespace, out: Path | None, found: Rates) -> str:
    from ..export import ledger_markdown, ledger_table, ledger_wire
    from .ledger_page import LedgerPage

    if options.format == "json":
        from ..export.json_text import one_object

        return one_object(ledger_wire.rates_wire(found), ascii_only=in_ascii(out))
    if options.format == "csv":
        return "".join(ledger_table.rates_table(found))
    if options.format == "md":
        return ledger_markdown.rates_markdown(found)
    return printed(lambda console: LedgerPage(console).rates(found), stream_of(out))
