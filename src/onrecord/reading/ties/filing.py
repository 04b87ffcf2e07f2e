"""Tellings as Ties: on whose word each stands, and tellings of one tie on one word as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ...record import Actor, Footing, MentionForm, Polarity, Span, Statement, Tie, TieType, TimeRef
from ...record.span import hull
from ..events.circumstances import Circumstances
from ..polarity import Polarities
from ..standing import Grounds
from ..syntax import Syntax
from .telling import Telling

#: A tie is shown by the words from one end to the other, if these are no more than so many characters.
_LONGEST = 240
_WITHIN = (TieType.PART_OF, TieType.MEMBER_OF)
_HOSTILE = (TieType.FOUGHT, TieType.OPPOSED_TO)
#: Pronouns by which nobody means his own side.
_OTHERS = frozenset(("it", "them", "him", "her", "they"))
#: A description is looked through for so many names.
_MOST_NAMES = 12
#: Nothing is filed that is less sure than this.
LEAST = 0.3


@dataclass(frozen=True, slots=True)
class Filed:
    """A telling with its ground, its polarity and its words."""

    telling: Telling
    footing: Footing
    polarity: Polarity
    spans: tuple[Span, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The same for tellings of one tie on one word."""
        told = self.telling
        ends = [told.a.key, told.b.key]
        if told.line.tie.mutual:
            ends.sort()
        return (told.line.tie.value, *ends, self.footing.standing.value, self.footing.by or "", self.polarity.value)


class Filing:
    """Gives tellings their ground, polarity and time."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        statements: Sequence[Statement],
        grounds: Grounds,
        circumstances: Circumstances,
        times: Sequence[TimeRef],
        actors: Sequence[Actor],
    ) -> None:
        self.text, self.syntax, self.grounds, self.circumstances = text, syntax, grounds, circumstances
        self.times = {time.id: time for time in times}
        self.polarities = Polarities(syntax)
        self._sides = _sides(statements, actors)
        self._described = {m.span for a in actors for m in a.mentions if m.form is MentionForm.NOMINAL}
        self._named = sorted((m.span, a.id) for a in actors for m in a.mentions if m.form is not MentionForm.NOMINAL)
        self._cues = {n: stmt.id for stmt in statements for cue in stmt.cue for n in syntax.inside(cue)}

    def filed(self, telling: Telling) -> Filed:
        """One telling, with all but its time."""
        spans, footing = self._ground(telling)
        said = telling.clause
        polarity = self.polarities.of(said) if said is not None else Polarity.ACTUAL
        return Filed(telling, footing, polarity, spans)

    def _ground(self, telling: Telling) -> tuple[tuple[Span, ...], Footing]:
        """The words and their ground. Where the words as a whole stand on another ground than the one that says it,
        only that one is shown. An act of saying does not stand on its own word: a designation is no claim about it.
        """
        but = self._cues.get(telling.trigger)
        last = telling.trigger if telling.last is None else telling.last
        word = Span(self.syntax[telling.trigger].span.start, self.syntax[last].span.end)
        own = self.grounds.footing((word,), but)
        sentence = self.syntax[telling.trigger].sentence
        said = (telling.a.taker.span, telling.b.taker.span, *((telling.title,) if telling.title is not None else ()))
        near = [span for span in said if self._in(sentence, span)]
        whole = hull((word, *near))
        if whole.end - whole.start <= _LONGEST and self.grounds.footing((whole,), but) == own:
            return (whole,), own
        return (word,), own

    def _in(self, sentence: int, span: Span) -> bool:
        inside = self.syntax.inside(span)
        return bool(inside) and self.syntax[inside[0]].sentence == sentence

    def ties(self, tellings: Sequence[Telling], made_by: str) -> tuple[Tie, ...]:
        """The ties in the order in which they are first told."""
        by_key: dict[tuple[str, ...], list[Filed]] = {}
        for filed in sorted(map(self.filed, tellings), key=lambda f: (f.spans[0], f.telling.line.line)):
            if filed.telling.confidence < LEAST or self._against_themselves(filed) or self._is_plain(filed.telling):
                continue
            by_key.setdefault(self._title_in(filed), []).append(filed)
        groups = sorted(by_key.values(), key=lambda g: (g[0].spans[0], g[0].key))
        return tuple(self._tie(f"tie{n}", group, made_by) for n, group in enumerate(groups))

    def _against_themselves(self, filed: Filed) -> bool:
        """Whether a speaker would have it that "they" are enemies of his own side: the pronoun was misread."""
        if filed.telling.line.tie not in _HOSTILE:
            return False
        own = self._sides.get(filed.footing.by or "", frozenset())
        ends = (filed.telling.a.taker, filed.telling.b.taker)
        return any(t.actor in own and t.span.of(self.text).lower() in _OTHERS for t in ends)

    def _is_plain(self, telling: Telling) -> bool:
        """Whether a tie only says again what a description is called: "two Front units" are the Front's.

        One that names somebody else too says more: "Selmite-backed Front units".
        """
        whole, name = telling.a.taker, telling.b.taker
        if telling.line.tie not in _WITHIN or not whole.span.holds(name.span) or whole.span not in self._described:
            return False
        first = bisect_left(self._named, (whole.span, ""))
        inside = takewhile(lambda m: m[0].start < whole.span.end, self._named[first : first + _MOST_NAMES])
        return not any(whole.span.holds(span) and who not in (name.actor, whole.actor) for span, who in inside)

    def _title_in(self, filed: Filed) -> tuple[str, ...]:
        """Two offices of one person in one body are two ties."""
        title = filed.telling.title
        if filed.telling.line.tie is TieType.HOLDS_OFFICE and title is not None:
            return (*filed.key, title.of(self.text).lower())
        return filed.key

    def _tie(self, name: str, group: Sequence[Filed], made_by: str) -> Tie:
        best = max(group, key=lambda f: f.telling.confidence)
        told = best.telling
        when = next((t for f in group if (t := self._when(f.telling)) is not None), None)
        spans = tuple(dict.fromkeys(s for f in group for s in f.spans))
        return Tie(
            id=name,
            type=told.line.tie,
            a=told.a.taker,
            b=told.b.taker,
            footing=best.footing,
            polarity=best.polarity,
            spans=spans,
            confidence=told.confidence,
            made_by=made_by,
            when=when.id if when is not None else None,
            start=when.start if when is not None else None,
            end=when.end if when is not None else None,
            title=next((f.telling.title for f in group if f.telling.title is not None), None),
            reason=next((f.telling.reason for f in group if f.telling.reason is not None), None),
            # A tie told in the background of a text may well hold: only words of the past make it past.
            background=all(f.telling.past for f in group),
            why=told.line.said,
        )

    def _when(self, telling: Telling) -> TimeRef | None:
        """The time that stands in the clause of the words; what is taken for granted is not dated by its sentence."""
        if telling.clause is None:
            return None
        found = self.circumstances.when(telling.trigger)
        return self.times.get(found) if found is not None else None


def _sides(statements: Sequence[Statement], actors: Sequence[Actor]) -> dict[str, frozenset[str]]:
    """For each Statement, the ids of its speaker and of the bodies that he has an office in."""
    known = {actor.id: actor for actor in actors}
    found = {}
    for stmt in statements:
        speaker = known.get(stmt.speaker.actor or "")
        if speaker is not None:
            found[stmt.id] = frozenset((speaker.id, *(r.body for r in speaker.roles if r.body is not None)))
    return found
