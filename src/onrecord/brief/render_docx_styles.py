"""The styles of a brief in Word: what ``reference.docx`` holds, and what is added to a house's own."""

from __future__ import annotations

from typing import Any

from .render_docx_parts import element

_SERIF, _SANS, _COMPLEX = "Cambria", "Calibri", "Arial"
_INK, _SOFT, _WARN, _COMMENT = "1D1F24", "555A65", "A3262A", "8A6D1F"
#: Styles of paragraphs that are ours: font, size in points, colour, space before and after, bold, slanted.
_OWN: dict[str, tuple[str, float, str, int, int, bool, bool]] = {
    "Brief Facts": (_SANS, 10, _SOFT, 0, 2, False, False),
    "Brief Verdict": (_SANS, 9.5, _SOFT, 2, 10, False, False),
    "Brief Warning": (_SANS, 11, _WARN, 6, 10, True, False),
    "Brief Comment Label": (_SANS, 9, _COMMENT, 8, 0, True, False),
    "Brief Comment": (_SERIF, 11, _INK, 0, 8, False, True),
    "Brief Label": (_SANS, 9, _SOFT, 2, 0, False, False),
    "Brief Quote": (_SERIF, 11, _INK, 0, 6, False, False),
    "Brief Original": (_SERIF, 12, _INK, 0, 6, False, False),
    "Brief Source": (_SANS, 9, _INK, 0, 3, False, False),
    "Brief About": (_SANS, 9.5, _INK, 0, 4, False, False),
    "Brief TLP": (_SANS, 12, _INK, 0, 0, True, False),
    "Footnote Text": (_SANS, 8.5, _INK, 0, 2, False, False),
}


def complete(document: Any) -> None:
    """Adds the styles that a document has not; those that it has stay as they are."""
    from docx.enum.style import WD_STYLE_TYPE

    # python-docx writes built-in names small, as Word keeps them.
    there = {style.name.casefold() for style in document.styles}
    for name, look in _OWN.items():
        if name.casefold() not in there:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            _dress(style, *look)
            _frame(style, name)
    if "footnote reference" not in there:
        document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    if "hyperlink" not in there:
        style = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        style.font.underline = True
        _colour(style, "0B57D0")


def reference() -> Any:
    """The document of which ``reference.docx`` is made: A4, with every style that a brief uses."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    _dress(document.styles["Normal"], _SERIF, 11, _INK, 0, 7, False, False)
    document.styles["Normal"].paragraph_format.line_spacing = 1.15
    _dress(document.styles["Title"], _SERIF, 22, _INK, 6, 4, True, False)
    _unframed(document.styles["Title"])
    for level, size, colour in ((1, 15, _INK), (2, 11, _SOFT), (3, 10.5, _SOFT)):
        _dress(
            document.styles[f"Heading {level}"],
            _SERIF if level == 1 else _SANS,
            size,
            colour,
            16 - 3 * level,
            4,
            True,
            False,
        )
    for name in ("List Bullet", "List Number"):
        _dress(document.styles[name], _SERIF, 11, _INK, 0, 4, False, False)
    _dress(document.styles["Caption"], _SANS, 9, _SOFT, 2, 10, False, False)
    complete(document)
    own = document.core_properties
    own.author = own.comments = own.title = own.last_modified_by = ""
    return document


def _dress(style: Any, font: str, size: float, colour: str, before: int, after: int, bold: bool, slanted: bool) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, slanted
    look = style.element.get_or_add_rPr()
    fonts = look.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", font), ("hAnsi", font), ("eastAsia", font), ("cs", _COMPLEX)):
        fonts.set(qn(f"w:{name}"), value)
    # The size and weight of letters from right to left are told apart from those of the others.
    for old in look.findall(qn("w:szCs")):
        look.remove(old)
    look.find(qn("w:sz")).addnext(element("szCs", val=str(round(2 * size))))
    _colour(style, colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _colour(style: Any, colour: str) -> None:
    from docx.shared import RGBColor

    style.font.color.rgb = RGBColor.from_string(colour)


def _frame(style: Any, name: str) -> None:
    """Rules and grounds of paragraphs that are set apart."""
    from docx.shared import Pt

    look = style.element.get_or_add_pPr()
    if name.startswith("Brief Comment"):
        _bordered(look, "double", "12", _COMMENT, "F3EFDC")
        style.paragraph_format.left_indent = Pt(12)
        style.paragraph_format.keep_with_next = name == "Brief Comment Label"
    elif name == "Brief Quote":
        _bordered(look, "single", "12", "B9B29F", None)
        style.paragraph_format.left_indent = Pt(12)
    elif name == "Brief Warning":
        _bordered(look, "single", "24", _WARN, "F9E4E2")
        style.paragraph_format.left_indent = Pt(8)
    elif name == "Brief Label":
        style.paragraph_format.keep_with_next = True
    elif name == "Brief TLP":
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _bordered(look: Any, line: str, width: str, colour: str, ground: str | None) -> None:
    borders = element("pBdr")
    borders.append(element("left", val=line, sz=width, space="8", color=colour))
    if ground is not None:
        look.insert(0, element("shd", val="clear", color="auto", fill=ground))
    look.insert(0, borders)


def _unframed(style: Any) -> None:
    from docx.oxml.ns import qn

    for old in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        old.getparent().remove(old)
