"""Where the record is kept: a database and an archive of original bytes, filed once, never erased, asked as of a time.

Read ``opening.py`` first, then ``filing.py`` and ``finding.py``; ``tables.py`` is what stands on the disk. Importing
this package loads nothing; each name is fetched where it is first used, for the database's library is heavy. What bears
the name of its module (``finding.finding``) is taken from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fetching import fetched

if TYPE_CHECKING:
    from .opening import Store, create, open_store
else:
    __getattr__ = fetched(__name__, {"opening": ("Store", "create", "open_store")})

__all__ = ["Store", "create", "open_store"]
