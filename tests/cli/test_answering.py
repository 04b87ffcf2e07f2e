"""Where an answer goes: a file that is free, or standard output in letters that it can write."""

from __future__ import annotations

import io
from argparse import Namespace
from pathlib import Path

import pytest

from onrecord.cli.answering import out_of, put
from onrecord.errors import SettingError

SAID = "People’s Coastal Guard,−2,حرس\n"


@pytest.mark.parametrize("form", ["csv", "md", "svg"])
def test_an_output_that_cannot_write_every_letter_gets_others(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii"))
    put(form, SAID, None)
    assert written.getvalue() == b"People's Coastal Guard,\\u22122,\\u062d\\u0631\\u0633\n"


def test_a_file_gets_all_letters_and_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    put("csv", SAID, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == SAID
    assert capfd.readouterr().err == f"written to {tmp_path / 'a.csv'}\n"


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "a.csv"
    assert out_of(Namespace(out=str(there), force=False)) == there
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError, match="this file is there already"):
        out_of(Namespace(out=str(there), force=False))
    assert out_of(Namespace(out=str(there), force=True)) == there
    assert out_of(Namespace(out="-", force=False)) is None
