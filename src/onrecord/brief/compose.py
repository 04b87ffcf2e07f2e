"""A draft composed from the record of a period: what is chosen, put into sentences that pass the check, and written.

The same desk and the same question make the same bytes: nothing of it hangs on the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..analysis.novelty_look import NoveltyLook
from ..analysis.voices import side_of
from ..gazetteer import Gazetteer
from ..store import many
from ..store.expression import either
from ..store.opening import Store
from ..store.own_facts import desk_id, own_fact
from ..version import ENGINE
from .assembling import Assembling, MadeItem
from .choosing import ITEMS, Choice, Choosing, Item, LeftOut, left_out
from .dates_said import day_in
from .evidence import Evidence
from .fault import Fault, Gravity
from .line import Line
from .past import Past
from .quoting import capital
from .sheet import Form, Piece, Place, written
from .style import DateForm, Style
from .trying import Trying
from .ways import Words

#: Rounds in which sentences that fail in the whole draft are taken out.
_ROUNDS = 6
#: What a brief is on, if it is words and no signs of a question.
_TITLE = re.compile(r"[^\W\d_][\w .,'’-]*")


@dataclass(frozen=True, slots=True)
class On:
    """What a brief is on, in ``words`` as it was asked for: an entity (by its number), the findings of a question
    (their numbers), or, if neither is given, all.
    """

    words: str = ""
    actor: int | None = None
    findings: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which brief. ``since`` and ``until`` are days (ISO 8601; ``until`` ``None``: the last that the desk has a text
    of), ``style_name`` is what the head calls the style.
    """

    since: str
    until: str | None = None
    on: On = On()
    items: int = ITEMS
    title: str | None = None
    tlp: str | None = None
    style: Style = field(default_factory=Style)
    style_name: str | None = None
    at_time: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure beside a draft: what its file's name ends in, its content, and ways of saying what it shows."""

    name: str
    content: str
    captions: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What figures may be drawn of: an item, all that its sentences cite, and the last day."""

    item: Item
    evidence: tuple[Evidence, ...]
    until: str
    look: NoveltyLook


#: Draws the figures of an item.
Draw = Callable[[Story], Sequence[Figure]]
#: Makes the grammar of a brief: of a style, for its day, with what is known of names.
Grammars = Callable[[Style, date, Gazetteer], Words]


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft: its text, its figures, what was chosen, and what of it is to be looked at (warnings of the check);
    ``taken_out`` are sentences that passed where they were made, and not in the whole draft.
    """

    text: str
    figures: tuple[Figure, ...]
    choice: Choice
    items: int
    doubts: tuple[Fault, ...] = ()
    taken_out: int = 0


def compose(
    store: Store,
    at: sa.Connection,
    gazetteer: Gazetteer,
    asked: Asked,
    *,
    grammars: Grammars,
    draw: Draw | None = None,
    name: str = "brief",
) -> Composed | None:
    """The draft; ``None`` if the period has nothing of what is asked for. ``name`` is what files of figures begin with.

    Raises:
        ValueError: if a day is none.
        StoreError: if the desk fails.
    """
    choosing = Choosing.of(store, at, gazetteer, asked.at_time)
    if asked.until is None and not len(choosing.look.documents):
        return None
    until = asked.until or _last_day(choosing.look, asked.since)
    day = date.fromisoformat(until)
    grammar = grammars(asked.style, day, gazetteer)
    choosing.clear = grammar.clear
    choice = choosing.choice(asked.since, until, _rows(choosing, gazetteer, asked), asked.items)
    if not choice.items:
        return None
    return of_choice(choosing, gazetteer, asked, until, choice, grammar, draw=draw, name=name)


def of_choice(
    choosing: Choosing,
    gazetteer: Gazetteer,
    asked: Asked,
    until: str,
    choice: Choice,
    grammar: Words,
    *,
    draw: Draw | None = None,
    name: str = "brief",
) -> Composed | None:
    """The draft of what was chosen; ``None`` if nothing of it can be said. ``until`` is the last day (ISO 8601)."""
    day = date.fromisoformat(until)
    past = Past(choosing.store, choosing.at, gazetteer, asked.at_time, day, choosing.look)
    for item in (*choice.items, *choice.spare):
        if item.novelty is not None:
            past.learn(item.lead.id, item.novelty)
    trying = Trying(choosing.gathering, gazetteer, asked.style, day, grammar.drop, past)
    making = _Making(asked, until, choosing, trying, name, draw)
    making.take(Assembling(choosing, grammar, trying, until, asked.on.actor), choice)
    return making.composed(choice) if making.items else None


