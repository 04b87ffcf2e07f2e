"""What ``onrecord chain`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

_CHAIN = """\
Shows one utterance through its carriers: who carried it first, who has it from whom and by which words that shows, and
where its words were altered. ID is that of a statement (s:...), or of an event, tie or commitment that stands on one.

Carriers stand in the order of publication; one without a date stands where it was filed. The number of voices is the
most that can be independent: carriers that cite no other may still share a source that they do not name. Statements are
read in English, so carriers in other languages are not among them."""


def chain_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _CHAIN, RawDescriptionHelpFormatter
    parser.add_argument("id", metavar="ID", help="s:..., e:..., t:... or c:..., four digits or more")
    parser.add_argument(
        "--format", choices=("text", "svg", "json"), default="text", help="the form of the output (text)"
    )
    parser.add_argument("--out", metavar="FILE", help="write to this file; what exists is overwritten")
    parser.add_argument(
        "--as-of", metavar="TIME", help="as the desk had it then: 2017, 2017-09, 2017-09-21T10:00 (UTC)"
    )
    at_desk(parser)
