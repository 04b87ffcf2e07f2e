"""News copy about an invented region, out of a seeded grammar: whole stories, and stories on one event.

Nothing in it means anything, and no person in it lives. What matters is that it is laid out as copy is (headline,
dateline, lead, quotations, background, an outlet's last line) and that two stories share names, not sentences: phrases
are put together word by word, so that five words in a row are seldom the same by chance.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_SAYINGS = _WORDS.pop("sayings")
_SYLLABLES = _WORDS["syllables"].split(", ")
_ADJECTIVES = _WORDS["adjectives"].split(", ")
_NOUNS = _WORDS["nouns"].split(", ")
_WHOLES = _WORDS["wholes"].split(", ")
_BODIES = _WORDS["bodies"].split(", ")
_ROLES = _WORDS["roles"].split(", ")
_VERBS = _WORDS["verbs"].split(", ")
_INFINITIVES = _WORDS["infinitives"].split(", ")
_SAID = _WORDS["said"].split(", ")
_WHEN = _WORDS["when"].split(", ")
_HOW = _WORDS["how"].split(", ")
_UNITS = _WORDS["units"].split(", ")
_COUNTED = _WORDS["counted"].split(", ")
_MONTHS = _WORDS["months"].split(", ")
_CALLS = _WORDS["calls"].split(", ")


@dataclass(frozen=True, slots=True)
class Event:
    """What two stories on one event share: where, who, how many, and one sentence that was said."""

    place: str
    people: tuple[tuple[str, str], ...]
    bodies: tuple[str, ...]
    numbers: tuple[int, ...]
    day: str
    saying: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``wordings`` are the same with its quotation in other words, where it has one."""

    text: str
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One story as its agency sent it: paragraphs of sentences under a headline, the dateline in the first."""

    headline: str
    dateline: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    standing: tuple[str, ...] = ()
    """Lines at the end that the outlet prints under everything."""


class Writer:
    """Writes copy; the same seed writes the same."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def name(self) -> str:
        return "".join(self.rng.choices(_SYLLABLES, k=self.rng.choice((2, 2, 3)))).capitalize()

    def event(self) -> Event:
        rng = self.rng
        people = tuple((f"{self.name()} {self.name()}", rng.choice(_ROLES)) for _ in range(4))
        bodies = tuple(f"{self.name()} {body}" for body in rng.sample(_BODIES, 3))
        numbers = tuple(
            rng.choice((rng.randint(3, 40), rng.randint(41, 900), 10 * rng.randint(100, 900))) for _ in "123"
        )
        return Event(self.name(), people, bodies, numbers, rng.choice(_WHEN[:5]), self.saying())

    def saying(self) -> tuple[str, ...]:
        """A sentence of 15 to 30 words that somebody says, in three wordings."""
        rng = self.rng
        first, second = rng.sample(_SAYINGS, 2)
        fill = {"a": self.thing(), "b": rng.choice(_WHOLES), "v": rng.choice(_VERBS)}
        more = {"a": self.thing(), "b": rng.choice(_WHOLES), "v": rng.choice(_VERBS)}
        pairs = zip(first, second, strict=True)
        return tuple(_upper(f"{one.format(**fill)}, and {_lower(other.format(**more))}") for one, other in pairs)

    def thing(self) -> str:
        """Words for a thing: "the disputed lease of the salt flats"."""
        rng = self.rng
        words = [rng.choice(("the", "the", "a", "its", "their", "every", "one"))]
        if rng.random() < 0.7:
            words.append(rng.choice(_ADJECTIVES))
        words.append(rng.choice(_NOUNS))
        if rng.random() < 0.3:
            words[-1] += f" {rng.choice(_NOUNS)}"
        if rng.random() < 0.4:
            words.append(f"{rng.choice(('of', 'near', 'for', 'along', 'behind'))} {rng.choice(_WHOLES)}")
        said = " ".join(words)
        return f"an{said[1:]}" if said[:2] == "a " and said[2] in "aeiou" else said

    def clause(self, event: Event | None = None) -> str:
        """Who did what to what, and perhaps when and how."""
        rng = self.rng
        who = f"the {rng.choice(event.bodies)}" if event and rng.random() < 0.6 else self.thing()
        verb = (
            rng.choice(_VERBS)
            if rng.random() < 0.7
            else f"{rng.choice(('may', 'will', 'could'))} {rng.choice(_INFINITIVES)}"
        )
        words = [who, verb, self.thing()]
        if rng.random() < 0.45:
            words.append(rng.choice(_WHEN))
        if rng.random() < 0.45:
            words.append(rng.choice(_HOW))
        return " ".join(words)

    def sentence(self, event: Event) -> Sentence:
        """A sentence of a report on the event."""
        kind = self.rng.choice(
            (self._plain, self._plain, self._told, self._told, self._count, self._past, self._view, self._said)
        )
        return kind(event)

    def _plain(self, event: Event) -> Sentence:
        rng = self.rng
        if rng.random() < 0.3:
            return _as(f"{rng.choice(_WHEN)}, {self.clause(event)}")
        if rng.random() < 0.4:
            joint = rng.choice(("but", "and", "while", "because", "although"))
            return _as(f"{self.clause(event)}, {joint} {self.clause(event)}")
        return _as(self.clause(event))

    def _told(self, event: Event) -> Sentence:
        rng = self.rng
        person, role = rng.choice(event.people)
        body = rng.choice(event.bodies)
        if rng.random() < 0.3:
            return _as(f"according to the {body}, {self.clause(event)}")
        who = rng.choice((f"{person}, {role} of the {body},", f"{person.split()[1]}", f"the {body}'s {role}"))
        return _as(f"{who} {rng.choice(_SAID)} that {self.clause(event)}")

    def _count(self, event: Event) -> Sentence:
        rng = self.rng
        number = rng.choice(event.numbers)
        place = rng.choice((f"in {event.place}", f"near {event.place}", f"along {rng.choice(_WHOLES)}"))
        return _as(
            f"{rng.choice(('some', 'about', 'at least', 'only'))} {number} {rng.choice(_UNITS)} {rng.choice(_COUNTED)} "
            f"{place}, against {rng.randint(2, 990)} {rng.choice(_WHEN)}"
        )

    def _past(self, event: Event) -> Sentence:
        rng = self.rng
        when = f"{rng.choice(_MONTHS)} {rng.randint(2019, 2031)}"
        start = rng.choice(
            ("the quarrel began in", "talks had opened in", "a first vote was held in", "work stopped in", "since")
        )
        return _as(f"{start} {when}, {rng.choice(('when', 'after', 'before'))} {self.clause(event)}")

    def _view(self, event: Event) -> Sentence:
        rng = self.rng
        called = f"{self.thing()} “{rng.choice(_CALLS)}”"
        return _as(f"the {rng.choice(event.bodies)} called {called} and {rng.choice(_VERBS)} {self.thing()}")

    def _said(self, event: Event) -> Sentence:
        return self.quote(event, self.saying())

    def quote(self, event: Event, saying: tuple[str, ...]) -> Sentence:
        """A quotation with its speaker, in all its wordings."""
        rng = self.rng
        person, role = rng.choice(event.people)
        end = f"{rng.choice((person, f'{person}, the {role},', person.split()[1]))} {rng.choice(_SAID)}."
        made = tuple(f"“{said},” {end}" for said in saying)
        return Sentence(made[0], made[1:])

    def paragraph(self, event: Event, count: int) -> tuple[Sentence, ...]:
        return tuple(self.sentence(event) for _ in range(count))

    def story(self, event: Event, words: int, standing: tuple[str, ...] = ()) -> Story:
        """A story on an event, of about so many words, with the event's own quotation in its first half."""
        rng = self.rng
        lead = _as(
            f"{self.clause(event)} {event.day}, {rng.choice(event.people)[0]} {rng.choice(_SAID)} in {event.place}"
        )
        paragraphs: list[tuple[Sentence, ...]] = [(lead, *self.paragraph(event, rng.randint(0, 1)))]
        said = False
        while sum(len(s.text.split()) for p in paragraphs for s in p) < words:
            made = self.paragraph(event, rng.randint(1, 3))
            if not said:
                made, said = (*made[: rng.randint(0, 1)], self.quote(event, event.saying)), True
            paragraphs.append(made)
        dateline = f"{event.place.upper()}, {rng.choice(_MONTHS)} {rng.randint(1, 28)} (L.P.A.) - "
        return Story(self.headline(event), dateline, tuple(paragraphs), standing)

    def headline(self, event: Event) -> str:
        rng = self.rng
        return _upper(f"{rng.choice((event.place, rng.choice(event.bodies)))} {rng.choice(_VERBS)} {self.thing()}")

    def standing(self) -> str:
        """A line that an outlet prints under everything, of 12 to 35 words."""
        name = f"{self.name()} {self.rng.choice(('Courier', 'Gazette', 'Observer', 'Channel', 'Monitor'))}"
        said = (
            f"Follow the {name} for news of {self.rng.choice(_WHOLES)} by day and night.",
            f"The {name} is published in {self.name()} and answers to its readers; it may be shared if it is named.",
            f"Fiction: the countries, places and persons in this text of the {name} are invented. Write to "
            f"{name.split()[0].lower()}@example.org with corrections, which are printed under "
            f"{self.rng.choice(_NOUNS)} notices every {self.name()} day.",
        )
        return self.rng.choice(said)

    def form(self) -> tuple[Event, list[str]]:
        """A bulletin that is filled in anew every day: sentences with ``{}`` where its numbers and names stand."""
        event = self.event()
        told = [
            f"{self.clause(event)} with {{}} {self.rng.choice(_UNITS)} at {{}}" for _ in range(self.rng.randint(5, 9))
        ]
        return event, told

    def filled(self, form: tuple[Event, list[str]], day: str) -> str:
        event, told = form
        lines = [_upper(one.format(self.rng.randint(2, 990), self.name())) + "." for one in told]
        return f"{event.bodies[0]}: bulletin of {day}\n\n" + "\n".join(lines) + "\n"


def printed(story: Story) -> str:
    """A story as text."""
    body = [" ".join(sentence.text for sentence in paragraph) for paragraph in story.paragraphs]
    body[0] = story.dateline + body[0]
    return "\n\n".join([part for part in (story.headline, *body, *story.standing) if part]) + "\n"


def _as(text: str) -> Sentence:
    return Sentence(_upper(text) + ".")


def _lower(text: str) -> str:
    return text if text.startswith("I ") else text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
