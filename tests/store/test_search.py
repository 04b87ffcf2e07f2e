"""Words searched in full, on both databases; what a person types is words, never a query language."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.store import Store, search
from onrecord.store.tables import document_text

from .records import file_record, make_record

TEXTS = (
    "The Coastal Guard left the harbour of Tellin.",
    "Guards at the coast saw Café Möwe burn; the harbour-master's boat sank.",
    "خفر السواحل غادر ميناء تيلين",
    "See https://lpa.example.net/harbour_news and write to desk@lpa.example.net.",
)


@pytest.fixture
def filed(store: Store) -> Store:
    for number, text in enumerate(TEXTS):
        file_record(store, make_record(text, title="Ferry strike" if number == 0 else None))
    return store


def found(store: Store, words: str) -> list[int]:
    with store.reading() as at:
        return search.matching(at, words)


#: What is typed, and the documents that have all of its words.
TYPED = {
    "harbour": [1, 2, 4],
    "HARBOUR coastal": [1],
    "ferry harbour": [1],
    "harbour-master": [2],
    "harbour master's": [2],
    "möwe": [2],
    "السواحل": [3],
    "example net": [4],
    "lpa.example.net": [4],
    "harbor": [],
    "": [],
    " \u2014 ... '\"": [],
}

#: The same where it would mean something to SQLite or to PostgreSQL.
HOSTILE = {
    'harbour" OR "ferry': [],
    "harbour AND NOT ferry": [],
    "title:harbour": [],
    "harb*": [],
    "^the": [1, 2],
    "NEAR(harbour tellin)": [],
    "harbour & !ferry": [1],
    "harbour | x <-> y:*": [],
    "'; DROP TABLE document_text; --": [],
    "\x00 harbour(": [1, 2, 4],
    "{title text}:harbour": [],
    "harbour " * 5000: [1, 2, 4],
}


@pytest.mark.parametrize("cases", [TYPED, HOSTILE], ids=["plain", "hostile"])
def test_what_is_typed_is_words_that_stand_in_text_or_title(filed: Store, cases: dict[str, list[int]]) -> None:
    assert {words: found(filed, words) for words in cases} == cases


def test_other_words_in_their_place_are_found_and_the_old_ones_not(filed: Store) -> None:
    with filed.writing() as at:
        search.change_words(at, 1, "█████ strike", TEXTS[0].replace("Tellin", "██████"))
        assert search.check(at) == []
    assert found(filed, "tellin") == []
    assert found(filed, "ferry") == []
    assert found(filed, "strike coastal") == [1]


def test_a_row_that_is_gone_is_not_found(filed: Store) -> None:
    with filed.writing() as at:
        at.execute(sa.delete(document_text).where(document_text.c.document == 1))
        assert search.check(at) == []
    assert found(filed, "coastal") == []


def test_an_index_that_does_not_agree_is_told_and_made_again(filed: Store) -> None:
    if filed.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL makes the column itself: there is no way to write another value into it")
    with filed.writing() as at:
        at.exec_driver_sql(
            "INSERT INTO document_words(document_words, rowid, title, text) VALUES ('delete', 2, NULL, ?)", (TEXTS[1],)
        )
        assert search.check(at) == ["the search index does not agree with the words of the documents"]
        search.rebuild(at)
        assert search.check(at) == []
    assert found(filed, "möwe") == [2]


def test_making_it_again_changes_nothing_that_is_right(filed: Store) -> None:
    with filed.writing() as at:
        search.rebuild(at)
        assert search.check(at) == []
    assert found(filed, "harbour") == [1, 2, 4]


def test_a_text_of_any_length_is_filed_and_found(store: Store) -> None:
    long = " ".join(f"word{number}" for number in range(200_000))
    file_record(store, make_record(long))
    assert found(store, "word17 word4711") == [1]
