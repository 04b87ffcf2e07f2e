"""``onrecord codebook``: the files of the codebook shown, and every example in them read."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from ..codebook.codebook_files import FILES, CodebookFile
from ..codebook.compiled import compile_sheets
from ..codebook.examples import Example
from ..errors import CodebookError, SettingError
from ..settings import Settings
from .columns import table
from .notices import tell


def run(options: Namespace, settings: Settings) -> int:
    chosen = _chosen(options.files)
    return {"check": _check, "list": _list, "compile": _compile}[options.action](chosen)


def _chosen(names: list[str]) -> tuple[CodebookFile, ...]:
    """The files of these names, with or without their ending; all where none is named."""
    known = {name: file for file in FILES for name in (file.file, file.file.partition(".")[0])}
    for name in names:
        if name not in known:
            raise SettingError("the codebook has no such file", name, f"use one of: {', '.join(f.file for f in FILES)}")
    return tuple(dict.fromkeys(known[name] for name in names)) or FILES


def _list(files: tuple[CodebookFile, ...]) -> int:
    rows = [(file.file, *file.name_and_version, str(len(file.examples()) or "")) for file in files]
    sys.stdout.write(table(("file", "name", "version", "examples"), rows))
    return 0


def _compile(files: tuple[CodebookFile, ...]) -> int:
    made = compile_sheets([file.path for file in files if file.path.suffix == ".yaml"])
    for path in made:
        print(f"{path.name}: compiled")  # noqa: T201
    return 0


def _check(files: tuple[CodebookFile, ...]) -> int:
    """Loads every file, reads every example; 1 if a file is broken or an example fails."""
    bad = 0
    examples: list[Example] = []
    for file in files:
        try:
            file.load()
            examples += file.examples()
        except CodebookError as error:
            tell(str(error))
            bad += 1
    for failure in _failures(examples):
        for line in failure:
            tell(line)
        bad += 1
    print(f"{len(files)} files, {len(examples)} examples: {f'{bad} wrong' if bad else 'in order'}")  # noqa: T201
    return 1 if bad else 0


def _failures(examples: list[Example]) -> Iterator[tuple[str, ...]]:
    if not examples:
        return
    from .codebook_examples import Examples

    for example, came_out in Examples().failures(examples):
        place = f"{example.file}, line {example.line}"
        yield f"{place}: {example.text}", f"  expected: {example.expected}", f"  came out: {came_out}"
