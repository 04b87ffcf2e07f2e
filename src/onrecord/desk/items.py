"""One item of what is watched: its page fetched and filed, or why not; and looked at again afterwards.

The document is filed in a transaction of its own, and then the item is marked. A kill between the two leaves an item
that waits: it is fetched again, and its document is known.
"""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from ..clock import Clock, stamp
from ..errors import FetchError, IntakeError, OnRecordError
from ..intake import Raw, load
from ..intake.containers import container_for
from ..intake.feeds import Feed, entry_raw
from ..intake.visiting import Visit
from ..store import finding
from ..store import watching as kept
from ..store.watching import Item, ItemState, Watched
from . import schedule
from .entries import Told, entry_of, told_of
from .folders import Found, kept_of
from .journey import Refusal
from .keeping import Addition, Desk, Outcome, raws

_AFTER = {Outcome.FILED: ItemState.FILED, Outcome.REVISED: ItemState.FILED, Outcome.KNOWN: ItemState.KNOWN}


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an item: ``outcome`` is filed, revised, known, refused, gone, unchanged or later.

    ``error`` is why it was refused, or is to be tried later.
    """

    outcome: str
    error: str | None = None
    additions: tuple[Addition, ...] = ()


class Items:
    """Settles items on one desk; one thread at a time. ``stop`` ends the taking in of a long file between two items."""

    def __init__(self, desk: Desk, clock: Clock, rng: random.Random) -> None:
        self.stop = threading.Event()
        self._desk = desk
        self._clock = clock
        self._rng = rng

    def known(self, item: Item) -> bool:
        """Whether an item that waits need not be fetched: what stands at its address is filed. It is marked then."""
        if item.url is None or item.state is not ItemState.WAITING or item.document is not None:
            return False
        with self._desk.store.reading() as at:
            number = kept.filed_from(at, item.url)
            followed = number is not None
            if number is None:
                filed = finding.latest_at(at, item.url)
                number = None if filed is None else filed.no
        if number is None:
            return False
        told = told_of(item.facts).seen(told_of(item.facts).validators, 0)
        # The other item of this address has its page looked at again: once is enough.
        next_visit = None if followed else schedule.revisit_in(0, self._rng)
        self._mark(item, ItemState.KNOWN, next_visit, None, told, document=number)
        return True

    def settle(self, watched: Watched, item: Item, brought: Visit | OnRecordError) -> Settled:
        """Files what was brought, and marks the item.

        Raises:
            StoreError: if the desk fails; the item waits still.
        """
        told = _of_feed(told_of(item.facts), watched)
        if item.state is not ItemState.WAITING:
            return self._again(watched, item, told, brought)
        if isinstance(brought, OnRecordError):
            return self._not_fetched(watched, item, told, brought)
        if brought.raw is None:
            self._mark(item, ItemState.FILED, schedule.revisit_in(0, self._rng), None, told.seen(brought.validators, 0))
            return Settled("unchanged")
        if leads_home(item.url, brought.raw.final_url):
            error = IntakeError("this link leads to the site's front page", brought.raw.name, "its page may be gone")
            return self._without_page(watched, item, told, error)
        additions, refused = self._taken(replace(brought.raw, facts=told.facts), watched.source)
        if not additions:
            return self._without_page(watched, item, told, refused[0].error)
        self._filed(item, told.seen(brought.validators, 0), additions[-1], schedule.revisit_in(0, self._rng))
        return _settled(additions)

    def file(self, watched: Watched, item: Item) -> Settled:
        """Files an item that is not fetched: a file of a folder, or an entry that is its own text."""
        if item.url is None and watched.kind is kept.WatchedKind.FOLDER:
            return self._from_folder(watched, item)
        told = told_of(item.facts)
        error = IntakeError("this entry has neither a page nor a text", item.key, "look at its feed")
        return self._without_page(watched, item, told, error)

    def put_off(self, item: Item, error: OnRecordError, seconds: float) -> None:
        """Notes that an item could not be settled, for no fault of its own, and is to be fetched again."""
        with self._desk.store.writing() as at:
            kept.change_item(at, item.no, next=self._in(seconds), error=str(error))

    def _from_folder(self, watched: Watched, item: Item) -> Settled:
        path, before = Path(watched.url, item.key), kept_of(item.facts)
        found = Found(item.key, before.get("size", 0), before.get("changed", 0))
        try:
            held = container_for(path) is not None
            raw = None if held else load(path)
        except IntakeError as unread:
            state = ItemState.REFUSED if path.exists() else ItemState.GONE
            self._mark(item, state, None, str(unread), found.json())
            return Settled(state.value, str(unread))
        digest = None if raw is None else hashlib.sha256(raw.data).hexdigest()
        if digest is not None and digest == before.get("sha256"):
            self._mark(item, ItemState.FILED, None, None, found.json(digest))
            return Settled("unchanged")
        additions: list[Addition] = []
        refused: list[Refusal] = []
        for one in [raw] if raw is not None else raws(path):
            if self.stop.is_set():
                # What is filed of it is known when it is taken in again, for it waits still.
                return Settled("later", "a stop was asked for", tuple(additions))
            if isinstance(one, Refusal):
                refused.append(one)
                continue
            more, not_taken = self._taken(one, watched.source)
            additions += more
            refused += not_taken
        error = str(refused[0].error) if refused else None
        if not additions:
            self._mark(item, ItemState.REFUSED, None, error or "this file holds no text", found.json(digest))
            return Settled("refused", error)
        self._filed(item, found.json(digest), additions[-1], None, error)
        return replace(_settled(additions), error=error)

    def _again(self, watched: Watched, item: Item, told: Told, brought: Visit | OnRecordError) -> Settled:
        """A filed page that was looked at again."""
        visits = told.visits + 1
        later = schedule.revisit_in(visits, self._rng)
        if isinstance(brought, FetchError) and brought.gone:
            gone = self._gone(item, brought.status)
            self._mark(item, ItemState.GONE, later, str(brought), told.seen(told.validators, visits))
            return Settled("gone", str(brought), () if gone is None else (gone,))
        if isinstance(brought, OnRecordError):
            return self._not_seen_again(item, told, brought, later)
        if brought.raw is None:
            self._mark(item, item.state, later, None, told.seen(brought.validators, visits))
            return Settled("unchanged")
        seen = told.seen(brought.validators, visits)
        if leads_home(item.url, brought.raw.final_url):
            error = f"its address now leads to the site's front page: {item.url}"
            self._mark(item, item.state, later, error, seen)
            return Settled("unchanged", error)
        additions, refused = self._taken(replace(brought.raw, facts=told.facts), watched.source)
        if not additions:
            self._mark(item, item.state, later, str(refused[0].error), seen)
            return Settled("unchanged", str(refused[0].error))
        self._filed(item, seen, additions[-1], later)
        return _settled(additions)

    def _not_seen_again(self, item: Item, told: Told, error: OnRecordError, later: float | None) -> Settled:
        fetch = error if isinstance(error, FetchError) else None
        again = None
        if fetch is not None and fetch.temporary:
            again = schedule.try_again_in(item.tries + 1, self._rng, fetch.retry_after)
        visits = told.visits if again is not None else told.visits + 1
        tries = item.tries + 1 if again is not None else 0
        self._mark(item, item.state, again or later, str(error), told.seen(told.validators, visits), tries=tries)
        return Settled("later", str(error))

    def _not_fetched(self, watched: Watched, item: Item, told: Told, error: OnRecordError) -> Settled:
        if isinstance(error, IntakeError) and not (isinstance(error, FetchError) and error.temporary):
            return self._without_page(watched, item, told, error)
        tries = item.tries + 1
        asked = error.retry_after if isinstance(error, FetchError) else None
        wait = schedule.try_again_in(tries, self._rng, asked)
        if wait is None:
            return self._without_page(watched, replace(item, tries=tries), told, error)
        self._mark(item, ItemState.WAITING, wait, str(error), told, tries=tries)
        return Settled("later", str(error))

    def _without_page(self, watched: Watched, item: Item, told: Told, error: OnRecordError) -> Settled:
        """Files the feed's own text where it carries the whole; else the item is refused, and it is kept why."""
        if told.content is not None:
            feed = Feed(watched.title, told.homepage, told.language, ())
            raw = entry_raw(entry_of(item.key, item.url, told), feed, watched.url, item.seen)
            additions, refused = self._taken(raw, watched.source)
            if additions:
                # Its page cannot be had, so there is nothing to look at again.
                why = None if item.url is None else str(error)
                self._filed(item, told.seen(told.validators, len(schedule.REVISITS)), additions[-1], None, why)
                return replace(_settled(additions), error=why)
            error = refused[0].error if item.url is None else error
        # What was filed of it before stays filed, though its new version cannot be had.
        state = ItemState.REFUSED if item.document is None else ItemState.FILED
        self._mark(item, state, None, str(error), told.seen(told.validators, 0), tries=item.tries)
        return Settled("refused", str(error))

    def _taken(self, raw: Raw, source: str | None) -> tuple[list[Addition], list[Refusal]]:
        additions: list[Addition] = []
        refused: list[Refusal] = []
        for one in self._desk.take(raw, source=source):
            if isinstance(one, Refusal):
                refused.append(one)
            else:
                additions.append(one)
        if not additions and not refused:
            refused.append(Refusal(raw.name, IntakeError("this holds no text", raw.name, "nothing was read from it")))
        return additions, refused

    def _gone(self, item: Item, status: int | None) -> Addition | None:
        if item.document is None:
            return None
        with self._desk.store.reading() as at:
            address = kept.address_at(at, item.document)
        return None if address is None else self._desk.gone(address, status)

    def _filed(
        self, item: Item, told: Told | str, last: Addition, later: float | None, error: str | None = None
    ) -> None:
        with self._desk.store.reading() as at:
            number = kept.document_no(at, last.document)
        state = _AFTER[last.outcome]
        if item.document is not None and state is ItemState.KNOWN:
            state = ItemState.FILED if item.state in (ItemState.WAITING, ItemState.GONE) else item.state
        self._mark(item, state, later, error, told, document=number)

    def _mark(
        self,
        item: Item,
        state: ItemState,
        later: float | None,
        error: str | None,
        told: Told | str,
        *,
        document: int | None = None,
        tries: int = 0,
    ) -> None:
        changes: dict[str, str | float | None] = {
            "state": state,
            "next": None if later is None else self._in(later),
            "error": error,
            "facts": told if isinstance(told, str) else told.json(),
            "tries": tries,
        }
        if document is not None:
            changes["document"] = document
        with self._desk.store.writing() as at:
            kept.change_item(at, item.no, **changes)

    def _in(self, seconds: float) -> str:
        return stamp(self._clock.now() + timedelta(seconds=seconds))


def _of_feed(told: Told, watched: Watched) -> Told:
    """The same with the feed that told it, so that where a page was met stands in its document."""
    provenance = told.facts.provenance
    if provenance is None or provenance.key is not None:
        return told
    return replace(told, facts=replace(told.facts, provenance=replace(provenance, key=f"feed:{watched.url}")))


def leads_home(url: str | None, final_url: str | None) -> bool:
    """Whether a page's address leads to a site's front page instead: what many sites do with pages they took down."""
    if url is None or final_url is None:
        return False
    try:
        asked, came = urlsplit(url), urlsplit(final_url)
    except ValueError:
        return False
    return came.path in ("", "/") and not came.query and (asked.path not in ("", "/") or bool(asked.query))


def _settled(additions: Iterable[Addition]) -> Settled:
    told = tuple(additions)
    best = [one for one in (Outcome.FILED, Outcome.REVISED, Outcome.KNOWN) if any(a.outcome is one for a in told)]
    return Settled(best[0].value, None, told)
