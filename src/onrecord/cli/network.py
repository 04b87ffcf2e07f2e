"""``onrecord network``: actors and their dated ties, as of a date."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError, StoreError
from ..settings import Settings
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .saying import fitted, write
from .writing import write_whole

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.network_parts import Changes, Network
    from ..desk import Desk

#: The most actors, and steps, that are asked for.
_MOST, _DEEPEST = 200, 4


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes it: 0; lists who may be meant by --around if that is not clear: 1."""
    _check(options)
    out = Path(options.out) if options.out and options.out != "-" else None
    if out is not None and out.exists() and not options.force:
        raise SettingError("this file is there already", str(out), "give another --out, or --force")
    with open_desk(options, settings) as desk:
        _settle(desk)
        with desk.store.reading() as at:
            made = _made(options, desk, at)
    if made is None:
        return 1
    text = _text(options.format, made, terminal=out is None)
    if out is None:
        write(text if options.format in ("text", "json") else fitted(text) if not _is_utf() else text)
    else:
        write_whole(out, text)
        tell(f"written to {out}")
    return 0


def _check(options: Namespace) -> None:
    from ..analysis.network_methods import library

    if options.limit is not None and not 0 < options.limit <= _MOST:
        raise SettingError("--limit is no number of actors", str(options.limit), f"write one from 1 to {_MOST}")
    if not 0 < options.depth <= _DEEPEST:
        raise SettingError("--depth is no number of steps", str(options.depth), f"write one from 1 to {_DEEPEST}")
    if options.depth != 1 and options.around is None:
        raise SettingError("--depth says nothing without --around", None, "give --around NAME too")
    library()


def _settle(desk: Desk) -> None:
    """Makes findable what was filed since; a desk that cannot be written is asked as it is."""
    from .settling import settle

    try:
        settle(desk)
    except StoreError as reason:
        tell(f"onrecord: what was filed last is not looked at: {reason}")


def _made(options: Namespace, desk: Desk, at: sa.Connection) -> Network | Changes | None:
    from ..analysis.network import ACTORS, Asked, network
    from ..analysis.network_changes import changes

    when = as_of(options.as_of)
    around = None
    if options.around is not None:
        from .actor import _meant

        found = _meant(at, options.around, when)
        if found is None:
            return None
        around = found[0]
    asked = Asked(
        None if options.at is None else _day("--at", options.at),
        around,
        options.depth,
        tuple(_type(one) for one in options.type),
        tuple(options.standing),
        options.limit or ACTORS,
    )
    if options.compare is None:
        return network(desk.store, at, asked, when)
    return changes(desk.store, at, asked, _day("--compare", options.compare), when)


def _day(option: str, said: str) -> str:
    """A day; the last of a month or a year that is named alone."""
    from ..intake.dates import read_iso
    from ..store.asked_fields import last_day

    found = read_iso(said)
    if found is None:
        raise SettingError(f"{option} is no day", repr(said), "write 2017, 2017-09 or 2017-09-21")
    return last_day(found[0])


def _type(said: str) -> str:
    """A type of tie, written with spaces or hyphens."""
    from ..record import TieType

    name = " ".join(said.lower().replace("-", " ").replace("_", " ").split())
    names = [one.value for one in TieType]
    if name not in names:
        known = ", ".join(one.replace(" ", "-") for one in names)
        raise SettingError("--type is no type of tie", repr(said), f"write one of: {known}")
    return name


def _is_utf() -> bool:
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _text(form: str, made: Network | Changes, *, terminal: bool) -> str:
    from ..analysis.network_parts import Network

    if form == "json":
        from ..export.network_wire import text

        return text(made, ascii_only=terminal and (sys.stdout.isatty() or not _is_utf()))
    if form == "svg":
        from ..export.network_drawing import changes_drawing, network_drawing

        return network_drawing(made) if isinstance(made, Network) else changes_drawing(made)
    if form == "html":
        from ..export.network_web_page import changes_page, network_page

        return network_page(made) if isinstance(made, Network) else changes_page(made)
    from .network_page import NetworkPage

    def show(page: NetworkPage) -> None:
        page.show(made) if isinstance(made, Network) else page.differ(made)

    return printed(lambda console: show(NetworkPage(console)), sys.stdout if terminal else None)
