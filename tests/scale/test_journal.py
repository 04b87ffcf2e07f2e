"""The journal: whatever the moment of a kill, it opens with whole entries only."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import SettingError
from onrecord.scale import Entry, Journal

RUN = {"form": "jsonl", "sources": ["reports"]}
ENTRIES = [
    Entry("a.txt", "10-1", 0, True, 100),
    Entry("b\udce9.jsonl", "20-2", 0, False, 250, ("x.html",)),
    Entry("b\udce9.jsonl", "20-2", 1, True, 250, (), {"kind": "IntakeError", "message": "no", "source": "b, line 2"}),
]


def written(path: Path) -> bytes:
    journal = Journal(path, RUN)
    for entry in ENTRIES:
        journal.note(entry)
    journal.close()
    return path.read_bytes()


def test_what_was_noted_is_there_again(tmp_path: Path) -> None:
    written(tmp_path / "j")
    journal = Journal(tmp_path / "j", RUN)
    assert journal.entries == ENTRIES
    assert journal.end == 250
    assert list(journal.errors()) == ENTRIES[2:]
    journal.finish()
    assert not (tmp_path / "j").exists()


def test_cut_at_any_byte_it_keeps_the_whole_entries_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "j"
    whole = written(path)
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        journal = Journal(path, RUN)
        kept = max(0, whole[:length].count(b"\n") - 1)
        assert journal.entries == ENTRIES[:kept]
        for entry in ENTRIES[kept:]:
            journal.note(entry)
        journal.close()
        assert path.read_bytes() == whole


def test_entries_can_be_taken_back(tmp_path: Path) -> None:
    written(tmp_path / "j")
    journal = Journal(tmp_path / "j", RUN)
    journal.forget(lambda entry: entry.source.startswith("b"))
    assert journal.entries == ENTRIES[:1]
    journal.close()
    again = Journal(tmp_path / "j", RUN)
    assert again.entries == ENTRIES[:1]
    again.close()


def test_another_run_is_refused_but_may_be_begun_anew(tmp_path: Path) -> None:
    written(tmp_path / "j")
    with pytest.raises(SettingError, match="unfinished run with other sources or options"):
        Journal(tmp_path / "j", {**RUN, "form": "md"})
    journal = Journal(tmp_path / "j", {**RUN, "form": "md"}, anew=True)
    assert journal.entries == []
    journal.close()


def test_two_runs_do_not_write_one_output(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    journal = Journal(tmp_path / "j", RUN)
    with pytest.raises(SettingError, match="another run"):
        Journal(tmp_path / "j", RUN)
    journal.close()
