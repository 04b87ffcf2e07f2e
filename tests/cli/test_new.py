"""``onrecord new``, run as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.gazetteer import load_packs
from onrecord.record import SpeechAct
from onrecord.store import tables
from onrecord.store.opening import create

from ..analysis.reporting import Report, settle
from .running import onrecord, said


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A desk of three reports, with the ids of its documents, and of the accusation (``s``)."""
    place = tmp_path_factory.mktemp("new") / "desk"
    store = create(place)
    one, two, three = Report(), Report(), Report()
    one.said("Oren Vash", "the gates are painted")
    two.said("Oren Vash", "of theft", SpeechAct.ACCUSE, "Lea Marsh")
    two.said("Tarik Dunmore", "it was a fine day on the quay")
    three.said("Oren Vash", "that it ends", SpeechAct.WARN, "Lea Marsh")
    records = one.record("2031-04-01"), two.record("2031-05-03", "Quay Courier"), three.record(None)
    documents = settle(store, load_packs(()), *records)
    with store.reading() as at:
        document, finding = tables.document, tables.finding
        ids = {str(row.no): row.id for row in at.execute(sa.select(document.c.no, document.c.id))}
        ids["s"] = at.execute(sa.select(finding.c.id).where(finding.c.type == "accuse")).scalar_one()
        ids["d"] = ids[str(documents[1])]
    store.close()
    return place, ids


def test_a_statement_is_told_with_what_bounds_it(desk: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    place, ids = desk
    done = onrecord("new", ids["s"][:8], "--desk", place, cwd=tmp_path, COLUMNS="80")
    out = done.stdout.decode()
    assert (done.returncode, said(done)) == (0, "")
    assert "NEW BY WHAT WAS READ" in out
    assert (
        "the first time that anybody accuses Lea Marsh: not found among 1 earlier statement of anybody in 1 document "
        "read from 1 outlet of 2031-04-01 (1 of its own)"
    ) in " ".join(out.split())
    assert "1 document bears no date" in out
    assert max(map(len, out.splitlines())) <= 80
    plain = onrecord("new", ids["s"], "--desk", place, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert plain.stdout.isascii()


def test_all_since_a_day_newest_first_and_undated_ones_apart(desk: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    place, _ = desk
    out = onrecord("new", "--since", "2031-05", "--desk", place, cwd=tmp_path).stdout.decode()
    assert out.startswith("What is new by what was read")
    assert out.index("ACCUSE") < out.index("ASSERT")
    assert "1 statement bears no date" in out
    only = ("--since", "2031-05-01", "--actor", "Tarik Dunmore")
    made = json.loads(onrecord("new", *only, "--format", "json", "--desk", place, cwd=tmp_path).stdout)
    assert (made["news"], [one["statement"]["type"] for one in made["items"]]) == (1, ["assert"])
    found = ("--since", "2031-05-01", "--query", "act:accuse")
    made = json.loads(onrecord("new", *found, "--format", "json", "--desk", place, cwd=tmp_path).stdout)
    (item,) = made["items"]
    assert item["new"] is True
    assert item["reasons"][0].startswith("the first time that")
    assert item["checks"][0]["bound"]["documents"] == 1


def test_a_document_is_looked_at_and_written(desk: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    place, ids = desk
    file = tmp_path / "new.json"
    asked = ("new", "--document", ids["d"], "--format", "json", "--out", file, "--desk", place)
    assert onrecord(*asked, cwd=tmp_path).returncode == 0
    made = json.loads(file.read_text())
    assert (made["document"], made["count"]) == (ids["d"], 2)
    assert onrecord(*asked, cwd=tmp_path).returncode == 2
    assert onrecord(*asked, "--force", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "nothing is given"),
        (("s:1234", "--since", "2031"), 2, "one thing is looked at"),
        (("d:1234",), 2, "--document"),
        (("s:ffffffff",), 1, "no finding of this id"),
        (("--document", "d:ffffffff"), 1, "no document of this id"),
        (("--since", "soon"), 2, "no day"),
        (("--actor", "Oren Vash", "--document", "d:1234"), 2, "--since"),
        (("--since", "2031", "--query", "act:"), 2, "act"),
        (("--since", "2031", "--limit", "0"), 2, "--limit"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    desk: tuple[Path, dict[str, str]], tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = onrecord("new", *arguments, "--desk", desk[0], cwd=tmp_path)
    assert done.returncode == code
    assert words in said(done)
