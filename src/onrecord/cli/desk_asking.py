"""``onrecord desk list``, ``repeats`` and ``changes``."""

from __future__ import annotations

from argparse import Namespace
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..export.kept_words import minute
from ..export.telling import Line, Words
from ..intake.dates import read_iso
from ..settings import Settings
from .desk_place import as_of, open_desk
from .notices import tell
from .saying import say, say_json, say_table

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..desk.comparing import Copy, Differing, Version
    from ..store.finding import Asked, Filed
    from ..store.opening import Store

#: Words of a difference that are shown, from its begin and its end.
_MOST = 24


def list_(options: Namespace, settings: Settings) -> int:
    """Lists documents, oldest first; of more than the limit the latest."""
    from ..store import finding

    if options.limit < 0:
        raise SettingError("--limit is no number of documents", str(options.limit), "write 0 for all")
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk, desk.store.reading() as at:
        kept: deque[Filed] = deque(maxlen=options.limit or None)
        number = 0
        for filed in finding.documents(at, asked(at, options), when):
            number += 1
            kept.append(filed)
    if options.json:
        for filed in kept:
            say_json(asdict(filed), lines=True)
    elif kept:
        head = ("id", "published (UTC)", "outlet", "title", "filed (UTC)")
        say_table(head, [_row(filed) for filed in kept], shrink=(2, 3), notes=[_notes(filed) for filed in kept])
    if number > len(kept):
        tell(f"the latest {len(kept):,} of {number:,}; --limit 0 lists all")
    if not number:
        tell("onrecord: no document on this desk fits")
    return 0


def asked(at: sa.Connection, options: Namespace) -> Asked:
    """Which documents the options mean.

    Raises:
        SettingError: if a date is none.
        StoreError: if an outlet is not known.
    """
    from ..store import outlets
    from ..store.finding import Asked

    for name in ("since", "until"):
        said = getattr(options, name)
        if said is not None and read_iso(said) is None:
            raise SettingError(f"--{name} is not a date", repr(said), "write 2017, 2017-09 or 2017-09-21")
    source = None if options.source is None else outlets.find_source(at, options.source)
    return Asked(source=source, since=options.since, until=options.until, words=options.words)


def _row(filed: Filed) -> tuple[str, ...]:
    title = short(filed.title or "no title", 60)
    return filed.id, published(filed.published), filed.source_name or "not named", title, minute(filed.filed)


def _notes(filed: Filed) -> str:
    notes = (
        # A new version is like the one before it: that is no repeat.
        ("repeats another", filed.family not in (None, filed.no) and filed.revises is None),
        ("new version", filed.revises is not None),
        ("page gone", filed.vanished is not None),
    )
    return ", ".join(note for note, holds in notes if holds)


def published(said: str | None) -> str:
    """A date of publication as far as it is known: a time in UTC to the minute, or as it stands without a zone."""
    if said is None:
        return "no date"
    if "T" not in said:
        return said
    try:
        moment = datetime.fromisoformat(said)
        return minute(moment.astimezone(UTC).isoformat()) if moment.tzinfo else f"{minute(said)} (no zone)"
    except (ValueError, OverflowError):
        return said


def repeats_(options: Namespace, settings: Settings) -> int:
    """Shows families of one text; of one document its copies, and where each differs."""
    from ..desk.comparing import copies_of, families
    from ..store import finding

    with open_desk(options, settings) as desk, desk.store.reading() as at:
        if options.id is None:
            return _families(options, families(at))
        own = finding.document(at, options.id)
        copies = list(copies_of(desk.store, at, own.id))
    if options.json:
        say_json([asdict(copy) for copy in copies])
        return 0
    if not copies:
        tell("onrecord: no other document on this desk has this text")
        return 0
    say(*carried(own.id, own.published, own.source_name, own.title))
    say(f"and {len(copies)} more with its text; what each has otherwise:")
    for copy in copies:
        _copy(copy)
    return 0


def carried(id_: str, when: str | None, outlet: str | None, title: str | None) -> Line:
    """A document on one line: its id, date, outlet and title."""
    return (f"{id_}  {published(when)}  ", Words(outlet or "not named"), ": ", Words(title or "no title"))


def _families(options: Namespace, found: Iterator[list[Filed]]) -> int:
    number = 0
    for family in found:
        number += 1
        if options.json:
            say_json([asdict(filed) for filed in family], lines=True)
            continue
        say(f"one text, {len(family)} documents: ", Words(family[0].title or "no title"))
        for filed in family:
            say("  ", *carried(filed.id, filed.published, filed.source_name, filed.title))
    if not number:
        tell("onrecord: no text on this desk was carried twice")
    return 0


def _copy(copy: Copy) -> None:
    say()
    say(*carried(copy.document, copy.published, copy.source, copy.title))
    say(f"  {copy.likeness:.0%} of the shorter text is the same")
    for difference in copy.differences:
        say("  ", *_difference(difference))
    if not copy.differences:
        say("  the same words, as far as both go")


def _difference(one: Differing) -> Line:
    """A stretch that differs, in the documents' words."""
    if one.there is None:
        return ("not there: “", Words(_ends(one.here or "")), "”")
    if one.here is None:
        return ("added: “", Words(_ends(one.there)), "”")
    mark = "altered quote: " if one.quoted else ""
    return (f"{mark}“", Words(_ends(one.here)), "” → “", Words(_ends(one.there)), "”")


def _ends(words: str) -> str:
    """A stretch of words; of a long one the begin and the end."""
    kept = words.split()
    return " ".join(kept if len(kept) <= _MOST else [*kept[: _MOST // 2], "…", *kept[-_MOST // 2 :]])


def changes_(options: Namespace, settings: Settings) -> int:
    """Shows the versions of a page, oldest first."""
    from ..desk.comparing import versions_of

    with open_desk(options, settings) as desk, desk.store.reading() as at:
        versions = list(versions_of(desk.store, at, options.id))
        if options.json:
            say_json([asdict(version) for version in versions])
            return 0
        for version in versions:
            _version(desk.store, at, version)
    if len(versions) == 1:
        tell("onrecord: this desk has one version of this page")
    return 0


def _version(store: Store, at: sa.Connection, version: Version) -> None:
    say(f"{version.document}  filed {minute(version.filed)} UTC: ", Words(version.title or "no title"))
    for difference in version.differences:
        say("  ", *_difference(difference))
    words = _words_of(store, at, version) if version.withdrawn else {}
    for id_ in version.withdrawn:
        say(f"  withdrawn by source: {id_}  ", *words.get(id_, ()))
    if version.vanished:
        say(f"  the page was gone on {minute(version.vanished)} UTC")


def _words_of(store: Store, at: sa.Connection, version: Version) -> dict[str, Line]:
    """What each finding of a version is, and its words."""
    from ..store import finding
    from ..store.ids import identified

    record = finding.record(store, at, version.document)
    text = record.document.text
    told: dict[str, Line] = {}
    for one in identified(record):
        spans = getattr(one.found, "content", None) or one.spans
        told[one.id] = (f"{one.kind}: ", Words(short(" … ".join(span.of(text) for span in spans))))
    return told


def short(words: str, most: int = 70) -> str:
    """Words on one line, cut where they are many."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else one_line[: most - 1].rstrip() + "…"
