"""Web pages: the article and what the markup says about it."""

from __future__ import annotations

import pytest

from onrecord.intake import Raw
from onrecord.intake.web_page import read, read_markup
from onrecord.record import Precision

from .made import one, refusal

BODY = (
    "<p>HALVET, May 3 &ndash; The harbour of Halvet will stay open in spite of the threats, the Ministry of Ports said "
    "on Tuesday in a statement that was read out by its spokeswoman.</p>"
    "<p>&ldquo;We will answer every attack,&rdquo; Nira Orun told reporters.<br>She named nobody.</p>"
    "<ul><li>The pilots go on working.</li><li>The ferry to Osmeda is late.</li></ul>"
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Harbour stays open - Halvet Wire</title>
<meta property="og:site_name" content="Halvet Wire"><meta name="author" content="Pel Tal">
<meta property="article:published_time" content="2021-05-04T08:15:00+02:00">
<link rel="canonical" href="/2021/05/04/harbour"></head><body>
<nav><a href="/">Home</a> <a href="/ports">Ports</a> <a href="/contact">Contact</a></nav>
<h1>Harbour stays open</h1><article>{BODY}</article>
<aside><h2>Most read</h2><a href="/x">Ferry sinks</a></aside><footer>All rights reserved.</footer>
<script>document.write('never run')</script></body></html>"""


def test_the_article_and_its_facts() -> None:
    page = next(
        read(Raw(PAGE.encode(), "https://www.wire.example/x", "text/html", final_url="https://www.wire.example/x"))
    )
    assert page.text.split("\n\n")[:2] == [
        "Harbour stays open",
        "HALVET, May 3 – The harbour of Halvet will stay open in spite of the threats, the Ministry of Ports said on "
        "Tuesday in a statement that was read out by its spokeswoman.",
    ]
    assert "“We will answer every attack,” Nira Orun told reporters.\nShe named nobody." in page.text
    for surrounding in ("Contact", "Most read", "All rights", "never run"):
        assert surrounding not in page.text
    assert (page.title, page.author, page.source) == ("Harbour stays open", "Pel Tal", "Halvet Wire")
    assert (page.published, page.precision) == ("2021-05-04T08:15:00+02:00", Precision.SECOND)
    assert page.url == "https://www.wire.example/2021/05/04/harbour"


def test_a_local_page_keeps_to_what_it_says_itself() -> None:
    doc = one(PAGE.replace("/2021/05/04/harbour", "https://wire.example/harbour").encode(), "page.html")
    assert (doc.url, doc.language, doc.snapshot.media_type) == ("https://wire.example/harbour", "en", "text/html")
    bare = one(f"<html><body>{BODY}</body></html>".encode(), "page.html")
    assert (bare.url, bare.source, bare.published, bare.title) == (None, None, None, None)


def test_json_ld() -> None:
    facts = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Person", "name": "Nobody"}, '
        '{"@type": "NewsArticle", "headline": "Harbour open", '
        '"datePublished": "2021-05-04", "author": [{"name": "Pel Tal"}, "Ona Vis"], '
        '"publisher": {"@type": "Organization", "name": "Osmeda Post"}}]}</script>'
    )
    page = read_markup(f"<html><head>{facts}</head><body>{BODY}</body></html>", "https://post.example/a")
    assert (page.title, page.author, page.source) == ("Harbour open", "Pel Tal, Ona Vis", "Osmeda Post")
    assert (page.published, page.precision) == ("2021-05-04", Precision.DAY)


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ('<time datetime="2021-05-04T10:00">4 May</time>', "2021-05-04T10:00"),
        ('<time datetime="2020-01-01">x</time><time datetime="2021-05-04">y</time>', None),
        (
            '<time datetime="2020-01-01">x</time><time itemprop="datePublished" datetime="2021-05-04">y</time>',
            "2021-05-04",
        ),
        ("<p>Founded on 3 May 1994.</p><p>&copy; 2019</p>", None),
    ],
)
def test_a_date_is_taken_from_markup_or_not_at_all(markup: str, published: str | None) -> None:
    assert read_markup(f"<html><body>{markup}{BODY}</body></html>", None).published == published


def test_a_date_in_the_address() -> None:
    assert read_markup(f"<html><body>{BODY}</body></html>", "https://a.example/2021/05/04/x").published == "2021-05-04"


def test_an_outlet_without_a_name_is_its_host_and_placeholders_say_nothing() -> None:
    page = read_markup(
        f'<html><head><meta property="og:site_name" content="{{$site}}"></head><body>{BODY}</body></html>',
        "https://www.post.example/",
    )
    assert page.source == "post.example"


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "iso-8859-1"])
def test_the_declared_set_is_used_and_a_wrong_one_is_not(charset: str) -> None:
    words = "قال المتحدث باسم وزارة حلفت إن الميناء سيبقى مفتوحا أمام السفن رغم التهديدات"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    markup = f"<html><head>{head}</head><p>{words}</p></html>"
    assert words in one(markup.encode("cp1256"), "page.html").text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "The harbour is open." + "</div>" * 100_000,
        "<blockquote>" * 100_000 + "The harbour is open.",
        "<b><i>" * 50_000 + "The harbour is open.",
        "<table><tr><td>" * 30_000 + "The harbour is open.",
        "<a href=x>" * 100_000 + "The harbour is open.",
        "<script>" * 100_000 + "The harbour is open.",
        "<p " + "a=b " * 100_000 + ">The harbour is open.",
        "<" * 1_000_000 + " The harbour is open.",
    ],
    ids=["div", "quote", "inline", "table", "links", "scripts", "attributes", "angles"],
)
def test_hostile_markup_gives_its_words(markup: str) -> None:
    assert "The harbour is open." in one(f"<html><body>{markup}</body></html>".encode(), "page.html").text


def test_comments_that_never_end_hide_all_and_are_refused() -> None:
    assert "no text" in refusal(b"<html>" + b"<!--" * 100_000, "page.html").what


def test_a_page_of_one_long_line() -> None:
    words = "The harbour of Halvet stays open, she said. " * 110_000
    assert words.strip() in one(f"<html><body><p>{words}</p></body></html>".encode(), "page.html").text
