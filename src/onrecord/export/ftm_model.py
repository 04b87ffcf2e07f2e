"""What FollowTheMoney allows: the types of the properties that are used, and how a value must look to be one of them.

Written from FollowTheMoney 4; a test compares it with the library, which is not needed to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from .country_codes import alpha_3

Properties = dict[str, list[str]]

#: The type of each property that is used; the same in every schema that has it.
PROPERTY_TYPES = {
    **dict.fromkeys(("name", "alias", "weakAlias", "peopleMentioned", "namesMentioned"), "name"),
    **dict.fromkeys(("country", "jurisdiction"), "country"),
    **dict.fromkeys(("summary", "description", "notes", "bodyText", "reason"), "text"),
    **dict.fromkeys(("sourceUrl", "publisherUrl"), "url"),
    **dict.fromkeys(("date", "publishedAt", "retrievedAt", "processedAt"), "date"),
    **dict.fromkeys(
        ("proof", "entity", "document", "resolved", "subject", "object", "member", "organization"), "entity"
    ),
    **dict.fromkeys(
        ("director", "employer", "employee", "agent", "client", "person", "relative", "involved"), "entity"
    ),
    **dict.fromkeys(("publisher", "recordId", "role", "status", "keywords", "classification", "title"), "string"),
    **dict.fromkeys(("author", "fileName", "processingAgent", "relationship", "authority", "program"), "string"),
    **dict.fromkeys(("detectedSchema",), "string"),
    **dict.fromkeys(("fileSize", "index"), "number"),
    "language": "language",
    "location": "address",
    "mimeType": "mimetype",
}
#: The most characters of a text.
MOST_TEXT = 65_000
#: The most characters of one value, by type; a longer one is cut.
_MOST = {"name": 384, "string": 1024, "address": 250, "url": 4096, "mimetype": 250}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_DAY = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII)
_WEB = re.compile(r"https?://[^\s/?#<>\"]+[^\s<>\"]*\Z", re.IGNORECASE)
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+", re.ASCII)
# The two letters of ISO 639-1 and the three of 639-3, of the languages that FollowTheMoney has.
_LANGUAGES = (
    "afafr amamh arara azaze bebel bgbul bnben bsbos cacat csces dadan dedeu elell eneng esspa etest fafas fifin "
    "frfra gagle heheb hihin hrhrv huhun hyhye idind isisl itita jajpn kakat kkkaz kmkhm knkan kokor kykir lbltz "
    "lolao ltlit lvlav mkmkd mnmon msmsa mtmlt mymya nenep nlnld nonor plpol pspus ptpor roron rurus sisin skslk "
    "slslv sqsqi srsrp svswe swswa tatam tetel tgtgk ththa tktuk tltgl trtur ukukr ururd uzuzb vivie zhzho"
)
_BY_TWO = {word[:2]: word[2:] for word in _LANGUAGES.split()}


def entity_id(id_: str) -> str:
    """An id as FollowTheMoney's may be written: ``a:4f2e`` becomes ``a-4f2e``."""
    return re.sub("[^0-9A-Za-z.-]", "-", id_)


def properties(said: Iterable[tuple[str, str | None]]) -> Properties:
    """Properties with the values that are allowed, each once, in their order; those that are not are left out."""
    found: dict[str, dict[str, None]] = {}
    for name, value in said:
        fit = None if value is None else _FITTING[PROPERTY_TYPES[name]](value)
        if fit:
            found.setdefault(name, {})[fit] = None
    return {name: list(values) for name, values in found.items()}


def span_dates(start: str | None, end: str | None) -> tuple[str | None, ...]:
    """Both dates of an interval, or the one year, month or day that it is."""
    first, last = (start or "")[:10], (end or "")[:10]
    if first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31":
        return (first[:4],)
    if first[:7] == last[:7] and first[7:] == "-01" and last[7:] in ("-28", "-29", "-30", "-31") and _ends(last):
        return (first[:7],)
    return (start, end)


def _ends(day: str) -> bool:
    """Whether a day is the last of its month."""
    year, month = int(day[:4]), int(day[5:7])
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return (after - datetime.fromisoformat(f"{day}T00:00+00:00")).days == 1


def _clean(value: str) -> str:
    return _CONTROLS.sub("", value).strip()


def _line(most: int, value: str) -> str:
    return " ".join(_clean(value).split())[:most].strip()


def _name(value: str) -> str:
    line = _line(_MOST["name"], value)
    quoted = len(line) > 2 and line[0] in "\"'" and line[-1] in "\"'"
    return line[1:-1].strip() if quoted else line


def _date(value: str) -> str | None:
    """A date as fine as it is written, or a time in UTC to the second."""
    if _DAY.match(value):
        return value if len(value) < 10 or _is_day(value) else None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}" if 1000 < moment.year < 3000 else None


def _is_day(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _url(value: str) -> str | None:
    clean = _clean(value)
    return clean if _WEB.match(clean) and len(clean) <= _MOST["url"] else None


def _mime(value: str) -> str | None:
    found = _MIME.match(value.lower())
    return found.group()[: _MOST["mimetype"]] if found else None


_FITTING: dict[str, Callable[[str], str | None]] = {
    "name": _name,
    "text": lambda value: _clean(value)[:MOST_TEXT].strip(),
    "string": lambda value: _line(_MOST["string"], value),
    "address": lambda value: _line(_MOST["address"], value),
    "country": lambda value: value.lower() if alpha_3(value) else None,
    "language": lambda value: _BY_TWO.get(value.lower()[:2]) if len(value) == 2 or value[2:3] == "-" else None,
    "date": _date,
    "url": _url,
    "mimetype": _mime,
    "number": str,
    "entity": entity_id,
}
