"""A draft and what it cites made into a page, once, for all forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import BriefError
from ..record import Brief, Record
from .draft import Draft
from .evidence import Evidence
from .fault import Fault, Gravity
from .hearing import Heard
from .originals import tellers_wanted
from .render_blocks import Body, Grounding
from .render_csl import Citing
from .render_figures import Pictures
from .render_notes import Notes
from .render_page import Figure, Page, Part, Placing, figures_of, words_of
from .render_summary import method, summary
from .render_words import counted, day_words, plain, seen
from .style import DateForm, Style
from .tlp import mark_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a page is made: by which style of citation (its bytes and its name), where sources are told (``None``: as the
    style asks), by which house style, with which pictures. ``name`` is what a message calls the draft.

    ``faults`` are those of its check, ``None`` where it was not checked. ``copies`` are the places of archived bytes by
    their SHA-256, ``desk_at`` the stamp as of which the record was asked. ``heard`` counts the voices behind what is
    cited together; ``None`` leaves them uncounted.
    """

    csl: tuple[bytes, str]
    name: str = "this draft"
    placing: Placing | None = None
    style: Style = field(default_factory=Style)
    pictures: Pictures = field(default_factory=dict)
    faults: Sequence[Fault] | None = None
    copies: Mapping[str, str] = field(default_factory=dict)
    desk_at: str | None = None
    heard: Callable[[Sequence[Evidence]], Heard] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A page, and what the person who has it made ought to hear, a sentence each."""

    page: Page
    told: tuple[str, ...]


def page_of(draft: Draft, found: Mapping[str, Evidence], told: Mapping[str, Evidence], wanted: Wanted) -> Made:
    """The page. ``found`` is what the draft's citations stand for; ``told`` are the reports that ``tellers_wanted``
    names.

    Raises:
        BriefError: if the head's mark is none of TLP, if citeproc is not there, or, of a draft that was checked, if a
            figure is missing.
        SettingError: if the style of citation cannot be used.
    """
    brief = draft.brief
    tlp = mark_of(brief.fact("tlp"), wanted.name)
    everything = {**{one.id: one for one in told.values()}, **found}
    citing = Citing.by(*wanted.csl, _records(brief, everything))
    placing = wanted.placing or (Placing.FOOT if citing.notes else Placing.INLINE)
    notes = Notes(everything, citing, placing, wanted.copies, wanted.style.dates)
    body = Body(draft, notes, Grounding(found, told, wanted.pictures))
    title, parts = body.parts()
    made = notes.made()
    page = Page(
        title=title or seen(brief.fact("title") or "") or "Brief",
        language="en",
        tlp=tlp,
        facts=facts_of(brief, wanted.style.dates),
        checked=wanted.faults is not None,
        verdict=_verdict(wanted.faults),
        placing=placing,
        parts=tuple(_headed(part, wanted.style) for part in parts),
        notes=made,
        sources=notes.sources(made) if placing is Placing.INLINE else (),
        about=(
            summary(brief, found, () if placing is Placing.INLINE else made, wanted.heard),
            method(brief, found, wanted.style, wanted.desk_at),
        ),
    )
    missing = [one for one in figures_of(page) if one.missing is not None]
    if missing and page.checked:
        raise _missing(missing[0], wanted.name)
    return Made(page, tuple(_told(body.empty, missing, tlp is None)))


def _headed(part: Part, style: Style) -> Part:
    """A part under the heading that the house has for the draft's."""
    said = style.headings.get(words_of(part.title).strip())
    return part if said is None else replace(part, title=(*plain(said), *(run for run in part.title if run.note)))


def _told(empty: int, missing: Sequence[Figure], unmarked: bool) -> list[str]:
    told = [f"{counted(empty, 'comment')} left empty in the draft {'is' if empty == 1 else 'are'} left out"] * bool(
        empty
    )
    told += [f"figure {one.number} is missing: {one.missing}" for one in missing]
    return told + ["the head of the draft names no TLP mark (tlp: GREEN)"] * unmarked


def _missing(figure: Figure, name: str) -> BriefError:
    return BriefError(
        f"figure {figure.number} is missing: {figure.missing}", name, "put it beside the draft, or take it out"
    )


def _records(brief: Brief, found: Mapping[str, Evidence]) -> dict[str, Record]:
    """The documents that are cited, in the order in which they are met."""
    keys = [one.key for sentence in brief.sentences if not sentence.level for one in sentence.citations]
    return {found[key].record.document.id: found[key].record for key in [*keys, *found] if key in found}


def _verdict(faults: Sequence[Fault] | None) -> str:
    if faults is None:
        return "Not checked: the sentences of this rendering were not checked against what they cite."
    warnings = sum(one.gravity is Gravity.WARNING for one in faults)
    if warnings:
        return f"Checked: every sentence against what it cites, with {counted(warnings, 'warning')} left standing."
    return "Checked: every sentence against what it cites."


def facts_of(brief: Brief, dates: DateForm) -> tuple[str, ...]:
    """What the head says of the brief: the days it covers, what it is on, as of when."""
    since, until = (day_words(brief.fact(one), dates) for one in ("since", "until"))
    told = [f"Covers {since} to {until}" if since and until else f"Covers from {since}" if since else None]
    told.append(f"Covers until {until}" if until and not since else None)
    on, at = brief.fact("on"), day_words(brief.fact("as_of"), dates)
    told += [f"On {on}" if on else None, f"As the record stood on {at}" if at else None]
    return tuple(seen(one) for one in told if one)


__all__ = ["Made", "Wanted", "facts_of", "page_of", "tellers_wanted"]