def _last_day(look: NoveltyLook, since: str) -> str:
    """The last day of which the desk has a text; the first of the period if that is later."""
    last = int(look.document_days.last.max(initial=-1))
    return max(since, date.fromordinal(last).isoformat()) if last > 0 else since


def _rows(choosing: Choosing, gazetteer: Gazetteer, asked: Asked) -> NDArray[np.int64] | None:
    """The rows that a brief may be made of, ascending; ``None``: all."""
    on, look = asked.on, choosing.look
    if on.findings is not None:
        return np.sort(2 * on.findings.astype(np.int64))
    if on.actor is None:
        return None
    side = side_of(choosing.at, on.actor, asked.at_time, gazetteer)
    voices = sorted(side.voices)
    marks = [many.sides("any", sorted(side.own))]
    marks += [many.sides("by", voices)] if voices else []
    found: NDArray[np.int64] = many.marked(choosing.at, either(marks), asked.at_time, look.stood).numbers
    return found


@dataclass(slots=True)
class _Making:
    """A draft while it is made."""

    asked: Asked
    until: str
    choosing: Choosing
    trying: Trying
    name: str
    draw: Draw | None
    items: list[MadeItem] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    unsaid: list[LeftOut] = field(default_factory=list)
    _pieces: list[list[Piece]] = field(default_factory=list)
    _taken_out: int = 0

    def take(self, assembling: Assembling, choice: Choice) -> None:
        """Puts items into sentences until there are as many as were asked for."""
        left = list(choice.spare)
        for item in (*choice.items, *choice.spare):
            if len(self.items) == self.asked.items:
                break
            left = [one for one in left if one is not item]
            if item.lead.id in assembling.told:
                continue
            made = assembling.made(item)
            if made is None or not self._is_sound(made):
                why = "no sentence of it passes the check"
                self.unsaid.append(left_out(item.lead.evidence, item.score, item.reasons, why))
                continue
            self.items.append(made)
            self._pieces.append(self._with_figures(made))
        self.unsaid += [left_out(one.lead.evidence, one.score, one.reasons) for one in left]

    def _is_sound(self, made: MadeItem) -> bool:
        """Whether an item passes the check as a whole, without what of it does not; its heading gives way to a plainer
        one. ``False`` if what leads it does not pass.
        """
        headings = list(made.headings)
        for _ in range(_ROUNDS):
            text, places = written((), made.pieces)
            errors = [one for one in self.trying.checked(text) if one.gravity is Gravity.ERROR]
            if not errors:
                return True
            for piece, line in _bad(errors, places):
                if line is not None:
                    del made.pieces[piece].lines[line]
                elif made.pieces[piece].level == 2 and not headings:
                    return False
                else:
                    made.pieces[piece].words = headings.pop(0) if made.pieces[piece].level == 2 else "More"
            if not _is_led(made.pieces, made.first):
                return False
        return False

    def _with_figures(self, made: MadeItem) -> list[Piece]:
        """The pieces of an item with its figures, which stand before what was earlier."""
        pieces = list(made.pieces)
        if self.draw is None:
            return pieces
        cited = [key for piece in pieces for line in piece.lines for key in line.cites]
        found = self.trying.found(cited).values()
        story = Story(made.item, tuple(found), self.until, self.choosing.look)
        at = next((n for n, piece in enumerate(pieces) if piece.form is Form.HEADING and piece.level > 2), len(pieces))
        for one in self.draw(story):
            file = f"{self.name}.{one.name}"
            caption = self.trying.first(partial(iter, one.captions), [pieces[0]], Piece(Form.FIGURE, words=file))
            if caption is not None and all(other.name != one.name for other in self.figures):
                pieces.insert(at, Piece(Form.FIGURE, [caption], words=file))
                self.figures.append(one)
                at += 1
        return pieces

    # -- the whole -----------------------------------------------------------------------------------------------------

    def composed(self, choice: Choice) -> Composed | None:
        """The draft without what fails in it when it is checked whole; ``None`` if nothing of it is left."""
        head = list(self._head())
        titles = self._titles()
        title = next(titles)
        for _ in range(_ROUNDS):
            pieces = self._whole(title, choice)
            text, places = written([("title", title), *head], pieces)
            faults = self.trying.checked(text)
            errors = [one for one in faults if one.gravity is Gravity.ERROR]
            if not errors:
                break
            bad = _bad(errors, places)
            if (0, None) in bad:
                title = next(titles, "Brief")
            self._remove(bad, pieces)
        if not self.items:
            return None
        shown = {piece.words for some in self._pieces for piece in some if piece.form is Form.FIGURE and piece.lines}
        figures = tuple(one for one in self.figures if f"{self.name}.{one.name}" in shown)
        return Composed(text, figures, choice, len(self.items), faults, self._taken_out)

    def _head(self) -> Iterator[tuple[str, str]]:
        asked, at = self.asked, self.choosing.at
        yield "since", asked.since
        yield "until", self.until
        if asked.on.words:
            yield "on", asked.on.words
        if asked.style_name:
            yield "style", asked.style_name
        if asked.tlp:
            yield "tlp", asked.tlp
        yield "as_of", asked.at_time or own_fact(at, "last") or ""
        yield "composed_by", f"onrecord {ENGINE}"
        yield "desk", desk_id(at)

    def _titles(self) -> Iterator[str]:
        """What a person asked for; else what it is on, and of when."""
        if self.asked.title:
            yield self.asked.title
        on = self.asked.on.words if _TITLE.fullmatch(self.asked.on.words) else "On the record"
        period = _period(self.asked.since, self.until, self.asked.style.dates)
        for words in dict.fromkeys((capital(on), "On the record")):
            yield f"{words}, {period}"
            yield words

    def _whole(self, title: str, choice: Choice) -> list[Piece]:
        glances = [Piece(Form.ENTRY, [one.glance]) for one in self.items if one.glance is not None]
        pieces = [Piece(Form.HEADING, words=title, level=1)]
        if glances:
            pieces += [Piece(Form.HEADING, words="At a glance", level=2), *glances]
        for some in self._pieces:
            pieces += _pruned(some)
        pieces += [Piece(Form.NOTE, words=f"left out: {words}") for words in self._left(choice)]
        return pieces

    def _left(self, choice: Choice) -> Iterator[str]:
        said = "1 saying" if choice.sayings == 1 else f"{choice.sayings:,} sayings"
        deeds = "1 reported deed" if choice.deeds == 1 else f"{choice.deeds:,} reported deeds"
        yield (
            f"{said} and {deeds} were first published from {self.asked.since} to {self.until}; "
            f"{choice.carried:,} more only carry what was published before; {choice.undated:,} statements of the desk "
            "bear no date and are not looked at"
        )
        for one in (*self.unsaid, *choice.left):
            yield f"{one.id} “{one.words}” ({one.why})"

    def _remove(self, bad: Sequence[tuple[int, int | None]], pieces: Sequence[Piece]) -> None:
        """Takes out the sentences that fail; with what leads an item the item goes, and a glance goes alone."""
        self._taken_out += len(bad)
        for number, line in bad:
            if line is not None:
                del pieces[number].lines[line]
        for at in reversed(range(len(self.items))):
            some = self._pieces[at]
            number = next((n for n, one in enumerate(pieces) if one is some[0]), -1)
            if not _is_led(some, self.items[at].first) or (number, None) in bad:
                gone = self.items[at].item
                why = "it fails the check where it stands"
                self.unsaid.append(left_out(gone.lead.evidence, gone.score, gone.reasons, why))
                del self.items[at], self._pieces[at]
        kept = {id(line) for piece in pieces for line in piece.lines}
        for at, made in enumerate(self.items):
            if made.glance is not None and id(made.glance) not in kept:
                self.items[at] = replace(made, glance=None)


