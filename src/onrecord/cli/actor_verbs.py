"""What ``onrecord actor`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "md", "html", "json")

_ACTOR = """\
All that a desk has of one person or body: its names and who uses them, offices, ties, designations, statements, events,
commitments, places, a timeline. Each line is cited, and says on whose word it stands. Claims that do not go together
are shown side by side.

A name is looked up in any script and spelling. If it may mean several about equally, they are listed: give the id of
the one that is meant."""


def actor_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ACTOR, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("name", nargs="+", metavar="NAME|ID", help="a name in any script; a:... or pack:id of an actor")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--as-of", metavar="TIME", help="as it was then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument("--limit", type=int, metavar="N", help="lines of each part that are shown (10)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
