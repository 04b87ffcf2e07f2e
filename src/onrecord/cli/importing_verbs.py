"""What ``onrecord import`` is given."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from .desk_verbs import at_desk

FORMS = ("ftm", "stix", "ris", "csl")
MARKINGS = ("clear", "green", "amber", "amber+strict", "red")

_ABOUT = """\
Takes in what analysts have in other programs: actors for a pack of names, and documents for the desk.

ftm   entities of FollowTheMoney, one a line, as OpenSanctions and OpenAleph give them: actors, joined to a pack.
stix  a STIX 2.1 bundle: identities, threat actors, intrusion sets and countries are joined to a pack, with whoever
      named them so in the note; reports, notes and opinions with a text are filed as documents of their creator.
      Revoked objects, and those marked for fewer than --tlp, are told and not taken.
ris   references of a library (Zotero: export as RIS, with files): attached files are filed with the title, author,
      date, outlet and address that the library gives; references without a file are listed.
csl   references as CSL-JSON, which names no files: they are listed.

What a file is, is told from its content. What is in the pack stays as it is, and what it lacks is added; what is on
the desk is known again: the same file twice changes nothing. What cannot be used is named, and the rest goes on."""


def importing_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help="what to take in")
    at_desk(parser)
    parser.add_argument("--as", dest="form", choices=FORMS, help="what the files are (by their content)")
    parser.add_argument(
        "--pack", metavar="DIR", help="the pack that actors go into (packs/imported in the desk's folder)"
    )
    parser.add_argument("--source", metavar="CODE", help="the code of the list in pack.yaml (the file's name)")
    parser.add_argument("--source-title", metavar="TEXT", help="what the list is, where it is new to the pack")
    parser.add_argument("--source-url", metavar="URL", help="where it was found")
    parser.add_argument("--licence", metavar="SPDX", help="the licence of the list (unknown)")
    parser.add_argument(
        "--tlp", choices=MARKINGS, default="green", help="take what is marked TLP up to this (%(default)s)"
    )
    parser.add_argument(
        "--allow-outside", action="store_true", help="read attached files that lie outside the library's folder"
    )
    parser.add_argument("--watch", action="store_true", help="watch the pages of references that have no file")
