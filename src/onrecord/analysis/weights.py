"""What a statement or an event weighs by the codebook: from -10 (conflict) to +10 (cooperation)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..codebook.event_types import EventTypes, event_types
from ..record import EventType, SpeechAct


@dataclass(frozen=True, slots=True)
class Weights:
    """The codebook's intensities. An act weighs what the event weighs that it is (a warning a share of it), and nothing
    where saying it is no event: plain assertions, denials, questions. ``said`` are the types of events that consist in
    saying: they are counted as the statements they are.
    """

    book: EventTypes

    @classmethod
    def of_codebook(cls) -> Weights:
        """Those of the codebook that ships, or was edited."""
        return cls(event_types())

    @property
    def stamp(self) -> str:
        """The codebook, with its version."""
        return self.book.stamp

    @property
    def said(self) -> frozenset[str]:
        """The types of events that acts are."""
        return frozenset(coded.type.value for coded in self.book.acts.values())

    def act(self, act: str) -> float:
        """The weight of a statement with this act."""
        coded = self.book.of_act(SpeechAct(act))
        return 0.0 if coded is None else coded.weight * self.book.intensity(coded.type, coded.mode)

    def event(self, type_: str, mode: str | None = None) -> float:
        """The weight of an event of this type."""
        return self.book.intensity(EventType(type_), mode)

    def modes(self) -> Iterator[tuple[str, str]]:
        """The modes that weigh something else than their types, with these."""
        for type_, entry in self.book.types.items():
            yield from (
                (type_.value, mode.name)
                for mode in entry.modes.values()
                if mode.intensity is not None and mode.intensity != entry.intensity
            )
