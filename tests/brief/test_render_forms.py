"""A page in each of its forms, read back by what reads such files."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from docx import Document
from lxml import etree, html
from markdown_it import MarkdownIt

from onrecord.brief.render import FORMS, House, rendered
from onrecord.brief.render_csl import Citing, style_text
from onrecord.brief.render_docx_styles import reference
from onrecord.brief.render_html import checked_sheet
from onrecord.brief.render_page import Page, Placing
from onrecord.brief.render_text import WIDTH, width
from onrecord.errors import BriefError, SettingError

from ..pango import needs_pango
from .conftest import Sampled
from .rendering import ARABIC, DRAFT, made, page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    "# <script>alert(1)</script> \u202eevil\n\n## A & B <img src=x onerror=alert(1)>\n\n"
    '<b>Bold</b> [link](javascript:alert(1)) [fine](https://example.org/?a=1&b="2") `</style>` '
    "said &lt;so&gt; [@{over}]\n\nComment: <!-- x --> ]]> */ } body{display:none}\n"
)


@pytest.fixture(scope="module")
def pages(sampled: Sampled, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Placing], Page]:
    folder = tmp_path_factory.mktemp("forms")
    kept = {placing: page(sampled, folder, placing=placing) for placing in Placing}
    return lambda placing: kept[placing]


def part(docx: bytes, name: str) -> Any:
    """A part of a Word file, as XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        return etree.fromstring(packed.read(name))


@pytest.mark.parametrize("placing", Placing)
def test_every_link_of_the_html_leads_somewhere_and_back(pages: Callable[[Placing], Page], placing: Placing) -> None:
    root = html.fromstring(rendered(pages(placing), "html").decode())
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    inside = [one.get("href")[1:] for one in root.iter("a") if one.get("href").startswith("#")]
    assert set(inside) <= set(ids)
    # Every place where a note is cited is led to by its note.
    assert {id_ for id_ in ids if re.fullmatch(r"r\d+-\d+", id_)} <= set(inside)
    assert {f"n{number}" for number in range(1, 8)} <= set(ids)


