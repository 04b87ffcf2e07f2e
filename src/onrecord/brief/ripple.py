"""Which sentences of a published brief no longer stand: by what became of what they cite, and by a new check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import OnRecordError
from ..record import BriefPart, BriefSentence
from .check import Grounds, check
from .draft import Draft
from .evidence import Evidence
from .fault import FaultKind, Gravity
from .frozen import Frozen, Json
from .rippling import Bearing, Change, Kind, changes
from .stood import stood

#: What became of a source is told as that; and that a draft's citation cannot be read was so when it went out.
_TOLD_OTHERWISE = frozenset({FaultKind.STATE, FaultKind.CITATION, FaultKind.UNCITED})
_ORDER = list(Bearing)


@dataclass(frozen=True, slots=True)
class Touched:
    """A sentence of a brief to which something happened, the gravest first."""

    sentence: BriefSentence
    changes: tuple[Change, ...]

    @property
    def bearing(self) -> Bearing:
        """How grave it is."""
        return min((one.bearing for one in self.changes), key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Rippled:
    """What became of one brief, in the order of its sentences; ``now`` is how each thing that it cites stands today."""

    frozen: Frozen
    touched: tuple[Touched, ...]
    now: Mapping[str, Json]

    @property
    def falls(self) -> bool:
        """Whether some sentence no longer stands."""
        return any(one.bearing is Bearing.FALLS for one in self.touched)


Found = Mapping[str, Evidence | OnRecordError]


def standing_now(frozen: Frozen, found: Found) -> dict[str, Json]:
    """How everything that a brief cites stands by today's evidence; what is not there any more is left out."""
    return {key: stood(key, one) for key in frozen.cited if isinstance(one := found.get(key), Evidence)}


def touched(frozen: Frozen, now: Mapping[str, Json]) -> Iterator[Touched]:
    """The sentences that cite something to which something happened. Headings rest on what stands below them, and are
    not told by themselves.
    """
    for sentence in frozen.read.brief.sentences:
        if sentence.part is BriefPart.HEADING:
            continue
        found: list[Change] = []
        for key in dict.fromkeys(one.key for one in sentence.citations):
            before = frozen.cited.get(key)
            if before is None:
                continue
            if key in now:
                found += changes(before, now[key], sentence.text)
            else:
                found.append(Change(Kind.LOST, key, Bearing.FALLS))
        if found:
            yield Touched(sentence, ordered(found))


def checked_again(draft: Draft, then: Found, now: Found, grounds: tuple[Grounds, Grounds]) -> Iterator[Touched]:
    """What a check finds in sentences by today's evidence that the same check does not find by that of the day on which
    the brief went out. ``grounds`` are those of then and of today.
    """
    before = {(one.kind, one.span, one.words) for one in check(draft, then, grounds[0])}
    new = [
        one
        for one in check(draft, now, grounds[1])
        if one.kind not in _TOLD_OTHERWISE and (one.kind, one.span, one.words) not in before
    ]
    for sentence in draft.brief.sentences:
        mine = [one for one in new if not sentence.level and sentence.span.meets(one.span)]
        if mine:
            yield Touched(
                sentence,
                tuple(
                    Change(
                        Kind.CHECK,
                        one.cited or (sentence.citations[0].key if sentence.citations else ""),
                        Bearing.FALLS if one.gravity is Gravity.ERROR else Bearing.WEAKER,
                        one.kind.value,
                        now=one.words,
                    )
                    for one in mine
                ),
            )


def together(some: Sequence[Touched], others: Sequence[Touched]) -> tuple[Touched, ...]:
    """Both, a sentence once, in the order of the draft."""
    found: dict[int, Touched] = {}
    for one in (*some, *others):
        at = one.sentence.span.start
        before = found[at].changes if at in found else ()
        found[at] = Touched(one.sentence, ordered((*before, *one.changes)))
    return tuple(found[at] for at in sorted(found))


def ordered(some: Sequence[Change]) -> tuple[Change, ...]:
    """The gravest first; of two that are as grave, the one that came first."""
    return tuple(sorted(dict.fromkeys(some), key=lambda one: _ORDER.index(one.bearing)))
