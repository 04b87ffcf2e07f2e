"""Bytes -> text: which character set a file is in, and whether it is text at all.

The order: a byte order mark; UTF-8, strictly; UTF-16 or UTF-32 without a mark where the NULs fit; the set that was
declared, if the bytes agree with it; UTF-8 with a few damaged bytes; and last a guess from a bounded sample. A byte
that is no character becomes U+FFFD. A byte order mark is decoded away; nothing else is added, dropped or normalised.
"""

from __future__ import annotations

import codecs
import re

from onrecord.errors import IntakeError

from .language import likeliest

#: How many bytes a guess looks at.
SAMPLE = 65_536

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARIES = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\xd0\xcf\x11\xe0", "an old (.doc) or password-protected Office file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound, image or video file"),
)
# Pages that declare these mean the wider set that browsers use for them.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
# Codecs of Python that are no character sets of documents, some of them slow on hostile input.
_NO_CHARSET = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "utf-7", "undefined"})
# Sets in which every byte is an ASCII byte, so that they pass for UTF-8: only the declaration tells.
_ASCII_BYTES = ("iso2022", "hz")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_TAG = re.compile(rb"<[^<>]*>")
_REMEDY = "save it as UTF-8 text"
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1b\x1a")


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of ``data``; ``declared`` is the character set its sender names, if any.

    Raises:
        IntakeError: if the bytes are not text: a known binary form, NULs outside UTF-16 and UTF-32, control characters.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(charset, "replace"), name)
    for magic, kind in _BINARIES:
        if data.startswith(magic) and _has_binary_bytes(data):
            raise IntakeError(f"this is {kind}, not text", name, "give the report as text, HTML, PDF or DOCX")
    if b"\x00" in data:
        return _checked(_with_nuls(data, name), name)
    named = canonical(declared)
    if named is not None and named.replace("_", "").startswith(_ASCII_BYTES):
        ascii_bytes = _strictly(data, named)
        if ascii_bytes is not None:
            return _checked(ascii_bytes, name)
    text = _strictly(data, "utf-8")
    if text is None and named is not None:
        text = _strictly(data, named)
        # C1 controls show that the declared set does not fit; Western is what careless servers declare of anything.
        if text is not None and any("\x80" <= char < "\xa0" for char in text[:SAMPLE]):
            text = None
        if text is not None and named == "cp1252" and not _looks_western(_telling_sample(data)):
            text = None
    if text is None:
        text = _damaged_utf8(data)
    return _checked(_guessed(data) if text is None else text, name)


def canonical(declared: str | None) -> str | None:
    """Python's name for a declared character set, the wider set where browsers take that; ``None`` if unknown."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("'\"")).name
        "".encode(name)  # refuses codecs between bytes and bytes, such as hex
    except (LookupError, ValueError):
        return None
    if name in _NO_CHARSET or name.replace("_", "-") in _NO_CHARSET:
        return None
    return _WIDER.get(name, name)


def from_content_type(media_type: str | None) -> str | None:
    """The ``charset`` parameter of a Content-Type, if it has one."""
    for part in (media_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("'\"")
    return None


def clean(text: str) -> str:
    """``text`` with lone surrogates and NULs, which are no characters, as U+FFFD; its length stays the same."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def _strictly(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _has_binary_bytes(data: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 32 or byte > 126 for byte in data[:1024])


def _with_nuls(data: bytes, name: str) -> str:
    for charset in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = _strictly(data, charset)
        if text and "\x00" not in text and _looks_written(text[:SAMPLE]):
            return text
    raise IntakeError("this file is binary, not text (it holds NUL bytes)", name, _REMEDY)


def _looks_written(text: str) -> bool:
    # Bytes read in the wrong order or width give rare scripts and unassigned code points, hardly any spaces.
    plain = sum(char in " \n\r\t" or (char.isalnum() and char < "\u3400") for char in text)
    return plain >= 0.7 * len(text) and any(char in " \n" for char in text)


def _damaged_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(char > "\x7f" for char in text) - damaged
    return text if sound >= 10 * damaged else None


def _guessed(data: bytes) -> str:
    sample = _telling_sample(data)
    guess = _guess(sample)
    text = _strictly(data, guess) if guess else None
    return data.decode("cp1252", "replace") if text is None else text


def _telling_sample(data: bytes) -> bytes:
    # The first byte above ASCII may come late; a little before it, the sample begins.
    if len(data) <= SAMPLE:
        return data
    first = next(at for at in range(0, len(data), 4096) if not data[at : at + 4096].isascii())
    return data[first : first + SAMPLE]


def _looks_western(sample: bytes) -> bool:
    """Whether the bytes above ASCII stand one by one among ASCII letters, as in Latin alphabets."""
    in_runs = sum(len(run) for run in _RUN.findall(sample))
    return in_runs < 0.5 * sum(byte > 127 for byte in sample)


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    if not _looks_western(sample):
        best = from_bytes(_TAG.sub(b" ", sample)).best()
        return None if best is None else best.encoding
    # A Latin alphabet: Western unless the words are plainly likelier in another set.
    chosen, best_score = None, -1.0
    for charset in ("cp1252", "cp1254", "iso8859-2", "cp1250"):
        text = _strictly(sample, charset)
        if text is None or any("\x80" <= char < "\xa0" for char in text):
            continue
        score = likeliest(text)[1]
        if score > best_score + 0.003:
            chosen, best_score = charset, score
    return chosen


def _checked(text: str, name: str) -> str:
    sample = text[:SAMPLE]
    strange = sum(char in _CONTROLS for char in sample)
    if strange > 2 and strange > 0.01 * len(sample):
        raise IntakeError("this file is binary, not text (it is full of control characters)", name, _REMEDY)
    return text
