"""Questions made at random, for what must hold of every one."""

from __future__ import annotations

from hypothesis import strategies as st

from onrecord.store.query import Everything, Field, Near, Node, Not, Phrase, Range, Word
from onrecord.store.query_fields import FIELDS
from onrecord.store.query_nodes import all_of, any_of, none_of

_PLAIN = ("harbour", "al-Nujaba", "U.S", "Kata’ib", "كتائب", "می‌شود", "习近平", "10:30", "lpa.example.net", "and", "x2")
#: Words that something must be done about, so that they are words.
_WORDS = st.sampled_from(_PLAIN).map(Word)
_PREFIXES = st.sampled_from(("smuggl", "كتائ", "al-Nu", "AND", "NEAR/33")).map(lambda text: Word(text, prefix=True))
_ANY_WORDS = st.sampled_from((*_PLAIN, "AND", "OR", "NOT", "NEAR/3", "speaker:x", "http://example.org")).map(Word)
_PHRASES = st.builds(
    lambda words, last: Phrase((*words, last)), st.lists(_ANY_WORDS, max_size=3), st.one_of(_ANY_WORDS, _PREFIXES)
)
_SIDES = st.one_of(_WORDS, _PREFIXES, _PHRASES)
_NAMES = st.sampled_from(("Harbour Guard", "AND", "كتائب حزب الله", "a:3f9c", "o:lpa", "A (B) C", "x", "2017-09"))


def _fields() -> st.SearchStrategy[Node]:
    listed = [Field(kind.name, value) for kind in FIELDS.values() for value in kind.values]
    named = [
        kind.name
        for kind in FIELDS.values()
        if not (kind.values or kind.dates or kind.name in ("grade", "language", "country"))
    ]
    return st.one_of(
        st.sampled_from(listed),
        st.builds(Field, st.sampled_from([name for name in named if name != "dyad"]), _NAMES),
        st.sampled_from(
            [Field("dyad", "A > B"), Field("dyad", "Harbour Guard <> Coast Watch"), Field("language", "fa")]
        ),
        st.sampled_from([Field("grade", "A"), Field("title", "smuggl*"), Field("said", "coast guard*")]),
    )


def _ranges() -> st.SearchStrategy[Node]:
    lows = st.sampled_from((None, "2016", "2017-09", "2017-09-05"))
    highs = st.sampled_from(("2017", "2017-09", "2017-10-31"))
    names = st.sampled_from(("published", "happened"))
    return st.one_of(
        st.builds(Range, names, lows, highs), st.builds(lambda name, low: Range(name, low, None), names, highs)
    )


_LEAVES = st.one_of(
    _WORDS, _PREFIXES, _PHRASES, st.builds(Near, _SIDES, _SIDES, st.integers(1, 50)), _fields(), _ranges()
)


def _grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=4)
    return st.one_of(several.map(all_of), several.map(any_of), nodes.map(none_of), st.just(Not(Everything())))


#: Trees of the one shape that ``parse`` gives.
TREES: st.SearchStrategy[Node] = st.recursive(_LEAVES, _grown, max_leaves=20)

_PIECES = st.sampled_from(
    (
        *("harbour", "smuggl*", "al-Nujaba", "U.S.", "كتائب", "می‌شود", "AND", "OR", "NOT", "NEAR/3", "NEAR", "NEAR/0"),
        *("(", ")", '"', "“", "”", "«", "»", "-", "*", ":", "..", "…", ">=", "<", "'", "\\", ",", "%", ";"),
        *("speaker:", "act:", "type:", "published:", "grade:", "dyad:", "title:", "publisehd:", "nobody:", "id:"),
        *("accuse", "part of", "2017", "2017-09", "2017-13", "0000", "9999", "۲۰۱۷", "A..C", "yes", "A > B"),
        *("'; DROP TABLE indexed; --", "\x00", "\ud800", "\u202e", "\u0301", "\n", "http://example.org/a?b=(c)"),
    )
)
#: What somebody might type, and what nobody would.
TYPED: st.SearchStrategy[str] = st.one_of(
    st.lists(_PIECES, max_size=14).map(" ".join),
    st.lists(_PIECES, max_size=14).map("".join),
    st.text(st.characters(codec=None, exclude_categories=()), max_size=30),
)
