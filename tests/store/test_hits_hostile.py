"""Whatever a question holds, it is data: no tree of any words is syntax to a database, and both find the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.store import hits
from onrecord.store.hits import Question
from onrecord.store.opening import Store
from onrecord.store.query_nodes import And, Field, Near, Node, Not, Or, Phrase, Range, Word

from .records import Said, make_record
from .searched import searched

TEXT = "Oren Vash said the mines lie in the strait. Lea Marsh said nothing was mined."


#: What ``parse`` lets through: no control characters, no half surrogate pairs.
_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
_HOSTILE = st.one_of(
    _TEXT,
    st.sampled_from(
        ['"', "'", "\\", 'a" OR marks:"all', "a' | 'b", "a:*", "NEAR(", "*", "-", "%s", ":no", "كتائب", "--"]
    ),
)
_WORDS = st.builds(Word, _HOSTILE, st.booleans())
_PHRASES = st.builds(Phrase, st.lists(_WORDS, min_size=1, max_size=3).map(tuple))
_NAMES = ("act", "type", "zone", "speaker", "target", "actor", "source", "place", "country", "language", "mode",
          "grade", "id", "carried-by", "title", "said", "kind")  # fmt: skip
_LEAVES = st.one_of(
    _WORDS,
    _PHRASES,
    st.builds(Near, st.one_of(_WORDS, _PHRASES), st.one_of(_WORDS, _PHRASES), st.integers(1, 3)),
    st.builds(Field, st.sampled_from(_NAMES), _HOSTILE),
    st.builds(Range, st.sampled_from(("published", "happened")), st.sampled_from((None, "2031", "2031-05")), st.none()),
)
_NODES: st.SearchStrategy[Node] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


@pytest.fixture
def desk(store: Store) -> Store:
    said = (Said("Oren Vash", "said", "the mines lie in the strait"), Said("Lea Marsh", "said", "nothing was mined"))
    searched(store, [make_record(TEXT, *said, title="Mines", published="2031-05-03")])
    return store


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=_NODES, stemming=st.booleans())
def test_no_tree_is_more_than_a_question(desk: Store, asked: Node, stemming: bool) -> None:
    question = Question(asked, stemming=stemming)
    with desk.reading() as at:
        try:
            page = hits.find(desk, at, question)
        except QueryError:
            return
        assert hits.count(desk, at, question) == len(page.hits)
        assert hits.facets(desk, at, question).total == len(page.hits)
        assert all(hits.explain(desk, at, question))
        without = hits.count(desk, at, Question(Not(asked), stemming=stemming))
        assert without + len(page.hits) == 3
