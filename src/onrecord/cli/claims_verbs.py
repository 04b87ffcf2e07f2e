"""What ``onrecord claims`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "md", "json")
KINDS = ("contradicts", "affirms", "revises")

_ABOUT = """\
Statements that seem to put forward one proposition: who affirms it, who contradicts it, who gives another number, date,
place or degree; and how many speakers, utterances and independent origins stand behind each.

  onrecord claims s:3f9c                      what others, and the speaker at other times, say of this
  onrecord claims --actor "Daryan Mehvesh" --self      where one speaker contradicts or revises himself
  onrecord claims --query 'mine* port' --kind contradicts
  onrecord claims --since 2031-05-01          what was published since, against all that the desk has

All are candidates with reasons, for a person to judge, and never verdicts. English statements only. Each statement is
compared with those near in meaning and those that share rare words with it; reports of one utterance are one."""


def claims_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("id", nargs="?", metavar="ID", help="a statement, or a finding that stands on one")
    parser.add_argument("--actor", metavar="NAME|ID", help="only what this speaker says is compared")
    parser.add_argument("--query", metavar="QUESTION", help="only statements that fit, as onrecord find has them")
    parser.add_argument("--since", metavar="DATE", help="only statements of this day and later: 2031-05-01")
    parser.add_argument(
        "--kind", choices=KINDS, action="append", metavar="KIND", help=f"{', '.join(KINDS)}; may be given again (all)"
    )
    parser.add_argument("--self", action="store_true", dest="itself", help="only what one speaker says at two times")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--as-of", metavar="TIME", help="as it was then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument("--limit", type=int, metavar="N", help="claims that are shown (10)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
