"""``onrecord brief new`` on the sample desk, run as a person runs it."""

from __future__ import annotations

from pathlib import Path

from onrecord.gazetteer.loading import SAMPLE as PACK
from tests.cli.running import onrecord, said

from .conftest import Sampled

PACKS = str(PACK.parent)


def test_a_draft_is_written_with_its_figure_beside_it(sampled: Sampled, tmp_path: Path) -> None:
    asked = ("brief", "new", "--since", "2031-05-03", "--until", "2031-05-12", "--desk", sampled.place)
    done = onrecord(
        *asked, "--out", "week.md", "--tlp", "tlp:amber", "--title", "The coast", cwd=tmp_path, ONRECORD_PACKS=PACKS
    )
    assert (done.returncode, said(done)) == (0, "written to week.trend.svg\nwritten to week.md\n")
    text = (tmp_path / "week.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: The coast\nsince: 2031-05-03\nuntil: 2031-05-12\ntlp: AMBER\n")
    assert "](week.trend.svg)" in text
    assert (tmp_path / "week.trend.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")
    again = onrecord(*asked, "--out", "week.md", cwd=tmp_path, ONRECORD_PACKS=PACKS)
    assert (again.returncode, said(again)) == (
        2,
        "onrecord: this file is there already: week.md; give another --out, or --force\n",
    )
    (tmp_path / "week.md").rename(tmp_path / "other.md")
    third = onrecord(*asked, "--out", "week.md", cwd=tmp_path, ONRECORD_PACKS=PACKS)
    assert third.returncode == 2
    assert "week.trend.svg" in said(third)
    assert not (tmp_path / "week.md").exists()
    fourth = onrecord(*asked, "--out", "week.md", "--no-figures", cwd=tmp_path, ONRECORD_PACKS=PACKS)
    assert (fourth.returncode, said(fourth)) == (0, "written to week.md\n")


def test_to_standard_output_the_same_without_figures(sampled: Sampled, tmp_path: Path) -> None:
    asked = ("brief", "new", "--since", "2031-05-03", "--until", "2031-05-12", "--items", "2", "--desk", sampled.place)
    one, two = (onrecord(*asked, cwd=tmp_path, ONRECORD_PACKS=PACKS) for _ in range(2))
    assert one.returncode == 0
    assert one.stdout == two.stdout
    text = one.stdout.decode()
    assert text.count("<!-- why: ") == 2
    assert "![" not in text
    assert list(tmp_path.iterdir()) == []


def test_on_a_name_an_actor_and_on_other_words_a_question(sampled: Sampled, tmp_path: Path) -> None:
    def on(words: str) -> str:
        asked = ("--since", "2031-04-01", "--until", "2031-04-30", "--items", "1", "--on", words)
        done = onrecord("brief", "new", *asked, "--desk", sampled.place, cwd=tmp_path, ONRECORD_PACKS=PACKS)
        assert done.returncode == 0, said(done)
        return done.stdout.decode()

    assert "\non: Harun al-Tezmeri\n" in on("Harun al-Tezmeri")
    assert "\non: mines\n" in on("mines")
    assert '\non: "act:accuse"\n' in on("act:accuse")


def test_nothing_to_tell_is_said_in_a_sentence(sampled: Sampled, tmp_path: Path) -> None:
    done = onrecord("brief", "new", "--since", "2031-07", "--desk", sampled.place, "--out", "a.md", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode()) == (
        1,
        "nothing that could be told was first published from 2031-07-01 on\n",
    )
    assert list(tmp_path.iterdir()) == []
    unknown = onrecord(
        "brief", "new", "--since", "2031-05", "--on", "Zanzibarish", "--desk", sampled.place, cwd=tmp_path
    )
    assert unknown.returncode == 1
    assert unknown.stdout.decode().startswith("nobody on this desk is called Zanzibarish or nearly so")
    nearly = onrecord("brief", "new", "--since", "2031-05", "--on", "Tezmeery", "--desk", sampled.place, cwd=tmp_path)
    assert nearly.returncode == 1
    assert "Harun al-Tezmeri (person)" in nearly.stdout.decode()
