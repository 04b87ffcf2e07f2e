"""``onrecord show``: a finding or document by its id - its words, on whose word, and the way to its snapshot."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..record import JudgementKind, KeptFinding, Record
from ..settings import Settings
from .desk_place import as_of, open_desk
from .finding_page import FindingPage, in_archive
from .lines import Lines
from .packing import printed, view
from .saying import say_json, write

if TYPE_CHECKING:
    from ..store.finding import Shown
    from ..store.opening import Store


def run(options: Namespace, settings: Settings) -> int:
    """Prints the finding or the document; 0, or an error if there is none."""
    from ..store import finding

    kind = options.id.partition(":")[0].lower()
    if kind == "b":
        from .brief_list import show_brief

        return show_brief(options, settings)
    if kind not in ("s", "e", "t", "c", "d"):
        raise SettingError(
            "this is no id",
            options.id,
            "ids begin with s: (statement), e: (event), t: (tie), c: (commitment), d: (document) or b: (brief)",
        )
    with open_desk(options, settings) as desk, desk.store.reading() as at:
        when = as_of(options.as_of)
        if kind == "d":
            _show_record(
                options, desk.store, finding.record(desk.store, at, finding.document(at, options.id, when).id, when)
            )
            return 0
        shown = finding.finding(desk.store, at, options.id, when)
        if options.json:
            say_json(_wire(desk.store, shown))
        else:
            write(printed(lambda console: FindingPage(console, desk.store, shown).show(), sys.stdout))
    return 0


def _show_record(options: Namespace, store: Store, record: Record) -> None:
    if options.json:
        from ..record import to_wire

        say_json(to_wire(record))
        return
    write(view(record, sys.stdout))
    write(printed(lambda console: _bytes(Lines(console), store, record), sys.stdout))


def _bytes(lines: Lines, store: Store, record: Record) -> None:
    for line in in_archive(store, record):
        lines.whole(2, line)


def _wire(store: Store, shown: Shown) -> dict[str, object]:
    """The finding as JSON: its wire form, its words, its document's facts and how it is kept."""
    from ..record import to_wire
    from ..store.edits import edited
    from ..store.ids import LISTS, identified

    wire, as_edited = to_wire(shown.record), None
    if any(one.judgement is not None and one.judgement.kind is JudgementKind.EDIT for one in _own(shown)):
        as_edited = to_wire(edited(shown.record))
    found, edit = (
        None if of is None else next(one for one in of[LISTS[shown.kind]] if one["id"] == shown.local)
        for of in (wire, as_edited)
    )
    one = next(one for one in identified(shown.record) if one.id == shown.id)
    text, snapshot = shown.record.document.text, shown.record.document.snapshot.sha256
    document = {key: value for key, value in wire["document"].items() if key not in ("text", "zones")}
    kept = {key: value for key, value in (wire["kept"] or {}).items() if key != "findings"}
    own = next((entry for entry in (wire["kept"] or {}).get("findings", ()) if entry["local"] == shown.local), None)
    return {
        "id": shown.id,
        "kind": shown.kind,
        "current": shown.current,
        "words": [span.of(text) for span in one.spans],
        "finding": found,
        "edited": edit,
        "state": own,
        "document": document,
        "kept": kept,
        "archive": str(store.archive.path(snapshot)) if kept.get("bytes_kept") else None,
    }


def _own(shown: Shown) -> list[KeptFinding]:
    kept = shown.record.kept
    return [one for one in kept.findings if one.local == shown.local] if kept is not None else []
