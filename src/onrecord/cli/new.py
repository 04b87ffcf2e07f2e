"""``onrecord new``: what is said for the first time: by this speaker, this side, or anyone the desk has read."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first, stream_of
from .desk_place import as_of, day_of, open_desk
from .packing import printed
from .who_is_meant import who_is_meant

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.novelty_parts import News, Novelty
    from ..desk import Desk


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes it: 0; lists who may be meant by --actor if that is not clear: 1."""
    _check(options)
    out = out_of(options)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            made = _made(options, desk, at)
    if made is None:
        return 1
    put(options.format, _text(options.format, made, out), out)
    return 0


def _check(options: Namespace) -> None:
    asked = [name for name in ("id", "since", "document") if getattr(options, name) is not None]
    if len(asked) != 1:
        raise SettingError(
            "one thing is looked at" if asked else "nothing is given to look at",
            " ".join(asked) or None,
            "give the id of a statement, --document d:..., or --since DATE",
        )
    if options.limit is not None and options.limit < 1:
        raise SettingError("--limit is no number of statements", str(options.limit), "write 1 or more")
    for name in ("until", "actor", "query"):
        if getattr(options, name) is not None and options.since is None:
            raise SettingError(f"--{name} says nothing without --since", None, "give --since DATE too")
    if options.id is not None and options.id.partition(":")[0].lower() not in ("s", "e", "t", "c"):
        raise SettingError(
            "this is no id of a finding", options.id, "ids begin with s:, e:, t: or c:; of a document: --document d:..."
        )


def _made(options: Namespace, desk: Desk, at: sa.Connection) -> Novelty | News | None:
    from ..analysis.novelty import LIMIT, news, news_of_document, novelty

    when = as_of(options.as_of)
    limit = options.limit or LIMIT
    if options.id is not None:
        return novelty(desk.store, at, options.id, when, desk.gazetteer, nearest=options.limit or 5)
    if options.document is not None:
        return news_of_document(desk.store, at, options.document, when, desk.gazetteer, limit=limit)
    since = day_of("--since", options.since, last=False)
    until = None if options.until is None else day_of("--until", options.until, last=True)
    speakers = None
    if options.actor is not None:
        found = who_is_meant(at, options.actor, when)
        if found is None:
            return None
        speakers = [found[0]]
    only = None if options.query is None else _fitting(at, options.query, when)
    return news(desk.store, at, since, when, desk.gazetteer, until=until, speakers=speakers, only=only, limit=limit)


def _fitting(at: sa.Connection, typed: str, when: str | None) -> list[int]:
    """The statements that a question finds, by their numbers as findings."""
    from ..desk.asking import asked
    from ..store import hits

    return [int(no) for no in hits.members(at, asked(typed, at_time=when))]


def _text(form: str, made: Novelty | News, out: Path | None) -> str:
    from ..analysis.novelty_parts import Novelty

    if form == "json":
        from ..export.novelty_wire import text

        return text(made, ascii_only=in_ascii(out))
    from .new_page import NewPage

    if isinstance(made, Novelty):
        return printed(lambda console: NewPage(console).one(made), stream_of(out))
    return printed(lambda console: NewPage(console).many(made), stream_of(out))
