"""What a brief cites, looked up on the desk: every citation with the whole of what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..errors import OnRecordError, StoreError
from ..gazetteer import Gazetteer
from ..reading.segment import segment
from ..record import (
    Actor,
    Commitment,
    Entity,
    Event,
    JudgementKind,
    KeptFinding,
    Party,
    Record,
    Span,
    Statement,
    Tie,
)
from ..store import cited_rows, entities, finding, questions
from ..store.opening import Store
from .evidence import Evidence, Finding, Somebody, Teller, pack_links, record_names
from .office_holders import sole_holder

#: How many levels of hearsay are followed.
DEEPEST = 6
_KINDS = {"s": "statement", "e": "event", "t": "tie", "c": "commitment"}
_KEY = re.compile(r"([a-z]:[0-9a-f]+)(?:#(\d{1,9})-(\d{1,9}))?\Z")


@dataclass(slots=True)
class Gathering:
    """Looks evidence up, and keeps the documents that it has unpacked. ``at_time`` is a stamp; ``None`` is now."""

    store: Store
    at: sa.Connection
    gazetteer: Gazetteer
    at_time: str | None = None
    _documents: dict[int, _Document] = field(default_factory=dict)
    _entities: dict[int, Entity] = field(default_factory=dict)

    def evidence(self, keys: Iterable[str]) -> dict[str, Evidence | OnRecordError]:
        """For each key of a citation what it stands for, or why there is no such thing."""
        wanted = list(dict.fromkeys(keys))
        parted = {key: match for key in wanted if (match := _KEY.match(key.strip().lower())) is not None}
        whole = cited_rows.whole_ids(self.at, [match[1] for match in parted.values()], self.at_time)
        ids = [one for one in whole.values() if isinstance(one, str)]
        held = cited_rows.held(self.at, [one for one in ids if not one.startswith("d:")], self.at_time)
        numbers = cited_rows.numbers_of(self.at, [one for one in ids if one.startswith("d:")])
        self._load([*(one.document for one in held.values()), *numbers.values()])
        told = self._told(held.values())
        found: dict[str, Evidence | OnRecordError] = {}
        for key in wanted:
            match = parted.get(key)
            id_ = whole[match[1]] if match is not None else None
            if match is None or id_ is None:
                found[key] = StoreError("this is no citation", key, "write [@s:3f9c], or [@d:3f9c#120-180]")
            elif isinstance(id_, StoreError):
                found[key] = id_
            elif id_.startswith("d:"):
                found[key] = self._passage(id_, numbers.get(id_), match[2], match[3])
            elif id_ in held:
                found[key] = self._documents[held[id_].document].evidence(id_, told)
            else:
                found[key] = self._gone(id_)
        return found

    def _told(self, held: Iterable[cited_rows.Held]) -> Mapping[str, tuple[Teller, ...]]:
        """All reports of each utterance that is cited, or stood on, by the statements' ids."""
        statements = {one.id: one.no for one in held if one.id.startswith("s:")}
        under: set[str] = set()
        for one in held:
            if not one.id.startswith("s:"):
                under.update(self._documents[one.document].stands_on(one.id))
        statements |= {row.id: row.no for row in cited_rows.held(self.at, under, self.at_time).values()}
        reports = cited_rows.reports(self.at, list(statements.values()), self.at_time)
        return {
            id_: tuple(
                Teller(r.id, r.document, r.outlet, r.language, r.published, r.family, r.how) for r in reports[no]
            )
            for id_, no in statements.items()
        }

    def _load(self, documents: Sequence[int]) -> None:
        """Unpacks these documents, with who their actors are."""
        new = sorted({no for no in documents if no not in self._documents})
        read = list(finding.of_numbers(self.store, self.at, new, self.at_time))
        linked = cited_rows.linked_actors(self.at, [reading for _, reading, _ in read])
        unknown = {no for actors in linked.values() for no in actors.values()}
        self._entities |= entities.by_number(self.at, unknown - self._entities.keys(), self.at_time)
        asked = questions.asked_of(self.at, unknown)
        for no, reading, record in read:
            mine = linked.get(reading, {})
            who = {local: self._entities[base] for local, base in mine.items() if base in self._entities}
            disputed = frozenset(local for local, base in mine.items() if base in asked)
            self._documents[no] = _Document.of(record, who, disputed, self.gazetteer)

    def _passage(self, id_: str, number: int | None, begin: str | None, end: str | None) -> Evidence | OnRecordError:
        if number is None or number not in self._documents:
            return StoreError("this desk has no document of this id", id_, "check the id")
        if begin is None or end is None:
            return self._documents[number].passage(id_, None)
        length = len(self._documents[number].record.document.text)
        if not int(begin) < int(end) <= length:
            return StoreError(
                "this document has no such characters",
                f"{id_}#{begin}-{end}",
                f"it has {length:,}: the first comes before the last, and neither stands after its end",
            )
        return self._documents[number].passage(id_, Span(int(begin), int(end)))

    def _gone(self, id_: str) -> Evidence | OnRecordError:
        """A finding that no reading has any more: by the last that had it."""
        try:
            shown = finding.finding(self.store, self.at, id_, self.at_time)
        except StoreError as reason:
            return reason
        whole = _Document.of(shown.record, {}, frozenset(), self.gazetteer)
        return whole.made(id_, KeptFinding(id_, shown.local), {}, current=False)