def test_the_html_can_be_heard_and_needs_nothing(pages: Callable[[Placing], Page]) -> None:
    text = rendered(pages(Placing.END), "html").decode()
    root = html.fromstring(text)
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    for landmark in ("header", "main", "footer", "nav"):
        assert len(root.findall(f".//{landmark}")) == 1
    levels = [int(one.tag[1]) for one in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert root.find(".//script") is None
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    assert policy is not None
    assert policy.get("content", "").startswith("default-src 'none'; style-src 'sha256-")
    assert all(one.get("alt") and one.get("src").startswith("data:image/") for one in root.iter("img"))
    assert "url(" not in text
    quote = root.find(".//blockquote[@dir='rtl']")
    assert quote is not None
    assert quote.get("lang") == "ar"
    assert (quote.text_content()).startswith(ARABIC)
    assert [one.get("lang") for one in root.iter("bdi") if one.text == "منارة الساحل"] == ["ar"]
    (aside,) = root.findall(".//aside")
    assert "the writer’s own judgement" in aside.text_content()
    assert text.count("TLP:AMBER+STRICT") == 2


def test_hostile_words_are_words_in_every_form(sampled: Sampled, tmp_path: Path) -> None:
    hostile = made(sampled, tmp_path, HOSTILE, checked=False).page
    text = rendered(hostile, "html").decode()
    root = html.fromstring(text)
    assert root.find(".//script") is None
    assert root.find(".//img") is None
    assert [one.get("href") for one in root.iter("a") if "example.org/?a" in one.get("href")] == [
        "https://example.org/?a=1&b=%222%22"
    ]
    assert "javascript" not in "".join(one.get("href") for one in root.iter("a"))
    assert text.count("<style>") == text.count("</style>") == 1
    assert "\u202e" not in text
    assert not any(name.startswith("on") for one in root.iter() if isinstance(one.tag, str) for name in one.attrib)
    again = MarkdownIt("commonmark", {"html": True}).render(rendered(hostile, "md").decode())
    assert "<script" not in again
    assert "<img" not in again
    assert "javascript:" not in again.replace("[link](javascript", "")
    for form in FORMS:
        assert rendered(hostile, form)


def test_a_sheet_of_the_house_cannot_end_its_element(pages: Callable[[Placing], Page]) -> None:
    ours = rendered(pages(Placing.END), "html", House(css="h1 { color: teal; }")).decode()
    assert "h1 { color: teal; }</style>" in ours
    with pytest.raises(SettingError, match=r"this style sheet holds marks of HTML: house\.css"):
        checked_sheet("a { } </style><script>", "house.css")


def test_footnotes_of_the_docx_are_words_own(pages: Callable[[Placing], Page]) -> None:
    data = rendered(pages(Placing.FOOT), "docx")
    body, notes = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    marks = [int(one.get(f"{W}id")) for one in body.iter(f"{W}footnoteReference")]
    assert marks == [1, 2, 3, 4, 5, 6, 7]
    assert [int(one.get(f"{W}id")) for one in notes] == [-1, 0, 1, 2, 3, 4, 5, 6, 7]
    first = "".join(one.text for one in notes[2].iter(f"{W}t"))
    assert "“The searches were lawful, and they are over,”" in first
    fields = [one.text.split()[1] for one in body.iter(f"{W}instrText") if "NOTEREF" in one.text]
    names = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    # Five marks repeat a note that stands already: they are fields that name it.
    assert Counter(fields) == {"_Mark1": 3, "_Mark3": 1, "_Mark4": 2, "_Mark2": 1}
    assert set(fields) <= names
    assert part(data, "word/settings.xml").find(f"{W}footnotePr") is not None
    types = part(data, "[Content_Types].xml")
    assert any(
        one.get("PartName") == "/word/footnotes.xml" and "footnotes+xml" in one.get("ContentType") for one in types
    )


@pytest.mark.parametrize("placing", [Placing.END, Placing.INLINE])
def test_notes_of_the_docx_at_the_end_are_linked(pages: Callable[[Placing], Page], placing: Placing) -> None:
    body = part(rendered(pages(placing), "docx"), "word/document.xml")
    names = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    linked = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")} - {None}
    assert {f"_Note{number}" for number in range(1, 8)} <= names
    assert linked <= names
    assert len(linked) >= (14 if placing is Placing.END else 4)


def test_the_docx_runs_right_to_left_where_words_do(pages: Callable[[Placing], Page]) -> None:
    data = rendered(pages(Placing.FOOT), "docx")
    body = part(data, "word/document.xml")
    (original,) = [one for one in body.iter(f"{W}p") if any(t.text == ARABIC for t in one.iter(f"{W}t"))]
    assert original.find(f"{W}pPr/{W}bidi") is not None
    look = original.find(f"{W}r/{W}rPr")
    assert look is not None
    assert look.find(f"{W}rtl") is not None
    assert look.find(f"{W}lang").get(f"{W}bidi") == "ar-SA"
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    assert "TLP:AMBER+STRICT" in section.header.paragraphs[0].text
    assert "TLP:AMBER+STRICT" in section.footer.paragraphs[0].text
    assert any("PAGE" in (one.text or "") for one in section.footer._element.iter(f"{W}instrText"))
    shapes = document.inline_shapes
    assert len(shapes) == 1
    assert shapes[0]._inline.docPr.get("descr") == "Boats"
    assert (document.core_properties.title, document.core_properties.author) == (pages(Placing.FOOT).title, "")


def test_a_reference_gives_its_styles_and_nothing_of_its_text(pages: Callable[[Placing], Page]) -> None:
    house = reference()
    house.styles["Title"].font.name = "Courier New"
    house.add_paragraph("SECRET of another brief")
    house.sections[0].header.paragraphs[0].text = "House of Words"
    out = io.BytesIO()
    house.save(out)
    once = rendered(pages(Placing.FOOT), "docx", House(reference=out.getvalue()))
    # A rendering is a reference too: its own text, notes and marks are not met twice.
    twice = rendered(pages(Placing.FOOT), "docx", House(reference=once))
    for data in (once, twice):
        document = Document(io.BytesIO(data))
        assert document.styles["Title"].font.name == "Courier New"
        assert [one.text.strip("\u00a0 ") for one in document.sections[0].header.paragraphs] == [
            "House of Words",
            "TLP:AMBER+STRICT",
        ]
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            assert len(names) == len(set(names))
            assert sum("footnotes" in name and "rels" not in name for name in names) == 1
            assert all(b"SECRET" not in packed.read(name) for name in names)
            assert sum(name.startswith("word/media/") for name in names) == 1
    with pytest.raises(SettingError, match="this reference is no DOCX"):
        rendered(pages(Placing.FOOT), "docx", House(reference=b"PK\x03\x04 broken"))


def test_the_reference_that_ships_is_the_one_that_is_made() -> None:
    from importlib.resources import files

    shipped = Document(io.BytesIO(files("onrecord.brief").joinpath("reference.docx").read_bytes()))
    fresh = reference()
    assert etree.tostring(shipped.styles.element) == etree.tostring(fresh.styles.element)


@pytest.mark.parametrize("placing", Placing)
def test_markdown_has_a_footnote_for_each_note(pages: Callable[[Placing], Page], placing: Placing) -> None:
    text = rendered(pages(placing), "md").decode()
    assert text.startswith("**TLP:AMBER+STRICT**")
    assert "> **Comment:** It is **likely** that" in text
    assert f"> {ARABIC}" in text
    if placing is Placing.INLINE:
        assert "[^" not in text
        return
    assert re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE) == [str(number) for number in range(1, 8)]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == {str(number) for number in range(1, 8)}


