"""The statements of a reading set beside those that may report the same utterance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import sqlalchemy as sa

from ..analysis.reported import sayings_of
from ..linking import sayings as words
from ..linking.sayings import Saying
from ..linking.utterances import Told, aligned, compare, compare_aligned, speaker
from ..record import Record
from ..store import utterances
from ..store.opening import Store
from ..store.utterances import Joined, Read

#: Readings whose statements one reading's are compared with at most, those that share most first; and of its family.
_MOST, _MOST_OF_FAMILY = 24, 12
#: A key that leads to more statements than this tells little: it counts for less than one that leads to few.
_MANY = 12
#: Telling words that two statements share at least, to be compared.
_FEWEST_SHARED = 2
#: How much of keys a statement must share to be looked at.
_ENOUGH = 3
#: How sure both must be where a statement shows that two utterances are one.
_SURE = 0.85
#: Statements of one document that one is compared with, at most, those that share most words; and how many that have
#: a word are looked at for it. So many pairs of two documents are compared at most, and of one.
_BESIDE, _WITH_WORD, _PAIRS = 60, 120, 60_000


@dataclass(frozen=True, slots=True)
class _Match:
    """A statement of the reading, the one that it was compared with, and what was found."""

    mine: Saying
    other: Saying
    told: Told


def group_reading(
    store: Store, at: sa.Connection, document: int, reading: int, record: Record, vectors: Mapping[int, bytes]
) -> None:
    """Groups the statements of a reading whose actors are linked: rows of ``told``. ``vectors`` are by finding number.

    A reading that was grouped before is grouped anew. What an older reading of the document was joined by stays, for
    those who ask as of then.
    """
    before = utterances.utterances_of(at, [reading, *utterances.replaced_of(at, document)])
    utterances.forget(at, reading)
    read = utterances.readings_of(at, [reading])[reading]
    mine = sayings_of(at, [(read, record)])[0]
    keys = {one.no: words.keys(one) for one in mine}
    matches, compared = _matches(at, read, mine, vectors)
    utterances.keep_keys(at, keys, reading)
    _keep(at, _in_no_doubt(matches), compared)
    # Utterances that one of its statements left, or that were called by an older reading's, may have another first one.
    for utterance in sorted(before):
        utterances.call(at, (utterance,))


def _matches(
    at: sa.Connection, read: Read, mine: Sequence[Saying], vectors: Mapping[int, bytes]
) -> tuple[list[_Match], dict[int, Saying]]:
    """The statements that report the same as one of these; and all that they were compared with, by number."""
    others = _others(at, read, mine)
    near = _Nearness(at, vectors, [*(one.no for one in mine), *(other.no for some in others for other in some.likely)])
    found = list(_compared(_pairs_within(mine), near))
    compared = {one.no: one for one in mine}
    for some in others:
        beside: set[int] = set()
        for one, other in aligned(mine, some.all) if some.of_family else ():
            told = compare_aligned(one, other)
            if told is not None:
                beside |= {one.no, other.no}
                found.append(_Match(one, other, told))
        pairs = _pairs(mine, some.likely)
        compared |= {other.no: other for other in some.likely}
        found += _compared(((one, other) for one, other in pairs if not {one.no, other.no} & beside), near)
    return found, compared


@dataclass(frozen=True, slots=True)
class _Others:
    """Another reading's statements: all, those that share keys, and whether its text is that of this document."""

    all: list[Saying]
    likely: list[Saying]
    of_family: bool


def _others(at: sa.Connection, read: Read, mine: Sequence[Saying]) -> list[_Others]:
    if not mine:
        return []
    likely = _likely(at, mine)
    family = set() if read.family is None else set(utterances.of_family(at, read.family, _MOST_OF_FAMILY))
    family.discard(read.reading)
    wanted = utterances.readings_of(at, sorted({*likely, *family} - {read.reading}))
    records = utterances.records_with(at, [one for one in wanted.values() if one.document != read.document])
    found = []
    for (one, _), some in zip(records, sayings_of(at, records), strict=True):
        shared = likely.get(one.reading, set())
        of_family = read.family is not None and one.family == read.family
        found.append(_Others(some, [saying for saying in some if of_family or saying.no in shared], of_family))
    return found


def _likely(at: sa.Connection, mine: Sequence[Saying]) -> dict[int, set[int]]:
    """The readings, and of each the statements, that share keys with these; those that share most."""
    runs = {key for one in mine for key in words.runs(one)}
    singles = {key for one in mine for key in words.asked(one)}
    shared: Counter[int] = Counter()
    for key, statements in utterances.candidates(at, runs | singles).items():
        weight = (3 if key in runs else 2) if len(statements) <= _MANY else 1
        for statement in statements:
            shared[statement] += weight
    of = utterances.documents_of(at, [no for no, count in shared.items() if count >= _ENOUGH])
    best: Counter[int] = Counter()
    for statement, no in of.items():
        best[no] = max(best[no], shared[statement])
    kept = {no for no, _ in best.most_common(_MOST)}
    found: dict[int, set[int]] = {}
    for statement, no in of.items():
        if no in kept:
            found.setdefault(no, set()).add(statement)
    return found


