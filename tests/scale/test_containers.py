"""Containers among the sources: taken apart, item by item, and gone on with like any source that holds many."""

from __future__ import annotations

import os
from pathlib import Path

from onrecord import Raw, Record, Refusal, read_many
from onrecord.export.jsonl import line
from onrecord.scale import Wanted, finished
from onrecord.scale.gathering import holds_many, stamp_of

from .reports import report


def mailbox(path: Path, count: int) -> Path:
    mails = (f"From x\nSubject: Report {n}\nMessage-ID: <{n}@a.example.org>\n\n{report(n)}\n\n" for n in range(count))
    path.write_text("".join(mails), encoding="utf-8")
    return path


def maildir(folder: Path) -> Path:
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True)
    (folder / "new" / "1").write_text(f"Subject: Report\n\n{report(1)}\n", encoding="utf-8")
    return folder


def told(record: Record) -> str:
    return line(record)


def test_the_items_of_containers_are_records_whatever_the_number_of_processes(tmp_path: Path) -> None:
    mailbox(tmp_path / "a.mbox", 3)
    maildir(tmp_path / "b")
    found = list(read_many([tmp_path]))
    assert [one.document.title for one in found if isinstance(one, Record)] == [
        *(f"Report {n}" for n in range(3)),
        "Report",
    ]
    assert found == list(read_many([tmp_path], jobs=2))


def test_a_container_can_be_gone_on_with(tmp_path: Path) -> None:
    path = mailbox(tmp_path / "a.mbox", 3)
    with path.open("a") as file:
        file.write("From x\nSubject: a\nContent-Type: image/png\n\nx\n")
    whole = list(finished([Wanted(path)], told))
    assert [(one.number, one.last) for one in whole] == [(n, n == 3) for n in range(4)]
    assert isinstance(whole[3].found, Refusal)
    assert whole[3].found.source == f"{path}, mail 4"
    rest = list(finished([Wanted(path, skip=2)], told))
    assert [(one.number, one.last) for one in rest] == [(2, False), (3, True)]
    assert rest[0] == whole[2]
    assert str(rest[1].found) == str(whole[3].found)


def test_what_holds_many_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = mailbox(tmp_path / "a.mbox", 1)
    assert holds_many(path)
    assert holds_many(Raw(path.read_bytes(), "-"))
    assert holds_many(maildir(tmp_path / "b"))
    assert not holds_many(tmp_path / "none.txt")
    assert not holds_many("https://wire.example.org/a")


def test_a_maildir_is_another_one_once_a_mail_came(tmp_path: Path) -> None:
    folder = maildir(tmp_path / "b")
    before = stamp_of(folder)
    assert stamp_of(folder) == before
    (folder / "cur" / "2:2,S").write_text("Subject: a\n\nOpen.\n")
    os.utime(folder / "cur", (1, 1))
    assert stamp_of(folder) != before
