"""``onrecord actor``, run as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.gazetteer import load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import ActorKind, SpeechAct, TieType
from onrecord.store.opening import create

from ..analysis.reporting import Report, settle
from .running import onrecord, said

GUARD = "Coast Watch of Tellin"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two leaders of one body, and an actor whose name is in Arabic letters."""
    place = tmp_path_factory.mktemp("actor") / "desk"
    store = create(place)
    one, two, three = Report(), Report(), Report()
    one.tied("Oren Vash", TieType.LEADS, GUARD, start="2031-01-01")
    one.said("Oren Vash", "the port will open", SpeechAct.PROMISE, about="Lea Marsh")
    two.tied("Lea Marsh", TieType.LEADS, GUARD, start="2031-02-01")
    three.name("حرس المرفأ", ActorKind.GROUP)
    three.say(" was there with ")
    three.name("Lea <b>Marsh</b> | `x`")
    three.say(".")
    gazetteer = load_packs((SAMPLE,))
    settle(
        store, gazetteer, one.record(), two.record("2031-05-04", "Quay Courier"), three.record("2031-05-05", "منارة")
    )
    store.close()
    return place


def test_a_profile_is_printed_with_each_line_cited(desk: Path, tmp_path: Path) -> None:
    done = onrecord("actor", "Oren", "Vash", "--desk", desk, cwd=tmp_path, COLUMNS="80")
    out = done.stdout.decode()
    assert (done.returncode, said(done)) == (0, "")
    assert out.startswith("Oren Vash\n")
    assert "CONFLICTS" in out
    assert "Lea Marsh" in out
    assert "on the word of Oren Vash" in out
    assert "s:" in out
    assert "d:" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_it_fits_a_narrow_terminal_and_one_that_cannot_write_everything(desk: Path, tmp_path: Path) -> None:
    narrow = onrecord("actor", "Oren Vash", "--desk", desk, cwd=tmp_path, COLUMNS="40").stdout.decode()
    assert max(map(len, narrow.splitlines())) <= 40
    plain = onrecord("actor", "حرس المرفأ", "--desk", desk, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (plain.returncode, said(plain)) == (0, "")
    assert plain.stdout.isascii()


def test_the_same_profile_is_written_as_json_markdown_and_html(desk: Path, tmp_path: Path) -> None:
    made = json.loads(onrecord("actor", "Oren Vash", "--desk", desk, "--format", "json", cwd=tmp_path).stdout)
    assert (made["profile"], made["entity"]["name"]) == (1, "Oren Vash")
    assert made["said"]["tally"] == {"findings": 1, "texts": 1, "told": 1}
    assert made["conflicts"][0]["kind"] == "leaders"
    page = tmp_path / "vash.html"
    written = onrecord("actor", "Oren Vash", "--desk", desk, "--format", "html", "--out", page, cwd=tmp_path)
    assert (written.returncode, written.stdout) == (0, b"")
    assert page.read_text().startswith("<!DOCTYPE html>")
    again = onrecord("actor", "Oren Vash", "--desk", desk, "--format", "md", "--out", page, cwd=tmp_path)
    assert again.returncode == 2
    assert "--force" in said(again)
    forced = onrecord("actor", "Oren Vash", "--desk", desk, "--format", "md", "--out", page, "--force", cwd=tmp_path)
    assert forced.returncode == 0
    assert page.read_text().startswith("# Oren Vash")


def test_an_id_is_taken_and_a_spelling_is_said_to_be_taken_for_its_bearer(desk: Path, tmp_path: Path) -> None:
    made = json.loads(onrecord("actor", "Oren Vash", "--desk", desk, "--format", "json", cwd=tmp_path).stdout)
    by_id = onrecord("actor", made["entity"]["id"][:8], "--desk", desk, cwd=tmp_path)
    assert by_id.stdout.decode().startswith("Oren Vash\n")
    spelt = onrecord("actor", "Orren Vashe", "--desk", desk, cwd=tmp_path)
    assert spelt.returncode == 0
    assert "is taken for Oren Vash (a:" in said(spelt)


def test_nobody_and_wrong_ids_are_told_in_a_sentence(desk: Path, tmp_path: Path) -> None:
    nobody = onrecord("actor", "Ottokar Zweigelt", "--desk", desk, cwd=tmp_path)
    assert nobody.returncode == 1
    assert "nobody on this desk is called" in nobody.stdout.decode() + said(nobody)
    wrong = onrecord("actor", "a:0000000000", "--desk", desk, cwd=tmp_path)
    assert wrong.returncode == 1
    assert "no actor of this id" in said(wrong)
    assert onrecord("actor", "Oren Vash", "--desk", desk, "--limit", "0", cwd=tmp_path).returncode == 2
    assert onrecord("actor", "Oren Vash", "--desk", desk, "--as-of", "tomorrow", cwd=tmp_path).returncode == 2


def test_as_of_before_the_desk_knew_it_nobody_is_called_so(desk: Path, tmp_path: Path) -> None:
    before = onrecord("actor", "Oren Vash", "--desk", desk, "--as-of", "2001", cwd=tmp_path)
    assert before.returncode == 1
    assert "nobody on this desk" in before.stdout.decode() + said(before)
