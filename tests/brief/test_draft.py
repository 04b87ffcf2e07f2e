"""A draft is read as its writer wrote it: sentences, parts, citations, and the place of every character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.brief.draft import LONGEST, read_draft
from onrecord.brief.fault import place_of
from onrecord.errors import BriefError
from onrecord.record import Brief, BriefPart, Span

DRAFT = """---
title: A week at the strait
until: 2031-05-12
tlp: AMBER
---

# The strait: a week

## At a glance

- The commander threatened to close the strait. [@s:1f2e]
- Nobody saw *it* [@s:aaaa; @e:bbbb].

## The commander threatens

Harun al-Tezmeri threatened to “close the strait to all ships on 10 May,” the Guard's site said on
3 May [@S:1F2E3D4C]. “If the wages are not paid,” he added [@s:2222 ]. A third one.

<!-- why: new act
[@s:9999] is no citation here -->

Comment: We do not think so. It is **likely**.

### Earlier

![Threats by month](trend.svg)

### Profile: Guard

The Guard is [a militia](https://guard.example.org) [@d:3f9c#120-180] [@x] [@d:3f9c#9-9].

```
[@s:8888]
```
"""


@pytest.fixture(scope="module")
def brief() -> Brief:
    return read_draft(DRAFT).brief


def test_sentences_have_their_parts_and_citations(brief: Brief) -> None:
    told = [(one.part, one.text, [cited.key for cited in one.citations]) for one in brief.sentences if not one.level]
    assert told == [
        (BriefPart.GLANCE, "The commander threatened to close the strait.", ["s:1f2e"]),
        (BriefPart.GLANCE, "Nobody saw it.", ["s:aaaa", "e:bbbb"]),
        (
            BriefPart.ITEM,
            "Harun al-Tezmeri threatened to “close the strait to all ships on 10 May,” the Guard's site said on 3 May.",
            ["s:1f2e3d4c"],
        ),
        (BriefPart.ITEM, "“If the wages are not paid,” he added.", ["s:2222"]),
        (BriefPart.ITEM, "A third one.", []),
        (BriefPart.COMMENT, "Comment: We do not think so.", []),
        (BriefPart.COMMENT, "It is likely.", []),
        (BriefPart.CAPTION, "Threats by month", []),
        (BriefPart.PROFILE, "The Guard is a militia.", ["d:3f9c#120-180"]),
    ]


def test_a_heading_rests_on_all_that_is_cited_below_it(brief: Brief) -> None:
    headings = {one.text: [cited.key for cited in one.citations] for one in brief.sentences if one.level}
    assert headings["The commander threatens"] == ["s:1f2e3d4c", "s:2222", "d:3f9c#120-180"]
    assert headings["Earlier"] == []
    assert headings["The strait: a week"][:3] == ["s:1f2e", "s:aaaa", "e:bbbb"]


def test_sections_are_numbered_and_facts_are_what_was_written(brief: Brief) -> None:
    assert [one.section for one in brief.sentences if one.level] == [None, 0, 1, 1, 1]
    assert brief.fact("until") == "2031-05-12"
    assert brief.fact("style") is None
    assert brief.cited[0] == "s:1f2e"


def test_what_is_no_citation_is_told_with_its_place() -> None:
    unread = read_draft(DRAFT).unread
    assert [one.words for one in unread] == ["@x", "@d:3f9c#9-9"]
    assert DRAFT[unread[0].span.start : unread[0].span.end] == "@x"


def test_every_character_knows_its_place(brief: Brief) -> None:
    for one in brief.sentences:
        for place, shown in zip(one.places, one.text, strict=True):
            assert DRAFT[place] == shown or shown == " "
        assert list(one.places) == sorted(one.places)
    third = next(one for one in brief.sentences if one.text == "A third one.")
    assert place_of(DRAFT, third.span.start) == (17, 72)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\n- a\n- b\n---\nText.", "no list of names and values"),
        ("---\na: [\n---\nText.", "cannot be read: week.md, line"),
        ("x" * (LONGEST + 1), "too long"),
    ],
)
def test_a_bad_head_is_told_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(BriefError, match=words):
        read_draft(text, "week.md")


@given(st.text(alphabet=st.sampled_from(list('ab .\n#->*_[]@:;s1<!`|()\\“”"!ش')), max_size=200))
def test_any_text_is_read_and_places_hold(text: str) -> None:
    draft = read_draft(text)
    for one in draft.brief.sentences:
        assert len(one.places) == len(one.text)
        assert all(text[place] == shown or shown == " " for place, shown in zip(one.places, one.text, strict=True))
        assert one.span.end <= len(text)
    assert all(one.span.end <= len(text) for one in draft.unread)
    assert all(isinstance(one.span, Span) for one in draft.unread)
