"""Short reports from an invented region, written for these tests."""

from __future__ import annotations

import json
from pathlib import Path

_SPEAKERS = ("the harbor master", "Minister Orsolya Drem", "a spokesman for the Reed League", "the mayor of Ulvash")
_WORDS = (
    "the ferry would sail again",
    "nobody had asked the fishermen",
    "the dam is safe",
    "the fines will be paid back",
)


def report(number: int) -> str:
    """A report of two paragraphs; each number gives another one."""
    speaker, words = _SPEAKERS[number % 4], _WORDS[number // 4 % 4]
    return f"Report {number} from the lower marshes came in at dusk.\n\nOn day {number}, {speaker} said that {words}.\n"


def folder_of(path: Path, count: int) -> Path:
    path.mkdir()
    for number in range(count):
        (path / f"r{number:03}.txt").write_text(report(number), encoding="utf-8")
    return path


def lines_of(path: Path, count: int, first: int = 0) -> Path:
    """A JSON lines file of articles."""
    articles = [json.dumps({"title": f"Report {n}", "text": report(n)}) + "\n" for n in range(first, first + count)]
    path.write_text("".join(articles), encoding="utf-8")
    return path
