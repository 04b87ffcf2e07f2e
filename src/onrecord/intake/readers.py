"""READERS: every form of report that can be taken in, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from onrecord.errors import IntakeError

from . import article_json, mail, markdown, office, pdf, plain, stix_object, telegram_message, web_page
from .raw import Page, Raw


@dataclass(frozen=True, slots=True)
class Reader:
    """One form of report: how it is told and how it is read.

    ``media_types`` and ``suffixes`` are those it takes, the first of each being its own; ``is_sure`` tells it from its
    bytes beyond doubt, whatever it is called; ``looks_like`` tells it where neither sender nor name does.
    """

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    read: Callable[[Raw], Iterator[Page | IntakeError]]
    is_sure: Callable[[bytes], bool] | None = None
    looks_like: Callable[[bytes], bool] | None = None


def _is_pdf(data: bytes) -> bool:
    return data[:1024].lstrip().startswith(b"%PDF-")


def _looks_like_page(data: bytes) -> bool:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head")) or (head.startswith(b"<") and b"<html" in head)


def _looks_like_json(data: bytes) -> bool:
    head = b"".join(data[:256].lstrip(b"\xef\xbb\xbf").split())
    return head.startswith((b'{"', b"{}", b"[{"))


READERS: tuple[Reader, ...] = (
    Reader("pdf", ("application/pdf", "application/x-pdf"), (".pdf",), pdf.read, is_sure=_is_pdf),
    Reader(
        "office",
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        (".docx",),
        office.read,
        is_sure=office.is_docx,
    ),
    Reader("mail", ("message/rfc822",), (".eml",), mail.read, looks_like=mail.looks_like_mail),
    Reader(
        "web_page",
        ("text/html", "application/xhtml+xml"),
        (".html", ".htm", ".xhtml"),
        web_page.read,
        looks_like=_looks_like_page,
    ),
    Reader(
        "article_json",
        ("application/json", "application/x-ndjson", "application/jsonl", "application/ld+json", "text/json"),
        (".json", ".jsonl", ".ndjson"),
        article_json.read,
        looks_like=_looks_like_json,
    ),
    Reader("telegram_message", (telegram_message.MEDIA_TYPE,), (), telegram_message.read),
    Reader("stix_object", (stix_object.MEDIA_TYPE,), (), stix_object.read),
    Reader("markdown", ("text/markdown", "text/x-markdown"), (".md", ".markdown"), markdown.read),
    Reader("plain", ("text/plain",), (".txt", ".text"), plain.read),
)

#: What senders declare when they do not know: the name and the bytes are asked instead.
_VAGUE = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/download"})


def known_suffixes() -> frozenset[str]:
    """The suffixes, in small letters with their dot, that some reader takes."""
    return frozenset(suffix for reader in READERS for suffix in reader.suffixes)


def reader_for(raw: Raw) -> Reader:
    """The reader for these bytes: sure from them, else by declared type, else by suffix, else by their look.

    What nobody claims is plain text, which refuses bytes that are no text.

    Raises:
        IntakeError: if a web server declared a type that no reader takes.
    """
    declared = (raw.media_type or "").partition(";")[0].strip().lower()
    suffix = _suffix(raw)
    for reader in READERS:
        if reader.is_sure is not None and reader.is_sure(raw.data):
            return reader
    for reader in READERS:
        if declared not in _VAGUE and declared in reader.media_types:
            return reader
    if declared not in _VAGUE and not declared.startswith("text/"):
        raise IntakeError(f"{declared} cannot be read", raw.name, "give the address of an article, PDF or text")
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    for reader in READERS:
        if reader.looks_like is not None and reader.looks_like(raw.data):
            return reader
    return READERS[-1]


def _suffix(raw: Raw) -> str:
    path = raw.name if raw.final_url is None else raw.final_url.partition("?")[0].partition("#")[0]
    return PurePath(path).suffix.lower()
