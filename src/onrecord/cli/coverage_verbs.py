"""What ``onrecord coverage`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMATS = ("text", "json", "csv")

_ABOUT = """\
What was read, missed and silent, by outlet and language: so that "nothing said" is never taken for "nothing read".

An outlet is silent where nothing came from it for over a day and for more than six times its usual gap, up to the
last day on which the desk read anything. One with something on fewer than five days has no habit, and is never called
silent; one that is followed and was not reached is "not looked at", which is another thing.

Entries of what is followed that were refused or could not be fetched are missed; steps that failed, and languages that
are not read in full, are told too."""


def coverage_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("--by", choices=("month", "week", "day"), default="month", help="the stretches of time (month)")
    parser.add_argument("--since", metavar="DATE", help="from then on: 2031, 2031-04, 2031-04-15, 2031-W15")
    parser.add_argument("--until", metavar="DATE", help="up to then, that day, month or year included")
    parser.add_argument(
        "--source", metavar="NAME", action="append", help="only this outlet: a name or id; may be repeated"
    )
    parser.add_argument("--language", metavar="CODE", help="only documents in this language: en, ar")
    parser.add_argument("--as-of", metavar="TIME", help="as the desk was then: 2031-04-15, or ...T10:00 (UTC)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
