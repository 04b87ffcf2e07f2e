"""The terminal view: readable, plain when piped, and deaf to what documents try to do to a terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from onrecord.cli.view import show
from onrecord.record import Record

from ..export import building, crossing

RECORDS = [
    building.marshes,
    building.hostile,
    building.arabic,
    building.empty,
    building.long_names,
    building.harbour,
    building.undated,
    crossing.crossing,
    crossing.arabic,
    crossing.hostile,
]


def piped(record: Record, width: int = 100) -> str:
    out = io.StringIO()
    show(record, Console(file=out, width=width))
    return out.getvalue()


@pytest.mark.parametrize("width", [24, 60, 80, 110, 200])
@pytest.mark.parametrize("build", RECORDS)
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(build: Callable[[], Record], width: int) -> None:
    for line in piped(build(), width).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("build", RECORDS)
def test_piped_text_is_plain(build: Callable[[], Record]) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2500-\u259f]", piped(build()))


def test_statements_stand_under_their_speakers_in_order_of_appearance() -> None:
    lines = piped(building.marshes()).split("\n")
    heads = [line for line in lines[3 : lines.index("Who is who")] if line and not line.startswith(" ")]
    assert heads == [
        "Reed Front",
        "Oren Tamsil, the spokesman of the Reed Front",
        "two fishermen",
        "somebody not named",
    ]
    order = [m[1] for line in lines if (m := re.match(r"\s+(s\d)  ", line))]
    assert order == ["s0", "s1", "s3", "s2", "s4", "s5", "s6", "s7", "s8", "s9"]


def test_head_and_summary() -> None:
    lines = piped(building.marshes()).split("\n")
    assert lines[:3] == [
        "Marshes front blames the Harbour Council",
        "Vell Evening Post · 9 April 2031 · language en",
        "10 statements: 1 in headline, 7 in report, 1 in comment, 1 in background · none in boilerplate",
    ]


def test_a_statement_tells_act_target_medium_place_and_words() -> None:
    page = " ".join(piped(building.marshes(), 200).split())
    assert "s2 ACCUSE → Harbour Council, through an article published on the front's website · ¶2" in page
    assert "¶2 · reading very likely right" in page
    assert "“The council pays them in our own fuel,”" in page
    assert "“We ask the council one last time,” … “to take its boats home.”" in page
    assert "NOT SAID: REJECT" in page
    assert "DEMAND to Harbour Council" in page
    assert "“It” = Reed Front? 62 %" in page
    assert "s8 ASSERT · ¶4 · comment" in page


def test_a_statement_told_inside_another_is_further_in() -> None:
    lines = piped(building.marshes()).split("\n")
    outer = next(line for line in lines if " s4 " in line and "ACCUSE" in line)
    inner = next(line for line in lines if "s5  THREATEN" in line)
    assert inner.index("s5") == outer.index("s4") + 4
    assert "by Idda Marrow to Oren Tamsil" in inner
    assert "within s4" in inner


@pytest.mark.parametrize("within", [("s1", "s0"), ("s0", "s0"), ("gone", "s0"), ("s1", "gone")])
def test_every_statement_is_told_once_however_they_are_nested(within: tuple[str, str]) -> None:
    record = building.hostile()
    tied = tuple(replace(s, within=w) for s, w in zip(record.statements, within, strict=True))
    page = piped(replace(record, statements=tied))
    assert page.count("s0  ASSERT") == page.count("s1  ASSERT") == 1


def test_nesting_without_end_is_no_stack_overflow() -> None:
    b = building.Building("Oro said it rains.")
    for n in range(1500):
        b.says(b.speaker("Oro"), "said", "it rains", within=f"s{n - 1}" if n else None)
    assert piped(b.record(), 60).count("ASSERT") == 1500


def test_hostile_text_reaches_the_terminal_as_text() -> None:
    page = piped(building.hostile())
    assert "[RLO]gnp.exe[PDF] [ESC][31mred[ESC][0m" in page
    assert "**bold**" in page
    assert "[link](javascript:alert(3))" in page
    assert "[ESC]]0;owned[BEL] <img onerror=alert(12)> second line" in " ".join(page.split())


def test_colour_only_in_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def on_terminal() -> str:
        out = io.StringIO()
        show(
            building.hostile(),
            Console(file=out, width=90, force_terminal=True, color_system="standard", legacy_windows=False),
        )
        return out.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = on_terminal()
    assert re.search("\x1b\\[1;3\\dmASSERT", coloured)
    assert not re.search("\x1b(?!\\[[\\d;]*m)", coloured)
    assert "\x1b[31mred" not in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search("\x1b\\[[\\d;]*3\\dm", on_terminal())


def test_words_that_run_right_to_left_are_isolated() -> None:
    page = piped(building.arabic(), 60)
    assert "through \u2068بيان\u2069 · " in page
    assert page.count("\u2068") == page.count("\u2069")
    for line in page.split("\n"):
        outside = re.sub("\u2068[^\u2068\u2069]*\u2069", "", line)
        assert not re.search("[\u0600-\u06ff]", outside), line


def test_a_terminal_that_knows_ascii_only_gets_ascii() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    for build in RECORDS:
        show(build(), Console(file=out, width=80))
    out.flush()
    page = raw.getvalue().decode("ascii")
    assert "ACCUSE -> Harbour Council | par. 2" in page
    assert "\\u0628" in page


def test_nothing_found_is_one_sentence_and_failures_one_line_each() -> None:
    lines = piped(building.empty()).rstrip("\n").split("\n")
    assert lines == [
        "Untitled document",
        "outlet unknown · date unknown · language unknown",
        "",
        "No statement was found in this document.",
        "",
        "Not everything was read:",
        "  attribution: the language could not be told, so no rules were applied",
    ]


def test_one_known_by_the_office_alone_is_not_named_twice() -> None:
    b = building.Building("The minister said the road was open.")
    speaker = replace(b.speaker("The minister"), name="The minister", role=b.at("The minister"))
    b.says(speaker, "said", "the road was open")
    lines = piped(b.record()).split("\n")
    assert "The minister" in lines
    b = building.Building("Upper Selm officials said the road was open.")
    speaker = replace(b.speaker("Upper Selm officials"), name="Upper Selm officials", affiliation="Upper Selm")
    b.says(speaker, "said", "the road was open")
    assert "Upper Selm officials" in piped(b.record()).split("\n")


def sheet(record: Record, head: str, width: int = 100) -> str:
    """The lines under a heading, joined."""
    lines = piped(record, width).split("\n")
    under = lines[lines.index(head) + 1 :]
    return " ".join(" ".join(under[: under.index("")]).split())


def test_who_is_who_has_those_who_speak_or_are_named_twice_and_counts_the_rest() -> None:
    told = sheet(building.harbour(), "Who is who")
    assert "Sefa Ilun, read as a person · 2 mentions · says 2 Port captain – Selm Harbour Office" in told
    assert (
        "Selm Harbour Office, agency (organisation), XA · 4 mentions · says 1 also S.H.O. · known as "
        "Selm Harbour Office (coast:selm-harbour), 97 %" in told
    )
    assert "open question: Republic of Lurania (coast:lu) 50 % or 1 other" in told
    assert told.endswith("and 2 more: --format html shows all")
    assert "the Luranian fleet" not in told


def test_times_say_what_they_mean_and_what_they_are_counted_from() -> None:
    told = sheet(building.harbour(), "When", 200)
    assert told.startswith("“2019” · ¶1 “June” June 2030 · counted from the publication date, 11 April 2031 · ¶2")
    undated = sheet(building.undated(), "When", 200)
    assert undated.startswith("written not before 1 January 2019, since it tells as past “2019” written not after")
    assert "“June” June, year unknown · relative: the text bears no date · ¶2" in undated
    assert undated.endswith("and 2 more: --format html shows all")


def test_places_say_where_they_are_and_those_not_known_are_named() -> None:
    told = sheet(building.harbour(), "Where", 200)
    assert "Selm, town or city in Upper Selm, XA · 25.100° N, 40.200° W · 1 mention · 70 %, or 1 other" in told
    assert told.endswith("not on the map: Tern Rocks")


def test_what_is_not_there_has_no_heading() -> None:
    page = piped(building.empty())
    assert not {"What was done", "Who is tied to whom", "Promised, demanded, threatened"} & set(page.split("\n"))
    assert not {"Who is who", "When", "Where"} & set(page.split("\n"))


def test_what_was_done_is_told_under_the_words_on_whose_word() -> None:
    told = sheet(crossing.crossing(), "What was done", 110)
    reported, rest = told.split("On somebody’s word:")
    attributed, comment = rest.split("In the analyst’s comment:")
    assert reported.startswith("Reported by the document: CONSULT (visit) · Selm ↔ Lurania · 4 June 2031 · at Qalmar")
    assert "NEGATED: AID · Selm → Reed Front" in reported
    assert "PLANNED: AGREE (CONSULT intended) · Idda Marrow" in reported
    assert "bombed" not in told
    assert "ASSAULT (aerial) · Lurania → the ferry · 3 June 2031 · 3 to 5 killed" in attributed
    assert attributed.count("on the word of") == 3
    assert "HYPOTHETICAL: ASSAULT · Lurania → Selm" in comment


def test_ties_and_commitments_say_on_whose_word() -> None:
    told = sheet(crossing.crossing(), "Who is tied to whom", 110)
    assert "Lurania – funds → River Gang · ¶3 on the word of Sefa Ilun, as told by Oren Tamsil" in told
    assert "told by no words: DERIVED: Tern Brigade ← is opposed to → River Gang · derived from" in told
    told = sheet(crossing.crossing(), "Promised, demanded, threatened", 110)
    assert told.count("on the word of") == 3
    assert "PROMISE · Reed Front NOT to: “enter the harbour”" in told


def test_of_many_ties_the_first_are_told_and_the_rest_is_counted() -> None:
    told = sheet(crossing.crowd(40, 200), "Who is tied to whom")
    assert told.count("– funds →") + told.count("← is opposed to →") == 12
    assert told.count("more: --format html shows all") == 3
