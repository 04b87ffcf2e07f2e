"""``onrecord demo``: the main job on the sample that ships, and a desk made of it, in seconds."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from importlib.resources import files
from pathlib import Path
from shlex import quote
from shutil import rmtree
from typing import TYPE_CHECKING

from ..desk import Journey, Outcome, Refusal
from ..gazetteer import with_own
from ..gazetteer.loading import SAMPLE
from ..intake import Overrides, Raw
from ..settings import Settings
from .columns import table
from .notices import tell
from .packing import packed, view
from .writing import part_of, writing

if TYPE_CHECKING:
    from ..desk import Addition, Desk

_BRIEF = "brief-coastal-guard.txt"
_SAID = Overrides(source="Basin Monitoring Desk", published="2031-04-03", title="Brief of 3 April 2031")


def run(options: Namespace, settings: Settings) -> int:
    """Shows the brief; as text, also makes the sample desk, and tells what it shows and how to go on."""
    journey = Journey(gazetteer=with_own((SAMPLE,)))
    brief = next(journey.records(Raw(files("onrecord").joinpath("sample", _BRIEF).read_bytes(), _BRIEF), _SAID))
    if isinstance(brief, Refusal):
        raise brief.error
    if options.format != "text":
        sys.stdout.buffer.write("".join(text for _, text in packed(options.format, brief).files).encode())
        tell("The region is fiction: its countries, persons, outlets and events are invented.")
        return 0
    _say(view(brief, sys.stdout))
    folder = Path(options.folder)
    if (folder / "desk.sqlite").is_file():
        _say(f"The sample desk is there already: {folder}\n")
    else:
        _say(f"A desk of three months in the same region is made in {folder} ...\n")
        _make(folder)
    _say(_how_to_go_on())
    return 0


def _make(folder: Path) -> None:
    """Makes the desk and tells what can be seen on it."""
    from ..desk import Desk
    from ..desk.sample_desk import make_sample_desk

    part = _beside(folder)
    if part != folder:
        rmtree(part, ignore_errors=True)  # What a demo left that was stopped.
    found = list(make_sample_desk(part))
    for one in found:
        if isinstance(one, Refusal):
            raise one.error
    with writing(folder):
        part.replace(folder)
    additions = [one for one in found if not isinstance(one, Refusal)]
    counts = Counter(one.outcome for one in additions)
    with Desk.open(folder) as desk:
        rows, outlets = _highlights(desk, additions)
    reports = counts[Outcome.FILED] + counts[Outcome.REVISED]
    _say(f"{reports} reports by {outlets} outlets are read and filed, among them:\n\n")
    _say(table(None, [("", what, f"{command} --desk {quote(str(folder))}") for what, command in rows]))


def _beside(folder: Path) -> Path:
    """Where the desk is made, so that nobody ever sees half of it; the folder itself where it cannot be, or is ".".

    Making it there says why it cannot be, before anything is written.
    """
    whole = folder.absolute()
    taken = whole.exists() and (not whole.is_dir() or any(whole.iterdir()))
    return folder if taken or whole == Path.cwd() else part_of(whole)


def _highlights(desk: Desk, additions: list[Addition]) -> tuple[list[tuple[str, str]], int]:
    """What can be seen on the desk, each with the command that shows it; and how many outlets there are."""
    from ..desk.comparing import copies_of, families
    from ..store import finding

    with desk.store.reading() as at:
        outlets = {filed.source for filed in finding.documents(at) if filed.source}
        family = max(families(at), key=len)
        copies = list(copies_of(desk.store, at, family[0].id))
        altered = next(
            copy for copy in copies if any(one.quoted and one.here and one.there for one in copy.differences)
        )
        revised = next(one for one in additions if one.outcome is Outcome.REVISED)
        gone = next(one for one in additions if one.outcome is Outcome.GONE)
        kept = finding.record(desk.store, at, revised.revises or "").kept
        cited = next(one.id for one in kept.findings if one.withdrawn) if kept is not None else ""
    told = [
        (f"one wire story in {len(family)} outlets", f"onrecord desk repeats {family[0].id}"),
        (f"a quotation that {altered.source} altered", f"onrecord desk repeats {altered.document}"),
        (
            f"a page that was edited, {revised.withdrawn} findings withdrawn",
            f"onrecord desk changes {revised.document}",
        ),
        ("an accusation withdrawn by its source", f"onrecord show {cited}"),
        ("a page that vanished", f"onrecord show {gone.document}"),
        ("outlets graded, silent, renamed", "onrecord desk sources"),
        ("the next brief, composed and cited", "onrecord brief new --since 2031-05-03 --until 2031-05-12"),
    ]
    return told, len(outlets)


def _how_to_go_on() -> str:
    return """
The region is fiction: its countries, persons, outlets and events are invented.

Go on with:
  onrecord demo --format html > brief.html    the brief as a page to read in a browser
  onrecord read REPORT.txt                    your own report, web page or PDF
  onrecord desk init MYDESK                   a desk of your own
"""


def _say(words: str) -> None:
    """Standard output may know fewer characters than the document."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(words.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()
