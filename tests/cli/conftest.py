"""A desk of a few short reports of our own, made once by the real command."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from .running import onrecord, said

_CLOSED = (
    "Port Yassem, 3 May 2031. Interior Minister Bashir Qoltan accused the Salt Front of mining the channel. “We will"
    " close the port on Friday,” he told reporters. The army shelled the ridge on Monday night."
)
_SINCE = (
    "Port Yassem, 3 May 2031. “We will close the port on Friday,” Interior Minister Bashir Qoltan told reporters."
    " The army shelled the ridge on Monday night."
)
_ADDED = " A diver of the port authority, Ramza Eddin, said that nothing had been found since the morning."
_URL = "https://gazette.example.org/1"
#: Hostile and foreign facts: a title that turns the line round, a very long one, an outlet in another script.
_TURNED = "Report \u202eevil\u202c \x1b[31mred " + "and a long title " * 40
FILES: dict[str, dict[str, str]] = {
    "first.json": {"title": "Port to close", "text": _CLOSED, "url": _URL, "source": "Harbour Gazette"},
    "copy.json": {
        "title": "Minister: port to close",
        "text": _CLOSED + _ADDED,
        "url": "https://courier.example.net/9",
        "source": "Quay Courier",
    },
    "later.json": {"title": "Port to close", "text": _SINCE, "url": _URL, "source": "Harbour Gazette"},
    "arabic.json": {
        "title": "الميناء يغلق يوم الجمعة",
        "text": "قال وزير الداخلية إن الميناء سيغلق يوم الجمعة.",
        "url": "https://sahil.example.org/2",
        "source": "منارة الساحل",
    },
    "hostile.json": {"title": _TURNED, "text": "The mayor said that the bridge is open.", "url": "", "source": ""},
}


@dataclass(frozen=True)
class Sample:
    """The desk, and the ids of its documents by the names of their files."""

    place: Path
    ids: dict[str, str]

    def copied(self, to: Path) -> Path:
        """The desk in another folder, to be changed there."""
        return Path(shutil.copytree(self.place, to / "desk"))


@pytest.fixture(scope="session")
def kept_desk(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Made by ``desk init`` and ``desk add``; nobody changes it."""
    folder = tmp_path_factory.mktemp("cli-desk")
    for name, row in FILES.items():
        told = {key: value for key, value in row.items() if value} | {"published": "2031-05-03T09:30:00+03:00"}
        (folder / name).write_text(json.dumps(told), encoding="utf-8")
    assert onrecord("desk", "init", "desk", cwd=folder).returncode == 0
    added = onrecord("desk", "add", *FILES, "--desk", "desk", cwd=folder)
    assert added.returncode == 0, said(added)
    ids = [line.split()[1] for line in added.stdout.decode().splitlines()]
    return Sample(folder / "desk", dict(zip(FILES, ids, strict=True)))