def _bad(errors: Sequence[Fault], places: Sequence[Place]) -> list[tuple[int, int | None]]:
    """The sentences that fail, by their pieces and numbers there, the last first."""
    found = {(one.piece, one.line) for one in places if any(_within(error, one) for error in errors)}
    return sorted(found, key=lambda one: (one[0], -1 if one[1] is None else one[1]), reverse=True)


def _is_led(pieces: Sequence[Piece], first: Line) -> bool:
    """Whether the news of an item still begins with the sentence that leads it."""
    news = next(one for one in pieces if one.form is Form.PARAGRAPH)
    return not news.is_empty and news.lines[0] is first


def _within(one: Fault, place: Place) -> bool:
    return place.span.start <= one.span.start < place.span.end


def _pruned(pieces: Sequence[Piece]) -> list[Piece]:
    """Without headings of which nothing is left below."""
    kept = [one for one in pieces if not one.is_empty]
    return [
        one
        for at, one in enumerate(kept)
        if one.form is not Form.HEADING
        or one.level < 3
        or (at + 1 < len(kept) and kept[at + 1].form is not Form.HEADING)
    ]


def _period(since: str, until: str, form: DateForm) -> str:
    """A period as a title has it: "20 to 30 April 2031"."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    if first == last:
        return day_in(form, first, year=True)
    if form is DateForm.DAY_FIRST and (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in(form, last, year=True)}"
    return f"{day_in(form, first, year=first.year != last.year)} to {day_in(form, last, year=True)}"
