"""What ``onrecord brief ripple`` is given."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser

from .desk_verbs import at_desk

_ABOUT = """\
Sets every published brief beside the record of today: which of its sentences no longer stand, or stand on weaker
ground, because a source changed or withdrew its page, a finding was rejected or is read otherwise, actors were joined
or taken apart, a grade was lowered, or words were taken out. Says since when, and whose judgement it is.

--format md writes corrections that are ready to be printed. The exit code is 1 if a sentence no longer stands."""


def brief_ripple_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, argparse.RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("ids", nargs="*", metavar="ID", help="b:... of briefs (all, where none is given)")
    parser.add_argument("--since", metavar="DATE", help="only what came on or after this day")
    parser.add_argument("--as-of", metavar="TIME", help="by the record as it was then")
    parser.add_argument("--style", metavar="FILE", help="the house's style, for the check")
    parser.add_argument(
        "--format", choices=("text", "json", "md"), default="text", help="the form of the answer (text)"
    )
    parser.add_argument("--out", metavar="FILE", help="write it to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
