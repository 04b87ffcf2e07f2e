"""JSON and JSON lines of articles: one Document each, broken ones named."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import IntakeError
from onrecord.intake import Overrides, Raw, documents
from onrecord.record import Document, Precision

from .made import one, refusal

ARTICLE = {
    "title": "Harbour open",
    "text": "The harbour of Halvet is open,\r\nshe said.",
    "url": "https://www.wire.example/a",
    "date": "2021-05-04T10:15",
    "authors": ["Pel Tal", "Ona Vis"],
    "language": "en",
}


def test_one_object() -> None:
    doc = one(json.dumps(ARTICLE).encode(), "a.json")
    assert doc.text == ARTICLE["text"]
    assert (doc.title, doc.author, doc.source) == ("Harbour open", "Pel Tal, Ona Vis", "wire.example")
    assert (doc.published, doc.published_precision) == ("2021-05-04T10:15", Precision.MINUTE)


@pytest.mark.parametrize("key", ["text", "body", "content", "article", "maintext"])
@pytest.mark.parametrize("day", ["date", "published", "date_publish", "publication_date"])
@pytest.mark.parametrize("outlet", ["source", "outlet", "publisher", "domain"])
def test_the_usual_names(key: str, day: str, outlet: str) -> None:
    value = {
        key: "The harbour is open.",
        day: "2021-05-04",
        outlet: "Halvet Wire",
        "headline": "Open",
        "link": "https://a.example/b",
    }
    doc = one(json.dumps(value).encode(), "a.json")
    assert (doc.text, doc.published, doc.source, doc.title) == (
        "The harbour is open.",
        "2021-05-04",
        "Halvet Wire",
        "Open",
    )
    assert doc.url == "https://a.example/b"


@pytest.mark.parametrize("form", ["list", "lines", "pretty", "within"])
def test_several_articles_have_ids_of_their_own(form: str) -> None:
    several = [ARTICLE | {"text": f"Ferry {n} is late."} for n in range(3)]
    data = {
        "list": json.dumps(several),
        "lines": "\n".join(map(json.dumps, several)) + "\n",
        "pretty": json.dumps(several, indent=2),
        "within": json.dumps({"status": "ok", "articles": several}),
    }[form].encode()
    found = list(documents(Raw(data, "a.jsonl" if form == "lines" else "a.json")))
    docs = [doc for doc in found if isinstance(doc, Document)]
    assert [doc.text for doc in docs] == [one_["text"] for one_ in several]
    assert len({doc.id for doc in docs}) == 3
    assert len({doc.snapshot.sha256 for doc in docs}) == 1


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    lines = [
        json.dumps(ARTICLE),
        '{"text": "cut',
        "[1]",
        "",
        '{"title": "no text"}',
        "[" * 100_000,
        json.dumps(ARTICLE),
    ]
    found = list(documents(Raw("\n".join(lines).encode(), "a.jsonl")))
    assert [type(one_).__name__ for one_ in found] == ["Document", *["IntakeError"] * 4, "Document"]
    assert [one_.where for one_ in found if isinstance(one_, IntakeError)] == [
        f"a.jsonl, line {n}" for n in (2, 3, 5, 6)
    ]
    assert all("\n" not in str(one_) for one_ in found if isinstance(one_, IntakeError))


def test_separators_inside_a_string_do_not_end_a_line() -> None:
    text = "open\u2028and\u0085calm"
    assert one(json.dumps({"text": text}, ensure_ascii=False).encode(), "a.jsonl").text == text


def test_lone_surrogates_and_nuls_become_the_replacement_character() -> None:
    assert one(b'{"text": "a\\ud800b\\u0000c", "title": "\\udc00"}', "a.json").text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("data", [b"not json", b'{"text": "cut', b'"only a string"', b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    assert "JSON" in refusal(data, "a.json").what


def test_wrong_kinds_of_values_are_unknown_not_fatal() -> None:
    value = {
        "text": ["One.", "Two."],
        "title": 7,
        "author": {"name": "Pel Tal"},
        "source": {"title": "Wire"},
        "date": {},
        "url": [],
    }
    doc = one(json.dumps(value).encode(), "a.json")
    assert (doc.text, doc.title, doc.author, doc.source, doc.published) == (
        "One.\n\nTwo.",
        None,
        "Pel Tal",
        "Wire",
        None,
    )


def test_overrides_beat_what_the_article_says() -> None:
    said = Overrides(
        published="2017-09", source="Osmeda Post", title="Late", language="fr", author="X", url="https://b.example/"
    )
    doc = one(json.dumps(ARTICLE).encode(), "a.json", overrides=said)
    assert (doc.published, doc.published_precision) == ("2017-09", Precision.MONTH)
    assert (doc.source, doc.title, doc.language, doc.author) == ("Osmeda Post", "Late", "fr", "X")
    assert doc.url == "https://b.example/"


def test_a_file_without_any_article_is_refused() -> None:
    assert "empty" in refusal(b" \n", "a.jsonl").what
    assert "no text" in refusal(b"[]", "a.json").what
    assert "no text" in refusal(b'{"articles": []}', "a.json").what
