"""References of a library taken in: the files that are attached to them, with what the library says of each.

What a library says is what a person says: it beats what a file says of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import IntakeError, SettingError
from ..intake import Overrides, container_for, load
from ..intake.references import Reference
from .journey import Refusal
from .keeping import Addition, Desk


@dataclass(frozen=True, slots=True)
class Listed:
    """A reference without a file: nothing of it is taken in."""

    reference: Reference


def take_references(
    desk: Desk, references: Iterable[Reference | IntakeError], folder: Path, *, outside: bool = False
) -> Iterator[Addition | Refusal | Listed]:
    """Reads and files what is attached to references; paths are relative to ``folder``, and only what lies in it is
    read, unless ``outside``.

    Raises:
        StoreError: if the desk itself fails.
    """
    home = folder.resolve()
    for one in references:
        if isinstance(one, IntakeError):
            yield Refusal(one.where or str(folder), one)
            continue
        if not one.files:
            yield Listed(one)
        for file in one.files:
            try:
                raw = load(_path(file, home, outside))
                yield from desk.take(raw, _said(one))
            except IntakeError as error:
                yield Refusal(file, error)
            except SettingError as error:
                yield Refusal(file, IntakeError(f"{error.what} ({error.where})", file, error.remedy))


def _path(file: str, home: Path, outside: bool) -> Path:
    """Where an attached file lies.

    Raises:
        IntakeError: if it may not be read, or holds many documents.
    """
    try:
        path = (home / file).resolve()
    except (OSError, ValueError, RuntimeError):
        raise IntakeError("this is no path", ascii(file[:200]), "check the library") from None
    if not outside and not path.is_relative_to(home):
        raise IntakeError("this file lies outside the library's folder", file[:200], "--allow-outside takes it in")
    if container_for(path) is not None:
        raise IntakeError("this file holds many documents", str(path), "take it in with onrecord desk add")
    return path


def _said(one: Reference) -> Overrides:
    return Overrides(one.published, one.outlet, one.title, one.language, one.author, one.url)
