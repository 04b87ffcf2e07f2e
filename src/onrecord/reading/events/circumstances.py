"""When and where an event took place: the time and the place that stand in its own neighbourhood of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ...record import Place, Span, TimeKind, TimeRef
from ..syntax import LONGEST_CHAIN, Syntax

#: Ways up the tree that stay in one clause or go from an event to the words that carry it.
_SAME_EVENT = frozenset(
    ("dobj", "nsubj", "nsubjpass", "pobj", "prep", "agent", "xcomp", "attr", "pcomp", "conj", "acl")
)
#: Ways up that lead out of what was done and into who tells of it or what came of it.
_CLOSED = frozenset(("ccomp", "advcl", "parataxis", "csubj", "relcl", "appos"))
#: What takes part in a clause; a place that stands so is a side of it or part of a name, not where it was.
_PART = frozenset(("dobj", "nsubj", "nsubjpass", "csubj", "attr", "dative"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


class Circumstances:
    """The times and places of one Document by the word that heads each."""

    def __init__(self, syntax: Syntax, times: Sequence[TimeRef], places: Sequence[Place]) -> None:
        self.syntax = syntax
        points = [t for t in times if t.kind is TimeKind.POINT]
        self._times = _by_sentence(syntax, [(t.span, t.id) for t in points])
        self._timely = frozenset(n for found in self._times.values() for n, _ in found)
        self._places = _by_sentence(syntax, [(p.span, p.id) for p in places])

    def when(self, trigger: int) -> str | None:
        """The id of the time at which it was, ``None`` where its own words do not say."""
        return self._nearest(trigger, self._times.get(self.syntax[trigger].sentence, ()))

    def where(self, trigger: int, taken: Sequence[Span]) -> str | None:
        """The id of the place at which it was; a place that takes part (``taken``) only where there is no other."""
        near = self._places.get(self.syntax[trigger].sentence, ())
        return self._nearest(trigger, [(n, i) for n, i in near if not any(s.holds(self.syntax[n].span) for s in taken)])

    def _nearest(self, trigger: int, near: Sequence[tuple[int, str]]) -> str | None:
        """The id of the circumstance, of those of the event's sentence, that stands nearest to it in the tree."""
        best: tuple[int, int, str] | None = None
        for number, name in near:
            steps = self._steps(number, trigger)
            if steps is not None and (best is None or (steps, abs(number - trigger)) < best[:2]):
                best = (steps, abs(number - trigger), name)
        return best[2] if best is not None else None

    def _steps(self, number: int, trigger: int) -> int | None:
        """How far the circumstance stands from the event in the tree; ``None`` where another verb has it."""
        above = self._way_up(trigger)
        here, steps = number, 0
        if self.syntax[number].label in _PART and number not in self._timely:
            # "shelled the port": what it is done to is no place where it is done.
            return None
        while here not in above:
            word = self.syntax[here]
            if word.head < 0 or steps > LONGEST_CHAIN:
                return None
            if here != number and word.is_verb and word.label in _CLOSED:
                return None
            if here != number and word.label in _SUBJECTS:
                # "The commander in Umm Teral was killed near the dam": where he is from is not where it was.
                return None
            if here != number and word.is_verb and word.label == "pcomp" and here != trigger:
                # "accused the guards of shelling the port on Monday": the deed's, not the accusation's.
                return None
            here, steps = word.head, steps + 1
        if self._other_clause(number, here, trigger):
            return None
        return steps + above[here]

    def _other_clause(self, number: int, meeting: int, trigger: int) -> bool:
        """Whether the circumstance hangs on a verb that is joined to the event's, not on the event's own."""
        here = number
        while here != meeting:
            word = self.syntax[here]
            if word.is_verb and word.label in ("conj", "xcomp") and here != trigger:
                return True
            here = word.head
        return False

    def _way_up(self, trigger: int) -> dict[int, int]:
        """The event's word and the words above it that are still the same event, with their distance."""
        found, here = {trigger: 0}, trigger
        for steps in range(1, LONGEST_CHAIN):
            word = self.syntax[here]
            if word.head < 0 or word.label not in _SAME_EVENT:
                break
            if word.label == "conj" and self.syntax.kid(here, "nsubj", "nsubjpass") is not None:
                # A clause with a subject of its own has its own time and place.
                break
            here = word.head
            found[here] = steps
            if self.syntax[here].is_verb and word.label not in ("xcomp", "conj", "pcomp"):
                # The verb that carries an event noun is as far as the event goes.
                break
        return found


def _by_sentence(syntax: Syntax, findings: Sequence[tuple[Span, str]]) -> dict[int, list[tuple[int, str]]]:
    out: dict[int, list[tuple[int, str]]] = {}
    for span, name in findings:
        head = syntax.head_in(span)
        if head is not None:
            out.setdefault(head.sentence, []).append((head.number, name))
    return out
