"""Adding and removing what is watched: a feed, a page's feed, a sitemap, a page, a folder; OPML in and out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ..clock import stamp
from ..errors import IntakeError, OnRecordError, SettingError, StoreError
from ..intake import Raw, is_url
from ..intake.feeds import Feed, feeds_of_page, looks_like_feed, read_feed
from ..intake.opml import Outline, read_opml, write_opml
from ..intake.sitemaps import looks_like_sitemap, read_sitemap
from ..intake.visiting import Visitor
from ..record import Source, SourceKind
from ..store import outlets
from ..store import watching as kept
from ..store.watching import Watched, WatchedKind, WatchedState
from . import schedule
from .addressing import plain_url
from .journey import Refusal
from .keeping import Desk
from .looks import part_of

#: A folder costs nobody anything to look at.
_FOLDER_EVERY = 60.0
_SHORTEST, _LONGEST = 60.0, 30 * schedule.DAY
#: How many of a page's feeds are tried until one can be read.
_MOST_FEEDS = 5


@dataclass(frozen=True, slots=True)
class Followed:
    """What is watched now, whether it was not before, and what there is to tell of it in a sentence."""

    watched: Watched
    is_new: bool
    told: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands at an address."""

    kind: WatchedKind
    url: str
    told: str
    title: str | None = None
    homepage: str | None = None
    language: str | None = None


def follow(
    desk: Desk,
    what: str | Path,
    *,
    source: str | None = None,
    every: float | None = None,
    visitor: Visitor | None = None,
) -> Followed:
    """Watches what stands at an address or path, once: what is watched already stays as it is.

    A page that names feeds is watched by the first of them that can be read; one that names none is looked at itself.
    ``source`` is the outlet (its id, name or key) that the texts are of; ``every`` fixes the seconds between two looks.

    Raises:
        SettingError: if ``every`` is under a minute or over 30 days, or the path is a file.
        IntakeError: if the address cannot be fetched, or there is no such folder.
        StoreError: if the desk fails, or there is no outlet with the id ``source``.
    """
    check_every(every)
    if not is_url(str(what)):
        found = _folder(Path(what))
    else:
        there = _there(desk, plain_url(str(what)))
        if there is not None:
            return _start_again(desk, there)
        found = _found(str(what), visitor or Visitor(clock=desk.store.clock))
    return _add(desk, found, source, every)


def check_every(every: float | None) -> None:
    """Raises a SettingError for an interval that is none."""
    if every is not None and not _SHORTEST <= every <= _LONGEST:
        raise SettingError("not an interval between two looks", f"{every:g} s", "give a minute to 30 days")


def follow_list(desk: Desk, opml: bytes, name: str) -> Iterator[Followed | Refusal]:
    """Watches every feed of an OPML list. Nothing is fetched: what cannot be will be told by the watch.

    Raises:
        IntakeError: if it is no such list.
        StoreError: if the desk fails.
    """
    for outline in read_opml(opml, name):
        try:
            if not is_url(outline.url):
                raise IntakeError("only http and https addresses are watched", outline.url, "check the list")
            kind = WatchedKind(outline.kind) if outline.kind in list(WatchedKind) else WatchedKind.FEED
            told = f"a {kind.value} of {name}"
            yield _add(desk, _Found(kind, plain_url(outline.url), told, outline.title, outline.homepage), None, None)
        except IntakeError as error:
            yield Refusal(outline.url, error)


def list_of(desk: Desk) -> str:
    """The feeds that are watched, as an OPML list."""
    with desk.store.reading() as at:
        feeds = [one for one in kept.all_watched(at) if one.kind is WatchedKind.FEED]
    outlines = [Outline(one.url, one.title) for one in feeds]
    return write_opml(outlines, "Feeds of an onrecord desk", stamp(desk.store.clock.now()))


def unfollow(desk: Desk, named: str) -> Watched:
    """Watches it no more (its address, path or id); what was filed stays, and so does its history.

    The sitemaps that a sitemap names go with it.

    Raises:
        StoreError: if it is not watched.
    """
    with desk.store.writing() as at:
        one = _named(at, named)
        parts = kept.children_of(at, part_of(one.url)) if one.kind is WatchedKind.SITEMAP else []
        for ended in (one, *parts):
            kept.change_watched(at, ended.id, state=WatchedState.GONE)
            kept.leave_items(at, ended.id)
        return _named(at, one.id)


def pause(desk: Desk, named: str) -> Watched:
    """Leaves it alone until ``resume``.

    Raises:
        StoreError: if it is not watched.
    """
    return _set_state(desk, named, WatchedState.PAUSED)


def resume(desk: Desk, named: str) -> Watched:
    """Watches it again; it is due at once.

    Raises:
        StoreError: if it is not watched.
    """
    return _set_state(desk, named, WatchedState.ACTIVE)


