"""``onrecord trend``: words and deeds of two actors over time, each point with its sentences and denominator."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first, stream_of
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .who_is_meant import who_is_meant
from .writing import write_bytes, writing

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.trend_parts import Trend

#: The longest list of outlets that is read, in bytes.
_LONGEST_LIST = 1_000_000


def run(options: Namespace, settings: Settings) -> int:
    """Prints the trend, or writes it: 0; lists who may be meant if that is not clear: 1."""
    from ..analysis.trend import LIMIT, Asked, trend

    limit = LIMIT if options.limit is None else options.limit
    if limit < 0:
        raise SettingError("--limit is no number of sentences", str(limit), "write 0 or more")
    out = out_of(options)
    _check(options, out)
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            sides = [who_is_meant(at, name, when) for name in (options.a, options.b) if name is not None]
            found = [side for side in sides if side is not None]
            if len(found) < len(sides):
                return 1
            named = _outlets(at, options.sources)
            asked = Asked(
                by=options.by,
                since=options.since,
                until=options.until,
                outlets=None if named is None else tuple(named),
                every=(options.sources or "").strip().lower() == "all",
                both=options.both,
                bucket=options.bucket,
                limit=limit,
            )
            known = desk.gazetteer if any(linked for _, linked in found) else None
            b = found[1][0] if len(found) > 1 else None
            made = trend(at, found[0][0], b, asked, when, known)
            names = _latin(at, made, when) if options.format in ("svg", "png") else {}
    _put(options.format, made, names, out)
    return 0


def _check(options: Namespace, out: Path | None) -> None:
    """Raises a SettingError if what is asked needs what is not installed, or a place to go."""
    from importlib.util import find_spec

    needed = ["ruptures", *(["matplotlib"] if options.format in ("svg", "png") else [])]
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        raise SettingError(f"a trend needs {' and '.join(missing)}", None, "pip install 'onrecord[follow]'")
    if options.format == "png" and out is None and sys.stdout.isatty():
        raise SettingError("a picture is nothing for a terminal", None, "give --out FILE.png")


def _outlets(at: sa.Connection, said: str | None) -> list[str] | None:
    """The ids of the outlets that are named; ``None`` if none are, or all.

    Raises:
        StoreError: if a name is no outlet's.
        SettingError: if a file names too many.
    """
    from ..store import outlets

    if said is None or said.strip().lower() == "all":
        return None
    names = _listed(said)
    if not names:
        raise SettingError("--sources names no outlet", repr(said), "give names or ids, or a file with one a line")
    return list(dict.fromkeys(outlets.find_source(at, name) for name in names))


def _listed(said: str) -> Sequence[str]:
    path = Path(said)
    if "," not in said and path.is_file():
        if path.stat().st_size > _LONGEST_LIST:
            raise SettingError("this list of outlets is too long", said, f"at most {_LONGEST_LIST:,} bytes")
        with writing(path):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [name.strip() for name in said.split(",") if name.strip()]


def _latin(at: sa.Connection, made: Trend, when: str | None) -> dict[str, str]:
    """Other names for whom a drawing cannot name: of actors by their ids, of outlets by their names."""
    from ..export.trend_chart import drawn
    from ..store import entities, profile_rows

    found: dict[str, str] = {}
    for who in (made.a, made.b):
        if who is not None and who.id is not None and not drawn(who.name, ""):
            number, _ = entities.by_id(at, who.id, when)
            names = [
                name for name, _ in profile_rows.names_kept(at, entities.bases(at, number, when)) if drawn(name, "")
            ]
            found.update({who.id: names[0]} if names else {})
    for id_, source in profile_rows.outlets(at, [one.id for one in made.outlets if one.id], when).items():
        if not drawn(source.name, ""):
            found[source.name] = next((name for name in source.also if drawn(name, "")), id_)
    return found


def _put(form: str, made: Trend, names: dict[str, str], out: Path | None) -> None:
    if form != "png":
        put(form, _text(form, made, names, out), out)
        return
    from ..export.trend_chart import png

    picture = png(made, names)
    if out is not None:
        write_bytes(out, picture)
        tell(f"written to {out}")
    else:
        with writing("standard output"):
            sys.stdout.buffer.write(picture)


def _text(form: str, made: Trend, names: dict[str, str], out: Path | None) -> str:
    if form == "svg":
        from ..export.trend_chart import svg

        return svg(made, names)
    if form == "json":
        from ..export.trend_wire import text

        return text(made, ascii_only=in_ascii(out))
    if form == "csv":
        from ..export.trend_wire import table

        return table(made)
    from .trend_page import TrendPage

    return printed(lambda console: TrendPage(console).show(made), stream_of(out))
