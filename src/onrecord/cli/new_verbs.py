"""What ``onrecord new`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "json")

_ABOUT = """\
What is said for the first time, by what the desk has read: of one statement (its id), of a document, or of all that was
published since a day. Each statement is compared with what was published before it: by the same speaker, by its side
(the bodies that it belongs to, and whoever else belongs to them), and by anybody. Was it said before? Was the one it is
about named, accused, threatened before? What was last done to it? Was the same demanded before, or the opposite said?

"The first time" always says among how many statements, documents and outlets, and between which days. What is only
carried by another outlet is no new saying, and the first carrier counts. What bears no date is told apart."""


def new_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="s:... of a statement; e:..., t:..., c:... that stands on one"
    )
    parser.add_argument("--since", metavar="DATE", help="all that was first published from this day on: 2017-09-21")
    parser.add_argument("--until", metavar="DATE", help="with --since: up to this day")
    parser.add_argument("--document", metavar="ID", help="all statements of a document: d:...")
    parser.add_argument("--actor", metavar="NAME|ID", help="with --since: only what this speaker says")
    parser.add_argument("--query", metavar="QUESTION", help="with --since: only what this question finds")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--as-of", metavar="TIME", help="as the desk had it then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="statements that are shown (20); of one: nearest ones (5)"
    )
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
