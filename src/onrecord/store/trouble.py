"""What the disk and the database say, told in one sentence each; what is a fault of ours is never told as theirs."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import sqlalchemy as sa

from ..errors import StoreError

_DISK = {
    errno.ENOSPC: ("the disk is full", "make room; nothing of this was filed"),
    errno.EDQUOT: ("the disk quota is used up", "make room; nothing of this was filed"),
    errno.EROFS: ("this folder is read-only", "make it writable, or choose another"),
    errno.EACCES: ("this folder may not be written or read", "check its permissions"),
    errno.EPERM: ("this folder may not be written or read", "check its permissions"),
    errno.ENOENT: ("this is not there any more", "bring its folder back, or restore a backup"),
    errno.ENOTDIR: ("this is a file, not a folder", "choose another folder"),
    errno.EIO: ("the disk fails", "check the disk, and restore a backup if `onrecord desk verify` says so"),
}

_LOCKED = ("this desk is locked by another process", "wait for it to end, or stop it")
_FULL = ("the disk is full", "make room; nothing of this was filed")
_DAMAGED = ("this desk's database is damaged", "restore a backup")
_GONE = ("the database server does not answer", "start it, or wait for it; what was told as filed is filed")
_REFUSED = ("the database server refuses this user", "check the name and the password in the address")
_NO_DATABASE = ("there is no such database on the server", "make it first: createdb NAME")

#: By SQLite's primary result code (https://www.sqlite.org/rescode.html).
_SQLITE = {
    3: ("this desk may not be read or written", "check the permissions of its folder"),
    5: _LOCKED,
    6: _LOCKED,
    8: ("this desk is read-only", "make its folder writable"),
    10: ("the disk fails under this desk", "check the disk; nothing of this was filed"),
    11: _DAMAGED,
    13: _FULL,
    14: ("this desk's database cannot be opened", "check that its folder is there and writable"),
    26: ("this desk's database is no database", "restore a backup"),
}

#: By the SQLSTATE's class or whole code (https://www.postgresql.org/docs/15/errcodes-appendix.html).
_POSTGRES = {
    "08": _GONE,
    "57": _GONE,
    "57014": ("the database server stopped what was asked of it", "ask for less, or raise its statement_timeout"),
    "28": _REFUSED,
    "3D": _NO_DATABASE,
    "42501": ("this user may not do that in the database", "give it rights on the database and its tables"),
    "25006": ("this database is read-only", "give the address of the main server"),
    "40": ("another process was in the way", "try again; nothing of this was filed"),
    "55P03": _LOCKED,
    "53100": ("the database server's disk is full", "make room; nothing of this was filed"),
    "53200": ("the database server is out of memory", "try again, or give it more"),
    "53300": ("the database server takes no more connections", "wait, or raise its max_connections"),
    "58": ("the disk fails under the database server", "check its disk and its log"),
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}

#: What libpq says, in its own words only, of a connection that came not about.
_UNCONNECTED = (
    ("role", "does not exist", _REFUSED),
    ("database", "does not exist", _NO_DATABASE),
    ("password", "", _REFUSED),
    ("authentication failed", "", _REFUSED),
    ("pg_hba.conf", "", _REFUSED),
    ("too many", "", _POSTGRES["53300"]),
    ("could not translate host name", "", ("there is no such host", "check the address")),
    ("not known", "", ("there is no such host", "check the address")),
)


def disk_trouble(reason: OSError, where: str) -> StoreError:
    """An error of the file system as one of the desk."""
    said = _DISK.get(reason.errno or 0)
    if said is None:
        return StoreError(f"the disk says no ({reason.strerror or reason})", where, "check the folder")
    return StoreError(said[0], where, said[1])


def database_trouble(error: sa.exc.DBAPIError, where: str, *, writes: bool = True) -> StoreError | None:
    """What the database says from outside, as an error of the desk; ``None`` if the fault is in what was asked.

    It is where something was written in a transaction that only reads (``writes`` is false).
    """
    if not writes and getattr(error.orig, "sqlstate", None) == "25006":
        return None
    by_sqlite = type(error.orig).__module__.startswith("sqlite3")
    said = _sqlite(error, where) if by_sqlite else _postgres(error)
    return None if said is None else StoreError(said[0], where, said[1])


def _sqlite(error: sa.exc.DBAPIError, where: str) -> tuple[str, str] | None:
    code = int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF
    if code in (10, 14):  # IOERR and CANTOPEN do not say why
        folder = Path(where)
        if not folder.is_dir():
            return "this desk's folder is not there any more", "bring it back, or restore a backup"
        if _read_only(folder):
            return _SQLITE[8]
    return _SQLITE.get(code)


def _read_only(folder: Path) -> bool:
    return not os.access(folder, os.W_OK)


def _postgres(error: sa.exc.DBAPIError) -> tuple[str, str] | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if isinstance(error, sa.exc.InterfaceError | sa.exc.OperationalError):
        words = str(error.orig)
        for word, other, said in _UNCONNECTED:
            if word in words and other in words:
                return said
        return _GONE
    return None
