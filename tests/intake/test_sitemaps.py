"""Sitemaps: of pages, of news, of sitemaps, packed or not."""

from __future__ import annotations

import gzip

import pytest

from onrecord.errors import FetchError, IntakeError
from onrecord.intake import Facts, Limits, Raw, Sitemap, SitemapUrl, Visitor, pages_below, read_sitemap
from onrecord.record import Precision

from .site import QuickClock, Reply, site

AT = "https://lpa.example.net/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def _read(text: str | bytes) -> Sitemap:
    return read_sitemap(Raw(text.encode() if isinstance(text, str) else text, AT, None, None, AT))


def _set(*urls: str) -> str:
    return f"{HEAD}<urlset {NAMES}>" + "".join(f"<url>{url}</url>" for url in urls) + "</urlset>"


def _index(*urls: str) -> str:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"{HEAD}<sitemapindex {NAMES}>{inner}</sitemapindex>"


def test_pages_and_news() -> None:
    found = _read(
        _set(
            "<loc> https://lpa.example.net/1?a=1&amp;b=2 </loc><lastmod>2024-06-03</lastmod>",
            "<loc>/2</loc><lastmod>0001-01-01</lastmod><news:news><news:publication><news:name>Littoral</news:name>"
            "<news:language>en</news:language></news:publication><news:title>Harbour open</news:title>"
            "<news:publication_date>2024-06-03T10:00Z</news:publication_date></news:news>",
            "<loc>https://lpa.example.net/2</loc>",
            "<loc>javascript:x</loc>",
            "<lastmod>2024</lastmod>",
        )
    )
    assert found.more == ()
    assert found.urls == (
        SitemapUrl("https://lpa.example.net/1?a=1&b=2", "2024-06-03", Facts(url="https://lpa.example.net/1?a=1&b=2")),
        SitemapUrl(
            "https://lpa.example.net/2",
            None,
            Facts(
                title="Harbour open",
                source="Littoral",
                url="https://lpa.example.net/2",
                published="2024-06-03T10:00+00:00",
                precision=Precision.MINUTE,
                language="en",
            ),
        ),
    )


def test_an_index_packed_and_plain_text() -> None:
    packed = gzip.compress(_index("https://lpa.example.net/a.xml", "/b.xml.gz").encode())
    assert _read(packed).more == ("https://lpa.example.net/a.xml", "https://lpa.example.net/b.xml.gz")
    assert [one.url for one in _read("https://a.example/1\nhttps://a.example/2\n").urls] == [
        "https://a.example/1",
        "https://a.example/2",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>404</body></html>",
        b"<rss/>",
        b"words",
        b"https://a.example/\nwords",
        gzip.compress(b"x")[:-4],
    ],
)
def test_what_is_none(data: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        _read(data)
    assert caught.value.remedy


def test_a_bomb_and_entities() -> None:
    with pytest.raises(IntakeError, match="too large"):
        _read(gzip.compress(b"<urlset>" + bytes(40_000_000)))
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    found = _read(f"{laughs}<urlset><url><loc>https://a.example/&b;&f;</loc></url></urlset>")
    assert [one.url for one in found.urls] == ["https://a.example/&b;&f;"]


def test_no_more_pages_than_the_form_allows() -> None:
    found = _read(_set(*(f"<loc>https://a.example/{n}</loc>" for n in range(50_100))))
    assert len(found.urls) == 50_000


def test_sitemaps_of_sitemaps_are_followed_three_deep() -> None:
    clock = QuickClock()
    with site(clock=clock) as here:
        here.pages["/robots.txt"] = Reply(200, b"Sitemap: /0.xml\n")
        here.pages["/0.xml"] = Reply(200, _index("1.xml", "0.xml", "gone.xml").encode())
        here.pages["/1.xml"] = Reply(200, _index("2.xml").encode())
        here.pages["/2.xml"] = Reply(200, _index("3.xml").encode())
        here.pages["/3.xml"] = Reply(200, _set("<loc>/deep</loc>").encode())
        visitor = Visitor(Limits(allow_private=frozenset({"127.0.0.1"})), clock)

        def get(url: str) -> Raw:
            raw = visitor.visit(url).raw
            assert raw is not None
            return raw

        (first,) = visitor.sitemaps(here.base)
        found = list(pages_below(get(first), get))
        assert [type(one) for one in found] == [FetchError]
        assert here.paths == ["/robots.txt", "/0.xml", "/1.xml", "/gone.xml", "/2.xml"]
        here.pages["/1.xml"] = Reply(200, gzip.compress(_set("<loc>/shallow</loc>", "<loc>/shallow</loc>").encode()))
        found = list(pages_below(get(first), get))
        assert [one.url for one in found if isinstance(one, SitemapUrl)] == [f"{here.base}/shallow"]
