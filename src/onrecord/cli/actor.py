"""``onrecord actor``: all that a desk has of one person or body, each line cited."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first, stream_of
from .desk_place import as_of, open_desk
from .packing import printed
from .who_is_meant import who_is_meant

if TYPE_CHECKING:
    from ..analysis.profile_parts import Profile


def run(options: Namespace, settings: Settings) -> int:
    """Prints the profile: 0; lists who may be meant if that is not clear, or whose names are near: 1."""
    from ..analysis.profile import LIMIT, profile

    limit = LIMIT if options.limit is None else options.limit
    if limit < 1:
        raise SettingError("--limit is no number of lines", str(limit), "write 1 or more")
    out = out_of(options)
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            found = who_is_meant(at, " ".join(options.name), when)
            if found is None:
                return 1
            number, linked = found
            made = profile(desk.store, at, number, when, desk.gazetteer if linked else None, limit)
    put(options.format, _text(options.format, made, out), out)
    return 0


def _text(form: str, made: Profile, out: Path | None) -> str:
    if form == "md":
        from ..export.profile_markdown import markdown

        return markdown(made)
    if form == "html":
        from ..export.profile_web_page import page

        return page(made)
    if form == "json":
        from ..export.profile_wire import text

        return text(made, ascii_only=in_ascii(out))
    from .actor_page import ActorPage

    return printed(lambda console: ActorPage(console).show(made), stream_of(out))
