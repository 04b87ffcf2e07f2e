"""The payload of a WARC record: its digests checked, and the codings of HTTP undone, every step bounded."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from onrecord.errors import IntakeError

from .unpacking import Unpacker
from .warc_stream import LONGEST_HEAD, Headers, parsed

_SIZE = re.compile(rb"[ \t]{0,8}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")
_ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})


def answer(block: bytes, where: str) -> tuple[Headers, bytes]:
    """The headers of an HTTP answer and its body as it was sent.

    Raises:
        IntakeError: if there is no HTTP answer in the block.
    """
    ends = [at + len(end) for end in (b"\r\n\r\n", b"\n\n") if (at := block.find(end, 0, LONGEST_HEAD + len(end))) >= 0]
    if not block.startswith(b"HTTP/") or not ends:
        raise IntakeError("this record holds no HTTP answer", where, "the other records are read")
    return parsed(block[: min(ends)]), block[min(ends) :]


def decoded(headers: Headers, body: bytes, largest: int, where: str) -> tuple[bytes, bytes]:
    """The body without its transfer coding, and without its content coding too.

    Archives of browsers keep the headers of codings that they have undone already: a body that is plainly not in the
    coding that is declared is taken as it stands.

    Raises:
        IntakeError: if the body is damaged, coded in an unknown way, or larger than ``largest`` bytes once decoded.
    """
    chunked = "chunked" in (headers.get("Transfer-Encoding") or "").lower()
    whole = _joined(body, where) if chunked else body
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if _is_undone(coding, whole):
        return whole, whole
    try:
        return whole, _unpacked(Unpacker(coding, where), whole, largest)
    except _TooLargeError:
        mib = largest // (1024 * 1024)
        raise IntakeError(
            f"this record is too large (at most {mib} MiB are read)", where, "the other records are read"
        ) from None
    except IntakeError as refused:
        raise IntakeError(refused.what, where, "it stands so in the archive") from None


def fits(digest: str | None, *payloads: bytes) -> bool:
    """Whether a digest (``sha1:BASE32``, ``sha256:hex``) is that of one of these; one of an unknown kind says nothing.

    Several, for programs differ in what of the codings they leave in what they take the digest of.
    """
    algorithm, _, value = (digest or "").partition(":")
    algorithm, value = algorithm.strip().lower().replace("-", ""), value.strip()
    if algorithm not in _ALGORITHMS or not value:
        return True
    return any(_is_of(hashlib.new(algorithm, payload).digest(), value) for payload in dict.fromkeys(payloads))


def _is_of(digest: bytes, written: str) -> bool:
    if written.lower() == digest.hex() or written.upper().rstrip("=") == base64.b32encode(digest).decode().rstrip("="):
        return True
    try:
        return base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=False) == digest
    except (binascii.Error, ValueError):
        return False


class _TooLargeError(Exception):
    pass


def _unpacked(unpacker: Unpacker, body: bytes, largest: int) -> bytes:
    whole = bytearray()
    for piece in unpacker.pieces(body):
        whole += piece
        if len(whole) > largest:
            raise _TooLargeError
    unpacker.check_end()
    return bytes(whole)


def _is_undone(coding: str, body: bytes) -> bool:
    if coding in ("", "identity"):
        return True
    if coding in ("gzip", "x-gzip"):
        return not body.startswith(b"\x1f\x8b")
    if body.startswith(b"%PDF-"):
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _joined(body: bytes, where: str) -> bytes:
    """The chunks of a body joined; the body as it stands if it does not begin as a chunked one does."""
    head = _SIZE.match(body)
    if head is None:
        return body
    parts: list[bytes] = []
    at = 0
    while head is not None:
        size, at = int(head[1], 16), head.end()
        if size == 0:
            return b"".join(parts)
        parts.append(body[at : at + size])
        if len(parts[-1]) < size:
            break
        at += size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
        head = _SIZE.match(body, at)
    raise IntakeError("this record's body is cut off or damaged", where, "it stands so in the archive")
