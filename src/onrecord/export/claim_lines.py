"""Claims in lines: each statement cited, how it stands to the others and why, and what stands behind each side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..analysis.claim_parts import Backing, Claim, Claims, Line, Stance
from .profile_lines import Item, item
from .telling import Line as Text
from .telling import Words

#: What each is called that stands so to another.
_SIDES = ((Stance.AFFIRMS, "affirmed"), (Stance.CONTRADICTS, "contradicted"), (Stance.REVISES, "revised"))


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of a claim: how it stands to the one it was compared with, the statement, and why."""

    stands: Text
    item: Item
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim: its heading, its statements, and what stands behind each side."""

    title: Text
    rows: tuple[Row, ...]
    backing: tuple[Text, ...]


def heading(found: Claims) -> Iterator[Text]:
    """What was looked at, and how far it can be relied on."""
    count = f"{len(found.claims)} of {len(found.claims) + found.left}" if found.left else f"{len(found.claims)}"
    yield (f"{count} {'claim' if count == '1' else 'claims'}: candidates for a person to judge, no verdicts",)
    statements = f"{found.compared:,} {'statement' if found.compared == 1 else 'statements'}"
    if found.compared < found.asked:
        statements = f"the latest {found.compared:,} of {found.asked:,} statements"
    yield (f"compared: {statements}, each with up to {found.most} others; reports of one utterance count once",)
    right, of = found.measured
    measured = f"{right} of {of} candidates for a contradiction were one, on pairs that were written to measure it"
    yield (f"{measured}; on a desk expect fewer",)


def told(found: Claims) -> tuple[Told, ...]:
    """The claims one by one."""
    return tuple(_told(number, claim) for number, claim in enumerate(found.claims, 1))


def _told(number: int, claim: Claim) -> Told:
    stances = {line.found for line in claim.lines}
    words = [word for stance, word in _SIDES[1:] if stance in stances] or ["affirmed"]
    of_itself = any(line.itself and line.found is not Stance.AFFIRMS for line in claim.lines)
    title = f"{number}. {' and '.join(words)}{' by the same speaker' if of_itself else ''}"
    rows = tuple(_row(line) for line in claim.lines)
    sides = zip(_SIDES, (claim.affirmed, claim.contradicted, claim.revised), strict=True)
    backing = [(f"{word} by {_backing(side)}",) for (_, word), side in sides if side.utterances]
    more = [(f"{claim.left} more statements are part of it",)] if claim.left else []
    return Told((title,), rows, (*backing, *more))


def _row(line: Line) -> Row:
    carried = f", reported {line.carriers} times" if line.carriers > 1 else ""
    if line.found is None:
        return Row((f"first said{carried}",), item(line.cited), ())
    himself = ", the same speaker" if line.itself else ""
    stands = f"{line.found.value} {(line.against or '')[:12]} ({line.confidence:.2f}){himself}{carried}"
    why = [(Words(reason),) for reason in line.reasons]
    if line.changed:
        why.append((Words("they stand in two versions of one page"),))
    return Row((stands,), item(line.cited), tuple(why))


def _backing(side: Backing) -> str:
    return ", ".join(
        f"{count:,} {word if count == 1 else words}"
        for count, word, words in (
            (side.speakers, "speaker", "speakers"),
            (side.utterances, "utterance", "utterances"),
            (side.documents, "document", "documents"),
            (side.origins, "independent origin at most", "independent origins at most"),
        )
    )
