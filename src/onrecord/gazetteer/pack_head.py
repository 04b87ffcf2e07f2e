"""pack.yaml checked: what a pack says of itself, and the codes of the sources that its rows may use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from .complaint import Complaint, listed, shown
from .form import HEAD, HEAD_FIELDS, SOURCE_FIELDS, SOURCE_KINDS
from .pack import head_text_of

SLUG = re.compile(r"[a-z0-9]{1,60}(-[a-z0-9]{1,60}){0,20}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_NEEDED = ("name", "title", "version", "licence", "sources")
_EXAMPLE = "begin with name: ..., title: ..., version: ..., licence: ... and sources: ..."


class _Head:
    """The fields of a head with the lines they stand in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = f"{folder.name}/{HEAD}"
        self.complaints: list[Complaint] = []

    def wrong(self, line: int, what: str, remedy: str) -> None:
        self.complaints.append(Complaint(self.file, line, what, remedy))


def check_head(folder: Path) -> tuple[frozenset[str] | None, list[Complaint]]:
    """The source codes of the pack (``None`` where they cannot be read), and what is wrong with its head."""
    head = _Head(folder)
    fields = _fields(head)
    if fields is None:
        return None, head.complaints
    _known(fields, HEAD_FIELDS, head)
    for name in _NEEDED:
        if name not in fields:
            head.wrong(0, f"the field {name!r} is missing", _EXAMPLE)
    for name in HEAD_FIELDS[:-1]:
        if name in fields:
            _text(name, fields[name], name in _NEEDED, head)
    if "name" in fields and not head.complaints:
        line, name = fields["name"]
        if not SLUG.fullmatch(str(name)):
            head.wrong(line, f"the name {shown(str(name))} is no pack's", "use lower-case letters, digits and hyphens")
        elif name != folder.name:
            head.wrong(
                line, f"the name is {shown(str(name))}, and the folder is {shown(folder.name)}", "make them the same"
            )
    codes = _sources(fields["sources"], head) if "sources" in fields else None
    return codes, head.complaints


def _fields(head: _Head) -> dict[str, tuple[int, Any]] | None:
    """The fields by name, each with its line; ``None`` where the file cannot be read."""
    import yaml

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(head_text_of(head.folder))
        try:
            node = loader.get_single_node()
            if not isinstance(node, yaml.MappingNode):
                head.wrong(1, "the file has no fields", _EXAMPLE)
                return None
            return _mapping(node, loader)
        finally:
            loader.dispose()
    except OSError as error:
        head.wrong(
            0, f"the file cannot be read ({(error.strerror or 'unknown').lower()})", f"put a {HEAD} in the folder"
        )
    except UnicodeDecodeError:
        head.wrong(0, "the file is not UTF-8", "save it as UTF-8")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "a character that YAML does not take"
        head.wrong(mark.line + 1 if mark else 0, f"the file is not readable YAML ({why})", "mend that line")
    except (ValueError, RecursionError):
        head.wrong(0, "the file is too large or too deep for a head", _EXAMPLE)
    return None


def _mapping(node: Any, loader: Any) -> dict[str, tuple[int, Any]]:
    """The entries of a mapping by key, each with its line and what it holds; a mapping inside stays a node."""
    import yaml

    found = {}
    for key, value in node.value:
        held = value if isinstance(value, yaml.MappingNode) else loader.construct_object(value, deep=True)
        found[str(key.value) if isinstance(key, yaml.ScalarNode) else "?"] = (key.start_mark.line + 1, held)
    return found


def _known(fields: dict[str, tuple[int, Any]], known: tuple[str, ...], head: _Head) -> None:
    for name, (line, _) in fields.items():
        if name not in known:
            head.wrong(line, f"the field {shown(name)} is unknown", f"use {listed(known)}")


def _text(name: str, field: tuple[int, Any], needed: bool, head: _Head) -> str | None:
    """The text of a field, if it is in order. A version may be written as a number."""
    line, value = field
    text = str(value) if isinstance(value, int | float) and name == "version" else value
    if value is None and not needed:
        return ""
    if not isinstance(text, str) or (needed and not text.strip()):
        head.wrong(line, f"the field {name!r} is empty or no text", f'write {name}: "..."')
        return None
    return text


def _sources(field: tuple[int, Any], head: _Head) -> frozenset[str] | None:
    import yaml

    line, node = field
    if not isinstance(node, yaml.MappingNode):
        head.wrong(line, "the field 'sources' lists no sources", "write CODE: {title, url, kind, licence} below it")
        return None
    loader = yaml.SafeLoader("")
    codes = set()
    for code, (at, source) in _mapping(node, loader).items():
        codes.add(code)
        if not _CODE.fullmatch(code):
            head.wrong(at, f"the source code {shown(code)} cannot be used", "use letters, digits, - and _")
        if not isinstance(source, yaml.MappingNode):
            head.wrong(at, f"the source {shown(code)} says nothing of itself", "write {title, url, kind, licence}")
            continue
        _source(code, at, _mapping(source, loader), head)
    return frozenset(codes)


def _source(code: str, at: int, fields: dict[str, tuple[int, Any]], head: _Head) -> None:
    _known(fields, SOURCE_FIELDS, head)
    told = {name: _text(name, fields[name], name != "url", head) for name in SOURCE_FIELDS if name in fields}
    for name in ("title", "kind", "licence"):
        if name not in told:
            head.wrong(at, f"the source {shown(code)} has no {name}", f"write {name}: ...")
    kind, url = told.get("kind"), told.get("url")
    if kind is not None and kind not in SOURCE_KINDS:
        head.wrong(fields["kind"][0], f"the kind of source {shown(kind)} is unknown", f"use {listed(SOURCE_KINDS)}")
    if url and not url.startswith(("https://", "http://")):
        head.wrong(fields["url"][0], f"the url {shown(url)} is no address", "begin with https://, or leave it empty")
