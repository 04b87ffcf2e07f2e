"""How a house writes: what it calls people and outlets, how it gives dates and quotations. One YAML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..errors import SettingError
from ..record import Reliability
from .ordinary_file import is_file, read_named


class DateForm(StrEnum):
    """How a day is written."""

    DAY_FIRST = "10 May"
    MONTH_FIRST = "May 10"


class Marks(StrEnum):
    """Whether a comma or full stop that is not the quotation's own stands inside its marks."""

    AMERICAN = "american"
    BRITISH = "british"


@dataclass(frozen=True, slots=True)
class Style:
    """A house's style.

    ``names`` are how somebody is spelt, by any of his names; ``titles`` what he is called in apposition ("Foreign
    Minister"); ``descriptors`` what the house says of an actor or outlet of its own knowledge ("hardline", "an I.R.G.C.
    mouthpiece"), which needs no citation and is told as the house's own in the method note.

    ``lowest_grade`` (A to E) is the lowest grade of an outlet that goes without a warning. ``likelihood`` are words
    that comments may use beside those of the scale, each with the step of the scale that it stands for. ``headings``
    are what sections are called where a brief is rendered, by what the draft calls them. ``read`` are the house's words
    for "as far as the desk has read", which a draft may use beside these. ``csl`` is the name of a citation style, or
    the path of its file; ``css`` and ``docx`` are the house's style sheet and reference document.
    """

    name: str = "onrecord"
    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptors: Mapping[str, str] = field(default_factory=dict)
    dates: DateForm = DateForm.DAY_FIRST
    marks: Marks = Marks.AMERICAN
    lowest_grade: str | None = None
    likelihood: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    read: str | None = None
    csl: str | None = None
    css: Path | None = None
    docx: Path | None = None

    def spelt(self, names: Sequence[str]) -> str | None:
        """How the house spells somebody who has these names; ``None`` where it says nothing of him."""
        return next((self.names[one] for one in names if one in self.names), None)

    def titled(self, names: Sequence[str]) -> str | None:
        """What the house calls him in apposition."""
        return next((self.titles[one] for one in names if one in self.titles), None)

    def described(self, names: Sequence[str]) -> str | None:
        """What the house says of an actor or outlet of its own knowledge."""
        return next((self.descriptors[one] for one in names if one in self.descriptors), None)


#: The style that ships, and the names by which a draft's head may call it.
DEFAULT = Path(__file__).parent / "styles" / "default.yaml"
SHIPPED = ("onrecord", "default")
#: The longest file, in bytes; most entries of a list; the longest words.
LARGEST, MOST, LONGEST = 500_000, 20_000, 400
#: Lists within lists: the whole, one of it, and what a message may still name.
_DEEPEST = 5
_LISTS = ("names", "titles", "descriptors", "likelihood", "headings")
_KEYS = ("name", *_LISTS, "dates", "marks", "lowest_grade", "read", "csl", "css", "docx")


def load_style(path: Path | str) -> Style:
    """The style of a file. Paths in it are seen from its folder.

    Raises:
        SettingError: if it cannot be read, is too large, or says something that a style cannot say.
    """
    path = Path(path)
    values = _read(path)
    for key in values:
        if key not in _KEYS:
            raise _wrong(path, f"a style says nothing about {key!r}", f"it has: {', '.join(_KEYS)}")
    lists = {key: _list(path, key, values.get(key)) for key in _LISTS}
    _check_likelihood(path, lists["likelihood"])
    return Style(
        name=_word(path, "name", values.get("name")) or path.stem,
        **lists,
        dates=_date_form(path, values.get("dates")),
        marks=Marks(_choice(path, "marks", values.get("marks"), tuple(Marks)) or Marks.AMERICAN),
        lowest_grade=_choice(path, "lowest_grade", values.get("lowest_grade"), tuple(Reliability)),
        read=_word(path, "read", values.get("read")),
        csl=_csl(path, values.get("csl")),
        css=_file(path, "css", values.get("css")),
        docx=_file(path, "docx", values.get("docx")),
    )


