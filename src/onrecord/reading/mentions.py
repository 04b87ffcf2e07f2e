"""Who and what is named in a text: what the gazetteer knows first, then what the tagger sees, then the capitals.

The three see different things. The gazetteer knows whole names and what they stand for; the tagger knows by the words
around it that something unknown is a name, and of whom; a run of capitals has its borders right, title and office
told apart. A name here is one stretch of text, with all that the three say of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..codebook import english_words, metonym_words, party_words, role_words
from ..gazetteer import Gazetteer, Hit, KnownEvent, KnownPlace, NameForm
from ..gazetteer.spelling import plain_key
from ..record import ActorKind, Span
from ..tagger.runtime import NameSpan
from .layout import Layout
from .metonyms import SURE, Reading, acting
from .names import Name, Word, is_capital, names, words_in
from .noun_phrases import STOPS
from .places import PlaceWords
from .sightings import Sighting, sightings

#: What the tagger's kinds are called in a record; a place is no actor until it acts.
KINDS = {
    "person": ActorKind.PERSON,
    "organisation": ActorKind.ORGANISATION,
    "place": ActorKind.PLACE,
    "people": ActorKind.PEOPLE,
}
#: Whose demonyms name a people and no members of a body ("Democrats").
_LANDS = (ActorKind.STATE, ActorKind.PEOPLE)
#: A place of fewer people is no rival of a known person of its name.
_TOWN = 100_000
#: What follows the place that opens a wire story: "(L.P.A.) -", ", Qalmara -".
_DATELINE = re.compile(r"(?:,[^.(\n]{1,30})?\s*(?:\([A-Z][\w. ]{1,20}\)\s*)?(?:—|–|--|- )")
#: Small words that lose the space before them in print.
_GLUED = ("in", "of", "and", "the", "on", "at", "for", "to")
#: From this confidence on the tagger's borders win over those of a run of capitals.
_FIRM = 0.8


@dataclass(frozen=True, slots=True)
class Belonging:
    """A word that says of which state or people somebody is ("Lebanese", "the Kurds"): the known ones it may mean.

    ``people`` says that the word means those people themselves.
    """

    span: Span
    known: tuple[Hit, ...]
    people: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """Words that name a dated event that the gazetteer knows."""

    span: Span
    event: KnownEvent


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that is named: names of actors, words of belonging, names of places, described bodies, and dated events.

    Each list is in text order.
    """

    names: tuple[Name, ...] = ()
    belongings: tuple[Belonging, ...] = ()
    places: tuple[PlaceWords, ...] = ()
    described: tuple[NameSpan, ...] = ()
    happenings: tuple[Happening, ...] = ()


def mentions(
    text: str, layout: Layout, tagged: Sequence[NameSpan], gazetteer: Gazetteer, headlines: Sequence[Span]
) -> Mentions:
    """Everything named in a text. In ``headlines`` capitals say nothing, so only gazetteer and tagger are asked."""
    seen = sightings(text, layout, gazetteer)
    known = [s for s in seen if s.actors or s.places]
    tags = _Tags([t for t in tagged if not t.nominal])
    gathered = _Gathering(text, known, tags, gazetteer)
    for name in names(text, layout, headlines):
        gathered.settle(name)
    gathered.add_unmet(layout)
    described = [t for t in tagged if t.nominal]
    # "Striking dockers" opens with a capital and no name.
    openings = {t.start for t in described}
    found = [
        n
        for n in gathered.names
        if n.known or n.titled or ((n.sure or n.span.start not in openings) and _is_name(text, n))
    ]
    found.sort(key=lambda n: n.span)
    surnames = {name.span.start for name in _surnames(text, found)}
    places = {at: known for at, known in gathered.places.items() if at not in surnames}
    found = [replace(n, kind=ActorKind.PERSON) if n.span.start in surnames else n for n in found]
    weighed = list(_weighed(text, layout, found, places))
    return Mentions(
        names=tuple(name for name, _ in weighed),
        belongings=tuple(sorted(gathered.belongings, key=lambda b: b.span)),
        places=tuple(place for _, place in weighed if place is not None),
        described=tuple(described),
        happenings=tuple(Happening(s.span, s.events[0]) for s in seen if len(s.events) == 1),
    )


