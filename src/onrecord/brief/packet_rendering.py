"""The brief's page in a packet: as it is rendered to HTML, with the snapshots of the packet beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .evidence import Evidence
from .fault import Fault
from .frozen import Frozen
from .style import Style

if TYPE_CHECKING:
    from .render_figures import Pictures


@dataclass(frozen=True, slots=True)
class Look:
    """How the page looks: the house's style, and the figures that lie beside the draft."""

    style: Style = field(default_factory=Style)
    pictures: Pictures = field(default_factory=dict)


def rendered_brief(
    frozen: Frozen,
    found: Mapping[str, Evidence],
    told: Mapping[str, Evidence],
    look: Look,
    faults: Sequence[Fault],
    snapshots: Collection[str],
) -> bytes:
    """The page. ``faults`` are those of the check as of its publication; ``snapshots`` (SHA-256) are in the packet.

    Raises:
        BriefError: if it cannot be rendered here: what that needs is not installed, or a figure is missing.
    """
    from .render import rendered
    from .render_csl import style_text
    from .render_making import Wanted, page_of

    csl = look.style.csl or "onrecord-note"
    wanted = Wanted(
        csl=(style_text(csl), csl),
        name=frozen.name,
        style=look.style,
        pictures=look.pictures,
        faults=faults,
        copies={sha256: f"snapshots/{sha256}" for sha256 in snapshots},
        desk_at=frozen.published,
    )
    return rendered(page_of(frozen.read, found, told, wanted).page, "html")
