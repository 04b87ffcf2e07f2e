"""What ``onrecord ledger`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "json", "csv", "md")
KINDS = ("promise", "demand", "threat")
STATUSES = ("open", "overdue", "met", "partly", "dropped", "refused", "unverifiable")

_ABOUT = """\
Promises, demands and threats followed: each once, however many documents carry it, with who is to do what, to whom, on
what condition, when it is due and what that was counted from, on whose word, and what became of it.

  onrecord ledger                            all of them
  onrecord ledger ID                         one, whole, with what may have followed and its history
  onrecord ledger accept ID FINDING          says that a finding shows what became of it
  onrecord ledger set ID STATUS --by FINDING says what became of it: open, met, partly, dropped, refused, unverifiable
  onrecord ledger --actor NAME --rates       how many were followed by an act of their type, with the base rate

By itself onrecord says only that one is open, overdue (its day has passed), or unverifiable (its words name nothing
that could be seen). What else became of it a person says; "onrecord desk undo" takes that back."""


def ledger_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument(
        "what", nargs="*", metavar="ID|set|accept", help="one commitment (c:...), or what is said of it"
    )
    parser.add_argument("--actor", metavar="NAME|ID", help="whose: the doer's or the other side's")
    parser.add_argument("--between", nargs=2, metavar="NAME|ID", help="those in which both of two take part")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only these; repeatable")
    parser.add_argument("--status", action="append", choices=STATUSES, help="only these; repeatable")
    parser.add_argument("--overdue", action="store_true", help="only those whose day has passed")
    parser.add_argument("--due-before", metavar="DATE", help="only those that are due by then")
    parser.add_argument("--since", metavar="DATE", help="only those that were said then or later")
    parser.add_argument("--until", metavar="DATE", help="only those that were said by then")
    parser.add_argument("--follow-ups", type=int, default=None, metavar="N", help="the best N that may have followed")
    parser.add_argument(
        "--rates", action="store_true", help="how many of --actor's were followed by an act of their type"
    )
    parser.add_argument(
        "--against", metavar="NAME|ID", help="with --rates: only those against, and acts against, this one"
    )
    parser.add_argument("--by", metavar="FINDING", help="with set: the finding that shows it")
    parser.add_argument("--why", metavar="TEXT", help="with set and accept: the reason, for the history")
    parser.add_argument("--as-of", metavar="TIME", help="as it was then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--limit", type=int, metavar="N", help="entries that are shown (20; all in json, csv and md)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
