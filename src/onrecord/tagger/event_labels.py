"""What the head that types events tells apart: PLOVER's 16 types, and that there is no event."""

from __future__ import annotations

NONE = "NONE"
#: What the head tells apart; the last: no political event between these two.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", NONE,
)  # fmt: skip
