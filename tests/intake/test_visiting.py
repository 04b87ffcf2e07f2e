"""Visiting politely, against sites on this machine and a clock that waits at once."""

from __future__ import annotations

import pickle
import socket
import threading
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest

from onrecord.clock import Clock
from onrecord.errors import FetchError, IntakeError
from onrecord.intake import USER_AGENT, Limits, Validators, Visitor, fetch
from onrecord.intake.deadline import Deadline
from onrecord.intake.target import target_of
from onrecord.intake.turns import MOST_HOSTS, Turns

from .site import QuickClock, Reply, Site, site

NEAR = frozenset({"127.0.0.1", "127.0.0.2"})
LIMITS = Limits(connect=2, read=2, total=5, size=100_000, allow_private=NEAR)
PAGE = Reply(200, b"The harbour is open.", {"Content-Type": "text/plain"})


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
def first(clock: QuickClock) -> Iterator[Site]:
    with site("127.0.0.1", clock) as made:
        made.pages["/page"] = PAGE
        yield made


@pytest.fixture
def second(clock: QuickClock) -> Iterator[Site]:
    with site("127.0.0.2", clock) as made:
        made.pages["/page"] = PAGE
        yield made


@pytest.fixture
def visitor(clock: QuickClock) -> Visitor:
    return Visitor(LIMITS, clock)


