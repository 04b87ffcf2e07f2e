"""The journey itself: take in, read, link, file. Read ``journey.py`` first, then ``keeping.py``.

Importing this package loads nothing; each name is fetched where it is first used, for the database's library is heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fetching import fetched

if TYPE_CHECKING:
    from .journey import Journey, Refusal, read
    from .keeping import Addition, Desk, Outcome
else:
    __getattr__ = fetched(
        __name__, {"journey": ("Journey", "Refusal", "read"), "keeping": ("Addition", "Desk", "Outcome")}
    )

__all__ = ["Addition", "Desk", "Journey", "Outcome", "Refusal", "read"]
