"""The Traffic Light Protocol 2.0 (FIRST, 2022): how far a brief may be passed on, in the standard's colours."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BriefError


@dataclass(frozen=True, slots=True)
class Mark:
    """``label`` is written as the standard writes it (``TLP:AMBER+STRICT``); ``colour`` (RGB, hexadecimal) is that of
    its letters, which stand on black; ``meaning`` says who may have the brief.
    """

    label: str
    colour: str
    meaning: str


#: What stands behind every mark.
GROUND = "000000"
#: The marks by their names, the narrowest first.
MARKS = {
    "RED": Mark(
        "TLP:RED",
        "FF2B2B",
        "For the eyes and ears of the individual recipients only; it may not be passed on to anyone.",
    ),
    "AMBER+STRICT": Mark(
        "TLP:AMBER+STRICT",
        "FFC000",
        "Recipients may pass it on, to those who need to know, within their own organization only.",
    ),
    "AMBER": Mark(
        "TLP:AMBER",
        "FFC000",
        "Recipients may pass it on, to those who need to know, within their organization and to its clients.",
    ),
    "GREEN": Mark(
        "TLP:GREEN", "33FF00", "Recipients may pass it on within their community, but not through public channels."
    ),
    "CLEAR": Mark("TLP:CLEAR", "FFFFFF", "Recipients may pass it on to anyone; there is no limit."),
}


def mark_of(said: str | None, name: str) -> Mark | None:
    """The mark that the head of a draft names: ``amber``, ``TLP:AMBER``; ``None`` where it names none.

    Raises:
        BriefError: if it is no mark of the standard.
    """
    if said is None or not said.strip():
        return None
    found = MARKS.get("".join(said.upper().split()).removeprefix("TLP:"))
    if found is None:
        raise BriefError(f"“{said.strip()[:40]}” is no mark of TLP 2.0", name, f"write one of {', '.join(MARKS)}")
    return found
