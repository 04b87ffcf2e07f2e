"""A readable list of statements in Markdown (CommonMark); a renderer shows the quotes exactly, and none of it runs."""

from __future__ import annotations

import re

from ..record import Record, Statement
from .telling import NOBODY, Line, Telling, Words
from .wording import confidence_words, isolated, published_words, visible

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&!@$]")
_LINE_START = re.compile(r"^(\d{0,9})([-+#=.):])", re.MULTILINE)
_LINK = re.compile(r"(?i)(www)(\.)|(https?|ftp)(:)(?=//)")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def escaped(text: str) -> str:
    """One line of the document, so that a Markdown renderer shows it as it is and makes nothing of it."""
    plain = _SPECIAL.sub(r"\\\g<0>", visible(text))
    plain = _LINE_START.sub(r"\1\\\2", plain)
    plain = _LINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", plain)
    body = plain.lstrip(" \t")
    lead = "".join("&#9;" if c == "\t" else "&#32;" for c in plain[: len(plain) - len(body)])
    tail = body.rstrip(" \t")
    return lead + tail + "".join("&#9;" if c == "\t" else "&#32;" for c in body[len(tail) :])


def statements(record: Record) -> str:
    """The record as a Markdown page: head, every statement with its standing, failures."""
    telling = Telling(record)
    doc = record.document
    facts = [_words(doc.source) if doc.source else "outlet unknown", escaped(published_words(doc))]
    facts.append(f"language {escaped(doc.language)}" if doc.language else "language unknown")
    rows = [f"# {_inline((telling.title(),))}", "", " · ".join(facts), ""]
    if doc.url:
        rows += [f"Source: {_words(doc.url)}", ""]
    if not telling.statements:
        rows += ["No statement was found in this document.", ""]
    for stmt in telling.statements:
        rows += _statement(telling, stmt)
    if record.failures:
        rows += ["## What could not be read", ""]
        rows += [f"- {_words(f.step)}: {_words(f.reason)}" for f in record.failures] + [""]
    return "\n".join(rows)


def _statement(telling: Telling, stmt: Statement) -> list[str]:
    speaker = telling.speaker(stmt)
    heading: list[str | Words] = [speaker or NOBODY]
    if target := telling.party(stmt.target):
        heading += [" → ", target]
    if addressee := telling.party(stmt.addressee):
        heading += [" to ", addressee]
    negated = " (negated: the text says this was not said)" if stmt.negated else ""
    rows = [f"## {escaped(stmt.id)} · {stmt.act.value} · {_inline(tuple(heading))}", ""]
    rows += [*_quote(telling.quote(stmt)), ""]
    facts = [f"**{stmt.act.value}**{negated}, {stmt.form.value} speech, zone {stmt.zone.value}"]
    facts.append(f"paragraph {telling.paragraph(stmt)}, reading {confidence_words(stmt.confidence)} right")
    rows += [f"- {', '.join(facts)}", f"- {_inline(telling.standing(stmt))}"]
    if role := telling.role(stmt):
        rows.append(f"- speaking as {_inline(role)}")
    if guess := telling.guess(stmt):
        rows.append(f"- a guess: {_inline(guess)}")
    if stmt.medium:
        rows.append(f"- medium: {_inline(telling.party_line(stmt.medium))}")
    if stmt.within is not None:
        rows.append(f"- within {escaped(stmt.within)}")
    return [*rows, ""]


def _quote(line: Line) -> list[str]:
    whole = "".join(bit.text if isinstance(bit, Words) else bit for bit in line)
    return [f"> {escaped(row)}".rstrip() for row in _BREAKS.split(whole)]


def _words(text: str) -> str:
    return isolated(escaped(" ".join(text.split())))


def _inline(line: Line) -> str:
    return "".join(_words(bit.text) if isinstance(bit, Words) else bit for bit in line)
