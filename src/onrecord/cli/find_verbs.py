"""What ``onrecord find`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

_FIND = """\
Finds statements, events, ties, commitments and documents on a desk.

  onrecord find 'close the strait'                    both words and all their endings, anywhere in one finding
  onrecord find '"close the strait" act:threaten'     words in a row; statements that threaten
  onrecord find 'speaker:"Harbour Guard" NOT zone:comment published:2031-04..2031-05'
  onrecord find 'mine* NEAR/5 strait grade:A..C'

The shell takes quotation marks away, so put the whole question between single ones. A name finds its bearer under all
names, in every script. --explain says what each part was taken for. Without a question everything is found."""

#: The orders, as ``store.hits.Order`` has them (a test holds them together).
ORDERS = ("relevance", "recent", "newest", "oldest", "filed")
#: Hits of a page where nothing is said.
USUAL = 10


def find_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description = _FIND
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="words, fields and operators; none: everything")
    parser.add_argument("--sort", choices=ORDERS, default="relevance", help="order of hits (default: relevance)")
    parser.add_argument("--limit", type=int, default=USUAL, metavar="N", help=f"hits of a page (default: {USUAL})")
    parser.add_argument("--after", metavar="CURSOR", help="the page after the one that gave this")
    parser.add_argument("--count", action="store_true", help="only how many fit")
    parser.add_argument("--facets", action="store_true", help="only by what all hits differ, counted")
    parser.add_argument("--explain", action="store_true", help="only how the question is understood and looked up")
    parser.add_argument("--like", metavar="ID|WORDS", help="statements that mean nearly the same, of those that fit")
    parser.add_argument("--as-of", metavar="TIME", help="the desk as it was at a time (ISO 8601; UTC without a zone)")
    parser.add_argument("--no-stemming", action="store_true", help="words as they stand, without other endings")
    parser.add_argument("--no-names", action="store_true", help="names as words only, not for who bears them")
    parser.add_argument("--rejected", action="store_true", help="also what somebody rejected")
    parser.add_argument("--json", action="store_true", help="a JSON object a line; one object with --count, --facets")
    at_desk(parser)
