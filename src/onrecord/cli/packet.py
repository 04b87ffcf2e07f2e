"""``onrecord packet``: a brief with all that it stands on in one file, proved by that file alone."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import SettingError
from ..export.kept_words import minute
from ..export.telling import Words
from ..export.wording import count_words
from ..settings import Settings
from .saying import say, say_json

if TYPE_CHECKING:
    from ..brief.packet_proving import Proof


def run(options: Namespace, settings: Settings) -> int:
    """Proves it: 0; 1 if something is wrong."""
    from ..brief.packet_proving import prove

    del settings
    root = _root(options.root)
    proof = prove(_read(options.file), root)
    if options.format == "json":
        say_json(_wire(proof))
    else:
        _tell(options.file, proof, root)
    return 0 if proof.sound else 1


def _root(said: str | None) -> str | None:
    if said is None:
        return None
    small = said.strip().lower().removeprefix("sha256:")
    if not re.fullmatch(r"[0-9a-f]{64}", small):
        raise SettingError("--root is no SHA-256", said, "give the 64 digits that the publisher told")
    return small


def _read(file: str) -> bytes:
    """The bytes of an ordinary file.

    Raises:
        SettingError: if there is none, it cannot be read, or is larger than a packet can be.
    """
    from ..brief.ordinary_file import read_named
    from ..brief.packet_zip import LARGEST

    data = read_named(file, LARGEST, "packet")
    if len(data) > LARGEST:
        raise SettingError("this file is larger than a packet can be", file, f"a packet has {LARGEST:,} bytes at most")
    return data


def _tell(file: str, proof: Proof, root: str | None) -> None:
    from ..brief.packet_proving import MOST

    if proof.manifest is not None:
        brief = proof.manifest.brief
        say(f"{brief['id'][:18]}  ", Words(brief["title"]))
        say("  published ", Words(f"{minute(brief['published'])} UTC by {brief['who']}"))
    for flaw in proof.flaws[:MOST]:
        say("  wrong: ", Words(str(flaw)))
    if len(proof.flaws) > MOST:
        say("  and more")
    if not proof.sound:
        say(Words(file), ": this packet is not what was published")
        return
    checked = proof.checked
    counts = (
        count_words(checked["bytes"], "byte"),
        count_words(checked["files"], "file"),
        count_words(checked.get("citations", 0), "citation"),
        count_words(checked.get("quotations", 0), "quotation"),
        count_words(checked["documents"], "document"),
        count_words(checked["snapshots"], "snapshot"),
    )
    say(f"  proved: {', '.join(counts)}")
    for note in proof.notes:
        say("  to note: ", Words(note))
    say(f"  root hash {proof.root}")
    if root is None:
        say("  Compare it with the one that the publisher told by another way: onrecord packet verify FILE --root HASH")


def _wire(proof: Proof) -> dict[str, object]:
    return {
        "sound": proof.sound,
        "root": proof.root,
        "brief": None if proof.manifest is None else dict(proof.manifest.brief),
        "flaws": [{"where": one.where, "offset": one.offset, "what": one.what} for one in proof.flaws],
        "checked": dict(proof.checked),
        "notes": list(proof.notes),
    }
