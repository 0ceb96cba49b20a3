"""What is known of an item or a customer goes out with our exports and comes back, in a shop of any country."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.customers import customers
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import import_file, undo_import
from orderdesk.services.items import catalog as items
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.views import view_shop
from orderdesk.services.reports.exporting import export_table
from tests.countries import COUNTRIES, Country, local_shop
from tests.scenarios.books import rows

TN = Country("TN", "TND", "Africa/Tunis", "Tunis", "1000", 190_000, True, "1.234,5", "", "31/12/2026")
"""Three decimals and a comma: 1.250 is one and a quarter in our exports, and a thousand and more as people write it."""
PLACES = {**COUNTRIES, "TN": TN}
ITEM = ItemForm(
    "FULL", "Brass lamp", 1_2500, 5000, unit="box", weight_g=1_250, length_mm=300, width_mm=205, height_mm=99,
    vendor="Fabrik Nord", reorder_point=1_125, safety_stock=2_250, oversell=False, warning="Glass; keep upright",
    instructions="Wrap twice\nthen box it", bin="B-01-1", barcodes=("5012345678900", "SHELF-7"),
)  # fmt: skip
SERVICE = ItemForm("WRAP", "Gift wrapping", 3_0000, stocked=False, active=False)
AT = AddressForm("12 Quay Street", "Flat 2", "Whitby", "", "YO21 3PU", "GB")
CUSTOMER = CustomerForm(
    "Asha Patel", "Patel Ltd", "020 7946 0018", "asha@example.com", tax_exemption="Charity", terms_days=400,
    credit_limit=1_250, discount=11_250, instructions="Ring first\n=gate code 4", shipping="complete",
    invoicing="payment",
)  # fmt: skip
NEXT = dict(zip(PLACES, [*PLACES][1:] + [*PLACES][:1], strict=True))
KINDS = ("products", "customers", "stock")


@pytest.fixture(params=PLACES)
def ours(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    desk = local_shop(f"sqlite:///{tmp_path / 'ours.db'}", PLACES[request.param])
    fill(desk)
    yield desk
    desk.database.close()


def fill(desk: Desk) -> None:
    add_item(desk, ITEM)
    add_item(desk, SERVICE)
    add_customer(desk, CUSTOMER, AT)
    add_customer(desk, CustomerForm("Ben"), AT)


def exported(desk: Desk, kind: str, folder: Path) -> Path:
    table = export_table(desk, kind)
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([head.title for head in table.heads])
        writer.writerows(table.rows)
    return path


def known(desk: Desk) -> list[object]:
    """Every item and customer as their forms show them."""
    goods = [items.form_of(items.item_of(desk, key)) for (key,) in rows(desk, "SELECT id FROM items ORDER BY sku")]
    people = [
        (replace(customers.form_of(card), remote_id=""), card.addresses[0].line1)
        for (key,) in rows(desk, "SELECT id FROM customers ORDER BY number")
        for card in [customers.card_of(desk, key)]
    ]
    return [*goods, *people]


def test_all_that_the_forms_know_comes_back_in_a_shop_of_another_country(ours: Desk, tmp_path: Path) -> None:
    code = view_shop(ours).country
    their = replace(PLACES[NEXT[code]], currency=PLACES[code].currency)
    files = {kind: exported(ours, kind, tmp_path) for kind in KINDS}
    theirs = local_shop(f"sqlite:///{tmp_path / 'theirs.db'}", their)
    for kind, path in files.items():
        assert import_file(theirs, kind, path).errors == (), kind
        assert import_file(theirs, kind, path).batch_id is None, kind
    assert known(theirs) == known(ours)
    assert export_table(theirs, "stock").rows == export_table(ours, "stock").rows
    assert check(theirs).findings == ()
    theirs.database.close()


def test_a_server_keeps_them_as_a_file_does(database: Database, tmp_path: Path) -> None:
    """What is not said (no limit, the shop's way, the shop's days) is as for a new customer of the window."""
    theirs = local_shop(database, COUNTRIES["GB"])
    ours = local_shop(f"sqlite:///{tmp_path / 'ours.db'}", COUNTRIES["GB"])
    fill(ours)
    for kind in KINDS:
        assert import_file(theirs, kind, exported(ours, kind, tmp_path)).errors == ()
    assert known(theirs) == known(ours)
    ours.database.close()
    import_file(theirs, "customers", file(tmp_path, "Customer id,Name\nN,Nora\n"))
    key = rows(theirs, "SELECT id FROM customers WHERE name = 'Nora'")[0][0]
    usual = CustomerForm("Nora", terms_days=view_shop(theirs).terms_days, remote_id="n")
    assert replace(customers.form_of(customers.card_of(theirs, key)), remote_id="n") == usual


def test_an_export_changes_nothing_where_it_is_of(ours: Desk, tmp_path: Path) -> None:
    for kind in KINDS:
        found = import_file(ours, kind, exported(ours, kind, tmp_path))
        assert (found.batch_id, found.errors) == (None, ()), kind


def test_figures_saved_again_by_a_spreadsheet_are_read_as_it_wrote_them(ours: Desk, tmp_path: Path) -> None:
    """Another program may write our own columns with commas: what the cells prove goes before what they are called."""
    path = exported(ours, "products", tmp_path)
    before = known(ours)
    with path.open(encoding="utf-8", newline="") as kept:
        table = [*csv.reader(kept)]
    price = table[0].index("Price")
    table[2][price] = "1.2345"
    for row in table[1:]:
        row[price:] = [cell.replace(".", ",") for cell in row[price:]]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(table)
    import_file(ours, "products", path)
    assert rows(ours, "SELECT price FROM items WHERE sku = 'FULL'") == [(12_345,)]
    undo_import(ours, 1)
    assert known(ours) == before


def file(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


# (what is brought, its heading, the wrong cell, what is said)
WRONG = [
    ("products", "Safety stock", "-1", "This cannot be negative."),
    ("products", "Safety stock", "some", "Enter a number such as"),
    ("products", "Kept in stock", "perhaps", "Say yes or no, not perhaps."),
    ("products", "Taken on back order", "2", "Say yes or no, not 2."),
    ("products", "Warning", "x" * 501, "at most"),
    ("customers", "Credit limit", "-5", "A credit limit is zero or more."),
    ("customers", "Credit limit", "1.234,567", "decimals"),
    ("customers", "When not all is there", "never", "Choose the shipping: part, complete, ask."),
    ("customers", "Orders are invoiced", "monthly", "Choose the invoicing: "),
    ("customers", "Terms in days", "4000", "Terms run from 0 to 3,650 days."),
    ("customers", "Tax exemption reason", "4111 1111 1111 1111", "card"),
]


@pytest.mark.parametrize(("kind", "heading", "cell", "said"), WRONG, ids=lambda value: str(value)[:20])
def test_a_wrong_value_is_refused_with_its_row_and_changes_nothing(
    tmp_path: Path, kind: str, heading: str, cell: str, said: str
) -> None:
    desk = local_shop(f"sqlite:///{tmp_path / 'shop.db'}", COUNTRIES["GB"])
    start = "SKU,Name" if kind == "products" else "Customer id,Name"
    found = import_file(desk, kind, file(tmp_path, f'{start},{heading}\nB,Good,\nC,Wrong,"{cell}"\n'))
    assert [each.row for each in found.errors] == [3]
    assert said in found.errors[0].reason
    assert found.counts["new"] == 1
    desk.database.close()
