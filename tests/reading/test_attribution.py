"""From what the tagger found to exact spans: quotation marks, forms, quotations over paragraphs, nesting.

The tagger is scripted here: these tests are about what is done with its findings. That the trained one finds them is
measured by ``python -m bench accuracy``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.reading.attribution import attributions
from onrecord.reading.draft import Told
from onrecord.reading.segment import segment
from onrecord.record import Form
from onrecord.tagger.parsing import unparsed
from onrecord.tagger.runtime import Attribution, Tagged, Tagger
from onrecord.tagger.words import Words

#: Speaker, cue and contents by their words.
Script = tuple[str | None, str, tuple[str, ...]]


class Scripted(Tagger):
    """Says what the test tells it, wherever all of the words stand in what it is given."""

    def __init__(self, text: str, *script: Script, sure: float = 0.9) -> None:
        self._text, self._script, self._sure = text, script, sure

    def tag(self, words: Words) -> list[Attribution]:
        begin, end = int(words.begin[0]), int(words.end[-1])
        out = []
        for speaker, cue, contents in self._script:
            spans = [self._span(w) for w in (cue, *contents)]
            who = self._span(speaker) if speaker else None
            if all(begin <= b and e <= end for b, e in [*spans, *([who] if who else [])]):
                out.append(Attribution(spans[0], tuple(spans[1:]), who, self._sure))
        return out

    def read(self, words: Words, *, keep: bool = False) -> Tagged:
        return Tagged(self.tag(words), [], unparsed(len(words.forms)))

    def _span(self, words: str) -> tuple[int, int]:
        at = self._text.index(words)
        return at, at + len(words)


def told(text: str, *script: Script) -> list[Told]:
    return list(attributions(text, segment(text), Scripted(text, *script)).told)


def contents(text: str, found: Told) -> list[str]:
    return [c.of(text) for c in found.content]


@pytest.mark.parametrize(
    ("text", "tagged", "expected", "form"),
    [
        ("He said “we will go,” and left.", "we will go", "“we will go,”", Form.DIRECT),
        ('"We will go," he said.', "We will go", '"We will go,"', Form.DIRECT),
        ("« On part », he said.", "On part", "« On part »", Form.DIRECT),
        ("„Wir gehen“, he said.", "Wir gehen", "„Wir gehen“", Form.DIRECT),
        ("He said that “a mine” was laid.", "that “a mine” was laid", "that “a mine” was laid", Form.MIXED),
        ("He said that they left.", "that they left", "that they left", Form.INDIRECT),
        ("He said that “they left.”", "that “they left", "that “they left.”", Form.DIRECT),
        ("He said the guard (P.C.G.) left.", "the guard (P.C.G", "the guard (P.C.G.)", Form.INDIRECT),
        ("He said: why not?", "why not", "why not?", Form.INDIRECT),
        ("He said “we open here and never close.", "we open here", "“we open here", Form.DIRECT),
    ],
)
def test_marks_belong_to_their_words(text: str, tagged: str, expected: str, form: Form) -> None:
    found = told(text, ("He" if text.startswith("He") else "he", "said", (tagged,)))
    assert contents(text, found[0]) == [expected]
    assert found[0].form is form


def test_pieces_that_the_marks_join_are_one() -> None:
    text = "“We go,” he said, “and stay.”"
    found = told(text, ("he", "said", ("We go", "and stay")))
    assert contents(text, found[0]) == ["“We go,”", "“and stay.”"]


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    text = "“We came,” he said. “We saw.\n\n“We stayed.\n\n“We left.”\n\nNobody answered."
    found = told(text, ("he", "said", ("We came", "We saw")))
    assert contents(text, found[0]) == ["“We came,”", "“We saw.", "“We stayed.", "“We left.”"]
    assert found[0].form is Form.DIRECT


def test_a_quotation_that_does_not_go_on_is_left_alone() -> None:
    text = "“We saw,” he said.\n\n“We stayed,” she said."
    found = told(text, ("he", "said", ("We saw",)))
    assert contents(text, found[0]) == ["“We saw,”"]


NESTING = "Valloway said that the minister had promised her that the road would be open to all aid convoys."


def nested(check: Callable[[str], str] = str) -> list[Told]:
    return told(
        NESTING,
        ("Valloway", "said", ("that the minister had promised her that the road would be open to all aid convoys",)),
        ("the minister", "had promised", ("that the road would be open to all aid convoys",)),
    )


def test_a_statement_within_a_statement_stands_on_it() -> None:
    outer = next(t for t in nested() if t.cue.of(NESTING) == "said")
    inner = [t for t in nested() if t.within is not None]
    assert [t.cue.of(NESTING) for t in inner] == ["had promised"]
    assert nested()[inner[0].within or 0] == outer
    assert all(any(piece.holds(part) for piece in outer.content) for part in inner[0].content)


def test_a_content_without_a_verb_of_speech_is_not_read_again() -> None:
    text = "Valloway said that the road to the harbor would be open to all aid convoys by the twentieth."
    tagger = Scripted(text, ("Valloway", "said", ("that the road to the harbor would be open to all aid convoys",)))
    calls = []
    tag = tagger.tag
    tagger.tag = lambda words: calls.append(1) or tag(words)  # type: ignore[method-assign,func-returns-value]
    attributions(text, segment(text), tagger)
    assert len(calls) == 1
