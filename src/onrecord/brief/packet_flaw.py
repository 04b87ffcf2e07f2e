"""What is wrong with a packet, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: ``where`` is a file of the packet, or a part of the archive; ``offset`` the byte of the
    packet at which it is met, ``None`` where it is not of one place.
    """

    where: str
    offset: int | None
    what: str

    def __str__(self) -> str:
        place = self.where if self.offset is None else f"{self.where}, at byte {self.offset:,} of the packet"
        return f"{place}: {self.what}"
