"""``onrecord actor``: all that a desk has of one person or body, each line cited."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError, StoreError
from ..export.telling import Words
from ..settings import Settings
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .saying import fitted, say, write
from .writing import write_whole

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.profile_parts import Profile
    from ..desk import Desk
    from ..store.meant import Meant

_ID = re.compile(r"a:[0-9a-fA-F]{4,}\Z|[a-z0-9][a-z0-9-]*:[^\s:]+\Z")
#: Names that are as likely as this are meant equally; from ``_SURE`` on one is taken without a word.
_AS_LIKELY, _SURE = 0.02, 0.84
_NAMED = 8


def run(options: Namespace, settings: Settings) -> int:
    """Prints the profile: 0; lists who may be meant if that is not clear, or whose names are near: 1."""
    from ..analysis.profile import LIMIT, profile

    limit = LIMIT if options.limit is None else options.limit
    if limit < 1:
        raise SettingError("--limit is no number of lines", str(limit), "write 1 or more")
    out = Path(options.out) if options.out and options.out != "-" else None
    if out is not None and out.exists() and not options.force:
        raise SettingError("this file is there already", str(out), "give another --out, or --force")
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        _settle(desk)
        with desk.store.reading() as at:
            found = _meant(at, " ".join(options.name), when)
            if found is None:
                return 1
            number, linked = found
            made = profile(desk.store, at, number, when, desk.gazetteer if linked else None, limit)
    _put(options.format, made, out)
    return 0


def _settle(desk: Desk) -> None:
    """Links what was filed since; a desk that cannot be written is asked as it is."""
    from .settling import settle

    try:
        settle(desk)
    except StoreError as reason:
        tell(f"onrecord: what was filed last is not looked at: {reason}")


def _put(form: str, made: Profile, out: Path | None) -> None:
    text = _text(form, made, terminal=out is None)
    if out is not None:
        write_whole(out, text)
        tell(f"written to {out}")
    elif form in ("text", "json"):
        write(text)
    else:
        write(fitted(text) if not _writes_all(text) else text)


def _writes_all(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _text(form: str, made: Profile, *, terminal: bool) -> str:
    if form == "md":
        from ..export.profile_markdown import markdown

        return markdown(made)
    if form == "html":
        from ..export.profile_web_page import page

        return page(made)
    if form == "json":
        from ..export.profile_wire import text

        return text(made, ascii_only=terminal and (sys.stdout.isatty() or not _is_utf()))
    from .actor_page import ActorPage

    return printed(lambda console: ActorPage(console).show(made), sys.stdout if terminal else None)


def _is_utf() -> bool:
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _meant(at: sa.Connection, said: str, when: str | None) -> tuple[int, bool] | None:
    """The number of the entity that is meant, and whether a pack knows it; ``None`` if it is not clear, which is told.

    Raises:
        StoreError: if an id is none of this desk's.
    """
    from ..store import entities, meant

    name = said.strip()
    if _ID.match(name):
        try:
            number, _ = entities.by_id(at, name, when)
        except StoreError:
            if name.lower().startswith("a:"):
                raise
        else:
            return number, _is_known(at, number, when)
    found = meant.meant(at, name, most=_NAMED, at_time=when)
    if not found:
        say("nobody on this desk is called ", Words(name), " or nearly so; onrecord find shows who is named in texts")
        return None
    best = found[0]
    equal = [one for one in found if one.score >= best.score - _AS_LIKELY]
    if best.score < _SURE or len(equal) > 1:
        _choose(name, equal if best.score >= _SURE else found, sure=best.score >= _SURE)
        return None
    if best.score < 1.0:
        say_taken(name, best)
    return best.number, _is_known(at, best.number, when)


def say_taken(name: str, best: Meant) -> None:
    """Tells for whom a name was taken that is not exactly one of its names."""
    tell(f"“{name}” is taken for {best.entity.name} ({best.entity.id}): {best.why}")


def _choose(name: str, found: list[Meant], *, sure: bool) -> None:
    say(Words(name), " may mean several of this desk:" if sure else " is nobody's name on this desk; the nearest are:")
    for one in found:
        say("  ", one.entity.id, "  ", Words(one.entity.name), f" ({one.entity.kind.value})  ", Words(one.why))
    say(f"give the id of the one that is meant: onrecord actor {found[0].entity.id}")


def _is_known(at: sa.Connection, number: int, when: str | None) -> bool:
    from ..store import entities, profile_rows

    return bool(profile_rows.links(at, entities.bases(at, number, when)))
