"""A brief as PDF, made of the same page as the HTML, by WeasyPrint; nothing is fetched."""

from __future__ import annotations

import logging

from ..errors import BriefError
from .render_html import paged
from .render_page import Page


def pdf(page: Page, css: str = "") -> bytes:
    """The PDF, tagged for screen readers.

    Raises:
        BriefError: if WeasyPrint is not there, or its libraries are not.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as reason:
        raise BriefError(
            f"PDF is made by WeasyPrint, which cannot be loaded ({str(reason)[:80]})",
            None,
            "pip install 'onrecord[brief]', and Pango from the system",
        ) from None
    # WeasyPrint tells of every rule of a sheet that is for screens only.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    # A picture holds its bytes itself; no other address is ever opened.
    fetcher = weasyprint.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    document = weasyprint.HTML(string=paged(page, css), url_fetcher=fetcher)
    try:
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    except Exception as reason:
        # WeasyPrint fails in any way at sheets that it cannot use; which, only its exception tells.
        told = f"{type(reason).__name__}: {reason}"[:120]
        raise BriefError(f"WeasyPrint can make no PDF of this ({told})", None, "mend the house’s sheet") from reason
    return made
