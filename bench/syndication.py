"""The set of texts for near duplicates: wire stories as papers carry them, and different stories on one event."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .wire_copy import Event, Sentence, Story, Writer, printed

TEXTS, FAMILIES = 5_000, 500
#: Pairs of stories on one event; series of bulletins on one form; round-ups; messages of one channel each ten.
_EVENTS, _BULLETINS, _ROUNDUPS, _CHANNELS = 400, 40, 40, 30
_FIGURE = re.compile(r"(?<=(?:some|only) )\d+|(?<=(?:about) )\d+|(?<=(?:least) )\d+")
#: A paper's own style for what its agency writes.
_STYLE = (
    ("told reporters", "told journalists"),
    ("said by telephone", "said over the telephone"),
    ("according to", "as told by"),
    ("at the weekend", "over the weekend"),
    ("at least", "no fewer than"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A text of the set. Two of one ``family`` are one text, two of one ``event`` tell of one event."""

    text: str
    family: int
    event: int


def texts(seed: int) -> list[Made]:
    """The set, in an order of chance."""
    rng = random.Random(seed)
    maker = _Maker(Writer(rng))
    made = [*maker.families(), *maker.events(), *maker.bulletins(), *maker.roundups(), *maker.messages()]
    made += [maker.alone() for _ in range(TEXTS - len(made))]
    rng.shuffle(made)
    return made


