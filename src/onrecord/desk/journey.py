"""The journey of one document, one file: take it in, read it. Read this first.

    bytes --intake--> Document --reading--> Record

Everything else in onrecord stands beside this road: the doors (``cli``) parse what a person typed and print what comes
back, ``scale`` walks the same road with many documents, ``export`` packs a Record for somebody else. A desk
(``keeping.py``) goes on from here: it files the Record, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import IntakeError, OnRecordError
from ..gazetteer import Gazetteer, with_own
from ..intake import Overrides, Raw, take
from ..record import Document, Record

if TYPE_CHECKING:
    from ..tagger import Tagger


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that could not be read: what a person calls it, and the error that says why and what to do."""

    source: str
    error: OnRecordError


class Journey:
    """Takes documents in and reads them. Loading the model takes a moment, so make one and use it again.

    Args:
        tagger: the trained model; the English one that ships where none is given.
        gazetteer: the known names; the packs that ship where none is given.

    Raises:
        ModelCardError: if the model's folder and its card do not agree.
        GazetteerError: if a pack of names breaks its form.
    """

    def __init__(self, tagger: Tagger | None = None, gazetteer: Gazetteer | None = None) -> None:
        # A desk that is only asked reads nothing.
        from ..reading import Reader
        from ..tagger import Tagger

        self.gazetteer = gazetteer or with_own()
        self._reader = Reader(tagger or Tagger(), self.gazetteer)

    @property
    def reads_by(self) -> tuple[str, str, tuple[str, ...]]:
        """What its records are stamped with: engine, model, and packs with their versions."""
        return self._reader.reads_by

    def read(self, document: Document) -> Record:
        """The record of a document that was taken in before."""
        return self._reader.read(document)

    def records(self, source: str | Path | Raw, overrides: Overrides | None = None) -> Iterator[Record | Refusal]:
        """What a path, a URL, ``-`` or bytes at hand hold, document by document; nothing is raised for bad input."""
        name = source.name if isinstance(source, Raw) else str(source)
        try:
            for document in take(source, overrides):
                if isinstance(document, IntakeError):
                    yield Refusal(document.where or name, document)
                else:
                    yield self._reader.read(document)
        except OnRecordError as error:
            yield Refusal(name, error)


def read(source: str | Path | Raw, overrides: Overrides | None = None, packs: Sequence[Path] = ()) -> Record:
    """Read one document: a path, a URL, ``-`` (standard input) or bytes in a ``Raw``.

    ``packs`` are folders with packs of names of one's own, known beside those that ship.

    Raises:
        GazetteerError: if one of ``packs`` breaks its form.
        IntakeError: if it cannot be read, or the source holds several documents (``read_many`` takes those).
        SettingError: if an override is not valid.
    """
    found = list(Journey(gazetteer=with_own(packs)).records(source, overrides))
    name = source.name if isinstance(source, Raw) else str(source)
    if len(found) != 1:
        what = "this source holds no document" if not found else f"this source holds {len(found)} documents"
        raise IntakeError(what, name, "use read_many")
    if isinstance(found[0], Refusal):
        raise found[0].error
    return found[0]
