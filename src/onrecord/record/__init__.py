"""The nouns: frozen dataclasses, standard library only. What a thing *is* is said here, once."""

from .actor import Actor, ActorKind, Mention, MentionForm
from .codec import WIRE_VERSION, from_wire, to_wire
from .document import Document, Precision, Snapshot, Zone, ZoneKind
from .record import Failure, Record
from .span import Span, hull
from .statement import Form, Party, Speaker, SpeechAct, Statement

__all__ = [
    "WIRE_VERSION",
    "Actor",
    "ActorKind",
    "Document",
    "Failure",
    "Form",
    "Mention",
    "MentionForm",
    "Party",
    "Precision",
    "Record",
    "Snapshot",
    "Span",
    "Speaker",
    "SpeechAct",
    "Statement",
    "Zone",
    "ZoneKind",
    "from_wire",
    "hull",
    "to_wire",
]