def _pairs(mine: Sequence[Saying], others: Sequence[Saying]) -> list[tuple[Saying, Saying]]:
    """The statements of either side that share telling words: what is worth comparing."""
    with_word: dict[str, list[int]] = {}
    for at, one in enumerate(mine):
        for word in one.tells:
            with_word.setdefault(word, []).append(at)
    most = max(2, min(_BESIDE, _PAIRS // max(1, len(others))))
    found = []
    for other in others:
        shared = Counter(at for word in other.tells for at in with_word.get(word, ())[:_WITH_WORD])
        likest = [at for at, count in shared.items() if count >= _FEWEST_SHARED]
        if len(likest) > most:
            likest = sorted(likest, key=lambda at: (-shared[at], at))[:most]
        found += [(mine[at], other) for at in sorted(likest)]
    return found


def _pairs_within(mine: Sequence[Saying]) -> list[tuple[Saying, Saying]]:
    """Statements of one document that may report one utterance: a headline quotes what the text has in full."""
    return [(later, first) for first, later in _pairs(mine, mine) if first.no < later.no]


def _compared(pairs: Iterable[tuple[Saying, Saying]], near: _Nearness) -> Iterator[_Match]:
    for one, other in pairs:
        told = compare(one, other, near.of(one.no, other.no))
        if told is not None:
            yield _Match(one, other, told)


class _Nearness:
    """How near statements are in meaning, where both have vectors of one version."""

    def __init__(self, at: sa.Connection, vectors: Mapping[int, bytes], numbers: Sequence[int]) -> None:
        kept = utterances.meant(at, numbers)
        version = next((version for version, _ in kept.values()), "")
        self.known = kept | {no: (kept[no][0] if no in kept else version, vector) for no, vector in vectors.items()}

    def of(self, one: int, other: int) -> float | None:
        left, right = self.known.get(one), self.known.get(other)
        if left is None or right is None or left[0] != right[0] or len(left[1]) != len(right[1]):
            return None
        import numpy as np

        from ..tagger.meaning import nearness

        return float(nearness(np.frombuffer(left[1], np.int8), np.frombuffer(right[1], np.int8)))


#: All that ``_are_strangers`` looks at.
_Voice = tuple[int | None, frozenset[int], tuple[str, ...], bool]


def _voice(one: Saying) -> _Voice:
    return one.page.family, one.speaker, one.called, one.named


def _are_strangers(one: Saying, other: Saying) -> bool:
    """Whether two statements surely have two speakers. In copies of one text a speaker may be read in two ways."""
    same_text = one.page.family is not None and one.page.family == other.page.family
    return not same_text and speaker(one, other)[0] == 0.0


def _in_no_doubt(matches: Sequence[_Match]) -> list[_Match]:
    """The matches without those of a statement that does not name its speaker and fits those of two."""
    fits: dict[int, list[_Match]] = {}
    for match in matches:
        fits.setdefault(match.mine.no, []).append(match)
    kept: list[_Match] = []
    for some in fits.values():
        others = {_voice(match.other): match.other for match in some}.values()
        in_doubt = any(_are_strangers(one, other) for one, other in combinations(others, 2))
        kept += [match for match in some if not in_doubt or speaker(match.mine, match.other)[0] is not None]
    return kept


def _keep(at: sa.Connection, matches: Sequence[_Match], compared: Mapping[int, Saying]) -> None:
    """Joins each statement to those that it was found with, the surest first; to none whose utterance another speaker
    reports as his.
    """
    sides = _Sides(compared, utterances.joined(at, compared))
    called = sides.called
    best: dict[int, float] = {}
    touched: set[int] = set()
    for match in sorted(matches, key=lambda match: (-match.told.score, match.mine.no, match.other.no)):
        one, other = match.mine.no, match.other.no
        here, there = called.get(one), called.get(other)
        if here is not None and here == there:
            continue
        if here is not None and there is not None and min(match.told.score, best.get(one, 1.0)) < _SURE:
            continue  # that a doubtful likeness makes two utterances one would be too much
        if sides.are_strangers(match.mine, match.other):
            continue
        name = there if there is not None else here if here is not None else other
        utterances.keep(at, [_row(match, name, no) for no in (other, one) if no not in called])
        sides.put(match.mine, name)
        sides.put(match.other, name)
        best.setdefault(one, match.told.score)
        touched.add(name)
        if here is not None and there is not None:
            now = utterances.call(at, (here, there))
            sides.join((here, there), now)
            touched = {now if utterance in (here, there) else utterance for utterance in touched}
    for utterance in sorted(touched):
        utterances.call(at, (utterance,))


class _Sides:
    """The utterances of statements that were looked at: their numbers, and each speaker once that reports them."""

    def __init__(self, compared: Mapping[int, Saying], called: dict[int, int]) -> None:
        self.called: dict[int, int] = {}
        self._statements: dict[int, set[int]] = {}
        self._voices: dict[int, dict[_Voice, Saying]] = {}
        for no, name in called.items():
            self.put(compared[no], name)

    def put(self, one: Saying, name: int) -> None:
        """A statement reports this utterance, unless it is of one already."""
        if self.called.setdefault(one.no, name) == name:
            self._statements.setdefault(name, set()).add(one.no)
            self._voices.setdefault(name, {}).setdefault(_voice(one), one)

    def join(self, names: tuple[int, int], now: int) -> None:
        """Two utterances are one, of this number."""
        statements = set().union(*(self._statements.pop(name, set()) for name in names))
        voices = {voice: one for name in names for voice, one in self._voices.pop(name, {}).items()}
        self.called.update(dict.fromkeys(statements, now))
        self._statements[now], self._voices[now] = statements, voices

    def are_strangers(self, one: Saying, other: Saying) -> bool:
        """Whether somebody who reports the one's utterance, or the one itself, is surely another than the other's."""
        return any(_are_strangers(a, b) for a in self._side(one) for b in self._side(other))

    def _side(self, one: Saying) -> Iterable[Saying]:
        name = self.called.get(one.no)
        return (one,) if name is None else self._voices[name].values()


def _row(match: _Match, utterance: int, no: int) -> Joined:
    other = match.other.no if no == match.mine.no else match.mine.no
    return Joined(no, utterance, other, match.told.how.value, match.told.score, match.told.reasons)
