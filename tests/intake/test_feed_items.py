"""A feed as a file: its entries are read one by one, and lists of addresses say what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import IntakeError
from onrecord.intake import Raw, container_for, documents, opened, take
from onrecord.record import Document

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay Notes</title>
<link>https://quay.example.org/</link>
<item><title>Two boats back</title><link>https://quay.example.org/1</link><guid>q1</guid>
<pubDate>Mon, 05 May 2031 09:15:00 +0300</pubDate>
<content:encoded><![CDATA[
<p>Two boats came back to Sirrat on Monday, the harbor master said.</p>]]></content:encoded></item>
<item><title>Only a link</title><link>https://quay.example.org/2</link><guid>q2</guid></item>
</channel></rss>"""
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://q.example.org/</loc></url></urlset>'
)


def test_entries_with_text_are_documents_and_those_without_say_so(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    document, refused = list(take(path))
    assert isinstance(document, Document)
    assert "Two boats came back to Sirrat" in document.text
    assert (document.title, document.source) == ("Two boats back", "Quay Notes")
    assert document.published == "2031-05-05T09:15:00+03:00"
    assert document.url == "https://quay.example.org/1"
    assert isinstance(refused, IntakeError)
    assert "https://quay.example.org/2" in str(refused)


def test_a_fetched_feed_is_told_by_its_bytes() -> None:
    raw = Raw(FEED.encode(), "https://quay.example.org/feed", "text/xml", final_url="https://quay.example.org/feed")
    found = container_for(raw)
    assert found is not None
    assert found.name == "feed"


def test_a_sitemap_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_text(SITEMAP, encoding="utf-8")
    with pytest.raises(IntakeError, match="follow it"):
        list(opened(path))


def test_a_packed_text_is_no_sitemap(tmp_path: Path) -> None:
    assert container_for(Raw(b"\x1f\x8b\x08\x00" + bytes(60), "report.txt.gz")) is None


def test_an_address_that_a_text_names_turns_nothing_around() -> None:
    data = b'{"text": "The harbour is open.", "url": "https://example.org/\\u202e\\u001b[31mx"}'
    (document,) = documents(Raw(data, "a.json"))
    assert isinstance(document, Document)
    assert document.url == "https://example.org/%E2%80%AE%1B[31mx"
