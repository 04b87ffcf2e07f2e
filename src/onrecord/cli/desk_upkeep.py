"""``onrecord desk verify``, ``backup``, ``restore``, ``compact`` and ``log``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError
from ..export.kept_words import in_words, minute
from ..export.telling import Line, Words
from ..settings import Settings
from .desk_place import database_of, must_be_a_folder, open_desk, who
from .notices import tell, visible
from .saying import say, say_json

if TYPE_CHECKING:
    from ..desk import Desk
    from ..store.problem import Problem, Verified

#: Problems that are shown one by one.
_SHOWN = 100


def verify_(options: Namespace, settings: Settings) -> int:
    """Proves the desk; 1 if anything is wrong."""
    from ..store.verifying import verify

    shows = sys.stderr.isatty()
    with open_desk(options, settings) as desk:
        try:
            found = verify(desk.store, _progress if shows else None)
        finally:
            if shows:
                sys.stderr.write("\r\x1b[K")
        _noted(desk, found, who(options, settings))
    if options.json:
        say_json(
            {
                "clean": found.clean,
                "checked": dict(found.checked),
                "problems": [asdict(problem) for problem in found.problems],
                "notes": [asdict(note) for note in found.notes],
            }
        )
        return 0 if found.clean else 1
    _listed(found.problems)
    _listed(found.notes, "to note: ")
    say("checked: " + ", ".join(f"{number:,} {what}" for what, number in found.checked.items()))
    number = len(found.problems)
    say("the desk is in order" if found.clean else f"{number:,} thing{' is' if number == 1 else 's are'} wrong")
    return 0 if found.clean else 1


def _noted(desk: Desk, found: Verified, who: str) -> None:
    """Puts the check into the desk's log; a desk that cannot be written is checked all the same."""
    from ..store.logbook import note

    try:
        with desk.store.writing() as at:
            detail = {"problems": len(found.problems), "notes": len(found.notes), **found.checked}
            note(at, desk.store.now(at), who, "verify", detail)
    except StoreError as reason:
        tell(f"onrecord: this check could not be noted in the desk's log: {reason}")


def _listed(problems: Sequence[Problem], lead: str = "") -> None:
    for problem in problems[:_SHOWN]:
        say(f"{lead}{problem}")
    if len(problems) > _SHOWN:
        say(f"{lead}... and {len(problems) - _SHOWN:,} more; --json shows all")


def _progress(what: str, done: int, of: int) -> None:
    """The line at the foot of a terminal."""
    sys.stderr.write("\r\x1b[K" + visible(f"checking {what}: {done:,} of {of:,}"))
    sys.stderr.flush()


def backup_(options: Namespace, settings: Settings) -> int:
    """Copies the desk."""
    from ..store.backup import backup

    with open_desk(options, settings) as desk:
        made = backup(desk.store, Path(options.folder), who(options, settings))
    said = made.backup
    say(
        f"a backup of {said.rows.get('document', 0):,} documents in {options.folder}: {made.copied:,} files copied,"
        f" {made.there:,} were there, {made.removed:,} removed"
    )
    for sha256 in said.damaged:
        tell(f"bytes that are missing or damaged on the desk, and so in its backup: {sha256}; run onrecord desk verify")
    return 1 if said.damaged else 0


def restore_(options: Namespace, settings: Settings) -> int:
    """Makes a desk of a backup."""
    from ..store.restoring import restore

    database = database_of(options, settings)
    must_be_a_folder(options.folder)
    said = restore(Path(options.backup), Path(options.folder), database, who(options, settings))
    say(f"a desk of {said.rows.get('document', 0):,} documents, as it was on {minute(said.made)} UTC: {options.folder}")
    if database is not None:
        tell(f"its original bytes are kept in {options.folder}; --desk or ONRECORD_DESK is its database's address")
    return 0


def compact_(options: Namespace, settings: Settings) -> int:
    """Removes leftovers and gives space back."""
    from ..store.compacting import compact

    with open_desk(options, settings) as desk:
        done = compact(desk.store, who(options, settings))
    removed = done.orphans + done.given_up + done.unfinished
    say(f"{removed:,} leftover file{'' if removed == 1 else 's'} removed")
    for what, (before, after) in (("database", done.database), ("archive", done.archive)):
        say(f"{what}: {before:,} bytes before, {after:,} after")
    return 0


def log_(options: Namespace, settings: Settings) -> int:
    """Shows what was done to the desk."""
    from ..store.logbook import entries

    with open_desk(options, settings) as desk, desk.store.reading() as at:
        for entry in entries(at):
            if options.json:
                say_json(asdict(entry), lines=True)
                continue
            detail = ", ".join(f"{key} {in_words(value)}" for key, value in entry.detail.items())
            told: Line = (" (", Words(detail), ")") if detail else ()
            say(f"{minute(entry.at)} UTC  ", Words(entry.who), f": {entry.what}", *told)
    return 0
