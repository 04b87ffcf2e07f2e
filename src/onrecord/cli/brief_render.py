"""``onrecord brief render``: a draft checked, then rendered to the form in which it goes out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BriefError, SettingError
from ..export.wording import count_words
from ..settings import Settings
from .answering import out_of, settle_first
from .brief_render_verbs import FORMATS
from .brief_style import style_of
from .desk_place import as_of, open_desk
from .notices import tell, visible
from .writing import is_there, write_bytes

if TYPE_CHECKING:
    from ..brief.draft import Draft
    from ..brief.fault import Fault
    from ..brief.render import House
    from ..brief.render_making import Made
    from ..brief.style import Style
    from ..desk import Desk

#: The largest draft, sheet and reference, in bytes.
_LARGEST, _LARGEST_CSS, _LARGEST_DOCX = 8_000_000, 200_000, 5_000_000
#: How many errors of the check are told; ``onrecord brief check`` tells all.
_TOLD = 10


def run(options: Namespace, settings: Settings) -> int:
    """Renders it: 0; tells what the check found if there are errors, and renders nothing: 1."""
    from ..brief.draft import read_draft
    from ..brief.render import rendered

    out = _out(options)
    file = Path(options.file)
    draft = read_draft(_text(file), str(file))
    style = style_of(options.style, draft.brief.fact("style"), file.parent)
    house = _house(options, style)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        made = _made(options, desk, draft, style)
    if made is None:
        return 1
    write_bytes(out, rendered(made.page, _form(options), house))
    for sentence in made.told:
        tell(f"onrecord: {visible(sentence)}")
    if not made.page.checked:
        tell("onrecord: this brief was not checked; the page says so")
    tell(f"written to {out}")
    return 0


def _out(options: Namespace) -> Path:
    out = out_of(options)
    if out is None:
        raise SettingError("a rendered brief goes to a file", None, "give --out FILE")
    if is_there(out) and Path(options.file).exists() and out.samefile(options.file):
        raise SettingError("a draft is not overwritten by its own rendering", str(out), "give another --out")
    return out


def _form(options: Namespace) -> str:
    if options.format is not None:
        return str(options.format)
    ending = Path(options.out).suffix.lower().lstrip(".")
    ending = {"htm": "html", "markdown": "md", "text": "txt"}.get(ending, ending)
    return ending if ending in FORMATS else "html"


def _house(options: Namespace, style: Style) -> House:
    from ..brief.render import House
    from ..brief.render_html import checked_sheet

    css = _bytes(options.css or style.css, _LARGEST_CSS, "style sheet")
    reference = _bytes(options.reference_docx or style.docx, _LARGEST_DOCX, "reference DOCX")
    name = str(options.css or style.css)
    return House("" if css is None else checked_sheet(css.decode("utf-8", "replace"), name), reference)


def _made(options: Namespace, desk: Desk, draft: Draft, style: Style) -> Made | None:
    """The page; ``None`` if the check found errors, which are told."""
    from ..brief.render_page import Placing
    from ..desk.brief_page import Wished, brief_page
    from ..desk.briefing import checked

    at_time = as_of(options.as_of)
    with desk.store.reading() as at:
        faults = None
        if not options.no_check:
            faults = checked(desk, at, draft, style, at_time=at_time, confirmed=options.require_confirmed).faults
            if _refused(faults, draft, options.file):
                return None
        placing = Placing(options.notes) if options.notes else None
        folder = Path(options.file).parent
        return brief_page(desk, at, draft, Wished(style, options.file, folder, options.csl, placing, faults), at_time)


def _refused(faults: Sequence[Fault], draft: Draft, name: str) -> bool:
    """Whether there are errors; the first of them are told."""
    from ..brief.fault import Gravity, place_of

    errors = [one for one in faults if one.gravity is Gravity.ERROR]
    for one in errors[:_TOLD]:
        line, column = place_of(draft.brief.text, one.span.start)
        mending = f" ({one.mending})" if one.mending else ""
        tell(visible(f"{name}:{line}:{column}: {one.kind.value}: {one.words}{mending}"))
    if errors:
        number = count_words(len(errors), "error")
        tell(f"onrecord: the check found {number}, so nothing is rendered: {name}; mend them, or give --no-check")
    return bool(errors)


def _text(file: Path) -> str:
    from ..brief.frozen import plain

    try:
        return plain((_bytes(file, _LARGEST, "draft") or b"").decode())
    except UnicodeDecodeError:
        raise BriefError("this draft is no text in UTF-8", str(file), "save it as UTF-8") from None


def _bytes(said: Path | str | None, most: int, what: str) -> bytes | None:
    from ..brief.ordinary_file import read_named

    if said is None:
        return None
    data = read_named(said, most, what, BriefError)
    if len(data) > most:
        raise BriefError(f"this {what} is too large", str(said), f"it has {most:,} bytes at most")
    return data
