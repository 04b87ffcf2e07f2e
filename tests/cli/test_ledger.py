"""``onrecord ledger``, run as a person runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Sample
from .running import onrecord, said

PAGES = {
    "promise.json": (
        "2031-04-12",
        "Port Yassem, 12 April 2031. Interior Minister Bashir Qoltan promised Mayor Hafsa Ould-Terrim that the army"
        " would repair the bridge at Khor Lethan by 25 April.",
    ),
    "done.json": (
        "2031-04-22",
        "Khor Lethan, 22 April 2031. Interior Minister Bashir Qoltan said that the army had repaired the bridge at"
        " Khor Lethan.",
    ),
}


@pytest.fixture(scope="module")
def desk(kept_desk: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's desk, with a promise and what became of it."""
    folder = tmp_path_factory.mktemp("ledger")
    place = kept_desk.copied(folder)
    for name, (day, text) in PAGES.items():
        told = {"title": name, "text": text, "published": f"{day}T09:00:00+03:00", "source": f"Paper of {day}"}
        (folder / name).write_text(json.dumps(told), encoding="utf-8")
    added = onrecord("desk", "add", *PAGES, "--desk", place, cwd=folder)
    assert added.returncode == 0, said(added)
    return place


def wire(desk: Path, *arguments: str) -> Any:
    done = onrecord("ledger", *arguments, "--format", "json", "--desk", desk, cwd=desk)
    assert done.returncode == 0, said(done)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def bridge(desk: Path) -> str:
    """The id of the promise."""
    found = wire(desk, "--as-of", "2031-05-20")
    assert found["ledger"] == 1
    (one,) = [entry["id"] for entry in found["entries"] if entry["deed"].startswith("repair the bridge")]
    return str(one)


def test_the_list_tells_terms_date_and_word(desk: Path) -> None:
    done = onrecord("ledger", "--as-of", "2031-05-20", "--desk", desk, cwd=desk)
    told = " ".join(done.stdout.decode().split())
    assert done.returncode == 0, said(done)
    assert "OVERDUE" in told
    assert "repair the bridge at Khor Lethan by 25 April" in told
    assert "due 25 April 2031 (“25 April”)" in told
    assert "on the word of Bashir Qoltan" in told


def test_one_is_shown_with_what_may_have_followed_and_its_history(desk: Path, bridge: str) -> None:
    done = onrecord("ledger", bridge, "--desk", desk, cwd=desk)
    told = done.stdout.decode()
    assert done.returncode == 0, said(done)
    assert "WHAT MAY HAVE FOLLOWED" in told
    assert "had repaired the bridge" in " ".join(told.split())
    assert "nobody has judged what became of it" in told


def test_a_person_accepts_what_shows_it_and_takes_it_back(
    desk: Path, bridge: str, tmp_path: Path, kept_desk: Sample
) -> None:
    shown = wire(desk, bridge)["candidates"][0]
    assert (shown["kind"], shown["status"]) == ("carried out", "met")
    done = onrecord(
        "ledger", "accept", bridge[:10], shown["cited"]["id"], "--why", "the minister says so", "--who", "ines",
        "--desk", desk, cwd=desk,
    )  # fmt: skip
    assert done.returncode == 0, said(done)
    told = done.stdout.decode()
    assert f"ines: status {bridge} shown by {shown['cited']['id']}, status = met - the minister says so" in told
    entry = wire(desk, bridge)
    assert (entry["status"], entry["judged"], entry["changes"][0]["why"]) == ("met", True, "the minister says so")
    assert entry["changes"][0]["finding"]["words"] == shown["cited"]["words"]
    assert wire(desk, "--status", "met")["total"] == 1
    undone = onrecord("desk", "undo", told.split()[0], "--desk", desk, cwd=desk)
    assert undone.returncode == 0, said(undone)
    assert wire(desk, bridge)["status"] in ("overdue", "open")


