"""Feeds: what they say is what is read, broken or hostile as they may be."""

from __future__ import annotations

import builtins
import contextlib
import json
import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import Entry, Feed, Raw, documents, entry_raw, feeds_of_page, looks_like_feed, read_feed
from onrecord.intake.feed_dates import feed_date
from onrecord.record import Document, Precision, Provenance

AT = "https://lpa.example.net/news/feed"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>Littoral Press &amp; Agency</title><link>https://lpa.example.net/</link><language>en-GB</language>
<ttl>30</ttl><lastBuildDate>Mon, 03 Jun 2024 10:00:00 GMT</lastBuildDate>
{}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://lpa.example.net/x/">
<title>Littoral</title><link rel="self" href="https://lpa.example.net/other"/><link href="/"/>
<updated>2024-05-01T10:00:00Z</updated><author><name>The desk</name></author>{}</feed>"""


def _read(text: str | bytes, fetched: str | None = None, media_type: str | None = None) -> Feed:
    data = text.encode() if isinstance(text, str) else text
    return read_feed(Raw(data, AT, media_type, fetched, AT, 200))


def _rss(items: str) -> Feed:
    return _read(RSS.format(items))


def _one(items: str) -> Entry:
    (entry,) = _rss(items).entries
    return entry


def _refusal(data: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        _read(data)
    assert AT in str(caught.value)
    assert caught.value.remedy
    return caught.value


def test_rss_with_all_it_says() -> None:
    feed = _rss(
        "<item><title>Harbour &amp;amp; quay</title><link>/a/1</link><guid isPermaLink='false'>g1</guid>"
        "<pubDate>Mon, 03 Jun 2024 10:00:00 CEST</pubDate><dc:creator>A. Writer</dc:creator>"
        "<description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded></item>"
    )
    assert (feed.title, feed.homepage, feed.language) == ("Littoral Press & Agency", "https://lpa.example.net/", "en")
    assert (feed.updated, feed.every, feed.moved_to, feed.faults) == ("2024-06-03T10:00:00+00:00", 1800.0, None, ())
    (entry,) = feed.entries
    assert (entry.key, entry.url) == ("g1", "https://lpa.example.net/a/1")
    assert (entry.content, entry.full) == ("<p>Long.</p>", True)
    facts = entry.facts
    assert (facts.title, facts.author, facts.language) == ("Harbour & quay", "A. Writer", "en")
    assert (facts.published, facts.precision) == ("2024-06-03T10:00:00+02:00", Precision.SECOND)
    assert facts.source == "Littoral Press & Agency"
    assert facts.provenance == Provenance(item="g1")


def test_atom_with_its_bases() -> None:
    feed = _read(
        ATOM.format(
            "<entry xml:base='y/'><id>tag:1</id><title type='html'>A &lt;b>bold&lt;/b> word</title>"
            "<link href='p1'/><link rel='enclosure' href='z.mp3'/><published>2024-05-01</published>"
            "<updated>2024-05-02T10:00:00Z</updated>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Hello <b>you</b></p>"
            "</div></content></entry><entry><id>tag:2</id><title>Two</title><updated>2024-05-02T10:00:00Z</updated>"
            "<summary>S &amp; t</summary></entry>"
        )
    )
    assert (feed.title, feed.homepage, feed.moved_to) == ("Littoral", "https://lpa.example.net/", None)
    one, two = feed.entries
    assert (one.key, one.url, one.facts.title) == ("tag:1", "https://lpa.example.net/x/y/p1", "A bold word")
    assert (one.facts.published, one.facts.precision) == ("2024-05-01", Precision.DAY)
    assert one.facts.provenance == Provenance(item="tag:1", edited="2024-05-02T10:00:00+00:00")
    assert (one.content, one.full) == ("<p>Hello <b>you</b></p>", True)
    assert (one.facts.author, one.facts.language) == ("The desk", "fr")
    assert (two.url, two.content, two.full) == (None, "<p>S &amp; t</p>", False)
    assert two.facts.published == "2024-05-02T10:00:00+00:00"


def test_rss_1_and_0_91() -> None:
    rdf = _read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        '<channel rdf:about="https://lpa.example.net/"><title>C</title><link>https://lpa.example.net/</link>'
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>"
        '<item rdf:about="https://lpa.example.net/1"><title>T</title><link>https://lpa.example.net/1</link>'
        "<dc:date>2024-03-02</dc:date><description>d</description></item></rdf:RDF>"
    )
    assert (rdf.every, rdf.entries[0].key) == (21_600.0, "https://lpa.example.net/1")
    assert (rdf.entries[0].facts.published, rdf.entries[0].full) == ("2024-03-02", False)
    old = _read(
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old</title>'
        "<item><title>One</title><link>https://lpa.example.net/1</link></item></channel></rss>"
    )
    assert (old.title, old.entries[0].url, old.faults) == ("Old", "https://lpa.example.net/1", ())


def test_json_feed() -> None:
    feed = _read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Littoral",
                "home_page_url": "https://lpa.example.net/",
                "language": "en",
                "authors": [{"name": "The desk"}],
                "items": [
                    {"id": 7, "url": "/7", "content_html": "<p>x</p>", "date_published": "2024-05-01T10:00:00-04:00"},
                    {
                        "id": "8",
                        "content_text": "a < b\n\nc",
                        "author": {"name": "Ann"},
                        "date_published": "2024-13-01",
                    },
                    {"title": "only this", "summary": "s"},
                    "no entry",
                ],
            }
        )
    )
    seven, eight, nine = feed.entries
    assert (seven.key, seven.url, seven.full) == ("7", "https://lpa.example.net/7", True)
    assert (seven.facts.published, seven.facts.author) == ("2024-05-01T10:00:00-04:00", "The desk")
    assert (eight.content, eight.facts.author, eight.facts.published) == ("<p>a &lt; b</p>\n<p>c</p>", "Ann", None)
    assert nine.key.startswith("sha256:")
    assert not nine.full
    assert len(feed.faults) == 2
    assert "2024-13-01" in feed.faults[0]


@pytest.mark.parametrize("data", [b'{"a": 1}', b'{"version": "https://jsonfeed.org/version/1"}', b"{", b"{" * 100_000])
def test_other_json_is_no_feed(data: bytes) -> None:
    assert _refusal(data)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Mon, 03 Jun 2024 10:00:00 GMT", "2024-06-03T10:00:00+00:00"),
        ("Mon, 03 Jun 2024 10:00:00 EST", "2024-06-03T10:00:00-05:00"),
        ("Mon, 03 Jun 2024 10:00:00 MSK", "2024-06-03T10:00:00+03:00"),
        ("Mon, 03 Jun 2024 10:00:00 AST", "2024-06-03T10:00:00"),
        ("Mon, 03 Jun 2024 10:00:00 +0330", "2024-06-03T10:00:00+03:30"),
        ("Mon, 03 Jun 2024 10:00:00 +0000", "2024-06-03T10:00:00+00:00"),
        ("Mon, 03 Jun 2024", "2024-06-03"),
        ("03 Jun 24 10:00 GMT", "2024-06-03T10:00:00+00:00"),
        ("2024-06-03T10:00:00.123Z", "2024-06-03T10:00:00+00:00"),
        ("2024-06", "2024-06"),
        ("2031-06-03", "2031-06-03"),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("1969-12-31T19:00:00-05:00", None),
        ("2099-01-01", None),
        ("9999-12-31T23:59:59Z", None),
        ("2024-13-01", None),
        ("2024-02-30", None),
        ("03/04/2024", None),
        ("yesterday", None),
        ("0", None),
        ("1" * 5_000, None),
    ],
)
def test_dates_are_as_they_are_or_not_at_all(said: str, read: str | None) -> None:
    when = feed_date(said)
    assert (when and when[0]) == read
    assert _one(f"<item><guid>1</guid><pubDate>{said}</pubDate></item>").facts.published == read


def test_wrong_and_future_dates_are_told() -> None:
    items = "<item><guid>{}</guid><pubDate>{}</pubDate></item>"
    text = RSS.format(items.format(1, "0001-01-01") + items.format(2, "2024-06-20") + items.format(3, "2024-06-03"))
    feed = _read(text, fetched="2024-06-03T12:00:00+00:00")
    assert [entry.facts.published for entry in feed.entries] == [None, "2024-06-20", "2024-06-03"]
    assert feed.faults == ("1 dates that cannot be, such as '0001-01-01'", "1 of its entries are dated in the future")


def test_one_guid_at_several_links_is_several_entries() -> None:
    item = "<item><guid isPermaLink='false'>{}</guid><link>https://lpa.example.net/{}</link><title>{}</title></item>"
    feed = _rss(
        item.format("g", 1, "a") + item.format("g", 2, "b") + item.format("g", 1, "c") + item.format("h", 1, "d")
    )
    assert [(entry.key, entry.facts.title) for entry in feed.entries] == [
        ("g https://lpa.example.net/1", "a"),
        ("g https://lpa.example.net/2", "b"),
        ("h", "d"),
    ]
    assert [entry.facts.provenance for entry in feed.entries] == [Provenance(item=entry.key) for entry in feed.entries]


def test_keys_without_a_guid() -> None:
    feed = _rss(
        "<item><link>https://lpa.example.net/1</link><title>a</title></item>"
        "<item><link>https://lpa.example.net/1</link><title>b</title></item>"
        "<item><link>https://lpa.example.net/</link><title>front page</title></item>"
        "<item><title>c</title><pubDate>2024-06-03</pubDate></item>"
        "<item><title>c</title><pubDate>2024-06-04</pubDate></item>"
        "<item></item>"
    )
    keys = [entry.key for entry in feed.entries]
    assert keys[0] == "https://lpa.example.net/1"
    assert [entry.url for entry in feed.entries][1:] == [None] * 3
    assert len(set(keys)) == len(keys) == 4


def test_a_guid_is_an_address_only_if_it_is_one() -> None:
    assert _one("<item><guid>17</guid></item>").url is None
    assert _one("<item><guid>17</guid></item>").key == "17"
    assert _one("<item><guid>https://lpa.example.net/17</guid></item>").url == "https://lpa.example.net/17"
    assert _one("<item><guid>x</guid><link>javascript:alert(1)</link></item>").url is None
    assert _one("<item><guid>x</guid><link>file:///etc/passwd</link></item>").url is None


def test_authors_and_sources() -> None:
    assert _one("<item><guid>1</guid><author>a@example.org (Ann Bell)</author></item>").facts.author == "Ann Bell"
    lifted = _one("<item><guid>1</guid><source url='https://b.example/feed'>Bay Wire</source></item>")
    assert lifted.facts.source == "Bay Wire"


def test_a_feed_that_has_moved() -> None:
    assert _rss("<itunes:new-feed-url>https://new.example.net/f</itunes:new-feed-url>").moved_to == (
        "https://new.example.net/f"
    )
    assert _rss("<itunes:new-feed-url>javascript:x</itunes:new-feed-url>").moved_to is None


def test_broken_xml_gives_what_it_has() -> None:
    feed = _read(
        "<rss version='2.0'><channel><title>Bread & butter</title>"
        "<item><title>One <b>open&nbsp;tag</title><link>https://lpa.example.net/3?a=1&b=2</link>"
        "<dc:date>2024-03-02</dc:date><description><p>Not & closed</description></item>"
        "<item><title>Cut \x0b off</title><guid>https://lpa.example.net/4</guid><descr"
    )
    assert feed.title == "Bread & butter"
    assert feed.faults
    assert "not well formed" in feed.faults[0]
    one, two = feed.entries
    assert (one.facts.title, one.url) == ("One open tag", "https://lpa.example.net/3?a=1&b=2")
    assert (one.facts.published, one.content) == ("2024-03-02", "<p>Not & closed")
    assert (two.key, two.facts.title) == ("https://lpa.example.net/4", "Cut off")


@pytest.mark.parametrize(
    ("charset", "declared", "media_type"),
    [
        ("windows-1256", "windows-1256", None),
        ("utf-8", "iso-8859-1", None),
        ("utf-16", "utf-16", None),
        ("utf-8-sig", "utf-8", None),
        ("windows-1256", None, "application/rss+xml; charset=windows-1256"),
    ],
)
def test_character_sets_right_and_wrong(charset: str, declared: str | None, media_type: str | None) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = (
        f"{head}<rss version='2.0'><channel><title>مرفأ</title>"
        "<item><title>الميناء مفتوح</title></item></channel></rss>"
    )
    feed = _read(text.encode(charset), media_type=media_type)
    assert (feed.title, feed.entries[0].facts.title) == ("مرفأ", "الميناء مفتوح")


_LAUGHS = [b"&lol;"] + [b"&lol%d;" % n for n in range(1, 9)]
LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, named * 10) for n, named in enumerate(_LAUGHS, start=1))
    + b"]><rss version='2.0'><channel><title>&lol9;</title>"
    + b"<item><guid>g</guid><title a='&lol9;'>&lol9;</title></item></channel></rss>"
)
XXE = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1:9/p">'
    b"%p;]><rss version='2.0'><channel><title>&x;</title></channel></rss>"
)


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is opened and no connection made while this holds; what is imported was imported before."""
    _rss("<item><title>x</title></item>")

    def refuse(*args: Any, **_: Any) -> Any:
        raise AssertionError(f"opened {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(builtins, "open", refuse)


@pytest.mark.usefixtures("shut")
def test_entities_are_neither_multiplied_nor_loaded() -> None:
    feed = _read(LAUGHS)
    assert (feed.title, feed.entries[0].facts.title) == ("&lol9;", "&lol9;")
    assert _read(XXE).title == "&x;"


@pytest.mark.usefixtures("shut")
@pytest.mark.parametrize("data", [b"/etc/hostname", b"https://lpa.example.net/feed", b"file:///etc/hostname"])
def test_bytes_are_never_taken_for_a_place(data: bytes) -> None:
    assert _refusal(data)


def test_a_web_page_is_no_feed() -> None:
    assert (
        "web page" in _refusal(b"<!DOCTYPE html><html><head><title>x</title></head><body><p>Hi<br></body></html>").what
    )
    assert _refusal(b"")
    assert _refusal(b"The harbour is open.")
    assert _refusal(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    assert _refusal(b"<urlset/>")


def test_long_texts_and_many_entries_are_bounded() -> None:
    long = _rss(f"<item><guid>1</guid><title>{'a' * 3_000_000}</title><author>{'a' * 300_000}</author></item>")
    assert (long.entries[0].facts.title, long.entries[0].facts.author) == (None, None)
    assert "one title of more than 2000 characters was left out" in long.faults
    many = _rss("".join(f"<item><guid>{n}</guid></item>" for n in range(6_000)))
    assert len(many.entries) == 5_000
    assert many.faults == ("only its first 5000 of 6000 entries are read",)
    assert len(_one("<item>" + "<category>x</category>" * 50_000 + "<guid>1</guid></item>").key) == 1
    assert "too large" in _refusal(b"<rss>" + b" " * 21_000_000).what
    assert "too much markup" in _refusal(b"<rss>" + b"<a>" * 2_100_000).what


@pytest.mark.parametrize(
    "data",
    [
        b"\n" * 3_000_000 + b"<rss/>",
        b"<rss>" + b"<a>" * 500_000,
        b"<rss><channel>" + b"<title>" * 300_000,
        b"<rss><channel><item><title>" + b"<" * 1_000_000,
        b"<rss><channel><item><description>" + b"<![CDATA[" * 300_000,
        b"<!DOCTYPE x [" + b"]" * 1_000_000 + b"<rss/>",
        b"<rss><channel><item>" + b"".join(b'<a%d:b xmlns:a%d="u%d"/>' % (n, n, n) for n in range(20_000)),
        b"<rss " + b"".join(b'a%d="" ' % n for n in range(100_000)) + b"/>",
    ],
    ids=["newlines", "deep", "titles", "angles", "cdata", "brackets", "prefixes", "attributes"],
)
def test_what_would_cost_the_square_of_its_length_does_not(data: bytes) -> None:
    # A cost of the square would be hours: the test would not end.
    with contextlib.suppress(IntakeError):
        assert len(_read(data).entries) <= 1


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="<>/&;=\"'!?[]-CDATArssitemchanneltitlelinkguidfeedentry \n", max_size=300).map(str.encode),
        st.lists(
            st.sampled_from(
                [
                    b"<rss>",
                    b"<channel>",
                    b"<item>",
                    b"</item>",
                    b"<title>",
                    b"</title>",
                    b"<link>",
                    b"<guid>",
                    b"x",
                    b"&amp;",
                    b"&x;",
                    b"<![CDATA[",
                    b"]]>",
                    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
                    b"<entry>",
                    b"<link href='//['/>",
                    b"<content type='xhtml'>",
                    b"<content mode='base64'>",
                    b"<source url='x'>",
                    b"<pubDate>",
                    b"\x00",
                    b"\xff",
                    b"<dc:date>",
                    b"<author>",
                    b"<a:b xml:base='http://['>",
                    b"<itunes:author>",
                ]
            ),
            max_size=30,
        ).map(b"".join),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["id", "url", "items", "title", "authors", "author", "name", "content_html", "date_published"]
                    ),
                    inner,
                    max_size=5,
                )
            ),
            max_leaves=15,
        ).map(
            lambda items: json.dumps(
                {"version": "https://jsonfeed.org/version/1", "items": [items, {"id": items}]}
            ).encode()
        ),
    )
)
def test_no_bytes_crash_it(data: bytes) -> None:
    looks_like_feed(data)
    try:
        feed = _read(data)
    except IntakeError:
        return
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        entry_raw(entry, feed, AT).data.decode("utf-8")


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (RSS.encode(), True),
        (ATOM.encode(), True),
        (RSS.encode("utf-16"), True),
        (b"\xef\xbb\xbf\n<!-- <html> --><?xml-stylesheet href='x'?><rdf:RDF>", True),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', True),
        (XXE, False),
        (b"<!DOCTYPE html><html><rss>", False),
        (b"<urlset><url>", False),
        (b'{"title": "x"}', False),
        (b"The <rss> of it", False),
        (b"", False),
    ],
)
def test_what_looks_like_a_feed(data: bytes, is_one: bool) -> None:
    assert looks_like_feed(data) is is_one


