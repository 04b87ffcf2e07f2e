"""``onrecord network``, run as a person runs it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.cli.network_verbs import STANDINGS
from onrecord.gazetteer import load_packs
from onrecord.record import ActorKind, TieType
from onrecord.store.opening import create

from ..analysis.reporting import Report, settle
from .running import onrecord, said

GUARD, LEAGUE = "Coast Watch of Tellin", "Ostrander League"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with ties of two months."""
    place = tmp_path_factory.mktemp("network") / "desk"
    store = create(place)
    one, two = Report(), Report()
    one.tied("Oren Vash", TieType.LEADS, GUARD)
    claim = two.said("Lea Marsh", "they are one")
    two.tied(GUARD, TieType.PART_OF, LEAGUE, by=claim)
    last = two.record("2031-05-04", "Quay Courier")
    guard = (replace(who, kind=ActorKind.GROUP) if who.name == GUARD else who for who in last.actors)
    settle(store, load_packs(()), one.record("2031-04-01"), replace(last, actors=tuple(guard)))
    store.close()
    return place


def test_ties_are_printed_with_on_whose_word_and_fit_the_terminal(desk: Path, tmp_path: Path) -> None:
    done = onrecord("network", "--desk", desk, cwd=tmp_path, COLUMNS="70")
    out = done.stdout.decode()
    assert (done.returncode, said(done)) == (0, "")
    assert out.startswith("Ties at 2031-05-04\n")
    assert "Oren Vash – leads → Coast Watch of Tellin · reported in 1 text" in " ".join(out.split())
    assert "on the word of Lea Marsh" in out
    assert "GROUPS THAT A METHOD FINDS" in out
    assert max(map(len, out.splitlines())) <= 70
    plain = onrecord("network", "--desk", desk, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert plain.returncode == 0
    assert plain.stdout.isascii()


def test_around_at_a_day_and_of_some_standing(desk: Path, tmp_path: Path) -> None:
    found = onrecord("network", "--desk", desk, "--around", "Oren Vash", "--format", "json", cwd=tmp_path)
    made = json.loads(found.stdout)
    assert (made["network"], [one["type"] for one in made["edges"]]) == (1, ["leads"])
    deep = ("--around", "Oren Vash", "--depth", "2")
    made = json.loads(onrecord("network", "--desk", desk, *deep, "--format", "json", cwd=tmp_path).stdout)
    assert sorted(one["type"] for one in made["edges"]) == ["leads", "part of"]
    then = ("--at", "2031-04")
    made = json.loads(onrecord("network", "--desk", desk, *then, "--format", "json", cwd=tmp_path).stdout)
    assert (made["date"], [one["type"] for one in made["edges"]]) == ("2031-04-30", ["leads"])
    some = ("--standing", "attributed", "--type", "part-of")
    made = json.loads(onrecord("network", "--desk", desk, *some, "--format", "json", cwd=tmp_path).stdout)
    assert [one["standing"] for one in made["edges"]] == ["attributed"]


def test_what_differs_from_an_earlier_day(desk: Path, tmp_path: Path) -> None:
    out = onrecord("network", "--desk", desk, "--compare", "2031-04-10", cwd=tmp_path).stdout.decode()
    assert "TIES THAT APPEAR" in out
    assert "actors that join: Ostrander League" in out
    wrong = onrecord("network", "--desk", desk, "--compare", "2031-06-10", cwd=tmp_path)
    assert wrong.returncode == 1
    assert "an earlier day" in said(wrong)


def test_it_is_written_as_a_drawing_and_as_a_page(desk: Path, tmp_path: Path) -> None:
    drawing, page = tmp_path / "net.svg", tmp_path / "net.html"
    done = onrecord("network", "--desk", desk, "--format", "svg", "--out", drawing, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert ET.fromstring(drawing.read_text()).get("class") == "net"
    assert onrecord("network", "--desk", desk, "--format", "html", "--out", page, cwd=tmp_path).returncode == 0
    assert page.read_text().startswith("<!DOCTYPE html>")
    again = onrecord("network", "--desk", desk, "--format", "html", "--out", page, cwd=tmp_path)
    assert again.returncode == 2
    assert "--force" in said(again)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--depth", "2"), "--around"),
        (("--depth", "9", "--around", "Oren Vash"), "from 1 to"),
        (("--type", "married-to"), "no type of tie"),
        (("--limit", "0"), "from 1 to"),
        (("--at", "soon"), "no day"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(desk: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = onrecord("network", "--desk", desk, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in said(done)


def test_nobody_in_the_middle_is_told(desk: Path, tmp_path: Path) -> None:
    done = onrecord("network", "--desk", desk, "--around", "Ottokar Zweigelt", cwd=tmp_path)
    assert done.returncode == 1
    assert "nobody on this desk is called" in done.stdout.decode()


def test_the_standings_that_may_be_asked_for_are_those_that_are_told() -> None:
    from onrecord.analysis.network_parts import STANDINGS as TOLD

    assert STANDINGS == TOLD
