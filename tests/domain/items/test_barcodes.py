"""One number behind several lengths, and a check digit that is told where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.items.barcodes import barcode_warning, check_digit, is_gtin, kept_barcode, same_codes
from orderdesk.domain.values.errors import Refused


@pytest.mark.parametrize("written", ["012345678905", "0012345678905", "00012345678905"])
def test_a_gtin_is_one_number_in_every_length(written: str) -> None:
    assert kept_barcode(written) == "012345678905"
    assert set(same_codes(written)) == {"012345678905", "0012345678905", "00012345678905"}


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("04252614", "042100005264"),
        ("01234565", "012345000065"),
        ("01200003", "012000000003"),
        ("06397126", "063200009716"),
    ],
)
def test_a_upc_e_is_the_upc_a_it_stands_for(short: str, whole: str) -> None:
    assert is_gtin(whole)
    assert kept_barcode(short) in (whole, short)
    assert whole in same_codes(short)
    assert barcode_warning(short) == ""


def test_other_codes_stay_as_they_are() -> None:
    for code in ("SH-1001", "5901234123450", "12345", "012345678906", "ABC 12"):
        assert kept_barcode(code) == code
        assert same_codes(code) == (code,)


def test_a_wrong_check_digit_is_told() -> None:
    assert barcode_warning("5901234123450") == (
        "5901234123450 looks like an EAN or UPC, but its last digit should be 7; check the number."
    )
    assert barcode_warning("5901234123457") == barcode_warning("SH-1001") == ""


def test_what_no_reader_could_send_is_refused() -> None:
    for code in ("1" * 49, "é123", "12\x0034"):
        with pytest.raises(Refused):
            kept_barcode(code)


@given(st.text("0123456789", min_size=7, max_size=13))
def test_all_ways_to_write_a_number_are_kept_as_one(body: str) -> None:
    code = body + check_digit(body)
    kept = {kept_barcode(each) for each in same_codes(code) if is_gtin(each)}
    assert len(kept) <= 2, "eight digits may be a GTIN-8 and a UPC-E"
    if len(code) in (12, 13, 14):
        assert len(kept) == 1
