"""How a brief looks: HTML in Chromium, DOCX through LibreOffice, PDF through pdftoppm.

Set ONRECORD_PICTURES to a folder to keep the pictures, and look at them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from onrecord.brief.render import rendered
from onrecord.brief.render_page import Page, Placing

from ..chromium import in_chromium, needs_chromium
from ..pango import needs_pango
from .conftest import Sampled
from .rendering import ARABIC, page

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTOPPM, PDFTOTEXT = shutil.which("pdftoppm"), shutil.which("pdftotext")
#: The ground of the page and of the mark in the sheet that ships, in light and dark.
PAPER, DARK, BLACK = (0xFB, 0xFA, 0xF7), (0x16, 0x18, 0x1C), (0, 0, 0)
AMBER = (0xFF, 0xC0, 0x00)


@pytest.fixture(scope="module")
def whole(sampled: Sampled, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return page(sampled, tmp_path_factory.mktemp("looked"))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where pictures go."""
    said = os.environ.get("ONRECORD_PICTURES")
    place = Path(said) if said else tmp_path
    place.mkdir(parents=True, exist_ok=True)
    return place


def shot(source: Path, picture: Path, width: int, height: int, *more: str) -> Image.Image:
    """A page as Chromium draws it."""
    size = ("--hide-scrollbars", "--force-device-scale-factor=1", f"--window-size={width},{height}")
    in_chromium(source.as_uri(), source.parent / "profile", *more, *size, f"--screenshot={picture}")
    with Image.open(picture) as image:
        return image.convert("RGB")


def colours(image: Image.Image, box: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    """The colours in a part of a picture."""
    found = image.crop(box).getcolors(1 << 24)
    assert found is not None
    return {colour if isinstance(colour, tuple) else (int(colour),) for _, colour in found}


@needs_chromium
@pytest.mark.parametrize("width", [1200, 390])
def test_the_html_in_a_browser(whole: Page, kept: Path, tmp_path: Path, width: int) -> None:
    source = tmp_path / "brief.html"
    source.write_bytes(rendered(whole, "html"))
    image = shot(source, kept / f"brief-{width}.png", width, 3600)
    middle = width // 2
    assert image.getpixel((middle, 2)) == BLACK
    assert AMBER in colours(image, (0, 0, width, 60))
    # Nothing stands in the margin at the right: no word, picture or table is wider than the page.
    assert colours(image, (width - 8, 120, width, 3600)) == {PAPER}
    assert len(colours(image, (0, 0, width, 3600))) > 500


@needs_chromium
def test_the_html_in_the_dark(whole: Page, kept: Path, tmp_path: Path) -> None:
    source = tmp_path / "brief.html"
    source.write_bytes(rendered(whole, "html"))
    image = shot(source, kept / "brief-dark.png", 800, 2400, "--blink-settings=preferredColorScheme=0")
    assert image.getpixel((2, 1200)) == DARK


def sheets(pdf: Path, folder: Path, name: str) -> list[Image.Image]:
    """The pages of a PDF as pdftoppm draws them."""
    assert PDFTOPPM is not None
    subprocess.run(
        [PDFTOPPM, "-r", "80", "-png", str(pdf), str(folder / name)], check=True, capture_output=True, timeout=120
    )
    out = []
    for file in sorted(folder.glob(f"{name}-*.png")):
        with Image.open(file) as image:
            out.append(image.convert("RGB"))
    return out


def words(pdf: Path) -> str:
    """The words of a PDF in their order, without the marks that pdftotext sets around what runs right to left."""
    assert PDFTOTEXT is not None
    done = subprocess.run([PDFTOTEXT, str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return " ".join(done.stdout.decode().translate({0x202A: None, 0x202B: None, 0x202C: None}).split())


def assert_looks_right(pages: list[Image.Image], said: str) -> None:
    """Every page bears the mark at its top and bottom, and the Arabic words are there to be selected."""
    for image in pages:
        wide, high = image.size
        for begin, end in ((0, high // 8), (high - high // 8, high)):
            assert {BLACK, AMBER} <= colours(image, (0, begin, wide, end))
    assert all(word in said for word in ARABIC.strip("«»").replace("،", " ").split())
    assert "TLP:AMBER+STRICT" in said


@needs_pango
@pytest.mark.skipif(PDFTOPPM is None or PDFTOTEXT is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("placing", [Placing.FOOT, Placing.END])
def test_the_pdf_on_paper(sampled: Sampled, kept: Path, tmp_path: Path, placing: Placing) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(rendered(page(sampled, tmp_path, placing=placing), "pdf"))
    said = words(file)
    assert_looks_right(sheets(file, kept, f"pdf-{placing.value}"), said)
    assert "عمليات التفتيش قانونية" in said


@pytest.mark.skipif(OFFICE is None or PDFTOPPM is None, reason="LibreOffice or poppler-utils is not installed")
@pytest.mark.parametrize("placing", Placing)
def test_the_docx_in_libreoffice(sampled: Sampled, kept: Path, tmp_path: Path, placing: Placing) -> None:
    assert OFFICE is not None
    file = tmp_path / "brief.docx"
    file.write_bytes(rendered(page(sampled, tmp_path, placing=placing), "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    made = tmp_path / "brief.pdf"
    said = words(made)
    assert_looks_right(sheets(made, kept, f"docx-{placing.value}"), said)
    # The notes are there, and so are numbers that repeat an earlier note.
    assert "On the word of Daryan Mehvesh" in said
    assert "as in note 1" in said or placing is Placing.INLINE
