"""What ``onrecord codebook`` takes."""

from __future__ import annotations

import argparse

_CODEBOOK = """\
The codebook: the word lists and types that reading goes by. They are files that people who do not program can edit.

check loads every file, or those that are named, and reads every example that stands beside a line: what does not come
out as the line says is named with its file, line, sentence, what was expected and what came out. list shows the files
with their versions. compile makes the forms of the files that load at once, for those who change the codebook itself;
without it an edited file counts all the same, and loads a little later."""


def codebook_options(verb: argparse.ArgumentParser) -> None:
    """Gives ``verb`` its actions."""
    verb.description = _CODEBOOK
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.add_argument(
        "action", nargs="?", choices=("list", "check", "compile"), default="list", help="what to do (list)"
    )
    verb.add_argument("files", nargs="*", metavar="FILE", help="names of files of the codebook (all)")
