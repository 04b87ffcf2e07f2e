"""The nouns: frozen dataclasses, standard library only. What a thing *is* is said here, once."""

from .actor import Actor, ActorKind, Candidate, Mention, MentionForm, Role
from .codec import WIRE_VERSION, from_wire, to_wire
from .document import Document, Precision, Snapshot, Zone, ZoneKind
from .place import Place, PlaceChoice, PlacePrecision
from .record import Failure, Record
from .span import Span, hull
from .statement import Form, Party, Speaker, SpeechAct, Statement
from .timeref import Anchor, AnchorKind, Bound, Granularity, TimeKind, TimeRef, Written

__all__ = [
    "WIRE_VERSION",
    "Actor",
    "ActorKind",
    "Anchor",
    "AnchorKind",
    "Bound",
    "Candidate",
    "Document",
    "Failure",
    "Form",
    "Granularity",
    "Mention",
    "MentionForm",
    "Party",
    "Place",
    "PlaceChoice",
    "PlacePrecision",
    "Precision",
    "Record",
    "Role",
    "Snapshot",
    "Span",
    "Speaker",
    "SpeechAct",
    "Statement",
    "TimeKind",
    "TimeRef",
    "Written",
    "Zone",
    "ZoneKind",
    "from_wire",
    "hull",
    "to_wire",
]
