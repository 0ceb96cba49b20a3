"""Files come in as a whole, once, and go again as a whole; a bad row is named and a bad file changes nothing."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import text

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import BadInput, NotFound, OrderDeskError, Refused, StorageFailed
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.imports import running
from orderdesk.services.imports.importing import (
    import_file,
    imports_of,
    plan_import,
    run_import,
    undo_import,
    write_errors,
)
from orderdesk.services.imports.mappings import drop_mapping, fields_of, save_mapping, saved_mappings
from orderdesk.services.items.catalog import edit_item, item_of
from orderdesk.services.items.catalog import form_of as item_form
from orderdesk.services.orders.placing import place_order
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.stock.stocking import adjust
from tests.factories import northside
from tests.scenarios.books import dump, rows, without_lasting

ITEMS = (
    "Item code,Title,Unit price,EAN,Supplier,Units in stock,Reorder level\n"
    "MUG,Stoneware mug,13.25,5012345678900,Potters,,5\n"
    'JUG,Milk jug,"1.234,50",,Potters,7,\n'
    "VASE,Vase,24.99,4006381333931,Glass & Co,3,1\n"
)
CUSTOMERS = (
    "Customer number;Name;E-mail;Phone;Street;City;Zip;Country\n"
    "17850.0;Żaneta Łukasik;zaneta@example.com;+48 22 555 01 02;ul. Długa 1;Gdańsk;'80-827;Poland\n"
    "17851;محمد 🙂;;;شارع 2;القاهرة;11511;Egypt\n"
)
ORDERS = (
    "Order no,Order date,Customer id,Item,Qty,Price,Discount,Shipping,Shipped date,Order total\n"
    "#1,2026-02-01,17850,MUG,2,12.50,10%,4.95,2026-02-02,27.45\n"
    "#1,2026-02-01,17850,BOOK,1,14.00,,,,\n"
    "#2,2026-02-03,17851,LAMP,6,,,,,\n"
    "#2,2026-02-03,17851,MUG,1,,,,,\n"
)


@pytest.fixture
def desk(shop_url: str) -> Iterator[Desk]:
    desk = northside(shop_url)
    yield desk
    desk.database.close()


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Desk]:
    """On one database, where the other could not differ."""
    desk = northside(sqlite_url)
    yield desk
    desk.database.close()


def file(folder: Path, content: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_products_are_planned_brought_in_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    before = dump(desk)
    plan = plan_import(desk, "products", file(tmp_path, ITEMS))
    assert plan.counts == {"new": 2, "changed": 1, "same": 0, "error": 0}
    assert [(each.row, each.action, each.name) for each in plan.rows] == [
        (2, "changed", "MUG"), (3, "new", "JUG"), (4, "new", "VASE"),
    ]  # fmt: skip
    assert plan.rows[0].detail == "price, vendor, reorder point"
    assert plan.mapping["Item code"] == "sku"
    assert dump(desk) == before

    result = run_import(desk, plan)
    assert result.batch_id is not None
    kept = rows(desk, "SELECT sku, name, price, reorder_point FROM items WHERE sku IN ('MUG', 'JUG') ORDER BY sku")
    assert kept == [("JUG", "Milk jug", 12_345_000, 0), ("MUG", "Stoneware mug", 132_500, 5_000)]
    assert rows(desk, "SELECT SUM(s.on_hand) FROM stock s JOIN items i ON i.id = s.item_id WHERE sku = 'VASE'") == [
        (3_000,)
    ]
    assert check(desk).findings == ()
    assert import_file(desk, "products", tmp_path / "file.csv").batch_id is None

    undo_import(desk, result.batch_id)
    assert check(desk).findings == ()
    after = without_lasting(dump(desk))
    assert after.pop("items")[0][:4] == without_lasting(before).pop("items")[0][:4]
    assert rows(desk, "SELECT price, reorder_point, vendor_id FROM items WHERE sku = 'MUG'") == [(125_000, 0, None)]
    assert rows(desk, "SELECT COUNT(*) FROM items") == [(4,)]
    assert rows(desk, "SELECT COUNT(*) FROM vendors") == [(0,)]
    with pytest.raises(Refused, match="undone already"):
        undo_import(desk, result.batch_id)


def test_customers_come_in_once_with_their_addresses(desk: Desk, tmp_path: Path) -> None:
    result = import_file(desk, "customers", file(tmp_path, CUSTOMERS))
    assert result.counts["new"] == 2
    kept = rows(desk, "SELECT remote_id, name, email FROM customers WHERE batch_id IS NOT NULL ORDER BY remote_id")
    assert kept == [("17850", "Żaneta Łukasik", "zaneta@example.com"), ("17851", "محمد 🙂", "")]
    assert rows(desk, "SELECT city, postcode, country FROM addresses WHERE city LIKE 'Gda%'") == [
        ("Gdańsk", "80-827", "PL")
    ]
    moved = CUSTOMERS.replace("ul. Długa 1", "ul. Krótka 9")
    again = import_file(desk, "customers", file(tmp_path, moved))
    assert again.counts == {"new": 0, "changed": 1, "same": 1, "error": 0}
    assert rows(desk, "SELECT line1 FROM addresses WHERE retired = 0 AND city LIKE 'Gda%'") == [("ul. Krótka 9",)]
    assert check(desk).findings == ()
    undo_import(desk, again.batch_id or 0)
    assert rows(desk, "SELECT line1 FROM addresses WHERE retired = 0 AND city LIKE 'Gda%'") == [("ul. Długa 1",)]
    undo_import(desk, result.batch_id or 0)
    assert rows(desk, "SELECT COUNT(*) FROM customers") == [(1,)]
    assert check(desk).findings == ()


def test_orders_come_in_closed_or_open_and_go_again(desk: Desk, tmp_path: Path) -> None:
    import_file(desk, "customers", file(tmp_path, CUSTOMERS))
    before = dump(desk)
    path = file(tmp_path, ORDERS, "orders.csv")
    wrong = plan_import(desk, "orders", path)
    assert wrong.counts["error"] == 1
    assert "a difference of −14.00" in wrong.errors[0].reason

    mended = file(tmp_path, ORDERS.replace("27.45", "41.45"), "orders.csv")
    result = import_file(desk, "orders", mended)
    assert (result.counts["new"], result.errors, result.lines) == (2, (), 4)
    assert rows(desk, "SELECT number, state, total, due FROM orders ORDER BY number") == [
        ("ONLINE-#1", "closed", 4_145, 0), ("ONLINE-#2", "confirmed", 62_664, 62_664),
    ]  # fmt: skip
    waiting = "SELECT quantity, allocated FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE due > 0 "
    assert rows(desk, f"{waiting} ORDER BY l.id") == [(6_000, 4_000), (1_000, 1_000)]
    assert check(desk).findings == ()
    again = import_file(desk, "orders", mended)
    assert (again.batch_id, again.counts["same"]) == (None, 2)

    undo_import(desk, result.batch_id or 0)
    assert without_lasting(dump(desk)) == without_lasting(before)
    assert check(desk).findings == ()


def test_an_order_is_never_changed_by_a_file(desk: Desk, tmp_path: Path) -> None:
    import_file(desk, "customers", file(tmp_path, CUSTOMERS))
    text = ORDERS.replace(",Order total", "").replace(",27.45", "")
    import_file(desk, "orders", file(tmp_path, text))
    before = dump(desk)
    again = import_file(desk, "orders", file(tmp_path, text.replace("12.50", "99.50")))
    assert again.batch_id is None
    assert "An import changes no order" in again.errors[0].reason
    assert dump(desk) == before


def test_stock_levels_are_counts(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, "SKU,Location,Counted\nMUG,,18\nTEE,NEW-1,4\nLAMP,,4\nNONE,,3\n")
    result = import_file(desk, "stock", path)
    assert result.counts == {"new": 1, "changed": 1, "same": 1, "error": 1}
    assert result.errors[0].reason == "There is no item NONE."
    assert rows(desk, "SELECT quantity, kind FROM movements WHERE batch_id IS NOT NULL ORDER BY id") == [
        (-2_000, "count"), (4_000, "count"),
    ]  # fmt: skip
    assert import_file(desk, "stock", path).batch_id is None
    undo_import(desk, result.batch_id or 0)
    assert rows(desk, "SELECT SUM(on_hand) FROM stock") == [(39_000,)]
    assert check(desk).findings == ()


def test_what_stands_on_an_import_keeps_it(desk: Desk, tmp_path: Path) -> None:
    items = import_file(desk, "products", file(tmp_path, ITEMS)).batch_id or 0
    people = import_file(desk, "customers", file(tmp_path, CUSTOMERS)).batch_id or 0
    text = ORDERS.replace(",Order total", "").replace(",27.45", "").replace("LAMP", "VASE")
    orders = import_file(desk, "orders", file(tmp_path, text)).batch_id or 0
    with pytest.raises(Refused, match=r"Import \d+ cannot be undone: VASE is on the order ONLINE-#2"):
        undo_import(desk, items)
    with pytest.raises(Refused, match="has the order ONLINE"):
        undo_import(desk, people)
    opened = rows(desk, "SELECT id FROM orders WHERE state = 'confirmed'")[0][0]
    with desk.writing(right="no right needed") as work:
        work.connection.exec_driver_sql("UPDATE shipments SET state = 'picking' WHERE state = 'allocated'")
    with pytest.raises(Refused, match="is picking already"):
        undo_import(desk, orders)
    with desk.writing(right="no right needed") as work:
        work.connection.exec_driver_sql("UPDATE shipments SET state = 'allocated' WHERE state = 'picking'")
    assert opened
    undo_import(desk, orders)
    adjust(desk, "JUG", pieces(1), "found one")
    with pytest.raises(Refused, match="stock of JUG was moved since"):
        undo_import(desk, items)


def test_a_changed_item_that_was_changed_again_is_not_put_back(desk: Desk, tmp_path: Path) -> None:
    first = import_file(desk, "products", file(tmp_path, "sku,price\nMUG,13\n")).batch_id or 0
    second = import_file(desk, "products", file(tmp_path, "sku,price\nMUG,14\n")).batch_id or 0
    with pytest.raises(Refused, match="MUG was changed"):
        undo_import(desk, first)
    undo_import(desk, second)
    assert rows(desk, "SELECT price FROM items WHERE sku = 'MUG'") == [(130_000,)]


PRICES = ("SKU,Price\nMUG,11\n", "SKU,Price\nMUG,12\n", "SKU,Price\nMUG,13\n")
PHONES = tuple(f"Customer id,Name,Phone\nK1,Ann Ash,020 7946 00{each}\n" for each in (11, 12, 13))


@pytest.mark.parametrize(
    ("kind", "texts", "sql"),
    [
        ("products", PRICES, "SELECT price FROM items WHERE sku = 'MUG'"),
        ("customers", PHONES, "SELECT phone FROM customers WHERE name = 'Ann Ash'"),
    ],
)
def test_imports_that_changed_one_thing_are_taken_back_the_latest_first(
    desk: Desk, tmp_path: Path, kind: str, texts: tuple[str, ...], sql: str
) -> None:
    import_file(desk, "customers", file(tmp_path, "Customer id,Name,Phone\nK1,Ann Ash,020 7946 0010\n"))
    before, batches = [], list[int]()
    for content in texts:
        before.append(rows(desk, sql))
        batch = import_file(desk, kind, file(tmp_path, content)).batch_id
        assert batch is not None
        batches.append(batch)
    for batch in batches[:-1]:
        with pytest.raises(Refused, match="was changed by a later import; undo that one first"):
            undo_import(desk, batch)
    for batch, value in zip(reversed(batches), reversed(before), strict=True):
        undo_import(desk, batch)
        assert rows(desk, sql) == value
    assert check(desk).findings == ()


def test_what_was_changed_by_hand_between_two_imports_stays(desk: Desk, tmp_path: Path) -> None:
    first = import_file(desk, "products", file(tmp_path, PRICES[0])).batch_id
    ((mug,),) = rows(desk, "SELECT id FROM items WHERE sku = 'MUG'")
    edit_item(desk, mug, replace(item_form(item_of(desk, mug)), name="Big mug"))
    later = import_file(desk, "products", file(tmp_path, PRICES[1])).batch_id
    assert first is not None
    assert later is not None
    undo_import(desk, later)
    with pytest.raises(Refused, match="MUG was changed since"):
        undo_import(desk, first)


def test_what_an_import_brought_and_a_later_one_changed_is_taken_back_the_latest_first(
    desk: Desk, tmp_path: Path
) -> None:
    first = import_file(desk, "products", file(tmp_path, "SKU,Name,Price\nJUG,Jug,10\n")).batch_id
    later = import_file(desk, "products", file(tmp_path, "SKU,Price\nJUG,11\n")).batch_id
    assert first is not None
    assert later is not None
    with pytest.raises(Refused, match="JUG was changed by a later import; undo that one first"):
        undo_import(desk, first)
    undo_import(desk, later)
    undo_import(desk, first)
    assert rows(desk, "SELECT sku FROM items WHERE sku = 'JUG'") == []
    assert check(desk).findings == ()


def test_billed_since_means_no_undo(desk: Desk, tmp_path: Path) -> None:
    import_file(desk, "customers", file(tmp_path, CUSTOMERS))
    text = "Order,Date,Customer id,SKU,Qty,Price\n9,2026-02-03,17850,MUG,1,5\n"
    batch = import_file(desk, "orders", file(tmp_path, text)).batch_id or 0
    order_id = rows(desk, "SELECT id FROM orders")[0][0]
    shipment = rows(desk, "SELECT id FROM shipments")[0][0]
    from orderdesk.services.fulfilment.shipping import hand_over

    hand_over(desk, shipment, "collected")
    number = issue_invoice(desk, order_id)
    with pytest.raises(Refused, match=f"was invoiced or credited since .{number}."):
        undo_import(desk, batch)
    assert check(desk).findings == ()


def test_a_spreadsheet_comes_in_like_a_table(desk: Desk, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "items.xlsx"))
    sheet = book.add_worksheet()
    for place, row in enumerate([["SKU", "Name", "Price", "Stock"], ["JUG", "Jug", 2.55, 3], ["CUP", "Cup", 0.1, 2.5]]):
        sheet.write_row(place, 0, row)
    book.close()
    assert import_file(desk, "products", tmp_path / "items.xlsx").counts["new"] == 2
    assert rows(desk, "SELECT sku, price FROM items WHERE batch_id IS NOT NULL ORDER BY sku") == [
        ("CUP", 1_000), ("JUG", 25_500),
    ]  # fmt: skip
    assert import_file(desk, "products", tmp_path / "items.xlsx").batch_id is None
    assert check(desk).findings == ()


def test_headings_are_guessed_in_many_spellings(small: Desk, tmp_path: Path) -> None:
    heads = {
        "Variant SKU": "sku", "Titel": "", "Product Name": "name", "Variant Price": "price", "barcode": "barcode",
        "VENDOR": "vendor", "quantityOnHand": "", "Weight (kg)": "weight_kg", "Reorder-Level": "reorder_point",
    }  # fmt: skip
    plan = plan_import(small, "products", file(tmp_path, ",".join(heads) + "\nA,,Mug,1,,,,0.5,\n"))
    assert dict(plan.mapping) == {heading: field for heading, field in heads.items() if field}


def test_a_new_customer_of_a_file_pays_within_the_days_of_the_shop_or_their_own(desk: Desk, tmp_path: Path) -> None:
    edit_shop(desk, replace(form_of(shop_now(desk)), terms_days=12))
    import_file(desk, "customers", file(tmp_path, "Name,Terms\nNora,\nNils,0\nNele,45\n"))
    kept = dict(rows(desk, "SELECT name, terms_days FROM customers WHERE batch_id IS NOT NULL"))
    assert kept == {"Nora": 12, "Nils": 0, "Nele": 45}


@pytest.mark.parametrize(
    ("heads", "cells", "grams"),
    [
        ("Weight (lb)", "1.5", 680),
        ("weight_lbs", "0.25", 113),
        ("Weight Pounds,Weight Ounces", "1,4", 567),
        ("Weight (oz)", "8", 227),
        ("Weight (lb),Weight (kg)", "2,0.9", 900),
    ],
)
def test_weights_are_read_in_their_unit(desk: Desk, tmp_path: Path, heads: str, cells: str, grams: int) -> None:
    done = import_file(desk, "products", file(tmp_path, f"SKU,Name,{heads}\nBUOY,Buoy,{cells}\n"))
    assert done.counts["new"] == 1
    assert rows(desk, "SELECT weight_g FROM items WHERE sku = 'BUOY'") == [(grams,)]


def test_one_field_from_two_columns_is_refused(small: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, "Code,Price A,Price B\nMUG,1,2\n")
    columns = {"Code": "sku", "Price A": "price", "Price B": "price"}
    with pytest.raises(Refused, match="The columns Price A and Price B are both mapped to Price"):
        plan_import(small, "products", path, mapping=columns)
    with pytest.raises(BadInput, match="no column Kode"):
        plan_import(small, "products", path, mapping={"Kode": "sku"})
    with pytest.raises(BadInput, match="colour is nothing that products have"):
        plan_import(small, "products", path, mapping={"Code": "sku", "Price A": "colour"})
    with pytest.raises(BadInput, match="No column is mapped to SKU"):
        plan_import(small, "products", path, mapping={"Price A": "price"})
    with pytest.raises(BadInput, match="Choose what to import"):
        fields_of("spoons")


def test_mappings_are_saved_by_name(small: Desk, tmp_path: Path) -> None:
    columns = {"Code": "sku", "Price A": "price"}
    save_mapping(small, "products", "Potters", columns)
    save_mapping(small, "products", "Potters", columns | {"Name": "name"})
    assert saved_mappings(small, "products") == {"Potters": columns | {"Name": "name"}}
    path = file(tmp_path, "Name,Code,Price A\nMug,MUG,2\n")
    plan = plan_import(small, "products", path, mapping=saved_mappings(small, "products")["Potters"])
    assert plan.counts["changed"] == 1
    with pytest.raises(Refused, match="both mapped"):
        save_mapping(small, "products", "twice", {"A": "sku", "B": "sku"})
    drop_mapping(small, "products", "Potters")
    with pytest.raises(NotFound):
        drop_mapping(small, "products", "Potters")


def test_bad_rows_are_named_and_the_good_ones_taken(small: Desk, tmp_path: Path) -> None:
    text = (
        "sku,name,price,stock,tax class\n"
        "OK,Fine,1.50,2,\nBAD1,a,1E999999,,\nBAD2,b,NaN,,\nBAD3,c,-0.01,,\nBAD4,d,1.23456,,\nBAD5,e,1,-2,\n"
        f"BAD6,{'x' * 50_000},1,,\n,no code,1,,\nOK,twice,2,,\nBAD7,f,1,,luxury\nBAD8,g,1\nBÄD9,h,1,,\n"
        "ZERO,Nothing,-0,,\n"
    )
    result = import_file(small, "products", file(tmp_path, text))
    assert result.counts == {"new": 4, "changed": 0, "same": 0, "error": 9}
    reasons = {each.row: each.reason for each in result.errors}
    assert reasons[3] == "Enter a number such as 12.50, not “1E999999”."
    assert reasons[4].endswith("not “NaN”.")
    assert reasons[5].startswith("A price cannot be negative")
    assert "too many decimals" in reasons[6]
    assert reasons[7] == "This cannot be negative."
    assert "50,000 characters" in reasons[8]
    assert reasons[9] == "This must not be empty."
    assert reasons[10] == "OK stands in row 2 already."
    assert "no tax class luxury" in reasons[11]
    assert rows(small, "SELECT sku FROM items WHERE batch_id IS NOT NULL ORDER BY sku") == [
        ("BAD8",), ("BÄD9",), ("OK",), ("ZERO",)
    ]  # fmt: skip
    write_errors(small, result.errors, tmp_path / "errors.csv")
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as found:
        written = list(csv.DictReader(found))
    assert {int(row["row"]) for row in written} == set(reasons)
    with pytest.raises(StorageFailed, match="cannot be written"):
        write_errors(small, result.errors, tmp_path / "none" / "errors.csv")


def test_a_sku_is_text_of_any_letters_and_stays_as_it_is(small: Desk, tmp_path: Path) -> None:
    skus = ["90.00", "90.0", "90", "007", "Ä-100", "АБ-5", "№7", "AB 12", "A/B#1", "L" * 64]
    text = "SKU,Name,Price\n" + "".join(f"{sku},Thing,1\n" for sku in [*skus, "L" * 65])
    result = import_file(small, "products", file(tmp_path, text))
    assert [each.reason for each in result.errors] == ["A SKU has 1 to 64 letters, digits and signs."]
    assert rows(small, "SELECT sku FROM items WHERE batch_id IS NOT NULL ORDER BY id") == [(sku,) for sku in skus]
    stock = "SKU,On hand\n90.00,1\n90.0,2\n90,3\nАБ-5,4\n"
    assert import_file(small, "stock", file(tmp_path, stock)).counts["new"] == 4


def test_dates_that_can_not_be_are_named(small: Desk, tmp_path: Path) -> None:
    text = "order,date,customer name,sku,qty,price\n" + "".join(
        f"{place},{day},Ann,MUG,1,1\n" for place, day in enumerate(("0000-00-00", "9999-12-31", "", "2026-02-30"))
    )
    plan = plan_import(small, "orders", file(tmp_path, text))
    assert plan.counts == {"new": 0, "changed": 0, "same": 0, "error": 4}
    assert {each.column for each in plan.errors} == {"date"}


def test_unknown_items_and_customers_are_named(small: Desk, tmp_path: Path) -> None:
    text = (
        "order,date,customer id,sku,qty,price\n1,2026-02-01,77,MUG,1,1\n2,2026-02-01,,MUG,1,1\n"
        "3,2026-02-01,77,SPOON,1,1\n4,2026-02-01,77,MUG,-1,1\n4,2026-02-01,77,TEE,1,1\n"
    )
    reasons = [each.reason for each in plan_import(small, "orders", file(tmp_path, text)).errors]
    assert reasons == [
        "A quantity is above zero; credits are not imported this way.",
        "Another row of order 4 cannot be read.",
        "There is no customer 77, and the file names none.",
        "The order names no customer.",
        "Row 4: there is no item SPOON.",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nul.csv", b"sku,name\nA,\0b\n"),
        ("bomb.xlsx", b"PK\x03\x04 no zip"),
        ("long.csv", b"sku,name\nA," + b"x" * 3_000_000),
        ("wide.csv", b"c" + b",c" * 1_000_000),
        ("empty.csv", b",,\n"),
        ("none.txt", b""),
    ],
)
def test_a_bad_file_changes_nothing(small: Desk, tmp_path: Path, name: str, content: bytes) -> None:
    before = dump(small)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OrderDeskError) as refusal:
        import_file(small, "products", tmp_path / name)
    assert str(refusal.value).endswith(".")
    assert dump(small) == before


def test_a_file_that_is_all_wrong_is_given_up(small: Desk, tmp_path: Path) -> None:
    text = "sku,price\n" + "".join(f"A{place},soon\n" for place in range(30_000))
    with pytest.raises(BadInput, match="look at the columns"):
        plan_import(small, "products", file(tmp_path, text))


def test_an_import_can_be_stopped_and_tells_how_far_it_is(small: Desk, tmp_path: Path) -> None:
    text = "sku,name,price\n" + "".join(f"N{place},Item {place},1\n" for place in range(3_000))
    path = file(tmp_path, text)
    heard: list[tuple[int, str]] = []
    plan = plan_import(small, "products", path, progress=lambda done, _, what: heard.append((done, what)))
    assert {what for _, what in heard} == {"Opening file.csv", "Reading the rows", "Comparing"}
    before = dump(small)
    with pytest.raises(Refused, match="The import was stopped; nothing was changed"):
        run_import(small, plan, cancelled=lambda: len(heard) > 0)
    calls = iter(range(10_000))
    with pytest.raises(Refused, match="stopped"):
        run_import(small, plan, cancelled=lambda: next(calls) > 4_000)
    assert dump(small) == before


def test_other_channels_formats_and_batches_are_checked(small: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, ITEMS)
    with pytest.raises(Refused, match="Choose a channel"):
        plan_import(small, "products", path, channel="pigeon")
    with pytest.raises(BadInput, match="have no format pdf"):
        plan_import(small, "products", path, format="pdf")
    with pytest.raises(BadInput, match="columns are not those of Northwind"):
        plan_import(small, "products", path, format="northwind-products")
    with pytest.raises(BadInput, match="Choose what to import"):
        plan_import(small, "spoons", path)
    with pytest.raises(NotFound):
        undo_import(small, 99)
    other = file(tmp_path, "sku,name\nA,b\n", "other.csv")
    with pytest.raises(BadInput, match="other columns"):
        plan_import(small, "products", [path, other])
    batch = import_file(small, "products", path).batch_id
    assert [(each.id, each.kind, each.file_name) for each in imports_of(small)] == [(batch, "products", "file.csv")]


def test_what_was_planned_is_what_is_written(small: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, ITEMS)
    plan = plan_import(small, "products", path)
    path.unlink()
    assert run_import(small, plan).counts == plan.counts
    with small.reading() as connection:
        kept = connection.execute(text("SELECT sha256 FROM import_batches")).scalar_one()
    assert kept == hashlib.sha256(ITEMS.encode()).hexdigest()


def test_an_imported_item_sells(small: Desk, tmp_path: Path) -> None:
    import_file(small, "products", file(tmp_path, ITEMS))
    place_order(small, OrderRequest((LineRequest(pieces(2), sku="VASE"),), customer_id=1))
    assert rows(small, "SELECT allocated FROM order_lines") == [(2_000,)]
    assert check(small).findings == ()


def test_the_same_file_at_two_pcs_at_once_leaves_one_import(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "items.csv"
    path.write_text(ITEMS, encoding="utf-8")
    write = running._write

    def second(run: object, found: object, context: object) -> None:
        # Both have compared; the other writes first.
        monkeypatch.setattr(running, "_write", write)
        import_file(desk, "products", path)
        write(run, found, context)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "_write", second)
    found = import_file(desk, "products", path)
    assert found.batch_id is None
    assert (found.booked, found.same, found.counts["new"], found.counts["same"]) == (0, 3, 0, 3)
    assert len(imports_of(desk)) == 1
