"""The query language: what is typed as a tree, and a tree as it is typed."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given, settings

from onrecord.errors import QueryError
from onrecord.store.query import (
    And,
    Everything,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Word,
    parse,
    printed,
)
from onrecord.store.query_fields import FIELDS

from .questions import TREES, TYPED

A, B, C = Word("aa"), Word("bb"), Word("cc")


def said(field: str, *values: str) -> tuple[Node, ...]:
    return tuple(Field(field, value) for value in values)


#: What is typed, its tree, and how the tree is printed.
READ: dict[str, tuple[Node, str]] = {
    "": (Everything(), ""),
    " \t\n": (Everything(), ""),
    "*": (Everything(), ""),
    "* aa": (A, "aa"),
    "aa OR *": (Everything(), ""),
    "NOT *": (Not(Everything()), "NOT *"),
    "aa bb": (And((A, B)), "aa bb"),
    "aa AND bb": (And((A, B)), "aa bb"),
    "aa and bb or not": (And((A, Word("and"), B, Word("or"), Word("not"))), "aa and bb or not"),
    "aa OR bb cc": (Or((A, And((B, C)))), "aa OR (bb cc)"),
    "(aa OR bb) cc": (And((Or((A, B)), C)), "(aa OR bb) cc"),
    "((aa (bb)) cc)": (And((A, B, C)), "aa bb cc"),
    "aa OR (bb OR cc)": (Or((A, B, C)), "aa OR bb OR cc"),
    "aa NOT bb": (And((A, Not(B))), "aa NOT bb"),
    "aa -bb": (And((A, Not(B))), "aa NOT bb"),
    "aa -(bb OR cc)": (And((A, Not(Or((B, C))))), "aa NOT (bb OR cc)"),
    'aa -"bb cc"': (And((A, Not(Phrase((B, C))))), 'aa NOT "bb cc"'),
    "NOT NOT aa": (A, "aa"),
    "NOT (NOT (aa bb)) cc": (And((A, B, C)), "aa bb cc"),
    "aa - bb -- cc": (And((A, B, C)), "aa bb cc"),
    "aa-bb, (cc).": (And((Word("aa-bb"), C)), "aa-bb cc"),
    "aa, AND, bb!": (And((A, B)), "aa bb"),
    "U.S.": (Word("U.S"), "U.S"),
    "10:30": (Word("10:30"), "10:30"),
    "Minister: aa": (And((Word("Minister"), A)), "Minister aa"),
    "قال: aa": (And((Word("قال"), A)), "قال aa"),
    "smuggl*": (Word("smuggl", True), "smuggl*"),
    '"will be published"': (Phrase((Word("will"), Word("be"), Word("published"))), '"will be published"'),
    "“aa bb” «cc»": (And((Phrase((A, B)), Phrase((C,)))), '"aa bb" "cc"'),
    '"aa — bb*"': (Phrase((A, Word("bb", True))), '"aa bb*"'),
    '"AND"': (Phrase((Word("AND"),)), '"AND"'),
    "aa NEAR/3 bb": (Near(A, B, 3), "aa NEAR/3 bb"),
    "aa NEAR/٣ bb": (Near(A, B, 3), "aa NEAR/3 bb"),
    "aa NEAR/3 bb NEAR/5 cc": (And((Near(A, B, 3), Near(B, C, 5))), "aa NEAR/3 bb bb NEAR/5 cc"),
    'NOT aa NEAR/50 "bb cc*"': (
        Not(Near(A, Phrase((B, Word("cc", True))), 50)),
        'NOT aa NEAR/50 "bb cc*"',
    ),
    'speaker:"Harbour  Guard"': (Field("speaker", "Harbour Guard"), 'speaker:"Harbour Guard"'),
    "Speaker: Guard": (Field("speaker", "Guard"), "speaker:Guard"),
    "speaker:كتائب": (Field("speaker", "كتائب"), "speaker:كتائب"),
    "carried_by:o:lpa": (Field("carried-by", "o:lpa"), "carried-by:o:lpa"),
    "speaker:(Harbour Guard OR “Coast Watch”)": (
        Or(said("speaker", "Harbour Guard", "Coast Watch")),
        'speaker:"Harbour Guard" OR speaker:"Coast Watch"',
    ),
    "actor:(a:3f9c -me:x)": (
        And((Field("actor", "a:3f9c"), Not(Field("actor", "me:x")))),
        "actor:a:3f9c NOT actor:me:x",
    ),
    "said:(aa bb OR cc)": (
        Or((And(said("said", "aa", "bb")), Field("said", "cc"))),
        "(said:aa said:bb) OR said:cc",
    ),
    "title:smuggl*": (Field("title", "smuggl*"), "title:smuggl*"),
    'title:"coast guard*"': (Field("title", "coast guard*"), 'title:"coast guard*"'),
    "title:AND": (Field("title", "AND"), "title:AND"),
    "act:THREATEN": (Field("act", "threaten"), "act:threaten"),
    "type:(ASSAULT OR Part_Of)": (Or(said("type", "assault", "part-of")), "type:assault OR type:part-of"),
    'type:"part of"': (Field("type", "part-of"), "type:part-of"),
    "grade:b..D": (Or(said("grade", "B", "C", "D")), "grade:B OR grade:C OR grade:D"),
    "grade:F": (Field("grade", "F"), "grade:F"),
    "language:Persian": (Field("language", "fa"), "language:fa"),
    "country:iq": (Field("country", "IQ"), "country:IQ"),
    "background:TRUE": (Field("background", "yes"), "background:yes"),
    "dyad:AA>BB": (Field("dyad", "AA > BB"), 'dyad:"AA > BB"'),
    'dyad:"Harbour Guard → Coast Watch"': (
        Field("dyad", "Harbour Guard > Coast Watch"),
        'dyad:"Harbour Guard > Coast Watch"',
    ),
    'dyad:"AA <-> BB"': (Field("dyad", "AA <> BB"), 'dyad:"AA <> BB"'),
    "id:s:3f9c": (Field("id", "s:3f9c"), "id:s:3f9c"),
    "published:2017-9": (Range("published", "2017-09", "2017-09"), "published:2017-09"),
    "published:۲۰۱۷": (Range("published", "2017", "2017"), "published:2017"),
    "published:2017-09..2017-10-05": (Range("published", "2017-09", "2017-10-05"), "published:2017-09..2017-10-05"),
    "published:2017…2018": (Range("published", "2017", "2018"), "published:2017..2018"),
    "published:..2017-09": (Range("published", None, "2017-09"), "published:..2017-09"),
    "happened:2017-09..": (Range("happened", "2017-09", None), "happened:2017-09.."),
    'happened:"2017-09 .. 2017-10"': (Range("happened", "2017-09", "2017-10"), "happened:2017-09..2017-10"),
    "published:>=2017-09-05": (Range("published", "2017-09-05", None), "published:2017-09-05.."),
    "published:>2017-12-31": (Range("published", "2018-01-01", None), "published:2018-01-01.."),
    "published:>2017-12": (Range("published", "2018-01", None), "published:2018-01.."),
    "published:<2017": (Range("published", None, "2016"), "published:..2016"),
    "published:≤2017": (Range("published", None, "2017"), "published:..2017"),
    "published:(>=2020 OR 2017 OR ..2012)": (
        Or((Range("published", "2020", None), Range("published", "2017", "2017"), Range("published", None, "2012"))),
        "published:2020.. OR published:2017 OR published:..2012",
    ),
    "'; DROP TABLE indexed; --": (And((Word("DROP"), Word("TABLE"), Word("indexed"))), "DROP TABLE indexed"),
    "aa\x00bb\ud800": (And((A, B)), "aa bb"),
}


@pytest.mark.parametrize("typed", READ)
def test_a_question_is_read_and_printed(typed: str) -> None:
    tree, shown = READ[typed]
    assert parse(typed) == tree
    assert printed(tree) == shown
    assert parse(shown) == tree


def test_every_value_of_every_list_is_read() -> None:
    for kind in FIELDS.values():
        for value in kind.values:
            assert parse(f"{kind.name}:{value.upper().replace('-', '_')}") == Field(kind.name, value)


#: What is typed, the words of the error, what it points at, and how it may have been meant.
REFUSED: dict[str, tuple[str, str, str | None]] = {
    "aa publisehd:2017": ("there is no field “publisehd”", "publisehd", "aa published:2017"),
    "SPEKER:“x y”": ("there is no field “SPEKER”", "SPEKER", "speaker:“x y”"),
    "date:2017": ("there is no field “date”", "date", "published:2017"),
    "http://example.org/aa": ("there is no field “http”", "http", '"http://example.org/aa"'),
    'qqq:"aa bb"': ("there is no field “qqq”", "qqq", 'qqq "aa bb"'),
    "act:thraten bb": ("there is no act “thraten”", "thraten", "act:threaten bb"),
    "act:zzz": ("there is no act “zzz”", "zzz", None),
    "act:(deny OR thraten)": ("there is no act “thraten”", "thraten", "act:(deny OR threaten)"),
    "act:deny,accuse": ("act takes one value", "deny,accuse", "act:(deny OR accuse)"),
    "kind:statements": ("there is no kind “statements”", "statements", "kind:statement"),
    "type:boast": ("“boast” is no type but an act", "boast", "act:boast"),
    "standing: comments": ("there is no standing “comments”", "comments", "standing: comment"),
    "speaker:": ("speaker needs a value after the colon", "speaker:", None),
    "speaker: AND aa": ("speaker needs a value after the colon", "speaker:", "aa"),
    "aa speaker:)": ("speaker needs a value after the colon", "speaker:", "aa"),
    "speaker:ab*": ("* means nothing in speaker: a value of it is whole", "*", "speaker:ab"),
    "dyad:Har*>Coast": ("* means nothing in dyad: a value of it is whole", "*", "dyad:Har>Coast"),
    "background:maybe": ("background is yes or no", "maybe", None),
    "language:Persan": ("there is no language “Persan”", "Persan", "language:persian"),
    'country:"New Vashtel"': ("“New Vashtel” is no code of a country", '"New Vashtel"', 'place:"New Vashtel"'),
    "grade:G": ("there is no grade “G”", "G", None),
    "dyad:aa": ("a dyad is two actors with > between them", "aa", None),
    "published:soon": ("“soon” is no date", "soon", None),
    "published:2017/09/05": ("“2017/09/05” is no date", "2017/09/05", "published:2017-09-05"),
    "published:2017–2018": ("“2017–2018” is no date", "2017–2018", "published:2017..2018"),
    "published:2017-02-30..": ("there is no day “2017-02-30”", "2017-02-30..", "published:2017-02-28.."),
    "published:2017-13": ("there is no date “2017-13”", "2017-13", None),
    "published:2018..2017": ("2018 is after 2017, so nothing lies between them", "2018..2017", "published:2017..2018"),
    "published:2017..2018..2019": ("“2017..2018..2019” is no stretch of time", "2017..2018..2019", None),
    "published:>9999": ("there is no date after 9999", ">9999", None),
    "published:<0001-01-01": ("there is no date before 0001-01-01", "<0001-01-01", None),
    "(aa (bb)": ("this parenthesis is not closed", "(", "(aa (bb))"),
    "aa) bb": ("this parenthesis closes none", ")", "aa bb"),
    '"will be published AND aa': ("this quotation mark has no other", '"', '"will be published" AND aa'),
    'speaker:"Harbour Guard act:deny': ("this quotation mark has no other", '"', 'speaker:"Harbour Guard" act:deny'),
    '(aa "bb cc)': ("this quotation mark has no other", '"', '(aa "bb cc")'),
    'aa" bb': ("this quotation mark has no other", '"', "aa bb"),
    'aa "': ("this quotation mark has no other", '"', "aa"),
    'aa "—"': ("there is no word between these quotation marks", '"—"', "aa"),
    '""': ("there is no word between these quotation marks", '""', None),
    "aa ()": ("there is nothing between these parentheses", "()", "aa"),
    "speaker:() aa": ("there is nothing between these parentheses", "()", "aa"),
    "aa AND": ("AND has nothing after it", "AND", "aa"),
    "OR bb": ("OR has nothing before it", "OR", "bb"),
    "aa AND OR bb": ("AND has nothing after it", "AND", "aa OR bb"),
    "(aa OR)": ("OR has nothing after it", "OR", "(aa )"),
    "NOT": ("NOT has nothing after it", "NOT", None),
    "aa NEAR bb": ("NEAR needs a number of words from 1 to 50", "NEAR", "aa NEAR/5 bb"),
    "aa NEAR/0 bb": ("NEAR needs a number of words from 1 to 50", "NEAR/0", "aa NEAR/1 bb"),
    "aa NEAR/51 bb": ("NEAR needs a number of words from 1 to 50", "NEAR/51", "aa NEAR/50 bb"),
    "aa NEAR/3": ("NEAR/3 has nothing after it", "NEAR/3", "aa"),
    "NEAR/3 bb": ("NEAR/3 has nothing before it", "NEAR/3", "bb"),
    "(aa bb) NEAR/3 cc": (
        "NEAR stands between words or phrases, not fields or parentheses",
        "(aa bb)",
        "(aa bb) AND cc",
    ),
    "cc NEAR/3 act:deny": (
        "NEAR stands between words or phrases, not fields or parentheses",
        "act:deny",
        "cc AND act:deny",
    ),
    "sm*ug": ("* stands at the end of a word, for all words that begin so", "*", "smug"),
    "*aa": ("* stands at the end of a word, for all words that begin so", "*", "aa"),
    '"aa* bb"': ("only the last word of a phrase may end in *", "*", '"aa bb"'),
    "a*": ("at least 2 letters stand before a *", "a*", "a"),
    "& — …": ("there is no letter or digit to search for in this question", "& — …", None),
    "(aa act:thraten NEAR bb": (  # Three mistakes: the suggestion has none of them.
        "NEAR needs a number of words from 1 to 50",
        "NEAR",
        "(aa act:threaten AND bb)",
    ),
}


@pytest.mark.parametrize("typed", REFUSED)
def test_a_mistake_is_pointed_at_and_put_right(typed: str) -> None:
    what, place, suggestion = REFUSED[typed]
    with pytest.raises(QueryError) as caught:
        parse(typed)
    error = caught.value
    assert (error.what, error.query[error.begin : error.end], error.suggestion) == (what, place, suggestion)
    assert error.query == typed
    if suggestion is not None:
        parse(suggestion)


def test_a_refusal_survives_a_trip_between_processes() -> None:
    with pytest.raises(QueryError) as caught:
        parse("aa act:thraten")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.begin, again.suggestion) == (str(caught.value), 7, "aa act:threaten")


# -- too much ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "what", "begin"),
    [
        ("aa " * 1_334, "this question is longer than 4,000 characters", 4_000),
        ("aa " * 201, "this question has more than 200 words and values", 600),
        ('"' + "aa " * 201 + '"', "this question has more than 200 words and values", 0),
        ("(" * 51 + "aa" + ")" * 51, "parentheses stand within each other more than 50 deep", 50),
        ("act:deny " * 201, "this question has more than 200 words and values", 1_804),
        ("grade:A..F " * 34, "this question, with each value written out, has more than 200 words and values", 0),
        ("(aa OR bb " * 27 + ")" * 27, "parts of this question stand within each other more than 50 deep", 0),
        (
            f"carried-by:({'x OR ' * 150}y) speaker:“{'z' * 2_500}”",
            "this question, with each value written out, is longer than 4,000 characters",
            0,
        ),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else str(value),
)
def test_too_much_is_refused(typed: str, what: str, begin: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert (caught.value.what, caught.value.begin) == (what, begin)


def test_as_much_as_is_allowed_is_read() -> None:
    assert parse("aa " * 200) == And((A,) * 200)
    assert parse("(" * 50 + "aa" + ")" * 50) == A
    assert parse("NOT " * 999 + "aa") == Not(A)
    assert parse("x" * 4_000) == Word("x" * 4_000)


# -- what holds for every question -------------------------------------------------------------------------------------


@settings(max_examples=500, deadline=None)
@given(TREES)
def test_a_tree_is_printed_and_read_as_the_same(tree: Node) -> None:
    assert parse(printed(tree)) == tree


def outcome_of(typed: str) -> Node | QueryError:
    try:
        return parse(typed)
    except QueryError as error:
        return error


@settings(max_examples=3_000, deadline=None)
@given(TYPED)
@example("publisehd:\u0301")
@example("(grade:A..F" * 9)
@example("NOT NEAR/3 \x00")
def test_whatever_is_typed_is_read_or_refused_with_its_place(typed: str) -> None:
    outcome = outcome_of(typed)
    if isinstance(outcome, QueryError):
        assert 0 <= outcome.begin < outcome.end <= len(typed) == len(outcome.query)
        assert outcome.what
        assert outcome.suggestion is None or parse(outcome.suggestion) != Everything() or "*" in outcome.suggestion
    else:
        assert parse(printed(outcome)) == outcome


def test_words_that_parse_cannot_give_are_printed_as_words() -> None:
    assert printed(Word("AND")) == '"AND"'
    assert printed(Word('a "b" (c')) == '"a  b  (c"'
    assert printed(And((Word("speaker:x"), Everything()))) == '"speaker:x" *'
    assert printed(Field("source", 'The "Gazette" (weekly)')) == 'source:"The Gazette (weekly)"'
