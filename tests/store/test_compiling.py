"""A question as the databases read it: nothing that is typed is syntax, and both read the same."""

from __future__ import annotations

import pytest

from onrecord.errors import QueryError
from onrecord.store.compiling import compiled
from onrecord.store.expression import NOTHING, fts5, tsquery
from onrecord.store.opening import Store
from onrecord.store.query import Field, parse

from .records import Said, make_record
from .searched import searched

TEXT = "Oren Vash said the mines lie in the strait. Lea Marsh said nothing was mined."


@pytest.fixture
def database() -> None:
    """SQLite only: what is looked up is the same on both, only written otherwise."""


@pytest.fixture
def desk(store: Store) -> Store:
    said = (Said("Oren Vash", "said", "the mines lie in the strait"), Said("Lea Marsh", "said", "nothing was mined"))
    searched(store, [make_record(TEXT, *said, title="Mines", published="2031-05-03")])
    return store


def expression(store: Store, typed: str, stemming: bool = True, names: bool = True) -> str:
    with store.reading() as at:
        made = compiled(at, parse(typed), stemming=stemming, names=names).expression
    return fts5(made)


@pytest.mark.parametrize(
    ("typed", "fts"),
    [
        ("mines", '{said_stems names_stems title_stems} : ("mine")'),
        ("min*", '{said names title} : ("min" *)'),
        ('"the mines"', '{said_stems names_stems title_stems} : ("the" + "mine")'),
        ("al-Nujaba", '{said_stems names_stems title_stems} : ("al" + "nujaba")'),
        ("mines NEAR/3 strait", '{said_stems names_stems title_stems} : NEAR("mine" "strait", 3)'),
        ("mines NEAR/3 strai*", '{said names title} : NEAR("mines" "strai" *, 3)'),
        ("title:mines", '{title_stems} : ("mine")'),
        ("zone:comment", 'marks : "z_comment"'),
        ("act:deny", 'marks : "t_deny"'),
        ("type:part-of", 'marks : "t_part_of" NOT marks : "k_statement"'),
        ("NOT zone:comment", 'marks : "all" NOT marks : "z_comment"'),
        ("kind:tie (zone:report OR zone:headline)", 'marks : "k_tie" AND (marks : "z_report" OR marks : "z_headline")'),
        (
            "kind:tie NOT zone:report NOT zone:headline",
            'marks : "k_tie" NOT (marks : "z_report" OR marks : "z_headline")',
        ),
        ("background:no", 'marks : "all" NOT marks : "bg"'),
    ],
)
def test_one_look_up_for_fts5(desk: Store, typed: str, fts: str) -> None:
    assert expression(desk, typed) == fts


def test_without_stemming_words_stand_as_they_are(desk: Store) -> None:
    assert expression(desk, "mines", stemming=False) == '{said names title} : ("mines")'


def test_a_tsquery_has_each_word_between_quotation_marks(desk: Store) -> None:
    with desk.reading() as at:
        near = compiled(at, parse('"the mines" NEAR/1 strai*')).expression
        marks = compiled(at, parse("kind:tie NOT (zone:report OR zone:headline)")).expression
    one, other = "('=the' <-> '=mines')", "('=strai':*)"
    assert tsquery(near) == " | ".join(f"{a} <{n}> {b}" for a, b in ((one, other), (other, one)) for n in (1, 2))
    assert tsquery(marks) == "('k_tie') & !(('z_report') | ('z_headline'))"


def test_a_name_is_looked_up_as_words_or_by_whoever_bears_it(desk: Store) -> None:
    with_names = expression(desk, "Oren Vash mines")
    assert "any_1" in with_names
    assert with_names.endswith('AND {said_stems names_stems title_stems} : ("mine")')
    assert "any_" not in expression(desk, "Oren Vash mines", names=False)


def test_who_is_not_there_is_told_and_finds_nothing(desk: Store) -> None:
    with desk.reading() as at:
        made = compiled(at, parse('speaker:"Nobody At All Here"'))
    assert made.expression == NOTHING
    assert made.notes == ("nobody on this desk is called “Nobody At All Here”",)


def test_dates_are_a_condition_and_no_look_up(desk: Store) -> None:
    with desk.reading() as at:
        made = compiled(at, parse("mines published:2031-05"))
    assert len(made.conditions) == 1
    assert "published: from 2031-05-01 to 2031-05-31" in made.sentences[-1]


def test_a_field_that_is_none_is_an_error(desk: Store) -> None:
    with desk.reading() as at, pytest.raises(QueryError, match="there is no field"):
        compiled(at, Field("colour", "red"))
