"""What one delivery tells: by kept question, then by actor or outlet, each thing once with all that carried it.

A message is made anew of the record at each try, so that what was redacted, rejected or withdrawn meanwhile is told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from ..store import finding, saved
from ..store.deliveries import Delivery, Part
from ..store.opening import Store
from ..store.own_facts import desk_id
from ..store.saved import Every, KeptHit
from ..store.telling_once import families, is_there, utterances
from .alert_item import Item, items

#: Things told in one message; what is more is counted.
MOST = 200
_EVERY = {Every.NOW: "new", Every.DAY: "the day's digest", Every.WEEK: "the week's digest"}


@dataclass(frozen=True, slots=True)
class Section:
    """What one kept question found: ``total`` things, the first of them by whom they are told under, in order.

    ``reminds`` says in words of what a reminder reminds.
    """

    id: str
    name: str
    query: str
    total: int
    groups: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    reminds: str | None = None

    @property
    def left_out(self) -> int:
        """How many of them the message only counts."""
        return self.total - sum(1 + len(item.carriers) for _, group in self.groups for item in group)


@dataclass(frozen=True, slots=True)
class Message:
    """What goes to one channel: ``id`` is the delivery's, ``desk`` the desk's id, ``made`` a stamp.

    ``again`` is true where an earlier try was cut off, so that the other side may have it already.
    """

    id: str
    desk: str
    made: str
    every: Every
    sections: tuple[Section, ...] = ()
    again: bool = False
    test: bool = False

    @property
    def total(self) -> int:
        """How many things it is about."""
        return sum(section.total for section in self.sections)

    @property
    def subject(self) -> str:
        """What it is, on one line."""
        names = ", ".join(section.name for section in self.sections[:3]) + (" ..." if len(self.sections) > 3 else "")
        if self.test:
            return f"onrecord: TEST: {names}"
        kind = _EVERY[self.every]
        if self.every is Every.NOW:
            return f"onrecord: {names}: {self.total:,} {kind}"
        return f"onrecord: {kind}: {names} ({self.total:,})"


def compose(store: Store, at: sa.Connection, delivery: Delivery, *, again: bool = False) -> Message:
    """The message of a delivery, as the desk has it now.

    Raises:
        StoreError: if the desk fails.
    """
    totals = [saved.count_between(at, part.saved, part.after, part.upto) for part in delivery.parts]
    most = MOST if sum(totals) <= MOST else max(1, MOST // len(totals))
    sections = tuple(_section(store, at, part, total, most) for part, total in zip(delivery.parts, totals, strict=True))
    return Message(delivery.id, desk_id(at), delivery.made, delivery.every, sections, again)


def trial_message(at: sa.Connection, one: saved.Saved, id_: str, now: str) -> Message:
    """A message that says that it is a test, and has nothing else in it."""
    return Message(id_, desk_id(at), now, one.every, (Section(one.id, one.name, one.query, 0),), test=True)


def _section(store: Store, at: sa.Connection, part: Part, total: int, most: int) -> Section:
    one = saved.by_id(at, part.saved)
    hits = saved.hits_between(at, one.id, part.after, part.upto, most)
    told = _grouped(at, list(_items(store, at, hits)))
    groups: dict[str, list[Item]] = {}
    for item in told:
        groups.setdefault(item.head, []).append(item)
    by_head = tuple((head, tuple(some)) for head, some in groups.items())
    return Section(one.id, one.name, one.query, total, by_head, one.options.reminds)


def _items(store: Store, at: sa.Connection, hits: Sequence[KeptHit]) -> Iterator[Item]:
    by_document: dict[str, list[KeptHit]] = {}
    for hit in hits:
        by_document.setdefault(hit.document, []).append(hit)
    for document, own in by_document.items():
        found = {item.id: item for item in items(own, finding.record(store, at, document))}
        for hit in own:
            if hit.id in found:
                yield found[hit.id]
            else:
                yield from _no_more(store, at, hit)


def _no_more(store: Store, at: sa.Connection, hit: KeptHit) -> Iterator[Item]:
    """Something that the document's newest reading does not find any more: as the last that did has it."""
    if not is_there(at, hit.id):
        return  # a rule took it out
    shown = finding.finding(store, at, hit.id)
    for item in items([hit], shown.record):
        yield replace(item, state=(*item.state, "; " if item.state else "", "not found by the newest reading"))


def _grouped(at: sa.Connection, told: list[Item]) -> list[Item]:
    """Each thing once: what is told of one utterance, or in the same words by documents of one text, is put under the
    one that was published first.
    """
    said = utterances(at, [item.id for item in told if item.kind == "statement"])
    family = families(at, sorted({item.document for item in told}))
    alike: dict[object, list[Item]] = {}
    for item in told:
        utterance, text = said.get(item.id), family.get(item.document)
        words = "" if item.kind == "document" else " ".join(item.words.split())
        key: object = item.id
        if utterance is not None:
            key = utterance
        elif text is not None:
            key = (text, item.kind, item.says[:2] if item.kind != "document" else (), words)
        alike.setdefault(key, []).append(item)
    return [_first_of(some) for some in alike.values()]


def _first_of(some: list[Item]) -> Item:
    first = min(some, key=lambda item: item.published or "9999")
    return replace(first, carriers=tuple(item for item in some if item is not first))
