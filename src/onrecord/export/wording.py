"""The words a person reads for dates, confidences and acts, and what is done with characters nobody should see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

from ..record import ActorKind, Document, MentionForm, PlacePrecision, Precision, SpeechAct

#: What an act does to the one it is about; a view gives each family one colour and one line style.
FAMILIES: dict[str, tuple[SpeechAct, ...]] = {
    "telling": (SpeechAct.ASSERT, SpeechAct.ANNOUNCE, SpeechAct.ASSESS, SpeechAct.ASK),
    "opposing": (SpeechAct.ACCUSE, SpeechAct.CONDEMN, SpeechAct.THREATEN, SpeechAct.WARN),
    "binding": (SpeechAct.DEMAND, SpeechAct.PROMISE),
    "refusing": (SpeechAct.DENY, SpeechAct.REJECT),
    "favouring": (SpeechAct.PRAISE, SpeechAct.BOAST),
}
FAMILY_OF: dict[SpeechAct, str] = {act: family for family, acts in FAMILIES.items() for act in acts}

#: Below this a reference is shown as unsure: it is not "very likely" any more.
SURE = 0.8

#: One, and several, of each form of mention.
FORM_WORDS: dict[MentionForm, tuple[str, str]] = {
    MentionForm.NAME: ("name", "names"),
    MentionForm.ACRONYM: ("acronym", "acronyms"),
    MentionForm.ADJECTIVE: ("adjective", "adjectives"),
    MentionForm.NOMINAL: ("description", "descriptions"),
    MentionForm.PRONOUN: ("pronoun", "pronouns"),
}

#: What sort of ground a place is, in words.
PRECISION_WORDS: dict[PlacePrecision, str] = {
    PlacePrecision.REGION: "region",
    PlacePrecision.COUNTRY: "country",
    PlacePrecision.ADMIN1: "province or state",
    PlacePrecision.ADMIN2: "district of a province",
    PlacePrecision.DISTRICT: "district",
    PlacePrecision.CITY: "town or city",
    PlacePrecision.FEATURE: "river, mountain or sea",
    PlacePrecision.SITE: "single site",
}

# The bands intelligence analysts use for likelihood (US ICD 203), lower bounds.
_BANDS = (
    (0.95, "almost certain"),
    (0.80, "very likely"),
    (0.55, "likely"),
    (0.45, "even chance"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
)

# Everything that moves, hides or breaks other text. White space stays, and so do the joiners and direction marks
# that Persian, Arabic and Hebrew spelling needs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SHORT = {
    0x00: "NUL",
    0x07: "BEL",
    0x08: "BS",
    0x1B: "ESC",
    0x7F: "DEL",
    0x9B: "CSI",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}
FIRST_STRONG, END_ISOLATE = "\u2068", "\u2069"


def confidence_words(confidence: float) -> str:
    """A confidence from 0 to 1 in the words analysts use; the bands are those of ICD 203."""
    return next((words for floor, words in _BANDS if confidence >= floor), "remote")


def percent(confidence: float) -> str:
    """A confidence from 0 to 1 as whole percent."""
    return f"{round(100 * confidence)} %"


def kind_words(kind: ActorKind, finer: str | None) -> str:
    """What an actor is: the gazetteer's finer word where there is one ("militia (group)"), else the kind alone."""
    words = " ".join((finer or "").replace("-", " ").split())
    if not words or kind.value in words:
        return words or kind.value
    return f"{words} ({kind.value})"


def count_words(count: int, one: str, several: str = "") -> str:
    """A number with its noun: ``1 name``, ``3 names``."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def published_words(doc: Document) -> str:
    """The publication date as far as it is known, saying what is not; the source's own string if it cannot be read."""
    if doc.published is None:
        return "date unknown"
    known = doc.published_precision
    try:
        if known is Precision.YEAR:
            return f"{int(doc.published[:4]):04d} (month and day unknown)"
        if known is Precision.MONTH:
            return f"{datetime.strptime(doc.published[:7], '%Y-%m'):%B %Y} (day unknown)"
        moment = datetime.fromisoformat(doc.published)
    except ValueError:
        return doc.published
    day = f"{moment.day} {moment:%B %Y}"
    if known not in (Precision.MINUTE, Precision.SECOND):
        return day
    clock = f"{moment:%H:%M:%S}" if known is Precision.SECOND else f"{moment:%H:%M}"
    return f"{day}, {clock} {moment.tzname() or '(time zone unknown)'}"


def unseen_name(character: str) -> str:
    """The short name of a control or direction character: ``RLO``, ``ESC``, else its code point."""
    return _SHORT.get(ord(character), f"U+{ord(character):04X}")


def visible(text: str, keep: Callable[[str], str] = str, mark: Callable[[str], str] = "[{}]".format) -> str:
    """``text`` with every control and direction-override character replaced by ``mark`` of its name.

    ``keep`` is applied to the stretches between them (escaping, for instance).
    """
    out, at = [], 0
    for found in _UNSEEN.finditer(text):
        out.append(keep(text[at : found.start()]))
        out.append(mark(unseen_name(found.group())))
        at = found.end()
    out.append(keep(text[at:]))
    return "".join(out)


def isolated(text: str) -> str:
    """``text`` between isolating marks if any of it runs right to left, so that it cannot reorder what is beside it."""
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return f"{FIRST_STRONG}{text}{END_ISOLATE}"
    return text
