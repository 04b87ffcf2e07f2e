"""One Document's findings as the coding of events needs them."""

from __future__ import annotations

from dataclasses import dataclass

from ..backdrop import Backdrop
from ..draft import Draft
from ..polarity import Polarities
from ..standing import Grounds
from ..syntax import Syntax
from ..takers import Takers
from .circumstances import Circumstances
from .slots import Slots


@dataclass(frozen=True, slots=True)
class Scene:
    """The draft, and what can be asked of it."""

    draft: Draft
    syntax: Syntax
    takers: Takers
    slots: Slots
    grounds: Grounds
    circumstances: Circumstances
    polarities: Polarities
    backdrop: Backdrop

    def is_to_come(self, trigger: int) -> bool:
        """Whether a verb stands in the future: "will not lift the ban"."""
        return any(k.low in ("will", "shall", "won", "wo") for k in self.syntax.kids(trigger, "aux"))
