"""Zones: whose voice a paragraph is, by its marks, its looks and what it tells."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.zone_marks import load_zone_marks, zone_marks
from onrecord.errors import CodebookError
from onrecord.reading.segment import segment
from onrecord.reading.zones import outline, zone_at, zones
from onrecord.record import Document, Snapshot, Span, Zone, ZoneKind

from .laid_out import TEXTS

NEWS = "The harbor master said on Monday that the sandbank off Sirrat will be dredged before the autumn storms set in."
MORE = "Two dredgers from Khor Lethan are to begin on Tuesday, and the ferry will run only at high tide until then."
TITLE = "Port Yassem to dredge the sandbank"
KINDS = {"h": ZoneKind.HEADLINE, "r": ZoneKind.REPORT, "c": ZoneKind.COMMENT, "b": ZoneKind.BACKGROUND}
KINDS["x"] = ZoneKind.BOILERPLATE


def document(text: str, title: str | None = None, published: str | None = None, url: str | None = None) -> Document:
    snapshot = Snapshot("0" * 64, "text/plain", len(text))
    return Document("d:test", text, snapshot, title=title, published=published, url=url, language="en")


def letters(doc: Document) -> str:
    """One letter a paragraph: headline, report, comment, background, x for boilerplate."""
    layout = segment(doc.text)
    found = zones(doc, layout)
    names = {kind: letter for letter, kind in KINDS.items()}
    return "".join(names[zone_at(found, p.start)] for p in layout.paragraphs)


def read(*paragraphs: str) -> str:
    return letters(document("\n\n".join(paragraphs)))


def test_the_first_short_line_without_a_stop_is_the_headline() -> None:
    assert read(TITLE, NEWS, MORE) == "hrr"
    assert read(NEWS, MORE) == "rr"
    assert read("“The sand will not wait”", NEWS, MORE) == "hrr"
    assert read("“The sand will not wait,” she said.", NEWS, MORE) == "rrr"


def test_the_title_is_a_headline_wherever_it_stands() -> None:
    assert letters(document(f"Editorial board\n\n{TITLE}\n\n{NEWS}", title=TITLE.upper())) == "hhr"


@pytest.mark.parametrize(
    "opening",
    [
        "Comment: The dredgers",
        "COMMENT: The dredgers",
        "Analysis - The dredgers",
        "Analysis — The dredgers",
        "Editor's note: The dredgers",
        "Editor’s note: The dredgers",
        "[Analyst note] The dredgers",
        "[Analyst note: The dredgers",
        "**Comment:** The dredgers",
        "**Our assessment** The dredgers",
        "*Bottom line:* The dredgers",
        "(Comment) - The dredgers",
        "Why it matters: The dredgers",
        "Monitor's note: the dredgers",
    ],
)
def test_a_mark_at_its_head_makes_a_paragraph_comment_and_that_one_only(opening: str) -> None:
    assert read(NEWS, opening + " are late, and the ministry knows it.", MORE) == "rcr"


@pytest.mark.parametrize(
    "opening",
    ["Comments were few: the dredgers", "Analysis of the sand showed", "The comment: nobody", "Notes from the quay"],
)
def test_a_word_that_only_looks_like_a_mark_changes_nothing(opening: str) -> None:
    assert read(NEWS, opening + " were late, the ministry said on Monday.", MORE) == "rrr"


@pytest.mark.parametrize(
    "heading", ["What it means", "WHAT IT MEANS", "## What it means", "Comment", "Comment:", "Our view"]
)
def test_a_heading_rules_all_that_follows_up_to_the_next_heading(heading: str) -> None:
    assert read(TITLE, NEWS, heading, NEWS, MORE, "Latest developments", MORE) == "hrhcchr"


def test_a_markdown_heading_below_the_comments_own_belongs_to_it() -> None:
    assert read("# " + TITLE, "## Analysis", NEWS, "### The ferry", MORE, "## The port", NEWS) == "hhchchr"


def test_an_end_mark_closes_a_comment_of_several_paragraphs() -> None:
    comment = "Comment: The dredgers are late, and the ministry knows it."
    assert read(NEWS, comment, MORE, "End comment.", NEWS) == "rccxr"
    assert read(NEWS, comment, MORE + " [End of comment]", NEWS) == "rccr"
    assert read(NEWS, comment + " (End comment)", MORE, NEWS) == "rcrr"
    assert read(NEWS, comment, MORE, comment + " End comment.", NEWS) == "rcrcr"


def test_a_comment_in_brackets_runs_to_the_closing_bracket() -> None:
    assert read(NEWS, "[Comment: The dredgers are late.", "Nobody in the port is surprised by it.]", MORE) == "rccr"
    assert read(NEWS, "[Comment: The dredgers are late.", "Nobody in the port is surprised by it.", MORE) == "rcrr"


PROFILE = (
    "The Sandbank Union, also known as the Shovels, is a guild of dredgers in Port Yassem. It was founded in 1987 and "
    "has been led since then by the Bezzouli family."
)
HISTORY = "The union has a long history of strikes. In 2009 it closed the harbor for a month, and in 2014 for a week."


def test_an_unmarked_profile_at_the_end_is_background() -> None:
    assert read(NEWS, MORE, PROFILE, HISTORY) == "rrbb"
    assert read(NEWS, "Comment: The dredgers are late.", MORE, PROFILE) == "rcrb"
    assert read(TITLE, NEWS, MORE, PROFILE, "Fiction: nothing in this text is real.") == "hrrbx"


def test_news_of_the_day_is_no_background_for_a_year_that_it_names() -> None:
    assert (
        letters(document(f"{NEWS}\n\nOn Tuesday the mayor recalled the flood of 2009 and left.", None, "2031-04-03"))
        == "rr"
    )


def test_a_background_heading_rules_its_section() -> None:
    assert read(TITLE, NEWS, "Background", MORE, NEWS) == "hrhbb"


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2031 Littoral Press Agency",
        "© 2031 Quayside Courier. All rights reserved.",
        "Fiction: the places in this text are invented.",
        "https://quayside-courier.example.org/dredgers",
        "desk@example.org",
        "---",
        "* * *",
        "(Reporting by Mireth Solane; editing by Jamil Dourane)",
        "Littoral Press/Mireth Solane",
    ],
)
def test_boilerplate_by_its_words_or_looks(line: str) -> None:
    assert read(TITLE, NEWS, MORE, line) == "hrrx"
    assert read(TITLE, NEWS, line, MORE) == "hrxr"


@pytest.mark.parametrize(
    "line",
    [
        "By Mireth Solane",
        "By Mireth Solane and Jamil Dourane, Port Yassem",
        "BY MIRETH SOLANE",
        "Vashtel, 21 March 2031",
        "Monday, March 10, 2031",
        "*Press office of the guild, Port Yassem, 2 April 2031*",
        "2031-03-21 14:30",
    ],
)
def test_bylines_and_datelines_at_the_top(line: str) -> None:
    assert read(TITLE, line, NEWS, MORE) == "hxrr"


def test_a_sentence_is_no_byline_and_a_headline_with_a_date_no_dateline() -> None:
    assert read(TITLE, "By Tuesday, the ferry had stopped.", NEWS, MORE) == "hrrr"
    assert read("What the harbor lost on 21 March 2031", NEWS, MORE) == "hrr"


def test_the_head_of_a_monitoring_report_is_no_report_and_its_item_the_headline() -> None:
    head = "HARBOR LISTENING DESK\nStation: Radio Sirrat\nBroadcast: 5 March 2031, 19:00\nItem: The sandbank"
    assert letters(document(f"{head}\n\n{NEWS}\n\n{MORE}")) == "hxxhrr"


def test_one_labelled_line_is_no_head() -> None:
    assert (
        read(NEWS, "Place: the ferry landing, as on every Monday of the year, the harbor master said.", MORE) == "rrr"
    )


def test_a_mails_signature_is_boilerplate() -> None:
    assert read(NEWS, MORE, "-- ", "Mireth Solane", "Quayside Courier, Port Yassem") == "rrxxx"


@pytest.mark.parametrize(
    ("title", "url", "first"),
    [
        ("Editorial: the sand and the sea", None, "The sand is a scandal."),
        (None, None, "Editorial"),
        (None, None, "OPINION"),
        (TITLE, "https://sada-vashtel.example.net/en/opinion/sand", "The sand is a scandal."),
    ],
)
def test_an_editorial_is_comment_as_a_whole(title: str | None, url: str | None, first: str) -> None:
    doc = document(f"{first}\n\n{NEWS}\n\n{MORE}", title=title, url=url)
    assert letters(doc).lstrip("h").strip("c") == ""
    assert letters(doc).endswith("cc")


def test_a_communique_in_the_first_person_is_report() -> None:
    assert (
        read(
            "# Communiqué of the Sandbank Union",
            "We have dug this harbor for forty years, and we will not be moved from it by a minister.",
            "## What we demand",
            "1. That the ministry pay what it owes before the end of May.",
            "2. That the dredgers from Khor Lethan go home.",
        )
        == "hrhrr"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("brief-coastal-guard.txt", "rrcrrbx"),
        ("interview.txt", "h" + 15 * "r" + "x"),
        ("radio-monitoring.txt", "hxxhxrrrrrrcx"),
        ("wire-ceasefire.txt", "h" + 10 * "r" + "x"),
        ("wire-visit.txt", "h" + 8 * "r" + "x"),
        ("militia-communique.md", "hxrrrrhrrrhrrrrrxx"),
        ("thinktank-note.md", "hxxhrrrrhccchbbbxxx"),
        ("courier-blog.html", "hrrrrrrc"),
        ("ministry-statement.html", "hxrrrrrr"),
        ("state-paper-editorial.html", "hhhcccccc"),
    ],
)
def test_the_samples(name: str, expected: str) -> None:
    from onrecord.errors import IntakeError
    from onrecord.intake import take

    (doc,) = take(Path(__file__).parents[2] / "src" / "onrecord" / "sample" / name)
    assert not isinstance(doc, IntakeError)
    assert letters(doc) == expected


def test_the_outline_knows_no_language() -> None:
    doc = document("الميناء\n\nComment: هذا تعليق.\n\n# عنوان\n\n---\n\nقال الرئيس إنه سيعود.", title="الميناء")
    layout = segment(doc.text)
    kinds = [zone.kind.value for zone in outline(doc, layout)]
    assert kinds == ["headline", "report", "headline", "boilerplate", "report"]


def test_a_place_outside_every_zone_is_report() -> None:
    found = (Zone(ZoneKind.COMMENT, Span(3, 9)), Zone(ZoneKind.BOILERPLATE, Span(12, 20)))
    assert [zone_at(found, at).value for at in (0, 3, 8, 9, 12, 20)] == [
        "report",
        "comment",
        "comment",
        "report",
        "boilerplate",
        "report",
    ]


PIECES = st.sampled_from(
    [
        TITLE,
        NEWS,
        "Comment: late.",
        "Background",
        "# Analysis",
        "End comment",
        "[Comment: x",
        "y]",
        "--",
        PROFILE,
        "By A B",
    ]
)


def check(text: str, title: str | None) -> None:
    doc, layout = document(text, title), segment(text)
    for found in (zones(doc, layout), outline(doc, layout)):
        assert all(sum(z.span.holds(p) for z in found) == 1 for p in layout.paragraphs)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
        assert all(z.span.of(text).strip() == z.span.of(text) for z in found)


@given(st.one_of(TEXTS, st.lists(PIECES, max_size=12).map("\n\n".join)), st.sampled_from([None, TITLE, "", "—"]))
def test_they_cover_every_paragraph_in_order_without_overlap(text: str, title: str | None) -> None:
    check(text, title)


@pytest.mark.parametrize(
    "unit",
    [
        " or founded",
        "is a ",
        "2001 ",
        "Comment: a\n",
        "[Comment: a\n",
        "Background\n",
        "x is a known 2001 guild " * 3 + "\n",
    ],
)
def test_hostile_text_has_them_like_any_other(unit: str) -> None:
    check(unit * 300, None)


def test_what_ships_is_named_and_a_broken_sheet_refused(tmp_path: Path) -> None:
    assert zone_marks().name == "onrecord zone marks"
    path = tmp_path / "marks.yaml"
    path.write_text('name: trial\nversion: "1"\nlists:\n  comment: [aside]\n', encoding="utf-8")
    with pytest.raises(CodebookError, match=r"the list 'background' is missing or empty: marks.yaml; write background"):
        load_zone_marks(path)
    path.write_text('name: trial\nversion: "1"\nlists:\n  asides: [aside]\n', encoding="utf-8")
    with pytest.raises(CodebookError, match=r"the list 'asides' is unknown: marks.yaml; use one of: comment"):
        load_zone_marks(path)
