"""Many documents: the same records whatever the number of processes, and a refusal in place of what is not read."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from onrecord import Overrides, Raw, Record, Refusal, SettingError, read, read_many
from onrecord.export.jsonl import line
from onrecord.scale import Wanted, finished

from .reports import folder_of, lines_of, report


def told(found: Record | Refusal) -> str:
    return line(found) if isinstance(found, Record) else str(found.error)


def test_one_process_and_two_give_the_same_bytes_in_the_same_order(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "reports", 6)
    lines_of(folder / "b.jsonl", 5, first=50)
    (folder / "empty.txt").write_text("")
    sources: list[str | Path | Raw] = [
        folder,
        Raw(report(90).encode(), "at hand"),
        tmp_path / "missing.txt",
        str(tmp_path / "no*thing"),
    ]
    alone = [told(found) for found in read_many(sources)]
    assert alone == [told(found) for found in read_many(sources, jobs=2)]
    assert len(alone) == 5 + 1 + 6 + 1 + 2
    assert [text.startswith("{") for text in alone] == [True] * 5 + [False] + [True] * 7 + [False] * 2
    assert "empty" in alone[5]


def test_many_and_one_agree(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "reports", 2)
    said = Overrides(source="Marsh Post", published="2031-02")
    assert list(read_many([folder], overrides=said)) == [read(p, said) for p in sorted(folder.iterdir())]


def test_a_source_that_holds_many_is_numbered_and_can_be_gone_on_with(tmp_path: Path) -> None:
    source = lines_of(tmp_path / "a.jsonl", 4)
    with source.open("a") as file:
        file.write("not json\n")
    whole = list(finished([Wanted(source)], told_of))
    assert [(one.place, one.number, one.last) for one in whole] == [(0, n, n == 4) for n in range(5)]
    assert isinstance(whole[4].found, Refusal)
    assert "line 5" in whole[4].found.source
    assert next(finished([Wanted(source, skip=3)], told_of, jobs=2)) == whole[3]
    assert [one.number for one in finished([Wanted(source, skip=3)], told_of)] == [3, 4]


def told_of(record: Record) -> str:
    return line(record)


def broken(record: Record) -> str:
    raise ZeroDivisionError


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_over_one_document_does_not_stop_the_others(tmp_path: Path, jobs: int) -> None:
    folder = folder_of(tmp_path / "reports", 2)
    found = [one.found for one in finished([Wanted(p) for p in sorted(folder.iterdir())], broken, jobs)]
    reasons = [str(f.error) for f in found if isinstance(f, Refusal)]
    assert len(reasons) == 2
    assert "ZeroDivisionError at test_local.py" in reasons[0]
    assert "report it" in reasons[0]


def test_jobs_below_one_are_refused_at_once() -> None:
    with pytest.raises(SettingError, match="1 or more"):
        read_many([], jobs=0)


def test_a_refusal_survives_the_trip_between_processes(tmp_path: Path) -> None:
    (refusal,) = read_many([tmp_path / "missing.txt"])
    assert isinstance(refusal, Refusal)
    again = pickle.loads(pickle.dumps(refusal))
    assert (again.source, str(again.error)) == (refusal.source, str(refusal.error))
