"""What a file of another program is, told from what is in it and never from its name."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord.errors import IntakeError
from onrecord.intake.event_tables import scheme_of
from onrecord.intake.exchange import Exchange, exchange_of

from .stix_made import bundle
from .test_references import FERRY

ENTITY = json.dumps({"id": "NK-1", "schema": "Person", "properties": {"name": ["Idrel Varun"]}}).encode()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (ENTITY, Exchange.FTM),
        (b"{broken\n\n" + ENTITY + b"\n", Exchange.FTM),
        (b'{"properties":{"x":["' + b"y" * 1_100_000 + b'"]}, "id": "a", "schema": "Person"}\n', None),
        (bundle(), Exchange.STIX),
        (b"\xef\xbb\xbf" + bundle(), Exchange.STIX),
        (FERRY.encode(), Exchange.RIS),
        (b'[{"type": "book", "title": "A"}]', Exchange.CSL),
        (b"A report.\n", None),
        (b"", None),
    ],
)
def test_a_file_is_told_from_what_is_in_it(tmp_path: Path, data: bytes, form: Exchange | None) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    if form is None:
        with pytest.raises(IntakeError, match="that can be imported"):
            exchange_of(path)
    else:
        assert exchange_of(path) is form


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="cannot be read"):
        exchange_of(tmp_path / "none")
    with pytest.raises(IntakeError, match="cannot be read"):
        exchange_of(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for look in (exchange_of, scheme_of):
        with pytest.raises(IntakeError, match="device or pipe"):
            look(tmp_path / "pipe")
