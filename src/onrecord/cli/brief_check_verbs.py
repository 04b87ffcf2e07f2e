"""What ``onrecord brief check`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "json", "lines")

_ABOUT = """\
Checks every sentence of a draft against what it cites ([@s:3f9c]): quotations to the letter, names, numbers, dates and
places, who said it and through what, whether it is denied or hangs on a condition, what became of the source since. A
sentence outside a comment that is cited to nothing is an error. Each message has its line and column, what is wrong,
and how it may be mended.

The exit code is 1 if there are errors (with --strict also warnings), else 0. With --watch the draft is checked again
whenever its file changes, until Ctrl-C."""


def brief_check_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("files", nargs="+", metavar="FILE", help="drafts, in Markdown")
    parser.add_argument("--style", metavar="FILE", help="the house's style (what the draft's head names, else ours)")
    parser.add_argument(
        "--require-confirmed", action="store_true", help="ask that a person has accepted every finding that is cited"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text, json, or lines: FILE:LINE:COLUMN: gravity: kind: message (%(default)s)",
    )
    parser.add_argument(
        "--as-of", metavar="TIME", help="against the desk as it was then: 2017-09-21, or ...T10:00 (UTC)"
    )
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