def _surnames(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """Single names that are a place's too, but here the surname of a person whom the text names in full."""
    persons = (n for n in found if len(n.words) > 1 and (n.titled or n.kind is ActorKind.PERSON))
    last = {plain_key(n.words[-1].low) for n in persons}
    for name in found:
        if len(name.words) == 1 and plain_key(name.words[0].low) in last:
            before = words_in(text, Span(max(0, name.span.start - 12), name.span.start)) if name.span.start else []
            if not before or before[-1].low not in metonym_words().locative:
                yield name


def _is_name(text: str, name: Name) -> bool:
    """A letter or two that no pack knows are an initial or an abbreviation ("Va."), unless a person bears them."""
    letters = "".join(w.low for w in name.words)
    stop = text[name.span.end : name.span.end + 1] == "."
    person = name.kind is ActorKind.PERSON and not stop
    return len(letters) > 2 or (len(letters) == 2 and (name.words[0].text.isupper() or person))


class _Tags:
    """The tagger's names in text order, asked for those that meet a span."""

    def __init__(self, tags: Sequence[NameSpan]) -> None:
        self.all = sorted(tags, key=lambda t: t.start)
        self._ends = [t.end for t in self.all]

    def meeting(self, span: Span) -> list[NameSpan]:
        at = bisect_left(self._ends, span.start + 1)
        out = []
        while at < len(self.all) and self.all[at].start < span.end:
            out.append(self.all[at])
            at += 1
        return out


class _Gathering:
    """Names as they are put together from the three."""

    def __init__(self, text: str, known: Sequence[Sighting], tags: _Tags, gazetteer: Gazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._known = list(known)
        self._ends = [s.span.end for s in known]
        self._tags = tags
        self._met: set[int] = set()
        self._taken: list[Span] = []
        self.names: list[Name] = []
        self.belongings: list[Belonging] = []
        #: Places by the place their words begin at.
        self.places: dict[int, tuple[KnownPlace, ...]] = {}

    def _sighted(self, span: Span) -> list[tuple[int, Sighting]]:
        at = bisect_left(self._ends, span.start + 1)
        out = []
        while at < len(self._known) and self._known[at].span.start < span.end:
            out.append((at, self._known[at]))
            at += 1
        return out

    def settle(self, name: Name) -> None:
        """File a run of capitals as the name or names that it is."""
        if name.role is not None:
            self._taken.append(name.role)
            for at, sighting in self._sighted(name.role):
                if at not in self._met and _belongs(sighting):
                    self._belong(at, sighting)
                elif at not in self._met:
                    self._met.add(at)
                    self._belong_within(sighting)
        name = self._bare(name)
        while True:
            inner = self._sighted(name.span)
            whole = next((pair for pair in inner if pair[1].span.holds(name.span)), None)
            if whole is not None:
                self._file_known(*whole, name)
                return
            first = next(((at, s) for at, s in inner if s.span.start == name.span.start), None)
            if first is None:
                break
            rest = tuple(w for w in name.words if w.start >= first[1].span.end)
            joined = _joined_word(name, first[1])
            if not joined and not (_belongs(first[1]) and rest):
                break
            if joined:
                self._file_known(*first, None)
            else:
                self._belong(*first)
            if not rest:
                return
            if _is_body(rest) and not joined and not any(s.span.start == rest[0].start for _, s in inner):
                break
            name = replace(name, words=rest)
        last = next(((at, s) for at, s in inner if s.span.end == name.span.end and s.actors), None)
        if last is not None and _are_of(name, last[1]):
            self._file_known(*last, None)
            return
        self._split(name, inner)

    def _bare(self, name: Name) -> Name:
        """The name without a preposition that only a sentence's first place made large: "Near Port Yassem"."""
        small = metonym_words().locative | english_words().openers
        if len(name.words) < 2 or name.words[0].low not in small:
            return name
        second = name.words[1].start
        starts = {s.span.start for _, s in self._sighted(name.span)}
        starts.update(tag.start for tag in self._tags.meeting(name.span))
        return replace(name, words=name.words[1:]) if second in starts and name.span.start not in starts else name

    def _split(self, name: Name, inner: Sequence[tuple[int, Sighting]]) -> None:
        """A run that ends in a country without a word that ties it on is two names whose joint was lost in print."""
        last = next(((at, s) for at, s in inner if s.span.end == name.span.end), None)
        if last is not None and any(h.actor.kind is ActorKind.STATE for h in last[1].actors):
            head = tuple(w for w in name.words if w.end <= last[1].span.start)
            whole = any(t.start <= name.span.start and t.end >= name.span.end for t in self._tags.meeting(name.span))
            parted = self._unglued(head)
            if parted is None and len(head) > 1 and is_capital(head[-1]) and not _is_body(head) and not whole:
                parted = replace(name, words=head)
            if parted is not None:
                self._add(parted, ())
                self._file_known(*last, None)
                return
        self._file(self._bordered(name, [s for _, s in inner]), met=inner)

    def _unglued(self, head: tuple[Word, ...]) -> Name | None:
        """A known name whose last word a small word ran into: "the Salt Frontin Qalmara"."""
        for small in _GLUED if len(head) > 1 else ():
            last = head[-1]
            if last.low.endswith(small) and len(last.low) > len(small) + 2:
                cut = replace(
                    last, text=last.text[: -len(small)], end=last.end - len(small), low=last.low[: -len(small)]
                )
                known = self._gazetteer.actors_named(" ".join([*(w.text for w in head[:-1]), cut.text]))
                if known:
                    return Name((*head[:-1], cut), known=known)
        return None

    def _bordered(self, name: Name, inner: Sequence[Sighting]) -> Name:
        """The name within the borders that the tagger is sure of, where gazetteer or sentence start agree with it."""
        for tag in self._tags.meeting(name.span):
            span = Span(tag.start, tag.end)
            before = [w.low for w in name.words if w.end <= tag.start]
            if span == name.span or tag.confidence < _FIRM or before[-1:] in (["of"], ["for"], ["the"], ["and"]):
                continue
            if "&" in name.span.of(self._text):
                continue
            agrees = any(s.span == span for s in inner)
            opens = tag.start > name.span.start and tag.end >= name.span.end and len(name.words) > 2
            wider = span.holds(name.span)
            if agrees or opens or wider:
                words = tuple(words_in(self._text, span))
                if words and any(is_capital(w) for w in words):
                    role = name.role if name.words[0].start == span.start else None
                    return replace(name, words=words, role=role, titled=name.titled and role is not None)
        return name

    def _file_known(self, at: int, sighting: Sighting, name: Name | None) -> None:
        self._met.add(at)
        if _belongs(sighting):
            self._belong(at, sighting)
            return
        self._belong_within(sighting)
        office = (h.actor.type == "office" and h.alias.form is NameForm.DESCRIPTION for h in sighting.actors)
        if not sighting.places and sighting.actors and all(office):
            # "Qalmari Prime Minister" is an office, described and not named.
            self._taken.append(sighting.span)
            return
        keeps = name is not None and sighting.span.start >= name.words[0].start
        self._add(
            Name(
                words=sighting.words,
                role=name.role if name is not None and keeps else None,
                titled=name.titled if name is not None else False,
                known=sighting.actors,
            ),
            sighting.places,
        )

    def _belong_within(self, sighting: Sighting) -> None:
        """The state whose adjective opens a known name: "Qalmari" of "Qalmari forces"."""
        first = sighting.words[0]
        itself = any(h.actor.kind is ActorKind.STATE for h in sighting.actors)
        if len(sighting.words) > 1 and len(first.text) > 1 and not itself:
            adjectives = (NameForm.ADJECTIVE, NameForm.ACRONYM)
            known = [h for h in self._gazetteer.actors_named(first.text) if h.alias.form in adjectives]
            if any(h.alias.form is NameForm.ADJECTIVE for h in known):
                self.belongings.append(Belonging(Span(first.start, first.end), tuple(known), people=False))

    def _belong(self, at: int, sighting: Sighting) -> None:
        self._met.add(at)
        self._taken.append(sighting.span)
        peoples = tuple(hit for hit in sighting.actors if hit.actor.kind is ActorKind.PEOPLE)
        people = all(hit.alias.form is not NameForm.ADJECTIVE for hit in sighting.actors)
        self.belongings.append(Belonging(sighting.span, peoples if people and peoples else sighting.actors, people))

    def _file(self, name: Name, met: Iterable[tuple[int, Sighting]]) -> None:
        self._met.update(at for at, _ in met)
        exact = next((s for _, s in met if s.span == name.span), None)
        if exact is not None:
            name = replace(name, known=exact.actors)
        self._add(name, exact.places if exact is not None else ())

    def _add(self, name: Name, places: tuple[KnownPlace, ...]) -> None:
        span = name.span
        if any(span.meets(taken) for taken in self._taken[-3:]) and any(n.span.meets(span) for n in self.names[-3:]):
            return
        self._taken.append(span)
        tag = max(self._tags.meeting(span), key=lambda t: min(t.end, span.end) - max(t.start, span.start), default=None)
        if tag is not None and 2 * (min(tag.end, span.end) - max(tag.start, span.start)) >= span.end - span.start:
            if tag.kind == "people" and not name.known and not places and self._qualifies(name):
                # An adjective of a people that no pack lists ("Qalmari") says nothing of whom it means.
                return
            name = replace(name, kind=KINDS.get(tag.kind), sure=tag.confidence)
        if places:
            self.places[span.start] = places
        self.names.append(name)

    def _qualifies(self, name: Name) -> bool:
        """Whether a noun written small follows the name straight away, so that it only says of what sort that is."""
        last = name.words[-1]
        following = words_in(self._text, Span(last.end, last.end + 30)) if last.end < len(self._text) else []
        if last.possessive or not following or self._text[last.end : following[0].start] != " ":
            return False
        word = following[0]
        return word.text.islower() and word.low not in metonym_words().doing and word.low not in STOPS

    def add_unmet(self, layout: Layout) -> None:
        """What gazetteer and tagger see where no run of capitals stands: in headlines, and small ("al-qaida")."""
        taken = Cover(self._taken)
        for at, sighting in enumerate(self._known):
            careful = all(h.alias.careful for h in sighting.actors) and not sighting.places
            if careful and not self._tags.meeting(sighting.span):
                continue
            if at not in self._met and not taken.meets(sighting.span):
                self._file_known(at, sighting, None)
        taken = Cover(self._taken)
        for tag in self._tags.all:
            span = Span(tag.start, tag.end)
            words = tuple(words_in(self._text, span))
            if (
                words
                and tag.kind in KINDS
                and tag.kind != "people"
                and not taken.meets(span)
                and any(is_capital(w) for w in words)
            ):
                self._add(Name(words), ())


class Cover:
    """Spans that are taken, asked whether one meets them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._furthest = []
        furthest = 0
        for span in self._spans:
            furthest = max(furthest, span.end)
            self._furthest.append(furthest)

    def meets(self, span: Span) -> bool:
        at = bisect_left(self._spans, span.end, key=lambda s: s.start) - 1
        return at >= 0 and self._furthest[at] > span.start


def _belongs(sighting: Sighting) -> bool:
    """Whether a sighting says of which state or people somebody is, and names nobody."""
    forms = (NameForm.ADJECTIVE, NameForm.DEMONYM)
    return (
        bool(sighting.actors)
        and not sighting.places
        and all(h.alias.form in forms or h.actor.kind is ActorKind.PEOPLE for h in sighting.actors)
        and any(h.alias.form is NameForm.ADJECTIVE or h.actor.kind in _LANDS for h in sighting.actors)
    )


def _joined_word(name: Name, sighting: Sighting) -> bool:
    """Whether a sighting is the first part of a word that a hyphen joins: "Lebanese" of "Lebanese-backed"."""
    return any(w.start < sighting.span.end < w.end for w in name.words)


def _are_of(name: Name, sighting: Sighting) -> bool:
    """Whether a run of capitals only says who belongs to a known body: "Fighters of the Coastal Guard"."""
    before = [w.low for w in name.words if w.end <= sighting.span.start and w.low != "the"]
    return len(before) > 1 and before[-1] == "of" and role_words().kind(before[:-1]) == "persons"


def _is_body(words: Sequence[Word]) -> bool:
    """Whether words that follow an adjective of a state name a body of it: "Parliament", "Coastal Guard"."""
    lows = [w.low for w in words]
    kind = role_words().kind(lows)
    return kind in ("organisations", "groups", "states") or party_words().is_outlet(lows)


def _weighed(
    text: str, layout: Layout, found: Sequence[Name], places: dict[int, tuple[KnownPlace, ...]]
) -> Iterator[tuple[Name, PlaceWords | None]]:
    """Each name with how likely it acts, and as a place where it may be one."""
    starts = [s.start for s in layout.sentences]
    last: tuple[int, Span, Reading] | None = None
    for name in found:
        there = places.get(name.span.start, ())
        if not there and (name.known or name.kind is not ActorKind.PLACE):
            yield name, None
            continue
        number = bisect_left(starts, name.span.start + 1) - 1
        before = last if last is not None and last[0] == number else None
        if before is not None and before[2].acting < 0.5 and text[before[1].end : name.span.start] == ", ":
            reading = Reading(0.05, "after a place and a comma")
        else:
            reading = _reading(text, layout.sentences[number], name, there, before[2] if before is not None else None)
        last = (number, name.span, reading)
        place = None
        if reading.acting < SURE and not _unlikely(name, there):
            place = PlaceWords(name.span, there, round(1 - reading.acting, 2))
        yield replace(name, acting=reading.acting), place


def _reading(text: str, sentence: Span, name: Name, places: tuple[KnownPlace, ...], before: Reading | None) -> Reading:
    """Whether a name that may be a place acts: states and their metonyms do, and what the tagger takes for a body."""
    governs = any(h.actor.kind is ActorKind.STATE or h.alias.form is NameForm.METONYM for h in name.known)
    words = _around(text, sentence, name)
    if not governs:
        return _of_other(name, places, words)
    if name.span.start == sentence.start and _DATELINE.match(text, name.span.end):
        return Reading(0.05, "it opens a dateline")
    first = next((i for i, w in enumerate(words) if w.start >= name.words[0].start), len(words) - 1)
    final = next((i for i, w in enumerate(words) if w.end >= name.words[-1].end), len(words) - 1)
    if len(words) == final - first + 1:
        return Reading(0.2, "it stands alone")
    capital = all(h.alias.form is NameForm.METONYM for h in name.known)
    return acting(words, first, final, before, capital=capital)


def _unlikely(name: Name, places: tuple[KnownPlace, ...]) -> bool:
    """Whether only the gazetteer takes one word for a place, and a small one: many small places have common names."""
    return len(name.words) == 1 and name.sure == 0 and bool(places) and all(p.population < _TOWN for p in places)


def _of_other(name: Name, places: tuple[KnownPlace, ...], words: Sequence[Word]) -> Reading:
    """A name that no state bears is somebody's or a place's by what gazetteer and tagger take it for."""
    before = [w.low for w in words if w.end <= name.words[0].start]
    if places and not name.titled and before and before[-1] in metonym_words().locative and not name.known:
        return Reading(0.0, f"after {before[-1]!r}")
    if name.titled or (name.known and name.kind in (ActorKind.PERSON, ActorKind.ORGANISATION)):
        return Reading(1.0, "title or tagger take it for somebody")
    small = all(p.population < _TOWN for p in places)
    if small and any(h.actor.kind is ActorKind.PERSON for h in name.known):
        return Reading(0.9, "a known person's name, and no large place's")
    if not name.known and name.kind is ActorKind.PERSON and small and (len(name.words) == 1 or not places):
        return Reading(0.9, "the tagger takes it for a person")
    return Reading(0.0, "known as a place only" if places else "the tagger takes it for a place")


def _around(text: str, sentence: Span, name: Name) -> list[Word]:
    """The words of the sentence near the name; all that is asked for stands within these."""
    begin, end = max(sentence.start, name.span.start - 80), min(sentence.end, name.span.end + 60)
    return words_in(text, Span(begin, end))
