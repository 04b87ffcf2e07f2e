"""What a desk adds to a record, in words: grade, carriers, withdrawals, judgements, holes."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from onrecord.export import EXPORTS
from onrecord.export.kept_words import cited, grade_words, in_short, kept_lines, state_words
from onrecord.export.tables import TABLES
from onrecord.export.telling import Telling, plain
from onrecord.record import (
    Carrier,
    Grade,
    Judgement,
    JudgementKind,
    Kept,
    KeptFinding,
    Record,
    Reliability,
    Source,
    Span,
)

from .crossing import crossing

_AT = "2031-05-04T09:00:00.000000Z"
_EDIT = Judgement("j:1", _AT, "mira", JudgementKind.EDIT, "s:2", value={"act": "deny", "speaker": {"name": "X"}})
_REJECT = Judgement("j:2", _AT, "pia", JudgementKind.REJECT, "e:1", why="not |a| <deed>")


def kept() -> Record:
    """The report as a desk keeps it: a statement withdrawn and edited, an event rejected, one carrier."""
    record = crossing()
    findings = [
        KeptFinding("s:1", record.statements[0].id),
        KeptFinding("s:2", record.statements[1].id, _AT, "the page is gone", _EDIT),
        KeptFinding("e:1", record.events[0].id, _AT, "the page is gone", _REJECT),
    ]
    grade = Grade(Reliability.B, "it corrects itself", "mira", _AT)
    return replace(
        record,
        kept=Kept(
            filed=_AT,
            read=_AT,
            source=Source("o:1", "Harbour Gazette", grade=grade),
            carriers=(Carrier("d:2", "منارة الساحل", None, None, 0.93),),
            findings=tuple(findings),
            holes=(Span(0, 4),),
            bytes_kept=False,
        ),
    )


def test_states_say_what_became_of_a_finding_when_and_why() -> None:
    record = kept()
    telling = Telling(record)
    assert cited(telling, record.statements[0].id) == "s:1"
    assert state_words(telling, record.statements[0].id) == ()
    assert plain(state_words(telling, record.statements[1].id)) == (
        "withdrawn by source on 2031-05-04 09:00 UTC: the page is gone; edited by mira on 2031-05-04 09:00 UTC (j:1),"
        ' act = deny, speaker = {"name": "X"}'
    )


def test_outside_a_desk_nothing_is_added() -> None:
    record = crossing()
    assert (grade_words(record), in_short(record), list(kept_lines(record))) == (None, None, [])
    assert cited(Telling(record), record.statements[0].id) == ""
    (_, page), *_ = EXPORTS["html"].files(record)
    assert 'class="kept"' not in page
    assert "cited as" not in page


def test_findings_withdrawn_together_stand_on_one_line() -> None:
    record = kept()
    lines = [plain(line) for line in kept_lines(record)]
    together = [line for line in lines if line.startswith("withdrawn")]
    assert together == [
        "withdrawn by source on 2031-05-04 09:00 UTC: the page is gone:"
        f" {record.statements[1].id} (s:2), {record.events[0].id} (e:1)"
    ]
    assert "redacted in one place: █ stands for each character" in lines
    assert any(line.startswith("original bytes given up") for line in lines)


def test_what_a_reader_is_to_know_first() -> None:
    assert in_short(kept()) == (
        "2 findings withdrawn by the source, 1 edited, 1 rejected, the same text in 1 other, redacted,"
        " original bytes given up"
    )


def test_every_form_carries_grade_id_and_state() -> None:
    record = kept()
    for form in ("md", "html", "json", "jsonl"):
        ((_, text),) = EXPORTS[form].files(record)
        assert "usually reliable" in text, form
        assert {"s:2", "e:1"} <= set(re.findall(r"[se]:\d", text)), form
        assert "withdrawn" in text, form
        assert "reject" in text, form


def test_a_reason_is_data_in_a_page() -> None:
    ((_, page),) = EXPORTS["html"].files(kept())
    assert "<deed>" not in page
    assert "&lt;deed&gt;" in page


def test_tables_have_the_grade_the_id_and_the_state() -> None:
    record = kept()
    table = TABLES["events"]
    first = next(csv.DictReader(io.StringIO(table.head(",") + table.body(record, ","))))
    assert (first["grade"], first["finding"]) == ("B", "e:1")
    assert first["state"].endswith("rejected by pia on 2031-05-04 09:00 UTC (j:2): not |a| <deed>")