def style_called(said: str | None, beside: Path | None = None) -> Style:
    """The style that a draft's head names: one that ships, or a file in the draft's folder; the one that ships where
    it names none.

    Raises:
        SettingError: if there is none of this name.
    """
    if said is None or said.strip().casefold() in (*SHIPPED, ""):
        return load_style(DEFAULT)
    name = said.strip()
    folder = beside if beside is not None else Path()
    # What stands in a draft may come from anywhere: it reaches no other folder.
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise SettingError("a draft names a style of its own folder", name, "give others with --style")
    found = next((one for one in (folder / name, folder / f"{name}.yaml") if is_file(one)), None)
    if found is None:
        raise SettingError(
            "there is no style of this name", name[:100], "put its file beside the draft, or give --style"
        )
    return load_style(found)


def _read(path: Path) -> dict[str, Any]:
    import yaml

    remedy = "write lines such as name: Basin Desk"
    data = read_named(path, LARGEST, "style")
    if len(data) > LARGEST:
        raise _wrong(path, "this style is too large", f"a style has {LARGEST:,} bytes at most")
    try:
        text = data.decode("utf-8-sig")
        depth = 0
        for one in yaml.parse(text, yaml.BaseLoader):
            if isinstance(one, yaml.events.AliasEvent):
                raise _wrong(path, "a style has no aliases (*)", "write the words out")
            depth += isinstance(one, yaml.events.CollectionStartEvent) - isinstance(one, yaml.events.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _wrong(path, "a style has no lists within lists", remedy)
        # BaseLoader gives strings and no objects: "no" stays the word that was written.
        found = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as reason:
        line = getattr(getattr(reason, "problem_mark", None), "line", None)
        where = path if line is None else f"{path}, line {line + 1}"
        raise SettingError("this style is no readable YAML", str(where), remedy) from None
    if found in (None, ""):
        return {}
    if not isinstance(found, dict):
        raise _wrong(path, "this style is no list of names and values", remedy)
    return {str(key): value for key, value in found.items()}


def _wrong(path: Path, what: str, remedy: str) -> SettingError:
    return SettingError(what, str(path), remedy)


def _word(path: Path, key: str, value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _wrong(path, f"{key} is no short text", f"write {key}: and up to {LONGEST} characters")
    return " ".join(value.split())


def _list(path: Path, key: str, value: object) -> dict[str, str]:
    if value is None or value == "":
        return {}
    if not isinstance(value, dict) or len(value) > MOST:
        raise _wrong(path, f"{key} is no list of up to {MOST:,} names and values", f"write {key}: and lines below it")
    out = {}
    for name, said in value.items():
        read = _word(path, f"{key}: {name}", said)
        if not isinstance(name, str) or not name.strip() or read is None:
            raise _wrong(path, f"{key} has a line without a name or a value", "write NAME: what it is called")
        out[" ".join(name.split())] = read
    return out


def _choice(path: Path, key: str, value: object, allowed: Sequence[str]) -> str | None:
    said = _word(path, key, value)
    if said is None:
        return None
    found = next((one for one in allowed if one.casefold() == said.casefold()), None)
    if found is None:
        raise _wrong(path, f"{key} is {said!r}", f"use one of: {', '.join(allowed)}")
    return str(found)


def _date_form(path: Path, value: object) -> DateForm:
    """By its example, or in words."""
    said = _word(path, "dates", value)
    forms = {"day first": DateForm.DAY_FIRST, "month first": DateForm.MONTH_FIRST} | {str(one): one for one in DateForm}
    if said is None:
        return DateForm.DAY_FIRST
    if said not in forms:
        raise _wrong(path, f"dates is {said!r}", f"use one of: {', '.join(forms)}")
    return forms[said]


def _check_likelihood(path: Path, said: Mapping[str, str]) -> None:
    from ..codebook.brief_words import brief_words

    steps = dict.fromkeys(step.words for step in brief_words().scale.values())
    for words, step in said.items():
        if step not in steps:
            raise _wrong(path, f"likelihood: {words!r} stands for {step!r}", f"use one of: {', '.join(steps)}")


def _csl(path: Path, value: object) -> str | None:
    """The name of a citation style, or the path of its file."""
    said = _word(path, "csl", value)
    return said if said is None or not said.endswith(".csl") else str(_file(path, "csl", said))


def _file(path: Path, key: str, value: object) -> Path | None:
    said = _word(path, key, value)
    if said is None:
        return None
    found = path.parent / said
    if not is_file(found):
        raise _wrong(path, f"{key} is no file: {said}", "give its path as seen from the style's folder")
    return found
