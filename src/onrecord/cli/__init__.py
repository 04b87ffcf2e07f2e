"""The command line: what a person types is parsed here, and each verb is one module beside this one.

Exit codes: 0 all was read, 1 something could not be read (the rest was), 2 wrong usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from ..version import ENGINE
from .brief_verbs import brief_options, packet_options
from .codebook_verbs import codebook_options
from .desk_verbs import desk_options, show_options
from .finding_verbs import actor_options, alert_options, chain_options, find_options, link_options
from .following_verbs import (
    claims_options,
    compare_options,
    coverage_options,
    export_options,
    importing_options,
    ledger_options,
    network_options,
    new_options,
    trend_options,
)
from .gazetteer_verbs import gazetteer_options

#: The forms of output; ``text`` is the terminal view, the others are the exports (a test holds the lists together).
FORMS = ("text", "json", "jsonl", "html", "md", "brat")

#: The modules of verbs whose own names are words of the language.
_MODULES = {"import": "importing"}

_READ = """\
Reads reports and says who said what, on whose word, exact to the character.

Without --format: text where a person looks, and JSON lines where the output is piped and there are many documents.

With --out PATH the output goes to a file, or, for html, json and brat of many documents, to one file a document in
the folder PATH. What exists is not overwritten without --force. A run that was stopped or killed goes on where it was
when the same command is given again: until it is complete, a journal lies beside the output (PATH.progress, or
.onrecord-progress in the folder). What could not be read is listed at the end and, with --out, kept in
PATH.failures.jsonl (onrecord-failures.jsonl in the folder).

--events, --ties and --commitments write tables over all documents, whatever the form of the output. --events has
POLECAT's columns under their names, and then those that say on whose word each event stands. A cell that a spreadsheet
would take for a formula gets an apostrophe before it; entries of one cell stand between semicolons. A table is
complete or not there."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; ``argv`` without the program's name, ``sys.argv`` where not given. Returns the exit code."""
    from ..errors import OnRecordError, QueryError, SettingError

    options = _parser().parse_args(argv)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return _end(130, "stopped" + _after_a_stop(options))
    except BrokenPipeError:
        # Whoever was reading has had enough (``| head``). Nothing may be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except QueryError as error:
        from .pointing import pointed

        return _end(2, *pointed(error).splitlines())
    except SettingError as error:
        return _end(2, str(error))
    except OnRecordError as error:
        return _end(1, str(error))
    except Exception as fault:
        # The door: nobody behind it can act on a fault of the program itself, and a traceback tells a reader nothing.
        if os.environ.get("ONRECORD_DEBUG", "0") not in ("", "0"):
            raise
        kind = type(fault).__name__
        return _end(
            1, f"the program itself failed ({kind}: {fault}); please report it, with what ONRECORD_DEBUG=1 shows"
        )


def _after_a_stop(options: argparse.Namespace) -> str:
    if options.verb == "desk" and options.action == "add":
        return "; what was told as filed is filed, and the same command goes on from here"
    return "; the same command goes on from here" if options.verb in ("read", "export") and options.out else ""


def _run(options: argparse.Namespace) -> int:
    from ..settings import from_environment, tame

    tame(os.environ)
    module = _MODULES.get(options.verb, options.verb)
    code: int = import_module(f".{module}", __name__).run(options, from_environment(os.environ))
    sys.stdout.flush()
    return code


def _end(code: int, sentence: str, *more: str) -> int:
    from .notices import tell

    tell(f"onrecord: {sentence}")
    for line in more:
        tell(line)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="onrecord", description="Who said what, and on whose word: reads public reporting.")
    parser.add_argument("--version", action="version", version=f"onrecord {ENGINE}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _read_options(
        verbs.add_parser(
            "read", help="read reports", description=_READ, formatter_class=argparse.RawDescriptionHelpFormatter
        )
    )
    demo = verbs.add_parser("demo", help="read the sample that ships, from an invented region, and make a desk of it")
    demo.add_argument(
        "folder", nargs="?", default="onrecord-demo", metavar="DIR", help="where to make the sample desk (%(default)s)"
    )
    demo.add_argument("--format", choices=FORMS[:-1], default="text", help="the form of the output (text)")
    verbs.add_parser("schema", help="print the JSON Schema of a record")
    codebook_options(verbs.add_parser("codebook", help="show the codebook, and check it with its own examples"))
    gazetteer_options(verbs.add_parser("gazetteer", help="check, search and edit packs of known names"))
    desk_options(verbs.add_parser("desk", help="keep what was published: take in, watch, grade, judge, verify"))
    show_options(verbs.add_parser("show", help="show a finding or document that a desk keeps, by its id"))
    find_options(verbs.add_parser("find", help="find statements, events, ties, commitments and documents on a desk"))
    actor_options(verbs.add_parser("actor", help="all that a desk has of one person or body, each line cited"))
    chain_options(verbs.add_parser("chain", help="who carried a statement, from whom, and what was altered on the way"))
    link_options(verbs.add_parser("link", help="link actors across documents, and decide what is asked"))
    alert_options(verbs.add_parser("alert", help="keep questions, and deliver what is new to them, once"))
    brief_options(verbs.add_parser("brief", help="compose the next brief, check it, render it, publish it"))
    packet_options(verbs.add_parser("packet", help="verify a published brief with all that it stands on"))
    ledger_options(
        verbs.add_parser("ledger", help="promises, demands and threats followed: what became of each, with its sources")
    )
    trend_options(
        verbs.add_parser(
            "trend",
            help="words and deeds of two actors over time, each point with its sentences and denominator",
        )
    )
    new_options(
        verbs.add_parser(
            "new", help="what is said for the first time: by this speaker, this side, or anyone the desk has read"
        )
    )
    claims_options(
        verbs.add_parser(
            "claims", help="who affirms, denies or revises the same claim; candidates with reasons, never a verdict"
        )
    )
    coverage_options(verbs.add_parser("coverage", help="what was read, missed and silent, by source and language"))
    network_options(verbs.add_parser("network", help="actors and their dated ties, as of a date"))
    export_options(verbs.add_parser("export", help="hand out what a desk keeps in a form of the field"))
    importing_options(verbs.add_parser("import", help="take in actors and references from other programs' files"))
    compare_options(
        verbs.add_parser(
            "compare", help="set a table of another dataset beside the record: agreed, only here, only there"
        )
    )
    return parser


def _read_options(read: argparse.ArgumentParser) -> None:
    read.add_argument("sources", nargs="+", metavar="PATH|FOLDER|GLOB|URL|-", help="what to read; - is standard input")
    read.add_argument("--format", choices=FORMS, help="the form of the output")
    read.add_argument("--out", metavar="PATH", help="write to this file or folder (- is standard output)")
    read.add_argument("--force", action="store_true", help="overwrite what is at --out, and begin anew")
    read.add_argument("--events", metavar="PATH", help="also write a table, one row an event (CSV; .tsv: tabs)")
    read.add_argument("--ties", metavar="PATH", help="also write a table, one row a tie")
    read.add_argument("--commitments", metavar="PATH", help="also write a table, one row a commitment")
    read.add_argument("--jobs", type=int, metavar="N", help="processes that read (ONRECORD_JOBS, else 1)")
    read.add_argument("--published", metavar="DATE", help="publication date: 2017, 2017-09, 2017-09-21, ...T10:00")
    read.add_argument("--source", metavar="NAME", help="the outlet that carried it")
    read.add_argument("--title", metavar="TEXT", help="its title")
    read.add_argument("--author", metavar="NAME", help="who wrote it")
    read.add_argument("--language", metavar="CODE", help="its language (ISO 639: en, ar)")
