"""How large a picture is before anybody unpacks it: pixels along its sides, and how much an SVG unfolds to."""

from __future__ import annotations

import re
from typing import Any

#: Frames of a JPEG that tell its size.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_REFERENCE = re.compile(r"""\Aurl\(\s*["']?#([^"')]{1,200})["']?\s*\)""")


def pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; ``None`` where its head does not tell them."""
    if data.startswith(b"\x89PNG"):
        whole = len(data) >= 33 and data[12:16] == b"IHDR"
        found = (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) if whole else None
    elif data.startswith(b"GIF8"):
        found = (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")) if len(data) > 13 else None
    else:
        found = _jpeg(data)
    return found if found is not None and min(found) > 0 else None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        # A mark may be preceded by any number of filling bytes.
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def unfolded(root: Any, most: int) -> int:
    """How many elements an SVG has once all that it refers to stands where it is referred to; more than ``most`` where
    something refers to itself.
    """
    named = {one.get("id"): one for one in root.iter() if one.get("id")}
    sizes: dict[str, int] = {}

    def size(element: Any) -> int:
        total = 0
        for one in element.iter():
            total += 1
            for name in _references(one):
                if name in named:
                    if name not in sizes:
                        if len(sizes) >= _DEEPEST:
                            return most + 1
                        sizes[name] = most + 1  # until it is known: what is met within itself has no end
                        sizes[name] = size(named[name])
                    total += sizes[name]
            if total > most:
                return total
        return total

    return size(root)


#: The most things that are referred to: each may be within the one before.
_DEEPEST = 500


def _references(element: Any) -> list[str]:
    found = []
    for name, value in element.attrib.items():
        said = str(value).strip()
        if str(name).rpartition("}")[2] == "href" and said.startswith("#"):
            found.append(said[1:])
        elif (match := _REFERENCE.match(said)) is not None:
            found.append(match[1])
    return found
