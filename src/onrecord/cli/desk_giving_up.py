"""``onrecord desk retain`` and ``redact``: what is given up for good, by rule."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..errors import SettingError, StoreError
from ..export.wording import count_words
from ..record import Reliability, SourceKind
from ..settings import Settings
from .desk_place import open_desk, who
from .notices import tell
from .saying import say
from .settling import settle

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..desk import Desk
    from ..store.retaining import Rule


_MAKERS: dict[str, Callable[[str], Any]] = {
    "reliability": lambda value: Reliability(value.upper()),
    "kind": SourceKind,
    "language": str,
}


def retain_(options: Namespace, settings: Settings) -> int:
    """Applies rules of retention, or tells what they would give up."""
    from ..store import retaining

    with open_desk(options, settings) as desk:
        with desk.store.reading() as at:
            new = tuple(_rule(at, said) for said in options.rules)
            held = retaining.rules(at)
        if options.keep:
            retaining.set_rules(desk.store, new, who(options, settings))
        rules = new or held
        for rule in rules:
            say(f"rule: {rule}")
        if not rules:
            tell("onrecord: this desk has no rules of retention, and none is given")
            return 0
        done = retaining.retain(desk.store, rules, not options.yes, who(options, settings))
        if options.yes:
            settle(desk)
    would = "would be given up" if done.dry_run else "given up"
    say(f"{_many(done.snapshots, 'snapshot')} ({done.size:,} bytes) and {_many(done.texts, 'text')} {would}")
    if done.shared:
        say(f"{done.shared:,} of the texts share their bytes with a document that stays: those are kept")
    if done.dry_run and (done.snapshots or done.texts):
        tell("nothing was given up; --yes does it, and it cannot be undone")
    return 0


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _rule(at: sa.Connection, said: str) -> Rule:
    """``bytes:90`` or ``text:365:source=NAME`` as a rule.

    Raises:
        SettingError: if it is none.
        StoreError: if this desk has no such outlet.
    """
    from ..store import outlets
    from ..store.retaining import Rule, What

    what, _, rest = said.partition(":")
    days, _, which = rest.partition(":")
    field, sign, value = which.partition("=")
    source = outlets.find_source(at, value) if field == "source" and sign else None
    try:
        fields: dict[str, Any] = {}
        if source is not None:
            fields["source"] = source
        elif which == "unused":
            fields["unused"] = True
        elif which:
            fields[field] = _MAKERS[field](value)
        return Rule(keep_days=int(days), what=What(what), **fields)
    except (KeyError, ValueError):
        raise SettingError(
            "not a rule of retention", repr(said), "write bytes:90, text:365:language=ar, bytes:180:unused ..."
        ) from None
    except StoreError as reason:
        raise SettingError(reason.what, repr(said), reason.remedy) from None


def redact_(options: Namespace, settings: Settings) -> int:
    """Makes holes of words, or tells how many there would be."""
    from ..store.holes import Names
    from ..store.redacting import foresee, redact

    names = Names(tuple(options.names), any_case=not options.match_case)
    with open_desk(options, settings) as desk:
        ids = _documents(desk, options.ids) if options.ids else None
        if not options.yes:
            found = foresee(desk.store, names, ids)
            say(f"{count_words(found.holes, 'place')} in {count_words(found.documents, 'document')} would be redacted")
            tell("nothing was redacted; --yes does it, and it cannot be undone")
            return 0
        done = redact(desk.store, names, who(options, settings), options.why, ids, options.keep_bytes)
        settle(desk)
    say(f"{count_words(done.holes, 'place')} in {count_words(len(done.documents), 'document')} redacted")
    if done.given_up:
        say(f"original bytes that held the words were given up: {count_words(done.given_up, 'snapshot')}")
    for left in done.left:
        tell(f"may still hold the words: {left}")
    if done.documents:
        tell("files that were exported before still hold them")
    return 0


def _documents(desk: Desk, ids: list[str]) -> list[str]:
    from ..store import finding

    with desk.store.reading() as at:
        return [finding.document(at, id_).id for id_ in ids]
