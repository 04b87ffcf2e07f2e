"""The fields of a question: what each is called, what it takes, and how its values are checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ..record import CommitmentKind, EventType, Polarity, Reliability, SpeechAct, Standing, TieType, ZoneKind
from .query_dates import date_range
from .query_nodes import Field, Node, any_of
from .query_trouble import Repair, Trouble, nearest, quoted
from .search_words import words

#: Languages by their English names; any other is asked for by its code.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        **{"arabic": "ar", "azerbaijani": "az", "chinese": "zh", "dutch": "nl", "english": "en", "farsi": "fa"},
        **{"french": "fr", "german": "de", "hebrew": "he", "hindi": "hi", "italian": "it", "japanese": "ja"},
        **{"kurdish": "ku", "pashto": "ps", "persian": "fa", "portuguese": "pt", "russian": "ru", "spanish": "es"},
        **{"turkish": "tr", "ukrainian": "uk", "urdu": "ur"},
    }
)
_CODE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_SIDES = re.compile(r"\s*(<->|<>|↔|->|→|>)\s*")
_BOTH_WAYS = ("<->", "<>", "↔")
_GRADES = re.compile(r"([A-F])(?:(?:\.\.+|…|[-–])([A-F]))?", re.IGNORECASE)
_YES_AND_NO = {**dict.fromkeys(("yes", "true", "y", "1"), "yes"), **dict.fromkeys(("no", "false", "n", "0"), "no")}


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as typed, without the marks at its ends, and where it stands with them.

    ``field_begin`` is where the field begins, if nothing but its name stands before the value. ``prefix`` says that a
    ``*`` follows the text.
    """

    text: str
    begin: int
    end: int
    field_begin: int | None = None
    prefix: bool = False

    def trouble(self, what: str, *, remedy: str | None = None, instead: str | None = None) -> Trouble:
        """A mistake in it, and what may be written in its place."""
        repair = None if instead is None else Repair(self.begin, self.end, instead)
        return Trouble(what, self.begin, self.end, remedy=remedy, repair=repair)


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A field of the language. ``takes`` says in words what its value is; ``values`` are all of them, if they are few.

    ``words`` are searched in the text of a part; of any other field a value is a name or a code. ``dates`` has ranges.
    """

    name: str
    means: str
    takes: str
    read: Callable[[str, Value], Node] = field(repr=False)
    values: tuple[str, ...] = ()
    words: bool = False
    dates: bool = False


def _typed(name: str, value: Value) -> Node:
    return Field(name, value.text)


def _words(name: str, value: Value) -> Node:
    if not value.prefix:
        return Field(name, value.text)
    return Field(name, f"{value.text}*")


def _listed(name: str, value: Value) -> Node:
    """A value of a short list, in whichever case and however its words are parted."""
    options = FIELDS[name].values
    said = as_listed(value.text)
    if said in options:
        return Field(name, said)
    several = [as_listed(one) for one in re.split(r"[,|/;]", value.text)]
    if len(several) > 1 and all(one in options for one in several):
        raise value.trouble(f"{name} takes one value", instead=f"({' OR '.join(several)})")
    elsewhere = _elsewhere(name, said)
    if elsewhere is not None:
        repair = None if value.field_begin is None else Repair(value.field_begin, value.end, f"{elsewhere}:{said}")
        raise Trouble(f"{quoted(value.text)} is no {name} but {_an(elsewhere)}", value.begin, value.end, repair=repair)
    remedy = f"it is one of {', '.join(options)}"
    raise value.trouble(f"there is no {name} {quoted(value.text)}", remedy=remedy, instead=nearest(said, options))


def _elsewhere(name: str, said: str) -> str | None:
    """Another field that has this value."""
    return next((one.name for one in FIELDS.values() if one.name != name and said in one.values), None)


def _an(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def as_listed(said: str) -> str:
    """How a value of a list is written in a question: small letters, a hyphen between words."""
    return "-".join(re.split(r"[\s_-]+", said.strip().casefold()))


def _yes_or_no(name: str, value: Value) -> Node:
    said = _YES_AND_NO.get(value.text.casefold())
    if said is None:
        raise value.trouble(f"{name} is yes or no", instead=nearest(value.text.casefold(), ("yes", "no")))
    return Field(name, said)


def _grade(name: str, value: Value) -> Node:
    found = _GRADES.fullmatch(value.text)
    if found is None:
        raise value.trouble(f"there is no grade {quoted(value.text)}", remedy="it is a letter from A to F, or A..C")
    first, last = sorted((found[1].upper(), (found[2] or found[1]).upper()))
    return any_of(Field(name, one.value) for one in Reliability if first <= one.value <= last)


def _language(name: str, value: Value) -> Node:
    said = value.text.casefold()
    code = LANGUAGES.get(said, said)
    if not _CODE.fullmatch(code):
        remedy = "it is a code of two or three letters, such as en, ar or fa"
        raise value.trouble(
            f"there is no language {quoted(value.text)}", remedy=remedy, instead=nearest(said, LANGUAGES)
        )
    return Field(name, code)


def _country(name: str, value: Value) -> Node:
    if not _COUNTRY.fullmatch(value.text):
        begin = value.field_begin
        repair = None if begin is None else Repair(begin, value.end, f'place:"{value.text}"')
        what = f"{quoted(value.text)} is no code of a country"
        raise Trouble(what, value.begin, value.end, remedy="use place for a name", repair=repair)
    return Field(name, value.text.upper())


def _dyad(name: str, value: Value) -> Node:
    sides = _SIDES.split(value.text)
    if len(sides) != 3 or not all(words(side) for side in sides[::2]):
        raise value.trouble("a dyad is two actors with > between them", remedy='write dyad:"One Side > Other Side"')
    return Field(name, f"{sides[0]} {'<>' if sides[1] in _BOTH_WAYS else '>'} {sides[2]}")


def _date(name: str, value: Value) -> Node:
    return date_range(name, value.text, value.begin, value.end)


def _each(*enums: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(as_listed(one.value) for enum in enums for one in enum))


_WHO = "a name in any script, or an id (a:...)"
_OUTLET = "an outlet's name, or its id (o:...)"
_DATES = "a date or a stretch: 2017-09, 2017-09-05..2017-10, >=2017, ..2017-09"
_KINDS = ("statement", "event", "tie", "commitment", "document")

#: Every field, by its name, in the order in which a person meets them.
FIELDS: Mapping[str, FieldKind] = MappingProxyType(
    {
        one.name: one
        for one in (
            FieldKind("kind", "what sort of finding it is", "", _listed, _KINDS),
            FieldKind("act", "what a statement does", "", _listed, _each(SpeechAct)),
            FieldKind(
                "type",
                "the type of an event, a tie or a commitment",
                "",
                _listed,
                _each(EventType, TieType, CommitmentKind),
            ),
            FieldKind("mode", "how an event was done", "a mode of the codebook", _typed),
            FieldKind("speaker", "on whose word a statement is", _WHO, _typed),
            FieldKind("addressee", "to whom a statement or a commitment is made", _WHO, _typed),
            FieldKind("target", "whom a statement is about, an event is done to, a tie leads to", _WHO, _typed),
            FieldKind("medium", "what carried a statement", _WHO, _typed),
            FieldKind("recipient", "to whom an event is done", _WHO, _typed),
            FieldKind("doer", "who is to do what a commitment says", _WHO, _typed),
            FieldKind("actor", "whoever takes part, in any role", _WHO, _typed),
            FieldKind("by", "who speaks or does it, in a finding of any kind", _WHO, _typed),
            FieldKind("at", "to whom it is said or done, in a finding of any kind", _WHO, _typed),
            FieldKind("dyad", "who does it, and to whom", "two actors: A > B, or A <> B for both ways", _dyad),
            FieldKind("zone", "in whose voice the text speaks there", "", _listed, _each(ZoneKind)),
            FieldKind("standing", "on whose word it stands", "", _listed, _each(Standing)),
            FieldKind("polarity", "whether it was done", "", _listed, _each(Polarity)),
            FieldKind("background", "whether it is told as past", "", _yes_or_no, ("yes", "no")),
            FieldKind("source", "the outlet of the document", _OUTLET, _typed),
            FieldKind("carried-by", "an outlet that carried the text, or a copy of it", _OUTLET, _typed),
            FieldKind("grade", "how reliable the outlet is", "a letter from A to F, or two: A..C", _grade),
            FieldKind("language", "the language of the document", "a code (en, ar, fa) or a name (Persian)", _language),
            FieldKind("place", "a place it names", "a name, a number of GeoNames, or a country's code", _typed),
            FieldKind("country", "the country of a place it names", "a code of two letters (ISO 3166)", _country),
            FieldKind("published", "when the document was published", _DATES, _date, dates=True),
            FieldKind("happened", "when it was said, was done or held", _DATES, _date, dates=True),
            FieldKind("title", "words of the document's title", "a word, a beginning* or a phrase", _words, words=True),
            FieldKind("said", "words of the finding itself", "a word, a beginning* or a phrase", _words, words=True),
            FieldKind("id", "one finding, or one document with all its findings", "its id, or how it begins", _typed),
        )
    }
)
#: What people type for a field that is called otherwise.
_ELSEWHERE = {
    **{"date": "published", "day": "published", "when": "happened", "since": "published", "after": "published"},
    **{"before": "published", "from": "by", "to": "at", "who": "actor", "whom": "target", "about": "actor"},
    **{"name": "actor", "person": "actor", "outlet": "source", "site": "source", "lang": "language"},
    **{"where": "place", "location": "place", "event": "type", "tie": "type", "commitment": "type", "verb": "act"},
    **{"headline": "title", "text": "said", "content": "said", "words": "said", "reliability": "grade"},
    **{"carriedby": "carried-by", "carrier": "carried-by", "documents": "id"},
}


def field_called(said: str) -> FieldKind | None:
    """The field of this name, in whichever case, with hyphen or underscore."""
    return FIELDS.get(said.casefold().replace("_", "-"))


def field_meant(said: str) -> str | None:
    """The name of the field that may have been meant by another word."""
    name = said.casefold().replace("_", "-")
    return _ELSEWHERE.get(name) or nearest(name, FIELDS)
