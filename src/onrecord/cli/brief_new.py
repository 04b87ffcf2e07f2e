"""``onrecord brief new``: a draft composed from the record of a period, every sentence of which passes the check."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BriefError, SettingError
from ..settings import Settings
from .answering import out_of, put, settle_first
from .desk_place import as_of, day_of, open_desk
from .notices import tell
from .saying import say
from .who_is_meant import who_is_meant
from .writing import write_whole

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..brief.compose import Composed, On
    from ..brief.style import Style

#: Items that may be asked for.
_MOST = 50
#: What only questions have.
_QUESTION = re.compile(r"[()\"“”*]|\w:\S|\b(?:AND|OR|NOT|NEAR)\b")
_ID = re.compile(r"(?:a|([a-z0-9][a-z0-9-]*)):[a-z0-9][a-z0-9.-]*\Z")
#: From so likely on a name is an actor's.
_SURE = 0.84


def run(options: Namespace, settings: Settings) -> int:
    """Writes the draft: 0; tells that there is nothing to write of, or who may be meant by --on: 1."""
    _check(options)
    tlp = _tlp(options)
    out = out_of(options)
    name = "brief" if out is None else out.stem
    from ..brief.choosing import ITEMS
    from ..brief.compose import Asked
    from ..desk.composing import composed, missing

    when = as_of(options.as_of)
    since = day_of("--since", options.since, last=False)
    until = None if options.until is None else day_of("--until", options.until, last=True)
    if until is not None and until < since:
        raise SettingError("--until lies before --since", options.until, "give a later day")
    style, style_name = _style(options)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            on = _on(at, options.on, when)
            if on is None:
                return 1
            asked = Asked(since, until, on, options.items or ITEMS, options.title, tlp, style, style_name, when)
            made = composed(desk, at, asked, figures=options.figures and out is not None, name=name)
    if made is None:
        say(_nothing(options, since, until))
        return 1
    if options.figures and out is not None and missing():
        tell(f"no trend is drawn without {' and '.join(missing())}: pip install 'onrecord[follow]'")
    _write(made, out, options)
    return 0


def _check(options: Namespace) -> None:
    if options.items is not None and not 1 <= options.items <= _MOST:
        raise SettingError("--items is no number of items", str(options.items), f"write 1 to {_MOST}")
    for name, said in (("--on", options.on), ("--title", options.title)):
        if said is not None and said.encode("utf-8", "replace").decode() != said:
            raise SettingError(f"{name} holds bytes that are no text", ascii(said), "write it in UTF-8")
    if options.title is not None and not options.title.strip():
        raise SettingError("--title is empty", None, "give words, or leave it out")


def _tlp(options: Namespace) -> str | None:
    from ..brief.tlp import MARKS, mark_of

    try:
        mark = mark_of(options.tlp, "--tlp")
    except BriefError:
        raise SettingError("--tlp is no mark of TLP 2.0", options.tlp, f"write one of {', '.join(MARKS)}") from None
    return None if mark is None else mark.label.removeprefix("TLP:")


def _style(options: Namespace) -> tuple[Style, str | None]:
    """The style that is asked for, and what the head of the draft calls it."""
    from ..brief.style import load_style, style_called

    return (style_called(None), None) if options.style is None else (load_style(options.style), options.style)


def _nothing(options: Namespace, since: str, until: str | None) -> str:
    period = f"from {since} on" if until is None else f"from {since} to {until}"
    of = "" if options.on is None else f" on “{options.on}”"
    return f"nothing{of} that could be told was first published {period}"


def _on(at: sa.Connection, said: str | None, when: str | None) -> On | None:
    """What the brief is on; ``None`` if that is not clear, which is told."""
    from ..brief.compose import On
    from ..desk.asking import asked
    from ..store import hits, meant

    if said is None:
        return On()
    words = " ".join(said.split())
    if not words:
        raise SettingError("--on is empty", None, "give an actor or a question, or leave it out")
    is_id = _is_id(words)
    is_question = _QUESTION.search(words) is not None and not is_id
    if not is_question:
        found = [] if is_id else meant.meant(at, words, most=1, at_time=when)
        if is_id or (found and found[0].score >= _SURE):
            who = who_is_meant(at, words, when)
            return None if who is None else On(_called(at, who[0], when), actor=who[0])
    numbers = hits.members(at, asked(words, at_time=when))
    if not len(numbers) and not is_question:
        return None if who_is_meant(at, words, when) is None else On(words, findings=numbers)
    return On(words, findings=numbers)


def _is_id(words: str) -> bool:
    """Whether it is an actor's id ("a:3f9c", "pack:id"), and no field of a question with its value."""
    from ..store.query_fields import FIELDS

    match = _ID.match(words)
    return match is not None and match[1] not in FIELDS


def _called(at: sa.Connection, number: int, when: str | None) -> str:
    from ..store import entities

    return entities.by_number(at, [number], when)[number].name


def _write(made: Composed, out: Path | None, options: Namespace) -> None:
    if out is not None:
        files = [(out.with_name(f"{out.stem}.{one.name}"), one.content) for one in made.figures]
        there = next((file for file, _ in files if file.exists()), None)
        if there is not None and not options.force:
            raise SettingError("this file is there already", str(there), "give another --out, or --force")
        for file, content in files:
            write_whole(file, content)
            tell(f"written to {file}")
    put("md", made.text, out)
