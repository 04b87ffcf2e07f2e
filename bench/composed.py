"""Whether the composer ever writes what its own check refuses: drafts of random selections of the sample desk.

``python -m bench composed [N] [seed=S] [DESK/] [shows]``: N selections (2,000): a few findings, taken by chance and put
together as if they were items, with what stands behind them, and the whole draft checked. ``shows`` prints what fails.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import sqlalchemy as sa

from onrecord.analysis.novelty import by_marks
from onrecord.analysis.novelty_parts import Novelty
from onrecord.brief.candidates import Candidate, candidates
from onrecord.brief.choosing import Choice, Choosing, Item, Told
from onrecord.brief.compose import Asked, of_choice
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Fault, Gravity
from onrecord.brief.grammar import Grammar
from onrecord.brief.grouping import Part
from onrecord.brief.style import DateForm, Marks, Style
from onrecord.desk.briefing import checked
from onrecord.desk.keeping import Desk
from onrecord.gazetteer.loading import SAMPLE
from onrecord.store import many

from .floors import floors
from .planted_look import sample

#: The days of the sample desk's story.
FIRST, LAST = date(2031, 3, 1), date(2031, 5, 31)
#: Houses whose forms are tried.
STYLES = (Style(), Style(marks=Marks.BRITISH), Style(dates=DateForm.MONTH_FIRST))
_PARTS = (Part.MORE, Part.MORE, Part.REPLY, Part.ALSO, Part.BEFORE)


@dataclass(slots=True)
class Selecting:
    """Selections by chance of all that a desk can tell."""

    desk: Desk
    at: sa.Connection
    choosing: Choosing
    found: list[Told]
    _news: dict[int, Novelty] = field(default_factory=dict)

    @classmethod
    def of(cls, desk: Desk, at: sa.Connection) -> Selecting:
        """Of every statement and deed that a desk has."""
        choosing = Choosing.of(desk.store, at, desk.gazetteer, None)
        period = candidates(choosing.look, FIRST.isoformat(), LAST.isoformat())
        ids = many.ids(at, [one.row for one in period.found])
        known = choosing.gathering.evidence(ids.values())
        found = [
            Told(Part.LEAD, one, evidence)
            for one in period.found
            if one.row in ids and isinstance(evidence := known[ids[one.row]], Evidence)
        ]
        return cls(desk, at, choosing, found)

    def drafts(self, many_: int, chance: Random) -> Iterator[tuple[str, Style, int] | None]:
        """So many drafts, each with the style that it is of and how many sentences were taken out of it again; ``None``
        where nothing of a selection can be said.
        """
        for _ in range(many_):
            style = chance.choice(STYLES)
            until = FIRST + timedelta(chance.randrange(30, (LAST - FIRST).days + 1))
            asked = Asked(FIRST.isoformat(), until.isoformat(), style=style)
            items = tuple(self._item(chance) for _ in range(chance.choice((1, 1, 2))))
            grammar = Grammar(style, until, self.desk.gazetteer)
            self.choosing.clear = grammar.clear
            made = of_choice(
                self.choosing, self.desk.gazetteer, asked, until.isoformat(), Choice(items), grammar, name="b"
            )
            yield None if made is None else (made.text, style, made.taken_out)

    def _item(self, chance: Random) -> Item:
        picked = chance.sample(self.found, chance.randrange(1, 6))
        others = [Told(chance.choice(_PARTS), one.candidate, one.evidence) for one in picked[1:]]
        return Item((picked[0], *others), (), self._new(picked[0].candidate))

    def _new(self, one: Candidate) -> Novelty | None:
        if one.place is None:
            return None
        if one.place not in self._news:
            (self._news[one.place],) = by_marks(self.choosing.look, [one.place])
        return self._news[one.place]

    def errors(self, text: str, style: Style) -> list[Fault]:
        """What is wrong with a draft, checked as the door does it."""
        draft = read_draft(text)
        told = checked(self.desk, self.at, draft, style, gathering=self.choosing.gathering)
        return [one for one in told.faults if one.gravity is Gravity.ERROR]


def run(*what: str) -> int:
    """Prints how many sentences fail; 1 if a floor of ``floors.json`` does not hold."""
    many_ = next((int(one) for one in what if one.isdigit()), 2000)
    seed = next((int(one[5:]) for one in what if one.startswith("seed=")), 8)
    place = next((one for one in what if "/" in one), None)
    began = time.process_time()
    drafts = sentences = failed = taken_out = 0
    with ExitStack() as open_:
        desk = open_.enter_context(Desk.open(place, packs=(SAMPLE,)) if place else sample())
        at = open_.enter_context(desk.store.reading())
        selecting = Selecting.of(desk, at)
        for made in selecting.drafts(many_, Random(seed)):
            if made is None:
                continue
            text, style, out = made
            errors = selecting.errors(text, style)
            told = [one for one in read_draft(text).brief.sentences if one.citations and not one.level]
            drafts, sentences, failed = drafts + 1, sentences + len(told), failed + len(errors)
            taken_out += out
            if errors and "shows" in what:
                _show(text, errors)
    took = time.process_time() - began
    print(f"{many_:,} selections, {drafts:,} drafts, {sentences:,} sentences: {failed} fail ({took:.0f} s CPU)")
    print(f"{taken_out} passed where they were made and not in the whole draft, and were taken out")
    most = floors("composed")["errors"]
    print(f"FAILED: {failed} > {most}" if failed > most else f"the floor holds: errors <= {most}")
    return int(failed > most)


def _show(text: str, errors: Sequence[Fault]) -> None:
    for one in errors:
        line = text[text.rfind("\n", 0, one.span.start) + 1 : text.find("\n", one.span.end)]
        print(f"    {one.kind.value}: {one.words}\n        {line}")
