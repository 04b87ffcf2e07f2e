"""What ``onrecord desk`` and ``onrecord show`` take: one parser for each thing that is done with a desk."""

from __future__ import annotations

import argparse
from typing import Protocol

_DESK = """\
A desk keeps what was published: original bytes, text, record, and where each word came from.

The desk is a folder made by "onrecord desk init", or a PostgreSQL database. --desk says which; else ONRECORD_DESK, else
the present folder. Nothing is filed twice, and nothing that is filed is deleted: corrections, grades and rejections are
judgements in the history, which can be undone and asked for "as of" a time."""

_ADD = """\
Takes in, reads and files reports: files, folders, patterns, URLs, standard input (-), and files that hold many:
Telegram exports (result.json), WARC and WACZ, mbox, maildir, feeds, JSON lines.

What the desk has already is not filed again; that it was met again is noted. A page that was filed with other words is
filed as a new version, and findings whose words are gone are marked as withdrawn by the source. Each line that is
printed tells of a document that is filed for good."""

_FOLLOW = """\
Puts feeds (RSS, Atom, JSON), sitemaps, pages, folders or the feeds of an OPML file on the list of what "onrecord desk
watch" looks at. A page that names a feed is followed by that feed."""

_WATCH = """\
Looks at everything that is followed, each as often as it publishes, and files what is new; runs until it is stopped
(Ctrl-C, SIGTERM) and goes on where it was when started again. Pages are looked at again after 6 hours, 1, 3 and 10
days, so that edits and removals are seen."""

_JUDGE = """\
Files a judgement: accept, edit or reject a finding, or say that two actors are the same, different, or that it is not
sure. It enters the history with who, when and why; the finding itself stays as it was read."""

_REDACT = """\
Makes marked holes of every occurrence of the given words, in texts, titles, records and the search index. Offsets
stay. The original bytes hold the words too and are given up, unless --keep-bytes. It cannot be undone, and earlier
backups still hold the words."""

_RETAIN = """\
Applies rules of retention. A rule is WHAT:DAYS, WHAT:DAYS:FIELD=VALUE or WHAT:DAYS:unused: "bytes" gives up original
bytes after so many days, "text" the words too, which leaves a hole as long as they were; fields are source,
reliability, language, kind; "unused" spares what somebody has judged. Without --yes it only tells what would be given
up. With --keep the rules are kept on the desk, for every later "onrecord desk retain --yes" that names none."""

_RESTORE = """\
Makes a desk of a backup, in a new folder; with --database in a PostgreSQL database. So a desk moves from a laptop to a
server and back."""

_RAW = argparse.RawDescriptionHelpFormatter


class Action(Protocol):
    """Makes the parser of one action."""

    def __call__(self, name: str, help_: str, about: str | None = None) -> argparse.ArgumentParser: ...


def desk_options(verb: argparse.ArgumentParser) -> None:
    """Gives ``verb`` its own verbs."""
    verb.description, verb.formatter_class = _DESK, _RAW
    verbs = verb.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, help_: str, about: str | None = None) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=help_, description=about or help_[0].upper() + help_[1:] + ".", formatter_class=_RAW
        )
        if name not in ("init", "restore"):
            at_desk(made)
        return made

    _taking(action)
    _watching(action)
    _asking(action)
    _judging(action)
    _keeping(action)


def show_options(verb: argparse.ArgumentParser) -> None:
    """``onrecord show``."""
    at_desk(verb)
    what = "s:..., e:..., t:..., c:... of a finding, d:... of a document, b:... of a brief"
    verb.add_argument("id", metavar="ID", help=what)
    _as_of(verb)
    verb.add_argument("--json", action="store_true", help="print JSON")


def at_desk(verb: argparse.ArgumentParser) -> None:
    """Where the desk is, and who is at it."""
    verb.add_argument("--desk", metavar="DIR|URL", help="the desk (ONRECORD_DESK, else the present folder)")
    verb.add_argument("--who", metavar="NAME", help="your name in the history (ONRECORD_WHO, else your login)")


