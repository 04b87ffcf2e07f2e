"""What ``onrecord gazetteer`` takes: one parser for each thing that is done with packs of names."""

from __future__ import annotations

import argparse

_GAZETTEER = """\
Packs of known names: checked, searched, shown, added to, and made of lists from elsewhere.

A pack is a folder of tables (CSV) that a spreadsheet opens, with a pack.yaml that says what it is. Those that ship are
always there; ONRECORD_PACKS names folders of your own, separated as in PATH."""

_IMPORT = """\
Makes a new pack of a list of actors.

The list is JSON lines of FollowTheMoney entities, as OpenSanctions and OpenAleph give them (ftm), or CSV whose first
line names the columns: name, and any of id, kind, type, aliases (joined by ;), country, language, note (csv). Lines
that cannot be used are counted and the first of them named; the folder is written whole or not at all."""

_ADD = """\
Adds an actor to a pack, or names to an actor that is in it; the pack is made if it is not there.

An alias is written NAME:LANGUAGE, and may go on with :FORM (name, short, acronym, former, adjective, demonym, metonym,
description) and with :context where it is also a common word. What the checker refuses is not written."""


def gazetteer_options(verb: argparse.ArgumentParser) -> None:
    """Gives ``verb`` its own verbs."""
    verb.description = _GAZETTEER
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    _check(verbs.add_parser("check", help="say what is wrong in packs, with file and line"))
    _search(verbs.add_parser("search", help="find actors and places by a name, in any spelling or script"))
    _show(verbs.add_parser("show", help="show all that is known of an actor or place"))
    _add(verbs.add_parser("add", help="add an actor or names to a pack", description=_ADD, formatter_class=_RAW))
    _import(verbs.add_parser("import", help="make a pack of a list", description=_IMPORT, formatter_class=_RAW))


_RAW = argparse.RawDescriptionHelpFormatter


def _check(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("folders", nargs="*", metavar="FOLDER", help="packs, or folders of packs; all if none is named")


def _search(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("name", metavar="NAME", help="a name in any spelling, in Latin or Arabic script")
    verb.add_argument("--limit", type=int, default=10, metavar="N", help="show at most so many (%(default)s)")
    verb.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _show(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", metavar="ID", help="pack:id of an actor, or geonames:NUMBER of a place")


def _add(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--pack", required=True, metavar="FOLDER", help="the pack to add to")
    verb.add_argument(
        "--id", required=True, metavar="ID", help="the actor's id in the pack, or pack:id of another pack"
    )
    verb.add_argument("--kind", metavar="KIND", help="of a new actor: person, organisation, state, group, outlet ...")
    verb.add_argument("--type", default="", metavar="TYPE", help="a finer word: militia, ministry, newspaper ...")
    verb.add_argument("--name", metavar="NAME", help="the main name of a new actor")
    verb.add_argument("--language", default="en", metavar="CODE", help="the language of the main name (%(default)s)")
    verb.add_argument("--country", action="append", default=[], metavar="CODE", help="its country (ISO 3166: iq)")
    verb.add_argument("--part-of", action="append", default=[], metavar="ID", help="the actor that it is part of")
    verb.add_argument("--speaks-for", action="append", default=[], metavar="ID", help="the actor that it speaks for")
    verb.add_argument("--note", default="", metavar="TEXT", help="what a reader of the pack should know")
    verb.add_argument("--alias", action="append", default=[], metavar="NAME:LANGUAGE", help="another name; repeatable")
    verb.add_argument("--context", action="store_true", help="the main name is also a common word")
    _source(verb)


def _import(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", metavar="FILE", help="the list")
    verb.add_argument("--into", required=True, metavar="FOLDER", help="the folder of the new pack")
    verb.add_argument("--from", dest="form", choices=("ftm", "csv"), help="the form of the list (by its name)")
    verb.add_argument("--kind", default="", metavar="KIND", help="what a line of a CSV is that names no kind")
    _source(verb, code="list")


def _source(verb: argparse.ArgumentParser, code: str | None = None) -> None:
    """Where the names come from, and under which licence."""
    told = "the code of the source in pack.yaml" + (f" ({code})" if code else "")
    verb.add_argument("--source", required=code is None, default=code, metavar="CODE", help=told)
    verb.add_argument("--source-title", default="", metavar="TEXT", help="what a source is that is new to the pack")
    verb.add_argument("--source-url", default="", metavar="URL", help="where it was looked up")
    verb.add_argument("--licence", default="", metavar="SPDX", help="the licence of a new pack and source")
