"""A page in the forms in which it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from .render_page import Page

#: The forms by their names, with what they are.
FORMS = {
    "html": "one HTML page that needs nothing else",
    "docx": "Word",
    "pdf": "PDF",
    "md": "Markdown, with footnotes",
    "txt": "plain text for mail",
}


@dataclass(frozen=True, slots=True)
class House:
    """What a house puts on it: a sheet that stands after ours (HTML, PDF), and a DOCX whose styles are taken."""

    css: str = ""
    reference: bytes | None = None


def rendered(page: Page, form: str, house: House = House()) -> bytes:
    """The page in a form (a name of ``FORMS``).

    Raises:
        BriefError: if what the form needs is not installed.
        SettingError: if the reference is no DOCX.
    """
    if form == "html":
        from .render_html import html

        return html(page, house.css).encode()
    if form == "pdf":
        from .render_pdf import pdf

        return pdf(page, house.css)
    if form == "docx":
        from .render_docx import docx

        return docx(page, house.reference)
    if form == "md":
        from .render_markdown import markdown

        return markdown(page).encode()
    from .render_text import text

    return text(page).encode()