@pytest.mark.parametrize("placing", Placing)
def test_plain_text_is_narrow_and_hides_nothing(pages: Callable[[Placing], Page], placing: Placing) -> None:
    text = rendered(pages(placing), "txt").decode()
    long = [line for line in text.splitlines() if width(line) > WIDTH]
    assert all(len(line.split()) == 1 for line in long), long
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\t]", text)
    assert f"\n{ARABIC}\n" in text
    assert "| COMMENT (the writer’s own judgement)\n| It is likely" in text
    assert "“" in text
    if placing is not Placing.INLINE:
        assert "[3] “سورفلاند توقف تفتيش قوارب الصيد”" in text


@needs_pango
def test_the_pdf_fetches_nothing(pages: Callable[[Placing], Page]) -> None:
    asked: list[str] = []

    class Spy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Spy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        css = (
            f"@import '{address}/a.css'; h1 {{ background: url({address}/b.png); }} "
            "h2 { background: url(file:///etc/hostname); }"
        )
        data = rendered(pages(Placing.FOOT), "pdf", House(css=css))
        server.shutdown()
    assert data.startswith(b"%PDF-")
    assert asked == []


@needs_pango
def test_the_pdf_gives_its_words_back(pages: Callable[[Placing], Page]) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(rendered(pages(Placing.FOOT), "pdf")) as document:
        sheets = []
        for sheet in document:
            words = sheet.get_textpage()
            sheets.append(words.get_text_bounded())
            words.close()
            sheet.close()
    assert all(sheet.count("TLP:AMBER+STRICT") >= 2 for sheet in sheets)
    text = " ".join("".join(sheets).split())
    assert ARABIC.strip("«»") in text
    assert "1 “Sorvland to stop boarding fishing boats in strait”" in text
    assert DRAFT.splitlines()[8].strip("# ") in text


@pytest.mark.parametrize(
    ("blocked", "form", "message"),
    [
        ("docx", "docx", "Word files are made by python-docx, which is not installed; pip install"),
        ("weasyprint", "pdf", "PDF is made by WeasyPrint, which cannot be loaded"),
    ],
)
def test_without_the_extra_a_form_says_what_it_needs(
    pages: Callable[[Placing], Page], monkeypatch: pytest.MonkeyPatch, blocked: str, form: str, message: str
) -> None:
    monkeypatch.setitem(sys.modules, blocked, None)
    with pytest.raises(BriefError, match=message):
        rendered(pages(Placing.FOOT), form)
    for other in ("html", "md", "txt"):
        assert rendered(pages(Placing.FOOT), other)


def test_without_citeproc_there_are_no_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    with pytest.raises(BriefError, match="notes are set by citeproc, which is not installed"):
        Citing.by(style_text("onrecord-note"), "onrecord-note", {})
