"""What ``onrecord brief`` and ``onrecord packet`` are given: an action each, with options of its own."""

from __future__ import annotations

from argparse import ArgumentParser

from .brief_check_verbs import brief_check_options
from .brief_list_verbs import brief_list_options
from .brief_new_verbs import brief_new_options
from .brief_publish_verbs import brief_publish_options
from .brief_render_verbs import brief_render_options
from .brief_ripple_verbs import brief_ripple_options
from .packet_verbs import packet_verify_options


def brief_options(parser: ArgumentParser) -> None:
    """Adds the actions on a brief."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    brief_new_options(actions.add_parser("new", help="compose a draft from the record"))
    brief_check_options(actions.add_parser("check", help="check every sentence of a draft against what it cites"))
    brief_render_options(actions.add_parser("render", help="render a draft: HTML, DOCX, PDF, Markdown, plain text"))
    brief_publish_options(actions.add_parser("publish", help="freeze a brief, with the findings as they stand"))
    brief_ripple_options(actions.add_parser("ripple", help="which sentences of published briefs no longer stand"))
    brief_list_options(actions.add_parser("list", help="the briefs that were published"))


def packet_options(parser: ArgumentParser) -> None:
    """Adds the actions on a packet."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    packet_verify_options(actions.add_parser("verify", help="verify a packet, by itself alone"))
