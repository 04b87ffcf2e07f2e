"""Which addresses are one page, and which texts are versions of each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.desk import Addition, Desk, Outcome, Refusal
from onrecord.desk.addressing import plain_url
from onrecord.intake import Raw
from onrecord.intake.feeds import entry_raw, read_feed
from onrecord.store import finding

FETCHED = "2024-03-06T09:00:00+00:00"
STOCK = "The Coast Wire reports from Port Yassem all day. Fiction."
NEWS = (
    f"The harbor board denied on Monday that it had sold the eastern quay. {STOCK}",
    f"“The cranes are sound,” said Anwar Bezzouli, its chairman. {STOCK}",
    f"The fishermen of Dar Meshel demanded a new pier before the summer. {STOCK}",
)


def outcomes(found: list[Addition | Refusal]) -> list[Outcome]:
    assert all(isinstance(one, Addition) for one in found), found
    return [one.outcome for one in found if isinstance(one, Addition)]


def rss(links: list[str], texts: tuple[str, ...] = NEWS) -> bytes:
    entries = "".join(
        f"<item><title>News {n}</title><link>{link}</link><guid isPermaLink='false'>{n}</guid>"
        f"<description>{text}</description></item>"
        for n, (link, text) in enumerate(zip(links, texts, strict=True))
    )
    return (
        f"<rss version='2.0'><channel><title>Coast Wire</title><link>https://wire.example.org/</link>{entries}"
        "</channel></rss>"
    ).encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?flag&utm_source=rss", "https://example.org/a?flag"),
        ("https://example.org/a?q=%EE%F0&UTM_SOURCE=rss&id=2", "https://example.org/a?q=%ee%f0&id=2"),
        ("https://example.org/a?q=a+b%20c&fbclid=x", "https://example.org/a?q=a+b%20c"),
        ("https://example.org/خبر/١", "https://example.org/%d8%ae%d8%a8%d8%b1/%D9%A1"),
        ("https://example.org/%7Eann/a%2db", "https://example.org/~ann/a-b"),
        ("https://küste.example.org/a", "https://xn--kste-0ra.example.org/a"),
        ("https://EXAMPLE.org.:443/A", "https://example.org/A"),
        ("http://example.org:80?id=1#top", "http://example.org/?id=1"),
        ("https://ann:secret@example.org/a", "https://example.org/a"),
    ],
)
def test_one_page_in_two_spellings(one: str, other: str) -> None:
    assert plain_url(one) == plain_url(other)
    assert plain_url(plain_url(one)) == plain_url(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/#!/news/1", "https://example.org/#!/news/2"),
        ("https://example.org/#/news/1", "https://example.org/"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a?q=1%262", "https://example.org/a?q=1&2"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org/a?id=1&page=2", "https://example.org/a?id=1"),
    ],
)
def test_two_pages_that_look_alike(one: str, other: str) -> None:
    assert plain_url(one) != plain_url(other)


@pytest.mark.parametrize(
    "url", ["http://ann:secret@example.org:99999/", "http://ann:secret@[::1/", "http://\ta:secret@h/"]
)
def test_what_is_no_address_shows_no_password(url: str) -> None:
    assert "secret" not in plain_url(url)


def test_what_is_escaped_is_asked_for_as_it_was_written() -> None:
    assert plain_url("https://example.org/?q=%EE%F0&utm_source=x&r=a;b") == "https://example.org/?q=%EE%F0&r=a;b"


@pytest.mark.parametrize(
    "links",
    [
        [f"https://wire.example.org/ticker#{n}" for n in range(3)],
        ["https://wire.example.org/ticker"] * 3,
        [f"https://wire.example.org/#!/{n}" for n in range(3)],
    ],
)
def test_entries_that_point_to_one_page_are_no_versions_of_each_other(
    desk: Desk, tmp_path: Path, links: list[str]
) -> None:
    path = tmp_path / "feed.rss"
    path.write_bytes(rss(links))
    assert outcomes(list(desk.add(path))) == [Outcome.FILED] * 3
    assert outcomes(list(desk.add(path))) == [Outcome.KNOWN] * 3
    fetched = Raw(rss(links), "https://wire.example.org/feed", "application/rss+xml", FETCHED)
    assert outcomes(list(desk.add(fetched))) == [Outcome.KNOWN] * 3


def test_an_entry_that_changed_is_a_new_version_of_it(desk: Desk) -> None:
    links = [f"https://wire.example.org/ticker#{n}" for n in range(3)]
    at = "https://wire.example.org/feed"
    assert outcomes(list(desk.add(Raw(rss(links), at, None, FETCHED)))) == [Outcome.FILED] * 3
    later = (NEWS[0].replace("eastern", "western"), *NEWS[1:])
    assert outcomes(list(desk.add(Raw(rss(links, later), at, None, FETCHED)))) == [
        Outcome.REVISED,
        Outcome.KNOWN,
        Outcome.KNOWN,
    ]


def test_two_feeds_in_files_of_one_name_are_two(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    path.write_bytes(rss([f"https://wire.example.org/{n}" for n in range(3)]))
    assert outcomes(list(desk.add(path))) == [Outcome.FILED] * 3
    path.write_bytes(rss([f"https://courier.example.org/{n}" for n in range(3)], NEWS[1:] + NEWS[:1]))
    assert Outcome.REVISED not in outcomes(list(desk.add(path)))


def test_the_page_is_no_version_of_what_its_feed_says_of_it(desk: Desk) -> None:
    link = "https://wire.example.org/quay"
    feed = read_feed(Raw(rss([link] * 3), "https://wire.example.org/feed"))
    list(desk.take(entry_raw(feed.entries[0], feed, "https://wire.example.org/feed", FETCHED)))
    page = f"<html><body><article><p>{NEWS[0].replace('denied', 'said')}</p></article></body></html>".encode()
    assert outcomes(list(desk.take(Raw(page, link, "text/html", FETCHED, link, 200)))) == [Outcome.FILED]


def test_articles_that_were_fetched_together_are_no_versions_of_each_other(desk: Desk) -> None:
    at = "https://api.example.org/latest.json"
    articles = [{"title": f"News {n}", "text": text} for n, text in enumerate(NEWS)]
    articles[1]["url"] = "https://wire.example.org/cranes"
    articles[2]["url"] = "https://api.example.org/pier"

    def raw() -> Raw:
        return Raw(json.dumps(articles).encode(), at, "application/json", FETCHED, at, 200)

    assert outcomes(list(desk.take(raw()))) == [Outcome.FILED] * 3
    articles[2]["text"] = NEWS[2].replace("new pier", "second pier")
    articles[1]["text"] = NEWS[1].replace("cranes", "trains")
    assert outcomes(list(desk.take(raw()))) == [Outcome.KNOWN, Outcome.FILED, Outcome.REVISED]


def test_what_one_server_gives_is_no_version_of_what_stands_on_another(desk: Desk) -> None:
    own = "https://wire.example.org/quay"
    page = f"<html><body><article><p>{NEWS[0]}</p></article></body></html>".encode()
    list(desk.take(Raw(page, own, "text/html", FETCHED, own, 200)))
    at = "https://other.example.net/latest.json"
    articles = [
        {"title": "News", "url": own, "text": NEWS[0].replace("denied", "said")},
        {"title": "x", "text": NEWS[1]},
    ]
    for given in (articles, articles[:1]):
        raw = Raw(json.dumps(given).encode(), at, "application/json", FETCHED, at, 200)
        assert Outcome.REVISED not in outcomes(list(desk.take(raw)))


def test_one_article_that_was_fetched_stands_where_it_was_fetched(desk: Desk) -> None:
    at = "https://api.example.org/latest.json"
    for text, outcome in ((NEWS[0], Outcome.FILED), (NEWS[0].replace("eastern", "western"), Outcome.REVISED)):
        raw = Raw(json.dumps({"title": "News", "text": text}).encode(), at, "application/json", FETCHED, at, 200)
        assert outcomes(list(desk.take(raw))) == [outcome]


def test_a_page_of_a_site_that_tells_its_pages_by_fragments(desk: Desk) -> None:
    for number, text in enumerate(NEWS):
        page = f"<html><body><article><p>{text}</p></article></body></html>".encode()
        raw = Raw(page, f"https://wire.example.org/#!/{number}", "text/html", FETCHED, "https://wire.example.org/", 200)
        assert outcomes(list(desk.take(raw))) == [Outcome.FILED]


def test_an_address_without_end_can_be_filed(desk: Desk) -> None:
    # Nothing in it repeats, so that no database packs it.
    at = "https://wire.example.org/" + "".join(f"{number * 7919 % 1_000_003:x}" for number in range(3_000))
    page = f"<html><body><article><p>{NEWS[0]}</p></article></body></html>".encode()
    assert outcomes(list(desk.take(Raw(page, at, "text/html", FETCHED, at, 200)))) == [Outcome.FILED]
    changed = page.replace(b"eastern", b"western")
    assert outcomes(list(desk.take(Raw(changed, at, "text/html", FETCHED, at, 200)))) == [Outcome.REVISED]
    with desk.store.reading() as connection:
        assert all(len(one.address or "") <= 1_000 for one in finding.documents(connection))


def test_a_page_that_claims_anothers_address_is_not_that_outlets(desk: Desk) -> None:
    def outlet(at: str, head: str, text: str) -> str | None:
        page = f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>".encode()
        list(desk.take(Raw(page, at, "text/html", FETCHED, at, 200)))
        with desk.store.reading() as connection:
            return list(finding.documents(connection))[-1].source

    herald = outlet("https://herald.example.org/1", "<meta property='og:site_name' content='Herald'>", NEWS[0])
    claim = "<link rel=canonical href='https://herald.example.org/2'><meta property='og:site_name' content='Herald'>"
    assert outlet("https://other.example.net/2", claim, NEWS[1]) != herald
    assert outlet("https://www.herald.example.org/3", "", NEWS[2]) == herald


def test_no_password_in_an_address_is_kept(desk: Desk) -> None:
    feed = Raw(rss([f"https://ann:secret{n}@wire.example.org/{n}" for n in range(3)]), "feed.rss")
    list(desk.add(feed))
    at = "https://wire.example.org/9"
    page = f"<html><head><link rel=canonical href='https://a:secret@wire.example.org/9'></head><p>{STOCK}</p></html>"
    list(desk.take(Raw(page.encode(), at, "text/html", FETCHED, at, 200)))
    with desk.store.reading() as connection:
        for table in sa.inspect(connection).get_table_names():
            assert "secret" not in repr(connection.execute(sa.text(f'SELECT * FROM "{table}"')).all()), table


def test_a_mail_with_anothers_message_id_withdraws_nothing(desk: Desk) -> None:
    def mail(sender: str, text: str) -> Raw:
        head = f"From: {sender}\nSubject: Quay\nMessage-ID: <1@example.org>\nContent-Type: text/plain\n\n"
        return Raw(f"{head}{text}\n".encode(), "quay.eml")

    own = "The chairman said that he would resign."
    assert outcomes(list(desk.add(mail("ann@example.org", own)))) == [Outcome.FILED]
    assert outcomes(list(desk.add(mail("eve@example.net", "He said nothing of the kind.")))) == [Outcome.FILED]
    assert outcomes(list(desk.add(mail("Ann <ann@example.org>", own)))) == [Outcome.KNOWN]
