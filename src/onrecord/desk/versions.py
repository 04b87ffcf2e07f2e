"""What a new version of a page withdraws, and what it brings back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..linking.repeats import alike, still_there_but_for
from ..record import Record, Span, Statement
from ..store import filing, finding
from ..store.holes import BLOCK, is_one_hole
from ..store.ids import Identified, identified
from ..store.marking import findings_of, versions_of, why_gone
from ..store.opening import Store
from ..store.pages import by_number, versions

#: Two texts that share less than this of the shorter are no versions of each other, though they stood at one address.
_LEAST_SHARED = 0.2


@dataclass(frozen=True, slots=True)
class Gone:
    """Ids of findings whose words are gone, and of those whose words are there again."""

    withdrawn: tuple[str, ...]
    restored: tuple[str, ...]


def what_is_gone(
    store: Store, at: sa.Connection, before: finding.Filed, text: str, again: int | None = None
) -> Gone | None:
    """What ``text``, which now stands where ``before`` stood, withdraws and brings back of all versions of that page.

    ``again`` is the number of the version whose text it is, if it is one: all its findings are there. Of words that a
    rule took out nobody can tell: such a finding stays as it is marked. ``None`` if the text is no version of the page
    but another text at the same address, as front pages hold, or none of the words before is left to tell.
    """
    if before.no != again and not _is_version(finding.text_of(at, before.no), text):
        return None
    withdrawn: list[str] = []
    restored: list[str] = []
    for version in versions(at, before.no):
        record = finding.record(store, at, version.id)
        gone_before = {one.id for one in record.kept.findings if one.withdrawn} if record.kept else set()
        for one in identified(record):
            there = True if version.no == again else _is_there(record, one, text)
            if there is True and one.id in gone_before:
                restored.append(one.id)
            elif there is False and one.id not in gone_before:
                withdrawn.append(one.id)
    return Gone(tuple(withdrawn), tuple(restored))


def mark_read_anew(store: Store, at: sa.Connection, no: int) -> None:
    """Marks what a new reading of a document found first, but its page does not say any more or is gone."""
    read = by_number(at, no)
    last = None if read is None or read.address is None else finding.latest_at(at, read.address)
    if read is None or last is None or last.no not in versions_of(at, no):
        return
    if last.vanished is not None:
        filing.mark_findings(store, at, findings_of(at, [no]), "withdrawn", None, why_gone(at, last.no))
    elif last.no != no:
        record, text = finding.record(store, at, read.id), finding.text_of(at, last.no)
        gone = [one.id for one in identified(record) if _is_there(record, one, text) is False]
        filing.mark_findings(store, at, gone, "withdrawn", last.no, f"its words are not in the version {last.id}")


def _is_version(old: str, new: str) -> bool:
    if is_one_hole(old):
        return False
    # Texts too short to have shingles are versions of each other: a channel's message that was edited.
    return min(len(old.split()), len(new.split())) < 12 or alike(old, new).contained >= _LEAST_SHARED


def _is_there(record: Record, one: Identified, text: str) -> bool | None:
    """Whether a finding's words stand in a text; ``None`` where that cannot be told, for they were taken out."""
    told = [still_there_but_for(BLOCK, span.of(record.document.text), text) for span in _own_words(one)]
    return False if False in told else None if None in told else True


def _own_words(one: Identified) -> Sequence[Span]:
    """The words that must still be there: of a statement its content, for who reports it may be put otherwise."""
    return one.found.content if isinstance(one.found, Statement) else one.spans
