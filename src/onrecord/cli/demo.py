"""``onrecord demo``: the main job on the sample that ships, in a few seconds."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib.resources import files

from ..desk import Journey, Refusal
from ..gazetteer import with_own
from ..gazetteer.loading import SAMPLE
from ..intake import Overrides, Raw, known_suffixes
from ..record import Record
from ..settings import Settings
from .notices import tell, visible
from .packing import acts, packed, view

_BRIEF = "brief-coastal-guard.txt"
_SAID = Overrides(source="Basin Monitoring Desk", published="2031-04-03", title="Brief of 3 April 2031")
_ABOUT = "README"


def run(options: Namespace, settings: Settings) -> int:
    """Shows the brief; as text, also one line on each other document and how to go on."""
    journey = Journey(gazetteer=with_own((SAMPLE,)))
    folder = files("onrecord").joinpath("sample")
    brief = next(journey.records(Raw(folder.joinpath(_BRIEF).read_bytes(), _BRIEF), _SAID))
    if isinstance(brief, Refusal):
        raise brief.error
    if options.format != "text":
        sys.stdout.buffer.write("".join(text for _, text in packed(options.format, brief).files).encode())
        tell("The region is fiction: its countries, persons, outlets and events are invented.")
        return 0
    _say(view(brief, sys.stdout))
    _say("The other documents of the sample:\n\n")
    for name in sorted(entry.name for entry in folder.iterdir()):
        if name not in (_BRIEF, _ABOUT) and name.endswith(tuple(known_suffixes())):
            for found in journey.records(Raw(folder.joinpath(name).read_bytes(), name)):
                if isinstance(found, Refusal):
                    raise found.error
                _say(_line(name, found))
    _say(_how_to_go_on(str(folder)))
    return 0


def _line(name: str, record: Record) -> str:
    return visible(f"  {name:28} {len(record.statements):3} statements: {acts(record)}") + "\n"


def _how_to_go_on(folder: str) -> str:
    return f"""
The region is fiction: its countries, persons, outlets and events are invented.

Go on with:
  onrecord read REPORT.txt                                      your own report, web page or PDF
  onrecord demo --format html > brief.html                      the brief as a page to read in a browser
  onrecord read {folder} --out sample.jsonl
"""


def _say(words: str) -> None:
    """Standard output may know fewer characters than the document."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(words.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()
