"""Undoing a response's Content-Encoding in bounded pieces, so that a small body cannot become a huge one unseen."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from onrecord.errors import IntakeError

#: No piece given out is larger than this, in bytes.
PIECE = 262_144
#: So many packed bytes are unpacked at a time: at the end of a gzip member zlib copies what is left of them, and a body
#: may be a million empty members.
_TAKEN = 8_192


class Unpacker:
    """Decodes one body, chunk by chunk: ``identity``, ``gzip`` (also of several members) or ``deflate``.

    Raises:
        IntakeError: for another encoding, or for bytes that are not in the one that was declared.
    """

    def __init__(self, encoding: str | None, where: str) -> None:
        self._where = where
        self._name = (encoding or "identity").strip().lower().removeprefix("x-") or "identity"
        if self._name not in ("identity", "gzip", "deflate"):
            raise IntakeError(
                f"this page is packed in a way that is not read ({self._name[:40]})", where, "save it by hand"
            )
        self._inner: zlib._Decompress | None = None
        self._ended = False

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """What ``chunk`` unpacks to, in pieces of at most ``PIECE`` bytes."""
        if self._name == "identity":
            yield chunk
            return
        for at in range(0, len(chunk), _TAKEN):
            yield from self._unpacked(chunk[at : at + _TAKEN])

    def _unpacked(self, waiting: bytes) -> Iterator[bytes]:
        full = False
        while waiting or full:
            if self._inner is None:
                # After a finished member comes another one, for gzip; padding of NULs is nothing.
                waiting = waiting.lstrip(b"\x00") if self._ended else waiting
                if not waiting or (self._ended and self._name == "deflate"):
                    return
                self._inner = zlib.decompressobj(self._window(waiting))
            try:
                piece = self._inner.decompress(waiting, PIECE)
            except zlib.error:
                raise self._damaged() from None
            # A full piece may leave more inside even where all bytes were taken in.
            waiting, full = self._inner.unconsumed_tail, len(piece) == PIECE
            if self._inner.eof:
                waiting, full, self._inner, self._ended = self._inner.unused_data, False, None, True
            if piece:
                yield piece

    def check_end(self) -> None:
        """Say so where the body ended in the middle."""
        if self._inner is not None:
            raise self._damaged()

    def _window(self, head: bytes) -> int:
        if self._name == "gzip":
            return 16 + zlib.MAX_WBITS
        # Some servers send deflate without the zlib head that the standard asks for.
        has_head = len(head) >= 2 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0
        return zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS

    def _damaged(self) -> IntakeError:
        return IntakeError("this page arrived damaged", self._where, "try again later")
