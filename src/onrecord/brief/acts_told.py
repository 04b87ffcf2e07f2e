"""Threats and accusations that texts tell as deeds, where no statement stands for them: "threatened on 12 July"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..analysis.novelty_look import NoveltyLook
from ..record import EventType, SpeechAct
from ..store import many
from ..store.expression import Mark

#: What somebody does by saying it, as an event and as an act of speech.
ACTS = {
    SpeechAct.THREATEN.value: EventType.THREATEN.value,
    SpeechAct.ACCUSE.value: EventType.ACCUSE.value,
    SpeechAct.REJECT.value: EventType.REJECT.value,
}
#: The latest that are given.
_MOST = 12


@dataclass(slots=True)
class ActsTold:
    """What a desk's texts tell of acts of speech as deeds; looked up once, where it is asked for first."""

    look: NoveltyLook
    _rows: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    _days: NDArray[np.int64] | None = None
    _who: NDArray[np.uint32] | None = None
    _numbers: NDArray[np.int64] | None = None

    def before(self, act: str, people: Collection[int], day: int) -> list[int]:
        """The rows of those of one act (of ``ACTS``) by base entities that were published before a day (its number),
        the latest first.
        """
        if act not in ACTS or not people:
            return []
        self._fill()
        assert self._days is not None and self._who is not None and self._numbers is not None  # noqa: S101, PT018
        places = self._rows[act]
        theirs = np.isin(self._who[places], np.array(sorted(people), dtype=np.uint32))
        found = places[theirs & (self._days[places] >= 0) & (self._days[places] < day)]
        order = found[np.argsort(-self._days[found], kind="stable")][:_MOST]
        return [int(one) for one in self._numbers[order]]

    def _fill(self) -> None:
        if self._days is not None:
            return
        look = self.look
        rows = many.marked(look.at, Mark("k_event"), look.at_time, look.stood)
        self._days, self._who, self._numbers = look.days_of(rows).last, rows.others["who"], rows.numbers
        actual = rows.has("polarity", "actual") & ~rows.has("standing", "comment")
        self._rows = {act: np.flatnonzero(rows.has("type", type_) & actual) for act, type_ in ACTS.items()}
