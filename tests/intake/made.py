"""Files made for the tests: PDFs written by hand, object by object, so that nothing but the reader is under test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.errors import IntakeError
from onrecord.intake import Overrides, Raw, documents
from onrecord.record import Document

_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})

#: A line of a page: distance from the left and the lower edge in points, font size, words.
Placed = tuple[float, float, float, str]


def pdf(pages: Sequence[Sequence[Placed]], info: str = "", extra: str = "") -> bytes:
    """A PDF of these pages; ``info`` is the inside of its information dictionary, ``extra`` of its trailer."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "\n".join(
            f"BT /F1 {size} Tf {left} {bottom} Td ({words.translate(_ESCAPED)}) Tj ET"
            for left, bottom, size, words in lines
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {extra} >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def column(lines: Sequence[str], top: float = 780, size: float = 11, left: float = 72) -> list[Placed]:
    """The lines one under the other; an empty one leaves a gap."""
    return [(left, top - 14 * at, size, words) for at, words in enumerate(lines) if words]


def one(data: bytes, name: str, media_type: str | None = None, overrides: Overrides | None = None) -> Document:
    """The one Document in these bytes."""
    found = list(documents(Raw(data, name, media_type), overrides or Overrides()))
    assert len(found) == 1
    assert isinstance(found[0], Document)
    return found[0]


def outcome(data: bytes, name: str, media_type: str | None = None) -> list[Document | IntakeError] | IntakeError:
    """What these bytes give: their Documents, or how they are refused as a whole."""
    try:
        return list(documents(Raw(data, name, media_type)))
    except IntakeError as refused:
        return refused


def refusal(data: bytes, name: str, media_type: str | None = None) -> IntakeError:
    """How these bytes are refused as a whole: in one sentence that names them and says what to do."""
    refused = outcome(data, name, media_type)
    assert isinstance(refused, IntakeError), refused
    assert "\n" not in str(refused)
    assert name in str(refused)
    assert refused.remedy
    return refused


def write(folder: Path, name: str, text: str = "Halvet, 3 May. The harbour is open.") -> Path:
    """A file with some text in the folder, its parents made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
