"""What must be found again in every form of some items, worked out from the records alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.export.forms import Item
from onrecord.record import Commitment, Event, Party, Record, Statement, Taker, Tie, ZoneKind

from . import building, crossing
from .handing import hostile, item

GAP = " … "


@dataclass(frozen=True)
class Expected:
    """A finding as any form must give it back."""

    id: str
    kind: str
    type: str
    standing: str
    polarity: str
    by: tuple[str, ...]
    on_word: tuple[str, ...]
    pieces: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    document: str
    grade: str | None
    ends: tuple[tuple[str, str], ...]
    derived: bool = False
    mutual: bool = False

    @property
    def words(self) -> str:
        return GAP.join(self.pieces)

    @property
    def fact(self) -> bool:
        return self.standing == "reported" and self.polarity == "actual" and not self.derived


def expected(items: Sequence[Item]) -> dict[str, Expected]:
    """All findings of the items by the ids that they are cited by."""
    every = [one for handed in items for one in _of(handed)]
    found = {one.id: one for one in every}
    assert len(found) == len(every)
    return found


def actors(items: Sequence[Item]) -> set[str]:
    """The ids of all actors of the items."""
    return {who(handed, actor.id) or "" for handed in items for actor in handed.record.actors}


def who(handed: Item, local: str | None) -> str | None:
    if local is None or local not in {actor.id for actor in handed.record.actors}:
        return None
    known = handed.entities.get(local)
    return known.id if known else f"{handed.record.document.id}_{local}"


def _of(handed: Item) -> Iterator[Expected]:
    record = handed.record
    assert record.kept is not None
    ids = {found.local: found.id for found in record.kept.findings}
    statements = {stmt.id: stmt for stmt in record.statements}
    names = {actor.id: actor.name for actor in record.actors}

    def chain(local: str | None) -> list[Statement]:
        found: list[Statement] = []
        while local in statements and statements[local] not in found:
            found.append(statements[local])
            local = statements[local].within
        return found

    def speaker(stmt: Statement) -> str:
        said = stmt.speaker
        words = GAP.join(span.of(record.document.text) for span in said.spans)
        return names.get(said.actor or "") or said.name or words or "somebody not named"

    def ends(*said: tuple[str, Taker | Party | None]) -> tuple[tuple[str, str], ...]:
        known = [(role, who(handed, one.actor)) for role, one in said if one is not None]
        return tuple((role, id_) for role, id_ in known if id_ is not None)

    grade = record.kept.source.grade.reliability.value if record.kept.source else None
    every: list[Statement | Event | Tie | Commitment] = [*record.statements, *record.events]
    for found in [*every, *record.ties, *record.commitments]:
        derived = mutual = False
        if isinstance(found, Statement):
            ground, above = found.id, chain(found.id)[1:]
            kind, type_, spans = "statement", found.act.value, found.content or found.cue or found.speaker.spans
            at = (Party(found.speaker.spans, found.speaker.actor), found.target, found.addressee, found.medium)
            parts = ends(*zip(("speaker", "target", "addressee", "medium"), at, strict=True))
        elif isinstance(found, Commitment):
            ground, above = found.statement or "", chain(found.statement)
            kind, type_, spans = "commitment", found.kind.value, (found.deed,)
            parts = ends(("doer", found.doer), ("to", found.to))
        else:
            ground, above = found.footing.by or "", chain(found.footing.by)
            spans, type_ = found.spans, found.type.value
            if isinstance(found, Tie):
                kind, parts = "tie", ends(("a", found.a), ("b", found.b))
                derived, mutual = found.derived, found.type.mutual
            else:
                sides = [("actor", one) for one in found.actors] + [("recipient", one) for one in found.recipients]
                kind, parts, mutual = "event", ends(*sides), found.reciprocal
        if isinstance(found, Commitment) and found.statement is None:
            comment = record.document.text.find("Comment:")
            standing = "comment" if 0 <= comment < found.deed.start else "reported"
            polarity = "conditional" if found.condition else "planned"
        elif isinstance(found, Statement | Commitment):
            stmt = statements[ground]
            standing = "comment" if stmt.zone is ZoneKind.COMMENT else "attributed"
            polarity = "negated" if stmt.negated else "actual"
        else:
            standing, polarity = found.footing.standing.value, found.polarity.value
        yield Expected(
            ids[found.id],
            kind,
            type_,
            standing,
            polarity,
            tuple(ids[stmt.id] for stmt in above),
            tuple(speaker(stmt) for stmt in chain(ground)),
            tuple(span.of(record.document.text) for span in spans),
            tuple((span.start, span.end) for span in spans),
            record.document.id,
            grade,
            parts,
            derived,
            mutual,
        )


def numbered(handed: Item, number: int) -> Item:
    """The item with ids of its document, findings and judgements that no other item has."""
    record = handed.record
    assert record.kept is not None
    findings = tuple(
        replace(
            found,
            id=f"{found.id[:2]}{number:08x}{int(found.id[2:], 16):08x}",
            judgement=found.judgement and replace(found.judgement, id=f"j:{number}"),
        )
        for found in record.kept.findings
    )
    document = replace(record.document, id=f"d:{number:016x}")
    made = replace(record, document=document, kept=replace(record.kept, findings=findings))
    return replace(handed, number=number, record=made)


def long() -> Record:
    """Nearly a million characters, with something said at the end."""
    b = building.Building("Reeds grow at the ferry. " * 39_000 + "Ibb said it would rain.")
    b.says(b.speaker("Ibb"), "|said| it", "it would rain")
    return b.record()


def ordinary() -> list[Item]:
    """Reports with all kinds of findings, in three scripts."""
    records = (
        crossing.crossing(),
        building.marshes(),
        building.harbour(),
        building.undated(),
        crossing.arabic(),
        crossing.owed(),
    )
    return [numbered(item(record), number) for number, record in enumerate(records, 1)]


def wicked() -> list[Item]:
    """Words and fields that are hostile to every form, names without an end, and a text of a million characters."""
    records = (building.hostile(), building.long_names(), building.arabic(), long())
    return [numbered(hostile(), 1), *(numbered(item(record), number) for number, record in enumerate(records, 2))]


def nothing() -> list[Item]:
    """A document in which nothing is said."""
    return [item(building.empty())]


SETS = {"ordinary": ordinary, "wicked": wicked, "nothing": nothing, "none": list}
