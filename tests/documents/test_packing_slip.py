"""The packing slip, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.documents import packing_slip
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import LASER, codes, text


def test_what_is_here_was_sent_and_is_to_come() -> None:
    seen = text(packing_slip.build(samples.slip()))
    assert "10 3 1 2 4 04/12/2026" in seen
    assert "2 2 – – –" in seen
    assert "1 – – – 1 18/12/2026" in seen


def test_every_field_is_there() -> None:
    seen = text(packing_slip.build(samples.slip()))
    for part in (
        "Packing slip", "Box 1 of 2", "Ship to Meera Patel", "Return to Northside Supply", "Unit 7, Dock Road",
        "01632 960 100", "Order SO-10481", "Ordered 18/11/2026", "Shipped 20/11/2026", "PO 7741",
        "Road Parcel, Road", "4.6 kg", "A message for you", "Happy birthday, Ruth!", "Sending something back",
        "Send it back within 30 days", "Follow your parcel", "Packed by DK",
    ):  # fmt: skip
        assert part in seen


def test_its_codes_scan() -> None:
    data = samples.slip()
    found = codes(packing_slip.build(data), LASER)
    assert sorted(found) == sorted([data.order_number, data.return_url, data.tracking_url])


def test_a_gift_shows_no_price() -> None:
    lines = tuple(replace(line, price=125_000) for line in samples.slip().lines)
    assert "12.50" not in text(packing_slip.build(samples.slip(lines=lines, currency="GBP")))
    priced = packing_slip.build(samples.slip(lines=lines, currency="GBP", show_prices=True))
    assert text(priced).count("12.50") == 3


def test_other_boxes_are_a_column_only_where_there_are_some() -> None:
    one = samples.slip(lines=samples.slip().lines[1:2], box="1 of 1")
    assert "Other boxes" not in text(packing_slip.build(one))
    assert "Other boxes" in text(packing_slip.build(samples.slip()))


def test_without_instructions_it_says_whom_to_ask() -> None:
    seen = text(packing_slip.build(samples.slip(return_instructions="", return_url="")))
    assert "Ask us for a return number before you send anything back: 01632 960 100" in seen


def test_quantities_that_do_not_tie_are_refused() -> None:
    first, *rest = samples.slip().lines
    with pytest.raises(Refused, match=r"SH-0881 does not add up: MUG has 10 of 11"):
        packing_slip.build(samples.slip(lines=(replace(first, ordered=11_000), *rest)))


def test_a_slip_says_which_it_makes_void() -> None:
    assert "In place of" not in text(packing_slip.build(samples.slip()))
    seen = text(packing_slip.build(samples.slip(replaces="SH-0881-2")))
    assert "In place of" in seen
    assert "SH-0881-2" in seen
