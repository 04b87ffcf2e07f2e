"""The public names, pinned: what is listed here stays, and importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import onrecord

PUBLIC = [
    "Actor",
    "ActorKind",
    "Addition",
    "Anchor",
    "AnchorKind",
    "Bound",
    "BriefError",
    "Candidate",
    "Carrier",
    "CodebookError",
    "Commitment",
    "CommitmentKind",
    "Count",
    "Counted",
    "Desk",
    "Document",
    "Due",
    "DueKind",
    "Event",
    "EventType",
    "Failure",
    "FetchError",
    "Footing",
    "Form",
    "Forward",
    "GazetteerError",
    "Grade",
    "Granularity",
    "IntakeError",
    "Judgement",
    "JudgementKind",
    "Kept",
    "KeptFinding",
    "Mention",
    "MentionForm",
    "ModelCardError",
    "OnRecordError",
    "Outcome",
    "Overrides",
    "Party",
    "Place",
    "PlaceChoice",
    "PlacePrecision",
    "Polarity",
    "Precision",
    "Provenance",
    "Raw",
    "ReadingError",
    "Record",
    "Refusal",
    "Reliability",
    "Role",
    "SettingError",
    "Snapshot",
    "Source",
    "SourceKind",
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
        "import sys, onrecord, onrecord.cli\n"
        "print([m for m in ('numpy', 'onnxruntime', 'rich', 'sqlalchemy', 'alembic') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_desk_that_is_asked_loads_neither_steps_of_reading_nor_forms_of_export() -> None:
    said = (
        "import sys, onrecord.desk.asking, onrecord.desk.keeping, onrecord.cli.find\n"
        "rooms = ('reading.steps', 'tagger.runtime', 'export.exports')\n"
        "print([m for m in rooms if f'onrecord.{m}' in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
