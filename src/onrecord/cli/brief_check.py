"""``onrecord brief check``: a gate, a list of messages, or a watch over drafts that are being written."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import BriefError, SettingError
from ..settings import Settings
from .answering import in_ascii, out_of, put, stream_of
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed

if TYPE_CHECKING:
    from rich.console import Console

    from ..brief.fault import Fault
    from ..brief.style import Style
    from ..desk import Desk
    from ..desk.briefing import Checked

#: The largest draft, in bytes.
LARGEST = 8_000_000
#: How often a file is looked at while it is watched, in seconds.
EVERY = 0.3


def run(options: Namespace, settings: Settings) -> int:
    """Checks the drafts: 0, or 1 if something is wrong."""
    if options.watch and (options.out or options.format == "json"):
        raise SettingError(
            "--watch writes messages, one check after another", None, "leave out --out and --format json"
        )
    out = out_of(options)
    style = _given_style(options.style)
    with open_desk(options, settings) as desk:
        if options.watch:
            return _watch(options, desk, style)
        found = [(file, _check(options, desk, style, Path(file))) for file in options.files]
    put(options.format, _text(options, found, out), out)
    return _code(options, [one for _, one in found])


def _given_style(said: str | None) -> Style | None:
    from ..brief.style import load_style

    return None if said is None else load_style(said)


def _check(options: Namespace, desk: Desk, style: Style | None, file: Path) -> Checked:
    from ..brief.draft import read_draft
    from ..brief.style import style_called
    from ..desk.briefing import checked

    draft = read_draft(_read(file), str(file))
    its_style = style or style_called(draft.brief.fact("style"), file.parent)
    with desk.store.reading() as at:
        return checked(desk, at, draft, its_style, at_time=as_of(options.as_of), confirmed=options.require_confirmed)


def _read(file: Path) -> str:
    """The text of a draft, with line ends of one make.

    Raises:
        SettingError: if it cannot be read.
        BriefError: if it is too large, or no UTF-8.
    """
    from ..brief.frozen import plain
    from ..brief.ordinary_file import read_named

    data = read_named(file, LARGEST, "draft")
    if len(data) > LARGEST:
        raise BriefError("this draft is too large", str(file), f"a draft has {LARGEST // 1_000_000} MB at most")
    try:
        return plain(data.decode())
    except UnicodeDecodeError:
        raise BriefError("this draft is no text in UTF-8", str(file), "save it as UTF-8") from None


def _code(options: Namespace, found: Sequence[Checked]) -> int:
    from ..brief.fault import Gravity

    grave = (Gravity.ERROR, Gravity.WARNING) if options.strict else (Gravity.ERROR,)
    return int(any(one.of(gravity) for one in found for gravity in grave))


def _text(options: Namespace, found: Sequence[tuple[str, Checked]], out: Path | None) -> str:
    if options.format == "json":
        files = [_wire(file, one) for file, one in found]
        return json.dumps({"files": files}, ensure_ascii=in_ascii(out), indent=2) + "\n"
    if options.format == "lines":
        return "".join(
            f"{line}\n" for file, one in found for line in fault_lines(file, one.draft.brief.text, one.faults)
        )
    from .brief_check_page import CheckPage

    def page(console: Console) -> None:
        for file, one in found:
            CheckPage(console).show(file, one)

    return printed(page, stream_of(out))


def fault_lines(file: str, text: str, faults: Sequence[Fault]) -> Iterator[str]:
    """What is wrong with a draft, a line each, as compilers write them."""
    from ..brief.fault import place_of
    from .notices import visible

    for fault in faults:
        line, column = place_of(text, fault.span.start)
        mending = f" ({fault.mending})" if fault.mending else ""
        yield visible(f"{file}:{line}:{column}: {fault.gravity}: {fault.kind}: {fault.words}{mending}")


def _wire(file: str, found: Checked) -> dict[str, Any]:
    from ..brief.fault import Gravity, place_of

    text = found.draft.brief.text
    faults = []
    for fault in found.faults:
        line, column = place_of(text, fault.span.start)
        end_line, end_column = place_of(text, fault.span.end)
        faults.append(
            {
                "kind": fault.kind.value,
                "gravity": fault.gravity.value,
                "line": line,
                "column": column,
                "end_line": end_line,
                "end_column": end_column,
                "span": [fault.span.start, fault.span.end],
                "text": fault.span.of(text),
                "message": fault.words,
                "mending": fault.mending,
                "instead": fault.instead,
                "cited": fault.cited,
            }
        )
    return {
        "file": file,
        "sentences": found.sentences,
        "citations": found.citations,
        "errors": found.of(Gravity.ERROR),
        "warnings": found.of(Gravity.WARNING),
        "faults": faults,
    }


def _watch(options: Namespace, desk: Desk, style: Style | None) -> int:
    """Checks each file when it changes. A file that is half written, or away for a moment, is looked at again."""
    seen: dict[str, tuple[int, int] | None] = {}
    last: dict[str, Checked] = {}
    given = _stamp(Path(options.style)) if options.style else None
    try:
        while True:
            if options.style and (now := _stamp(Path(options.style))) != given:
                given, style = now, _again(options.style, style)
                seen.clear()
            for file in options.files:
                stamp = _stamp(Path(file))
                if file not in seen or stamp != seen[file]:
                    seen[file] = stamp
                    _once(options, desk, style, file, last)
            time.sleep(EVERY)
    except KeyboardInterrupt:
        return _code(options, list(last.values()))


def _once(options: Namespace, desk: Desk, style: Style | None, file: str, last: dict[str, Checked]) -> None:
    try:
        found = _check(options, desk, style, Path(file))
    except (BriefError, SettingError) as reason:
        tell(f"onrecord: {reason}; it is checked when it changes")
        return
    from ..brief.fault import Gravity

    last[file] = found
    put(options.format, _text(options, [(file, found)], None), None)
    if options.format == "lines":
        # Where nothing is wrong, silence would not tell that it was checked.
        tell(f"{file}: {found.of(Gravity.ERROR)} errors, {found.of(Gravity.WARNING)} warnings")


def _again(file: str, style: Style | None) -> Style | None:
    try:
        return _given_style(file)
    except SettingError as reason:
        tell(f"onrecord: {reason}; the style as it was before goes on")
        return style


def _stamp(file: Path) -> tuple[int, int] | None:
    """When a file was last changed, and its size; ``None`` while there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
