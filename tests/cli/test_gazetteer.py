"""Packs of names at the command line: checked, searched, shown, added to, imported."""

from __future__ import annotations

import contextlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.cli import main

from ..gazetteer.trial import NAMES, pack
from .running import onrecord as in_a_process
from .running import said as said_by_process

ARABIC = "كتائب الساحل"


@dataclass
class Done:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: bytes
    stderr: bytes


def onrecord(*arguments: str, cwd: Path, **settings: str) -> Done:
    """The command in this process, where the packs that ship are loaded already."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(err), contextlib.redirect_stdout(out):
        patch.chdir(cwd)
        patch.delenv("ONRECORD_PACKS", raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        out.flush()
    return Done(code, out.buffer.getvalue(), err.getvalue().encode())


def said(done: Done) -> str:
    told = done.stderr.decode()
    assert "Traceback" not in told
    assert "report it" not in told
    return told


@pytest.fixture
def selm(tmp_path: Path) -> Path:
    """A folder with a person's own pack in ``own/selm``."""
    pack(tmp_path / "own")
    return tmp_path


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for tests that do not change it: it is loaded once."""
    folder = tmp_path_factory.mktemp("shared")
    pack(folder / "own")
    return folder


def test_a_pack_in_order_and_one_that_is_not(selm: Path) -> None:
    done = onrecord("gazetteer", "check", "own/selm", cwd=selm)
    assert (done.returncode, done.stdout.decode(), said(done)) == (0, "selm: in order\n", "")
    (selm / "own/selm/names.csv").write_text(NAMES.replace("acronym", "akronym"), encoding="utf-8")
    done = onrecord("gazetteer", "check", "own", cwd=selm)
    assert (done.returncode, done.stdout) == (1, b"")
    told = said(done)
    assert told.startswith("the form 'akronym' is unknown: selm/names.csv, line 8; use one of: name, short, acronym")
    assert told.count("\n") == 1
    done = onrecord("gazetteer", "search", "PCG", cwd=selm, ONRECORD_PACKS="own")
    assert done.returncode == 1
    assert said(done).startswith("onrecord: a pack of names is not in order: the form 'akronym' is unknown")


def test_a_flood_of_complaints_is_counted(selm: Path) -> None:
    rows = "".join(f"lurania,Lurany {n},en,nome,desk,\n" for n in range(80))
    (selm / "own/selm/names.csv").write_text(NAMES + rows, encoding="utf-8")
    told = said(onrecord("gazetteer", "check", "own/selm", cwd=selm))
    assert told.count("\n") == 51
    assert told.endswith("... and 30 more\n")


def test_a_name_is_found_in_any_script(read_only: Path) -> None:
    for name in ("Kataib as-Sahil", "Kataeb Essahel", ARABIC):
        done = onrecord("gazetteer", "search", name, cwd=read_only, ONRECORD_PACKS="own")
        assert (done.returncode, said(done)) == (0, "")
        head, first = done.stdout.decode().splitlines()[:2]
        assert head.split() == ["id", "name", "kind", "country", "score", "found", "by", "why"]
        assert first.startswith("selm:coast-guard")
        assert "People's Coastal Guard" in first
    assert f"\u2068{ARABIC}\u2069" in first


def test_a_search_as_json(read_only: Path) -> None:
    done = onrecord("gazetteer", "search", "Tezmer", "--json", "--limit", "3", cwd=read_only, ONRECORD_PACKS="own")
    rows = json.loads(done.stdout)
    assert [(row["id"], row["score"]) for row in rows] == [
        ("selm:lurania", 1.0),
        ("geonames:9000002", 1.0),
        ("geonames:9000001", 1.0),
    ]
    assert rows[0]["form"] == "metonym"
    assert rows[1]["lon"] == -44.1


def test_a_search_without_a_find(tmp_path: Path) -> None:
    done = onrecord("gazetteer", "search", "Zzyzx Quilmqu\u202e", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said(done) == "onrecord: nobody and nothing is known by this name: Zzyzx Quilmqu\\u202e\n"
    done = onrecord("gazetteer", "search", "Zzyzx Quilmqu", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_a_terminal_that_cannot_show_arabic_is_given_escapes(read_only: Path) -> None:
    asked = ("gazetteer", "show", "selm:coast-guard")
    done = in_a_process(*asked, cwd=read_only, ONRECORD_PACKS="own", PYTHONIOENCODING="ascii")
    assert said_by_process(done) == ""
    assert done.returncode == 0
    assert "\\u0643" in done.stdout.decode("ascii")


def test_an_actor_and_a_place_are_shown_whole(read_only: Path) -> None:
    done = onrecord("gazetteer", "show", "selm:al-tezmeri", cwd=read_only, ONRECORD_PACKS=f"{os.pathsep}own")
    shown = done.stdout.decode()
    assert "office   Prime Minister, Lurania (selm:lurania) (2016-02 to 2018)" in shown
    assert "office   Minister of Fish, Lurania (selm:lurania) (2019 to ...)" in shown
    assert "source   desk: The desk's own list (editors)" in shown
    done = onrecord("gazetteer", "show", "selm:coast-guard", cwd=read_only, ONRECORD_PACKS="own")
    assert "its parts  Harbour Wing (selm:harbour-wing); Idris ben Qatoul (selm:ben-qatoul)" in done.stdout.decode()
    done = onrecord("gazetteer", "show", "geonames:9000001", cwd=read_only, ONRECORD_PACKS="own")
    assert "lat, lon    33.5, 44.25" in done.stdout.decode()


@pytest.mark.parametrize("key", ["selm:nobody", "nobody", "geonames:x", "geonames:-99999999", "geonames:٣", ":", ""])
def test_an_id_that_nobody_has(read_only: Path, key: str) -> None:
    done = onrecord("gazetteer", "show", key, cwd=read_only, ONRECORD_PACKS="own")
    assert (done.returncode, done.stdout) == (1, b"")
    assert said(done).startswith("onrecord: no pack has this id: ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chek"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["add", "--pack", "p", "--id", "x"],
        ["add", "--pack", "p", "--id", "x", "--source", "s"],
        ["add", "--pack", "p", "--id", "x", "--source", "s", "--name", "X Y"],
        ["add", "--pack", "p", "--id", "x", "--source", "s", "--alias", "Selm"],
        ["add", "--pack", "p", "--id", "x", "--source", "s", "--alias", "Selm:english"],
        ["import", "l.csv", "--into", "p", "--from", "xls"],
        ["import", "l.csv", "--into", "p", "--kind", "singer"],
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    done = onrecord("gazetteer", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said(done).startswith("onrecord")
    assert said(done).count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_pack_is_begun_and_added_to(tmp_path: Path) -> None:
    new = ["--kind", "group", "--name", "Harbour Wing", "--country", "xl", "--alias", f"{ARABIC}:ar"]
    told = ["--source", "desk", "--source-title", "The desk"]
    done = onrecord("gazetteer", "add", "--pack", "own", "--id", "wing", *new, *told, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"own: an actor added, 2 names\n")
    assert "the licence of the new pack is written as unknown" in said(done)
    more = ["--alias", "Wing: the Guard:en:short:context", "--alias", "HW:en:acronym"]
    done = onrecord("gazetteer", "add", "--pack", "own", "--id", "wing", *more, "--source", "desk", cwd=tmp_path)
    assert (done.returncode, said(done)) == (0, "")
    assert (tmp_path / "own/names.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "wing,Harbour Wing,en,name,desk,",
        f"wing,{ARABIC},ar,name,desk,",
        "wing,Wing: the Guard,en,short,desk,context",
        "wing,HW,en,acronym,desk,",
    ]
    done = onrecord(
        "gazetteer", "add", "--pack", "own", "--id", "wing", "--alias", "Guard:en", "--source", "desk", cwd=tmp_path
    )
    assert done.returncode == 1
    assert "nothing was added: the name 'Guard' is a common English word" in said(done)
    assert onrecord("gazetteer", "check", "own", cwd=tmp_path).returncode == 0


def test_a_list_is_imported(tmp_path: Path) -> None:
    lines = ['{"id": "Q7", "schema": "Person", "properties": {"name": ["Idris ben Qatoul"], "alias": ["=x"]}}', "?"]
    lines.append('{"id": "v", "schema": "Vessel", "properties": {}}')
    (tmp_path / "entities.ftm.json").write_text("\n".join(lines), encoding="utf-8")
    done = onrecord("gazetteer", "import", "entities.ftm.json", "--into", "list", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"list: 1 actors, 1 names\n")
    assert said(done).splitlines() == [
        "entities.ftm.json, line 2 is no JSON",
        "entities that name no actor were passed over: 1 Vessel",
        "names that were left out, too long, without letters or begun like a formula: 1",
        "onrecord: the licence of the pack is written as unknown: list/pack.yaml; correct it there",
    ]
    (tmp_path / "l.csv").write_text("name,kind\nHarbour Wing,group\n", encoding="utf-8")
    done = onrecord("gazetteer", "import", "l.csv", "--into", "wings", "--licence", "CC0-1.0", cwd=tmp_path)
    assert (done.returncode, said(done)) == (0, "")
    done = onrecord("gazetteer", "import", "l.csv", "--into", "wings", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is something in this folder already" in said(done)
    assert onrecord("gazetteer", "check", ".", cwd=tmp_path).returncode == 0


def test_a_setting_that_names_no_pack_is_said(tmp_path: Path) -> None:
    done = onrecord("gazetteer", "search", "Selm", cwd=tmp_path, ONRECORD_PACKS="nowhere")
    assert (done.returncode, said(done).count("\n")) == (1, 1)
    assert "there is no pack of names: nowhere; name a folder with a pack.yaml in it" in said(done)


def test_help_loads_no_pack(tmp_path: Path) -> None:
    done = in_a_process("gazetteer", "add", "--help", cwd=tmp_path, ONRECORD_PACKS="nowhere")
    assert b"NAME:LANGUAGE" in done.stdout
    assert (done.returncode, said_by_process(done)) == (0, "")
