"""Reading a printed paper back as a person and a scanner would: its text, its size, its bar codes."""

from __future__ import annotations

import pypdfium2
import zxingcpp

LASER, THERMAL = 300, 203


def pages(pdf: bytes) -> list[str]:
    """The text of each page, white space as single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(pdf))


def sizes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """The media box of each page in points."""
    return [page.get_mediabox() for page in pypdfium2.PdfDocument(pdf)]


def codes(pdf: bytes, dpi: int) -> list[str]:
    """Every bar code that a scanner finds on a print of `dpi`, pages in order, sorted within a page."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        found += sorted(code.text for code in zxingcpp.read_barcodes(image))
    return found
