"""Who may watch a desk, or send its alerts: one process at a time for each."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import sqlalchemy as sa

from ..errors import StoreError
from .opening import Store
from .trouble import database_trouble

#: The advisory locks. PostgreSQL's are per database, and a database holds one desk.
_LOCKS = {"watch": 0x6F6E_7265_6365_7074, "alert": 0x6F6E_7265_616C_7274}


class WatchLock:
    """The right to watch a desk, or ``what`` else, which one process has at a time; it ends with the process, however
    that ends.
    """

    def __init__(self, store: Store, what: str = "watch") -> None:
        self._store = store
        self._what = what
        self._key = _LOCKS[what]
        self._file: IO[bytes] | None = None
        self._session: sa.Connection | None = None

    def take(self) -> bool:
        """Takes the right, or makes sure of it: a database that went away and came back has forgotten who had it.

        False if another process watches this desk.

        Raises:
            StoreError: if the desk's folder or database fails.
        """
        if self._store.engine.dialect.name == "postgresql":
            return self._ask_postgres()
        return self._file is not None or self._lock_file()

    def give_back(self) -> None:
        """Lets another process watch."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._session is not None:
            self._let_go(self._session)
            self._session = None

    def _let_go(self, session: sa.Connection) -> None:
        try:
            # Told, not only hung up: the server notices a closed connection in its own time. A session that was cut
            # off has lost the lock already.
            if not session.invalidated:
                session.execute(sa.text("select pg_advisory_unlock(:key)"), {"key": self._key})
        except sa.exc.DBAPIError:
            session.invalidate()
        finally:
            session.close()

    def _lock_file(self) -> bool:
        import fcntl

        place = Path(str(self._store.engine.url.database)).parent / f"{self._what}.lock"
        try:
            file = place.open("ab")
        except OSError as reason:
            raise StoreError(
                f"this desk may not be watched ({reason.strerror})", str(place), "check the folder"
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def _ask_postgres(self) -> bool:
        # A session of its own, held open without a transaction: the lock is the session's.
        if self._session is not None:
            try:
                self._session.execute(sa.text("select 1"))
                return True
            except sa.exc.DBAPIError:
                self._let_go(self._session)
                self._session = None
        try:
            session = self._store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        except sa.exc.DBAPIError as reason:
            raise self._not_asked(reason) from None
        try:
            got = session.execute(sa.text("select pg_try_advisory_lock(:key)"), {"key": self._key}).scalar()
        except sa.exc.DBAPIError as reason:
            session.close()
            raise self._not_asked(reason) from None
        if not got:
            session.close()
            return False
        self._session = session
        return True

    def _not_asked(self, reason: sa.exc.DBAPIError) -> StoreError:
        said = database_trouble(reason, self._store.place)
        return said or StoreError("the database cannot be asked who watches", self._store.place, "try again")
