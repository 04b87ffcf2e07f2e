"""``onrecord claims``: who affirms, denies or revises the same claim; candidates with reasons, never a verdict."""

from __future__ import annotations

import re
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
    import sqlalchemy as sa

    from ..analysis.claim_parts import Claims
    from ..analysis.claims import Wanted

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the claims: 0; lists who may be meant if that is not clear: 1."""
    from ..analysis.claims import claims

    wanted, out = _wanted(options), out_of(options)
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            numbers = _numbers(at, options, when)
            if numbers is None:
                return 1
            found = claims(desk.store, at, numbers, when, wanted)
    put(options.format, _text(options.format, found, out), out)
    return 0


def _wanted(options: Namespace) -> Wanted:
    from ..analysis.claim_parts import Stance
    from ..analysis.claims import LIMIT, Wanted

    limit = LIMIT if options.limit is None else options.limit
    if limit < 1:
        raise SettingError("--limit is no number of claims", str(limit), "write 1 or more")
    if options.since is not None and not _DAY.match(options.since):
        raise SettingError("--since is no day", options.since, "write it as 2031-05-01")
    if options.id is not None and (options.actor or options.query or options.since):
        raise SettingError("an id is asked for alone", options.id, "leave out --actor, --query and --since")
    stances = frozenset(Stance(kind) for kind in options.kind) if options.kind else frozenset(Stance)
    return Wanted(stances, options.itself, limit)


def _numbers(at: sa.Connection, options: Namespace, when: str | None) -> list[int] | None:
    """The statements that are asked about, by their numbers; ``None`` if it is not clear who is meant."""
    from ..analysis.claims import Chosen, chosen, statement_number

    if options.id is not None:
        return [statement_number(at, options.id, when)]
    actor = None
    if options.actor is not None:
        found = who_is_meant(at, options.actor, when)
        if found is None:
            return None
        actor = found[0]
    return chosen(at, Chosen(actor, options.query, options.since), when)


def _text(form: str, found: Claims, out: Path | None) -> str:
    if form == "md":
        from ..export.claim_markdown import markdown

        return markdown(found)
    if form == "json":
        from ..export.claim_wire import text

        return text(found, ascii_only=in_ascii(out))
    from .claims_page import ClaimsPage

    return printed(lambda console: ClaimsPage(console).show(found), stream_of(out))
