"""What ``onrecord brief publish`` is given."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser

from .desk_verbs import at_desk

_ABOUT = """\
Freezes a brief: the draft's bytes, and every finding that it cites as it stands now, with versions, grades and
judgements. The desk keeps it under an id (b:...) that is made of the draft's bytes: the same bytes published twice are
one brief. What the check finds to be an error stops it; warnings are told.

--packet writes one zip file with the brief, the sources as they were fetched, their texts, the marked words and an
offline viewer. "onrecord packet verify" proves it by itself alone. Tell the hash that is printed by another way."""


def brief_publish_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, argparse.RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("file", metavar="FILE", help="the draft (Markdown)")
    parser.add_argument("--packet", metavar="OUT.zip", help="also write the packet")
    parser.add_argument("--title", metavar="TEXT", help="its title (else the draft's)")
    parser.add_argument("--style", metavar="FILE", help="the house's style")
    parser.add_argument("--corrects", metavar="ID", help="the published brief (b:...) that this one takes the place of")
    parser.add_argument("--require-confirmed", action="store_true", help="every finding it cites must be accepted")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --packet")