@dataclass(slots=True)
class _Document:
    """A document that is cited, unpacked: its sentences, its findings by their ids, and who its actors are."""

    record: Record
    sentences: tuple[Span, ...]
    kept: Mapping[str, KeptFinding]
    local: Mapping[str, Finding]
    citable: Mapping[str, str]
    who: Mapping[str, Entity]
    disputed: frozenset[str]
    gazetteer: Gazetteer

    @classmethod
    def of(cls, record: Record, who: Mapping[str, Entity], disputed: frozenset[str], gazetteer: Gazetteer) -> _Document:
        kept = record.kept.findings if record.kept is not None else ()
        findings: list[Finding] = [*record.statements, *record.events, *record.ties, *record.commitments]
        return cls(
            record,
            segment(record.document.text).sentences,
            {one.id: one for one in kept},
            {one.id: one for one in findings},
            {one.local: one.id for one in kept},
            who,
            disputed,
            gazetteer,
        )

    def evidence(self, id_: str, told: Mapping[str, tuple[Teller, ...]]) -> Evidence:
        return self.made(id_, self.kept[id_], told, current=True)

    def stands_on(self, id_: str) -> list[str]:
        """The citable ids of the statements on whose word a finding stands, the innermost first."""
        voices = self._voices(self.local[self.kept[id_].local])
        return [self.citable[one.id] for one in voices if one.id in self.citable]

    def made(self, id_: str, kept: KeptFinding, told: Mapping[str, tuple[Teller, ...]], *, current: bool) -> Evidence:
        found = self.local[kept.local]
        voices = self._voices(found)
        spans = tuple(sorted(set(_spans(found, voices))))
        around = self._around(spans)
        judged = kept.judgement
        heeded = judged if judged is not None and judged.kind in _JUDGED else None
        first = self.citable.get(voices[0].id) if voices else None
        return Evidence(
            id=id_,
            kind=_KINDS[id_[0]],
            record=self.record,
            finding=found,
            spans=spans,
            sentences=around,
            voices=voices,
            people=self._people(around, _roles(found, voices)),
            times=tuple(one for one in self.record.times if _in(one.span, around)),
            places=tuple(one for one in self.record.places if _in(one.span, around)),
            current=current,
            withdrawn=kept.withdrawn,
            judgement=heeded,
            tellers=told.get(first or "", ()),
        )

    def passage(self, id_: str, cited: Span | None) -> Evidence:
        """A document, or some of its characters."""
        whole = cited or Span(0, max(1, len(self.record.document.text)))
        around = self._around((whole,))
        return Evidence(
            id=id_,
            kind="document",
            record=self.record,
            finding=None,
            spans=(whole,),
            sentences=around,
            people=self._people(around, {}),
            times=tuple(one for one in self.record.times if _in(one.span, around)),
            places=tuple(one for one in self.record.places if _in(one.span, around)),
            passage=cited,
        )

    def _voices(self, found: Finding) -> tuple[Statement, ...]:
        if isinstance(found, Statement):
            at: str | None = found.id
        else:
            at = found.statement if isinstance(found, Commitment) else found.footing.by
        if isinstance(found, Event) and found.statement is not None:
            at = found.statement
        chain: list[Statement] = []
        while at is not None and len(chain) < DEEPEST:
            one = self.local.get(at)
            if not isinstance(one, Statement) or one in chain:
                break
            chain.append(one)
            at = one.within
        return tuple(chain)

    def _around(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(one for one in self.sentences if any(one.meets(span) for span in spans)) or tuple(spans)

    def _people(self, around: Sequence[Span], roles: Mapping[str, Sequence[str]]) -> tuple[Somebody, ...]:
        found = []
        for actor in self.record.actors:
            mine = tuple(roles.get(actor.id, ()))
            if mine or any(_in(one.span, around) for one in actor.mentions):
                found.append(self._somebody(actor, mine))
        return tuple(found)

    def _somebody(self, actor: Actor, roles: tuple[str, ...]) -> Somebody:
        entity = self.who.get(actor.id)
        names = list(record_names(actor))
        if entity is not None:
            names.append(entity.name)
        links = pack_links(actor, entity)
        if not links and (holder := self._holder(actor)) is not None:
            links = (holder,)
        for link in links:
            if link in self.gazetteer.actor_ids:
                known = self.gazetteer.actor(link)
                names += [known.name, *(alias.name for alias in known.names)]
        return Somebody(actor, entity, tuple(dict.fromkeys(names)), roles, actor.id in self.disputed)

    def _holder(self, actor: Actor) -> str | None:
        """The known person who holds the office by which the record calls somebody."""
        countries = {country for one in self.record.actors for country in one.countries}
        kept = self.record.kept
        if kept is not None and kept.source is not None and kept.source.country is not None:
            countries.add(kept.source.country)
        return sole_holder(actor, countries, self.record.document.published, self.gazetteer)


_JUDGED = (JudgementKind.ACCEPT, JudgementKind.EDIT, JudgementKind.REJECT)


def _in(span: Span, around: Sequence[Span]) -> bool:
    return any(one.holds(span) for one in around)


def _spans(found: Finding, voices: Sequence[Statement]) -> list[Span]:
    """All words of a finding, with those of the statement that it stands on."""
    spans: list[Span] = []
    for one in (found, *voices[:1]):
        if isinstance(one, Statement):
            spans += [*one.speaker.spans, *one.cue, *one.content]
            spans += [*([one.speaker.role] if one.speaker.role else [])]
            for party in (one.addressee, one.target, one.medium):
                spans += party.spans if party is not None else ()
        elif isinstance(one, Commitment):
            spans += [one.deed, *([one.condition] if one.condition else []), *([one.due.span] if one.due.span else [])]
        elif isinstance(one, Event):
            spans += [*one.spans, *(taker.span for taker in (*one.actors, *one.recipients))]
        else:
            spans += [*one.spans, one.a.span, one.b.span]
    return spans


def _roles(found: Finding, voices: Sequence[Statement]) -> dict[str, list[str]]:
    """The roles that the record's actors (by their ids) have in a finding, and in the statement it stands on."""
    roles: dict[str, list[str]] = {}

    def add(role: str, actor: str | None) -> None:
        if actor is not None and role not in roles.setdefault(actor, []):
            roles[actor].append(role)

    if isinstance(found, Event):
        for taker in found.actors:
            add("actor", taker.actor)
        for taker in found.recipients:
            add("recipient", taker.actor)
    elif isinstance(found, Tie):
        add("a", found.a.actor)
        add("b", found.b.actor)
    elif isinstance(found, Commitment):
        add("doer", _who(found.doer))
        add("to", _who(found.to))
    for statement in voices[:1]:
        add("speaker", statement.speaker.actor)
        add("addressee", _who(statement.addressee))
        add("target", _who(statement.target))
        add("medium", _who(statement.medium))
    for statement in voices[1:]:
        add("speaker above", statement.speaker.actor)
    return roles


def _who(party: Party | None) -> str | None:
    return None if party is None else party.actor
