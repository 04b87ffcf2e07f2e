"""Whether an actor of a document is one that the desk has met: what speaks for it and against it, and what follows.

The name comes first: how like it is, and how much of one there is. A full name that fits is enough where nothing speaks
against it; a short form, or a spelling that may be somebody else's, needs more: the office at that date, the body, who
else is named, which countries the document is about. Office, body, country and dates that do not go together keep two
people of one name apart. Where two fit alike, neither is taken, and both are asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..codebook import role_words
from ..gazetteer.common_words import is_common
from ..gazetteer.keys import name_key
from ..gazetteer.likeness import SAME, SURE, likeness
from ..gazetteer.name_words import Kind, name_words
from ..gazetteer.spelling import sound_keys
from ..record import ActorKind
from .company import Company, shared_countries
from .offices import Held, against, for_office

#: From this score on an actor is linked, and from this on it is asked about; the next one is to be so far below.
DO, ASK, MARGIN = 0.66, 0.5, 0.08
#: What a name that fits is worth by itself.
_FULL, _FORM, _SLIP, _SHORT, _GENERIC = 0.70, 0.58, 0.50, 0.38, 0.40
#: Institutions, and holders of offices, among the lists of ``roles.yaml``; and a word of them that is no common one.
_INSTITUTIONS, _COMMON = frozenset(("organisations", "states", "persons")), frozenset(("interior",))
#: Least likeness of two names that are compared further, if one leaves words out, and if not.
_LEAST_SHORT, _LEAST = 0.6, 0.74
#: How many names of an entity are compared with one.
_NAMES = 6
#: Readings of a name's sounds that are compared.
_READINGS = 2
_COUNTRY, _FOREIGN = 0.12, 0.10
_COMPANY = (0.0, 0.10, 0.15, 0.18)
_OUTLET, _CLAIMED, _SOLE = 0.02, 0.2, 0.06
#: Less than this of a document is about an entity's countries: it is about other ones.
_LITTLE = 0.05
_BODIES = frozenset((ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.OUTLET))

_ALONE = Company()


class Verdict(StrEnum):
    """What a score comes to."""

    DO = "do"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor as it is compared: of one document, or an entity with all that the desk and packs know of it.

    ``countries`` are those that packs give it; ``start`` and ``end`` when it lived or was there, as packs have it.
    """

    names: tuple[str, ...]
    kind: ActorKind
    offices: tuple[Held, ...] = ()
    countries: tuple[str, ...] = ()
    company: Company = _ALONE
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for one entity: ``score`` (0 to 1), and the reasons in words, the strongest first."""

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return Verdict.DO if self.score >= DO else Verdict.ASK if self.score >= ASK else Verdict.NO


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of an actor: the entity that it is linked to (``None``: one of its own), and whom to ask about."""

    entity: int | None
    why: Weighed
    ask: tuple[tuple[int, Weighed], ...] = ()


_OWN = Weighed(1.0, ("nobody on the desk was like it",))


def decide(weighed: Mapping[int, Weighed], asked: frozenset[tuple[int, int]] = frozenset(), most: int = 3) -> Decision:
    """What becomes of an actor that was set against these entities.

    ``asked`` are pairs of them that a question stands between: of two that fit alike the one that itself is disputed
    takes the actor, so that what nobody can tell apart is one heap and not many.
    """
    ranked = sorted(weighed.items(), key=lambda pair: (-pair[1].score, pair[0]))
    fits = [(no, one) for no, one in ranked if one.verdict is not Verdict.NO]
    if not fits:
        return Decision(None, _OWN)
    first, best = fits[0]
    rivals = [(no, one) for no, one in fits[1:] if best.score - one.score < MARGIN]
    if best.verdict is Verdict.ASK:
        return Decision(None, _unsure(best), tuple(fits[:most]))
    if not rivals:
        return Decision(first, best, tuple(fits[1:most]))
    level = [first, *(no for no, _ in rivals)]
    heap = next((no for no in reversed(level) if any(_pair(no, other) in asked for other in level)), None)
    if heap is not None:
        return Decision(heap, weighed[heap], tuple(one for one in fits[:most] if one[0] != heap))
    return Decision(None, Weighed(best.score, ("several fit alike",)), tuple(fits[:most]))


def _unsure(best: Weighed) -> Weighed:
    return Weighed(best.score, ("nobody on the desk was surely it",))


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


def weigh(seen: Profile, other: Profile, claim: float | None = None, *, sole: bool = False) -> Weighed:
    """What speaks for an actor of a document being an entity.

    ``claim`` (0 to 1) is what reading gave it; ``sole`` says that nobody else on the desk has a name like it.
    """
    if not may_be(seen.kind, other.kind):
        return Weighed(0.0, (f"a {seen.kind.value} is no {other.kind.value}",))
    score, why = name_weight(seen.names, other.names, seen.kind)
    if claim is not None and score < _SHORT:
        score, why = _SHORT, "reading names it among those that may be meant"
    if score == 0.0:
        return Weighed(0.0, (why,))
    reasons = [why]
    if sole and score == _SHORT:
        score += _SOLE
        reasons.append("nobody else on the desk is called so")
    if claim is not None:
        score += _CLAIMED * claim
        reasons.append("the text itself speaks for it")
    for points, reason in (*_offices(seen, other), *_around(seen, other), *_lifetime(seen, other)):
        score += points
        reasons.append(reason)
    return Weighed(round(min(max(score, 0.0), 0.99), 3), tuple(reasons))