def _taking(action: Action) -> None:
    init = action("init", "make a new desk")
    init.add_argument("folder", metavar="DIR", help="a new or empty folder")
    init.add_argument("--database", metavar="URL", help="keep the database in PostgreSQL: postgresql://...")
    init.add_argument("--who", metavar="NAME", help="your name in the history")
    add = action("add", "take in, read and file reports", _ADD)
    add.add_argument("sources", nargs="+", metavar="PATH|FOLDER|GLOB|URL|-", help="what to take in")
    add.add_argument("--jobs", type=int, metavar="N", help="processes that read (ONRECORD_JOBS, else 1)")
    _facts(add)
    say = action("say", "say a document's date, outlet, title, author or language, against its page")
    say.add_argument("id", metavar="ID", help="d:... of the document")
    _facts(say)


def _facts(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--published", metavar="DATE", help="publication date: 2017, 2017-09, 2017-09-21, ...T10:00")
    verb.add_argument("--source", metavar="NAME", help="the outlet that carried it")
    verb.add_argument("--title", metavar="TEXT", help="its title")
    verb.add_argument("--author", metavar="NAME", help="who wrote it")
    verb.add_argument("--language", metavar="CODE", help="its language (ISO 639: en, ar)")


def _watching(action: Action) -> None:
    follow = action("follow", "put feeds, sitemaps, pages, folders or an OPML file on the list", _FOLLOW)
    follow.add_argument("what", nargs="+", metavar="URL|FOLDER|OPML", help="what to follow")
    follow.add_argument("--source", metavar="NAME", help="the outlet, if it is to have another name than it says")
    follow.add_argument("--every", type=float, metavar="MINUTES", help="look so often, instead of as it publishes")
    for name, help_ in (
        ("unfollow", "take something off the list; what was filed stays"),
        ("pause", "do not look at something for now"),
        ("resume", "look at it again"),
    ):
        action(name, help_).add_argument("what", metavar="ID|URL|FOLDER", help="what is followed")
    watch = action("watch", "look at all that is followed, and file what is new, until stopped", _WATCH)
    watch.add_argument("--cycles", type=int, metavar="N", help="stop after so many rounds")
    watch.add_argument("--once", action="store_true", help="look at everything that is due, once")
    watch.add_argument("--log", metavar="FILE", help="write what happens as JSON lines (- is standard error)")
    sources = action("sources", "list the outlets: grade, last seen, failures, gaps, renamed, moved")
    sources.add_argument("name", nargs="?", metavar="NAME", help="show all of one outlet")
    sources.add_argument("--all", action="store_true", help="also those of which nothing is filed or followed")
    sources.add_argument(
        "--opml", metavar="FILE", help="write the feeds that are followed as OPML (- is standard output)"
    )
    _as_of(sources)
    sources.add_argument("--json", action="store_true", help="print JSON")
    source = action("source", "change what is known of an outlet")
    source.add_argument("name", metavar="NAME", help="its name, id, or host:...")
    for field, help_ in (
        ("name", "its name"),
        ("kind", "what it is: news agency, newspaper, channel ..."),
        ("country", "ISO 3166 code"),
        ("language", "ISO 639 code"),
        ("homepage", "its address"),
        ("link", "the known actor that it is, pack:id"),
        ("speaks-for", "whom it speaks for; names with ; between"),
    ):
        source.add_argument(f"--set-{field}", metavar="TEXT", help=help_)
    source.add_argument(
        "--add-key", metavar="KEY", help="what it is told by too: host:example.org, telegram:NUMBER, name:NAME"
    )
    source.add_argument("--why", metavar="TEXT", help="the reason, for the history")
    grade = action("grade", "grade an outlet's reliability on the Admiralty scale")
    grade.add_argument("name", metavar="NAME", help="its name, id, or host:...")
    grade.add_argument(
        "letter", metavar="GRADE", help="A (completely reliable) to E (unreliable), F (cannot be judged)"
    )
    grade.add_argument("--why", required=True, metavar="TEXT", help="the reason, for the history")


def _asking(action: Action) -> None:
    listed = action("list", "list documents")
    _which(listed)
    listed.add_argument(
        "--limit", type=int, default=50, metavar="N", help="at most so many, the latest (%(default)s; 0: all)"
    )
    listed.add_argument("--json", action="store_true", help="print JSON lines")
    repeats = action("repeats", "show texts that several outlets carried, and where the copies differ")
    repeats.add_argument("id", nargs="?", metavar="ID", help="d:... of one document; all families if none is named")
    repeats.add_argument("--json", action="store_true", help="print JSON")
    changes = action("changes", "show the versions of a page, and what each changed")
    changes.add_argument("id", metavar="ID", help="d:... of any version")
    changes.add_argument("--json", action="store_true", help="print JSON")
    export = action("export", "hand out records with their grades, judgements and carriers")
    export.add_argument("ids", nargs="*", metavar="ID", help="d:... of documents; all if none is named")
    _which(export)
    export.add_argument(
        "--format",
        choices=("jsonl", "json", "md", "html", "events", "ties", "commitments", "warc"),
        default="jsonl",
        help="the form",
    )
    export.add_argument("--out", metavar="PATH", help="write to this file, or for json and html of many, this folder")
    export.add_argument("--force", action="store_true", help="overwrite what is at --out")


def _which(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--source", metavar="NAME", help="of this outlet")
    verb.add_argument("--since", metavar="DATE", help="published on or after")
    verb.add_argument("--until", metavar="DATE", help="published on or before")
    verb.add_argument("--words", metavar="TEXT", help="that hold all these words")
    _as_of(verb)


def _as_of(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--as-of", metavar="TIME", help="as it was then: 2017-09-21, or ...T10:00 (UTC)")


def _judging(action: Action) -> None:
    judge = action("judge", "accept, edit or reject a finding, or say whether two actors are the same", _JUDGE)
    judge.add_argument(
        "kind", choices=("accept", "edit", "reject", "same", "different", "unsure"), help="the judgement"
    )
    judge.add_argument("id", metavar="ID", help="the finding; for same, different, unsure an actor")
    judge.add_argument("more", nargs="*", metavar="OTHER|FIELD=VALUE", help="the other actor; or what an edit sets")
    judge.add_argument("--why", metavar="TEXT", help="the reason, for the history")
    undo = action("undo", "take a judgement back")
    undo.add_argument("id", metavar="ID", help="j:... of the judgement")
    undo.add_argument("--why", metavar="TEXT", help="the reason, for the history")
    history = action("history", "show judgements: who, when, why")
    history.add_argument("id", nargs="?", metavar="ID", help="of one finding, actor or outlet; all if none is named")
    _as_of(history)
    history.add_argument("--json", action="store_true", help="print JSON lines")
    reread = action("reread", "read again what an older engine read, and show what changed")
    reread.add_argument("ids", nargs="*", metavar="ID", help="d:... of documents; all if none is named")
    reread.add_argument("--anyway", action="store_true", help="also what was read by the same engine and knowledge")
    reread.add_argument("--trial", action="store_true", help="show what would change, and file nothing")
    reread.add_argument("--json", action="store_true", help="print JSON lines")


def _keeping(action: Action) -> None:
    verify = action("verify", "prove the desk: every byte, every quote, every link between them")
    verify.add_argument("--json", action="store_true", help="print JSON")
    backup = action("backup", "copy the whole desk, while it is in use")
    backup.add_argument(
        "folder", metavar="DIR", help="where to; a folder that holds an older backup is brought up to date"
    )
    restore = action("restore", "make a desk of a backup", _RESTORE)
    restore.add_argument("backup", metavar="BACKUP", help="the folder of the backup")
    restore.add_argument("folder", metavar="DIR", help="a new or empty folder")
    restore.add_argument("--database", metavar="URL", help="put the database into PostgreSQL: postgresql://...")
    restore.add_argument("--who", metavar="NAME", help="your name in the history")
    action("compact", "remove leftovers and give space back")
    retain = action("retain", "give up original bytes or words after a time, by rule", _RETAIN)
    retain.add_argument("rules", nargs="*", metavar="RULE", help="those kept on the desk, if none is given")
    retain.add_argument("--keep", action="store_true", help="keep these rules on the desk in place of those it has")
    retain.add_argument("--yes", action="store_true", help="do it; it cannot be undone")
    redact = action("redact", "make holes of a name, everywhere it stands", _REDACT)
    redact.add_argument("names", nargs="+", metavar="WORDS", help="names to redact")
    redact.add_argument(
        "--in", dest="ids", action="append", default=[], metavar="ID", help="only in this document; repeatable"
    )
    redact.add_argument("--why", required=True, metavar="TEXT", help="the reason, for the log")
    redact.add_argument("--match-case", action="store_true", help="only in these small and capital letters")
    redact.add_argument("--keep-bytes", action="store_true", help="keep the original bytes, which hold the words")
    redact.add_argument("--yes", action="store_true", help="do it; it cannot be undone")
    log = action("log", "show what was done to the desk itself")
    log.add_argument("--json", action="store_true", help="print JSON lines")
