"""Code 128 as PDF operators."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from zxingcpp import read_barcodes

from orderdesk.documents.kit import code128
from orderdesk.domain.values.errors import Refused

PRINTABLE = "".join(map(chr, range(32, 127)))


def scanned(text: str) -> list[str]:
    image = Image.new("L", ((code128.modules(text) + 2 * code128.QUIET) * 2, 60), 255)
    draw = ImageDraw.Draw(image)
    for bar in code128.path(text).split(" re"):
        if bar.strip():
            x, _, wide, _ = map(int, bar.split())
            left = (x + code128.QUIET) * 2
            draw.rectangle([left, 5, left + 2 * wide - 1, 55], fill=0)
    return [code.text for code in read_barcodes(image)]


@given(st.text(PRINTABLE, min_size=1, max_size=20).filter(lambda text: text.strip()))
@settings(max_examples=40, deadline=None)
def test_a_scanner_reads_back_any_plain_text(text: str) -> None:
    assert scanned(text) == [text]


def test_digits_go_in_pairs() -> None:
    assert code128.modules("123456") == 11 * 6 + 2
    assert code128.modules("ABCDEF") == 11 * 9 + 2


def test_the_last_bar_ends_where_the_modules_do() -> None:
    x, _, wide, _ = map(int, code128.path("SO-10481").removesuffix(" re").split(" re ")[-1].split())
    assert x + wide == code128.modules("SO-10481")


@pytest.mark.parametrize("text", ["", "Ł1", "a\nb", "李"])
def test_what_it_can_not_hold_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="plain letters"):
        code128.symbols(text)


def test_the_widest_module_that_fits_is_taken_and_a_narrow_one_refused() -> None:
    needed = code128.modules("SO-10481") + 2 * code128.QUIET
    assert code128.module_for("SO-10481", 10_000, 1.0) == 1.0
    assert code128.module_for("SO-10481", needed * 0.9, 1.0) == pytest.approx(0.9)
    assert code128.module_for("SO-10481", needed * 0.5, 1.0) is None
