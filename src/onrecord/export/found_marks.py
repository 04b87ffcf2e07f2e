"""Mentions, times, places and events in the running text: quiet marks, each with its meaning in words as a title."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from ..record import Mention, Record
from .deeds import event_line
from .marks import Piece, mentions_of
from .telling import Line, Telling, Words
from .when import time_line, whens
from .where import place_key, place_line
from .who import sort_words
from .wording import FORM_WORDS, SURE, confidence_words, isolated, percent, visible

#: Words of the document in a title are cut after this many characters: a page holds one for every mention.
LONGEST_TITLE = 400
_LONGEST_NAME = 80


#: The letter of a sort of finding, and its number.
Mark = tuple[str, int]


class FoundMarks:
    """Writes the marks of one record's pieces, asked for in text order: the first piece of each carries its id.

    Ids are ``m`` and a number for mentions, ``w`` for times, ``p`` for places, ``e`` for the words a bound rests on,
    ``d`` for events, ``l`` for ties and ``k`` for the deeds of commitments; the last two have no look of their own.
    """

    def __init__(self, telling: Telling) -> None:
        record = telling.record
        self._record: Record = record
        self._mentions = mentions_of(record)
        self._times = {when.number: attribute(time_line(telling, when)) for when in whens(telling)}
        self._places = [attribute(place_line(place)) for place in record.places]
        self._keys = place_numbers(record)
        self._events = [attribute(event_line(telling, event)) for event in record.events]
        self._begun: set[str] = set()

    def words(self, pieces: Iterable[Piece], written: Callable[[Piece], str]) -> str:
        """Pieces in a row, each as ``written``, inside the marks of all that is found there; marks nest."""
        out: list[str] = []
        still: list[Mark] = []
        for piece in pieces:
            over = _over(piece)
            same = next((i for i, (a, b) in enumerate(zip(still, over, strict=False)) if a != b), None)
            same = min(len(still), len(over)) if same is None else same
            out += ["</span>"] * (len(still) - same)
            out += [self._opening(*mark) for mark in over[same:]]
            out.append(written(piece))
            still = over
        return "".join([*out, *("</span>" for _ in still)])

    def _opening(self, letter: str, number: int) -> str:
        if letter == "m":
            return self._mention(number)
        if letter == "w":
            low = _low(self._record.times[number].confidence)
            return f'<span{self._id(letter, number)} class="time{low}" title="{self._times[number]}">'
        if letter == "p":
            low, key = _low(self._record.places[number].confidence), self._keys[number]
            return f'<span{self._id(letter, number)} class="place{low}" data-p="{key}" title="{self._places[number]}">'
        if letter == "d":
            standing = self._record.events[number].footing.standing.value
            return f'<span{self._id(letter, number)} class="deed of-{standing}" title="{self._events[number]}">'
        return f"<span{self._id(letter, number)}>"

    def _mention(self, number: int) -> str:
        actor, mention = self._mentions[number]
        return (
            f'<span{self._id("m", number)} class="n n-{mention.form.value}{_low(mention.confidence)}" data-a="{actor}" '
            f'title="{attribute(self._told(actor, mention))}">'
        )

    def _told(self, number: int, mention: Mention) -> Line:
        actor = self._record.actors[number]
        name = Words(_cut(actor.name, _LONGEST_NAME))
        sort = sort_words(actor)
        form = FORM_WORDS[mention.form][0]
        if mention.confidence < SURE:
            return (name, f"? {percent(mention.confidence)} – ", sort, f"; a guess from this {form}")
        sure = confidence_words(mention.confidence)
        return (name, " – ", sort, f"; this {form} stands for it, {sure} ({percent(mention.confidence)})")

    def _id(self, letter: str, number: int) -> str:
        name = f"{letter}{number}"
        if name in self._begun:
            return ""
        self._begun.add(name)
        return f' id="{name}"'


def _over(piece: Piece) -> list[Mark]:
    """The marks over a piece, the outermost first."""
    sorts = (
        ("e", piece.bound),
        ("k", piece.commitment),
        ("d", piece.event),
        ("m", piece.mention),
        ("w", piece.time),
        ("p", piece.place),
        ("l", piece.tie),
    )
    return [(letter, number) for letter, numbers in sorts for number in numbers]


def _low(confidence: float) -> str:
    return "" if confidence >= SURE else " low"


def place_numbers(record: Record) -> tuple[int, ...]:
    """For each of ``record.places`` a number that is equal for mentions of one place."""
    keys: dict[str, int] = {}
    return tuple(keys.setdefault(place_key(place), len(keys)) for place in record.places)


def first_mentions(record: Record) -> dict[int, int]:
    """For each actor's place in ``record.actors`` the number of its first mention."""
    first: dict[int, int] = {}
    for number, (actor, _) in enumerate(mentions_of(record)):
        first.setdefault(actor, number)
    return first


def attribute(line: Line) -> str:
    """A line as the value of an HTML attribute: cut where it is long, with nothing in it that hides or turns around."""
    bits = (isolated(visible(_cut(bit.text, LONGEST_TITLE))) if isinstance(bit, Words) else bit for bit in line)
    return escape(_cut(" ".join("".join(bits).split()), 2 * LONGEST_TITLE))


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
