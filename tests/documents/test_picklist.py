"""The picklist, read back from the PDF."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from orderdesk.documents import picklist
from orderdesk.documents.picklist import Instruction, Pick
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import LASER, codes, pages, text


def test_scenario_8_the_wave_in_walk_order() -> None:
    seen = text(picklist.build(samples.wave()))
    rows = (
        *("A-01-2", "T1:3 SO-10481 · T2:2 SO-10482", "A-02-1", "T2:2 SO-10482 · T3:1 SO-10483"),
        *("B-04-1", "T1:1 SO-10481", "C-01-1", "T3:1 SO-10483"),
    )
    places = [seen.index(part) for part in ("A-01-2", "A-02-1", "B-04-1", "C-01-1")]
    assert places == sorted(places)
    assert all(part in seen for part in rows)
    assert "Lines / units 4 / 10" in seen
    assert "Total 4 lines · 10 units · 4.6 kg" in seen


def test_what_the_picker_needs_is_there() -> None:
    seen = text(picklist.build(samples.wave()))
    for part in (
        "Wave picklist", "W-0221", "Ship by Fri 20/11/2026", "Cutoff 16:30", "Road Parcel", "3 shipments",
        "T3 SH-0883 SO-10483 Łukasz Øvergård-Nuñez Express", "Instructions for T2", "Ring first.", "Lot L-22",
        "FRAGILE · GLASS", "blue, not red", "Qty", "Left", "Short", "Picked by",
        "Printed 20/11/2026 09:58 by Dana · Till 1",
        "Page 1 of 1",
    ):  # fmt: skip
        assert part in seen


def test_a_single_shipment_names_its_customer_and_no_totes() -> None:
    seen = text(picklist.build(samples.picklist()))
    assert "PL-221 · SO-10481 · SH-0881" in seen
    assert "Customer Meera Patel" in seen
    assert "Tote" not in seen


def test_the_balance_after_the_pick_is_shown() -> None:
    assert "3 each 17" in text(picklist.build(samples.picklist()))


def test_a_reprint_says_which_copy() -> None:
    seen = text(picklist.build(samples.picklist(copy=2)))
    assert seen.count("COPY 2") == 2
    assert "COPY" not in text(picklist.build(samples.picklist()))


def test_the_list_and_every_sku_scan() -> None:
    found = codes(picklist.build(samples.wave()), LASER)
    assert sorted(found) == ["BOOK", "LAMP", "MUG", "TEE", "W-0221"]


def test_a_long_code_takes_the_full_width_and_a_scan_code_goes_before_the_sku() -> None:
    rows = (
        Pick("A-01-2", "ENAMEL-MUG-350-INK-BLUE-SET", "Enamel mugs", 1_000, 5_000),
        Pick("A-02-1", "TEE", "Linen tea towel", 1_000, 5_000, code="5012345678900"),
    )
    found = codes(picklist.build(samples.picklist(rows=rows)), LASER)
    assert sorted(found) == ["5012345678900", "ENAMEL-MUG-350-INK-BLUE-SET", "PL-221"]


def test_a_sku_that_no_bar_code_holds_prints_as_text() -> None:
    rows = (Pick("A-01-2", "ЧАШКА-1", "Чашка", 1_000, 5_000),)
    pdf = picklist.build(samples.picklist(rows=rows))
    assert codes(pdf, LASER) == ["PL-221"]
    assert "ЧАШКА-1" in text(pdf)


def test_five_hundred_lines_keep_order_head_and_codes() -> None:
    rows = tuple(Pick(f"A-{n:03}", f"SKU-{n:04}", f"Thing {n}", 1_000, 5_000) for n in range(500))
    pdf = picklist.build(samples.picklist(rows=rows))
    found = pages(pdf)
    seen = " ".join(found)
    assert all("SKU and product" in page for page in found[:-1])
    assert [f"SKU-{n:04}" in seen for n in range(500)] == [True] * 500
    assert "500 lines · 500 units" in found[-1]
    assert f"Page {len(found)} of {len(found)}" in found[-1]


def test_long_instructions_are_boxed_whole() -> None:
    note = " ".join(f"word{number}" for number in range(280))
    seen = text(picklist.build(samples.picklist(instructions=(Instruction(note),))))
    assert all(f"word{number}" in seen for number in range(280))


def test_a_picture_is_shown() -> None:
    image = BytesIO()
    Image.new("RGB", (16, 16), "navy").save(image, "PNG")
    row = Pick("A-01-2", "MUG", "Enamel mug", 1_000, 5_000, picture=image.getvalue())
    with_it = picklist.build(samples.picklist(rows=(row,)))
    assert b"/Subtype /Image" in with_it
    assert codes(with_it, LASER) == ["MUG", "PL-221"]


def test_totes_that_do_not_take_the_quantity_are_refused() -> None:
    row = Pick("A-01-2", "MUG", "Enamel mug", 5_000, 15_000, (("T1", 3_000), ("T2", 1_000)))
    with pytest.raises(Refused, match=r"W-0221 does not add up.*MUG"):
        picklist.build(samples.wave(rows=(row,)))


def test_a_tote_that_is_not_there_is_refused() -> None:
    row = Pick("A-01-2", "MUG", "Enamel mug", 5_000, 15_000, (("T9", 5_000),))
    with pytest.raises(Refused, match="no tote T9"):
        picklist.build(samples.wave(rows=(row,)))
