"""A picture in SVG as one of pixels, for forms that have no other."""

from __future__ import annotations

import base64
import io
import re

#: Pixels to an inch, and the widest picture in pixels.
_SCALE, _WIDEST = 2.5, 3000
_NUMBER = rb"(\d{1,9}(?:\.\d{1,20})?)"
_BOX = re.compile(rb'viewBox="\s{0,9}(?:[-\d.]{1,20}[\s,]{1,9}){2}' + _NUMBER + rb"[\s,]{1,9}" + _NUMBER)


def png(svg: bytes) -> bytes | None:
    """The picture as PNG; ``None`` where WeasyPrint or pypdfium2 is not installed, or can make nothing of it."""
    try:
        import pypdfium2
        import weasyprint
    except (ImportError, OSError):
        return None
    fetcher = weasyprint.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    data = base64.b64encode(svg).decode()
    sheet = f"@page{{size:{_size(svg)};margin:0}}img{{width:100%;display:block}}"
    page = f'<style>{sheet}</style><img src="data:image/svg+xml;base64,{data}">'
    made = weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf()
    with pypdfium2.PdfDocument(made) as document:
        first = document[0]
        scale = min(_SCALE, _WIDEST / max(first.get_width(), 1))
        image = first.render(scale=scale).to_pil()
        first.close()
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(72 * scale, 72 * scale))
    return out.getvalue()


def _size(svg: bytes) -> str:
    """The width and height that it gives itself, or those of its box; a sheet as wide as A4 where it gives none."""
    root = re.search(rb"<svg[^>]*>", svg)
    box = _BOX.search(root[0] if root else b"")
    wide, high = (float(box[1]), float(box[2])) if box else (595.0, 420.0)
    return f"{max(1.0, min(wide, 5000)):.2f}pt {max(1.0, min(high, 5000)):.2f}pt"
