"""What the desk says of itself, a word under a key: the table ``desk``."""

from __future__ import annotations

import sqlalchemy as sa

from ..errors import StoreError
from .tables import desk


def own_fact(at: sa.Connection, key: str) -> str | None:
    """What stands under a key; ``None`` if nothing does."""
    return at.execute(sa.select(desk.c.value).where(desk.c.key == key)).scalar()


def keep_own_fact(at: sa.Connection, key: str, value: str) -> None:
    """Puts it there, in the place of what stood there before."""
    if at.execute(sa.update(desk).where(desk.c.key == key).values(value=value)).rowcount == 0:
        at.execute(sa.insert(desk).values(key=key, value=value))


def desk_id(at: sa.Connection) -> str:
    """The id that a desk was given when it was made; it keeps it wherever it is moved.

    Raises:
        StoreError: if it has none.
    """
    found = own_fact(at, "id")
    if found is None:
        raise StoreError("this desk does not say which it is", None, "restore a backup")
    return found
