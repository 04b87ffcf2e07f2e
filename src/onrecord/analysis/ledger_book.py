"""The commitments of a desk as of a time, grouped into entries: each once, however many documents carry it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import sqlalchemy as sa

from ..record import CommitmentStatus, Judgement
from ..store import ledger_rows, many
from ..store.blocks import Columns
from ..store.expression import Expression, Mark, every
from ..store.ledger_rows import Terms
from .cited import Cited
from .citing import NOBODY, Citing
from .deed_types import types_of, unverifiable
from .ledger_parts import Change, Due, Entry, Party

_COMMITMENT = Mark("k_commitment")
#: Stands for the day of what bears none: after all others.
_LATE = "9999"


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment as it is counted: its row, finding, document, kind, the day that the document bears, when it is due,
    and the folded words of its deed; ``reported`` says that the document itself tells of it, and no statement makes it.
    """

    row: int
    kind: str
    document: int
    day: str | None
    due: str | None
    deed: str
    negated: bool
    reported: bool = False

    @property
    def finding(self) -> int:
        """Its number as a finding."""
        return self.row // 2


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one entry, first the one that was published first, with its status and why."""

    lines: tuple[Line, ...]
    status: CommitmentStatus
    why: str
    judged: Judgement | None = None

    @property
    def first(self) -> Line:
        """The line that the entry is cited by."""
        return self.lines[0]

    @property
    def due(self) -> str | None:
        """The last day on which it is due, where words of it name one that lies after it was said."""
        return due_of(self.lines)


@dataclass(slots=True)
class Book:
    """The commitments of a desk as of a time, grouped into entries; made once for a question."""

    at: sa.Connection
    at_time: str | None
    day: str
    citing: Citing
    families: Mapping[int, int]
    utterances: Mapping[int, int]
    judged: Mapping[str, Judgement] = field(default_factory=dict)
    statements: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, at: sa.Connection, at_time: str | None, day: str) -> Book:
        """The book as of a time (a stamp), its dates as of a day (ISO 8601)."""
        held = ledger_rows.judged_ids(at, at_time)
        return cls(at, at_time, day, Citing(at, at_time), many.families(at), many.utterances(at), held)

    def groups(self, expression: Expression) -> list[Group]:
        """The entries of which marks find a commitment; all that carry them are of them."""
        return self.of_rows(ledger_rows.marked_then(self.at, every([_COMMITMENT, expression]), self.at_time))

    def of_rows(self, found: Columns) -> list[Group]:
        """The entries that these commitments are of."""
        return self._grouped(self._with_carriers(found), set(found.numbers.tolist()))

    def group(self, row: int) -> Group:
        """The entry that a commitment (its row) is of."""
        found = ledger_rows.by_numbers(self.at, [row])
        lines = self._with_carriers(found)
        return next(group for group in self._grouped(lines, {row}) if row in {line.row for line in group.lines})

    def _with_carriers(self, found: Columns) -> list[Line]:
        """With the commitments of documents that carry the same text or report the same utterance."""
        lines = self._lines(found)
        shared = {self.families[line.document] for line in lines if line.document in self.families}
        documents = {no for no, family in self.families.items() if family in shared} if shared else set[int]()
        its = self._statements(lines).values()
        utterances = {self.utterances[no] for no in its if no in self.utterances}
        for some in ledger_rows.tellers(self.at, utterances).values():
            documents.update(some)
        if documents:
            known = {line.row for line in lines}
            beside = ledger_rows.of_documents(self.at, documents, "commitment", self.at_time)
            lines += self._lines(beside.at(~np.isin(beside.numbers, sorted(known))))
        return lines

    def _statements(self, lines: Sequence[Line]) -> Mapping[int, int]:
        """The statement that each of these is part of, where it may be told by others too."""
        if not self.utterances:
            return self.statements
        missing = [line for line in lines if line.finding not in self.statements]
        if len(self.utterances) < len(missing):
            told = ledger_rows.documents_of(self.at, list(self.utterances))
            missing = [line for line in missing if line.document in told]
        self.statements.update(ledger_rows.statements_of(self.at, [line.finding for line in missing]))
        return self.statements

    def _lines(self, found: Columns) -> list[Line]:
        numbers = found.numbers.tolist()
        deeds = ledger_rows.deeds(self.at, numbers)
        documents = found.others["document"].tolist()
        facts = zip(
            numbers,
            found.decoded("type"),
            documents,
            found.decoded("day"),
            found.decoded("to"),
            found.decoded("polarity"),
            found.decoded("standing"),
            strict=True,
        )
        return [
            Line(
                no,
                kind or "",
                document,
                day,
                None if due is None else due[:10],
                deeds.get(no, ""),
                polarity == "negated",
                standing == "reported",
            )
            for no, kind, document, day, due, polarity, standing in facts
        ]

    def _grouped(self, lines: Sequence[Line], wanted: set[int]) -> list[Group]:
        statements = self._statements(lines)
        said = Counter((statements.get(line.finding), line.kind) for line in lines)
        own: dict[Hashable, int] = {}
        root = {line.row: line.row for line in lines}

        def find(row: int) -> int:
            while root[row] != row:
                root[row] = row = root[root[row]]
            return row

        for line in lines:
            if line.document not in self.families and line.finding not in statements:
                continue
            for key in self._keys(line, statements.get(line.finding), said):
                other = own.setdefault(key, line.row)
                one, two = sorted((find(line.row), find(other)))
                root[two] = one
        by_root: defaultdict[int, list[Line]] = defaultdict(list)
        for line in lines:
            by_root[find(line.row)].append(line)
        ids = self._judged_rows()
        return [
            self._status(sorted(some, key=lambda line: (line.day or _LATE, line.row)), ids)
            for some in by_root.values()
            if any(line.row in wanted for line in some)
        ]

    def _keys(self, line: Line, statement: int | None, said: Counter[tuple[int | None, str]]) -> Iterable[Hashable]:
        """What is equal for commitments that are one."""
        family = self.families.get(line.document)
        if family is not None:
            yield family, line.kind, line.deed, line.negated
        utterance = None if statement is None else self.utterances.get(statement)
        if utterance is not None:
            yield "utterance", utterance, line.kind, line.deed, line.negated
            if said[statement, line.kind] == 1:
                # The only one of its kind in each of the statements is one in other words.
                yield "only", utterance, line.kind, line.negated

    def _judged_rows(self) -> dict[int, Judgement]:
        rows = ledger_rows.rows_of(self.at, self.judged, self.at_time)
        return {no: self.judged[id_] for id_, no in rows.items()}

    def _status(self, lines: list[Line], judged: Mapping[int, Judgement]) -> Group:
        said = [judged[line.row] for line in lines if line.row in judged]
        last = max(said, key=lambda one: (one.at, one.id), default=None)
        words = tuple(lines)
        if last is not None:
            status = CommitmentStatus((last.value or {})["status"])
            if status is not CommitmentStatus.OPEN:
                return Group(words, status, f"judged so by {last.who}", last)
        due = due_of(words)
        if due is not None and due < self.day:
            known = "nobody has judged what became of it" if last is None else f"{last.who} judged it to be open still"
            return Group(words, CommitmentStatus.OVERDUE, f"it was due by {due}, and {known}", last)
        why = unverifiable(lines[0].deed)
        if why is not None and last is None:
            return Group(words, CommitmentStatus.UNVERIFIABLE, why)
        return Group(words, CommitmentStatus.OPEN, _open_why(words, due), last)

    def entry(self, group: Group, terms: Mapping[int, Terms]) -> Entry:
        """An entry whose rows were loaded."""
        first = group.first
        cited = self.citing.cited(first.row)
        term = terms.get(first.finding) or Terms(first.negated, 1, 0.0, None, "none", None, None, None, None)
        types = tuple(one.value for one in types_of(first.deed))
        return Entry(
            id=cited.id,
            kind=cited.type,
            status=group.status,
            why=group.why,
            judged=group.judged is not None,
            doer=party(cited, "doer"),
            to=party(cited, "to"),
            deed=cited.words,
            negated=term.negated,
            condition=term.condition,
            due=_due(term),
            strength=term.strength,
            confidence=term.confidence,
            said=first.day,
            cited=cited,
            types=types or (() if term.intended is None else (term.intended,)),
            carriers=tuple(self.citing.cited(line.row) for line in group.lines[1:]),
        )

    def made(self, groups: Sequence[Group]) -> list[Entry]:
        """These entries with their terms, carriers and changes."""
        lines = [line for group in groups for line in group.lines]
        self.citing.load([line.row for line in lines])
        terms = ledger_rows.terms(self.at, [group.first.finding for group in groups], self.at_time)
        made = [self.entry(group, terms) for group in groups]
        return [_with_changes(self, entry) for entry in made]


def _with_changes(book: Book, entry: Entry) -> Entry:
    ids = [entry.id, *(one.id for one in entry.carriers)]
    judgements = [one for some in ledger_rows.changes(book.at, ids, book.at_time).values() for one in some]
    shown = {one.other for one in judgements if one.other is not None}
    rows = ledger_rows.rows_of(book.at, shown, book.at_time)
    book.citing.load(rows.values())
    changes = tuple(
        Change(
            one.id,
            one.at,
            one.who,
            CommitmentStatus((one.value or {})["status"]),
            one.subject,
            one.other,
            book.citing.cited(rows[one.other]) if one.other in rows else None,
            one.why,
            one.undone,
        )
        for one in sorted(judgements, key=lambda one: (one.at, one.id))
    )
    return replace(entry, changes=changes)


def due_of(lines: Iterable[Line]) -> str | None:
    """The day by which a deed is due: that of the first line that has one. A date that lies before it was said is when
    something else was, and no day by which it is due; but a report may tell of a day that has passed ("was to report by
    30 April").
    """
    return next((line.due for line in lines if line.due is not None and _is_to_come(line, line.due)), None)


def _is_to_come(line: Line, due: str) -> bool:
    return line.reported or line.day is None or due >= line.day


def _open_why(lines: Sequence[Line], due: str | None) -> str:
    if due is not None:
        return f"it is due by {due}"
    if any(line.due is not None for line in lines):
        return "the day in its words lies before it was said, so it is none by which it is due"
    return "its words name no day by which it is due"


def _due(term: Terms) -> Due:
    time = term.time
    if time is None:
        return Due(term.due_kind, term.due)
    anchor = time.get("anchor")
    return Due(
        kind=term.due_kind,
        words=term.due,
        first=time.get("from"),
        last=time.get("to"),
        value=time.get("value"),
        mod=time.get("mod"),
        anchor_kind=anchor if anchor in (None, "published", "unknown") else "time",
        anchor=time.get("anchor_value"),
        anchor_words=term.anchor,
        why=time.get("why") or "",
    )


def party(cited: Cited, role: str) -> Party | None:
    """Who has a role in what is cited."""
    found = next((one for one in cited.roles if one.role == role), None)
    return None if found is None else Party(found.name or NOBODY, found.who)