def test_a_status_is_set_by_hand(desk: Path, bridge: str) -> None:
    done = onrecord("ledger", "set", bridge, "dropped", "--why", "it was", "--desk", desk, cwd=desk)
    assert done.returncode == 0, said(done)
    assert wire(desk, bridge)["status"] == "dropped"
    again = onrecord("ledger", "set", bridge, "open", "--desk", desk, cwd=desk)
    assert again.returncode == 0, said(again)
    assert [change["status"] for change in wire(desk, bridge)["changes"]][-2:] == ["dropped", "open"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("set", "ID", "overdue"), "follows from its date"),
        (("set", "ID"), "set takes two things"),
        (("accept", "ID", "c:ffff"), "no finding of this id"),
        (("s:1234",), "no id of a commitment"),
        (("--rates",), "--rates are of one actor"),
        (("--against", "x"), "--against belongs to --rates"),
        (("--limit", "0"), "--limit is no number of entries"),
        (("--since", "soon"), "--since is no day"),
        (("--actor", "x", "--between", "a", "b"), "two questions"),
        (("--between", "Bashir Qoltan", "Bashir Qoltan"), "both names mean one actor"),
        (("--why", "x"), "belong to set"),
        (("ID", "--format", "csv"), "one entry is no table"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    desk: Path, bridge: str, arguments: tuple[str, ...], why: str
) -> None:
    said_ = [bridge if one == "ID" else one for one in arguments]
    done = onrecord("ledger", *said_, "--desk", desk, cwd=desk)
    assert done.returncode != 0
    assert why in said(done)
    assert not done.stdout


def test_a_finding_that_is_no_candidate_is_refused(desk: Path, bridge: str) -> None:
    done = onrecord("ledger", "accept", bridge, bridge, "--desk", desk, cwd=desk)
    assert done.returncode != 0
    assert "is no candidate" in said(done)


def test_the_table_and_the_page_say_the_same_as_json(desk: Path, tmp_path: Path) -> None:
    found = wire(desk, "--as-of", "2031-05-20")
    for form in ("csv", "md"):
        file = tmp_path / f"ledger.{form}"
        done = onrecord("ledger", "--as-of", "2031-05-20", "--format", form, "--out", file, "--desk", desk, cwd=desk)
        assert done.returncode == 0, said(done)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "ledger.csv").read_text(encoding="utf-8"))))
    assert [(row["id"], row["status"]) for row in rows] == [(one["id"], one["status"]) for one in found["entries"]]
    page = (tmp_path / "ledger.md").read_text(encoding="utf-8")
    assert all(one["id"] in page for one in found["entries"])
    again = onrecord("ledger", "--format", "md", "--out", tmp_path / "ledger.md", "--desk", desk, cwd=desk)
    assert "there already" in said(again)


def test_rates_say_their_number_and_their_warning(desk: Path) -> None:
    done = onrecord("ledger", "--actor", "Bashir Qoltan", "--rates", "--kind", "promise", "--desk", desk, cwd=desk)
    told = " ".join(done.stdout.decode().split())
    assert done.returncode == 0, said(done)
    assert "30 days" in told
    assert "base rate" in told
    assert "counts as not done" in told
    values = wire(desk, "--actor", "Bashir Qoltan", "--rates")
    assert values["rates"] == 1
    assert [one["days"] for one in values["windows"]] == [30, 60, 90]
    assert all(one["warning"] for one in values["windows"])


def test_a_narrow_terminal_and_one_without_the_letters_hold_it(desk: Path) -> None:
    done = onrecord("ledger", "--desk", desk, cwd=desk, COLUMNS="40")
    assert max(map(len, done.stdout.decode().splitlines())) <= 40
    plain = onrecord("ledger", "--desk", desk, cwd=desk, PYTHONIOENCODING="ascii")
    assert plain.returncode == 0, said(plain)
    plain.stdout.decode("ascii")


def test_a_reminder_is_kept_and_listed_as_one(desk: Path) -> None:
    made = onrecord(
        "alert", "add", "late", "kind:commitment bridge", "--overdue", "--since", "2031-01-01", "--desk", desk, cwd=desk
    )
    assert made.returncode == 0, said(made)
    assert "when the day has passed, at once" in made.stdout.decode()
    both = onrecord("alert", "add", "two", "kind:commitment", "--overdue", "--due", "3", "--desk", desk, cwd=desk)
    assert "make two" in said(both)
    none = onrecord("alert", "add", "two", "kind:commitment", "--due", "-3", "--desk", desk, cwd=desk)
    assert "no number of days" in said(none)
