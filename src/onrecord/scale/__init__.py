"""The same journey over many documents: which sources there are, several processes, and runs that can go on."""

from .gathering import Source, expected, gathered, name_of, stamp_of
from .journal import Entry, Journal
from .local import Finished, Wanted, finished, read_many

__all__ = [
    "Entry",
    "Finished",
    "Journal",
    "Source",
    "Wanted",
    "expected",
    "finished",
    "gathered",
    "name_of",
    "read_many",
    "stamp_of",
]
