"""QR codes as PDF operators."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw
from zxingcpp import read_barcodes

from orderdesk.documents.kit import qr
from orderdesk.domain.values.errors import Refused


def scanned(text: str) -> list[str]:
    size, path = qr.path(text)
    image = Image.new("L", ((size + 2 * qr.QUIET) * 3,) * 2, 255)
    draw = ImageDraw.Draw(image)
    for run in path.split(" re"):
        if run.strip():
            x, y, wide, _ = map(int, run.split())
            left, top = (x + qr.QUIET) * 3, (size - 1 - y + qr.QUIET) * 3
            draw.rectangle([left, top, left + 3 * wide - 1, top + 2], fill=0)
    return [code.text for code in read_barcodes(image)]


@pytest.mark.parametrize("length", [1, 14, 15, 42, 62, 63, 84, 106, 122, 123, 152, 180, 181, 213])
def test_a_scanner_reads_back_each_version(length: int) -> None:
    text = ("https://shop.example/o/7f3a9c0b2d4e5f6" * 6)[:length]
    assert scanned(text) == [text]


def test_letters_beyond_ascii_survive() -> None:
    assert scanned("Łukasz Øvergård-Nuñez") == ["Łukasz Øvergård-Nuñez"]


def test_a_longer_text_takes_more_modules() -> None:
    assert len(qr.matrix("SO-1")) == 21
    assert len(qr.matrix("x" * 213)) == 57


def test_more_than_it_holds_is_refused() -> None:
    with pytest.raises(Refused, match="too long"):
        qr.matrix("x" * 214)
