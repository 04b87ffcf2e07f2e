"""JSON, JSON lines, brat and Markdown: exact, complete, and safe to hand to other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from onrecord.export import EXPORTS, brat, jsonl, markdown
from onrecord.export.brat_findings import TRIGGERS
from onrecord.record import Event, Form, Record, SpeechAct, Tie, from_wire, to_wire

from . import building, crossing

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
    crossing.owed,
    crossing.hostile,
]


@pytest.mark.parametrize("name", [name for name, export in EXPORTS.items() if export.parts])
@pytest.mark.parametrize("build", RECORDS)
def test_every_export_writes_every_record_the_same_way_twice(name: str, build: Callable[[], Record]) -> None:
    files = EXPORTS[name].files(build())
    assert files == EXPORTS[name].files(build())
    assert all(suffix.startswith(".") for suffix, _ in files)
    assert all(text.encode("utf-8") for suffix, text in files if suffix != ".ann")


@pytest.mark.parametrize("build", RECORDS)
def test_json_holds_the_record(build: Callable[[], Record]) -> None:
    record = build()
    assert from_wire(json.loads(jsonl.pretty(record))) == record
    assert list(json.loads(jsonl.pretty(record))) == list(to_wire(record))


def test_a_line_is_a_line_for_every_reader() -> None:
    b = building.Building("One\u2028two\u2029three\x85four\r\nfive\x1csix\x0b said Oro.", title="a\u2028b")
    b.says(b.speaker("Oro"), "said", "One\u2028two")
    line = jsonl.line(b.record())
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    assert from_wire(json.loads(line)) == b.record()


def test_letters_are_written_as_letters() -> None:
    assert "القناة مفتوحة" in jsonl.line(building.arabic())


# brat


def parsed(ann: str) -> dict[str, list[str]]:
    rows = [row.split("\t") for row in ann.split("\n") if row]
    assert all(2 <= len(row) <= 3 for row in rows)
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("build", RECORDS)
def test_every_brat_piece_is_what_stands_at_its_offsets(build: Callable[[], Record]) -> None:
    record = build()
    text = brat.text(record)
    assert text == record.document.text
    rows = parsed(brat.standoff(record))
    assert bool(rows) == bool(record.statements or record.commitments)
    for key, row in rows.items():
        if not key.startswith("T"):
            continue
        kind, offsets = row[0].split(" ", 1)
        assert kind in (*brat.ENTITIES, *TRIGGERS)
        pieces = [text[int(b) : int(e)] for b, e in (pair.split(" ") for pair in offsets.split(";"))]
        assert " ".join(pieces) == row[1]
        assert all(len(piece.splitlines()) == 1 for piece in pieces)


def test_brat_splits_a_span_at_a_line_break_and_joins_an_interrupted_one() -> None:
    rows = brat.standoff(building.marshes()).split("\n")
    assert "T9\tContent 140 156;157 177\tThe council pays them in our own fuel" in rows
    assert any(r.endswith("\tWe ask the council one last time to take its boats home.") and ";" in r for r in rows)


def test_brat_relations_and_attributes_point_at_things_that_are_there() -> None:
    ann = brat.standoff(building.marshes())
    rows = parsed(ann)
    pointed = re.findall(r"\b(T\d+)\b", " ".join(row[0] for key, row in rows.items() if key[0] in "AR#"))
    assert pointed
    assert set(pointed) <= set(rows)
    assert ann.count("Negated ") == 1
    inner = next(
        key for key, row in rows.items() if row[-1].startswith("that “nobody") and row[0].startswith("Content")
    )
    outer = next(key for key, row in rows.items() if row[-1].startswith("that Governor"))
    assert [f"Within Arg1:{inner} Arg2:{outer}"] in rows.values()


def test_a_brat_server_is_told_every_type() -> None:
    conf = brat.annotation_conf()
    used = {row[0].split(" ")[0] for row in parsed(brat.standoff(building.marshes())).values()} - {"AnnotatorNotes"}
    assert {line.split("\t")[0] for line in conf.split("\n")} >= used
    assert all(act.value in conf for act in SpeechAct)
    assert all(form.value in conf for form in Form)


def test_brat_has_every_mention_time_and_place_and_ties_those_of_one_actor() -> None:
    record = building.harbour()
    ann = brat.standoff(record)
    rows = parsed(ann)
    found = [(row[0].split(" ")[0], row[1]) for key, row in rows.items() if key.startswith("T")]
    assert ("Organisation", "S.H.O.") in found
    assert ("State", "Luranian") in found
    assert ("Time", "last month") in found
    assert ("Location", "Tern Rocks") in found
    ties = [row.split("\t")[1].split(" ")[1:] for row in ann.split("\n") if row.startswith("*")]
    assert [{rows[t][1] for t in tie} for tie in ties] == [
        {"Selm Harbour Office", "S.H.O.", "We", "The harbour office"},
        {"Sefa Ilun", "she"},
        {"Lurania", "Luranian"},
    ]
    assert "Mention T" in ann
    assert "a0: agency (organisation); XA; Selm Harbour Office (coast:selm-harbour), almost certain (97 %)" in ann


def brat_events(record: Record) -> dict[str, tuple[str, dict[str, str]]]:
    """Each event of brat by its id in the record: its type, and its roles with their words."""
    rows = parsed(brat.standoff(record))
    notes = {row[0].split(" ")[1]: row[1] for row in rows.values() if row[0].startswith("AnnotatorNotes E")}
    found = {}
    for key, row in rows.items():
        if key.startswith("E"):
            (kind, trigger), *roles = (bit.split(":") for bit in row[0].split(" "))
            assert rows[trigger][0].startswith(f"{kind} ")
            found[notes[key].split(",")[0]] = key, {name: rows[target][1] for name, target in [("", trigger), *roles]}
    return found


@pytest.mark.parametrize("build", RECORDS)
def test_every_finding_is_a_brat_event_with_its_standing(build: Callable[[], Record]) -> None:
    record = build()
    ann = brat.standoff(record)
    found = brat_events(record)
    assert set(found) == {f.id for group in (record.events, record.ties, record.commitments) for f in group}
    known = {stmt.id for stmt in record.statements}
    findings: tuple[Event | Tie, ...] = (*record.events, *record.ties)
    for finding in findings:
        key, roles = found[finding.id]
        assert re.search(rf"(?m)^A\d+\tStanding {key} {finding.footing.standing.value}$", ann)
        assert ("By" in roles) is (finding.footing.by in known)
        assert (f"\tPolarity {key} {finding.polarity.value}\n" in ann) is (finding.polarity.value != "actual")
    for tie in record.ties:
        assert (f"\tDerived {found[tie.id][0]}\n" in ann) is tie.derived
    for one in record.commitments:
        key, roles = found[one.id]
        assert ("By" in roles) is (one.statement in known)
        standing = one.ground(None, record.zones)[0].value
        assert (f"\tStanding {key} {standing}\n" in ann) is (one.statement is None)


def test_brat_gives_a_findings_parts_by_their_roles() -> None:
    found = {known: roles for known, (_, roles) in brat_events(crossing.crossing()).items()}
    assert found["e0"] == {"": "met", "Actor": "Selm", "Actor2": "Lurania", "When": "Wednesday", "Place": "Qalmar"}
    assert found["e4"]["By"].startswith("that Luranian jets")
    assert (found["e4"]["Actor"], found["e4"]["Count"]) == ("Luranian jets", "three to five")
    assert found["e5"]["Is"].startswith("If the boats stay")
    assert (found["r1"]["From"], found["r1"]["To"], found["r1"]["By"]) == (
        "Lurania",
        "River Gang",
        "that Lurania funds the River Gang",
    )
    assert (found["r5"]["Title"], found["r5"]["Reason"]) == ("hostile guild", "robbed the salt barges")
    assert (found["c0"]["Doer"], found["c0"]["Condition"]) == ("we", "If the boats stay")
    assert found["c1"]["Due"] == "by Friday"


def test_a_brat_server_is_told_every_type_and_role_of_findings() -> None:
    conf = brat.annotation_conf()
    sections = dict(part.split("]\n", 1) for part in conf.split("[") if part)
    told = {line.split("\t")[0]: line for line in sections["events"].split("\n") if line}
    ann = brat.standoff(crossing.crossing())
    for row in (row[0] for key, row in parsed(ann).items() if key.startswith("E")):
        (kind, _), *roles = (bit.split(":") for bit in row.split(" "))
        for role, _ in roles:
            assert re.search(rf"\b{role.rstrip('23')}[*?]?:", told[kind]), (kind, role)
    names = {line.split("\t")[0] for line in sections["attributes"].split("\n")}
    assert {row[0].split(" ")[0] for key, row in parsed(ann).items() if key.startswith("A")} <= names
    types = [
        line.split("\t")[0] for section in ("entities", "events") for line in sections[section].split("\n") if line
    ]
    assert len(types) == len(set(types))


# Markdown


def test_markdown_tells_findings_under_the_words_on_whose_word_they_stand() -> None:
    page = markdown.statements(crossing.crossing())
    done = page.split("## What was done\n")[1].split("\n## ")[0]
    assert re.findall("(?m)^### (.*)$", done) == [
        "Reported by the document",
        "On somebody’s word",
        "In the analyst’s comment",
    ]
    assert (
        "- e4 · attributed: ASSAULT (aerial) · Lurania → the ferry · 3 June 2031 · 3 to 5 killed · on the word of "
        "Oren Tamsil, through a broadcast · paragraph 3: “bombed”" in done
    )
    assert "- r7 · derived (reported): Tern Brigade ← is opposed to → River Gang" in page
    assert "- c2 · promise: Reed Front – NOT to: “enter the harbour” · promised to Selm" in page
    assert "## What was done" not in markdown.statements(building.empty())


def test_markdown_makes_nothing_of_hostile_findings() -> None:
    page = markdown.statements(crossing.hostile())
    bare = re.sub(r"\\[^\w\s]", "", page)
    assert not re.search(r"[<`\[\]]", bare)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066\u2067]", page)


def test_markdown_tells_each_statement_with_its_standing() -> None:
    page = markdown.statements(building.marshes())
    assert page.count("\n## s") == len(building.marshes().statements)
    assert "## s2 · accuse · Oren Tamsil → Harbour Council" in page
    assert "> “The council pays\n> them in our own fuel,”" in page
    assert (
        "attributed – on the word of Oren Tamsil, through an article published on the front's website, "
        "carried by Vell Evening Post" in page
    )
    assert "on the word of Idda Marrow, as told by Oren Tamsil" in page
    assert "comment – on the word of two fishermen" in page
    assert "a guess: “It” = Reed Front? 62 %" in page
    assert "**reject** (negated" in page
    assert "on the word of somebody not named" in page


def test_markdown_makes_nothing_of_the_documents_marks() -> None:
    page = markdown.statements(building.hostile())
    bare = re.sub(r"\\[^\w\s]", "", page)
    assert not re.search(r"[<`\[\]]", bare)
    assert "**bold**" not in bare
    assert not re.search(r"(?m)^> (#|-|\d+\.)", page)
    assert not re.search("https?:|www\\.", bare)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066\u2067]", page)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("    indented", "&#32;&#32;&#32;&#32;indented"),
        ("===", r"\==="),
        ("12) items", r"12\) items"),
        ("a_b_c", r"a\_b\_c"),
        ("me@post.example", r"me\@post.example"),
        ("see https://x.example", r"see https\://x.example"),
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("end  ", "end&#32;&#32;"),
        ("plain words, quite so.", "plain words, quite so."),
    ],
)
def test_markdown_escapes(words: str, wanted: str) -> None:
    assert markdown.escaped(words) == wanted


def test_markdown_tells_who_when_and_where() -> None:
    page = markdown.statements(building.undated())
    assert (
        "| Selm Harbour Office; also S.H.O. | agency (organisation), XA | Selm Harbour Office (coast:selm-harbour),"
        in page
    )
    assert "| Lurania; also Luranian | read as a state | open question; may be Republic of Lurania" in page
    assert "And 1 actor known only by a description or a pronoun." in page
    assert "- written not before 1 January 2019, since it tells as past “2019”" in page
    assert "| June | June, year unknown | relative: the text bears no date | 2 |" in page
    assert "| Tern Rocks | not on the map |  | no place of this name is known | 1 time, first in paragraph 2 |" in page
    assert "- when: “Friday”: 11 April 2031" in markdown.statements(building.harbour())


@pytest.mark.parametrize("build", RECORDS)
def test_every_row_of_a_markdown_table_has_its_cells(build: Callable[[], Record]) -> None:
    heads = 0
    for row in markdown.statements(build()).split("\n"):
        cells = len(re.sub(r"\\.", "", row).split("|")) - 2 if row.startswith("|") else 0
        assert cells == heads or not cells or not heads
        heads = cells


def test_markdown_of_nothing_says_so() -> None:
    page = markdown.statements(building.empty())
    assert "No statement was found in this document." in page
    assert "outlet unknown · date unknown · language unknown" in page
    assert "- attribution: the language could not be told" in page
