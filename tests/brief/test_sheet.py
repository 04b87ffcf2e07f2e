"""A draft as it is written is read again as it was meant, whatever signs its words have."""

from __future__ import annotations

import pytest

from onrecord.brief.draft import read_draft
from onrecord.brief.line import Line
from onrecord.brief.sheet import Form, Piece, written
from onrecord.record import BriefPart

WORDS = (
    "A plain sentence.",
    "- A line that begins like an entry.",
    "+ And another.",
    "# A number sign.",
    "10. May is a day.",
    "He wrote *no* and _never_ in snake_case.",
    "The channel Coastal Guard | Press said so.",
    "Brackets [Iraqi] and a link [here](there) and <b>bold</b> stay.",
    "A citation in words: [@s:1234].",
    "A backslash \\ and a `tick`.",
    "> A quotation mark of mails.",
    "“لا نوافق على هذا,” he said.",
    "--- stands there.",
)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("form", [Form.PARAGRAPH, Form.ENTRY])
def test_words_are_read_as_they_were_meant(words: str, form: Form) -> None:
    pieces = [Piece(Form.HEADING, words="News", level=2), Piece(form, [Line(words, ("s:3f9c", "t:12ab"))])]
    text, places = written([("title", "A: b"), ("since", "2031-05-01")], pieces)
    draft = read_draft(text)
    sentences = [one for one in draft.brief.sentences if not one.level]
    assert " ".join(one.text for one in sentences) == words
    assert [one.key for one in sentences[-1].citations] == ["s:3f9c", "t:12ab"]
    assert draft.unread == ()
    assert dict(draft.brief.facts) == {"title": "A: b", "since": "2031-05-01"}
    assert places[-1].span.holds(sentences[-1].span)


def test_every_part_is_read_as_what_it_is() -> None:
    pieces = [
        Piece(Form.HEADING, words="The title", level=1),
        Piece(Form.HEADING, words="At a glance", level=2),
        Piece(Form.ENTRY, [Line("One.", ("s:1a",))]),
        Piece(Form.ENTRY, [Line("Two.", ("s:2b",))]),
        Piece(Form.HEADING, words="An item", level=2),
        Piece(Form.PARAGRAPH, [Line("It was said.", ("s:1a",)), Line("It was denied.", ("s:2b",))]),
        Piece(Form.NOTE, words="why: a -- b --> c"),
        Piece(Form.COMMENT),
        Piece(Form.FIGURE, [Line("What it shows [here].", ("s:1a",))], words="brief.trend.svg"),
        Piece(Form.HEADING, words="Earlier", level=3),
        Piece(Form.PARAGRAPH, [Line("Before, it was said.", ("s:3c",))]),
        Piece(Form.PARAGRAPH),
    ]
    text, places = written((), pieces)
    sentences = read_draft(text).brief.sentences
    assert [(one.part, one.text) for one in sentences if not one.level] == [
        (BriefPart.GLANCE, "One."),
        (BriefPart.GLANCE, "Two."),
        (BriefPart.ITEM, "It was said."),
        (BriefPart.ITEM, "It was denied."),
        (BriefPart.COMMENT, "Comment:"),
        (BriefPart.CAPTION, "What it shows (here)."),
        (BriefPart.BACKGROUND, "Before, it was said."),
    ]
    assert text.count("-->") == 1
    assert "- One. [@s:1a]\n- Two. [@s:2b]\n" in text
    assert [text[one.span.start : one.span.end] for one in places if one.piece == 5] == [
        "It was said. [@s:1a]",
        "It was denied. [@s:2b]",
    ]
