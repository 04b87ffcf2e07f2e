"""``onrecord brief ripple``: which sentences of published briefs no longer stand, and corrections to be printed."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from ..export.kept_words import minute
from ..export.wording import count_words, visible
from ..settings import Settings
from .answering import in_ascii, out_of, put, settle_first
from .brief_style import style_of
from .desk_place import as_of, day_of, open_desk
from .notices import tell
from .saying import fitted

if TYPE_CHECKING:
    from ..brief.ripple import Rippled, Touched


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes it: 0; 1 if a sentence no longer stands."""
    from ..desk.publishing import Looked, ripple

    out = out_of(options)
    since = None if options.since is None else day_of("--since", options.since, last=False)
    looked = Looked(since, as_of(options.as_of), style_of(options.style))
    with open_desk(options, settings) as desk:
        settle_first(desk)
        found = list(ripple(desk, options.ids, looked))
        today = desk.store.clock.now().date()
    if not found:
        tell("onrecord: no brief was published at this desk yet: onrecord brief publish FILE")
    put(options.format, _FORMS[options.format](found, _day(options, today), in_ascii(out)), out)
    return 1 if any(one.falls for one in found) else 0


def _day(options: Namespace, today: date) -> date:
    """The day that a correction bears: today's, or that as of which is asked."""
    when = as_of(options.as_of)
    return today if when is None else date.fromisoformat(when[:10])


def _text(found: list[Rippled], today: date, ascii_: bool) -> str:
    del today, ascii_
    lines: list[str] = []
    for one in found:
        lines += [*_brief(one), ""]
    return fitted("".join(f"{visible(line)}\n" for line in lines))


def _brief(one: Rippled) -> list[str]:
    frozen = one.frozen
    lines = [f"{frozen.id}  {frozen.title}", f"  published {minute(frozen.published)} UTC by {frozen.who}"]
    if not one.touched:
        return [*lines, "  every sentence stands as it did"]
    for touched in one.touched:
        lines += _sentence(one, touched)
    falls = sum(each.bearing.name == "FALLS" for each in one.touched)
    return [*lines, f"  {count_words(falls, 'sentence')} no longer {'stands' if falls == 1 else 'stand'}"]


def _sentence(one: Rippled, touched: Touched) -> list[str]:
    from ..brief.correcting import told
    from ..brief.fault import place_of
    from ..brief.frozen import plain

    line, _ = place_of(plain(one.frozen.draft), touched.sentence.span.start)
    lines = [f"  line {line}, {touched.bearing.value}: {' '.join(touched.sentence.text.split())}"]
    for change in touched.changes:
        was = one.frozen.cited.get(change.cited)
        if was is not None:
            lines.append(f"    {change.cited}: {told(change, was, one.now.get(change.cited))}")
    return lines


def _json(found: list[Rippled], today: date, ascii_: bool) -> str:
    from ..brief.correcting import note

    wire = [
        {
            "id": one.frozen.id,
            "title": one.frozen.title,
            "published": one.frozen.published,
            "who": one.frozen.who,
            "falls": one.falls,
            "sentences": [_wire(one, touched) for touched in one.touched],
            "note": note(one, today),
        }
        for one in found
    ]
    return json.dumps(wire, ensure_ascii=ascii_, indent=2) + "\n"


def _wire(one: Rippled, touched: Touched) -> dict[str, Any]:
    from ..brief.correcting import told
    from ..brief.fault import place_of
    from ..brief.frozen import plain

    line, column = place_of(plain(one.frozen.draft), touched.sentence.span.start)
    return {
        "line": line,
        "column": column,
        "span": [touched.sentence.span.start, touched.sentence.span.end],
        "text": touched.sentence.text,
        "heading": touched.sentence.heading,
        "bearing": touched.bearing.value,
        "changes": [
            {
                "cited": change.cited,
                "kind": change.kind.value,
                "bearing": change.bearing.value,
                "field": change.field,
                "was": change.was,
                "now": change.now,
                "since": change.since,
                "who": change.who,
                "note": change.note,
                "words": told(change, one.frozen.cited[change.cited], one.now.get(change.cited)),
            }
            for change in touched.changes
            if change.cited in one.frozen.cited
        ],
    }


def _markdown(found: list[Rippled], today: date, ascii_: bool) -> str:
    from ..brief.correcting import note

    del ascii_
    return "\n".join(said for one in found if (said := note(one, today)))


_FORMS = {"text": _text, "json": _json, "md": _markdown}
