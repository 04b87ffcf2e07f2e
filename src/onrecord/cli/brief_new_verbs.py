"""What ``onrecord brief new`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

_ABOUT = """\
Composes a draft from what was first published in a period: at a glance, then item by item the news with its exact
quotations, room for your comment, what was said earlier, what is new in it, what is due, and who it is. Every sentence
cites the findings it stands on and passes onrecord brief check. Margin notes (<!-- why: ... -->) say why an item was
taken, and at the end what was left out. The draft is Markdown: rewrite it freely, and check it again."""


def brief_new_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("--since", metavar="DATE", required=True, help="what was first published from this day on")
    parser.add_argument("--until", metavar="DATE", help="up to this day (the last of which the desk has a text)")
    parser.add_argument(
        "--on", metavar="ACTOR|QUESTION", help="an actor's name or id; else a question, as onrecord find has it (all)"
    )
    parser.add_argument("--items", type=int, metavar="N", help="items of the draft, at most (5)")
    parser.add_argument("--style", metavar="FILE", help="a house's style: names, titles, dates")
    parser.add_argument("--title", metavar="TEXT", help="the title")
    parser.add_argument(
        "--tlp", metavar="COLOUR", help="how far it may be passed on: red, amber, green, clear (TLP 2.0)"
    )
    parser.add_argument("--as-of", metavar="TIME", help="as the desk had it then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument(
        "--figures",
        action=BooleanOptionalAction,
        default=True,
        help="maps and trends, as files beside --out",
    )
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
