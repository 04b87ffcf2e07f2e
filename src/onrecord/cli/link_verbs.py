"""What ``onrecord link`` is given."""

from __future__ import annotations

import argparse

from .desk_verbs import at_desk

_ABOUT = """\
One actor behind many names. Without an action, links the actors of what was filed since, and says what came of it:
those that are surely somebody the desk has met are linked, with a score and its reasons; those that may be are asked
about. What is asked, "onrecord link review" shows, most evidence first, and what is answered is a judgement in the
history, which "onrecord desk undo" takes back."""

_REVIEW = """\
Asks whether two actors are one: shows names, offices, outlets and sentences of both, the score and its reasons, and
reads an answer for each: same, different, unsure, skip or quit, or the first letter (k for skip). Answers enter the
history. What was answered is not asked again; "unsure" is, once a document gives more evidence than there was."""

_PAIR = """\
Says that two actors are the {}. Each is a:3f9c (four digits or more), pack:id, d:3f9c.../a2 (an actor of one document,
by both ids), or a name that one actor bears. It enters the history, and "onrecord desk undo" takes it back."""

_RAW = argparse.RawDescriptionHelpFormatter


def link_options(parser: argparse.ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, _RAW
    _everywhere(parser)
    verbs = parser.add_subparsers(dest="action", metavar="ACTION")
    review = verbs.add_parser(
        "review", help="ask about those that may be one", description=_REVIEW, formatter_class=_RAW
    )
    review.add_argument("--limit", type=int, default=0, metavar="N", help="ask so many questions at most")
    for kind, says in (
        ("same", "same"),
        ("different", "different from each other"),
        ("unsure", "same, or not: unsure"),
    ):
        one = verbs.add_parser(
            kind, help=f"say that two actors are {says}", description=_PAIR.format(says), formatter_class=_RAW
        )
        one.add_argument("one", metavar="A", help="an actor: its id, or its name")
        one.add_argument("other", metavar="B", help="the other one")
        one.add_argument("--why", metavar="TEXT", help="the reason, for the history")
    listed = verbs.add_parser("list", help="list the actors that the desk has met, or those of a name")
    listed.add_argument("name", nargs="?", metavar="NAME", help="only those that bear this name, or one like it")
    listed.add_argument("--limit", type=int, default=50, metavar="N", help="list so many at most (default: 50)")
    for verb in verbs.choices.values():
        _everywhere(verb)
        for given in verb._actions:
            # What was given before the action holds unless it is given again after it.
            if given.dest in ("desk", "who", "json"):
                given.default = argparse.SUPPRESS


def _everywhere(verb: argparse.ArgumentParser) -> None:
    at_desk(verb)
    verb.add_argument("--json", action="store_true", help="print JSON")
