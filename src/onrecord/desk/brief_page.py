"""A draft of a desk as the page that is rendered: what it cites, the originals, the archived copies, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ..brief.draft import Draft
from ..brief.evidence import Evidence
from ..brief.fault import Fault
from ..brief.gathering import Gathering
from ..brief.hearing import Hearing
from ..brief.render_csl import style_text
from ..brief.render_figures import pictures_of
from ..brief.render_making import Made, Wanted, page_of, tellers_wanted
from ..brief.render_page import Placing
from ..brief.style import Style
from .briefing import there
from .keeping import Desk

#: The style of citation where nobody names another.
CSL = "onrecord-note"


@dataclass(frozen=True, slots=True)
class Wished:
    """How a page is wished. ``name`` is what a message calls the draft, ``folder`` where its figures lie; ``csl`` is
    the style of citation (a name or a file; ``None``: the house's, else ours), ``placing`` where sources are told
    (``None``: as that style asks). ``faults`` are those of its check, ``None`` where it was not checked.
    """

    style: Style
    name: str
    folder: Path
    csl: str | None = None
    placing: Placing | None = None
    faults: tuple[Fault, ...] | None = None


def brief_page(desk: Desk, at: sa.Connection, draft: Draft, wished: Wished, at_time: str | None = None) -> Made:
    """The page, as the desk is now, or was at a stamp.

    Raises:
        BriefError: if the head's mark is none of TLP, if what notes are made with is not installed, or, of a draft that
            was checked, if a figure is missing.
        SettingError: if the style of citation cannot be used.
    """
    gathering = Gathering(desk.store, at, desk.gazetteer, at_time)
    found = there(gathering.evidence(draft.brief.cited))
    told = there(gathering.evidence(tellers_wanted(found)))
    csl = wished.csl or wished.style.csl or CSL
    wanted = Wanted(
        csl=(style_text(csl), csl),
        name=wished.name,
        placing=wished.placing,
        style=wished.style,
        pictures=pictures_of(draft.brief.text, wished.folder),
        faults=wished.faults,
        copies=_copies(desk, [*found.values(), *told.values()]),
        desk_at=at_time,
        heard=Hearing(desk.store, at, at_time),
    )
    return page_of(draft, found, told, wanted)


def _copies(desk: Desk, cited: list[Evidence]) -> dict[str, str]:
    """Where the archived bytes of what is cited lie, seen from the desk's folder, by their SHA-256."""
    archive = desk.store.archive
    hashes = {one.record.document.snapshot.sha256 for one in cited}
    return {
        sha256: f"{archive.folder.name}/{archive.path(sha256).relative_to(archive.folder).as_posix()}"
        for sha256 in sorted(hashes)
        if archive.holds(sha256)
    }
