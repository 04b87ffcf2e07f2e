"""What is planted in the sample desk, row by row, and whether the analysis that is for it finds it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.analysis.claim_parts import Stance
from onrecord.analysis.coverage_parts import SILENT
from onrecord.analysis.ledger_parts import Candidate, Entry
from onrecord.analysis.novelty_parts import Asks, Check, Found, Novelty, Scope
from onrecord.desk.sample_desk import SAMPLE
from onrecord.record import CommitmentStatus

from .planted_look import Look, bare

#: What a follow-up may show of a deed that was done, and of one that was not.
_DONE, _NOT_DONE = frozenset(("carried out", "begun", "spoken of")), frozenset(("not done", "dropped", "refused"))
#: How the note of a first time begins where nobody at all did it before; else it is the first of a side.
_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of ``planted.csv``: the nth words stand in the nth document."""

    kind: str
    documents: tuple[str, ...]
    words: tuple[str, ...]
    note: str


#: Says in words how a row is found; ``None`` if it is not.
Finder = Callable[[Look, Row], str | None]


def rows() -> list[Row]:
    """The rows of the kinds that an analysis is to find."""
    with (SAMPLE / "planted.csv").open(encoding="utf-8", newline="") as file:
        found = [
            Row(row["kind"], tuple(row["documents"].split(" | ")), tuple(row["words"].split(" | ")), row["note"])
            for row in csv.DictReader(file)
        ]
    return [row for row in found if row.kind in FINDERS and any(row.words)]


def found(look: Look, row: Row) -> str | None:
    """How a row is found, in words; ``None`` if it is not."""
    return FINDERS[row.kind](look, row)


# -- the ledger --------------------------------------------------------------------------------------------------------


def _entry(look: Look, row: Row) -> Entry | None:
    """The entry of the commitment that a row begins with; of several the one whose deed is told in most words."""
    kind = row.kind.split()[0]
    own = [
        one
        for one in look.entries
        if one.kind == kind and any(look.stands(cited, row.words[0]) for cited in (one.cited, *one.carriers))
    ]
    return max(own, key=lambda one: len(one.deed), default=None)


def _followed(words: int, shows: frozenset[str], status: CommitmentStatus | None = None) -> Finder:
    """Finds rows whose nth words stand in the document of the entry's first candidate, which shows one of these.

    Where nothing is planted that came of it, the row has no further words, and its status is all there is to find.
    """

    def finds(look: Look, row: Row) -> str | None:
        entry = _entry(look, row)
        if entry is None or (status is not None and entry.status is not status):
            return None
        if status is not None and len(row.words) == 1:
            return f"{entry.status.value}, as nothing that came of it is planted"
        if not entry.candidates or entry.candidates[0].unsure:
            return None
        first = entry.candidates[0]
        if first.kind not in shows or not look.holds(first.cited.source.document, row.words[words]):
            return None
        return f"{entry.status.value}; first candidate: {_told(first)}"

    return finds


def _told(one: Candidate) -> str:
    return f"{one.kind}, {(one.cited.source.published or '')[:10]}: {' '.join(one.cited.words.split())[:60]}"


# -- claims, pages and quotations --------------------------------------------------------------------------------------


def _contradicted(look: Look, row: Row) -> str | None:
    for pair in look.pairs:
        here, there = row.words[:2]
        if pair.stance is Stance.CONTRADICTS and any(
            look.stands(one, here) and look.stands(other, there)
            for one, other in ((pair.one, pair.other), (pair.other, pair.one))
        ):
            return "a claim of contradiction" + (" of the speaker with himself" if pair.itself else "")
    return None


def _altered(look: Look, row: Row) -> str | None:
    for one in look.altered:
        if (
            look.holds(one.first.document, row.words[0])
            and look.holds(one.carrier.document, row.words[1])
            and one.now in row.words[1]
        ):
            return f"{one.then} -> {one.now} ({one.carrier.name})"
    return None


def _edited(look: Look, row: Row) -> str | None:
    if bare(row.words[1]):
        return _softened(look, row)
    gone = any(look.stands(one, row.words[0]) for one in look.gone)
    return "told as gone from the page" if gone else None


def _softened(look: Look, row: Row) -> str | None:
    for _, check in _checks(look, row.words[1], Asks.REVISED):
        if bare(row.words[0]) in check.words:
            return "told as standing in the place of the earlier sentence"
    return None


def _reversed(look: Look, row: Row) -> str | None:
    """By the news of the later statement, or by a follow-up of the earlier one."""
    for _, check in _checks(look, row.words[1], Asks.POSITION):
        if check.earlier is not None and look.stands(check.earlier, row.words[0]):
            return f"perhaps another position, {check.days} days later"
    for entry in look.entries:
        if any(look.stands(cited, row.words[0]) for cited in (entry.cited, *entry.carriers)):
            for place, one in enumerate(entry.candidates, 1):
                if one.kind in _NOT_DONE and any(
                    look.stands(cited, row.words[1]) for cited in (one.cited, *one.others)
                ):
                    return f"candidate {place} of the {entry.kind}: {_told(one)}"
    return None


# -- news --------------------------------------------------------------------------------------------------------------


def _checks(look: Look, words: str, asks: Asks) -> Iterator[tuple[Novelty, Check]]:
    """What was looked for of the statements that stand at words."""
    for item in look.news:
        if look.stands(item.statement, words):
            yield from ((item, check) for check in item.checks if check.asks is asks)


def _first(look: Look, row: Row) -> str | None:
    scope = Scope.ANYONE if row.note.startswith(_NOBODY) else Scope.SIDE
    for _, check in _checks(look, row.words[0], Asks.ACT):
        if (check.scope, check.found) == (scope, Found.FIRST):
            return check.words.partition(":")[0]
    return None


def _since(look: Look, row: Row) -> str | None:
    for _, check in _checks(look, row.words[1], Asks.ACT):
        since = check.earlier if check.found is Found.SINCE else None
        if since is not None and look.holds(since.source.document, row.words[0]):
            return check.words.partition(":")[0]
    return None


# -- silence -----------------------------------------------------------------------------------------------------------


def _silent(look: Look, row: Row) -> str | None:
    """The outlet of the last words is silent since the day that they bear, and no other outlet is."""
    last = [text for text in look.texts.values() if bare(row.words[-1]) in text.words]
    silent = [(one.id, one.silent_since) for one in look.outlets if one.state == SILENT]
    if not last or silent != [(last[0].outlet, last[0].day)]:
        return None
    return f"silent since {last[0].day}, and no other outlet is"


FINDERS: Mapping[str, Finder] = {
    "promise kept": _followed(1, _DONE),
    "promise overdue": _followed(-1, _NOT_DONE, CommitmentStatus.OVERDUE),
    "threat carried out": _followed(1, frozenset(("carried out",))),
    "threat not carried out": _followed(-1, _NOT_DONE, CommitmentStatus.OVERDUE),
    "demand refused": _followed(1, frozenset(("refused",))),
    "demand met": _followed(1, _DONE),
    "denial": _contradicted,
    "contradiction": _contradicted,
    "silent": _silent,
    "altered quote": _altered,
    "edited": _edited,
    "first time": _first,
    "first time since": _since,
    "reversal": _reversed,
    "altered position": _softened,
}
