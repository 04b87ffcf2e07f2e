"""brat standoff: the text, and an annotation file over it.

Each statement is a ``Content`` with relations to its cue, speaker, role, target, addressee and medium, and with its
act, form, zone and strength as attributes. Each mention bears the kind of its actor, and those of one actor are
equivalent (``Equiv``); times are ``Time`` and places ``Location``, their values in notes.

Offsets are the record's own. Write the text file without line-end translation, or they shift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..record import Actor, ActorKind, Form, MentionForm, Party, Record, Span, SpeechAct, Statement, ZoneKind
from .telling import Telling, plain
from .when import time_line, whens
from .where import place_line
from .who import country_words, known_line, sort_words
from .wording import percent

PARTS = ("Content", "Cue", "Speaker", "Role", "Target", "Addressee", "Medium")
ACTORS: dict[ActorKind, str] = {kind: kind.value.capitalize() for kind in ActorKind}
ENTITIES = (*PARTS, *ACTORS.values(), "Time", "Location")
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
    for actor in record.actors:
        sheet.actor(actor)
    for when in whens(sheet.telling):
        sheet.noted("Time", when.time.span, plain(time_line(sheet.telling, when)))
    for place in record.places:
        sheet.noted("Location", place.span, plain(place_line(place)))
    return "".join(f"{row}\n" for row in sheet.rows)


def annotation_conf() -> str:
    """The ``annotation.conf`` that tells a brat server about these types; one for a whole folder."""
    acts = "|".join(a.value for a in SpeechAct)
    rows = ["[entities]", *ENTITIES, "", "[relations]"]
    rows += [f"{name}\tArg1:Content, Arg2:{name}" for name in PARTS[1:]]
    rows += [f"Equiv\tArg1:{kind}, Arg2:{kind}, <REL-TYPE>:symmetric-transitive" for kind in ACTORS.values()]
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
    rows += [f"Mention\tArg:{'|'.join(ACTORS.values())}, Value:{'|'.join(f.value for f in MentionForm)}"]
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

    def actor(self, actor: Actor) -> None:
        """An actor's mentions, what is known of it noted at the first, and that they are one."""
        rows = []
        for mention in sorted(actor.mentions, key=lambda m: m.span):
            if row := self.textbound(ACTORS[actor.kind], (mention.span,)):
                self.row("A", f"Mention {row} {mention.form.value}")
                self.note(row, f"{actor.name}, {percent(mention.confidence)}")
                rows.append(row)
        if rows:
            countries = country_words(actor)
            told = "; ".join(bit for bit in (sort_words(actor).text, countries, plain(known_line(actor))) if bit)
            self.note(rows[0], f"{actor.id}: {told}")
        if len(rows) > 1:
            self.rows.append(f"*\tEquiv {' '.join(rows)}")

    def noted(self, kind: str, span: Span, words: str) -> None:
        if row := self.textbound(kind, (span,)):
            self.note(row, words)

    def note(self, on: str, words: str) -> None:
        self.row("#", f"AnnotatorNotes {on}\t{' '.join(_UNBROKEN.findall(words))}")
