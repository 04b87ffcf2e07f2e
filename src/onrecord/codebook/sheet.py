"""How a file of the codebook is read: YAML in, checked entries out, every complaint with its file and line.

A person who does not program edits these files, so a mistake is answered with the line it is in and what to write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from onrecord.errors import CodebookError
from onrecord.record import SpeechAct

_LINE = "\0line"
FOLDER = Path(__file__).parent
_Made = TypeVar("_Made")


@cache
def _lined_loader() -> Any:
    """A safe YAML loader whose mappings know the line they start in."""
    import yaml

    class Lined(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
            mapping[_LINE] = node.start_mark.line + 1
            return mapping

    return Lined


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a sheet, with the place to name when something is wrong in it."""

    path: Path
    line: int
    values: Mapping[str, Any]

    def wrong(self, what: str, remedy: str) -> CodebookError:
        """The error that names this entry's file and line."""
        return CodebookError(what, f"{self.path.name}, line {self.line}", remedy)

    def only(self, *known: str) -> None:
        """Refuse a key that has no meaning here."""
        for key in self.values:
            if key not in known:
                raise self.wrong(f"the entry has an unknown field {key!r}", f"use one of: {', '.join(known)}")

    def word(self, key: str, default: str | None = None) -> str:
        """A non-empty text field."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"the field {key!r} is missing or no text", f'write {key}: "..." (in quotes if unsure)')
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        """A text field that may also be a list of texts, or be left out."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) and item for item in listed):
            raise self.wrong(f"the field {key!r} is no word or list of words", f'write {key}: [one, "two"]')
        return tuple(listed)

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A text field with a fixed set of values."""
        value = self.word(key, default)
        if value not in allowed:
            raise self.wrong(f"the field {key!r} is {value!r}", f"use one of: {', '.join(allowed)}")
        return value

    def act(self, key: str = "act") -> SpeechAct:
        """One of the speech acts."""
        return SpeechAct(self.choice(key, [act.value for act in SpeechAct]))

    def strength(self) -> int:
        """1 mild, 2 plain, 3 strong."""
        value = self.values.get("strength")
        if value not in (1, 2, 3) or isinstance(value, bool):
            raise self.wrong(f"the field 'strength' is {value!r}", "use 1 (mild), 2 (plain) or 3 (strong)")
        return int(value)

    def share(self, key: str) -> float:
        """A number above 0 and at most 1."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.wrong(f"the field {key!r} is {value!r}", "use a number above 0 and at most 1, such as 0.7")
        return float(value)

    def below(self, key: str) -> tuple[Entry, ...]:
        """The entries of a list inside this one, in their order; none where the field is left out."""
        rows = self.values.get(key) or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.wrong(f"the field {key!r} is no list of entries", "write each as {field: value, ...}")
        return tuple(_entry(self.path, row) for row in rows)


def _entry(path: Path, row: Mapping[Any, Any]) -> Entry:
    return Entry(path, int(row[_LINE]), {str(k): v for k, v in row.items() if k != _LINE})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the codebook: what it calls itself, its version, and its content by section."""

    path: Path
    name: str
    version: str
    sections: Mapping[str, Any]

    def entries(self, section: str, make: Callable[[Entry], _Made]) -> tuple[_Made, ...]:
        """Every entry of a section, made into what it stands for."""
        rows = self.sections.get(section)
        if not isinstance(rows, list) or not rows:
            raise CodebookError(f"the section {section!r} is missing or empty", self.path.name, "list its entries")
        return tuple(make(self._entry(row, section)) for row in rows)

    def lists(self, section: str) -> dict[str, tuple[str, ...]]:
        """A section of named word lists."""
        rows = self.sections.get(section)
        if not isinstance(rows, dict):
            raise CodebookError(f"the section {section!r} is missing", self.path.name, "add it, even if empty: {}")
        whole = self._entry(rows, section)
        return {str(key): whole.words(str(key)) for key in whole.values}

    def _entry(self, row: object, section: str) -> Entry:
        if not isinstance(row, dict):
            remedy = "write it as {field: value, ...}"
            raise CodebookError(f"an entry of {section!r} is {row!r}", self.path.name, remedy)
        return _entry(self.path, row)


def compiled_at(path: Path) -> Path:
    """Where the quick form of a sheet lies (``compiled.py``)."""
    return path.parent / "compiled" / f"{path.stem}.json"


def parsed(path: Path, content: bytes) -> Any:
    """What the YAML of a sheet holds.

    Raises:
        CodebookError: if it is no readable YAML.
    """
    import yaml

    try:
        return yaml.load(content.decode("utf-8"), Loader=_lined_loader())  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = path.name if mark is None else f"{path.name}, line {mark.line + 1}"
        why = getattr(error, "problem", None) or "not UTF-8"
        raise CodebookError(f"the codebook file is not readable YAML ({why})", place, "mend that line") from error


def _quickly(path: Path, content: bytes) -> Any:
    """What the sheet's quick form holds; ``None`` where there is none, or the sheet was edited since it was made."""
    try:
        form = json.loads(compiled_at(path).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(form, dict) or form.get("sha256") != sha256(content).hexdigest():
        return None
    return form.get("content")


def load_sheet(path: Path) -> Sheet:
    """Read one file of the codebook.

    Raises:
        CodebookError: if it is missing, is no YAML, or lacks its name or version.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise CodebookError(f"the codebook file cannot be read ({error.strerror})", str(path), "put it back") from error
    content = _quickly(path, source) or parsed(path, source)
    if not isinstance(content, dict):
        raise CodebookError("the codebook file has no sections", path.name, "begin with name: and version:")
    head = Entry(path, 1, {str(k): v for k, v in content.items() if k != _LINE})
    return Sheet(path, head.word("name"), head.word("version"), head.values)


def named_lists(path: Path, known: Sequence[str]) -> tuple[Sheet, dict[str, tuple[str, ...]]]:
    """A sheet whose section ``lists`` holds exactly the word lists ``known``, none of them empty.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet = load_sheet(path)
    return sheet, exactly(sheet, known)


def exactly(sheet: Sheet, known: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The word lists of the section ``lists``, if these are the ones ``known`` and none of them is empty.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    lists = sheet.lists("lists")
    for name in lists:
        if name not in known:
            raise CodebookError(f"the list {name!r} is unknown", sheet.path.name, f"use one of: {', '.join(known)}")
    for name in known:
        if not lists.get(name):
            raise CodebookError(
                f"the list {name!r} is missing or empty", sheet.path.name, f"write {name}: [word, word]"
            )
    return lists
