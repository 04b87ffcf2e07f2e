"""Who speaks and acts for an actor, and with which authority: from the offices that packs and texts give.

A state is said to have warned when its foreign minister did. So one side of a trend is the actor itself, the bodies
that packs say are part of it or speak for it (of a state: its organs too, such as ministries and armies), and the
people who hold an office in it or in one of these, while they hold it. How much
of what was said is whose is told beside every figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from ..gazetteer import Gazetteer, KnownActor, NameForm
from ..record import ActorKind
from ..store import entities, profile_rows, trend_rows
from .profile_names import office_key
from .sides import ORGANS

#: With which authority somebody speaks for a side, the highest first; ``itself`` is where the actor itself is named.
HEAD, SPOKESMAN, MINISTRY, ITSELF, OTHER = "head", "spokesman", "ministry", "itself", "other"
AUTHORITIES = (HEAD, SPOKESMAN, MINISTRY, ITSELF, OTHER)
#: How many tellings of offices are looked at, and how many bodies within bodies.
_OFFICES, _DEEPEST = 2000, 4

_SPOKES = re.compile(r"\b(spokes\w+|press secretary)\b")
_NOT_OF_IT = re.compile(
    r"\b(former|ex|late|then|onetime|retired|outgoing|deposed|incoming|opposition|opponent|critic|dissident|rival|"
    r"candidate|nominee|citizen|resident|native|prisoner|detainee|refugee|exile|lawmaker|lawmakers|legislator|deputies|"
    r"mp|senator|congressman|congresswoman|journalist|reporter|editor|analyst|expert|historian|lawyer|supporter)\b"
)
_HEAD = re.compile(
    r"\b(president|prime minister|premier|chancellor|king|queen|emir|sultan|supreme leader|leader|commander|"
    r"commander-in-chief|head|chief|secretary[- ]general|chairman|chairwoman|chairperson|chair|director)\b"
)
_LESSER = re.compile(r"\b(deputy|vice|assistant|adviser|advisor|aide|acting|of staff|foreign|defen[cs]e|interior)\b")
_MINISTRY = re.compile(r"\b(minister|ministry|foreign secretary|secretary of (?:state|defen[cs]e)|attach[eé])\b")
_MINISTRY_NAME = re.compile(r"(?i)\b(ministry|department of state|foreign office)\b")
_OFFICIAL = re.compile(
    r"\b(minister|secretary|ambassador|envoy|consul|attach[eé]|official|general|colonel|admiral|commodore|major|captain|"
    r"officer|governor|commissioner|negotiator|delegate|representative|judge|prosecutor|inspector|deputy|vice|adviser|"
    r"advisor|aide|member|mediator|cleric|ayatollah|sheikh|prince|princess|crown prince|speaker)\b"
)


#: Forms of names that stand for the actor wherever they are.
_NAMING = frozenset(
    {NameForm.NAME, NameForm.SHORT, NameForm.ACRONYM, NameForm.FORMER, NameForm.ADJECTIVE, NameForm.DEMONYM}
)


@dataclass(frozen=True, slots=True)
class Voice:
    """With which authority somebody speaks for a side, under which title, from and to which day (``None``: open)."""

    authority: str
    title: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """An actor with all that speaks and acts for it: ``own`` are its base entities, ``voices`` those of the others.

    ``names`` (folded words) are those of the actor itself that are nobody else's and no other word.
    """

    own: frozenset[int]
    voices: Mapping[int, tuple[Voice, ...]] = field(default_factory=dict)
    names: tuple[tuple[str, ...], ...] = ()

    @property
    def bases(self) -> list[int]:
        """The base entities of all of them."""
        return sorted(self.own | self.voices.keys())

    def without(self, others: frozenset[int]) -> Side:
        """The side without these base entities."""
        voices = {no: some for no, some in self.voices.items() if no not in others}
        return Side(self.own - others, voices, self.names)

    def authority(self, number: int, day: date) -> str | None:
        """With which authority somebody speaks for it on a day; ``None`` for one who does not, or no longer does."""
        if number in self.own:
            return ITSELF
        told = [one.authority for one in self.voices.get(number, ()) if _holds(one, day.isoformat())]
        return min(told, key=AUTHORITIES.index, default=None)


def side_of(at: sa.Connection, number: int, at_time: str | None, gazetteer: Gazetteer | None) -> Side:
    """The side of an entity, by its number."""
    own = frozenset(entities.bases(at, number, at_time))
    found: defaultdict[int, list[Voice]] = defaultdict(list)
    links = profile_rows.links(at, sorted(own))
    bodies = dict.fromkeys(own, True)
    wholes: list[str] = []
    in_packs: set[int] = set()
    if gazetteer is not None:
        wholes = [link for link in links if link in gazetteer.actor_ids]
        packed = _Packed.of(gazetteer, wholes)
        for link, base in trend_rows.known(at, at_time).items() if wholes else ():
            if base in own or link not in gazetteer.actor_ids:
                continue
            actor = gazetteer.actor(link)
            if actor.kind is ActorKind.PERSON:
                voices = list(packed.offices(actor))
                found[base] += voices
                in_packs.update([base] if voices else [])
            elif actor.kind is not ActorKind.OUTLET and packed.has(link):
                for one in entities.bases(at, base, at_time):
                    bodies.setdefault(one, False)
                    found[one].append(Voice(MINISTRY if _is_ministry(actor) else OTHER, ""))
    for held in profile_rows.offices_in(at, sorted(bodies), at_time, _OFFICES):
        whole = held.body is not None and bodies.get(held.body, False)
        before = held.before.split()[-1:]
        authority = authority_of(" ".join((*before, held.title)), whole=whole)
        if held.entity not in bodies and held.entity not in in_packs and authority is not None:
            found[held.entity].append(Voice(authority, held.title))
    names = _names(at, sorted(own), gazetteer, wholes)
    return Side(own, {no: tuple(dict.fromkeys(some)) for no, some in found.items() if some}, names)


def _names(
    at: sa.Connection, own: Sequence[int], gazetteer: Gazetteer | None, wholes: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """The actor's names as packs have them, where nothing has to be heeded of them, and those of several words that
    texts use.
    """
    found = [
        words
        for name, origin in profile_rows.names_kept(at, own)
        # Of what packs have the form decides, below.
        if (origin == "text" or not wholes) and not name[:1].islower() and len(words := trend_rows.words_of(name)) > 1
    ]
    for link in wholes if gazetteer is not None else ():
        for alias in gazetteer.actor(link).names if gazetteer is not None else ():
            words = trend_rows.words_of(alias.name)
            if alias.form in _NAMING and not alias.careful and words:
                found.append(words)
    return tuple(sorted(set(found)))


def authority_of(title: str, *, whole: bool) -> str | None:
    """With which authority the holder of an office speaks for a side; ``whole`` says that it is one in the actor
    itself, not in a part of it. ``None`` where such a person does not speak for it.
    """
    said = office_key(title)
    if _NOT_OF_IT.search(f"{title.casefold()} {said}"):
        return None
    if _SPOKES.search(said):
        return SPOKESMAN
    if _HEAD.search(said) and not _LESSER.search(said):
        return HEAD if whole else OTHER
    if _MINISTRY.search(said):
        return MINISTRY
    return OTHER if _OFFICIAL.search(said) or _HEAD.search(said) else None


@dataclass(frozen=True, slots=True)
class _Packed:
    """Who belongs to an actor as packs have it: what is part of it or speaks for it, and of a state its organs."""

    gazetteer: Gazetteer
    wholes: frozenset[str]
    countries: frozenset[str]
    seen: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, gazetteer: Gazetteer, wholes: Sequence[str]) -> _Packed:
        states = [one for one in map(gazetteer.actor, wholes) if one.kind is ActorKind.STATE]
        return cls(gazetteer, frozenset(wholes), frozenset(one.countries[0] for one in states if one.countries))

    def has(self, link: str, deep: int = 0) -> bool:
        """Whether a body belongs to it, or to a body that does."""
        if link in self.wholes:
            return True
        if link not in self.seen:
            if link not in self.gazetteer.actor_ids or deep == _DEEPEST:
                return False
            actor = self.gazetteer.actor(link)
            organ = actor.type in ORGANS and bool(actor.countries) and actor.countries[0] in self.countries
            above = (*actor.part_of, *actor.speaks_for)
            self.seen[link] = actor.kind is not ActorKind.STATE and (
                organ or any(self.has(one, deep + 1) for one in above)
            )
        return self.seen[link]

    def offices(self, person: KnownActor) -> Iterator[Voice]:
        """With which authority somebody speaks for it, by the offices that packs give him."""
        for held in person.offices:
            if not self.has(held.body):
                continue
            whole = held.body in self.wholes
            authority = authority_of(held.title, whole=whole)
            body = self.gazetteer.actor(held.body) if held.body in self.gazetteer.actor_ids else None
            if authority == OTHER and body is not None and _is_ministry(body):
                authority = MINISTRY
            if authority is not None:
                yield Voice(authority, held.title, held.start, held.end)


def _is_ministry(body: KnownActor) -> bool:
    return body.type == "ministry" or bool(_MINISTRY_NAME.search(body.name))


def _holds(voice: Voice, day: str) -> bool:
    """Whether an office was held on a day; a date that is told to the month or year counts as the whole of it."""
    if voice.start is not None and day[: len(voice.start)] < voice.start[:10]:
        return False
    return voice.end is None or day[: len(voice.end)] <= voice.end[:10]
