"""The sheets in a form that loads at once: each beside the digest of the YAML that it was made from.

YAML is for people and slow to read. What it holds is kept as JSON in ``compiled/``; a sheet that was edited since no
longer has that digest, and is then read from its YAML, as right as ever and a little later. ``onrecord codebook
compile`` makes the forms anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import CodebookError

from .sheet import FOLDER, compiled_at, parsed


def compile_sheets(paths: Iterable[Path] | None = None, folder: Path | None = None) -> tuple[Path, ...]:
    """Makes the quick form of each sheet, of all that ship where none is given; returns those that were not fresh.

    Raises:
        CodebookError: if a sheet is no readable YAML, or its form cannot be written.
    """
    made = []
    for path in paths or sorted(FOLDER.glob("*.yaml")):
        content = path.read_bytes()
        at = compiled_at(path) if folder is None else folder / f"{path.stem}.json"
        fresh = _form(parsed(path, content), content, path)
        if not at.exists() or at.read_text(encoding="utf-8") != fresh:
            try:
                at.parent.mkdir(exist_ok=True)
                at.write_text(fresh, encoding="utf-8")
            except OSError as error:
                what = f"the quick form cannot be written ({error.strerror})"
                raise CodebookError(what, str(at), "compile where the files may be written") from error
            made.append(path)
    return tuple(made)


def _form(content: Any, source: bytes, path: Path) -> str:
    form = json.dumps({"sha256": sha256(source).hexdigest(), "content": content}, ensure_ascii=False)
    if json.loads(form)["content"] != content:
        raise CodebookError(
            "the sheet holds a key or value that is no text, number, list or mapping", path.name, "quote it"
        )
    return form + "\n"
