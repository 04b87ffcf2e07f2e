"""Who and what a sentence names, and of these what the cited evidence does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..codebook import count_words, english_words, role_words
from ..codebook.fact_words import fact_words
from ..codebook.frame_words import frame_words
from ..gazetteer import Gazetteer, Hit, KnownPlace, NameForm
from ..gazetteer.common_words import is_common
from ..gazetteer.likeness import SAME, likeness
from ..reading.sightings import Sighting
from ..record import ActorKind, BriefSentence, PlacePrecision, Span, TimeKind
from .cited_words import OUTLET, CitedWords, cited_words, seen_in
from .evidence import Evidence
from .times_told import day_of, times_told
from .wordings import Wordings, capital, concepts, folded, folded_all, folded_text, wordings

if TYPE_CHECKING:
    from .check import Grounds

#: Below this share of small words a heading is written in capitals, which then say nothing.
_TITLED = 0.6
_LEAST_LETTERS = 4
#: How many words may stand from a state's name to that of its officer.
_OFFICE = 6
#: No name has more words.
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that what is cited does not have. ``span`` is where in the sentence's text; ``place`` says that it is told
    as a place, ``within`` is the country that what is cited does name, ``person`` that it is somebody.
    """

    span: Span
    words: str
    place: bool
    person: bool = False
    within: str | None = None