def _refused(visitor: Visitor, url: str, known: Validators | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        visitor.visit(url, known)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


def _gaps(asked: Site) -> list[float]:
    times = [one.begun for one in asked.asked]
    return [later - earlier for earlier, later in pairwise(times)]


def test_a_page_with_what_tells_its_version(first: Site, visitor: Visitor) -> None:
    first.pages["/page"] = Reply(200, b"Open.", {"ETag": 'W/"3"', "Last-Modified": "Mon, 03 Jun 2024 10:00:00 GMT"})
    visit = visitor.visit(f"{first.base}/page")
    assert visit.raw is not None
    assert (visit.raw.data, visit.raw.status, visit.raw.final_url) == (b"Open.", 200, f"{first.base}/page")
    assert visit.raw.fetched == "2024-06-03T12:00:02+00:00"
    assert visit.validators == Validators('W/"3"', "Mon, 03 Jun 2024 10:00:00 GMT")
    assert visit.moved_to is None
    assert [one.header["User-Agent"] for one in first.asked] == [USER_AGENT] * 2


def test_what_has_not_changed_is_not_sent_again(first: Site, visitor: Visitor) -> None:
    def unchanged(header: Mapping[str, str]) -> Reply:
        same = header.get("If-None-Match") == '"3"' and header.get("If-Modified-Since") == "Mon, 03 Jun 2024"
        return Reply(304, header={"ETag": '"4"'}) if same else PAGE

    first.pages["/page"] = unchanged
    visit = visitor.visit(f"{first.base}/page", Validators('"3"', "Mon, 03 Jun 2024"))
    assert visit.raw is None
    assert visit.validators == Validators('"4"', "Mon, 03 Jun 2024")
    again = visitor.visit(f"{first.base}/page", Validators('"2"'))
    assert again.raw is not None


@pytest.mark.parametrize("known", [None, Validators(), Validators("a\r\nX: y", "z" * 5_000)])
def test_a_304_that_was_not_asked_for_is_an_error(first: Site, visitor: Visitor, known: Validators | None) -> None:
    first.pages["/page"] = Reply(304)
    refused = _refused(visitor, f"{first.base}/page", known)
    assert (refused.status, refused.temporary) == (304, False)
    assert "X" not in first.asked[-1].header


def test_a_pause_after_each_request_to_one_host(first: Site, second: Site, visitor: Visitor) -> None:
    for _ in range(3):
        visitor.visit(f"{first.base}/page")
    assert first.paths == ["/robots.txt", "/page", "/page", "/page"]
    assert all(gap >= 2.0 for gap in _gaps(first))
    assert visitor.ready_in(f"{first.base}/other") == pytest.approx(2.0)
    assert visitor.ready_in(f"{second.base}/page") == 0.0
    with pytest.raises(IntakeError):
        visitor.ready_in("ftp://a.example/")


def test_a_crawl_delay_is_heeded_up_to_a_minute(first: Site, second: Site, visitor: Visitor) -> None:
    first.pages["/robots.txt"] = Reply(200, b"User-agent: *\nCrawl-delay: 7\n")
    second.pages["/robots.txt"] = Reply(200, b"User-agent: *\nCrawl-delay: 900\n")
    for _ in range(2):
        visitor.visit(f"{first.base}/page")
        visitor.visit(f"{second.base}/page")
    assert all(gap >= 7 for gap in _gaps(first))
    assert all(60 <= gap < 120 for gap in _gaps(second))
    assert visitor.ready_in(f"{second.base}/page") == pytest.approx(60.0)


def test_one_request_at_a_time_whoever_asks(first: Site, visitor: Visitor) -> None:
    both = threading.Barrier(2)
    met: list[int] = []

    def slow(_: Mapping[str, str]) -> Reply:
        # Two at once would meet here; one alone waits in vain.
        try:
            both.wait(0.05)
            met.append(1)
        except threading.BrokenBarrierError:
            both.reset()
        return PAGE

    first.pages["/page"] = slow
    threads = [threading.Thread(target=visitor.visit, args=(f"{first.base}/page",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (first.busiest, met) == (1, [])
    assert first.paths == ["/robots.txt"] + ["/page"] * 5
    assert all(gap >= 2.0 for gap in _gaps(first))


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("Mon, 03 Jun 2024 12:30:02 GMT", 1_800),
        ("999999999999", 86_400),
        ("Mon, 03 Jun 2034 12:00:00 GMT", 86_400),
    ],
)
def test_retry_after_closes_the_host(
    first: Site, visitor: Visitor, clock: QuickClock, said: str, seconds: float
) -> None:
    first.pages["/busy"] = Reply(429, header={"Retry-After": said})
    refused = _refused(visitor, f"{first.base}/busy")
    assert (refused.status, refused.temporary, refused.gone) == (429, True, False)
    assert refused.retry_after == pytest.approx(seconds)
    assert visitor.ready_in(f"{first.base}/page") == pytest.approx(seconds)
    asked = len(first.asked)
    again = _refused(visitor, f"{first.base}/page")
    assert again.status == 429
    assert again.retry_after == pytest.approx(seconds)
    assert (len(first.asked), clock.waits) == (asked, [2.0])
    clock.pass_by(seconds + 1)
    assert visitor.visit(f"{first.base}/page").raw is not None


@pytest.mark.parametrize("said", ["", "soon", "-5", "Mon, 03 Jun 2014 12:00:00 GMT", "²", "x" * 5_000])
def test_retry_after_that_says_nothing(first: Site, visitor: Visitor, said: str) -> None:
    first.pages["/busy"] = Reply(503, header={"Retry-After": said.encode().decode("latin-1")})
    refused = _refused(visitor, f"{first.base}/busy")
    assert (refused.status, refused.retry_after, refused.temporary) == (503, None, True)
    assert visitor.ready_in(f"{first.base}/busy") == pytest.approx(2.0)


def test_robots_are_asked_once_a_day(first: Site, visitor: Visitor, clock: QuickClock) -> None:
    first.pages["/robots.txt"] = Reply(200, b"User-agent: *\nDisallow: /shut\n")
    visitor.visit(f"{first.base}/page")
    refused = _refused(visitor, f"{first.base}/shut")
    assert (refused.robots, refused.status, refused.temporary, refused.gone) == (True, None, False, False)
    assert "asks not to fetch" in refused.what
    clock.pass_by(86_000)
    visitor.visit(f"{first.base}/page")
    assert first.paths.count("/robots.txt") == 1
    clock.pass_by(1_000)
    visitor.visit(f"{first.base}/page")
    assert first.paths.count("/robots.txt") == 2
    assert "/shut" not in first.paths


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_fail_close_the_site_for_an_hour(
    first: Site, visitor: Visitor, clock: QuickClock, status: int
) -> None:
    first.pages["/robots.txt"] = Reply(status)
    refused = _refused(visitor, f"{first.base}/page")
    assert (refused.robots, refused.status, refused.temporary) == (True, status, True)
    assert refused.retry_after == pytest.approx(3_600)
    _refused(visitor, f"{first.base}/page")
    assert first.paths == ["/robots.txt"]
    first.pages["/robots.txt"] = Reply(404)
    clock.pass_by(3_601)
    assert visitor.visit(f"{first.base}/page").raw is not None


def test_robots_that_ask_to_be_left_alone(first: Site, visitor: Visitor, clock: QuickClock) -> None:
    first.pages["/robots.txt"] = Reply(503, header={"Retry-After": "7200"})
    assert _refused(visitor, f"{first.base}/page").retry_after == pytest.approx(7_200)
    assert visitor.ready_in(f"{first.base}/page") == pytest.approx(7_200)
    clock.pass_by(7_000)
    _refused(visitor, f"{first.base}/page")
    assert first.paths == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_are_not_there_close_nothing(first: Site, visitor: Visitor, status: int) -> None:
    first.pages["/robots.txt"] = Reply(status)
    assert visitor.visit(f"{first.base}/page").raw is not None


def test_robots_elsewhere_are_followed_but_not_inside(first: Site, second: Site, visitor: Visitor) -> None:
    first.pages["/robots.txt"] = Reply(301, header={"Location": f"{second.base}/rules"})
    second.pages["/rules"] = Reply(200, b"User-agent: onrecord\nDisallow: /page\n")
    assert _refused(visitor, f"{first.base}/page").robots
    first.pages["/robots.txt"] = Reply(301, header={"Location": "http://10.0.0.1/rules"})
    fresh = _refused(Visitor(LIMITS, QuickClock()), f"{first.base}/page")
    assert fresh.robots
    assert "private or local address (10.0.0.1)" in fresh.what


def test_permanent_moves_are_told(first: Site, second: Site, visitor: Visitor) -> None:
    first.pages["/old"] = Reply(301, header={"Location": "/newer"})
    first.pages["/newer"] = Reply(308, header={"Location": f"{second.base}/page"})
    first.pages["/now"] = Reply(302, header={"Location": "/old"})
    assert visitor.visit(f"{first.base}/old").moved_to == f"{second.base}/page"
    assert visitor.visit(f"{first.base}/now").moved_to is None
    second.pages["/page"] = lambda header: Reply(304) if "If-None-Match" in header else PAGE
    visit = visitor.visit(f"{first.base}/old", Validators('"1"'))
    assert (visit.raw, visit.moved_to) == (None, f"{second.base}/page")


def test_each_hop_is_checked_like_the_first(first: Site, second: Site, visitor: Visitor) -> None:
    second.pages["/robots.txt"] = Reply(200, b"User-agent: *\nDisallow: /shut\nCrawl-delay: 9\n")
    second.pages["/shut"] = PAGE
    first.pages["/to-shut"] = Reply(302, header={"Location": f"{second.base}/shut"})
    first.pages["/to-open"] = Reply(302, header={"Location": f"{second.base}/page"})
    assert _refused(visitor, f"{first.base}/to-shut").robots
    assert second.paths == ["/robots.txt"]
    visitor.visit(f"{first.base}/to-open")
    assert all(gap >= 9 for gap in _gaps(second))
    for where in ("http://127.0.0.3/page", "file:///etc/passwd", "http://[::1", "http://u:p@127.0.0.1/"):
        first.pages["/away"] = Reply(301, header={"Location": where})
        with pytest.raises(IntakeError) as caught:
            visitor.visit(f"{first.base}/away")
        assert not isinstance(caught.value, FetchError), where


def test_a_loop_of_redirects_ends(first: Site, visitor: Visitor) -> None:
    first.pages["/loop"] = Reply(302, header={"Location": "/loop"})
    refused = _refused(visitor, f"{first.base}/loop")
    assert "more than 5 times" in refused.what
    assert (refused.status, refused.temporary) == (302, False)
    assert first.paths.count("/loop") == 6


def test_private_addresses_are_refused_as_such(first: Site) -> None:
    with pytest.raises(IntakeError, match=r"^this leads to a private or local address") as caught:
        Visitor(Limits(allow_private=frozenset({"127.0.0.2"})), QuickClock()).visit(f"{first.base}/page")
    assert not isinstance(caught.value, FetchError)
    assert first.asked == []


@pytest.mark.parametrize(
    ("status", "gone", "temporary"), [(404, True, False), (410, True, False), (403, False, False), (500, False, True)]
)
def test_what_kind_of_failure(first: Site, visitor: Visitor, status: int, gone: bool, temporary: bool) -> None:
    first.pages["/page"] = Reply(status)
    refused = _refused(visitor, f"{first.base}/page")
    assert (refused.status, refused.gone, refused.temporary, refused.robots) == (status, gone, temporary, False)


def test_trouble_on_the_way_is_temporary(visitor: Visitor) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    for _ in range(2):
        refused = _refused(visitor, f"http://127.0.0.1:{port}/page")
        assert (refused.status, refused.temporary, refused.robots) == (None, True, False)


def test_half_a_page_is_no_page(first: Site, visitor: Visitor) -> None:
    first.pages["/page"] = Reply(200, b"The harbour", declared=5_000)
    refused = _refused(visitor, f"{first.base}/page")
    assert refused.temporary


def test_a_stop_ends_every_wait(first: Site) -> None:
    stop = threading.Event()

    class Stopping(QuickClock):
        def wait(self, seconds: float, event: threading.Event | None = None) -> bool:
            stop.set()
            assert event is stop
            return True

    visitor = Visitor(LIMITS, Stopping(), stop=stop)
    assert "stopped" in _refused(visitor, f"{first.base}/page").what
    assert first.paths == ["/robots.txt"]
    assert "stopped" in _refused(visitor, f"{first.base}/page").what


def test_another_name_obeys_the_rules_for_it(first: Site, clock: QuickClock) -> None:
    first.pages["/robots.txt"] = Reply(200, b"User-agent: coastdesk\nDisallow: /page\n")
    named = Visitor(LIMITS, clock, user_agent="coastdesk/2 (+https://desk.example.org/about)")
    assert _refused(named, f"{first.base}/page").robots
    assert first.asked[0].header["User-Agent"] == "coastdesk/2 (+https://desk.example.org/about)"
    assert Visitor(LIMITS, clock).visit(f"{first.base}/page").raw is not None


def test_the_sitemaps_a_site_names(first: Site, visitor: Visitor) -> None:
    first.pages["/robots.txt"] = Reply(200, b"Sitemap: /map.xml\nSitemap: https://a.example/b.xml\n")
    assert visitor.sitemaps(f"{first.base}/page") == (f"{first.base}/map.xml", "https://a.example/b.xml")


def test_one_page_for_a_person_waits_for_nothing(first: Site) -> None:
    first.pages["/robots.txt"] = Reply(200, b"User-agent: *\nCrawl-delay: 600\n")
    assert fetch(f"{first.base}/page", Limits(total=5, allow_private=NEAR)).data == PAGE.body


def test_hosts_are_forgotten_before_they_are_too_many(clock: QuickClock) -> None:
    turns = Turns(clock, 2.0, None)
    targets = [target_of(f"http://h{number}.example/", "") for number in range(MOST_HOSTS + 50)]
    for target in targets:
        with turns.turn(target, Deadline(5, 5)):
            clock.pass_by(0.001)
    assert len(turns._hosts) <= MOST_HOSTS
    assert turns.ready_in(targets[-1]) > 0
    assert turns.ready_in(targets[0]) == 0


def test_a_fetch_error_survives_a_trip_between_processes() -> None:
    error = FetchError("it failed", "https://a.example/", "wait", status=503, retry_after=5.0, robots=True)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.status, again.retry_after, again.robots) == (str(error), 503, 5.0, True)


def test_the_clock_of_every_day_waits_too(first: Site) -> None:
    visitor = Visitor(LIMITS, Clock(), pause=0.1)
    first.clock = Clock()
    for _ in range(2):
        visitor.visit(f"{first.base}/page")
    assert all(gap >= 0.1 for gap in _gaps(first))


@pytest.mark.parametrize("status", [201, 202, 204, 205, 206])
def test_half_a_page_is_none(first: Site, visitor: Visitor, status: int) -> None:
    first.pages["/page"] = Reply(status, b"" if status in (204, 205) else b"The harb", declared=None)
    error = _refused(visitor, f"{first.base}/page")
    assert error.status == status
    assert error.temporary == (status in (202, 206))


def test_what_a_page_said_of_its_version_is_not_said_to_another(first: Site, second: Site, visitor: Visitor) -> None:
    """An older page that is given in place of one that was taken down would pass for unchanged."""
    first.pages["/page"] = Reply(200, b"Shut.", {"Last-Modified": "Mon, 03 Jun 2024 10:00:00 GMT", "ETag": '"1"'})
    known = visitor.visit(f"{first.base}/page").validators
    first.pages["/page"] = Reply(302, header={"Location": f"{second.base}/page"})
    second.pages["/page"] = lambda header: Reply(304) if "If-Modified-Since" in header else Reply(200, b"Open.")
    visit = visitor.visit(f"{first.base}/page", known)
    assert visit.raw is not None
    assert visit.raw.data == b"Open."
    assert not any(name.lower().startswith("if-") for name in second.asked[-1].header)


def test_what_was_said_behind_a_redirect_is_said_there_again(first: Site, second: Site, visitor: Visitor) -> None:
    first.pages["/page"] = Reply(302, header={"Location": f"{second.base}/page"})
    second.pages["/page"] = lambda header: (
        Reply(304) if "If-None-Match" in header else Reply(200, b"Open.", {"ETag": '"1"'})
    )
    known = visitor.visit(f"{first.base}/page").validators
    assert visitor.visit(f"{first.base}/page", known).raw is None
    assert "If-None-Match" not in first.asked[-1].header


@pytest.mark.parametrize(
    "location",
    [
        "http://ann:secret@127.0.0.1/",
        "http://ann:se\\cret@[::1",
        "news:secret@x\r\n \x1b[31mred",
        "http://ann:secret@127.0.0.1:99999/",
    ],
)
def test_an_error_shows_no_password_and_moves_no_cursor(first: Site, visitor: Visitor, location: str) -> None:
    first.pages["/page"] = Reply(302, header={"Location": location})
    for url in (f"{first.base}/page", location):
        with pytest.raises(IntakeError) as caught:
            visitor.visit(url)
        assert str(caught.value).isprintable()
        assert "cret@" not in str(caught.value).replace("news:secret@", "")
