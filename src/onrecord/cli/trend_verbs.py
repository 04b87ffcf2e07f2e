"""What ``onrecord trend`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "json", "csv", "svg", "png")
BYS = ("day", "week", "month", "quarter", "year")

_ABOUT = """\
How one actor speaks of another and deals with it over time: words and deeds, each over the texts that were read.

What several outlets carry counts once, where it was told first. Statements and events weigh what the codebook says,
from -10 (conflict) to +10 (cooperation); what is reported, attributed to somebody and commented is never mixed. It is
counted over a fixed set of outlets: those that were read throughout the period, or those that --sources names. Joins,
silences and new names of outlets are told beside it. Where nothing was read there is no figure, which is not zero.

An actor's ministries, and the people who hold an office in it, speak and act for it; how much is whose is told.
Each point opens its sentences: --bucket 2031-04 lists all of one."""


def trend_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("a", metavar="ACTOR", help="a name in any script; a:... or pack:id of an actor")
    parser.add_argument("b", metavar="TOWARDS", nargs="?", help="the other actor; anybody if none is named")
    parser.add_argument("--by", choices=BYS, default="month", help="the stretches that are counted by (month)")
    parser.add_argument("--since", metavar="DATE", help="from then on: 2031, 2031-04, 2031-04-15, 2031-W15, 2031-Q2")
    parser.add_argument("--until", metavar="DATE", help="up to then, that day, month or year included")
    parser.add_argument(
        "--sources",
        metavar="FILE|NAME,...",
        help="count over these outlets: names or ids with commas between, a file of them (a line each), or all",
    )
    parser.add_argument("--both", action="store_true", help="the other direction too")
    parser.add_argument("--bucket", metavar="NAME", help="list all sentences of one stretch: 2031-04, 2031-W15")
    parser.add_argument("--limit", type=int, metavar="N", help="sentences of each line and stretch that are shown (3)")
    parser.add_argument("--as-of", metavar="TIME", help="as the desk was then: 2031-04-15, or ...T10:00 (UTC)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
