"""Items to hand out, made by hand: a report as a desk keeps it, and one whose words are hostile to every form."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

from onrecord.export.forms import Form, Head, Item
from onrecord.record import (
    ActorKind,
    Carrier,
    Entity,
    Grade,
    Judgement,
    JudgementKind,
    Kept,
    KeptFinding,
    Record,
    Reliability,
    Source,
    SourceKind,
)

from .building import Building
from .crossing import crossing

AT = "2031-06-05T09:00:00.000000Z"
HEAD = Head("desk1", AT, None, "onrecord 0.1.0", "CC BY 4.0", "TLP:GREEN")
BARE = Head("desk1", AT, "act:threaten", "onrecord 0.1.0")
ACCEPTED = Judgement("j:1", AT, "mira", JudgementKind.ACCEPT, "s:0000000000000000", why="=heard it, on tape")


def with_ids(record: Record) -> tuple[KeptFinding, ...]:
    """Citable ids made of the record's own: ``s3`` is ``s:0000000000000003``; the first statement was accepted."""
    named = [(one.id, "s") for one in record.statements] + [(one.id, "e") for one in record.events]
    named += [(one.id, "t") for one in record.ties] + [(one.id, "c") for one in record.commitments]
    return tuple(
        KeptFinding(f"{kind}:{int(local[1:]):016x}", local, judgement=ACCEPTED if local == "s0" else None)
        for local, kind in named
    )


def kept(record: Record) -> Record:
    """The record as a desk keeps it: its outlet graded B, with one carrier."""
    grade = Grade(Reliability.B, "it corrects itself", "mira", AT)
    source = Source("o:1", "Harbour Gazette", SourceKind.NEWSPAPER, country="XA", grade=grade)
    carriers = (Carrier("d:2", "منارة الساحل", None, None, 0.93),)
    return replace(record, kept=Kept(AT, AT, source, carriers, with_ids(record)))


def item(record: Record | None = None, number: int = 1) -> Item:
    """A report with all kinds of findings; its first three actors are the desk's too."""
    made = kept(crossing() if record is None else record)
    known = {
        actor.id: Entity(f"a:{place:016x}", f"{actor.name} of the desk", actor.kind, f"coast:{actor.id}")
        for place, actor in enumerate(made.actors[:3])
    }
    return Item(number, made, None, known)


HOSTILE = '=HYPERLINK("x")\tsaid that "@SUM(1)"\x1b[31m; سفينة "كبيرة" \u202eevil\u202c \ud800 and <b> | æ said -1+1.'


def hostile() -> Item:
    """Formulas, control characters, right-to-left letters with an override, and half of a surrogate pair."""
    # A document of half a pair has no bytes, so it is put in when the rest stands.
    b = Building(
        HOSTILE.replace("\ud800", "\ue000"),
        title="+1+1",
        source="@evil",
        url="https://post.example/=1",
        published="2031-04",
    )
    speaker = b.actor('=HYPERLINK("x")', '=HYPERLINK("x")', kind=ActorKind.PERSON)
    b.says(
        b.speaker('=HYPERLINK("x")', speaker), "said that", '"@SUM(1)"\x1b[31m; سفينة "كبيرة" \u202eevil\u202c \ue000'
    )
    b.says(b.speaker("æ"), "|said| -1", "-1+1")
    record = b.record()
    return Item(2, kept(replace(record, document=replace(record.document, text=HOSTILE))))


def made(form: Form, items: Iterable[Item], head: Head = HEAD) -> bytes:
    """The form's file of some items; a piece is one line."""
    lines = [piece for one in items for piece in form.pieces(one)]
    assert not any("\n" in line for line in lines)
    out = _File()
    form.finish(lines, out, head)
    return out.getvalue()


class _File(io.BytesIO):
    """As a file of the disk, but for its name."""

    name = 3
