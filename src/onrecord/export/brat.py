"""brat standoff: the text, and an annotation file over it.

Each statement is a ``Content`` with relations to its cue, speaker, role, target, addressee and medium, and with its
act, form, zone and strength as attributes. Each mention bears the kind of its actor, and those of one actor are
equivalent (``Equiv``); times are ``Time`` and places ``Location``, their values in notes. Events, ties and commitments
are events of brat with their standing as an attribute; see ``brat_findings``.

Offsets are the record's own. Write the text file without line-end translation, or they shift.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..record import Actor, ActorKind, Form, MentionForm, Party, Record, Span, SpeechAct, Statement, ZoneKind
from .brat_findings import COMMITMENTS, FINDING_ENTITIES, finding_attributes, finding_events, findings
from .brat_sheet import Sheet
from .telling import Telling, plain
from .when import time_line, whens
from .where import place_line
from .who import country_words, known_line, sort_words
from .wording import percent

PARTS = ("Content", "Cue", "Speaker", "Role", "Target", "Addressee", "Medium")
ACTORS: dict[ActorKind, str] = {kind: kind.value.capitalize() for kind in ActorKind}
ENTITIES = (*PARTS, *ACTORS.values(), "Time", "Location", *FINDING_ENTITIES)


def text(record: Record) -> str:
    """The ``.txt`` file: the document's text, unchanged."""
    return record.document.text


def standoff(record: Record) -> str:
    """The ``.ann`` file."""
    sheet = _Sheet(Telling(record))
    for stmt in sheet.telling.statements:
        if content := sheet.statement(stmt):
            sheet.statements[stmt.id] = content
    for stmt in sheet.telling.statements:
        parent = sheet.statements.get(stmt.within or "")
        inner = sheet.statements.get(stmt.id)
        if parent and inner and stmt.within != stmt.id:
            sheet.relation("Within", inner, parent)
    for actor in record.actors:
        sheet.actor(actor)
    for when in whens(sheet.telling):
        if row := sheet.noted("Time", when.time.span, plain(time_line(sheet.telling, when))):
            sheet.times[when.time.id] = row
    for place in record.places:
        if row := sheet.noted("Location", place.span, plain(place_line(place))):
            sheet.places[place.id] = row
    findings(sheet)
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
        *finding_events(),
        "",
        "[attributes]",
        f"Act\tArg:Content, Value:{acts}",
    ]
    rows += [f"Form\tArg:Content, Value:{'|'.join(f.value for f in Form)}"]
    rows += [f"Zone\tArg:Content, Value:{'|'.join(z.value for z in ZoneKind)}"]
    rows += [
        f"Strength\tArg:Content|{'|'.join(COMMITMENTS)}, Value:1|2|3",
        f"Negated\tArg:Content|{'|'.join(COMMITMENTS)}",
    ]
    rows += finding_attributes()
    rows += [f"Mention\tArg:{'|'.join(ACTORS.values())}, Value:{'|'.join(f.value for f in MentionForm)}"]
    return "".join(f"{row}\n" for row in rows)


@dataclass(slots=True)
class _Sheet(Sheet):
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
                self.mentions.setdefault(mention.span, row)
                rows.append(row)
        if rows:
            countries = country_words(actor)
            told = "; ".join(bit for bit in (sort_words(actor).text, countries, plain(known_line(actor))) if bit)
            self.note(rows[0], f"{actor.id}: {told}")
        if len(rows) > 1:
            self.rows.append(f"*\tEquiv {' '.join(rows)}")

    def noted(self, kind: str, span: Span, words: str) -> str | None:
        if row := self.textbound(kind, (span,)):
            self.note(row, words)
        return row
