"""``onrecord brief list``: what was published, and one brief with all that it cites, as that stood."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..export.kept_words import minute
from ..export.telling import Words
from ..export.wording import count_words
from ..settings import Settings
from .desk_place import open_desk
from .notices import tell
from .saying import say, say_json, say_table

if TYPE_CHECKING:
    from ..brief.frozen import Frozen, Json
    from ..store.briefs import Listed

_HEAD = ("id", "published (UTC)", "by", "cites", "title")


def run(options: Namespace, settings: Settings) -> int:
    """Prints them: 0."""
    from ..desk.publishing import briefs, frozen_brief

    with open_desk(options, settings) as desk:
        if options.id is not None:
            _one(frozen_brief(desk, options.id), options.format)
            return 0
        found = briefs(desk)
    if options.format == "json":
        say_json([asdict(one) for one in found])
    elif found:
        say_table(_HEAD, [_row(one) for one in found])
    else:
        tell("onrecord: no brief was published at this desk yet: onrecord brief publish FILE")
    return 0


def show_brief(options: Namespace, settings: Settings) -> int:
    """Prints one brief, as ``onrecord show`` does: 0."""
    from ..desk.publishing import frozen_brief

    with open_desk(options, settings) as desk:
        _one(frozen_brief(desk, options.id), "json" if options.json else "text")
    return 0


def _row(one: Listed) -> tuple[str, ...]:
    by = f" (corrected by {one.corrected_by})" if one.corrected_by else ""
    of = f" (corrects {one.corrects})" if one.corrects else ""
    return one.id, minute(one.published), one.who, str(one.cites), f"{one.title}{of}{by}"


def _one(frozen: Frozen, form: str) -> None:
    from ..brief.frozen import content_of

    if form == "json":
        import json

        say_json(json.loads(content_of(frozen)))
        return
    say(f"{frozen.id}  ", Words(frozen.title))
    say(f"  published {minute(frozen.published)} UTC by ", Words(frozen.who), ", of the draft ", Words(frozen.name))
    if frozen.corrects:
        say(f"  takes the place of {frozen.corrects}")
    say(f"  SHA-256 of the draft {frozen.sha256}")
    versions = frozen.versions
    read_by = ", ".join((*versions["read_by"], *versions["models"], *versions["packs"]))
    say(f"  checked by onrecord {versions['engine']}; its sources were read by ", Words(read_by))
    say(f"  cites {count_words(len(frozen.cited), 'finding or document', 'findings or documents')}:")
    for key, one in frozen.cited.items():
        for part in _cited(key, one):
            say(*part)


def _cited(key: str, one: Json) -> list[tuple[Any, ...]]:
    doc = one["document"]
    graded = f" · grade {doc['grade']}" if doc["grade"] else ""
    said = [*(voice["speaker"] for voice in one["chain"])]
    head = (
        f"    {key}  ",
        Words(doc["outlet_name"] or "no outlet"),
        f", {(doc['published'] or 'no date')[:10]}{graded}",
    )
    lines: list[tuple[Any, ...]] = [head]
    if said:
        lines.append(("      on the word of ", Words(" ← ".join(said))))
    if one["kind"] != "document" or "#" in key:
        lines.append(("      “", Words(" ".join(" … ".join(one["words"]).split())), "”"))
    return lines
