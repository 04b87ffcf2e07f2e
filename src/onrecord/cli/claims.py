"""``onrecord claims``: who affirms, denies or revises the same claim; candidates with reasons, never a verdict."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..settings import Settings
from .actor import _is_utf, _meant, _settle, _writes_all
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .saying import fitted, write
from .writing import write_whole

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..analysis.claim_parts import Claims
    from ..analysis.claims import Wanted

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the claims: 0; lists who may be meant if that is not clear: 1."""
    from ..analysis.claims import claims

    wanted, out = _wanted(options), _out(options)
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        _settle(desk)
        with desk.store.reading() as at:
            numbers = _numbers(at, options, when)
            if numbers is None:
                return 1
            found = claims(desk.store, at, numbers, when, wanted)
    _put(options.format, found, out)
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


def _out(options: Namespace) -> Path | None:
    out = Path(options.out) if options.out and options.out != "-" else None
    if out is not None and out.exists() and not options.force:
        raise SettingError("this file is there already", str(out), "give another --out, or --force")
    return out


def _numbers(at: sa.Connection, options: Namespace, when: str | None) -> list[int] | None:
    """The statements that are asked about, by their numbers; ``None`` if it is not clear who is meant."""
    from ..analysis.claims import Chosen, chosen, statement_number

    if options.id is not None:
        return [statement_number(at, options.id, when)]
    actor = None
    if options.actor is not None:
        found = _meant(at, options.actor, when)
        if found is None:
            return None
        actor = found[0]
    return chosen(at, Chosen(actor, options.query, options.since), when)


def _put(form: str, found: Claims, out: Path | None) -> None:
    text = _text(form, found, terminal=out is None)
    if out is not None:
        write_whole(out, text)
        tell(f"written to {out}")
    elif form in ("text", "json") or _writes_all(text):
        write(text)
    else:
        write(fitted(text))


def _text(form: str, found: Claims, *, terminal: bool) -> str:
    if form == "md":
        from ..export.claim_markdown import markdown

        return markdown(found)
    if form == "json":
        from ..export.claim_wire import text

        return text(found, ascii_only=terminal and (sys.stdout.isatty() or not _is_utf()))
    from .claims_page import ClaimsPage

    return printed(lambda console: ClaimsPage(console).show(found), sys.stdout if terminal else None)
