"""``onrecord network``: actors and their dated ties, as of a date."""

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

    from ..analysis.network_parts import Changes, Network
    from ..desk import Desk

#: The most actors, and steps, that are asked for.
_MOST, _DEEPEST = 200, 4


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes it: 0; lists who may be meant by --around if that is not clear: 1."""
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
    from ..analysis.network_methods import library

    if options.limit is not None and not 0 < options.limit <= _MOST:
        raise SettingError("--limit is no number of actors", str(options.limit), f"write one from 1 to {_MOST}")
    if not 0 < options.depth <= _DEEPEST:
        raise SettingError("--depth is no number of steps", str(options.depth), f"write one from 1 to {_DEEPEST}")
    if options.depth != 1 and options.around is None:
        raise SettingError("--depth says nothing without --around", None, "give --around NAME too")
    library()


def _made(options: Namespace, desk: Desk, at: sa.Connection) -> Network | Changes | None:
    from ..analysis.network import ACTORS, Asked, network
    from ..analysis.network_changes import changes

    when = as_of(options.as_of)
    around = None
    if options.around is not None:
        found = who_is_meant(at, options.around, when)
        if found is None:
            return None
        around = found[0]
    asked = Asked(
        None if options.at is None else day_of("--at", options.at, last=True),
        around,
        options.depth,
        tuple(_type(one) for one in options.type),
        tuple(options.standing),
        options.limit or ACTORS,
    )
    if options.compare is None:
        return network(desk.store, at, asked, when)
    return changes(desk.store, at, asked, day_of("--compare", options.compare, last=True), when)


def _type(said: str) -> str:
    """A type of tie, written with spaces or hyphens."""
    from ..record import TieType

    name = " ".join(said.lower().replace("-", " ").replace("_", " ").split())
    names = [one.value for one in TieType]
    if name not in names:
        known = ", ".join(one.replace(" ", "-") for one in names)
        raise SettingError("--type is no type of tie", repr(said), f"write one of: {known}")
    return name


def _text(form: str, made: Network | Changes, out: Path | None) -> str:
    from ..analysis.network_parts import Network

    if form == "json":
        from ..export.network_wire import text

        return text(made, ascii_only=in_ascii(out))
    if form == "svg":
        from ..export.network_drawing import changes_drawing, network_drawing

        return network_drawing(made) if isinstance(made, Network) else changes_drawing(made)
    if form == "html":
        from ..export.network_web_page import changes_page, network_page

        return network_page(made) if isinstance(made, Network) else changes_page(made)
    from .network_page import NetworkPage

    def show(page: NetworkPage) -> None:
        page.show(made) if isinstance(made, Network) else page.differ(made)

    return printed(lambda console: show(NetworkPage(console)), stream_of(out))
