"""JSON read as a stream of events, so that a file of gigabytes costs no more memory than one of its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import IntakeError

#: ``start_map``, ``map_key``, ``end_map``, ``start_array``, ``end_array`` or a kind of scalar, with its value.
Event = tuple[str, Any]

#: One token (a string, a number) may not be longer than this, in bytes; nothing may be nested deeper than that.
LONGEST_TOKEN, DEEPEST = 8 * 1024 * 1024, 100
#: One value that is kept may hold at most this many values and this many characters.
MOST_VALUES, MOST_CHARACTERS = 100_000, 4_000_000

_PIECE = 65_536
_OPENS, _CLOSES = ("start_map", "start_array"), ("end_map", "end_array")


def events(file: BinaryIO, name: str) -> Iterator[Event]:
    """The events of the one JSON value in ``file``, from where it stands; those before damage are all given.

    Raises:
        IntakeError: where the JSON is cut off or damaged, nested too deep, or holds a token that is too long.
    """
    depth = 0
    for event in _parsed(file, name):
        if event[0] in _OPENS:
            depth += 1
            if depth > DEEPEST:
                raise IntakeError("this JSON is nested too deep", name, "it is not what it claims to be")
        elif event[0] in _CLOSES:
            depth -= 1
        yield event


def _parsed(file: BinaryIO, name: str) -> Iterator[Event]:
    import ijson

    found: list[Event] = ijson.sendable_list()
    parser = ijson.basic_parse_coro(found)
    piece, silent = file.read(_PIECE).removeprefix(b"\xef\xbb\xbf"), 0
    while True:
        damage = _fed(parser, piece, found, ijson.JSONError)
        silent = 0 if found else silent + len(piece)
        yield from found
        found.clear()
        if damage is not None:
            raise IntakeError(f"this JSON is {damage}", name, "export it again; what stands before is read")
        if not piece:
            return
        if silent > LONGEST_TOKEN:
            raise IntakeError("this JSON holds a value that is too long", name, "it is not what it claims to be")
        piece = file.read(_PIECE)


def _fed(parser: Any, piece: bytes, found: list[Event], broken: type[Exception]) -> str | None:
    """Hands one piece to the parser (an empty one is the end); how the JSON is damaged, if it is."""
    try:
        if piece:
            parser.send(piece)
        else:
            parser.close()
    except broken as reason:
        return "cut off" if "premature EOF" in str(reason) else "damaged"
    except (ArithmeticError, ValueError, SystemError):
        # A number beyond what Python converts: the parser's C code then leaves an event without a value as its last,
        # which must not be touched. It ends here.
        if found and found[-1][0] == "number":
            del found[-1]
        return "damaged"
    return None


class TooLargeError(Exception):
    """A value that is larger than one that is kept may be; all its events were consumed."""


def built(first: Event, rest: Iterator[Event]) -> Any:
    """The value that begins with ``first``, its other events taken from ``rest``.

    Raises:
        TooLargeError: if it holds too many values or characters.
        IntakeError: whatever ``rest`` raises.
    """
    if first[0] not in _OPENS:
        return first[1]
    whole: Any = {} if first[0] == "start_map" else []
    open_values, keys = [whole], [""]
    values = characters = 0
    while open_values:
        kind, value = next(rest)
        values += 1
        characters += len(value) if isinstance(value, str) else 0
        if values > MOST_VALUES or characters > MOST_CHARACTERS:
            _to_the_end(kind, rest, len(open_values))
            raise TooLargeError
        if kind == "map_key":
            keys[-1] = value
        elif kind in _CLOSES:
            open_values.pop()
            keys.pop()
        else:
            value = ({} if kind == "start_map" else []) if kind in _OPENS else value
            _put(open_values[-1], keys[-1], value)
            if kind in _OPENS:
                open_values.append(value)
                keys.append("")
    return whole


def _put(into: Any, key: str, value: Any) -> None:
    if isinstance(into, dict):
        into[key] = value
    else:
        into.append(value)


def passed_over(first: Event, rest: Iterator[Event]) -> None:
    """Takes the other events of the value that begins with ``first`` from ``rest`` and keeps nothing of it."""
    if first[0] in _OPENS:
        _to_the_end(next(rest)[0], rest, 1)


def _to_the_end(kind: str, rest: Iterator[Event], depth: int) -> None:
    while True:
        depth += (kind in _OPENS) - (kind in _CLOSES)
        if depth == 0:
            return
        kind = next(rest)[0]
