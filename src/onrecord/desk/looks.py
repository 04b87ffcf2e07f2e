"""One look at something that is watched: what was brought back, what is new in it, and when to look again.

What is new is noted in the same transaction as the server's validators: a kill between the two never loses an entry.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ..clock import Clock, stamp
from ..errors import FetchError, IntakeError, OnRecordError
from ..intake import Raw
from ..intake.feeds import Feed, read_feed
from ..intake.sitemaps import Sitemap, read_sitemap
from ..intake.visiting import Validators, Visit
from ..record import Source
from ..store import finding, outlets
from ..store import watching as kept
from ..store.watching import NewItem, Watched, WatchedKind, WatchedState
from . import schedule
from .addressing import plain_url
from .entries import item_of_entry, item_of_page
from .folders import Listing, news_of
from .journey import Refusal
from .keeping import Addition, Desk, Outcome

#: How many further sitemaps one index may name.
MOST_SITEMAPS = 1000
Changes = dict[str, str | float | None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look came to: ``outcome`` is news, nothing, failed, refused or gone; ``new`` the number of new items.

    ``told`` are sentences for the log: it moved, it was renamed, it was faulty. ``additions`` were filed at once.
    """

    outcome: str
    new: int = 0
    error: str | None = None
    told: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()


class Looks:
    """Settles looks on one desk; one thread at a time."""

    def __init__(self, desk: Desk, clock: Clock, rng: random.Random) -> None:
        self._desk = desk
        self._clock = clock
        self._rng = rng

    def settle(self, watched: Watched, brought: Visit | Listing | OnRecordError) -> Looked:
        """Notes what a look brought, and when the next is due.

        Raises:
            StoreError: if the desk fails; nothing of the look is noted then.
        """
        if isinstance(brought, OnRecordError):
            return self._failed(watched, brought)
        try:
            if isinstance(brought, Listing):
                return self._folder(watched, brought)
            if brought.raw is None:
                return self._succeeded(watched, brought, (), schedule.Pace(watched.interval, every=watched.every))
            if watched.kind is WatchedKind.FEED:
                return self._feed(watched, brought, read_feed(brought.raw))
            if watched.kind is WatchedKind.SITEMAP:
                return self._sitemap(watched, brought, read_sitemap(brought.raw))
            return self._page(watched, brought, brought.raw)
        except IntakeError as error:
            return self._failed(watched, error)

    def put_off(self, watched: Watched, error: OnRecordError, seconds: float) -> None:
        """Notes that a look could not be settled, for no fault of the source's, and is to be made again."""
        with self._desk.store.writing() as at:
            kept.change_watched(at, watched.id, next=self._in(seconds), error=str(error))

    def _feed(self, watched: Watched, visit: Visit, feed: Feed) -> Looked:
        now = self._now()
        moments = (schedule.moment_of(entry.facts.published) for entry in feed.entries)
        gap = schedule.usual_gap((moment for moment in moments if moment is not None), now)
        pace = schedule.Pace(watched.interval, gap, feed.every, watched.every)
        items = [item_of_entry(entry, feed) for entry in feed.entries]
        # A feed lists its newest entry first; they are fetched in the order in which they were published.
        items.reverse()
        return self._succeeded(
            watched, visit, items, pace, title=feed.title, moved_to=feed.moved_to, faults=feed.faults
        )

    def _sitemap(self, watched: Watched, visit: Visit, sitemap: Sitemap) -> Looked:
        moments = (schedule.moment_of(page.modified) for page in sitemap.urls)
        gap = schedule.usual_gap((moment for moment in moments if moment is not None), self._now())
        with self._desk.store.reading() as at:
            known = kept.facts_of(at, watched.id, [plain_url(page.url) for page in sitemap.urls])
        items = [
            item_of_page(page, known.get(plain_url(page.url)), plain_url(page.url) in known) for page in sitemap.urls
        ]
        pace = schedule.Pace(watched.interval, gap, every=watched.every)
        return self._succeeded(watched, visit, items, pace, more=sitemap.more)

    def _folder(self, watched: Watched, found: Listing) -> Looked:
        with self._desk.store.reading() as at:
            known = kept.facts_of(at, watched.id, [file.key for file in found.files])
        pace = schedule.Pace(watched.interval, every=watched.every)
        visit = Visit(None, Validators())
        faults = () if found.shut is None else (str(found.shut),)
        return self._succeeded(watched, visit, news_of(found, known), pace, faults=faults)

    def _page(self, watched: Watched, visit: Visit, raw: Raw) -> Looked:
        additions: list[Addition] = []
        refused: list[Refusal] = []
        for one in self._desk.take(raw, source=watched.source):
            if isinstance(one, Refusal):
                refused.append(one)
            else:
                additions.append(one)
        if refused and not additions:
            return self._failed(watched, refused[0].error)
        news = sum(one.outcome is not Outcome.KNOWN for one in additions)
        pace = schedule.Pace(watched.interval, every=watched.every)
        looked = self._succeeded(watched, visit, (), pace, news=news)
        return Looked(looked.outcome, news, looked.error, looked.told, tuple(additions))

    def _succeeded(
        self,
        watched: Watched,
        visit: Visit,
        items: Sequence[NewItem],
        pace: schedule.Pace,
        *,
        title: str | None = None,
        moved_to: str | None = None,
        faults: Sequence[str] = (),
        more: Sequence[str] = (),
        news: int = 0,
    ) -> Looked:
        now = stamp(self._now())
        error = f"read in spite of its faults: {faults[0]}" if faults else None
        if visit.raw is None and watched.kind is not WatchedKind.FOLDER and not (watched.failures or watched.refusals):
            error = watched.error  # what was wrong with what has not changed is wrong with it still
        with self._desk.store.writing() as at:
            new = news + kept.enter(at, watched.id, items, now)
            new += sum(self._child(at, watched, url, now) for url in more[:MOST_SITEMAPS] if not is_part(watched))
            interval = schedule.interval(pace, new > 0)
            wait = interval if watched.every is not None else schedule.jittered(interval, self._rng, pace.ttl or 0.0)
            changes: Changes = {
                "interval": interval,
                "next": self._in(wait),
                "etag": visit.validators.etag,
                "modified": visit.validators.modified,
                "looked": now,
                "succeeded": now,
                "failures": 0,
                "refusals": 0,
                "error": error,
            }
            if new:
                changes["news"] = now
            told = [
                self._renamed(at, watched, title, changes),
                self._moved(at, watched, visit.moved_to or moved_to, changes),
            ]
            kept.change_watched(at, watched.id, **changes)
        outcome = "news" if new else "nothing"
        return Looked(outcome, new, error, tuple(one for one in told if one is not None))

    def _failed(self, watched: Watched, error: OnRecordError) -> Looked:
        now = stamp(self._now())
        fetch = error if isinstance(error, FetchError) else None
        robots = fetch is not None and fetch.robots
        # A page's words stay on the desk; that they are gone from the web is told of them.
        gone = None
        if fetch is not None and fetch.gone and watched.kind is WatchedKind.PAGE:
            gone = self._desk.gone(plain_url(watched.url), fetch.status)
        ended = fetch is not None and fetch.status == 410 and not robots
        failures = watched.failures + (0 if robots else 1)
        refusals = watched.refusals + 1 if robots else 0
        asked = fetch.retry_after if fetch is not None else None
        usual = watched.every or watched.interval
        changes: Changes = {
            "next": self._in(schedule.back_off(usual, max(1, refusals if robots else failures), self._rng, asked)),
            "looked": now,
            "failures": failures,
            "refusals": refusals,
            "error": str(error),
        }
        if ended:
            changes["state"] = WatchedState.GONE
        with self._desk.store.writing() as at:
            kept.change_watched(at, watched.id, **changes)
        additions = () if gone is None else (gone,)
        return Looked("gone" if ended else "refused" if robots else "failed", 0, str(error), (), additions)

    def _child(self, at: sa.Connection, watched: Watched, url: str, now: str) -> int:
        if kept.watched_at(at, url) is not None:
            return 0
        row = Watched(
            id="",
            kind=WatchedKind.SITEMAP,
            url=url,
            source=watched.source,
            title=part_of(watched.url),
            added=now,
            state=WatchedState.ACTIVE,
            every=watched.every,
            interval=schedule.FIRST,
            next=now,
        )
        kept.add_watched(at, row)
        return 1

    def _renamed(self, at: sa.Connection, watched: Watched, title: str | None, changes: Changes) -> str | None:
        if title is None or title == watched.title:
            return None
        changes["title"] = title
        # Until the first look its title is what a person or an OPML list called it.
        if watched.title is None or watched.succeeded is None:
            return None
        changes["renamed_from"] = watched.title
        if watched.source is not None and _name_of(at, watched.source) == watched.title:
            self._name_outlet(at, watched, title)
        return f"renamed from {watched.title} to {title}"

    def _name_outlet(self, at: sa.Connection, watched: Watched, title: str) -> None:
        """Its outlet bears the new name too, unless a person or a pack named it otherwise before."""
        keys = (f"feed:{watched.url}", outlets.name_key(title) or "")
        outlets.source_for(self._desk.store, at, keys, Source("", title))

    def _moved(self, at: sa.Connection, watched: Watched, to: str | None, changes: Changes) -> str | None:
        to = None if to is None else plain_url(to)
        if to is None or to == watched.url:
            # What moved before keeps saying so; a move that was seen only once and not again is none.
            changes["moved_to"] = watched.moved_to if watched.moved_to == watched.url else None
            return None
        changes["moved_to"] = to
        if to != watched.moved_to:
            return f"moves to {to}, if it says so again"
        there = kept.watched_at(at, to)
        if there is not None:
            changes |= {"state": WatchedState.GONE, "error": f"it moved to {to}, which is watched already ({there.id})"}
            return str(changes["error"])
        changes["url"] = to
        if watched.source is not None:
            keys = (f"feed:{watched.url}", f"feed:{to}")
            outlets.source_for(self._desk.store, at, keys, Source("", watched.title or to))
        return f"moved to {to}"

    def _now(self) -> datetime:
        return self._clock.now()

    def _in(self, seconds: float) -> str:
        return stamp(self._now() + timedelta(seconds=seconds))


def is_part(watched: Watched) -> bool:
    """Whether a sitemap is watched because another names it. It adds none itself: sitemaps go no deeper."""
    return watched.kind is WatchedKind.SITEMAP and (watched.title or "").startswith(part_of(""))


def part_of(url: str) -> str:
    """The title of a sitemap that another one names."""
    return f"part of {url}"


def _name_of(at: sa.Connection, source: str) -> str | None:
    return next((one.name for one in finding.sources(at) if one.id == source), None)