def test_the_feeds_a_page_names() -> None:
    page = b"""<html><head><base href="/news/"><link rel="alternate" type="application/rss+xml" href="feed">
    <link rel="Alternate" type="application/atom+xml; charset=utf-8" href="https://b.example/atom">
    <link rel="alternate" type="application/feed+json" href="/feed.json"><link rel="alternate" hreflang="fr" href="/fr">
    <link rel="stylesheet" href="x.css"><link rel="alternate" type="application/rss+xml" href="javascript:x">
    <link rel="alternate" type="application/rss+xml" href="feed"></head></html>"""
    assert feeds_of_page(Raw(page, "https://lpa.example.net/a", "text/html")) == (
        "https://lpa.example.net/news/feed",
        "https://b.example/atom",
        "https://lpa.example.net/feed.json",
    )
    assert feeds_of_page(Raw(b"no page", "x")) == ()


def test_an_entry_becomes_the_same_document_each_time() -> None:
    item = (
        "<item><title>Harbour &lt;3 quay</title><link>https://lpa.example.net/a/1</link>"
        "<guid isPermaLink='false'>g1</guid><pubDate>Mon, 03 Jun 2024 10:00:00 GMT</pubDate><description>"
        "&lt;p>The harbour of Halvet is open again, the guard said on Monday.&lt;/p>"
        "&lt;script>x()&lt;/script></description></item>"
    )
    feed = _rss(item)
    later = _rss("<item><title>New</title></item>" + item)
    raw, again = entry_raw(feed.entries[0], feed, AT), entry_raw(later.entries[1], later, AT)
    assert raw.data == again.data
    (doc,) = documents(raw)
    (same,) = documents(again)
    assert isinstance(doc, Document)
    assert isinstance(same, Document)
    assert doc.id == same.id
    assert doc.text == "Harbour <3 quay\n\nThe harbour of Halvet is open again, the guard said on Monday."
    assert (doc.title, doc.source, doc.url) == (
        "Harbour <3 quay",
        "Littoral Press & Agency",
        "https://lpa.example.net/a/1",
    )
    assert (doc.published, doc.published_precision) == ("2024-06-03T10:00:00+00:00", Precision.SECOND)
    assert doc.provenance == Provenance(key=f"feed:{AT}", item="g1")
    assert (doc.snapshot.media_type, doc.snapshot.final_url) == ("text/html", None)


@pytest.mark.parametrize("name", ["ent:59:59Z", "a:b:c", "x:1", "::", "x:-"])
def test_names_that_are_none_are_passed_over(name: str) -> None:
    feed = _rss(f"<item><title>Quay</title><{name}>x</{name}><link>https://example.org/q</link></item>")
    assert feed.entries[0].facts.title == "Quay"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://ann:secret@example.org/q", "https://example.org/q"),
        ("ht\ttps://ann:secret@example.org/q", "https://example.org/q"),
        ("https://ann:sec@ret@example.org/q?a=@", "https://example.org/q?a=@"),
        ("https://example.org/@ann", "https://example.org/@ann"),
        ("https://example.org/\ud800", "https://example.org/\ufffd"),
        ("https://example.org/" + "q" * 2_000, None),
        ("https://example.org/" + "خ" * 700, None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
    ],
)
def test_addresses_that_may_be_kept(link: str, url: str | None) -> None:
    data = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": link, "content_text": "Open."}]}
    (entry,) = _read(json.dumps(data)).entries
    assert (entry.url, entry.facts.url) == (url, url)
    assert entry.url is None or entry.url.encode()
