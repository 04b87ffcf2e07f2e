"""Adding and removing what is watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.desk import Desk, Refusal
from onrecord.desk.following import Followed, follow, follow_list, list_of, pause, resume, unfollow
from onrecord.errors import FetchError, IntakeError, SettingError, StoreError
from onrecord.intake.opml import read_opml
from onrecord.store import finding
from onrecord.store import watching as kept
from onrecord.store.opening import create
from onrecord.store.watching import NewItem, WatchedKind, WatchedState

from .site import Page, QuickClock, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site."""
    with serving(QuickClock()) as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path, database: str | None, site: Site) -> Iterator[Desk]:
    """An empty desk; nothing is read here."""
    with Desk(create(tmp_path / "desk", site.clock, database)) as one:
        yield one


def _add(desk: Desk, site: Site, what: str, **more: object) -> Followed:
    return follow(desk, what, visitor=site.visitor(), **more)  # type: ignore[arg-type]


def _source(desk: Desk, id_: str | None) -> str:
    with desk.store.reading() as at:
        return next(one.name for one in finding.sources(at) if one.id == id_)


def test_a_feed_is_followed_once_with_its_outlet(desk: Desk, site: Site) -> None:
    first = _add(desk, site, site.feed("quay"))
    second = _add(desk, site, site.feed("quay") + "#top")
    assert (first.is_new, second.is_new) == (True, False)
    assert first.watched == second.watched
    assert (first.watched.kind, first.watched.title) == (WatchedKind.FEED, "Port Lessa Post")
    assert _source(desk, first.watched.source) == "Port Lessa Post"
    assert site.paths() == ["/feed"]


def test_a_second_feed_of_an_outlet_does_not_rename_it(desk: Desk, site: Site) -> None:
    first = _add(desk, site, site.feed(path="/world")).watched
    second = _add(desk, site, site.feed(path="/sport", title="Port Lessa Post: Sport")).watched
    assert first.source == second.source
    assert _source(desk, first.source) == "Port Lessa Post"


def test_a_page_is_followed_by_the_first_of_its_feeds_that_can_be_read(desk: Desk, site: Site) -> None:
    feed = site.feed("quay", path="/atom")
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in ("/gone", "/atom"))
    site.pages["/"] = Page(f"<html><head>{links}</head><body>News</body></html>".encode())
    followed = _add(desk, site, f"{site.base}/")
    assert (followed.watched.kind, followed.watched.url) == (WatchedKind.FEED, feed)
    assert feed in followed.told


def test_a_page_that_names_no_feed_and_a_sitemap_are_followed_themselves(desk: Desk, site: Site) -> None:
    page = _add(desk, site, site.article("statement"))
    assert (page.watched.kind, page.watched.source) == (WatchedKind.PAGE, None)
    urlset = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
    site.pages["/sitemap.xml"] = Page(urlset.encode(), media_type="text/xml")
    assert _add(desk, site, f"{site.base}/sitemap.xml").watched.kind is WatchedKind.SITEMAP


