"""A draft as a page, before it has any form: numbers of notes, what they say, comment apart, originals, figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.brief.draft import read_draft
from onrecord.brief.render_figures import safe
from onrecord.brief.render_page import Comment, Entries, Figure, Original, Page, Paragraph, Placing, Table, words_of
from onrecord.brief.style import DateForm, Style
from onrecord.brief.tlp import MARKS, mark_of
from onrecord.desk.brief_page import Wished, brief_page
from onrecord.errors import BriefError
from onrecord.record import BriefPart

from .conftest import Sampled
from .rendering import ARABIC, DRAFT, LPA, keys, made, page


@pytest.fixture(scope="module")
def whole(sampled: Sampled, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return page(sampled, tmp_path_factory.mktemp("page"))


def paragraphs(made_: Page) -> list[str]:
    """The words of all paragraphs with their numbers in brackets."""
    out = []
    for part in made_.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                out.append("".join(f"[{run.note}]" if run.note else run.text for run in block.runs))
    return out


def test_notes_are_numbered_as_they_are_met_and_stand_after_the_stop(whole: Page, sampled: Sampled) -> None:
    cited = keys(sampled)
    order = [cited[name] for name in ("over", "wages", "arabic", "boats", "step", "demand", "never")]
    assert [note.key for note in whole.notes] == order
    assert [note.number for note in whole.notes] == [1, 2, 3, 4, 5, 6, 7]
    first = paragraphs(whole)[0]
    assert "has it too.[1][3] He said" in first
    assert "214 boats,[4] and found contraband on three.[4]" in first
    assert "why:" not in str(whole.parts)


def test_a_note_tells_document_word_copy_and_the_exact_words(whole: Page, sampled: Sampled) -> None:
    first, wages, arabic, boats = whole.notes[:4]
    said = words_of(first.source)
    assert LPA in said
    assert "29 April 2031" in said
    assert "https://lpa.example.net/2031/04/29/inspections-end" in said
    assert "accessed 29 April 2031" in said
    assert first.word == f"On the word of Rurik Ostvald; carried by {LPA}."
    assert first.words == "“The searches were lawful, and they are over,”"
    snapshot = sampled.statements[first.key].record.document.snapshot
    assert first.copy is not None
    assert snapshot.sha256 in first.copy
    assert f"archive/{snapshot.sha256[:2]}/{snapshot.sha256[2:4]}/" in first.copy
    assert wages.states[0].startswith("Withdrawn by its source")
    assert (arabic.words, arabic.language, arabic.word) == (ARABIC, "ar", None)
    # The same document again: in short, with the note that has it.
    assert [run.note for run in boats.source if run.note] == [1]
    assert "as in note" in words_of(boats.source)
    assert boats.copy is None


def test_comment_is_the_writers_and_an_empty_one_is_left_out(sampled: Sampled, tmp_path: Path) -> None:
    done = made(sampled, tmp_path)
    comments = [block for part in done.page.parts for block in part.blocks if isinstance(block, Comment)]
    assert len(comments) == 1
    (paragraph,) = comments[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert words_of(paragraph.runs) == "It is likely that the searches end for Nesharra’s sake."
    assert [run.text for run in paragraph.runs if run.strong] == ["likely"]
    assert "1 comment left empty in the draft is left out" in done.told
    own = made(sampled, tmp_path, "## Comment\n\nA judgement.\n\n## Comment\n\n## Port\n\nIt closed. [@{over}]\n").page
    assert [part.kind for part in own.parts] == [BriefPart.COMMENT, BriefPart.ITEM]
    assert isinstance(own.parts[0].blocks[0], Comment)


def test_an_original_stands_beside_its_translation(whole: Page) -> None:
    (original,) = [block for part in whole.parts for block in part.blocks if isinstance(block, Original)]
    assert (original.words, original.language) == (ARABIC, "ar")
    assert [run.note for run in original.mark] == [3]
    assert "".join(run.text for run in original.translation if run.note is None) == (
        "“The searches were lawful, and they are over”"
    )
    assert [run.note for run in original.translation if run.note] == [1]
    assert words_of(original.label) == "In Arabic, Manarat al-Sahil"


def test_parts_lists_tables_and_figures_are_kept(whole: Page) -> None:
    assert [part.kind for part in whole.parts if part.level == 2] == [
        BriefPart.GLANCE,
        BriefPart.ITEM,
        BriefPart.ITEM,
        BriefPart.PROFILE,
    ]
    blocks = [block for part in whole.parts for block in part.blocks]
    assert [block.first for block in blocks if isinstance(block, Entries)] == [None, 1]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [[words_of(cell) for cell in row] for row in table.rows] == [
        ["Promise", "Due"],
        ["Wages paid", "9 May 2031"],
    ]
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    assert (figure.media, figure.shown, words_of(figure.caption)) == (
        "image/svg+xml",
        "Boats",
        "Boats that were searched",
    )
    arabic = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.language == "ar"]
    assert [run.text for run in arabic] == ["منارة الساحل", "كتائب الفانوس"]


def test_in_line_sources_stand_before_the_stop_and_in_a_list(sampled: Sampled, tmp_path: Path) -> None:
    inline = made(sampled, tmp_path, csl="onrecord-author-date").page
    assert inline.placing is Placing.INLINE
    text = "".join(run.text for block in inline.parts[1].blocks if isinstance(block, Paragraph) for run in block.runs)
    assert "on three (Littoral Press Agency, 29 April 2031)." in text
    quoted = inline.parts[0].blocks[0]
    assert isinstance(quoted, Entries)
    (entry,) = quoted.entries[0]
    assert isinstance(entry, Paragraph)
    assert "".join(run.text for run in entry.runs).endswith("over.” (Littoral Press Agency, 29 April 2031)")
    assert sorted(note.number for source in inline.sources for note in source.notes) == [1, 2, 3, 4, 5, 6, 7]
    assert len(inline.sources) == 4
    numeric = made(sampled, tmp_path, csl="onrecord-numeric").page
    assert [words_of(source.entry)[:3] for source in numeric.sources] == ["[1]", "[2]", "[3]", "[4]"]


def test_sources_in_sum_and_method(whole: Page) -> None:
    rests, method = (" ".join(told.lines) for told in whole.about)
    assert "6 findings and 1 passage in 4 documents of 4 outlets (documents by language: English 3, Arabic 1)" in rests
    assert "Littoral Press Agency (B, usually reliable)" in rests
    assert "Withdrawn by its source: note 2." in rests
    assert "rest on one origin alone" in rests
    assert "onrecord 0.1.0" in method
    assert "coast/" in method
    assert "no person has confirmed any" in method
    assert "1 is gone from its source" in method


def test_the_house_has_its_own_words_dates_and_headings(sampled: Sampled, tmp_path: Path) -> None:
    style = Style(
        descriptors={"Sada Vashtel": "a useful step"}, dates=DateForm.MONTH_FIRST, headings={"At a glance": "In brief"}
    )
    ours = made(sampled, tmp_path, style=style).page
    assert words_of(ours.parts[0].title) == "In brief"
    assert ours.facts[0] == "Covers April 20, 2031 to May 23, 2031"
    assert any("“a useful step” of Sada Vashtel" in line for line in ours.about[1].lines)


def test_what_was_not_checked_says_so(sampled: Sampled, tmp_path: Path) -> None:
    text = DRAFT.replace("[@{step}]", "[@s:ffffffffffffffff]").replace("boats.svg", "gone.svg")
    done = made(sampled, tmp_path, text, checked=False)
    assert not done.page.checked
    assert done.page.verdict.startswith("Not checked")
    assert any("s:ffffffffffffffff names nothing on this desk" in words_of(note.source) for note in done.page.notes)
    assert "figure 1 is missing: there is no such file, or it cannot be read" in done.told
    with pytest.raises(BriefError, match=r"figure 1 is missing: .*: brief\.md; put it beside the draft"):
        made(sampled, tmp_path, DRAFT.replace("boats.svg", "../boats.svg"))


def test_marks_of_tlp() -> None:
    assert [mark.label for mark in MARKS.values()] == [
        "TLP:RED",
        "TLP:AMBER+STRICT",
        "TLP:AMBER",
        "TLP:GREEN",
        "TLP:CLEAR",
    ]
    found = mark_of(" tlp: amber + strict ", "brief.md")
    assert found is MARKS["AMBER+STRICT"]
    assert mark_of(None, "brief.md") is None
    with pytest.raises(BriefError, match=r"“WHITE” is no mark of TLP 2\.0: brief\.md; write one of RED"):
        mark_of("WHITE", "brief.md")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/spy.png"/>',
        '<rect onclick="alert(1)" style="fill:url(https://example.org/spy)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<style>@import 'https://example.org/spy.css';</style>",
    ],
)
def test_a_picture_runs_and_fetches_nothing(inside: str) -> None:
    cleaned = safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}<path id="kept"/></svg>'.encode()
    )
    assert cleaned.missing is None
    assert b'id="kept"' in cleaned.data
    for bad in (b"script", b"example.org", b"onclick", b"foreignObject", b"import"):
        assert bad not in cleaned.data


def test_what_is_no_picture_is_missing() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    assert safe(bomb).missing == "its SVG declares entities"
    assert safe(b"MZ\x90").missing == "it is no PNG, JPEG, GIF or SVG"
    assert safe(b"<svg <").missing == "its SVG cannot be read"


def test_words_between_the_title_and_the_first_section_stay(sampled: Sampled, tmp_path: Path) -> None:
    """And a citation on the next line leaves no space before its mark."""
    key = next(iter(sampled.statements))
    text = f"# The title\n\nWords before any section.\n[@{key}]\n\n## Section\n\nMore. [@{key}]\n"
    whole = brief_page(sampled.desk, sampled.at, read_draft(text), Wished(Style(), "x.md", tmp_path)).page
    assert whole.title == "The title"
    assert paragraphs(whole) == ["Words before any section.[1]", "More.[1]"]
