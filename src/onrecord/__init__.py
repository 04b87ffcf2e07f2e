"""onrecord reads public reporting into a sourced record: who said what, and on whose word.

    record = onrecord.read("report.txt")
    for statement in record.statements:
        print(statement.speaker.name, statement.act, [span.of(record.document.text) for span in statement.content])

Importing this package loads nothing; each public name is fetched where it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .version import ENGINE as __version__  # noqa: N811 - the name that packages use

if TYPE_CHECKING:
    from .desk import Refusal, read
    from .errors import (
        BriefError,
        CodebookError,
        GazetteerError,
        IntakeError,
        ModelCardError,
        OnRecordError,
        ReadingError,
        SettingError,
        StoreError,
    )
    from .intake import Overrides, Raw
    from .record import (
        Actor,
        ActorKind,
        Anchor,
        AnchorKind,
        Bound,
        Candidate,
        Commitment,
        CommitmentKind,
        Count,
        Counted,
        Document,
        Due,
        DueKind,
        Event,
        EventType,
        Failure,
        Footing,
        Form,
        Granularity,
        Mention,
        MentionForm,
        Party,
        Place,
        PlaceChoice,
        PlacePrecision,
        Polarity,
        Precision,
        Record,
        Role,
        Snapshot,
        Span,
        Speaker,
        SpeechAct,
        Standing,
        Statement,
        Taker,
        Tie,
        TieType,
        TimeKind,
        TimeRef,
        Written,
        Zone,
        ZoneKind,
        from_wire,
        to_wire,
    )
    from .scale import read_many
else:
    #: Which room each public name lives in.
    _ROOMS = {
        "desk": ("Refusal", "read"),
        "errors": (
            "BriefError",
            "CodebookError",
            "GazetteerError",
            "IntakeError",
            "ModelCardError",
            "OnRecordError",
            "ReadingError",
            "SettingError",
            "StoreError",
        ),
        "intake": ("Overrides", "Raw"),
        "record": (
            "Actor",
            "ActorKind",
            "Anchor",
            "AnchorKind",
            "Bound",
            "Candidate",
            "Commitment",
            "CommitmentKind",
            "Count",
            "Counted",
            "Document",
            "Due",
            "DueKind",
            "Event",
            "EventType",
            "Failure",
            "Footing",
            "Form",
            "Granularity",
            "Mention",
            "MentionForm",
            "Party",
            "Place",
            "PlaceChoice",
            "PlacePrecision",
            "Polarity",
            "Precision",
            "Record",
            "Role",
            "Snapshot",
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
            "to_wire",
        ),
        "scale": ("read_many",),
    }
    _HOME = {name: room for room, names in _ROOMS.items() for name in names}

    def __getattr__(name):
        from importlib import import_module

        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = [
    "Actor",
    "ActorKind",
    "Anchor",
    "AnchorKind",
    "Bound",
    "BriefError",
    "Candidate",
    "CodebookError",
    "Commitment",
    "CommitmentKind",
    "Count",
    "Counted",
    "Document",
    "Due",
    "DueKind",
    "Event",
    "EventType",
    "Failure",
    "Footing",
    "Form",
    "GazetteerError",
    "Granularity",
    "IntakeError",
    "Mention",
    "MentionForm",
    "ModelCardError",
    "OnRecordError",
    "Overrides",
    "Party",
    "Place",
    "PlaceChoice",
    "PlacePrecision",
    "Polarity",
    "Precision",
    "Raw",
    "ReadingError",
    "Record",
    "Refusal",
    "Role",
    "SettingError",
    "Snapshot",
    "Span",
    "Speaker",
    "SpeechAct",
    "Standing",
    "Statement",
    "StoreError",
    "Taker",
    "Tie",
    "TieType",
    "TimeKind",
    "TimeRef",
    "Written",
    "Zone",
    "ZoneKind",
    "__version__",
    "from_wire",
    "read",
    "read_many",
    "to_wire",
]
