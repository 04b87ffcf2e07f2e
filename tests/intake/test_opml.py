"""OPML in and out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import Outline, read_opml, write_opml

MADE = "2024-06-03T12:00:00+00:00"
_WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def _list(inner: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>{inner}</body></opml>'.encode()


def test_folders_become_labels() -> None:
    found = read_opml(
        _list(
            '<outline text="Coast"><outline text="Wires"><outline type="rss" text="LPA" xmlUrl="https://lpa.example.net/f"'
            ' htmlUrl="https://lpa.example.net/"/></outline><outline text="https://b.example/f" xmlurl="https://b.example/f"/>'
            '</outline><outline title="T" text="t" type="atom" xmlUrl="feed://c.example/f"/>'
            '<outline type="sitemap" text="S" xmlUrl="https://d.example/s.xml"/>'
            '<outline text="again" xmlUrl="https://b.example/f"/><outline text="bad" xmlUrl="javascript:x"/>'
        ),
        "list.opml",
    )
    assert found == (
        Outline("https://lpa.example.net/f", "LPA", "https://lpa.example.net/", "feed", ("Coast", "Wires")),
        Outline("https://b.example/f", None, None, "feed", ("Coast",)),
        Outline("http://c.example/f", "T"),
        Outline("https://d.example/s.xml", "S", None, "sitemap"),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Outline,
            url=st.integers(0, 10**6).map(lambda n: f"https://lpa.example.net/{n}?a=1&b=<2>\"'"),
            title=_WORDS,
            homepage=st.none() | st.just("https://lpa.example.net/"),
            kind=st.sampled_from(["feed", "sitemap", "page"]),
            folders=st.lists(_WORDS, max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda outline: outline.url,
    ),
    _WORDS,
)
def test_what_is_written_is_read_again(outlines: list[Outline], title: str) -> None:
    text = write_opml(outlines, title, MADE)
    assert sorted(read_opml(text.encode(), "x"), key=str) == sorted(outlines, key=str)


def test_what_is_written_says_when_and_what() -> None:
    text = write_opml([Outline("https://a.example/f", "A\x00\x0b\ud800 <b>")], "Coast\ufffe", MADE)
    assert "<dateCreated>Mon, 03 Jun 2024 12:00:00 +0000</dateCreated>" in text
    assert read_opml(text.encode(), "x")[0].title == "A\ufffd\ufffd <b>"
    with pytest.raises(ValueError, match="Invalid isoformat"):
        write_opml([], "x", "yesterday")


@pytest.mark.parametrize("data", [b"", b"<rss/>", b"words", b"<opml/>", _list("<outline text='folder'/>")])
def test_what_is_none(data: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        read_opml(data, "list.opml")
    assert caught.value.remedy
    assert "list.opml" in str(caught.value)


def test_hostile_lists_are_bounded() -> None:
    feeds = "".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(10_500))
    assert len(read_opml(_list(feeds), "x")) == 10_000
    deep = '<outline text="d">' * 5_000 + '<outline xmlUrl="https://a.example/f"/>'
    with pytest.raises(IntakeError):
        read_opml(_list(deep), "x")
    laughs = b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'
    (found,) = read_opml(laughs + _list('<outline text="&b;" xmlUrl="https://a.example/f"/>')[21:], "x")
    assert found.title == "&b;"


def test_an_address_is_no_folder() -> None:
    data = b"<opml version='2.0'><body><outline type='folder' text='x' xmlUrl='https://example.org/f'/></body></opml>"
    assert [one.kind for one in read_opml(data, "list")] == ["feed"]