def test_a_folder_is_followed_by_its_whole_path_and_a_file_is_not(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    one = follow(desk, tmp_path / "desk" / ".." / "in").watched
    assert (one.kind, one.url) == (WatchedKind.FOLDER, str(folder))
    with pytest.raises(IntakeError, match="there is no such folder"):
        follow(desk, tmp_path / "nothing")
    (folder / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(SettingError, match="folders are watched"):
        follow(desk, folder / "a.txt")


def test_what_cannot_be_fetched_is_not_followed(desk: Desk, site: Site) -> None:
    with pytest.raises(FetchError, match="HTTP 404"):
        _add(desk, site, f"{site.base}/nothing")
    with pytest.raises(IntakeError, match="private or local"):
        _add(desk, site, "http://127.0.0.2/feed")
    with desk.store.reading() as at:
        assert kept.all_watched(at, gone=True) == []


def test_a_person_may_say_whose_it_is_and_how_often(desk: Desk, site: Site) -> None:
    one = _add(desk, site, site.feed(), source="The Gull", every=3600.0).watched
    assert _source(desk, one.source) == "The Gull"
    assert (one.every, one.interval) == (3600.0, 3600.0)
    again = _add(desk, site, site.feed(path="/two"), source=str(one.source)).watched
    assert again.source == one.source
    for every in (1.0, 1e9, float("nan")):
        with pytest.raises(SettingError, match="not an interval"):
            _add(desk, site, site.feed(path="/three"), every=every)
    with pytest.raises(StoreError):
        _add(desk, site, site.feed(path="/three"), source="o:000000000000")


def test_what_is_left_is_not_watched_and_keeps_its_history_until_it_is_followed_again(desk: Desk, site: Site) -> None:
    one = _add(desk, site, site.feed("quay")).watched
    with desk.store.writing() as at:
        kept.enter(at, one.id, [NewItem("quay", f"{site.base}/quay", None)], one.added)
    assert unfollow(desk, one.url).state is WatchedState.GONE
    with desk.store.reading() as at:
        assert kept.next_due(at) is None
        assert sum(kept.trouble(at)[0].items.values()) == 1
    again = _add(desk, site, site.feed("quay"))
    assert (again.is_new, again.watched.id, again.watched.state) == (False, one.id, WatchedState.ACTIVE)
    with desk.store.reading() as at:
        assert len(kept.due_items(at, "9999", "9999", 8, 8)) == 1


def test_a_sitemap_takes_its_parts_with_it(desk: Desk, site: Site) -> None:
    site.pages["/map.xml"] = Page(b"<urlset></urlset>", media_type="text/xml")
    one = _add(desk, site, f"{site.base}/map.xml").watched
    with desk.store.writing() as at:
        part = kept.add_watched(at, _part_of(one))
    unfollow(desk, one.id)
    with desk.store.reading() as at:
        found = kept.watched_at(at, part.id)
    assert found is not None
    assert found.state is WatchedState.GONE


def _part_of(one: kept.Watched) -> kept.Watched:
    from dataclasses import replace

    return replace(one, url=f"{one.url}.2", title=f"part of {one.url}")


def test_pause_and_resume(desk: Desk, site: Site) -> None:
    one = _add(desk, site, site.feed()).watched
    assert pause(desk, one.id).state is WatchedState.PAUSED
    with desk.store.reading() as at:
        assert kept.due_watched(at, "9999", "9999", 9) == []
    assert resume(desk, one.url).state is WatchedState.ACTIVE
    unfollow(desk, one.id)
    with pytest.raises(StoreError, match="watched no more"):
        resume(desk, one.id)
    for act in (pause, resume, unfollow):
        with pytest.raises(StoreError, match="this is not watched"):
            act(desk, "https://nowhere.example.org/feed")


def test_a_list_of_feeds_goes_in_and_comes_out(desk: Desk, site: Site) -> None:
    opml = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Coast</title></head><body>
      <outline text="News"><outline text="The Gull" type="rss" xmlUrl="https://gull.example.org/feed"/>
      <outline text="Again" type="rss" xmlUrl="https://gull.example.org/feed"/></outline>
      <outline text="Littoral Press" type="rss" xmlUrl="https://lpa.example.net/rss" htmlUrl="https://lpa.example.net/"/>
      </body></opml>"""
    followed = list(follow_list(desk, opml, "coast.opml"))
    assert not any(isinstance(one, Refusal) for one in followed)
    assert [one.watched.title for one in followed if isinstance(one, Followed)] == ["The Gull", "Littoral Press"]
    assert site.asked == []
    out = list_of(desk)
    assert {(one.url, one.title) for one in read_opml(out.encode(), "out")} == {
        ("https://gull.example.org/feed", "The Gull"),
        ("https://lpa.example.net/rss", "Littoral Press"),
    }
    again = list(follow_list(desk, out.encode(), "out.opml"))
    assert [one.is_new for one in again if isinstance(one, Followed)] == [False, False]
    with pytest.raises(IntakeError):
        list(follow_list(desk, b"<html></html>", "no list"))
