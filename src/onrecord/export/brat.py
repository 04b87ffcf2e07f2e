"""brat standoff: the text, and an annotation file over it.

Each statement is a ``Content`` with relations to its cue, speaker, role, target, addressee and medium, and with its
act, form, zone and strength as attributes. Offsets are the record's own. Write the text file without line-end
translation, or they shift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..record import Form, Party, Record, Span, SpeechAct, Statement, ZoneKind
from .telling import Telling
from .wording import percent

ENTITIES = ("Content", "Cue", "Speaker", "Role", "Target", "Addressee", "Medium")
# brat ends a line at each of these and separates fields at a tab, so no annotated piece may hold one.
_UNBROKEN = re.compile("[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def text(record: Record) -> str:
    """The ``.txt`` file: the document's text, unchanged."""
    return record.document.text


def standoff(record: Record) -> str:
    """The ``.ann`` file."""
    sheet = _Sheet(Telling(record))
    contents = {stmt.id: sheet.statement(stmt) for stmt in sheet.telling.statements}
    for stmt in sheet.telling.statements:
        parent = contents.get(stmt.within or "")
        inner = contents[stmt.id]
        if parent and inner and stmt.within != stmt.id:
            sheet.relation("Within", inner, parent)
    return "".join(f"{row}\n" for row in sheet.rows)


def annotation_conf() -> str:
    """The ``annotation.conf`` that tells a brat server about these types; one for a whole folder."""
    acts = "|".join(a.value for a in SpeechAct)
    rows = ["[entities]", *ENTITIES, "", "[relations]"]
    rows += [f"{name}\tArg1:Content, Arg2:{name}" for name in ENTITIES[1:]]
    rows += [
        "Within\tArg1:Content, Arg2:Content",
        "",
        "[events]",
        "",
        "[attributes]",
        f"Act\tArg:Content, Value:{acts}",
    ]
    rows += [f"Form\tArg:Content, Value:{'|'.join(f.value for f in Form)}"]
    rows += [f"Zone\tArg:Content, Value:{'|'.join(z.value for z in ZoneKind)}"]
    rows += ["Strength\tArg:Content, Value:1|2|3", "Negated\tArg:Content"]
    return "".join(f"{row}\n" for row in rows)


@dataclass(slots=True)
class _Sheet:
    telling: Telling
    rows: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def row(self, letter: str, rest: str) -> str:
        self.counts[letter] = number = self.counts.get(letter, 0) + 1
        self.rows.append(f"{letter}{number}\t{rest}")
        return f"{letter}{number}"

    def textbound(self, kind: str, spans: Iterable[Span]) -> str | None:
        """One T row over ``spans``; ``None`` where they hold nothing but line breaks."""
        whole = self.telling.text
        pieces = [m.span() for s in spans for m in _UNBROKEN.finditer(whole, s.start, s.end)]
        if not pieces:
            return None
        offsets = ";".join(f"{b} {e}" for b, e in pieces)
        return self.row("T", f"{kind} {offsets}\t{' '.join(whole[b:e] for b, e in pieces)}")

    def relation(self, kind: str, first: str, second: str) -> None:
        self.row("R", f"{kind} Arg1:{first} Arg2:{second}")

    def part(self, content: str, kind: str, spans: Iterable[Span]) -> str | None:
        other = self.textbound(kind, spans)
        if other:
            self.relation(kind, content, other)
        return other

    def statement(self, stmt: Statement) -> str | None:
        content = self.textbound("Content", stmt.content)
        if content is None:
            return None
        for name, value in (("Act", stmt.act), ("Form", stmt.form), ("Zone", stmt.zone), ("Strength", stmt.strength)):
            self.row("A", f"{name} {content} {value}")
        if stmt.negated:
            self.row("A", f"Negated {content}")
        self.note(content, f"{stmt.id}, {percent(stmt.confidence)}")
        self.part(content, "Cue", stmt.cue)
        if (speaker := self.part(content, "Speaker", stmt.speaker.spans)) and stmt.speaker.name:
            self.note(speaker, f"{stmt.speaker.name}? {percent(stmt.speaker.confidence)}")
        if stmt.speaker.role:
            self.part(content, "Role", (stmt.speaker.role,))
        for kind, party in (("Target", stmt.target), ("Addressee", stmt.addressee), ("Medium", stmt.medium)):
            self.party(content, kind, party)
        return content

    def party(self, content: str, kind: str, party: Party | None) -> None:
        if party is None:
            return
        name = self.telling.party(party)
        if (other := self.part(content, kind, party.spans)) and party.actor and name:
            self.note(other, name.text)

    def note(self, on: str, words: str) -> None:
        self.row("#", f"AnnotatorNotes {on}\t{' '.join(_UNBROKEN.findall(words))}")
