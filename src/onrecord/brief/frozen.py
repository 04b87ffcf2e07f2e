"""A brief frozen: the draft, and everything that it cites as it stood, as canonical JSON that is hashed and kept.

Canonical is: keys in the order of their code points, no spaces, UTF-8. The same brief gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import BriefError
from ..version import ENGINE
from .draft import Draft, read_draft
from .evidence import Evidence
from .stood import stood

Json = dict[str, Any]

#: The form of what is frozen.
FORM = "onrecord brief 1"
_FACTS = (
    "form",
    "id",
    "title",
    "published",
    "who",
    "sha256",
    "draft",
    "name",
    "style",
    "corrects",
    "versions",
    "cited",
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen. ``draft`` is the draft's text, and ``sha256`` of its bytes; ``name`` what its file was called.

    ``versions`` say by what it was checked and read (engine, codebook, models, packs). ``cited`` is, for each key of a
    citation, how it stood (``stood.stood``), in the order in which they are met.
    """

    id: str
    title: str
    published: str
    who: str
    sha256: str
    draft: str
    name: str
    style: str
    versions: Json
    cited: Mapping[str, Json]
    corrects: str | None = None

    @property
    def read(self) -> Draft:
        """The draft, read into sentences."""
        return read_draft(plain(self.draft), self.id)

    @property
    def whole(self) -> dict[str, str]:
        """The whole ids of what is cited (with places of passages), by its keys: short ones may be of several now."""
        return {key: one["id"] + key[key.index("#") :] if "#" in key else one["id"] for key, one in self.cited.items()}


def canonical(value: Any) -> bytes:
    """JSON values as the one text that they have.

    Raises:
        BriefError: if they hold what cannot be written in UTF-8: half of a pair of surrogates.
    """
    said = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    try:
        return said.encode()
    except UnicodeEncodeError as reason:
        raise BriefError(
            "this holds a character that is none", f"U+{ord(said[reason.start]):04X}", "take it out"
        ) from None


def plain(draft: str) -> str:
    """A draft as it is read: without the mark that some programs put first, every line ended by a line feed."""
    return draft.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def content_of(frozen: Frozen) -> bytes:
    """What is kept of a frozen brief."""
    said = {name: getattr(frozen, name) for name in _FACTS if name not in ("form", "cited")}
    return canonical({**said, "form": FORM, "cited": list(frozen.cited.values())})


def frozen_from(content: bytes, name: str) -> Frozen:
    """What ``content_of`` wrote. ``name`` is what a message calls it.

    Raises:
        BriefError: if it is none such.
    """
    try:
        said = json.loads(content)
        if not isinstance(said, dict) or said.get("form") != FORM:
            raise ValueError("its form is not known")
        if set(said) != set(_FACTS) or canonical(said) != content:
            raise ValueError("it is not canonical")
        if hashlib.sha256(said["draft"].encode()).hexdigest() != said["sha256"]:
            raise ValueError("its draft is another one")
        words = [said[one] for one in _FACTS if one not in ("form", "versions", "cited", "corrects")]
        if not all(isinstance(one, str) for one in words) or not isinstance(said["versions"], dict):
            raise ValueError("its facts are no words")
        if not all(isinstance(one["document"]["id"], str) and isinstance(one["key"], str) for one in said["cited"]):
            raise ValueError("it cites what is no document")
        del said["form"]
        return Frozen(**{**said, "cited": {one["key"]: one for one in said["cited"]}})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise BriefError(f"this is no published brief ({reason})", name, "take another copy of it") from None


def frozen_evidence(found: Mapping[str, Evidence]) -> dict[str, Json]:
    """Every citation (by its key) as it stands."""
    return {key: stood(key, one) for key, one in found.items()}


def versions_of(cited: Mapping[str, Json], codebook: str) -> Json:
    """By what a brief is checked, and by what its sources were read."""
    documents = [one["document"] for one in cited.values()]
    return {
        "engine": ENGINE,
        "codebook": codebook,
        "read_by": sorted({f"onrecord {one['engine']}" for one in documents}),
        "models": sorted({one["model"] for one in documents if one["model"]}),
        "packs": sorted({pack for one in documents for pack in one["knowledge"]}),
    }
