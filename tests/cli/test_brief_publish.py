"""``onrecord brief publish``, ``list``, ``ripple`` and ``onrecord packet verify``, run as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.gazetteer import load_packs
from onrecord.record import SpeechAct
from onrecord.store.opening import create

from ..analysis.reporting import Report, settle
from ..desk.briefs import said as cited
from .running import onrecord, said


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, Path]:
    """A desk of one report, and a draft that cites it."""
    from onrecord.desk import Desk

    place = tmp_path / "desk"
    store = create(place)
    report = Report()
    report.said("Oren Vash", "the gates are painted")
    report.said("Oren Vash", "of theft", SpeechAct.ACCUSE, "Lea Marsh")
    settle(store, load_packs(()), report.record("2031-04-01", "Quay Courier"))
    with Desk(store) as opened:
        ids = [cited(opened, words) for words in ("of theft", "the gates are painted")]
    draft = tmp_path / "week.md"
    draft.write_text(
        f"# Weekly note\n\nOren Vash accused Lea Marsh of theft [@{ids[0]}].\n\n"
        f"Oren Vash said the gates are painted [@{ids[1]}].\n",
        encoding="utf-8",
    )
    return place, draft


def test_a_brief_is_published_listed_proved_and_rippled(desk: tuple[Path, Path], tmp_path: Path) -> None:
    place, draft = desk
    done = onrecord("brief", "publish", draft, "--packet", "week.zip", "--desk", place, "--who", "mira", cwd=tmp_path)
    out = done.stdout.decode()
    assert done.returncode == 0, (out, said(done))
    assert out.startswith("b:")
    root = out.split("root hash ")[1].split()[0]
    again = onrecord("brief", "publish", draft, "--desk", place, cwd=tmp_path)
    assert "was published before" in again.stdout.decode()
    taken = onrecord("brief", "publish", draft, "--packet", "week.zip", "--desk", place, cwd=tmp_path)
    assert taken.returncode == 2
    assert "something is there already" in said(taken)

    listed = onrecord("brief", "list", "--desk", place, cwd=tmp_path).stdout.decode()
    assert "Weekly note" in listed
    assert "mira" in listed
    (row,) = json.loads(onrecord("brief", "list", "--format", "json", "--desk", place, cwd=tmp_path).stdout)
    assert row["cites"] == 2
    one = onrecord("brief", "list", row["id"][:8], "--desk", place, cwd=tmp_path).stdout.decode()
    assert "Quay Courier, 2031-04-01" in one
    assert "on the word of Oren Vash" in one
    shown = onrecord("show", row["id"], "--desk", place, cwd=tmp_path)
    assert shown.stdout.decode() == one
    whole = json.loads(onrecord("brief", "list", row["id"], "--format", "json", "--desk", place, cwd=tmp_path).stdout)
    assert whole["draft"] == draft.read_text(encoding="utf-8")

    proved = onrecord("packet", "verify", "week.zip", "--root", root, cwd=tmp_path)
    assert (proved.returncode, said(proved)) == (0, "")
    assert "proved:" in proved.stdout.decode()
    stands = onrecord("brief", "ripple", "--desk", place, cwd=tmp_path)
    assert stands.returncode == 0
    assert "every sentence stands as it did" in stands.stdout.decode()

    rejected = next(key for key, value in zip(*_cited(whole), strict=True) if value == "accuse")
    onrecord(
        "desk",
        "judge",
        "reject",
        rejected,
        "--why",
        "it was *the paper*",
        "--who",
        "lea",
        "--desk",
        place,
        cwd=tmp_path,
    )
    falls = onrecord("brief", "ripple", "--desk", place, cwd=tmp_path)
    assert falls.returncode == 1
    text = falls.stdout.decode()
    assert "line 3, no longer stands: Oren Vash accused Lea Marsh of theft" in text
    assert "it was rejected" in text
    assert "by lea" in text
    assert "the gates are painted" not in text
    printed = onrecord("brief", "ripple", "--format", "md", "--desk", place, cwd=tmp_path)
    assert printed.returncode == 1
    assert printed.stdout.decode().startswith("**Correction, ")
    (wire,) = json.loads(onrecord("brief", "ripple", "--format", "json", "--desk", place, cwd=tmp_path).stdout)
    assert [one["line"] for one in wire["sentences"]] == [3]
    assert wire["falls"] is True
    assert onrecord("brief", "ripple", "--since", "2099-01-01", "--desk", place, cwd=tmp_path).returncode == 0


def _cited(whole: dict[str, list[dict[str, dict[str, str]]]]) -> tuple[list[str], list[str]]:
    return [str(one["key"]) for one in whole["cited"]], [one["facts"]["act"] for one in whole["cited"]]


def test_errors_stop_a_brief(desk: tuple[Path, Path], tmp_path: Path) -> None:
    place, draft = desk
    draft.write_text(draft.read_text(encoding="utf-8") + "\nNobody knows why.\n", encoding="utf-8")
    done = onrecord("brief", "publish", draft, "--packet", "week.zip", "--desk", place, cwd=tmp_path)
    assert done.returncode == 1
    assert f"{draft}:7:1: error: uncited" in said(done)
    assert "nothing was published" in said(done)
    assert not (tmp_path / "week.zip").exists()
    assert "no brief was published" in said(onrecord("brief", "list", "--desk", place, cwd=tmp_path))
    assert onrecord("brief", "publish", draft, "--no-check", "--desk", place, cwd=tmp_path).returncode == 2
    assert onrecord("brief", "publish", tmp_path / "no.md", "--desk", place, cwd=tmp_path).returncode == 1


def test_a_packet_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 and nothing")
    done = onrecord("packet", "verify", "x.zip", cwd=tmp_path)
    assert done.returncode == 1
    assert "wrong: " in done.stdout.decode()
    told = json.loads(onrecord("packet", "verify", "x.zip", "--format", "json", cwd=tmp_path).stdout)
    assert told["sound"] is False
    assert told["flaws"][0]["offset"] is not None
    for arguments in (("no.zip",), ("x.zip", "--root", "abc"), (".",), ("/dev/zero",)):
        wrong = onrecord("packet", "verify", *arguments, cwd=tmp_path)
        assert wrong.returncode == 2, arguments
        assert said(wrong).startswith("onrecord: ")
