"""``onrecord brief publish``: a brief checked once more, frozen with all that it cites, and put into a packet."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BriefError, SettingError
from ..export.kept_words import minute
from ..export.telling import Words
from ..export.wording import count_words
from ..settings import Settings
from .answering import settle_first
from .brief_check import fault_lines
from .brief_style import style_of
from .desk_place import open_desk
from .notices import tell
from .saying import say
from .writing import is_there, write_bytes

if TYPE_CHECKING:
    from ..desk import Desk
    from ..desk.packing import Packet
    from ..desk.publishing import Publication, ToPublish

_LONGEST_TITLE = 400


def run(options: Namespace, settings: Settings) -> int:
    """Publishes it: 0; 1 if errors stop it."""
    from ..brief.draft import read_draft
    from ..brief.frozen import plain
    from ..desk.publishing import ToPublish, draft_text, publish

    out = _packet(options)
    if options.title is not None and (len(options.title) > _LONGEST_TITLE or not options.title.isprintable()):
        raise SettingError("--title is no short line", None, f"write up to {_LONGEST_TITLE} characters that are shown")
    data = _read(options.file)
    name = "standard input" if options.file == "-" else Path(options.file).name
    text = plain(draft_text(data, options.file))
    fact = read_draft(text, options.file).brief.fact("style")
    style = style_of(options.style, fact, Path(options.file).parent)
    wanted = ToPublish(data, name, options.title, style, options.corrects, options.require_confirmed)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        done = publish(desk, wanted)
        for line in fault_lines(options.file, text, done.faults):
            tell(line)
        if done.frozen is None:
            errors = count_words(len(done.errors), "error stops", "errors stop")
            tell(f"onrecord: {errors} this brief: nothing was published; mend it and publish it again")
            return 1
        made = None
        try:
            if out is not None:
                made = _packed(desk, done, wanted, Path(options.file).parent)
                write_bytes(out, made.data)
        finally:
            _say(done)  # it is published, whatever became of the packet
    if out is not None and made is not None:
        _say_packet(made, out)
    return 0


def _packet(options: Namespace) -> Path | None:
    out = Path(options.packet) if options.packet else None
    if out is not None and is_there(out) and not (options.force and out.is_file()):
        raise SettingError("something is there already", str(out), "give another --packet, or --force")
    return out


def _read(file: str) -> bytes:
    from ..brief.ordinary_file import read_up_to
    from ..desk.publishing import LARGEST

    try:
        if file == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        return read_up_to(file, LARGEST)
    except OSError as reason:
        why = (reason.strerror or str(reason)).lower()
        raise BriefError(f"this draft cannot be read ({why})", file, "check the path") from None


def _say(done: Publication) -> None:
    frozen = done.frozen
    if frozen is None:
        return
    verb = "was published before" if done.before else "published"
    say(f"{frozen.id}  {verb}: ", Words(frozen.title))
    say(f"  at {minute(frozen.published)} UTC by ", Words(frozen.who))
    say(f"  cites {count_words(len(frozen.cited), 'finding or document', 'findings or documents')}")
    say(f"  SHA-256 of the draft {frozen.sha256}")


def _packed(desk: Desk, done: Publication, wanted: ToPublish, folder: Path) -> Packet:
    from ..brief.packet_rendering import Look
    from ..brief.render_figures import pictures_of
    from ..desk.packing import pack

    assert done.frozen is not None  # noqa: S101 - errors had ended it
    # Figures lie beside the draft.
    return pack(desk, done.frozen, Look(wanted.style, pictures_of(done.frozen.draft, folder)))


def _say_packet(made: Packet, out: Path) -> None:
    for one in made.left_out:
        tell(f"onrecord: {one}")
    say("  packet ", Words(str(out)), f": {count_words(made.files, 'file')}, {len(made.data):,} bytes")
    say(f"  root hash {made.root}")
    say("  Tell this hash by another way than the packet; with it anybody can prove the packet:")
    say("  onrecord packet verify ", Words(str(out)), f" --root {made.root}")
