"""What ``onrecord brief list`` is given."""

from __future__ import annotations

from argparse import ArgumentParser

from .desk_verbs import at_desk


def brief_list_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description = "The briefs that were published; with an ID one of them, with all that it cites as that stood."
    at_desk(parser)
    parser.add_argument("id", nargs="?", metavar="ID", help="b:... of one brief")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="the form of the answer (text)")
