"""Every file of the codebook, in one visible list: how it is loaded, and the examples that show that it still works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .acled import acled_table
from .brief_words import brief_words
from .cameo import cameo_table
from .claim_words import claim_words
from .clause_words import clause_words
from .commitment_words import commitment_examples, commitment_words
from .content import act_contents
from .count_words import count_words
from .english_words import english_words
from .event_types import event_types
from .event_words import event_words
from .examples import Example
from .fact_words import fact_words
from .frame_words import frame_words
from .metonym_words import metonym_words
from .modality_words import modality_words
from .party_words import party_words
from .place_words import place_words
from .role_words import role_words
from .sheet import FOLDER
from .tie_words import tie_words, ties_examples
from .time_words import time_words
from .verbs import speech_verbs
from .zone_marks import zone_marks


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """One file: its name, what loads and checks it, and what gives its examples."""

    file: str
    load: Callable[[], object]
    examples: Callable[[], tuple[Example, ...]] = tuple

    @property
    def path(self) -> Path:
        """Where it lies."""
        return FOLDER / self.file

    @property
    def name_and_version(self) -> tuple[str, str]:
        """What the file calls itself, and its version; empty where it does not say."""
        made = self.load()
        return str(getattr(made, "name", "")), str(getattr(made, "version", ""))


FILES = (
    CodebookFile("event_types.yaml", event_types),
    CodebookFile("event_words.yaml", event_words, lambda: event_words().examples),
    CodebookFile("count_words.yaml", count_words),
    CodebookFile("clause_words.yaml", clause_words),
    CodebookFile("ties.yaml", tie_words, ties_examples),
    CodebookFile("commitments.yaml", commitment_words, commitment_examples),
    CodebookFile("modality.yaml", modality_words, lambda: modality_words().examples),
    CodebookFile("cameo.csv", cameo_table),
    CodebookFile("acled.csv", acled_table),
    CodebookFile("claim_words.yaml", claim_words),
    CodebookFile("brief_words.yaml", brief_words),
    CodebookFile("fact_words.yaml", fact_words),
    CodebookFile("speech_verbs.yaml", speech_verbs),
    CodebookFile("frame_words.yaml", frame_words),
    CodebookFile("act_content.yaml", act_contents),
    CodebookFile("parties.yaml", party_words),
    CodebookFile("roles.yaml", role_words),
    CodebookFile("metonyms.yaml", metonym_words),
    CodebookFile("places.yaml", place_words),
    CodebookFile("time_words.yaml", time_words),
    CodebookFile("zone_marks.yaml", zone_marks),
    CodebookFile("english.yaml", english_words),
)
"""In the order in which they are shown."""


@cache
def versions() -> str:
    """Name and version of every file that has them, which a reading is stamped with: ``roles/2 ties/3 ...``."""
    found = (file.name_and_version for file in FILES)
    return " ".join(sorted(f"{name}/{version}" for name, version in found if name and version))
