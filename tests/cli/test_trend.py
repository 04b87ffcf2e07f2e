"""``onrecord trend`` and ``onrecord coverage``, run as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from .conftest import Sample
from .running import onrecord, said

MINISTER = "Bashir Qoltan"


@pytest.fixture(scope="module")
def desk(kept_desk: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's desk, which both verbs settle."""
    return kept_desk.copied(tmp_path_factory.mktemp("trend"))


def test_the_page_has_points_denominators_and_sentences(desk: Path) -> None:
    done = onrecord("trend", MINISTER, "--desk", desk, cwd=desk)
    told = done.stdout.decode()
    assert done.returncode == 0, said(done)
    assert told.splitlines()[0] == "Bashir Qoltan, by month, 2031-05-03 to 2031-05-03"
    assert "2031-05 *" in told
    assert "We will close the port on Friday" in told
    assert "OUTLETS" in told
    assert "no change of words is claimed: 1 point; a change is claimed from 10 on" in told


def test_a_copy_that_another_outlet_carries_does_not_count_again(desk: Path) -> None:
    def counts(*more: str) -> dict[str, int]:
        done = onrecord("trend", MINISTER, "--format", "json", *more, "--desk", desk, cwd=desk)
        (bucket,) = json.loads(done.stdout)["directions"][0]["buckets"]
        return {line: point["told"] for line, point in bucket["points"].items()}

    assert counts("--sources", "Harbour Gazette") == counts("--sources", "Harbour Gazette,Quay Courier")


def test_json_csv_and_svg_say_the_same(desk: Path, tmp_path: Path) -> None:
    made = json.loads(onrecord("trend", MINISTER, "--format", "json", "--desk", desk, cwd=desk).stdout)
    rows = list(
        csv.DictReader(
            io.StringIO(onrecord("trend", MINISTER, "--format", "csv", "--desk", desk, cwd=desk).stdout.decode())
        )
    )
    words = made["directions"][0]["buckets"][0]["points"]["words"]
    assert rows[0]["line"] == "words"
    assert int(rows[0]["told"]) == words["told"] > 0
    done = onrecord("trend", MINISTER, "--format", "svg", "--out", tmp_path / "a.svg", "--desk", desk, cwd=desk)
    assert done.returncode == 0, said(done)
    assert ET.parse(tmp_path / "a.svg").getroot().get("role") == "img"
    again = onrecord("trend", MINISTER, "--format", "svg", "--out", tmp_path / "a.svg", "--desk", desk, cwd=desk)
    assert again.returncode == 2
    assert "give another --out, or --force" in said(again)
    piped = onrecord("trend", MINISTER, "--format", "png", "--desk", desk, cwd=desk)
    assert piped.stdout[:8] == b"\x89PNG\r\n\x1a\n"


def test_all_sentences_of_a_bucket_and_a_list_of_outlets(desk: Path, tmp_path: Path) -> None:
    names = tmp_path / "outlets.txt"
    names.write_text("# mine\nHarbour Gazette\n\nQuay Courier\n", encoding="utf-8")
    done = onrecord("trend", MINISTER, "--sources", names, "--bucket", "2031-05", "--desk", desk, cwd=desk)
    told = done.stdout.decode()
    assert done.returncode == 0, said(done)
    assert "counted over, as asked" in told
    assert "more: --bucket" not in told


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--since", "May"), "not a stretch of time"),
        (("--bucket", "2031-09"), "no such bucket"),
        (("--sources", "Nobody’s Paper"), "Nobody’s Paper"),
        (("--limit", "-1"), "--limit is no number of sentences"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_sentence(desk: Path, more: tuple[str, ...], why: str) -> None:
    done = onrecord("trend", MINISTER, *more, "--desk", desk, cwd=desk)
    assert done.returncode in (1, 2)
    assert why in said(done)
    assert "Traceback" not in said(done)


def test_a_name_that_nobody_bears_is_not_guessed(desk: Path) -> None:
    done = onrecord("trend", MINISTER, "Zzyzx Qwwk", "--desk", desk, cwd=desk)
    assert done.returncode == 1


def test_coverage_tells_outlets_and_languages(desk: Path) -> None:
    done = onrecord("coverage", "--desk", desk, cwd=desk)
    told = done.stdout.decode()
    assert done.returncode == 0, said(done)
    assert "no outlet that has a habit is silent" in told
    assert "Harbour Gazette" in told
    assert "it reads English only" in told
    made = json.loads(onrecord("coverage", "--format", "json", "--desk", desk, cwd=desk).stdout)
    assert made["coverage"] == 1
    assert {one["language"]: one["in_full"] for one in made["languages"]} == {"en": True, "ar": False}
    rows = list(
        csv.DictReader(io.StringIO(onrecord("coverage", "--format", "csv", "--desk", desk, cwd=desk).stdout.decode()))
    )
    assert {row["state"] for row in rows} <= {"read", "not known", "nothing read"}
    only = onrecord("coverage", "--source", "Quay Courier", "--format", "json", "--desk", desk, cwd=desk)
    assert [one["name"] for one in json.loads(only.stdout)["sources"]] == ["Quay Courier"]


def test_coverage_of_a_narrow_or_plain_terminal(desk: Path, tmp_path: Path) -> None:
    done = onrecord("coverage", "--desk", desk, cwd=desk, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, said(done)
    done.stdout.decode("ascii")
    out = tmp_path / "coverage.txt"
    assert onrecord("coverage", "--out", out, "--desk", desk, cwd=desk).returncode == 0
    assert out.read_text(encoding="utf-8").startswith("What was read from 3 May 2031")
    assert onrecord("coverage", "--out", out, "--desk", desk, cwd=desk).returncode == 2