def _set_state(desk: Desk, named: str, state: WatchedState) -> Watched:
    with desk.store.writing() as at:
        one = _named(at, named)
        if one.state is WatchedState.GONE:
            raise StoreError("this is watched no more", named, "add it again")
        now = stamp(desk.store.clock.now())
        kept.change_watched(at, one.id, state=state, next=now if state is WatchedState.ACTIVE else one.next)
        return _named(at, one.id)


def _named(at: sa.Connection, named: str) -> Watched:
    spellings = [named, plain_url(named)] if is_url(named) else [named, str(Path(named).resolve())]
    for one in spellings:
        found = kept.watched_at(at, one)
        if found is not None:
            return found
    raise StoreError("this is not watched", named, "see what is with onrecord desk sources")


def _there(desk: Desk, url: str) -> Watched | None:
    with desk.store.reading() as at:
        return kept.watched_at(at, url)


def _start_again(desk: Desk, there: Watched) -> Followed:
    if there.state is WatchedState.ACTIVE:
        return Followed(there, False, f"this {there.kind.value} is watched already")
    with desk.store.writing() as at:
        again = kept.add_watched(at, _row(desk, _Found(there.kind, there.url, ""), there.source, there.every))
    return Followed(again, False, f"this {there.kind.value} is watched again")


def _folder(path: Path) -> _Found:
    if path.is_file():
        raise SettingError("this is a file, and folders are watched", str(path), "take it in with onrecord desk add")
    if not path.is_dir():
        raise IntakeError("there is no such folder", str(path), "check the path")
    return _Found(WatchedKind.FOLDER, str(path.resolve()), "a folder")


def _found(url: str, visitor: Visitor) -> _Found:
    raw = _fetched(url, visitor)
    if looks_like_feed(raw.data):
        return _feed(url, read_feed(raw), "a feed")
    if looks_like_sitemap(raw.data):
        read_sitemap(raw)
        return _Found(WatchedKind.SITEMAP, plain_url(url), "a sitemap")
    for named in feeds_of_page(raw)[:_MOST_FEEDS]:
        try:
            feed = read_feed(_fetched(named, visitor))
        except OnRecordError:
            continue  # the page names it, but it is not there or cannot be read: the next one may be
        return _feed(named, feed, f"a page whose feed is {named}")
    return _Found(WatchedKind.PAGE, plain_url(url), "a page that names no feed, which is looked at itself")


def _feed(url: str, feed: Feed, told: str) -> _Found:
    return _Found(WatchedKind.FEED, plain_url(url), told, feed.title, feed.homepage, feed.language)


def _fetched(url: str, visitor: Visitor) -> Raw:
    raw = visitor.visit(url).raw
    if raw is None:
        raise IntakeError("this server gave no page", url, "try again later")
    return raw


def _add(desk: Desk, found: _Found, source: str | None, every: float | None) -> Followed:
    with desk.store.writing() as at:
        there = kept.watched_at(at, found.url)
        is_new = there is None
        outlet = _outlet(desk, at, found, source) if there is None else there.source
        watched = kept.add_watched(at, _row(desk, found, outlet, every))
    told = found.told if there is None else f"{found.told}, watched {'already' if there == watched else 'again'}"
    return Followed(watched, is_new, told)


def _row(desk: Desk, found: _Found, source: str | None, every: float | None) -> Watched:
    now = stamp(desk.store.clock.now())
    if every is None and found.kind is WatchedKind.FOLDER:
        every = _FOLDER_EVERY
    return Watched(
        id="",
        kind=found.kind,
        url=found.url,
        source=source,
        title=found.title,
        added=now,
        state=WatchedState.ACTIVE,
        every=every,
        interval=every or schedule.FIRST,
        next=now,
    )


def _outlet(desk: Desk, at: sa.Connection, found: _Found, source: str | None) -> str | None:
    """The id of the outlet: the one that a person named, else that of the feed or its host.

    A folder's texts say themselves whose they are, and so do a site's pages.
    """
    if source is not None and source.startswith("o:"):
        return outlets.find_source(at, source)
    if source is not None:
        return outlets.source_for(desk.store, at, outlets.keys_of(None, source, None), Source("", source))
    if found.kind is not WatchedKind.FEED:
        return None
    # A feed may be kept by another host than its outlet's own.
    keys = (f"feed:{found.url}", *outlets.keys_of(found.homepage or found.url, found.title, None))
    lasting = tuple(key for key in keys if not key.startswith("name:"))
    known = Source("", found.title or found.url, SourceKind.WEBSITE, language=found.language, homepage=found.homepage)
    # One of several feeds of an outlet does not name it: each is called after its own subject.
    return outlets.source_for(desk.store, at, lasting if kept.is_outlet(at, lasting) else keys, known)