def may_be(one: ActorKind, two: ActorKind) -> bool:
    """Whether the kinds go together: a person is no body, a body no state; what sort of body it is often is misread."""
    return one is two or (one in _BODIES and two in _BODIES)


@lru_cache(maxsize=1 << 14)
def is_short(name: str) -> bool:
    """Whether a name is one word that tells: a surname, a given name, or a body's short name."""
    words = [word.kind for word in name_words(name)]
    told = next((at for at, kind in enumerate(words) if kind is Kind.WORD), 0)
    # What is a title before a name ("Sheikh") is a name after one.
    return sum(kind in (Kind.WORD, Kind.TITLE) for kind in words[told:]) < 2


@lru_cache(maxsize=1 << 14)
def is_generic(name: str) -> bool:
    """Whether a name is made of common words only and means an institution that every country has: "Interior Ministry".

    A name of one common word is such a one too; "Salt Front" is a name.
    """
    words = name_key(name).split()
    roles = [role_words().kind([word]) for word in words]
    if not all(
        role or is_common(word) or len(word) < 3 or word in _COMMON for role, word in zip(roles, words, strict=True)
    ):
        return False
    return len(words) == 1 or bool(_INSTITUTIONS.intersection(role for role in roles if role))


def name_weight(seen: Sequence[str], others: Sequence[str], kind: ActorKind) -> tuple[float, str]:
    """What the likest pair of names is worth, and why; 0 if none are like enough."""
    person = kind is ActorKind.PERSON
    best = (0.0, "their names are not like each other")
    for name in seen:
        for other in _worth_comparing(name, others):
            found = likeness(name, other, body=not person)
            worth = _worth(name, other, found.score, person)
            if worth > best[0]:
                best = worth, _told(name, other, found.reason)
    return best


def _worth(name: str, other: str, alike: float, person: bool) -> float:
    short = is_short(name) or is_short(other)
    if alike < (_LEAST_SHORT if person and short else _LEAST):
        return 0.0
    if person and short:
        return _SHORT
    if not person and is_generic(name):
        return _GENERIC if alike >= SURE else 0.0
    if alike >= SURE:
        return _FULL
    if alike >= SAME:
        return _FORM
    return 0.0 if short else _SLIP


def _told(name: str, other: str, reason: str) -> str:
    if name == other:
        return f"both are called {name}"
    return f"{name}, {other}: {reason}"


def _worth_comparing(name: str, others: Sequence[str]) -> list[str]:
    """The names that may be spellings of this one: one that is written alike, else those that sound nearly so."""
    key = name_key(name)
    same = [other for other in others if name_key(other) == key]
    if same:
        return same[:1]
    heard = _heard(name)
    return [other for other in others if _nearly(heard, _heard(other))][:_NAMES]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A name's consonants, in their likeliest readings, and those of its first and last word; whether it is short."""

    whole: tuple[str, ...]
    ends: frozenset[str]
    short: bool


@lru_cache(maxsize=1 << 15)
def _heard(name: str) -> _Heard:
    words = name_key(name).split()
    ends = (key for word in (*words[:1], *words[-1:]) for key in sound_keys(word)[:1])
    return _Heard(sound_keys(name)[:_READINGS], frozenset(ends), is_short(name))


def _nearly(one: _Heard, two: _Heard) -> bool:
    """Whether two names may be alike at all: said before their words are set against each other, which takes longer."""
    if one.short or two.short:
        return bool(one.ends & two.ends)
    return any(a == b or a in b or b in a or one_apart(a, b) for a in one.whole for b in two.whole)


def one_apart(one: str, two: str) -> bool:
    """Whether two rows of letters differ in one letter, or in two neighbours that changed places."""
    if abs(len(one) - len(two)) > 1:
        return False
    begin, most = 0, min(len(one), len(two))
    while begin < most and one[begin] == two[begin]:
        begin += 1
    end = 0
    while end < most - begin and one[-1 - end] == two[-1 - end]:
        end += 1
    left, right = one[begin : len(one) - end], two[begin : len(two) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _offices(seen: Profile, other: Profile) -> list[tuple[float, str]]:
    day = seen.company.days[0] if seen.company.days else None
    fits = for_office(seen.offices, other.offices, day)
    if fits is not None:
        return [fits]
    clash = against(seen.offices, other.offices, day)
    return [] if clash is None else [clash]


def _around(seen: Profile, other: Profile) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    both = [no for no in seen.company.others if no in other.company.others]
    if both:
        many = "" if len(both) == 1 else f" ({len(both)})"
        found.append((_COMPANY[min(len(both), len(_COMPANY) - 1)], f"the same others are named beside both{many}"))
    share = shared_countries(seen.company, other.countries, other.company)
    if share is not None and share > _LITTLE:
        found.append((_COUNTRY * share, "the documents are about the same countries"))
    elif share is not None and not both:
        found.append((-_FOREIGN, "but the documents are about other countries"))
    if seen.company.outlets & other.company.outlets:
        found.append((_OUTLET, "the same outlet names both"))
    return found


def _lifetime(seen: Profile, other: Profile) -> list[tuple[float, str]]:
    day = seen.company.days[0] if seen.company.days else None
    if day is not None and other.start is not None and day < other.start[: len(day)]:
        return [(-0.3, f"but it was not there before {other.start}")]
    return []
