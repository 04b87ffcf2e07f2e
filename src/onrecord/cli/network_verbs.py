"""What ``onrecord network`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "html", "svg", "json")
#: The standings of ties, and their types; a test holds the lists together with the record's.
STANDINGS = ("reported", "attributed", "comment", "derived")

_ABOUT = """\
Actors and the ties that hold between them at a date, each tie with the texts that tell it and on whose word. A tie
holds at a date if it was told by then, or says itself that it held or began by then, and nothing told by then says that
it ended.

The drawing has whole lines for what documents report, dashed ones for what somebody says, dotted ones for an analyst's
comment, thin ones for what no words state. Groups (Louvain) and brokers (betweenness) are what methods find in the ties
that are shown: a way to look, and no findings. They need: pip install 'onrecord[follow]'"""


def network_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument(
        "--at", metavar="DATE", help="the day (the last on which a tie was told): 2017, 2017-09, 2017-09-21"
    )
    parser.add_argument("--around", metavar="NAME|ID", help="only this actor, and those that are near it")
    parser.add_argument("--depth", type=int, default=1, metavar="N", help="with --around: how many steps from it (1)")
    parser.add_argument(
        "--type", action="append", default=[], metavar="TYPE", help="only these: part-of, leads (again)"
    )
    parser.add_argument("--standing", action="append", default=[], choices=STANDINGS, help="only these (again)")
    parser.add_argument("--compare", metavar="DATE", help="what differs from this earlier day")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--as-of", metavar="TIME", help="by what the desk knew then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument("--limit", type=int, metavar="N", help="actors that are shown, those with most ties first (40)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
