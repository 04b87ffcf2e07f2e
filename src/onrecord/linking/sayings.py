"""Statements made ready to be compared with those of other documents, and the keys by which likely ones are found.

A statement is known again by its words, by who said it and by when it was said. Keys are hashes of runs of its words
(whatever its speaker, at any time), and of single telling words with the speaker and the month or so in which it was
said: so what is worth comparing is looked up, not searched for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..record import Form, MentionForm, Party, Record, Span, SpeechAct, Statement
from .said_words import COMMON, MONTHS, WEEKDAYS, number_of, says_no, stem, telling
from .wording import wording

#: Words in a run, and the runs of which one is kept: any seven words in a row that two share give them a key.
RUN, _WINDOW = 3, 4
#: A statement has at most so many keys of runs, and of words.
_MOST_RUNS, _MOST_WORDS = 24, 8
#: Days in a stretch of time that the keys of words bear.
_STRETCH = 21
#: Contents are compared by so many words at most: a speech is known by its beginning.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Page:
    """Where statements stand: the document's number and family, its outlet with all names, when it was published.

    ``day`` is a date, ``None`` where it is unknown. ``outlet`` is the outlet's id.
    """

    document: int
    family: int | None
    outlet: str | None
    names: tuple[str, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement ready to be compared. ``no`` is its number, ``spans`` its content.

    ``forms`` are the words of its content, with where each stands in the document; ``quoted`` says which stand in
    quotation marks. ``speaker`` holds the numbers of the entities that the speaker is, ``called`` the words of its
    name; ``named`` says whether that is a name and no description. ``since`` and ``until`` are the days on which it
    was said, as far as its own words tell. ``through`` are the words of its medium and addressee.
    """

    no: int
    page: Page
    statement: Statement
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[bool, ...]
    speaker: frozenset[int]
    called: tuple[str, ...]
    named: bool
    cue: tuple[str, ...]
    target: frozenset[str]
    target_of: int | None
    through: tuple[str, ...]
    since: date | None
    until: date | None
    tells: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    calendar: frozenset[str]
    denies: bool

    @property
    def day(self) -> date | None:
        """The day that it is looked for by: when it was said, else when it was published."""
        return self.since or self.page.day

    def words(self, begin: int, end: int) -> Span:
        """From the first to the last of these words, in the document."""
        return Span(self.starts[begin], self.ends[end - 1])


def sayings(
    record: Record, page: Page, numbers: Mapping[str, int], entities: Mapping[str, Collection[int]]
) -> list[Saying]:
    """The statements of a record in their order. ``numbers`` are theirs by id in the record, ``entities`` those of
    each actor by its id in the record: all that it may be called by, its own among them.
    """
    maker = _Maker(record, page, entities)
    return [maker.saying(one, numbers[one.id]) for one in record.statements if one.id in numbers and one.content]


class _Maker:
    def __init__(self, record: Record, page: Page, entities: Mapping[str, Collection[int]]) -> None:
        self.text, self.page, self.entities = record.document.text, page, entities
        self.times = {time.id: time for time in record.times}
        self.named = {
            actor.id
            for actor in record.actors
            if any(mention.form in (MentionForm.NAME, MentionForm.ACRONYM) for mention in actor.mentions)
        }

    def saying(self, one: Statement, no: int) -> Saying:
        forms: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        quoted: list[bool] = []
        names: set[str] = set()
        for span in one.content:
            words = wording(span.of(self.text))
            forms += words.forms
            starts += [span.start + at for at in words.starts]
            ends += [span.start + at for at in words.ends]
            direct = one.form is Form.DIRECT
            quoted += [direct or (one.form is Form.MIXED and inside > 0) for inside in words.quoted]
            names.update(
                stem(words.forms[at])
                for at in range(1, len(words))
                if words.is_particular(at) and _is_name(words.forms[at]) and not _begins_sentence(words.sentence, at)
            )
        told = self.times.get(one.when or "")
        kept = slice(0, LONGEST)
        tells = telling(forms[kept])
        return Saying(
            no=no,
            page=self.page,
            statement=one,
            forms=tuple(forms[kept]),
            starts=tuple(starts[kept]),
            ends=tuple(ends[kept]),
            quoted=tuple(quoted[kept]),
            speaker=frozenset(self.entities.get(one.speaker.actor or "", ())),
            called=self._called(one),
            named=one.speaker.actor in self.named,
            cue=tuple(self._forms(one.cue)),
            target=telling(self._forms(one.target.spans)) if one.target else frozenset(),
            target_of=self._entity(one.target),
            through=tuple(self._party(one.medium) + self._party(one.addressee)),
            since=_day(told.start) if told else None,
            until=_day(told.end) if told else None,
            tells=tells,
            numbers=frozenset(filter(None, map(number_of, forms[kept]))),
            names=frozenset(names),
            calendar=frozenset(form for form in forms[kept] if form in MONTHS or form in WEEKDAYS),
            denies=says_no(forms[kept]) ^ (one.act in (SpeechAct.DENY, SpeechAct.REJECT) and not says_no(forms[kept])),
        )

    def _called(self, one: Statement) -> tuple[str, ...]:
        if one.speaker.name:
            return tuple(wording(one.speaker.name).forms)
        return tuple(self._forms(one.speaker.spans))

    def _forms(self, spans: Sequence[Span]) -> list[str]:
        return [form for span in spans for form in wording(span.of(self.text)).forms]

    def _party(self, party: Party | None) -> list[str]:
        return self._forms(party.spans) if party else []

    def _entity(self, party: Party | None) -> int | None:
        known = self.entities.get(party.actor or "", ()) if party else ()
        return min(known, default=None)


def _is_name(form: str) -> bool:
    return not form[0].isdigit() and form not in COMMON and form not in MONTHS and form not in WEEKDAYS


def _begins_sentence(sentence: Sequence[int], at: int) -> bool:
    return at == 0 or sentence[at] != sentence[at - 1]


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError:
        return None


def keys(one: Saying) -> list[int]:
    """The keys that a statement is kept under, 63 bits each."""
    return sorted({*runs(one), *_words(one, 0)})


def asked(one: Saying) -> list[int]:
    """The keys of its words that statements like it are looked for by, of its own time and of those beside it."""
    return sorted({*_words(one, -1), *_words(one, 0), *_words(one, 1)})


def runs(one: Saying) -> Iterator[int]:
    """The keys of its runs of words: in each window of them the one whose hash is lowest (winnowing)."""
    every = (one.forms[at : at + RUN] for at in range(len(one.forms) - RUN + 1))
    hashes = [_key("r", *run) for run in every if any(form not in COMMON for form in run)]
    kept: dict[int, None] = {}
    for at in range(max(1, len(hashes) - _WINDOW + 1)):
        if window := hashes[at : at + _WINDOW]:
            kept[min(window)] = None
    yield from list(kept)[:_MOST_RUNS]


def _words(one: Saying, shift: int) -> Iterator[int]:
    """The most telling words (numbers and names, then the longest) with the speaker and the time."""
    if one.day is None:
        return
    stretch = str((one.day + timedelta(days=shift * _STRETCH)).toordinal() // _STRETCH)
    special = one.numbers | one.names
    best = sorted(one.tells, key=lambda word: (word not in special, -len(word), word))[:_MOST_WORDS]
    for who in _callings(one):
        for word in best:
            yield _key("w", stretch, who, word)


def _callings(one: Saying) -> list[str]:
    """What a speaker is looked for by: each entity that it is, and the last word of its name."""
    return [*(str(entity) for entity in sorted(one.speaker)), *one.called[-1:]]


def _key(*parts: str) -> int:
    digest = hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1
