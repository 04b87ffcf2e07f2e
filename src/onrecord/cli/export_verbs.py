"""What ``onrecord export`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

_ABOUT = """\
Hands out what a desk keeps in a form of the field: all of it, or what a question finds, with all that it stands on.
--formats lists the forms, and where standing, polarity, on whose word, grade and licence stand in each.

What somebody rejected is left out, unless --rejected; redacted words are holes in every form. The output is whole or
not there. A run that was stopped goes on where it was when the same command is given again: until it is complete,
a folder FILE.part lies beside it. If the desk has changed since, it says so.

--since-export takes an earlier export of the same, or the time it tells, and writes FILE.deletions.csv beside the
output: what was handed out then and was rejected, redacted or read otherwise since."""


def export_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="the form (see --formats)")
    parser.add_argument("--formats", action="store_true", help="list the forms")
    parser.add_argument("-o", "--out", metavar="FILE", help="where to write; - is standard output")
    parser.add_argument("--rows", metavar="KIND", help="statements, events, ties, commitments, documents (statements)")
    parser.add_argument("--find", metavar="QUERY", help="only what this question finds (see onrecord find)")
    parser.add_argument("--whole", action="store_true", help="all findings of each document that has a hit")
    parser.add_argument("--rejected", action="store_true", help="also what somebody rejected, marked")
    parser.add_argument("--as-of", metavar="TIME", help="the desk as it was then (2031, 2031-05, 2031-05-04T10:00)")
    parser.add_argument("--licence", metavar="TEXT", help="under which licence this is handed out")
    parser.add_argument("--tlp", metavar="LABEL", help="Traffic Light Protocol 2.0: TLP:GREEN")
    parser.add_argument("--since-export", metavar="FILE|TIME", help="also write what an earlier export is to lose")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N documents")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
    at_desk(parser)
