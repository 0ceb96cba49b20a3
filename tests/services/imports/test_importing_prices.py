"""Prices come in on lists and for customers, once, with a reason for each row left out, and go again as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from orderdesk.domain.prices.exchange import ExchangeRate, parse_exchange
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer, block_customer, card_of
from orderdesk.services.customers.merging import merge_customers
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file, plan_import, undo_import
from orderdesk.services.imports.mappings import fields_of
from orderdesk.services.prices.exchange import set_exchange_rate
from orderdesk.services.prices.price_lists import (
    ListForm,
    RowForm,
    groups,
    price_lists,
    prices_of_customer,
    remove_list,
    rows_of_list,
    save_list,
    set_customer_price,
    set_group,
    set_list_price,
    why_price,
)
from tests.factories import northside
from tests.scenarios.books import dump

LISTS = (
    "Price list;Customer group;Item code;Min qty;Unit price;Valid until\n"
    "Trade 2027;Trade;MUG;1;11,20;31.12.2027\n"
    "Trade 2027;Trade;MUG;10;10,40;\n"
    "trade 2027;;TEE;;17,9999;\n"
    "Spring;Club;MUG;1;9,99;\n"
)
CUSTOMER = (
    "Customer no,SKU,Price,From quantity,First day,Last day,Currency\n"
    "C-1001,MUG,9.99,1,2026-01-01,2026-12-31,GBP\n"
    "1001,mug,9.49,10,,,\n"
    "asha.patel@example.com,TEE,15,,,,gbp\n"
)


@pytest.fixture
def desk(shop_url: str) -> Iterator[Desk]:
    desk = northside(shop_url)
    yield desk
    desk.database.close()


def file(folder: Path, content: str, name: str = "prices.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def of_list(desk: Desk, name: str) -> list[tuple[str, int, int]]:
    return [(each.sku, each.from_quantity, each.price) for each in rows_of_list(desk, name)]


def own(desk: Desk, customer_id: int = 1) -> list[tuple[str, int, int]]:
    return [(each.sku, each.from_quantity, each.price) for each in prices_of_customer(desk, customer_id)]


def test_lists_are_made_filled_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    before = dump(desk)
    plan = plan_import(desk, "prices", file(tmp_path, LISTS))
    assert plan.counts == {"new": 4, "changed": 0, "same": 0, "error": 0}
    assert plan.mapping["Min qty"] == "from_quantity"
    assert plan.rows[0].name == "MUG · Trade 2027"
    assert plan.rows[1].detail == "10.40, from 10"
    assert dump(desk) == before
    result = import_file(desk, "prices", file(tmp_path, LISTS))
    assert result.booked == 4
    assert of_list(desk, "Trade 2027") == [
        ("MUG", pieces(1), parse_price("11.2")), ("MUG", pieces(10), parse_price("10.4")),
        ("TEE", pieces(1), parse_price("17.9999")),
    ]  # fmt: skip
    trade = next(each for each in price_lists(desk) if each.name == "Trade 2027")
    assert (trade.group, trade.currency, trade.valid_to) == ("Trade", "GBP", date(2027, 12, 31))
    set_group(desk, 1, "Trade")
    assert why_price(desk, 1, "MUG", pieces(12)).why("GBP") == "10.40 from Trade 2027, from 10"
    assert import_file(desk, "prices", file(tmp_path, LISTS)).batch_id is None
    undo_import(desk, result.batch_id or 0)
    assert price_lists(desk) == []
    assert [each.name for each in groups(desk)] == ["Trade"], "a group that customers are in stays"
    assert check(desk).findings == ()


def test_prices_of_customers_are_set_and_put_back_as_they_were(desk: Desk, tmp_path: Path) -> None:
    set_customer_price(desk, 1, RowForm("MUG", parse_price("10"), valid_to=date(2026, 6, 30)))
    set_customer_price(desk, 1, RowForm("TEE", parse_price("15")))
    before = prices_of_customer(desk, 1)
    result = import_file(desk, "prices", file(tmp_path, CUSTOMER))
    assert result.counts == {"new": 1, "changed": 1, "same": 1, "error": 0}
    assert own(desk) == [
        ("MUG", pieces(1), parse_price("9.99")), ("MUG", pieces(10), parse_price("9.49")),
        ("TEE", pieces(1), parse_price("15")),
    ]  # fmt: skip
    assert prices_of_customer(desk, 1)[0].valid_from == date(2026, 1, 1)
    assert ("own price", f"2 prices by import {result.batch_id}") in [
        (each.what, each.detail) for each in card_of(desk, 1).history
    ]
    assert import_file(desk, "prices", tmp_path / "prices.csv").batch_id is None
    undo_import(desk, result.batch_id or 0)
    assert prices_of_customer(desk, 1) == before
    assert ("undone", f"import {result.batch_id}") in [(each.what, each.detail) for each in card_of(desk, 1).history]
    assert import_file(desk, "prices", tmp_path / "prices.csv").counts["changed"] == 1


def test_wrong_rows_are_named_and_the_others_come_in(desk: Desk, tmp_path: Path) -> None:
    save_list(desk, ListForm("Trade", "Trade"))
    content = (
        "List,Group,Customer,SKU,From quantity,Price,First day,Last day,Currency\n"
        "Trade,,,MUG,1,11,,,\n"
        "Trade,,,mug,1,10,,,\n"
        "Trade,,,NOPE,1,11,,,\n"
        "Trade,Club,,TEE,1,11,,,\n"
        "Trade,,,BOOK,1,11,2027-01-01,,\n"
        "Fresh,,,TEE,1,11,,,\n"
        ",,,TEE,1,11,,,\n"
        "Trade,,C-1001,TEE,1,11,,,\n"
        ",,C-1009,TEE,1,11,,,\n"
        ",,C-1001,TEE,0,11,,,\n"
        ",,C-1001,TEE,1,-1,,,\n"
        ",,C-1001,TEE,1,free,,,\n"
        ",,C-1001,TEE,1,,,,\n"
        ",,C-1001,TEE,1,11,2027-02-01,2027-01-01,\n"
        ",,C-1001,TEE,1,11,,,EUR\n"
        ",,C-1001,TEE,1,11,,,\n"
        ",,C-1001,TEE,1,12,,,\n"
    )
    result = import_file(desk, "prices", file(tmp_path, content))
    assert (result.counts["new"], result.counts["error"]) == (2, 15)
    reasons = {each.row: each.reason for each in result.errors}
    assert "free" in reasons.pop(13)
    assert reasons == {
        3: "This price stands in row 2 already.",
        4: "There is no item NOPE.",
        5: "Trade is for the group Trade, not for Club.",
        6: "A price on Trade holds on the days of its list.",
        7: "There is no list Fresh; name its group to make it.",
        8: "Name a price list or a customer.",
        9: "Name a price list or a customer, not both.",
        10: "There is no customer C-1009.",
        11: "A price holds from a quantity above zero.",
        12: "A price cannot be negative: -1.",
        14: "This must not be empty.",
        15: "The last day is before the first.",
        16: "A price of one customer is in GBP, not in EUR.",
        18: "TEE for C-1001 stands in row 17 already.",
    }
    assert own(desk) == [("TEE", pieces(1), parse_price("11"))]


def test_a_list_in_another_currency_comes_in_when_it_has_a_rate(desk: Desk, tmp_path: Path) -> None:
    content = (
        "List,Group,SKU,Price,Currency\n"
        "Trade EUR,Trade,MUG,11,eur\n"
        "Trade EUR,,TEE,19,\n"
        "Trade EUR,,BOOK,9,GBP\n"
        "Trade USD,Trade,MUG,12,USD\n"
    )
    path = file(tmp_path, content)
    before = plan_import(desk, "prices", path)
    assert {each.row: each.reason for each in before.errors}[2] == "There is no exchange rate of EUR yet; set it first."
    set_exchange_rate(desk, ExchangeRate("EUR", desk.today, parse_exchange("0.8571")))
    result = import_file(desk, "prices", path)
    assert result.counts["new"] == 2
    assert {each.row: each.reason for each in result.errors} == {
        4: "Trade EUR is in EUR, not in GBP.",
        5: "There is no exchange rate of USD yet; set it first.",
    }
    (made,) = price_lists(desk)
    assert (made.name, made.currency, made.rows) == ("Trade EUR", "EUR", 2)
    # What comes later needs no currency: the list has one.
    again = plan_import(desk, "prices", file(tmp_path, "List,SKU,Price\nTrade EUR,MUG,10\n"))
    assert again.counts["changed"] == 1
    undo_import(desk, result.batch_id or 0)
    assert price_lists(desk) == []
    assert check(desk).findings == ()


def test_a_file_without_list_or_customer_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No column is mapped to Price list or Customer; choose"):
        plan_import(desk, "prices", file(tmp_path, "SKU,Price\nMUG,9\n"))
    with pytest.raises(BadInput, match="No column is mapped to SKU and Price"):
        plan_import(desk, "prices", file(tmp_path, "Customer,Colour\nC-1001,9\n"))
    assert [each.name for each in fields_of("prices")][:2] == ["sku", "price"]


def test_what_was_changed_since_keeps_the_import(desk: Desk, tmp_path: Path) -> None:
    batch = import_file(desk, "prices", file(tmp_path, CUSTOMER)).batch_id or 0
    set_customer_price(desk, 1, RowForm("TEE", parse_price("14")))
    with pytest.raises(Refused, match=r"the price of TEE for C-1001 was changed since"):
        undo_import(desk, batch)
    set_customer_price(desk, 1, RowForm("TEE", parse_price("15")))
    undo_import(desk, batch)
    assert own(desk) == []
    batch = import_file(desk, "prices", file(tmp_path, LISTS)).batch_id or 0
    set_list_price(desk, "Spring", RowForm("BOOK", parse_price("10")))
    with pytest.raises(Refused, match="prices were added to Spring since"):
        undo_import(desk, batch)
    remove_list(desk, "Spring")
    undo_import(desk, batch)
    assert price_lists(desk) == []
    assert [each.name for each in groups(desk)] == ["Club"], "a group that the import made and nobody uses goes too"


def test_later_imports_are_taken_back_first(desk: Desk, tmp_path: Path) -> None:
    first = import_file(desk, "prices", file(tmp_path, CUSTOMER)).batch_id or 0
    second = import_file(desk, "prices", file(tmp_path, CUSTOMER.replace("9.99", "8.99"))).batch_id or 0
    with pytest.raises(Refused, match="the price of MUG for C-1001 was changed since"):
        undo_import(desk, first)
    undo_import(desk, second)
    assert own(desk)[0] == ("MUG", pieces(1), parse_price("9.99"))
    undo_import(desk, first)
    assert own(desk) == []


def test_a_merged_number_leads_to_who_stayed(desk: Desk, tmp_path: Path) -> None:
    twice = add_customer(desk, CustomerForm("Aisha Patel", remote_id="shop-7")).id
    merge_customers(desk, twice, 1)
    content = "Customer,SKU,Price\nC-1002,MUG,9\nshop-7,TEE,14\n"
    assert import_file(desk, "prices", file(tmp_path, content)).counts["new"] == 2
    assert [sku for sku, _, _ in own(desk)] == ["MUG", "TEE"]


def test_an_import_of_customers_stays_when_one_was_merged(desk: Desk, tmp_path: Path) -> None:
    people = file(tmp_path, "Customer id,Name\nA1,Aisha Patel\n", "customers.csv")
    batch = import_file(desk, "customers", people).batch_id or 0
    merge_customers(desk, 2, 1)
    with pytest.raises(Refused, match="C-1002 was merged into C-1001 since"):
        undo_import(desk, batch)
    block_customer(desk, 1, "")
    assert card_of(desk, 1).customer.active


def test_a_spreadsheet_reads_the_same(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "trade.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("Price list", "Group", "SKU", "Qty", "Price"), ("T", "Trade", "MUG", 5, 10.4))):
            sheet.write_row(number, 0, row)
    assert import_file(desk, "prices", path).counts["new"] == 1
    assert of_list(desk, "T") == [("MUG", pieces(5), parse_price("10.4"))]
