"""The public names, pinned: what is listed here stays, and importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import onrecord

PUBLIC = [
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


def test_the_public_names_are_these() -> None:
    assert onrecord.__all__ == PUBLIC
    assert set(PUBLIC) <= set(dir(onrecord))


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    found = getattr(onrecord, name)
    assert name == "__version__" or found.__doc__


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        onrecord.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_loads_no_heavy_library() -> None:
    said = (
        "import sys, onrecord, onrecord.cli; print([m for m in ('numpy', 'onnxruntime', 'rich') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
