"""Claims handed out: as JSON, as Markdown, as lines; nothing of a document is markup, and nothing is left out."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from onrecord.analysis.cited import Cited, Role, Source
from onrecord.analysis.claim_parts import Backing, Claim, Claims, Line, Stance
from onrecord.export.claim_lines import heading, told
from onrecord.export.claim_markdown import markdown
from onrecord.export.claim_wire import text, wire
from onrecord.export.telling import plain

NOBODY = Backing(0, 0, 0, 0)


def cited(id_: str, words: str, who: str = "Oren Vash") -> Cited:
    """A statement as it is cited."""
    source = Source("d:1", "Harbour Gazette", "B", "2031-05-02")
    role = (Role("speaker", who),)
    return Cited(
        id=id_, kind="statement", type="assert", standing="attributed", polarity="actual", source=source,
        day="2031-05-02", before="", words=words, after="", begin=0, end=len(words), cut=False, roles=role,
        on_word=(who,),
    )  # fmt: skip


def found(*lines: Line, left: int = 0) -> Claims:
    claim = Claim(lines, Backing(1, 1, 3, 2), Backing(1, 1, 1, 1), NOBODY, left)
    return Claims((claim,), asked=9, compared=7, most=24, left=2, measured=(14, 15))


FIRST = Line(cited("s:1", "the port sold mines"), Stance.AFFIRMS, carriers=3)
SECOND = Line(
    cited("s:2", "it [never](x) *sold* <b>mines</b>"), Stance.CONTRADICTS, Stance.CONTRADICTS, "s:1", 0.71,
    ("the later denies: “never”",), itself=True, changed=True,
)  # fmt: skip


def test_json_has_all_fields_and_its_version() -> None:
    made = found(FIRST, SECOND)
    back = json.loads(text(made))
    assert back == json.loads(json.dumps(wire(made)))
    assert back["claims"] == 1
    assert back["found"][0]["lines"][1]["cited"]["words"] == SECOND.cited.words
    assert back["found"][0] == json.loads(json.dumps(asdict(made.claims[0])))
    assert (back["asked"], back["compared"], back["left"], back["measured"]) == (9, 7, 2, [14, 15])


def test_json_is_ascii_if_asked_and_where_words_are_half_a_pair() -> None:
    odd = replace(FIRST, cited=cited("s:1", "mines \ud83d"))
    assert text(found(odd, SECOND)).isascii()
    assert text(found(FIRST, SECOND), ascii_only=True).isascii()


def test_lines_say_how_each_stands_why_and_what_stands_behind_it() -> None:
    (one,) = told(found(FIRST, SECOND, left=4))
    assert plain(one.title) == "1. contradicted by the same speaker"
    first, second = one.rows
    assert plain(first.stands) == "first said, reported 3 times"
    assert plain(second.stands) == "contradicts s:1 (0.71), the same speaker"
    assert [plain(line) for line in second.why] == [
        "the later denies: “never”",
        "they stand in two versions of one page",
    ]
    assert "on the word of Oren Vash" in plain(second.item.word)
    assert [plain(line) for line in one.backing] == [
        "affirmed by 1 speaker, 1 utterance, 3 documents, 2 independent origins at most",
        "contradicted by 1 speaker, 1 utterance, 1 document, 1 independent origin at most",
        "4 more statements are part of it",
    ]


def test_heading_tells_what_was_compared_and_how_far_to_rely_on_it() -> None:
    lines = [plain(line) for line in heading(found(FIRST, SECOND))]
    assert lines[0] == "1 of 3 claims: candidates for a person to judge, no verdicts"
    assert "the latest 7 of 9 statements, each with up to 24 others" in lines[1]
    assert lines[2].startswith("14 of 15 candidates")


def test_markdown_takes_nothing_of_a_document_for_markup() -> None:
    page = markdown(found(FIRST, SECOND))
    assert page.startswith("# Claims\n")
    assert "<b>" not in page
    assert "[never](x)" not in page
    assert "*sold*" not in page
    assert "on the word of" in page
