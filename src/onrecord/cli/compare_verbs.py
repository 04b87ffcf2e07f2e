"""What ``onrecord compare`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "json", "csv")
SCHEMES = ("auto", "acled", "gdelt", "polecat")

_ABOUT = """\
Sets the events of another dataset's table beside those of the desk: agreed, near, only there, only here, and why.

The table is one of ACLED (CSV with its columns), of GDELT (an events export, 57, 58 or 61 columns without a header) or
of POLECAT (its columns). A row and an event are agreed if day, type and somebody or some place fit; each is in one
pair at most, the likest first. Where no text tells the day of an event here, it is compared by the day of publication,
and that is said. Types are compared in PLOVER: the codebook's acled.csv and cameo.csv say what theirs are.

What is a fact there is told here with its standing: reported, or on whose word. What is only planned or denied here
agrees with nothing. Where the desk read nothing, it can agree with nothing: what was read in the period is told."""


def compare_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    parser.add_argument("table", metavar="TABLE", help="their table")
    at_desk(parser)
    parser.add_argument("--as", dest="scheme", choices=SCHEMES, default="auto", help="whose it is (by its first line)")
    parser.add_argument("--find", metavar="QUERY", help="only events here that this question finds")
    parser.add_argument("--actor", metavar="NAME", help="only rows and events with this actor: a name or id")
    parser.add_argument("--since", metavar="DATE", help="from then on: 2031, 2031-04, 2031-04-15 (its first day)")
    parser.add_argument("--until", metavar="DATE", help="up to then, that day, month or year included (its last day)")
    parser.add_argument("--as-of", metavar="TIME", help="as the desk was then: 2031-04-15, or ...T10:00 (UTC)")
    parser.add_argument("--limit", type=int, metavar="N", help="so many of each part as text (10; 0: all)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