def unknown_names(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> tuple[Unknown, ...]:
    """The names in a sentence, outside quotation marks, that the evidence does not bear out."""
    words = cited_words(cited, grounds.gazetteer, grounds.style)
    kept = cited[0].worked.get("unknown names")
    if kept is not None and kept[0] is sentence and kept[1] is grounds and kept[2] is words:
        found: tuple[Unknown, ...] = kept[3]
        return found
    reading = _Reading(wordings(sentence.text), words, grounds, sentence.level > 0)
    found = tuple(reading.unknown())
    cited[0].worked["unknown names"] = (sentence, grounds, words, found)
    return found


@dataclass(slots=True)
class _Reading:
    """One sentence beside what it cites."""

    said: Wordings
    cited: CitedWords
    grounds: Grounds
    heading: bool

    def unknown(self) -> Iterator[Unknown]:
        aside = self._aside()
        used = list(aside)
        known: list[tuple[int, int, Sighting]] = []
        for sighting in seen_in(self.said.text, self.grounds.gazetteer):
            at = [n for n, word in enumerate(self.said.words) if sighting.span.meets(Span(word.start, word.end))]
            if not at or any(aside[n] for n in at) or self._is_opener(at, sighting):
                continue
            if self._is_within_name(at[0], at[-1]):
                continue
            known.append((at[0], at[-1], sighting))
        titled = self.heading and self._is_titled()
        for first, last, sighting in known:
            used[first : last + 1] = [True] * (last + 1 - first)
            found = self._known(first, last, sighting) or self._led_elsewhere(first, sighting)
            if found is not None:
                yield found
        if not titled:
            for run in self._runs(used):
                for begin in range(0, len(run), _LONGEST):
                    yield from self._unknown_in(run[begin : begin + _LONGEST])

    def _aside(self) -> list[bool]:
        """Words that are no names of the sentence's own: those of quotations, and of times."""
        told = times_told(self.said.text, day_of(self.grounds))
        times = [time.span for time in told if time.kind is not TimeKind.DURATION]
        return [
            quoted or any(span.start <= word.start < span.end for span in times)
            for word, quoted in zip(self.said.words, self.said.quoted, strict=True)
        ]

    def _is_within_name(self, first: int, last: int) -> bool:
        """Whether a known name is only a part of a longer one that is cited: "Littoral" of "Littoral Press Agency"."""
        size = last + 1 - first
        for bearer in self.cited.bearers:
            for name in bearer.names:
                for begin in range(max(0, first + size - len(name)), first + 1) if len(name) > size else ():
                    end = begin + len(name)
                    if end > last and folded_all(self.said.words[begin:end]) == name:
                        return True
                if folded_all(self.said.words[first : last + 2]) == name[: size + 1] and self._ends(last + 1):
                    return True  # the first words of a long name: "the Stavenhelm Institute"
        return False

    def _ends(self, at: int) -> bool:
        """Whether a name ends with this word, which is written large."""
        words = self.said.words
        if at >= len(words) or not capital(words[at]) or not self.said.adjoins(at):
            return False
        return at + 1 == len(words) or not capital(words[at + 1]) or not self.said.adjoins(at + 1)

    def _is_opener(self, at: Sequence[int], sighting: Sighting) -> bool:
        """Whether a known name is only a common word with which a sentence begins."""
        only = len(at) == 1 and self.said.opens[at[0]]
        return only and (is_common(sighting.words[0].low) or sighting.words[0].low in english_words().openers)

    def _is_titled(self) -> bool:
        long = [word for word in self.said.words if len(word.text) >= _LEAST_LETTERS]
        return len(long) > 2 and sum(word.text[0].isupper() for word in long) >= _TITLED * len(long)

    def _known(self, first: int, last: int, sighting: Sighting) -> Unknown | None:
        before = self.said.words[first - 1].low if first else ""
        within = before in fact_words().of("within")
        # "Nesharra denied that": of whoever speaks for it.
        says = last + 1 < len(self.said.words) and self.said.words[last + 1].low in frame_words().lemmas
        owner = self.said.words[last].possessive or before == "of" or says
        named = [hit for hit in sighting.actors if not (within and hit.alias.form is NameForm.METONYM)]
        parts = folded_all(sighting.words)
        ground = bool(sighting.places) or any(hit.actor.kind is ActorKind.STATE for hit in sighting.actors)
        if self.cited.has(parts) or self._shortened(parts, outlets=not ground) is not None:
            return None
        if ground and self._is_of_outlet(last) and self._shortened(parts) is not None:
            return None  # "the Vashtel paper", of one whose name tells where it is
        if self._is_short_body(parts):
            return None
        if all(part in frame_words().media and part in self.cited.plain for part in parts):
            return None  # the network that it stood in: "Telegram"
        if self._joined(last, sighting):
            if any(self._takes_part(hit, owner, last) for hit in named):
                return None
            placed = not named or owner or before in fact_words().of("before_places")
            if placed and any(self._is_ground(place) for place in sighting.places):
                return None
        if named and all(hit.alias.form is NameForm.DESCRIPTION for hit in named) and self._piecewise(sighting):
            return None
        told_as_place = bool(sighting.places) and (
            not named or (before in fact_words().of("before_places") and before != "of")
        )
        persons = bool(named) and all(hit.actor.kind is ActorKind.PERSON for hit in named)
        around = self._around(sighting) if told_as_place else None
        return Unknown(sighting.span, sighting.span.of(self.said.text), told_as_place, persons, around)

    def _led_elsewhere(self, first: int, sighting: Sighting) -> Unknown | None:
        """A name behind the words that lead to another in the evidence: "the road to Vashtel" for "to Khor Lethan"."""
        link = first - 1
        if link > 0 and self.said.words[link].low == "the":
            link -= 1
        if link < 1 or self.said.words[link].low not in _LINKS or self.said.quoted[link]:
            return None
        head = folded(self.said.words[link - 1].low)
        if len(head) != 1 or head[0] in _NO_HEADS:
            return None
        led = self.cited.behind(head[0], self.said.words[link].low)
        parts = set(folded_all(sighting.words))
        mine = [b for b in self.cited.bearers if any(parts <= set(name) or parts >= set(name) for name in b.names)]
        names = [set(folded_text(name)) for name in self.cited.place_names]
        names += [set(name) for bearer in self.cited.bearers for name in bearer.names]
        if not led or not all(any(name and name <= set(one) for name in names) for one in led):
            return None
        for one in led:
            if parts & set(one) or any(set(name) <= set(one) for bearer in mine for name in bearer.names):
                return None
        return Unknown(sighting.span, sighting.span.of(self.said.text), bool(sighting.places))

    def _joined(self, last: int, sighting: Sighting) -> bool:
        """Whether a name may end here: "Vashtel Courant" is no Vashtel that the evidence names."""
        if last + 1 >= len(self.said.words) or not self.said.adjoins(last + 1):
            return True
        after = self.said.words[last + 1]
        whole = all(hit.alias.form in (NameForm.NAME, NameForm.METONYM) for hit in sighting.actors)
        if not whole or not capital(after) or role_words().kind([after.low]) is not None:
            return True
        parts = (*folded_all(sighting.words), *folded(after.low))
        return self.cited.has(parts) or self._shortened(parts) is not None

    def _takes_part(self, hit: Hit, owner: bool, last: int | None = None) -> bool:
        actor, cited = hit.actor, self.cited
        if actor.kind is ActorKind.STATE and last is not None and not self._holds_office(hit, last):
            return False
        if actor.id in cited.actors or actor.id in cited.related:
            return hit.alias.form is not NameForm.METONYM or actor.id in cited.actors
        if actor.kind is not ActorKind.STATE:
            return False
        countries = {country.lower() for country in actor.countries}
        if hit.alias.form in (NameForm.ADJECTIVE, NameForm.DEMONYM):
            return bool(countries & (cited.countries | cited.homes))
        # "Selm's navy" is told as "the Selmish navy" is: a paper of Selm writes "the navy".
        at_home = owner and last is not None and self._is_own(last + 1)
        return bool(
            countries & (cited.countries | cited.lands if at_home else cited.countries if owner else cited.states)
        )

    def _is_short_body(self, parts: Sequence[str]) -> bool:
        """Whether a name of a body in which somebody of the evidence serves begins so: "the Council's envoy"."""
        gazetteer = self.grounds.gazetteer
        related = sorted(body for body in self.cited.related if body in gazetteer.actor_ids)
        return any(_begins(gazetteer.actor(body).name, parts) for body in related)

    def _is_of_outlet(self, last: int) -> bool:
        """Whether a word for what carries words stands behind a name: "the Sirrat lighthouse log"."""
        behind = self.said.words[last + 1 : last + 3]
        plain = all(word.text[0].islower() and self.said.adjoins(last + 1 + n) for n, word in enumerate(behind))
        return plain and any(word.low in frame_words().media for word in behind)

    def _is_own(self, at: int) -> bool:
        """Whether what somebody is said to own is told by a plain word, or by a cited name: "navy", "Treasury"."""
        if at >= len(self.said.words):
            return False
        word = self.said.words[at]
        return word.text[0].islower() or self.cited.has(folded(word.low))

    def _holds_office(self, hit: Hit, last: int) -> bool:
        """Whether somebody of the evidence whose office is told right behind a state's name may be of that state:
        "Qalmara's foreign minister, Daryan Mehvesh".
        """
        if not self.said.words[last].possessive and hit.alias.form is not NameForm.ADJECTIVE:
            return True
        words = self.said.words[last + 1 : last + 1 + _OFFICE]
        office = next((at for at, word in enumerate(words) if role_words().kind([word.low]) == "persons"), None)
        if office is None:
            return True
        countries = {country.lower() for country in hit.actor.countries}
        for word in words[office + 1 : office + 3]:
            parts = set(folded(word.low))
            for bearer in self.cited.bearers:
                if bearer.person and bearer.countries and any(parts <= set(name) for name in bearer.names):
                    return bool(bearer.countries & countries) if word.text[0].isupper() else True
            if not word.text[0].isupper():
                break
        return True

    def _is_ground(self, place: KnownPlace) -> bool:
        cited, country = self.cited, place.country.lower()
        if place.geonames in cited.places:
            return True
        if place.precision is PlacePrecision.COUNTRY:
            return country in cited.grounds or country in cited.states
        return place.precision is PlacePrecision.ADMIN1 and (country, place.admin1) in cited.provinces

    def _around(self, sighting: Sighting) -> str | None:
        """The name of the country of a place, if what is cited names that."""
        for place in sighting.places[:1]:
            if place.country.lower() in self.cited.grounds | self.cited.states:
                return _land(self.grounds.gazetteer, place.country)
        return None

    def _piecewise(self, sighting: Sighting) -> bool:
        """Whether the capital words of a description are borne out one by one: "Sorvish patrols"."""
        for word in sighting.words:
            if word.text[0].isupper():
                parts = folded(word.low)
                hits = self.grounds.gazetteer.actors_named(word.text)
                if not self.cited.has(parts) and not any(self._takes_part(hit, owner=False) for hit in hits):
                    return False
        return True

    def _shortened(self, parts: Sequence[str], *, outlets: bool = True) -> str | None:
        """Who is called so for short: the key of somebody with a name that has all these words; "" for no person.

        Without ``outlets`` the names of those who carried it are left out: a paper of Vashtel names no Vashtel.
        """
        sought = set(parts)
        for bearer in self.cited.bearers:
            if bearer.key.startswith(OUTLET) and not outlets:
                continue
            if any(sought.issubset(name) for name in bearer.names):
                return bearer.key if bearer.person else ""
        return None

    def _runs(self, used: Sequence[bool]) -> Iterator[list[int]]:
        run: list[int] = []
        for at, word in enumerate(self.said.words):
            if run and (used[at] or not capital(word) or not self.said.adjoins(at)):
                yield run
                run = []
            if not used[at] and capital(word) and not self._means_nothing(at):
                run.append(at)
        if run:
            yield run

    def _means_nothing(self, at: int) -> bool:
        """Whether the capital of a word may come from its place alone."""
        word = self.said.words[at]
        low = word.low
        if low in english_words().openers or low == "i":
            return True
        if not self.said.opens[at]:
            return False
        numbers = count_words()
        if low in numbers.numbers or low in numbers.multipliers or low.endswith(("ing", "ed", "ly")):
            return low not in _surnames(self.grounds)
        if self.said.goes_on(at):
            return (is_common(low) and role_words().kind([low]) is None and not self._titles(at + 1)) or low in _LEADING
        if len(low) > 1 and word.text.isupper() and "." in word.text:
            return False
        return is_common(low) or not set(folded(low)) & _surnames(self.grounds)

    def _titles(self, at: int) -> bool:
        return role_words().kind([self.said.words[at].low]) is not None

    def _unknown_in(self, run: Sequence[int]) -> Iterator[Unknown]:
        at, owners, bad = 0, list[str](), list[int]()
        while at < len(run):
            for end in range(len(run), at, -1):
                owner = self._owner(run[at:end], alone=len(run) == 1)
                if owner is not None:
                    owners.append(owner)
                    at = end
                    break
            else:
                bad.append(run[at])
                at += 1
        persons = {owner for owner in owners if owner}
        if not bad and len(persons) > 1:
            # "Bashir Ra'uzeh": the one's first name with the other's surname.
            bad = list(run)
        if bad and not self._respelled(run):
            first, last = bad[0], bad[-1]
            # With a first name that is borne out, the name is one: "Samira" of somebody else.
            span = self.said.span(first, last)
            before = self.said.words[run[0] - 1].low if run[0] else ""
            yield Unknown(span, span.of(self.said.text), before in fact_words().of("within"))

    def _owner(self, at: Sequence[int], *, alone: bool) -> str | None:
        """Whose name these words are, "" for nobody's in particular; ``None`` where nothing bears them out."""
        words = [self.said.words[n] for n in at]
        parts = tuple(part for word in words for part in _named_parts(word.text, word.low))
        if not parts or (len(words) == 1 and len(words[0].text) == 1):
            return ""
        if (owner := self._shortened(parts)) is not None:
            return owner
        if self.cited.has(parts) or (len(parts) == 1 and parts[0] in self.cited.initials):
            return ""
        if self._is_short_body(parts):
            return ""
        kind = role_words().kind([words[-1].low])
        generic = alone and kind in ("organisations", "groups", "states")
        body = generic and len(words) == 1
        if all(part in self.cited.plain or (not body and self._also_called(part)) for part in parts):
            return ""
        return "" if generic and self._stands_alone(at[0]) and self._is_meant(words[-1].low) else None

    def _is_meant(self, low: str) -> bool:
        """Whether a word for any body, written as a name, may mean one of the evidence: "the Ministry"."""
        return low in self.cited.forms or low.removesuffix("s") in self.cited.sorts | self.cited.forms

    def _also_called(self, part: str) -> bool:
        """Whether a title is told by another word for it."""
        if role_words().kind([part]) is None and part not in _TITLE_PARTS:
            return False
        return bool(concepts(part) & self.cited.concepts)

    def _stands_alone(self, at: int) -> bool:
        return not self.said.goes_on(at) and not (self.said.adjoins(at) and capital(self.said.words[at - 1]))

    def _respelled(self, run: Sequence[int]) -> bool:
        """Whether the whole run is another spelling of a name of the evidence."""
        words = self.said.span(run[0], run[-1]).of(self.said.text)
        last = words.split()[-1]
        for bearer in self.cited.bearers:
            for name in bearer.written:
                if likeness(words, name, not bearer.person).score >= SAME:
                    return True
                if len(run) == 1 and bearer.person and likeness(last, name.split()[-1]).score >= SAME:
                    return True
        return False


#: Words that lead from one thing to its place or owner, and those before them that lead to anything.
_LINKS = frozenset(("of", "to"))
_NO_HEADS = frozenset(("one", "some", "all", "part", "out", "and", "most", "many", "each", "any", "none", "told"))
_LEADING = frozenset(("the", "a", "an", "asked", "according", "both", "when", "while", "after", "before", "since"))
_TITLE_PARTS = frozenset(("prime", "foreign", "interior", "vice", "supreme"))


def _begins(name: str, parts: Sequence[str]) -> bool:
    """Whether a name of several words begins with these."""
    whole = folded_text(name)
    return len(whole) > len(parts) and whole[: len(parts)] == tuple(parts)


def _named_parts(text: str, low: str) -> tuple[str, ...]:
    """The parts of a word that are written as a name: of "Sorvish-built" the first."""
    pieces = text.replace("‑", "-").split("-")
    if len(pieces) > 1 and pieces[0][:1].isupper() and all(piece[:1].islower() for piece in pieces[1:]):
        return folded(pieces[0].lower())
    return folded(low)


#: The names of countries by their codes, by gazetteer.
_LANDS: WeakKeyDictionary[Gazetteer, dict[str, str]] = WeakKeyDictionary()


def _land(gazetteer: Gazetteer, country: str) -> str:
    if gazetteer not in _LANDS:
        lands: dict[str, str] = {}
        for place in map(gazetteer.place, gazetteer.place_numbers):
            if place.precision is PlacePrecision.COUNTRY:
                lands.setdefault(place.country, place.name)
        _LANDS[gazetteer] = lands
    return _LANDS[gazetteer].get(country, country.upper())


#: Surnames of all known persons, by gazetteer.
_KNOWN: WeakKeyDictionary[Gazetteer, frozenset[str]] = WeakKeyDictionary()


def _surnames(grounds: Grounds) -> frozenset[str]:
    gazetteer = grounds.gazetteer
    if gazetteer not in _KNOWN:
        persons = gazetteer.ids_of(ActorKind.PERSON)
        ends = (folded(alias.name.split()[-1].lower()) for owner, alias in gazetteer.aliases() if owner in persons)
        _KNOWN[gazetteer] = frozenset(parts[-1] for parts in ends if parts and not is_common(parts[-1]))
    return _KNOWN[gazetteer]
