"""Where a text has names that the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..codebook.place_words import place_words
from ..gazetteer import Found, Gazetteer, Hit, KnownEvent, KnownPlace, NameForm
from ..gazetteer.keys import stretch
from ..record import Span
from .layout import Layout
from .names import Word, is_capital, plain, words_in

#: Words of a name that may be written small whatever the name: articles, prepositions, particles.
_SHORT = 3
#: Arabic words of one letter that are written to the next word: and, so, by, to, as.
_PREFIXES = frozenset("وفبلك")
#: What may stand between two words of one name.
_JOINS = frozenset((" ", "\u00a0", "-", "\u2011", "\n", " & ", ""))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stretch of text that is a known name: the actors, places and dated events that bear it."""

    span: Span
    words: tuple[Word, ...]
    actors: tuple[Hit, ...]
    places: tuple[KnownPlace, ...]
    events: tuple[KnownEvent, ...]


def sightings(text: str, layout: Layout, gazetteer: Gazetteer) -> list[Sighting]:
    """All known names of a text in order, the longest at each place; what is written small names nobody.

    It hides no shorter name that it begins with: "the Qalmari coast guard" names Qalmara, whether or not a Qalmari
    Coast Guard is known.
    """
    found = (s for sentence in layout.sentences for s in _in_sentence(text, words_in(text, sentence), gazetteer))
    return list(_outermost(sorted(found, key=lambda s: (s.span.start, -s.span.end))))


def _outermost(found: Sequence[Sighting]) -> Iterator[Sighting]:
    """The sightings without those that stand within a longer actor's or place's name."""
    end = 0
    for sighting in found:
        if sighting.span.end > end:
            yield sighting
            if sighting.actors or sighting.places:
                end = sighting.span.end


def _in_sentence(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Sighting]:
    breaks = {i for i in range(1, len(words)) if _parted(text, words[i - 1], words[i])}
    met: set[int] = set()
    for found in gazetteer.scan([w.low for w in words], breaks):
        sighting = _sighting(words, found, gazetteer)
        if sighting is None:
            for within in _shorter(words[found.first : found.last + 1], gazetteer):
                met.update(i for i in range(found.first, found.last + 1) if _meets(words[i], within))
                yield within
            continue
        met.update(range(found.first, found.last + 1))
        yield sighting
        if not sighting.actors and not sighting.places:
            # "The Selm landing": the event hides the place in its name.
            inner = words[found.first : found.last]
            shorter = gazetteer.scan([w.low for w in inner])
            yield from (s for f in shorter if (s := _sighting(inner, f, gazetteer)) is not None)
    yield from _without_prefixes(words, breaks, met, gazetteer)


def _shorter(words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Sighting]:
    """The known names before the last word of one that turned out to be none."""
    if len(words) < 2 or not any(is_capital(w) for w in words):
        return
    for found in gazetteer.scan([w.low for w in words[:-1]]):
        sighting = _sighting(words, found, gazetteer)
        if sighting is not None:
            yield sighting
        else:
            yield from _shorter(words[found.first : found.last + 1], gazetteer)


def _meets(word: Word, sighting: Sighting) -> bool:
    return sighting.span.start < word.end and word.start < sighting.span.end


def _without_prefixes(
    words: Sequence[Word], breaks: set[int], met: set[int], gazetteer: Gazetteer
) -> Iterator[Sighting]:
    """Arabic names whose first word has a small word written to it: "and", "to", "by", "as", "so"."""
    bare = [word if i in met else _unprefixed(word) for i, word in enumerate(words)]
    if all(new is old for new, old in zip(bare, words, strict=True)):
        return
    for found in gazetteer.scan([w.low for w in bare], breaks):
        taken = found.first in met
        # Only the first word of a name may have lost a prefix.
        inner = [*words[found.first + 1 : found.last + 1]]
        if not taken and bare[found.first] is not words[found.first]:
            sighting = _sighting([*bare[: found.first + 1], *inner, *words[found.last + 1 :]], found, gazetteer)
            if sighting is not None and all(bare[i] is words[i] for i in range(found.first + 1, found.last + 1)):
                yield sighting


def _unprefixed(word: Word) -> Word:
    if word.low[:1] not in _PREFIXES or len(word.low) < 4:
        return word
    # "To" before the article is written as one lam.
    lam = word.low[:2] == "لل"
    cut = 0 if lam else 1
    text = "ا" + word.text[1:] if lam else word.text[1:]
    return replace(word, text=text, start=word.start + cut, low=plain(text))


def _sighting(words: Sequence[Word], found: Found, gazetteer: Gazetteer) -> Sighting | None:
    named = _words(words, found)
    if not any(is_capital(w) or not (w.text[0].islower() or w.text[0].isdigit()) for w in named):
        return None
    if (found.before or found.after) and not _joined_to_small(words, found, named, gazetteer):
        return None
    small = {w.low for w in named if not is_capital(w) and len(w.low) > _SHORT and w.low.isascii()}
    owns = any(w.possessive for w in named[:-1])
    sighting = Sighting(
        Span(named[0].start, named[-1].end),
        named,
        tuple(h for h in gazetteer.actors_keyed(found.key) if _written_so(h, small, owns)),
        () if owns or not small <= _grounds() else gazetteer.places_keyed(found.key),
        gazetteer.events_keyed(found.key),
    )
    return sighting if sighting.actors or sighting.places or sighting.events else None


@cache
def _grounds() -> frozenset[str]:
    """Words that are written small in the name of a place: "Shuvel valley"."""
    words = place_words()
    settled = words.first_level | words.second_level | words.settled | words.quarter
    return settled | words.region | words.feature | words.site


def _written_so(hit: Hit, small: set[str], owns: bool) -> bool:
    """Whether a name is written small, or with an owner's 's, only where its bearer writes it so."""
    name = hit.alias.name
    free = hit.alias.form in (NameForm.DESCRIPTION, NameForm.ADJECTIVE, NameForm.DEMONYM)
    if owns and "'s" not in name and "’s" not in name:
        return False
    return free or small <= {plain(word) for word in name.split() if word[0].islower()}


def _joined_to_small(words: Sequence[Word], found: Found, named: Sequence[Word], gazetteer: Gazetteer) -> bool:
    """Whether what a hyphen joins to a name is a small word ("-backed") or another known name, and no part of it."""
    first, last = words[found.first], words[found.last]
    rest = [first.text[: named[0].start - first.start], last.text[named[-1].end - last.start :]]
    parts = [part.strip("-‑") for part in rest if part.strip("-‑")]
    return all(part.islower() or bool(gazetteer.actors_named(part)) for part in parts)


def _parted(text: str, left: Word, right: Word) -> bool:
    between = text[left.end + 2 * left.possessive : right.start]
    return between not in _JOINS and not (between == ". " and len(left.text) <= 3)


def _words(words: Sequence[Word], found: Found) -> tuple[Word, ...]:
    """The words of a name; of a word that a hyphen joins only the part that belongs to it."""
    named = list(words[found.first : found.last + 1])
    if found.before or found.after:
        first, last = named[0], named[-1]
        begin, _ = stretch(first.text, found.before, found.after if found.first == found.last else 0)
        _, end = stretch(last.text, found.before if found.first == found.last else 0, found.after)
        named[-1] = _cut(last, 0, end)
        named[0] = _cut(named[0], begin, len(named[0].text))
    return tuple(named)


def _cut(word: Word, begin: int, end: int) -> Word:
    whole = end == len(word.text)
    text = word.text[begin:end]
    return Word(text, word.start + begin, word.start + end, word.possessive and whole, plain(text))
