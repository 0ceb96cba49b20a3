"""Figures and days as the people of a shop type and read them, through the command line; files stay plain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

GERMAN = """
services = [{ code = "road", name = "Road", carrier = "N", price = "4,90" }]
items = [{ sku = "A", name = "A", price = "1234.50", stock = 50 }, { sku = "B", name = "B", price = "2.5", stock = 9 }]
[shop]
name = "Ecke"
line1 = "Lange Zeile 1"
city = "Kiel"
postcode = "24103"
country = "DE"
currency = "EUR"
cash_step = "1"
time_zone = "Europe/Berlin"
%s
[tax]
name = "VAT"
inclusive = true
rates = [{ class = "standard", rate = "19" }, { class = "reduced", rate = "7" }]
"""
ONE_B = '{"channel": "counter", "lines": [{"sku": "B", "quantity": 1}]}'
NBSP = "\N{NO-BREAK SPACE}"


def open_german(call: Call, tmp_path: Path, more: str = "") -> None:
    file = tmp_path / "shop.toml"
    file.write_text(GERMAN % more, encoding="utf-8")
    assert call("init", "--shop", str(file)).code == 0


@pytest.fixture
def german(call: Call, tmp_path: Path) -> Call:
    """A German shop, which nobody has told more than its country."""
    open_german(call, tmp_path)
    return call


def test_the_shop_says_how_it_writes(german: Call) -> None:
    assert f"1.234,5, 1.234,50{NBSP}€, 31.12.2026" in german("shop", "show").out


def test_files_of_a_shop_are_read_plain_and_what_has_one_reading_as_it_is_meant(german: Call) -> None:
    found = german("service", "list", "--json").facts["services"]
    assert found[0]["price"] == "4.90"
    order = german("order", "add", "--json", given=ONE_B.replace("1}", '"1.500"}'))
    assert order.facts["lines"][0]["quantity"] == "1.5"


@pytest.mark.parametrize(("typed", "quantity"), [("2,5", "2.5"), ("2.5", "2.5"), ("1.500", "1500"), ("1,500", "1.5")])
def test_a_quantity_is_received_as_it_was_meant(german: Call, typed: str, quantity: str) -> None:
    assert german("stock", "receive", "A", typed, "--json").facts["quantity"] == quantity


def test_a_quantity_below_nothing_is_no_option(german: Call) -> None:
    assert german("stock", "adjust", "A", "-2,5", "--reason", "broken", "--json").facts["quantity"] == "-2.5"


def test_a_tax_rate_an_exchange_rate_and_a_coupon_keep_their_decimals(german: Call) -> None:
    german("tax", "rate", "reduced", "5,5", "--from", "31.12.2026")
    rates = german("tax", "list", "--json").facts["rates"]
    assert ("5.5", "2026-12-31") in [(each["percent"], each["from"]) for each in rates]
    assert german("exchange-rate", "set", "USD", "0,92", "--json").facts["rates"][0]["rate"] == "0.92"
    assert german("coupon", "add", "FIVE", "--amount", "5,00", "--json").facts["coupons"][0]["amount"] == "5.00"


def test_a_float_and_the_cash_given_keep_their_decimals(german: Call) -> None:
    german("till", "open", "--float", "150,00")
    assert german("till", "list").out.count("150,00") == 1
    number = german("order", "add", "--json", given=ONE_B).facts["order"]
    paid = german("pay", number, "--tender", "cash", "--amount", "2,50", "--tendered", "20,00", "--json")
    assert (paid.facts["paid"], paid.facts["change"]) == ("2.50", "17.50")


def test_an_order_is_shown_in_the_form_of_the_shop_and_its_facts_are_plain(german: Call) -> None:
    given = json.dumps({"channel": "counter", "lines": [{"sku": "A", "quantity": 1}]})
    assert "1.234,50" in german("order", "add", given=given).out
    assert german("order", "show", "SO-1001", "--json").facts["total"] == "1234.50"


def test_what_can_mean_two_things_in_a_file_is_refused_with_both(german: Call) -> None:
    said = german("order", "add", "--json", given=ONE_B.replace("1}", '"1,500"}'))
    assert said.code == 3
    assert "can mean 1500 or 1.5" in said.error["message"]


def test_a_shop_chooses_its_sign_in_its_file_and_by_the_verb(call: Call, tmp_path: Path) -> None:
    open_german(call, tmp_path, 'numbers = "point"')
    assert "1,234.5," in call("shop", "show").out
    assert call("stock", "receive", "A", "1.500", "--json").facts["quantity"] == "1.5"
    assert "1.234,5," in call("shop", "change", "--numbers", "country").out
    assert call("stock", "receive", "A", "1.500", "--json").facts["quantity"] == "1500"


def test_an_order_in_one_line_takes_decimal_commas(german: Call) -> None:
    taken = german("order", "take", "B @12,50 -5,5%, less 1,25", "--json")
    assert taken.code == 0, taken.err
    assert taken.facts["total"] == "15.46"


def test_an_order_tells_its_tax_as_the_shop_writes_rates(german: Call) -> None:
    assert f"Tax 19{NBSP}%" in german("order", "add", given=ONE_B).out
