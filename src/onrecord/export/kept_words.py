"""How a desk keeps a record, in words: the outlet and its grade, who else carried it, what became of its findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..record import Judgement, JudgementKind, Kept, KeptFinding, Record, Source
from .telling import Line, Telling, Words

_JUDGED = {JudgementKind.ACCEPT: "accepted", JudgementKind.EDIT: "edited", JudgementKind.REJECT: "rejected"}


def grade_words(record: Record) -> str | None:
    """``grade B (usually reliable)``; ``None`` outside a desk, or where the outlet is not known."""
    source = None if record.kept is None else record.kept.source
    return None if source is None else of_grade(source)


def of_grade(source: Source) -> str:
    """A source's grade: ``grade F (not graded)`` where nobody judged it."""
    grade = source.grade
    return f"grade {grade.reliability.value} ({grade.reliability.words if grade.who else 'not graded'})"


def cited(telling: Telling, local: str) -> str:
    """The id by which one finding (by its id in the record) is cited; empty outside a desk."""
    found = telling.kept.get(local)
    return "" if found is None else found.id


def state_words(telling: Telling, local: str) -> Line:
    """What became of one finding (by its id in the record): withdrawn, accepted, edited, rejected; empty if nothing."""
    told: list[str | Words] = []
    for _, line in states(telling, local):
        told += ["; " if told else "", *line]
    return tuple(told)


def states(telling: Telling, local: str) -> Iterator[tuple[str, Line]]:
    """What became of one finding, each with the one word for it."""
    found = telling.kept.get(local)
    if found is not None and found.withdrawn:
        yield "withdrawn", _withdrawn(found)
    if found is not None and found.judgement is not None:
        yield _JUDGED.get(found.judgement.kind, found.judgement.kind.value), judged(found.judgement)


def _withdrawn(found: KeptFinding) -> Line:
    if not found.withdrawn:
        return ()
    return (f"withdrawn by source on {day(found.withdrawn)}", *((": ", Words(found.why)) if found.why else ()))


def judged(judgement: Judgement) -> Line:
    """``edited by mira on 2031-05-04 09:00 UTC (j:...), act = deny: the reason``."""
    word = _JUDGED.get(judgement.kind, judgement.kind.value)
    value = value_words(judgement)
    return (
        f"{word} by ",
        Words(judgement.who),
        f" on {day(judgement.at)} ({judgement.id})",
        *((", ", Words(value)) if value else ()),
        *((": ", Words(judgement.why)) if judgement.why else ()),
    )


def value_words(judgement: Judgement) -> str:
    """What an edit, a grade or a change of an outlet says: ``act = deny``; what was before stands last."""
    return ", ".join(f"{field} = {in_words(said)}" for field, said in (judgement.value or {}).items())


def in_words(value: Any) -> str:
    """A value of the wire form as it is shown: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def kept_lines(record: Record) -> Iterator[Line]:
    """All of it, a line each; nothing outside a desk. Findings that were withdrawn together stand on one line."""
    yield from document_lines(record)
    findings = record.kept.findings if record.kept is not None else ()
    together: dict[Line, list[str]] = {}
    for found in findings:
        if found.withdrawn:
            together.setdefault(_withdrawn(found), []).append(f"{found.local} ({found.id})")
    for line, ids in together.items():
        yield (*line, ": ", Words(", ".join(ids)))
    for found in findings:
        if found.judgement is not None:
            yield (Words(found.local), f" ({found.id}) ", *judged(found.judgement))


def in_short(record: Record) -> str | None:
    """What a reader is to know first: ``6 findings withdrawn by the source, 1 rejected, the same text in 6 others``."""
    kept = record.kept
    if kept is None:
        return None
    words = Counter("withdrawn by the source" for found in kept.findings if found.withdrawn)
    words.update(_JUDGED.get(found.judgement.kind, "judged") for found in kept.findings if found.judgement is not None)
    told = [f"{number:,} {word}" for word, number in words.items()]
    if told:
        told[0] = told[0].replace(" ", " findings " if next(iter(words.values())) > 1 else " finding ", 1)
    told += [f"the same text in {len(kept.carriers):,} other{'' if len(kept.carriers) == 1 else 's'}"] * bool(
        kept.carriers
    )
    told += [word for word, said in (("revised since", kept.revised_by), ("page gone", kept.vanished)) if said]
    told += ["redacted"] * bool(kept.holes) + ["original bytes given up"] * (not kept.bytes_kept)
    return ", ".join(told) or f"filed on {day(kept.filed)}, nothing to note since"


def document_lines(record: Record) -> Iterator[Line]:
    """What there is to tell of the document itself."""
    kept = record.kept
    if kept is None:
        return
    yield (f"filed on {day(kept.filed)}, read on {day(kept.read)} by onrecord {record.engine}",)
    if kept.source is not None:
        yield from _source(kept.source)
    snapshot = record.document.snapshot
    held = "in the archive" if kept.bytes_kept else "given up by a rule"
    yield (f"original bytes {held}: SHA-256 {snapshot.sha256}",)
    yield from _whence(record)
    yield from _since(kept)
    for carrier in kept.carriers:
        yield (
            "also carried by ",
            Words(carrier.source or "an outlet that is not named"),
            f" ({carrier.document}), {carrier.likeness:.0%} the same",
        )


def _source(source: Source) -> Iterator[Line]:
    grade = source.grade
    if grade.who is not None:
        reason: Line = (": ", Words(grade.why)) if grade.why else ()
        yield (of_grade(source), " by ", Words(grade.who), f" on {day(grade.at or '')}", *reason)
    if source.speaks_for:
        yield ("the outlet speaks for ", Words(", ".join(source.speaks_for)))


def _whence(record: Record) -> Iterator[Line]:
    document = record.document
    place = document.snapshot.final_url or document.url or document.snapshot.name
    if place:
        fetched = document.snapshot.fetched
        yield ("found at ", Words(place), f", fetched on {day(fetched)}" if fetched else "")
    told = document.provenance
    if told is not None and told.key and told.item:
        yield (
            "item ",
            Words(told.item),
            " of ",
            Words(told.key),
            *((", answers ", Words(told.reply_to)) if told.reply_to else ()),
        )
    if told is not None and told.forward is not None:
        yield ("forwarded from ", Words(told.forward.name or told.forward.key or "a place that is not named"))


def _since(kept: Kept) -> Iterator[Line]:
    for field, own in kept.overridden:
        yield (f"{field}: said by a person; its page says ", Words(own) if own else "nothing")
    if kept.revises:
        yield (f"a new version of {kept.revises}",)
    if kept.revised_by:
        yield (f"its page has had other words since: {kept.revised_by}",)
    if kept.vanished:
        yield (f"its page was gone on {day(kept.vanished)}",)
    if kept.holes:
        places = "one place" if len(kept.holes) == 1 else f"{len(kept.holes)} places"
        yield (f"redacted in {places}: █ stands for each character",)


def day(stamp: str) -> str:
    """A stamp to the minute; a date stays one."""
    return f"{minute(stamp)} UTC" if "T" in stamp else stamp


def minute(stamp: str) -> str:
    """A stamp (ISO 8601, UTC) as it is read in a list: to the minute."""
    return stamp[:16].replace("T", " ")
