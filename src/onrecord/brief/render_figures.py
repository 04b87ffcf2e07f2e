"""Pictures of a draft, read from beside it, made safe to be put into a page."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .ordinary_file import read_up_to
from .picture_sizes import pixels, unfolded

#: The largest picture, in bytes, and the largest number of pixels along a side.
LARGEST, _WIDEST = 8_000_000, 12_000
#: The most pixels of a picture, and the most elements of an SVG, each counted as often as it is shown.
_MOST_PIXELS, _MOST_ELEMENTS = 40_000_000, 100_000
_SVG = "http://www.w3.org/2000/svg"
_LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
#: Elements that run something, hold foreign markup or fetch; they are left out.
_UNSAFE = frozenset(
    {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener", "set", "animate",
     "animateMotion", "animateTransform", "metadata"}
)  # fmt: skip
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes, what they are, and what it says of itself; ``missing`` says why there is none."""

    media: str = ""
    data: bytes = b""
    title: str | None = None
    missing: str | None = None


#: Pictures by the addresses that a draft gives them.
Pictures = Mapping[str, Picture]


def picture_at(address: str, folder: Path) -> Picture:
    """The picture that a draft in ``folder`` names; one that is not below the folder, or no picture, is missing."""
    if "://" in address or address.startswith(("//", "data:", "/")) or "\0" in address:
        return Picture(missing="a figure stands in a file beside the draft")
    try:
        path = (folder / address).resolve()
        if not path.is_relative_to(folder.resolve()):
            return Picture(missing="a figure stands in the draft's folder or below it")
        data = read_up_to(path, LARGEST)
    except (OSError, ValueError):
        return Picture(missing="there is no such file, or it cannot be read")
    if len(data) > LARGEST:
        return Picture(missing=f"it is larger than {LARGEST // 1_000_000} MB")
    return safe(data)


def safe(data: bytes) -> Picture:
    """Bytes as a picture: PNG, JPEG and GIF as they are, SVG without anything that runs or fetches."""
    for begin, media in _KINDS.items():
        if data.startswith(begin):
            return _measured(Picture(media, data))
    if b"<svg" not in data[:200_000]:
        return Picture(missing="it is no PNG, JPEG, GIF or SVG")
    return _svg(data)


def _measured(picture: Picture) -> Picture:
    """A picture of pixels, if it is one, and not so large that it cannot be unpacked."""
    size = pixels(picture.data)
    if size is None:
        return Picture(missing="it begins as a picture and is none")
    wide, high = size
    if max(size) > _WIDEST or wide * high > _MOST_PIXELS:
        return Picture(missing=f"it is too large: {wide:,} by {high:,} pixels")
    return picture


def _svg(data: bytes) -> Picture:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True, huge_tree=False)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return Picture(missing="its SVG cannot be read")
    if root.tag != f"{{{_SVG}}}svg":
        return Picture(missing="it is no SVG")
    if root.getroottree().docinfo.internalDTD is not None and any(
        root.getroottree().docinfo.internalDTD.iterentities()
    ):
        return Picture(missing="its SVG declares entities")
    title = root.findtext(f"{{{_SVG}}}title")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname in _UNSAFE:
            _drop(element)
            continue
        for name in list(element.attrib):
            if _fetches(str(name), str(element.attrib[name])):
                del element.attrib[name]
        if etree.QName(element).localname == "style" and _fetches("style", element.text or ""):
            _drop(element)
    if unfolded(root, _MOST_ELEMENTS) > _MOST_ELEMENTS:
        return Picture(missing="its SVG is too large once what it refers to is put in")
    return Picture("image/svg+xml", etree.tostring(root, encoding="utf-8"), title)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    # The words after an element are its tail, which goes with it unless it is handed on.
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _fetches(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].lower()
    if local.startswith("on"):
        return True
    said = "".join(value.split())
    if name in _LINKS or local in ("href", "src"):
        return not (said.startswith("#") or _is_picture(said))
    said = said.lower()
    # An escape could spell either of them otherwise.
    return (
        "@import" in said
        or "\\" in said
        or any(not after.startswith(("#", "'#", '"#')) for after in said.split("url(")[1:])
    )


def _is_picture(address: str) -> bool:
    """Whether an address is a picture of pixels itself. Its letters are those of the file: case matters."""
    head, _, coded = address.partition(";base64,")
    if head.lower() not in ("data:image/png", "data:image/jpeg"):
        return False
    try:
        return safe(base64.b64decode(coded, validate=True)).media == head.lower().removeprefix("data:")
    except ValueError:
        return False


_NAMED = re.compile(r"!\[(?:(?!!\[)[^\]\n]){0,2000}\]\(\s*<?([^()<>\s]{1,500})>?")


def pictures_of(text: str, folder: Path) -> dict[str, Picture]:
    """The pictures that a draft in ``folder`` names, by their addresses."""
    from urllib.parse import unquote

    return {address: picture_at(unquote(address), folder) for address in _NAMED.findall(text)}
