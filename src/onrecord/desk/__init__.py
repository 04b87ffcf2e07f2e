"""The journey itself: take in, read, link, file. Read ``journey.py`` first, then ``keeping.py``.

Importing this package loads nothing; each name is fetched where it is first used, for the database's library is heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .journey import Journey, Refusal, read

if TYPE_CHECKING:
    from .keeping import Addition, Desk, Outcome
else:

    def __getattr__(name):
        if name not in ("Addition", "Desk", "Outcome"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import keeping

        return getattr(keeping, name)


__all__ = ["Addition", "Desk", "Journey", "Outcome", "Refusal", "read"]
