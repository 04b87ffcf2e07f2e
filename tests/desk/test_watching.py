"""A watch over a web site on this machine: what is filed, what is told, and what is never asked."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.desk import Desk, Journey
from onrecord.desk.following import follow
from onrecord.desk.watch_log import Beat, WatchLog
from onrecord.desk.watching import Watch
from onrecord.errors import StoreError
from onrecord.gazetteer import load_packs
from onrecord.intake.visiting import Visitor
from onrecord.store import finding
from onrecord.store import watching as kept
from onrecord.store.finding import Filed
from onrecord.store.opening import create, open_store
from onrecord.store.watch_lock import WatchLock
from onrecord.store.watching import ItemState, Trouble, Watched, WatchedState

from .site import SMALL, Page, QuickClock, Site, serving


@pytest.fixture
def quick() -> QuickClock:
    """Time that passes by waiting."""
    return QuickClock()


@pytest.fixture
def site(quick: QuickClock) -> Iterator[Site]:
    """A web site."""
    with serving(quick) as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path, database: str | None, quick: QuickClock, journey: Journey) -> Iterator[Desk]:
    """An empty desk in that time."""
    with Desk(create(tmp_path / "desk", quick, database), "mira", journey=journey) as one:
        yield one


@pytest.fixture
def watch(desk: Desk, site: Site, tmp_path: Path) -> Callable[..., None]:
    """Watches for so many seconds of that time, and tells into ``log``."""

    def run(seconds: float = 0.0, cycles: int | None = None) -> None:
        stop = threading.Event()
        clock = _Ending(site.clock, stop, seconds)
        log = WatchLog(tmp_path / "log", site.clock)
        watching = Watch(desk, site.visitor(stop), clock, random.Random(5), log=log, notice=7200.0)
        watching.run(stop, cycles or (1 if not seconds else None))

    return run


class _Ending(QuickClock):
    """The same time; when so much of it has passed, the watch is asked to stop."""

    def __init__(self, clock: QuickClock, stop: threading.Event, seconds: float) -> None:
        self._clock, self._stop, self._end = clock, stop, clock.monotonic() + seconds
        self.now, self.monotonic = clock.now, clock.monotonic  # type: ignore[method-assign]
        self._seconds = seconds

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        done = self._clock.wait(seconds, stop)
        if self._seconds and self._clock.monotonic() >= self._end:
            self._stop.set()
            return True
        return done


def _filed(desk: Desk) -> list[Filed]:
    with desk.store.reading() as at:
        return list(finding.documents(at))


def _titles(desk: Desk) -> list[str]:
    return sorted(str(one.title) for one in _filed(desk))


def _trouble(desk: Desk) -> Trouble:
    with desk.store.reading() as at:
        return kept.trouble(at)[0]


def _watched(desk: Desk) -> Watched:
    return _trouble(desk).watched


def _log(tmp_path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]


def test_a_feeds_entries_are_filed_once_with_what_it_tells(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    for name in ("quay", "lighthouse"):
        site.article(name)
    followed = follow(desk, site.feed("quay", "lighthouse"), visitor=site.visitor())
    watch()
    assert _titles(desk) == ["lighthouse", "quay"]
    watch(2 * 3600)
    assert _titles(desk) == ["lighthouse", "quay"]
    assert site.paths("/quay") == ["/quay"]
    quay = next(one for one in _filed(desk) if one.title == "quay")
    assert (quay.source, quay.published) == (followed.watched.source, "2024-03-06T09:00:00+00:00")
    assert _trouble(desk).items == {ItemState.FILED: 2}
    assert _trouble(desk).is_well


def test_nothing_is_asked_again_that_did_not_change(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    site.article("quay", headers={"ETag": '"q"'})
    follow(desk, site.feed("quay"), visitor=site.visitor())
    site.pages["/feed"].headers = {"ETag": '"1"', "Last-Modified": "Wed, 06 Mar 2024 08:00:00 GMT"}
    watch(9 * 3600)
    feeds = [headers for _, path, headers in site.asked if path == "/feed"][1:]
    assert "if-none-match" not in feeds[0]
    assert len(feeds) > 3
    assert all(one["if-none-match"] == '"1"' and one["if-modified-since"] for one in feeds[1:])
    articles = [headers.get("if-none-match") for _, path, headers in site.asked if path == "/quay"]
    assert articles == [None, '"q"']


def test_requests_to_a_host_keep_their_pause_and_robots_are_asked_once(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    names = [f"pier-{n}" for n in range(6)]
    for name in names:
        site.article(name)
    follow(desk, site.feed(*names), visitor=site.visitor())
    site.asked.clear()
    watch()
    times = [at for at, _, _ in site.asked]
    assert all(later - earlier >= 2.0 for earlier, later in itertools.pairwise(times))
    assert [path for _, path, _ in site.asked].count("/robots.txt") == 1
    assert len(_filed(desk)) == 6


def test_an_article_of_two_feeds_is_fetched_and_filed_once(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    site.article("quay")
    for path in ("/feed", "/other"):
        follow(desk, site.feed("quay", path=path), visitor=site.visitor())
    watch(20 * 3600)
    assert len(_filed(desk)) == 1
    with desk.store.reading() as at:
        states = [one.items for one in kept.trouble(at)]
    assert states == [{ItemState.FILED: 1}, {ItemState.KNOWN: 1}]
    assert len(site.paths("/quay")) == 2


def test_an_edit_is_a_new_version_and_a_page_that_vanishes_is_told(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    site.article("quay")
    follow(desk, site.feed("quay"), visitor=site.visitor())
    watch()
    site.article("quay", "A correction was added in the evening: the quay opens again on Friday.")
    watch(8 * 3600)
    first, second = _filed(desk)
    assert second.revises == first.no
    del site.pages["/quay"]
    watch(30 * 3600)
    assert _filed(desk)[-1].vanished is not None
    assert _trouble(desk).items == {ItemState.GONE: 1}
    site.article("quay", "A correction was added in the evening: the quay opens again on Friday.")
    watch(4 * 86400)
    assert [one.vanished for one in _filed(desk)][-1] is None
    assert _trouble(desk).items == {ItemState.FILED: 1}


def test_a_link_that_leads_nowhere_is_refused_unless_the_feed_has_the_text(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    whole = "The ferry to the Outer Isles was cancelled on Monday because of the storm, the company said. " * 4
    content = f"<content:encoded><![CDATA[<p>{whole}</p>]]></content:encoded>"
    url = site.feed("missing", "told")
    page = site.pages["/feed"]
    page.body = page.body.replace(
        b'<rss version="2.0">', b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    )
    page.body = page.body.replace(b"<title>told</title>", b"<title>told</title>" + content.encode())
    follow(desk, url, visitor=site.visitor())
    watch()
    assert _titles(desk) == ["told"]
    # The feed's text is not the page: what stands there later is no version of it.
    assert _filed(desk)[0].address == f"feed:{site.base}/feed/told"
    told = _trouble(desk)
    assert told.items == {ItemState.FILED: 1, ItemState.REFUSED: 1}
    assert sum(number for reason, number in told.reasons if "HTTP 404" in reason) == 2
    watch(20 * 86400)
    assert len(site.paths("/missing")) == len(site.paths("/told")) == 1


def test_a_link_to_the_front_page_or_to_no_document_is_refused(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    site.article("")
    site.pages["/moved"] = Page(status=302, headers={"Location": "/"})
    site.pages["/film"] = Page(b"\x00\x00\x00\x18ftypmp42" + bytes(2000), media_type="video/mp4")
    follow(desk, site.feed("moved", "film"), visitor=site.visitor())
    watch()
    assert _filed(desk) == []
    told = _trouble(desk)
    assert told.items == {ItemState.REFUSED: 2}
    assert any("front page" in reason for reason, _ in told.reasons)


def test_a_page_that_fails_for_a_while_is_tried_again_and_given_up_after_six_tries(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    site.article("quay", status=503)
    site.pages["/never"] = Page(status=500)
    follow(desk, site.feed("quay", "never"), visitor=site.visitor())
    watch(600)
    assert _trouble(desk).items == {ItemState.WAITING: 2}
    site.article("quay")
    watch(3 * 86400)
    assert _titles(desk) == ["quay"]
    assert _trouble(desk).items == {ItemState.FILED: 1, ItemState.REFUSED: 1}
    assert len(site.paths("/never")) == 6


def test_a_feed_that_fails_is_asked_more_and_more_seldom_and_nothing_else_stops(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    ill = follow(desk, site.feed(path="/ill"), visitor=site.visitor()).watched
    site.pages["/ill"] = Page(b"<rss><channel><item>", status=500)
    site.article("quay")
    follow(desk, site.feed("quay"), visitor=site.visitor())
    site.asked.clear()
    watch(4 * 86400)
    times = [at for at, path, _ in site.asked if path == "/ill"]
    waits = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert waits[:4] == sorted(waits[:4])
    assert waits[-1] > 12 * 3600
    told = _trouble(desk)
    assert told.watched.id == ill.id
    assert told.watched.failures == len(times)
    assert "HTTP 500" in str(told.watched.error)
    assert _titles(desk) == ["quay"]
    site.feed("quay", path="/ill")
    watch(2 * 86400)
    assert (_watched(desk).failures, _watched(desk).error) == (0, None)


def test_what_is_no_feed_any_more_is_a_failure(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    follow(desk, site.feed("quay"), visitor=site.visitor())
    site.pages["/feed"] = Page(b"<html><body>This domain is for sale</body></html>")
    watch()
    assert _watched(desk).failures == 1
    assert _watched(desk).error is not None


def test_retry_after_is_not_undercut(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    follow(desk, site.feed("quay"), visitor=site.visitor())
    site.pages["/feed"] = Page(status=429, headers={"Retry-After": "30000"})
    site.asked.clear()
    watch(40000)
    times = [at for at, _, _ in site.asked]
    assert times[-1] - times[1] >= 30000
    assert len(times) <= 4


def test_robots_are_obeyed_and_told(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    follow(desk, site.feed("quay"), visitor=site.visitor())
    site.article("quay")
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /feed\n", media_type="text/plain")
    site.asked.clear()
    watch(6 * 3600)
    assert {path for _, path, _ in site.asked} == {"/robots.txt"}
    assert _watched(desk).refusals > 0
    assert _watched(desk).failures == 0
    assert "robots.txt" in str(_watched(desk).error)


def test_a_feed_that_is_gone_is_left_alone_and_its_entries_are_still_fetched(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    follow(desk, site.feed("quay"), visitor=site.visitor())
    watch(300)
    assert _trouble(desk).items == {ItemState.REFUSED: 1}
    site.article("pier", status=503)
    site.feed("pier")
    watch(3600)
    site.pages["/feed"] = Page(status=410)
    watch(2 * 3600)
    assert _watched(desk).state is WatchedState.GONE
    site.article("pier")
    site.asked.clear()
    watch(86400)
    assert _titles(desk) == ["pier"]
    assert site.paths("/feed") == []


def test_a_permanent_move_counts_when_it_is_seen_twice(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    old = follow(desk, site.feed("quay"), visitor=site.visitor()).watched
    site.article("quay")
    new = site.feed("quay", path="/new")
    site.pages["/feed"] = Page(status=301, headers={"Location": "/new"})
    watch()
    assert (_watched(desk).url, _watched(desk).moved_to) == (old.url, new)
    watch(86400)
    assert (_watched(desk).id, _watched(desk).url, _watched(desk).moved_to) == (old.id, new, new)
    assert site.paths("/feed").count("/feed") == 3
    assert _titles(desk) == ["quay"]


def test_a_move_that_is_not_repeated_or_not_permanent_is_none(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    url = follow(desk, site.feed(), visitor=site.visitor()).watched.url
    site.feed(path="/new")
    for status in (301, 302, 301):
        site.pages["/feed"] = Page(status=status, headers={"Location": "/new"})
        with desk.store.writing() as at:
            kept.change_watched(at, _watched(desk).id, next="2024-01-01T00:00:00.000000Z")
        watch()
        assert _watched(desk).url == url


def test_a_feed_with_a_new_title_renames_its_outlet(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    one = follow(desk, site.feed(), visitor=site.visitor()).watched
    watch()
    site.feed(title="The Lessa Courier")
    watch(86400)
    assert (_watched(desk).title, _watched(desk).renamed_from) == ("The Lessa Courier", "Port Lessa Post")
    with desk.store.reading() as at:
        assert {source.id: source.name for source in finding.sources(at)}[str(one.source)] == "The Lessa Courier"


def test_a_sitemaps_pages_are_filed_and_fetched_again_when_it_says_that_they_changed(
    desk: Desk, site: Site, watch: Callable[..., None]
) -> None:
    def sitemap(modified: str) -> None:
        rows = f"<url><loc>{site.article('quay', modified)}</loc><lastmod>{modified}</lastmod></url>"
        ns = "http://www.sitemaps.org/schemas/sitemap/0.9"
        site.pages["/sitemap.xml"] = Page(f'<urlset xmlns="{ns}">{rows}</urlset>'.encode(), media_type="text/xml")
        index = f"<sitemap><loc>{site.base}/sitemap.xml</loc></sitemap>"
        site.pages["/index.xml"] = Page(
            f'<sitemapindex xmlns="{ns}">{index}</sitemapindex>'.encode(), media_type="text/xml"
        )

    sitemap("2024-03-05")
    follow(desk, f"{site.base}/index.xml", visitor=site.visitor())
    watch()
    assert len(_filed(desk)) == 1
    watch(3600)
    assert len(site.paths("/quay")) == 1
    sitemap("2024-03-06")
    watch(3 * 3600)
    assert [one.revises for one in _filed(desk)] == [None, _filed(desk)[0].no]


def test_a_page_without_a_feed_is_looked_at_itself(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    follow(desk, site.article("statement"), visitor=site.visitor())
    watch()
    site.article("statement", "The ministry added on Wednesday that the pilots would be paid for their time.")
    watch(3 * 3600)
    assert len(_filed(desk)) == 2
    del site.pages["/statement"]
    watch(86400)
    assert _filed(desk)[-1].vanished is not None
    assert "HTTP 404" in str(_watched(desk).error)


def test_a_folders_files_are_filed_when_they_are_whole_and_again_when_they_change(
    desk: Desk, site: Site, watch: Callable[..., None], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    words = "The harbour master said on Tuesday that the quay would be closed for repairs until the spring.\n"
    written, still = folder / "a.txt", folder / "b.txt"
    now = site.clock.now().timestamp()
    for path, age in ((written, 10), (still, 0)):
        path.write_text(f"{path.name}\n\n{words}", encoding="utf-8")
        os.utime(path, (now - age, now - age))
    (folder / "c.bin").write_bytes(b"\0")
    follow(desk, folder)
    watch()
    assert len(_filed(desk)) == 1
    watch(120)
    assert len(_filed(desk)) == 2
    os.utime(written, (now, now))
    watch(120)
    assert len(_filed(desk)) == 2
    written.write_text(f"a.txt\n\n{words}It was said again on Wednesday.\n", encoding="utf-8")
    os.utime(written, (now + 1, now + 1))
    still.unlink()
    watch(300)
    assert len(_filed(desk)) == 3
    assert _trouble(desk).is_well


def test_a_folder_that_is_gone_is_told(desk: Desk, watch: Callable[..., None], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    follow(desk, folder)
    folder.rmdir()
    watch()
    assert "there is no such folder" in str(_watched(desk).error)


def test_every_look_and_item_is_logged_and_counted(
    desk: Desk, site: Site, watch: Callable[..., None], tmp_path: Path
) -> None:
    site.article("quay")
    one = follow(desk, site.feed("quay", "missing"), visitor=site.visitor()).watched
    beats: list[Beat] = []
    log = WatchLog(tmp_path / "log", site.clock)
    Watch(desk, site.visitor(), site.clock, log=log, beat=beats.append).run(threading.Event(), 1)
    events = [(line["event"], line.get("outcome")) for line in _log(tmp_path)]
    assert events == [
        ("start", desk.store.place),
        ("look", "news"),
        ("item", "refused"),
        ("item", "filed"),
        ("stop", "done"),
    ]
    look = _log(tmp_path)[1]
    assert (look["watched"], look["url"], look["new"]) == (one.id, one.url, 2)
    assert (beats[-1].watched, beats[-1].filed, beats[-1].refused, beats[-1].failures) == (1, 1, 1, 0)


def test_two_may_not_watch_one_desk(desk: Desk, site: Site, watch: Callable[..., None]) -> None:
    lock = WatchLock(desk.store)
    assert lock.take()
    with pytest.raises(StoreError, match="this desk is watched by another process"):
        watch()
    lock.give_back()
    watch()


def test_a_stop_ends_a_watch_though_a_server_does_not_answer(desk: Desk, site: Site) -> None:
    one = follow(desk, site.feed("quay"), visitor=site.visitor()).watched
    site.article("quay")
    stop = threading.Event()
    ended = threading.Thread(target=Watch(desk, site.visitor(stop), site.clock).run, args=(stop,))
    stop_at = len(site.asked) + 2
    ended.start()
    while len(site.asked) < stop_at:
        ended.join(0.01)
    stop.set()
    ended.join(20)
    assert not ended.is_alive()
    with desk.store.reading() as at:
        kept_one = kept.watched_at(at, one.id)
    assert kept_one is not None
    assert (kept_one.failures, kept_one.error) == (0, None)


def _watch_until_killed(place: str, requests: object) -> None:
    """A watch in a process of its own, in real time, which counts its visits."""

    class Slow(Visitor):
        def visit(self, *args: object, **more: object) -> object:  # type: ignore[override]
            requests.release()  # type: ignore[attr-defined]
            return super().visit(*args, **more)  # type: ignore[arg-type]

    desk = Desk(open_store(place), "mira", journey=Journey(gazetteer=load_packs()))
    Watch(desk, Slow(SMALL, pause=0.05)).run(threading.Event())


def test_a_watch_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(
    tmp_path: Path, database: str | None, journey: Journey, quick: QuickClock
) -> None:
    names = [f"berth-{n}" for n in range(12)]
    with serving(quick) as site, Desk(create(tmp_path / "desk", None, database), "mira", journey=journey) as desk:
        for name in names:
            site.article(name)
        follow(desk, site.feed(*names), visitor=site.visitor())
        context = multiprocessing.get_context("spawn")
        rng = random.Random(11)
        for until in (2, 5, 4):
            requests = context.Semaphore(0)
            process = context.Process(target=_watch_until_killed, args=(database or desk.store.place, requests))
            process.start()
            for _ in range(until):
                assert requests.acquire(timeout=60)
            process.join(rng.random() * 0.2)
            process.kill()
            process.join()
        stop = threading.Event()
        lock = WatchLock(desk.store)
        while not lock.take():
            stop.wait(0.05)
        lock.give_back()
        with desk.store.writing() as at:
            kept.change_watched(at, _watched(desk).id, next="2024-01-01T00:00:00.000000Z")
        Watch(desk, Visitor(SMALL, pause=0.05)).run(stop, 1)
        assert _titles(desk) == sorted(names)
        assert sum(_trouble(desk).items.values()) == len(names)
        assert set(_trouble(desk).items) <= {ItemState.FILED, ItemState.KNOWN}


def test_while_the_desk_fails_the_watch_waits_and_tells_it_once(
    desk: Desk, site: Site, watch: Callable[..., None], tmp_path: Path, database: str | None
) -> None:
    if database is not None:
        pytest.skip("a folder of the archive is taken away and brought back, which is the same for both")
    site.article("quay")
    follow(desk, site.feed("quay"), visitor=site.visitor())
    archive = desk.store.archive.folder
    away = archive.with_name("away")
    archive.rename(away)
    archive.write_text("no folder", encoding="utf-8")
    watch(600)
    assert _filed(desk) == []
    assert _trouble(desk).items == {ItemState.WAITING: 1}
    archive.unlink()
    away.rename(archive)
    watch(2 * 3600)
    assert _titles(desk) == ["quay"]
    assert [line["outcome"] for line in _log(tmp_path) if line["event"] == "item"] == ["put off", "filed"]


def test_a_database_that_goes_away_and_comes_back_ends_no_watch(
    desk: Desk, site: Site, tmp_path: Path, database: str | None
) -> None:
    if database is None:
        pytest.skip("only a database server can cut its clients off")
    names = [f"pier-{n}" for n in range(6)]
    for one in names:
        site.article(one)
    follow(desk, site.feed(*names), visitor=site.visitor())
    server, name = (
        sa.create_engine(sa.make_url(database).set(database="postgres", drivername="postgresql+psycopg")),
        desk.store.engine.url.database,
    )
    cut = sa.text("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = :name")

    class Cutting(QuickClock):
        """Each time that something waits, every client of the database is cut off."""

        def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
            with server.connect() as at:
                at.execute(cut, {"name": name})
            return site.clock.wait(seconds, stop)

    clock = Cutting()
    clock.now, clock.monotonic = site.clock.now, site.clock.monotonic  # type: ignore[method-assign]
    Watch(desk, site.visitor(), clock, log=WatchLog(tmp_path / "log", site.clock)).run(threading.Event(), 1)
    server.dispose()
    assert _titles(desk) == names
    lock = WatchLock(desk.store)
    assert lock.take()
    lock.give_back()


def test_a_mailbox_in_a_folder_is_taken_in_message_by_message_and_a_stop_ends_it_between_two(
    desk: Desk, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    words = "The harbour master said on Tuesday that the quay would be closed for repairs until the spring."
    mails = [
        f"From a@example.org Wed Mar  6 09:00:00 2024\nFrom: a@example.org\nSubject: Note {n}\n"
        f"Message-ID: <{n}@example.org>\n"
        f"Date: Wed, 06 Mar 2024 09:00:00 +0000\n\n{words} That was note {n}.\n\n"
        for n in range(3)
    ]
    box = folder / "notes.mbox"
    box.write_text("".join(mails), encoding="utf-8")
    os.utime(box, (site.clock.now().timestamp() - 60,) * 2)
    follow(desk, folder)
    stop = threading.Event()

    def beat(_: Beat) -> None:
        stop.set()

    Watch(desk, site.visitor(), site.clock, beat=beat).run(stop)
    assert _filed(desk) == []
    Watch(desk, site.visitor(), site.clock).run(threading.Event(), 1)
    assert _titles(desk) == ["Note 0", "Note 1", "Note 2"]
    assert _trouble(desk).items == {ItemState.FILED: 1}
