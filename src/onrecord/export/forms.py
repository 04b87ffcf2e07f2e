"""Forms in which many documents of a desk are handed out together: what each keeps of a document, and how it ends.

An export is made in two passes, so that it is flat in memory and goes on where it was stopped. First each document
gives its ``pieces``: lines of text that a spool on the disk keeps in the order of filing. Then ``finish`` makes the
form's file of all of them. The same documents give the same bytes. A form is known by its line in ``EXPORTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO

from ..record import Entity, Record

#: What of a finding must survive in every form; ``Form.carried`` says of each where it stands.
CARRIED = ("standing", "polarity", "by", "grade", "licence")


@dataclass(frozen=True, slots=True)
class Item:
    """A document to hand out.

    ``record`` is as the desk keeps it (``kept``: outlet, grade, citable ids, judgements, holes), with the edits that
    hold made, and holds only what is handed out and what that stands on: the statements on whose word it is, the ties
    that a derived tie rests on. ``findings`` are the citable ids of what is handed out, where the record holds more
    than that; ``None``: all that is in it. What was rejected is not handed out, unless it was asked for. ``entities``
    are the desk's actors by the ids that they have in the record; ``number`` is the document's on the desk.
    """

    number: int
    record: Record
    findings: frozenset[str] | None = None
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Head:
    """What an export says of itself: the desk's id, the latest stamp of the desk that was seen (ISO 8601 in UTC), what
    was asked, who made it (``onrecord`` and its version), and the time as of which, if not the latest.

    ``licence`` and ``tlp`` (Traffic Light Protocol 2.0: ``TLP:AMBER``) are what the person said of the whole.
    """

    desk: str
    seen: str
    query: str | None
    engine: str
    licence: str | None = None
    tlp: str | None = None
    as_of: str | None = None


#: What a document gives: lines of text without line breaks (``json.dumps`` writes such).
Pieces = Callable[[Item], Iterable[str]]
#: Makes the file of all lines: these may be gone through several times, each time from the disk. The file is a real
#: one: it can be sought in.
Finish = Callable[[Iterable[str], BinaryIO, Head], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name, what it is, what its file's name ends in, the extra of the package that it needs (``formats``).

    ``carried`` says in a sentence for each of ``CARRIED`` where it stands in this form. ``rows`` is what one row is of,
    where a form comes in several or holds one kind only (``statements``, ``events``, ``documents``). ``as_read`` asks
    for records without edits made: they are told in ``kept``. ``uses`` is the module that comes with ``needs``; that it
    is missing is told before anything is made.
    """

    name: str
    about: str
    suffix: str
    pieces: Pieces
    finish: Finish
    carried: Mapping[str, str]
    needs: str | None = None
    rows: str | None = None
    as_read: bool = False
    uses: str | None = None
