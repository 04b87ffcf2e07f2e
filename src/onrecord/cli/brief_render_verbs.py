"""What ``onrecord brief render`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

_ABOUT = """\
Renders a draft: HTML, DOCX, PDF, Markdown, plain text for mail. Citations become numbered notes with the document, the
archived copy, the day of access, on whose word it is, and the exact words; a statement on sources and a note on method
stand at the end, the TLP mark of the draft's head (tlp: AMBER) at top and bottom. Words from an Arabic or Persian
source stand beside their translation.

The draft is checked first, and is not rendered if a sentence says what its sources do not. With --no-check it is, and
the page says that it was not checked."""

FORMATS = ("html", "docx", "pdf", "md", "txt")


def brief_render_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    at_desk(parser)
    parser.add_argument("file", metavar="FILE", help="the draft, a Markdown file")
    parser.add_argument("--format", choices=FORMATS, help="the form (by the ending of --out, else html)")
    parser.add_argument(
        "--csl",
        metavar="STYLE",
        help="style of citation: onrecord-note, onrecord-author-date, onrecord-numeric, or a .csl file (the house's)",
    )
    parser.add_argument(
        "--notes", choices=("foot", "end", "inline"), help="where sources are told (as the style of citation asks)"
    )
    parser.add_argument("--style", metavar="FILE", help="the house's style, YAML (the draft's head may name it)")
    parser.add_argument(
        "--css", metavar="FILE", help="a sheet of the house that stands after ours (the style's; HTML, PDF)"
    )
    parser.add_argument("--reference-docx", metavar="FILE", help="a DOCX whose styles are taken (the style's)")
    parser.add_argument("--no-check", action="store_true", help="render what was not checked, and say so on the page")
    parser.add_argument("--require-confirmed", action="store_true", help="the check asks that a person confirmed all")
    parser.add_argument("--as-of", metavar="TIME", help="as the desk had it then: 2017-09-21, or ...T10:00 (UTC)")
    parser.add_argument("--out", metavar="FILE", required=True, help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite what is at --out")