class _Maker:
    def __init__(self, writer: Writer) -> None:
        self.writer, self.rng = writer, writer.rng
        self.lines = [writer.standing() for _ in range(60)]
        self._number = 0

    def number(self) -> int:
        self._number += 1
        return self._number

    def standing(self) -> tuple[str, ...]:
        return tuple(self.rng.sample(self.lines, self.rng.choice((0, 1, 1, 1, 2))))

    def alone(self) -> Made:
        number = self.number()
        return Made(printed(self.writer.story(self.writer.event(), self.length(), self.standing())), number, number)

    def length(self, least: int = 70) -> int:
        return int(min(560, max(least, self.rng.lognormvariate(5.4, 0.5))))

    def families(self) -> Iterator[Made]:
        """Each family's copies; with every fourth, a different story on its event."""
        for count in range(FAMILIES):
            family, about = self.number(), self.writer.event()
            story = self.writer.story(about, self.length(170))
            for _ in range(self.rng.choice((2, 2, 2, 3, 3, 4, 5, 6, 7, 8))):
                yield Made(printed(self.carried(story, about)), family, family)
            if count % 4 == 0:
                yield Made(printed(self.writer.story(about, self.length(), self.standing())), self.number(), family)

    def carried(self, story: Story, about: Event) -> Story:
        """A story as one paper prints it."""
        rng = self.rng
        if rng.random() < 0.08:
            return replace(story, standing=self.standing())
        paragraphs = list(story.paragraphs)
        if rng.random() < 0.5:
            paragraphs = _cut(paragraphs, rng.uniform(0.4, 0.9))
        if rng.random() < 0.4:
            paragraphs = [tuple(self.in_other_words(s) for s in p) for p in paragraphs]
        if rng.random() < 0.4:
            paragraphs = self.corrected(paragraphs)
        if rng.random() < 0.12 and len(paragraphs) > 2:
            paragraphs[1:] = rng.sample(paragraphs[1:], len(paragraphs) - 1)
        if rng.random() < 0.3:
            self.add(paragraphs, about)
        if rng.random() < 0.2:
            paragraphs = [tuple(_styled(s) for s in p) for p in paragraphs]
        headline = self.writer.headline(about) if rng.random() < 0.7 else story.headline
        byline = (
            f"By {self.writer.name()} {self.writer.name()} and our correspondents\n\n" if rng.random() < 0.4 else ""
        )
        return Story(headline, byline + story.dateline, tuple(paragraphs), self.standing())

    def in_other_words(self, sentence: Sentence) -> Sentence:
        return Sentence(self.rng.choice(sentence.wordings)) if sentence.wordings else sentence

    def corrected(self, paragraphs: list[tuple[Sentence, ...]]) -> list[tuple[Sentence, ...]]:
        """One to three figures put right."""
        left = self.rng.randint(1, 3)

        def right(found: re.Match[str]) -> str:
            nonlocal left
            left -= 1
            return str(int(found[0]) + self.rng.randint(1, 9)) if left >= 0 else found[0]

        return [tuple(replace(s, text=_FIGURE.sub(right, s.text)) for s in p) for p in paragraphs]

    def add(self, paragraphs: list[tuple[Sentence, ...]], about: Event) -> None:
        """Up to a third of the paper's own, after the lead."""
        room = sum(_length(p) for p in paragraphs) // 3
        for _ in range(self.rng.randint(1, 3)):
            own = self.writer.paragraph(about, self.rng.randint(1, 3))
            room -= _length(own)
            if room > 0:
                paragraphs.insert(self.rng.randint(1, len(paragraphs)), own)

    def events(self) -> Iterator[Made]:
        """Two to four stories on one event by one outlet, a third of them with a background paragraph in common."""
        for _ in range(_EVENTS):
            about, event = self.writer.event(), self.number()
            standing, background = self.standing(), self.background(about)
            for _ in range(self.rng.choice((2, 2, 3, 4))):
                story = self.writer.story(about, self.length(), standing)
                paragraphs = (*story.paragraphs, *background)
                yield Made(printed(replace(story, paragraphs=paragraphs)), self.number(), event)

    def background(self, about: Event) -> tuple[tuple[Sentence, ...], ...]:
        if self.rng.random() < 0.65:
            return ()
        sentences: tuple[Sentence, ...] = ()
        while _length(sentences) < 30:
            sentences += self.writer.paragraph(about, 1)
        return (sentences,) if _length(sentences) <= 45 else ()

    def bulletins(self) -> Iterator[Made]:
        for _ in range(_BULLETINS):
            form, event = self.writer.form(), self.number()
            for day in range(4):
                yield Made(self.writer.filled(form, f"May {day + 1}"), self.number(), event)

    def roundups(self) -> Iterator[Made]:
        """A round-up of five short reports, and two of these on their own: three texts, none of them another.

        Not the first: a round-up that opens with a report cannot be told from the same report cut by others.
        """
        for _ in range(_ROUNDUPS):
            event = self.number()
            reports = [printed(self.writer.story(self.writer.event(), 75)) for _ in range(5)]
            yield Made("The day in brief\n\n" + "\n\n".join(reports), self.number(), event)
            yield from (Made(report, self.number(), event) for report in reports[1:3])

    def messages(self) -> Iterator[Made]:
        """Messages of one channel on one event: all end in the same line, every other one quotes the same sentence."""
        for _ in range(_CHANNELS):
            about, event, line = self.writer.event(), self.number(), self.writer.standing()
            for number in range(10):
                told = [self.writer.sentence(about).text]
                while len(" ".join(told).split()) < 25:
                    told.append(self.writer.sentence(about).text)
                said = [self.writer.quote(about, about.saying).text] if number % 2 else []
                yield Made(" ".join((*said, *told)) + f"\n{line}\n", self.number(), event)


def _length(paragraph: tuple[Sentence, ...]) -> int:
    return sum(len(sentence.text.split()) for sentence in paragraph)


def _cut(paragraphs: list[tuple[Sentence, ...]], share: float) -> list[tuple[Sentence, ...]]:
    """The first paragraphs and sentences, until so much of the words is told, and no fewer than 70."""
    left = max(70, share * sum(_length(p) for p in paragraphs))
    kept = []
    for paragraph in paragraphs:
        sentences = []
        for sentence in paragraph:
            if left > 0:
                sentences.append(sentence)
                left -= len(sentence.text.split())
        if sentences:
            kept.append(tuple(sentences))
    return kept


def _styled(sentence: Sentence) -> Sentence:
    text = sentence.text
    for theirs, ours in _STYLE:
        text = text.replace(theirs, ours)
    return replace(sentence, text=text)
