"""Orders of other shops: open ones are work by this shop's rules, ended ones are none, and no two are taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file, plan_import, run_import, undo_import
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.prices.taxing import set_destination
from orderdesk.services.record.finding import things_of_code
from orderdesk.services.reports.exporting import export_table
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from orderdesk.services.stock.stocking import receive
from tests.factories import Clock, _desk, northside
from tests.scenarios.books import dump, rows, without_lasting

HEAD = "Order number,Date,Customer name,SKU,Quantity,Price"


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    """Prices without tax: 20 % on top."""
    desk = northside(sqlite_url)
    yield desk
    desk.database.close()


@pytest.fixture
def german(sqlite_url: str) -> Iterator[Desk]:
    """Prices that contain 19 %."""
    desk = _desk(sqlite_url, Clock())
    tax = replace(tax_preset("DE"), inclusive=True)
    form = ShopForm("Nord", "Kai 1", city="Kiel", postcode="24103", country="DE", tax=tax)
    open_shop(desk, form, [ServiceForm("road", "Paket", "DHL", price=490)])
    add_item(desk, ItemForm("MUG", "Becher", parse_price("10.00")))
    receive(desk, "MUG", pieces(10))
    yield desk
    desk.database.close()


def file(folder: Path, *lines: str, name: str = "orders.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sums(desk: Desk) -> list[tuple[object, ...]]:
    return rows(desk, "SELECT remote_id, net, tax, total, due FROM orders ORDER BY remote_id")


def test_an_open_order_bears_the_tax_of_the_shop(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, HEAD, "1,2026-02-01,Ann Ash,MUG,1,24.00", "1,2026-02-01,Ann Ash,BOOK,1,14.00")
    result = import_file(desk, "orders", path)
    assert result.errors == ()
    assert sums(desk) == [("1", 3_800, 550, 4_350, 4_350)]
    assert rows(desk, "SELECT tax_class, tax_rate, tax FROM order_lines ORDER BY position") == [
        ("standard", 200_000, 480), ("reduced", 50_000, 70),
    ]  # fmt: skip
    assert rows(desk, "SELECT exemption, inclusive FROM orders") == [("", 0)]
    assert check(desk).findings == ()


@pytest.mark.parametrize(("total", "told"), [("45.60", ""), ("38.00", "tax of 7.60 is added to the file's total")])
def test_a_total_is_tried_with_tax_and_without(desk: Desk, tmp_path: Path, total: str, told: str) -> None:
    plan = plan_import(desk, "orders", file(tmp_path, f"{HEAD},Total", f"1,2026-02-01,Ann,MUG,2,19.00,{total}"))
    assert plan.rows[0].detail == "; ".join(filter(None, ("open", told)))
    run_import(desk, plan)
    assert sums(desk) == [("1", 3_800, 760, 4_560, 4_560)]


def test_a_total_that_fits_neither_waits_with_the_difference(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, f"{HEAD},Total", "1,2026-02-01,Ann,MUG,2,19.00,45.61", "2,2026-02-01,Bo,MUG,1,1.00,1.20")
    plan = plan_import(desk, "orders", path)
    assert [(each.row, each.column, each.reason) for each in plan.errors] == [
        (2, "total", "The lines come to 45.60 with 7.60 tax, the file says 45.61: a difference of 0.01."),
    ]  # fmt: skip
    assert run_import(desk, plan).counts == plan.counts


def test_the_tax_of_the_file_tells_that_its_prices_contain_it(desk: Desk, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        f"{HEAD},Taxes,Total",
        "1,2026-02-01,Ann,MUG,1,12.00,2.00,12.00",
        "2,2026-02-01,Bo,MUG,1,12.00,0.96,12.00",
    )
    result = import_file(desk, "orders", path)
    assert sums(desk) == [("1", 1_000, 200, 1_200, 1_200)]
    assert rows(desk, "SELECT inclusive FROM orders") == [(1,)]
    assert "with 0.96 tax" in result.errors[0].reason
    assert check(desk).findings == ()


def test_prices_with_tax_stay_what_the_customer_pays(german: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, f"{HEAD},Total", "1,2026-02-01,Ann,MUG,1,10.00,10.00")
    assert import_file(german, "orders", path).errors == ()
    assert sums(german) == [("1", 840, 160, 1_000, 1_000)]
    assert check(german).findings == ()


def test_the_place_it_goes_to_settles_the_tax(desk: Desk, tmp_path: Path) -> None:
    set_destination(desk, DestinationRate("NO", "", "", 0, date(2026, 1, 1), "Export, no VAT"))
    path = file(
        tmp_path, f"{HEAD},Ship country", "1,2026-02-01,Ola,MUG,1,10.00,Norway", "2,2026-02-01,Bo,MUG,1,10.00,GB"
    )
    import_file(desk, "orders", path)
    assert sums(desk) == [("1", 1_000, 0, 1_000, 1_000), ("2", 1_000, 200, 1_200, 1_200)]
    assert rows(desk, "SELECT exemption FROM orders ORDER BY id") == [("Export, no VAT",), ("",)]
    assert check(desk).findings == ()


def test_history_stays_as_it_was_paid(desk: Desk, tmp_path: Path) -> None:
    heads = f"{HEAD},Shipped date,Taxes,Total"
    path = file(
        tmp_path,
        heads,
        "1,2026-02-01,Ann,MUG,1,10.00,2026-02-02,,10.00",
        "2,2026-02-01,Bo,MUG,1,10.00,2026-02-02,0.80,10.80",
    )
    assert import_file(desk, "orders", path).errors == ()
    assert sums(desk) == [("1", 1_000, 0, 1_000, 0), ("2", 1_080, 0, 1_080, 0)]
    assert rows(desk, "SELECT label, net FROM order_lines WHERE item_id IS NULL") == [("Tax", 80)]
    assert check(desk).findings == ()


def test_history_brings_the_numbers_of_its_parcels(desk: Desk, tmp_path: Path) -> None:
    before = dump(desk)
    path = file(
        tmp_path,
        f"{HEAD},Shipped date,Tracking number",
        "1,2026-02-01,Ann,MUG,1,10.00,2026-02-02,NC1; NC2",
        "1,2026-02-01,Ann,TEE,1,10.00,2026-02-02,NC2",
        "2,2026-02-01,Bo,MUG,1,10.00,2026-02-02,",
        f"3,2026-02-01,Cy,MUG,1,10.00,2026-02-02,{'X' * 49}",
    )
    done = import_file(desk, "orders", path)
    assert [(each.column, each.reason) for each in done.errors] == [
        ("Tracking number", "A tracking number has at most 48 letters, digits and signs.")
    ]
    assert rows(desk, "SELECT position, tracking FROM boxes ORDER BY id") == [(1, "NC1"), (2, "NC2")]
    assert [(each.kind, each.number) for each in things_of_code(desk, "NC2")] == [("tracking", "NC2")]
    assert [row[-8] for row in export_table(desk, "orders").rows] == ["NC1; NC2", "NC1; NC2", ""]
    assert check(desk).findings == ()
    assert done.batch_id is not None
    undo_import(desk, done.batch_id)
    assert without_lasting(dump(desk)) == without_lasting(before)


def test_money_off_is_money_unless_percent_is_said(desk: Desk, tmp_path: Path) -> None:
    path = file(
        tmp_path, f"{HEAD},Discount", "41,2026-02-01,Ann,MUG,2,10.00,3.00", "42,2026-02-01,Bo,MUG,2,10.00,0.50",
        "43,2026-02-01,Cy,MUG,2,10.00,10 %", "44,2026-02-01,Di,MUG,1,10.00,11.00",
    )  # fmt: skip
    result = import_file(desk, "orders", path)
    assert [net for _, net, *_ in sums(desk)] == [1_700, 1_950, 1_800]
    assert [each.reason for each in result.errors] == ["Row 5: 11.00 off is more than the line comes to, 10.00."]
    percent = file(tmp_path, f"{HEAD},Discount %", "45,2026-02-01,Ed,MUG,2,10.00,15", name="percent.csv")
    import_file(desk, "orders", percent)
    assert sums(desk)[-1][1] == 1_700
    assert check(desk).findings == ()


def test_money_off_the_whole_order_lies_on_its_goods(desk: Desk, tmp_path: Path) -> None:
    path = file(
        tmp_path, f"{HEAD},Discount amount,Shipping,Shipped date", "1,2026-02-01,Ann,MUG,2,12.50,5.00,4.00,",
        "1,,,TEE,1,15.00,,,", "2,2026-02-01,Bo,MUG,2,12.50,5.00,4.00,2026-02-02",
    )  # fmt: skip
    assert import_file(desk, "orders", path).errors == ()
    assert [net for _, net, *_ in sums(desk)] == [3_900, 2_400]
    shares = "SELECT remote_id, share FROM order_lines l JOIN orders o ON o.id = order_id ORDER BY 1, position"
    assert rows(desk, shares) == [
        ("1", 313), ("1", 187), ("1", 0), ("2", 500), ("2", 0),
    ]  # fmt: skip
    assert rows(desk, "SELECT amount FROM adjustments") == [(500,), (500,)]
    assert check(desk).findings == ()


def test_rows_of_one_number_that_are_two_orders_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = file(
        tmp_path, HEAD, "71,2026-02-01,Ann,MUG,1,10", "72,2026-02-01,Bo,MUG,1,10", "71,2026-02-01,Ben,TEE,1,20",
        "72,,,TEE,1,20", "73,2026-02-01,Cy,MUG,1,10", "73,2026-02-28,Cy,MUG,1,10",
    )  # fmt: skip
    result = import_file(desk, "orders", path)
    assert [remote for remote, *_ in sums(desk)] == ["72"]
    assert {each.row: each.column for each in result.errors} == {
        2: "Customer name", 4: "Customer name", 6: "Date", 7: "Date",
    }  # fmt: skip
    assert result.errors[0].reason == (
        "Rows 2 and 4 have the same number, but Customer name is Ann and Ben; one of them is another order."
    )


def test_orders_that_came_to_nothing_are_no_work(desk: Desk, tmp_path: Path) -> None:
    heads = f"{HEAD},Financial status,Cancelled at,Refunded amount,Currency,Test"
    line = "2026-02-01,Ann,MUG,1,10"
    path = file(
        tmp_path, heads, f"1,{line},paid,2026-02-02 10:00:00 +0000,0.00,GBP,", f"2,{line},voided,,,GBP,",
        f"3,{line},refunded,,10.00,GBP,", f"4,{line},paid,,0.00,USD,", f"5,{line},partially_refunded,,2.00,GBP,",
        f"6,{line},draft,,,GBP,", f"7,{line},paid,,,,true", f"8,{line},paid,,0.00,GBP,false",
    )  # fmt: skip
    result = import_file(desk, "orders", path)
    assert rows(desk, "SELECT remote_id, state, due FROM orders ORDER BY remote_id") == [
        ("1", "cancelled", 0), ("2", "cancelled", 0), ("3", "cancelled", 0), ("8", "confirmed", 0),
    ]  # fmt: skip
    assert [(each.row, each.column) for each in result.errors] == [
        (6, "Refunded amount"), (7, "Financial status"), (5, "currency"),
    ]  # fmt: skip
    assert result.unbooked == {"a test order of the shop": 1}
    assert rows(desk, "SELECT SUM(reserved) FROM stock") == [(1_000,)]
    assert check(desk).findings == ()
    before = dump(desk)
    assert import_file(desk, "orders", path).counts["same"] == 4
    assert dump(desk) == before


@pytest.mark.parametrize(
    ("heads", "words", "paid"),
    [
        ("Financial status", "paid", True), ("Payment status", "Bezahlt", True), ("Status", "payé", True),
        ("Financial status", "pending", False), ("Financial status", "partially_paid", False), ("Status", "", False),
        ("Financial status,Paid at", "authorized,2026-02-01", False), ("Paid at", "2026-02-01 10:00", True),
        ("Status,Date paid", "processing,02/02/2026", True), ("Paid at", "", False),
    ],
)  # fmt: skip
def test_an_open_order_that_was_paid_in_its_own_shop_owes_nothing(
    desk: Desk, tmp_path: Path, heads: str, words: str, paid: bool
) -> None:
    before = without_lasting(dump(desk))
    path = file(tmp_path, f"{HEAD},{heads}", f"1,2026-02-01,Ann,MUG,1,10,{words}")
    batch = import_file(desk, "orders", path).batch_id
    payment, due = ("paid", 0) if paid else ("unpaid", 1_200)
    assert rows(desk, "SELECT state, fulfilment, payment, total, due FROM orders") == [
        ("confirmed", "allocated", payment, 1_200, due)
    ]
    assert (
        rows(desk, "SELECT kind, tender, amount, receipt FROM payments") == [("payment", "transfer", 1_200, "")] * paid
    )
    # The money is in the books of the other shop; here stands that it is held.
    posted = "SELECT a.kind, p.debit, p.credit FROM postings p JOIN accounts a ON a.id = p.account_id ORDER BY p.id"
    assert rows(desk, posted) == [("deposits", 0, 1_200), ("brought along", 1_200, 0)] * paid
    assert check(desk).findings == ()
    assert import_file(desk, "orders", path).counts["same"] == 1
    assert batch is not None
    undo_import(desk, batch)
    assert without_lasting(dump(desk)) == before


def test_an_order_that_was_paid_since_is_told(desk: Desk, tmp_path: Path) -> None:
    file_of = lambda state: file(tmp_path, f"{HEAD},Financial status", f"1,2026-02-01,Ann,MUG,1,10,{state}")  # noqa: E731
    import_file(desk, "orders", file_of("pending"))
    error = import_file(desk, "orders", file_of("paid")).errors[0]
    assert "the file says it is paid, here 12.00 is to pay. An import changes no order" in error.reason
    order_id = rows(desk, "SELECT id FROM orders")[0][0]
    take_payment(desk, order_id, [Tendered("card", 1_200)])
    assert import_file(desk, "orders", file_of("paid")).counts["same"] == 1


def test_money_of_another_shop_goes_back_as_any(desk: Desk, tmp_path: Path) -> None:
    import_file(desk, "orders", file(tmp_path, f"{HEAD},Financial status", "1,2026-02-01,Ann,MUG,1,10,paid"))
    order_id = rows(desk, "SELECT id FROM orders")[0][0]
    cancel_order(desk, order_id, "not wanted", give_back="transfer")
    assert rows(desk, "SELECT state, due FROM orders") == [("cancelled", 0)]
    assert check(desk).findings == ()


def test_an_order_that_was_edited_is_never_the_same(desk: Desk, tmp_path: Path) -> None:
    heads, line = f"{HEAD},Shipping,Ship address,Financial status", "1,2026-02-01,Ann,{}"
    file_of = lambda words: file(tmp_path, heads, line.format(words))  # noqa: E731
    import_file(desk, "orders", file_of("MUG,1,10,4,1 Quay,paid"))
    before = dump(desk)
    told = {
        "MUG,2,10,4,1 Quay,paid": "the file has 2 x MUG at 10.00 where here is 1 x MUG at 10.00",
        "TEE,1,10,4,1 Quay,paid": "the file has 1 x TEE at 10.00 where here is 1 x MUG at 10.00",
        "MUG,1,11,4,1 Quay,paid": "the file has 1 x MUG at 11.00 where here is 1 x MUG at 10.00",
        "MUG,1,10,5,1 Quay,paid": "the file charges 5.00 for postage, here it is 4.00",
        "MUG,1,10,4,2 Quay,paid": "the file sends it to 2 Quay, here it goes to 1 Quay",
        "MUG,1,10,4,1 Quay,voided": "the file says it was cancelled; here it is confirmed",
    }
    for words, reason in told.items():
        result = import_file(desk, "orders", file_of(words))
        assert result.counts == {"new": 0, "changed": 0, "same": 0, "error": 1}
        assert result.errors[0].reason.startswith(f"The order is here already as ONLINE-1, and {reason}")
    assert import_file(desk, "orders", file_of("MUG,1,10,4,1 Quay,paid")).counts["same"] == 1
    assert dump(desk) == before


def test_another_shop_has_its_own_numbers(desk: Desk, tmp_path: Path) -> None:
    one = file(tmp_path, f"{HEAD},Customer id", "2001,2026-02-01,Ann,MUG,1,10,7")
    two = file(tmp_path, f"{HEAD},Customer id", "2001,2026-02-01,Ben,TEE,1,20,7", name="two.csv")
    import_file(desk, "orders", one)
    assert "name the shop" in import_file(desk, "orders", two).errors[0].reason
    assert import_file(desk, "orders", two, source="Etsy").counts["new"] == 1
    assert import_file(desk, "orders", two, source="etsy").counts["same"] == 1
    found = "SELECT o.number, o.remote_id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id"
    assert rows(desk, found) == [
        ("ONLINE-2001", "2001", "Ann"), ("ETSY-2001", "etsy:2001", "Ben"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="no colon"):
        plan_import(desk, "orders", two, source="a:b")


def test_goods_without_a_sku_are_found_by_barcode_then_by_name_and_it_is_said(desk: Desk, tmp_path: Path) -> None:
    add_item(desk, ItemForm("TEE-2", "Cotton tee", parse_price("20")))
    path = file(
        tmp_path,
        "Name,Created at,Lineitem name,Lineitem sku,Item barcode,Lineitem quantity,Lineitem price,Billing name",
        "#1,2026-02-01,A mug,,5012345678900,1,10,Ann", "#2,2026-02-01,Desk lamp,,,1,80,Bo",
        "#3,2026-02-01,Cotton tee,,,1,20,Cy", "#4,2026-02-01,Lamp,,,1,20,Di", "#5,2026-02-01,Mug,mug,,1,20,Ed",
    )  # fmt: skip
    plan = plan_import(desk, "orders", path)
    assert [each.detail for each in plan.rows if each.action == "new"] == [
        "open", "open; row 3 has no SKU: Desk lamp is taken for LAMP", "open",
    ]  # fmt: skip
    assert [each.reason for each in plan.errors] == [
        "Row 4 has no SKU, and Cotton tee can be TEE or TEE-2.", "Row 5 has no SKU, and no item is called Lamp.",
    ]  # fmt: skip
    run_import(desk, plan)
    assert rows(desk, "SELECT sku FROM order_lines l JOIN items i ON i.id = l.item_id ORDER BY l.id") == [
        ("MUG",), ("LAMP",), ("MUG",),
    ]  # fmt: skip


def test_customers_of_orders_are_told_apart_by_more_than_a_name(desk: Desk, tmp_path: Path) -> None:
    heads = "Order number,Date,First name,Last name,Email,SKU,Quantity,Price,Ship postcode"
    path = file(
        tmp_path, heads, "1,2026-02-01,John,Smith,,MUG,1,10,HU1 1AA", "2,2026-02-01,John,Smith,,MUG,1,10,LS1 1AA",
        "3,2026-02-01,John,Smith,,MUG,1,10,HU11AA", "4,2026-02-01,J.,Smith,js@example.com,MUG,1,10,HU1 1AA",
    )  # fmt: skip
    import_file(desk, "orders", path)
    one, two, three, four = (row[0] for row in rows(desk, "SELECT customer_id FROM orders ORDER BY remote_id"))
    assert one == three
    assert len({one, two, four}) == 3


def test_an_open_order_is_checked_like_any_other(desk: Desk, tmp_path: Path) -> None:
    import_file(desk, "products", file(tmp_path, "SKU,Name", "NEW,Kettle", name="items.csv"))
    path = file(tmp_path, HEAD, "1,2026-02-01,Asha,NEW,1,10.00")
    import_file(desk, "orders", path)
    hold, note, held_by = rows(desk, "SELECT hold, hold_note, held_by FROM orders")[0]
    assert (hold, held_by) == ("review", "item")
    assert "no price was ever entered" in note


def test_all_of_it_goes_again(desk: Desk, tmp_path: Path) -> None:
    before = dump(desk)
    path = file(
        tmp_path, f"{HEAD},Discount amount,Status,Shipped date", "1,2026-02-01,Ann,MUG,1,10,1,,",
        "2,2026-02-01,Ann,MUG,1,10,1,cancelled,", "3,2026-02-01,Ann,MUG,1,10,1,,2026-02-02",
    )  # fmt: skip
    batch = import_file(desk, "orders", path).batch_id
    assert batch is not None
    undo_import(desk, batch)
    assert without_lasting(dump(desk)) == without_lasting(before)
    assert check(desk).findings == ()
