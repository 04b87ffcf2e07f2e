"""Content-Encoding undone in bounded pieces."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake.unpacking import PIECE, Unpacker


def _all(encoding: str | None, data: bytes, step: int = 7) -> bytes:
    unpacker = Unpacker(encoding, "https://a.example/")
    whole = b"".join(piece for at in range(0, len(data), step) for piece in unpacker.pieces(data[at : at + step]))
    unpacker.check_end()
    return whole


@given(st.binary(max_size=500), st.binary(max_size=100))
def test_every_encoding_round_trips(data: bytes, more: bytes) -> None:
    raw = zlib.compressobj(wbits=-15)
    assert _all("gzip", gzip.compress(data) + gzip.compress(more)) == data + more
    assert _all("X-GZIP", gzip.compress(data) + b"\0\0") == data
    assert _all("deflate", zlib.compress(data)) == data
    assert _all(None, data) == data
    assert _all("deflate", raw.compress(b"a" + data) + raw.flush(), 1000) == b"a" + data


def test_no_piece_is_large() -> None:
    bomb = gzip.compress(bytes(20_000_000))
    sizes = [len(piece) for piece in Unpacker("gzip", "x").pieces(bomb)]
    assert sum(sizes) == 20_000_000
    assert max(sizes) <= PIECE


@pytest.mark.parametrize(
    ("encoding", "data"),
    [("gzip", b"no gzip"), ("deflate", b"\xff" * 9), ("br", b""), ("gzip", gzip.compress(b"a" * 999)[:-9])],
)
def test_damage_is_said(encoding: str, data: bytes) -> None:
    with pytest.raises(IntakeError):
        _all(encoding, data)


def test_a_million_empty_members_cost_their_length() -> None:
    # zlib copies what stands behind a member: handed the whole body at once, it would copy it a million times.
    handed: list[int] = []
    unpacker = Unpacker("gzip", "x")
    made = zlib.decompressobj

    class Told:
        def __init__(self, window: int) -> None:
            self._inner = made(window)

        def decompress(self, data: bytes, most: int) -> bytes:
            handed.append(len(data))
            return self._inner.decompress(data, most)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._inner, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.intake.unpacking.zlib.decompressobj", Told)
        assert list(unpacker.pieces(gzip.compress(b"") * 20_000 + gzip.compress(b"Open."))) == [b"Open."]
    assert max(handed) <= 8_192
