"""What a GS1 code says, in every way in which readers send it."""

from __future__ import annotations

from datetime import date

import pytest

from orderdesk.domain.items.gs1 import GS, Elements, read_elements

GTIN = "09501101530003"


@pytest.mark.parametrize(
    "sent",
    [
        f"]C101{GTIN}17271231{'10'}K1{GS}21S9",
        f"01{GTIN}1727123110K1{GS}21S9",
        f"{GS}01{GTIN}1727123110K1{GS}21S9{GS}",
        f"]d201{GTIN}10K1{GS}1727123121S9",
        f"(01){GTIN}(17)271231(10)K1(21)S9",
        f"https://id.example.com/some/shop/01/{GTIN}/10/K1/21/S9/17/271231?x=1",
    ],
)
def test_lot_serial_and_last_day_are_read(sent: str) -> None:
    assert read_elements(sent) == Elements(gtin=GTIN, lot="K1", serial="S9", expires=date(2027, 12, 31))


def test_weights_and_counts() -> None:
    assert read_elements(f"]C101{GTIN}3103001250") == Elements(gtin=GTIN, weight=1_250)
    assert read_elements(f"]C101{GTIN}3102000125") == Elements(gtin=GTIN, weight=1_250)
    assert read_elements(f"]C101{GTIN}3201000020") == Elements(gtin=GTIN, weight=907)
    assert read_elements(f"]C102{GTIN}3712") == Elements(gtin=GTIN, count=12_000)
    assert read_elements(f"01{GTIN}3103001250") == Elements(gtin=GTIN, weight=1_250)


def test_a_parcel_and_the_last_day_of_a_month() -> None:
    assert read_elements("00340434161094042557") == Elements(parcel="340434161094042557")
    assert read_elements(f"]C101{GTIN}17260200") == Elements(gtin=GTIN, expires=date(2026, 2, 28))


@pytest.mark.parametrize(
    "code",
    [
        "SH-1001", "5901234123457", "09501101530003", "0195011015300037", "01234567890123456789", "(hello)", "",
        f"01{GTIN}99", "https://example.com/return/RMA-1001", f"01{GTIN}17", "1Z999AA10123456784", "10ABC123",
    ],
)  # fmt: skip
def test_other_codes_are_left_alone(code: str) -> None:
    found = read_elements(code)
    assert found is None or (found.gtin == GTIN and code.startswith("01"))


def test_a_day_that_is_none_says_nothing() -> None:
    assert read_elements(f"]C101{GTIN}17261345") == Elements(gtin=GTIN)
