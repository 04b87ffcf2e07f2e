"""The nouns: frozen dataclasses, standard library only. What a thing *is* is said here, once."""

from .actor import Actor, ActorKind, Candidate, Mention, MentionForm, Role
from .brief import Brief, BriefPart, BriefSentence, Citation
from .codec import WIRE_VERSION, from_wire, to_wire
from .commitment import Commitment, CommitmentKind, CommitmentStatus, Due, DueKind
from .document import Document, Forward, Precision, Provenance, Snapshot, Zone, ZoneKind
from .entity import Entity
from .event import Count, Counted, Event, EventType, Taker
from .judgement import Judgement, JudgementKind
from .kept import Carrier, Kept, KeptFinding
from .place import Place, PlaceChoice, PlacePrecision
from .record import Failure, Record
from .source import Grade, Reliability, Source, SourceKind
from .span import Span, hull
from .standing import Footing, Polarity, Standing
from .statement import Form, Party, Speaker, SpeechAct, Statement
from .tie import Tie, TieType
from .timeref import Anchor, AnchorKind, Bound, Granularity, TimeKind, TimeRef, Written

__all__ = [
    "WIRE_VERSION",
    "Actor",
    "ActorKind",
    "Anchor",
    "AnchorKind",
    "Bound",
    "Brief",
    "BriefPart",
    "BriefSentence",
    "Candidate",
    "Carrier",
    "Citation",
    "Commitment",
    "CommitmentKind",
    "CommitmentStatus",
    "Count",
    "Counted",
    "Document",
    "Due",
    "DueKind",
    "Entity",
    "Event",
    "EventType",
    "Failure",
    "Footing",
    "Form",
    "Forward",
    "Grade",
    "Granularity",
    "Judgement",
    "JudgementKind",
    "Kept",
    "KeptFinding",
    "Mention",
    "MentionForm",
    "Party",
    "Place",
    "PlaceChoice",
    "PlacePrecision",
    "Polarity",
    "Precision",
    "Provenance",
    "Record",
    "Reliability",
    "Role",
    "Snapshot",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "SpeechAct",
    "Standing",
    "Statement",
    "Taker",
    "Tie",
    "TieType",
    "TimeKind",
    "TimeRef",
    "Written",
    "Zone",
    "ZoneKind",
    "from_wire",
    "hull",
    "to_wire",
]
