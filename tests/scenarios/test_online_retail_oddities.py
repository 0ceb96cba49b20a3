"""What real invoice files also hold, in small: each oddity is booked, or left out with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.values.errors import Refused
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import ImportResult, import_file, imports_of, undo_import
from orderdesk.services.money.paying import refund_money
from orderdesk.services.returns.returning import ComingBack, take_back
from tests.factories import northside
from tests.scenarios.books import dump, rows, without_lasting

HEADING = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
AT = "2011-01-05 10:00:00"


@pytest.fixture
def desk(shop_url: str) -> Iterator[Desk]:
    desk = northside(shop_url)
    yield desk
    desk.database.close()


def bring(desk: Desk, folder: Path, *lines: str, name: str = "part.csv") -> ImportResult:
    path = folder / name
    path.write_text(HEADING + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    result = import_file(desk, "orders", path)
    assert result.format == "uci-online-retail"
    assert check(desk).findings == ()
    return result


def papers(desk: Desk) -> list[tuple[object, ...]]:
    return rows(
        desk,
        "SELECT i.number, a.number, i.net FROM invoices i LEFT JOIN invoices a ON a.id = i.amends_id ORDER BY i.id",
    )


def test_a_bad_debt_is_a_credit_and_a_fee_is_a_charge(desk: Desk, tmp_path: Path) -> None:
    result = bring(
        desk,
        tmp_path,
        f"A563185,B,Adjust bad debt,1,{AT},11062.06,,United Kingdom",
        f"A563186,B,Adjust bad debt,1,{AT},-11062.06,,United Kingdom",
        f"C540000,AMAZONFEE,AMAZON FEE,-1,{AT},13541.33,,United Kingdom",
        f"C540001,CRUK,CRUK Commission,-1,{AT},16.13,14096.0,United Kingdom",
    )
    assert (result.lines, result.booked, result.errors) == (4, 4, ())
    assert papers(desk) == [
        ("UCI-A563185", None, 1_106_206), ("UCI-A563186", None, 1_106_206), ("UCI-C540000", None, 1_354_133),
        ("UCI-C540001", None, 1_613),
    ]  # fmt: skip
    assert rows(desk, "SELECT COUNT(*) FROM items WHERE batch_id IS NOT NULL") == [(0,)]


def test_a_credit_goes_to_the_newest_sale_at_its_price_and_the_rest_to_none(desk: Desk, tmp_path: Path) -> None:
    bring(
        desk,
        tmp_path,
        "1,22386,BAG,10,2011-01-04 10:00:00,1.95,13313.0,France",
        f"2,22386,BAG,4,{AT},1.95,13313.0,France",
        f"3,22386,BAG,9,{AT},1.65,13313.0,France",
        f"3,POST,POSTAGE,1,{AT},18,13313.0,France",
        "C4,22386,BAG,-20,2011-01-06 09:00:00,1.95,13313.0,France",
        "C4,POST,POSTAGE,-1,2011-01-06 09:00:00,18,13313.0,France",
    )
    assert papers(desk)[3:] == [
        ("UCI-C4", "UCI-2", 780), ("UCI-C4-2", "UCI-1", 1_950), ("UCI-C4-3", None, 1_170), ("UCI-C4-4", "UCI-3", 1_800),
    ]  # fmt: skip
    states = dict(rows(desk, "SELECT number, payment FROM orders"))
    assert states == {
        "UCI-1": "refunded", "UCI-2": "refunded", "UCI-3": "part-refunded", "UCI-C4": "refunded",
    }  # fmt: skip
    # 23 went, 20 came back: 3 are gone of what it began with, and the 6 from before lie there too.
    begun = "SELECT SUM(quantity) FROM movements WHERE kind = 'opening' AND batch_id IS NOT NULL"
    assert rows(desk, begun) == [(23_000,)]
    assert rows(desk, "SELECT on_hand FROM stock s JOIN items i ON i.id = s.item_id WHERE sku = '22386'") == [(20_000,)]


def test_gifts_corrections_and_lines_that_bring_nothing(desk: Desk, tmp_path: Path) -> None:
    result = bring(
        desk,
        tmp_path,
        f"1,22386,BAG,1,{AT},1.95,13313.0,France",
        f"1,85123A,HEART,2,{AT},0.0,13313.0,France",
        f"2,22386,damages,-5,{AT},0.0,,United Kingdom",
        f"3,22386,found,8,{AT},0.0,,United Kingdom",
        f"4,POST,,3,{AT},0,,United Kingdom",
        f"5,22386,BAG,0,{AT},1.95,13313.0,France",
        f"6,22386,BAG,x,{AT},1.95,13313.0,France",
        "7,22386,BAG,1,9999-01-01 00:00:00,1.95,13313.0,France",
        f"C8,22386,BAG,1,{AT},1.95,13313.0,France",
        f"9,22386,BAG,-1,{AT},-1.95,13313.0,France",
    )
    assert (result.lines, result.booked, len(result.errors)) == (10, 4, 4)
    assert sum(result.unbooked.values()) == 2
    assert result.lines == result.booked + len(result.errors) + sum(result.unbooked.values())
    assert rows(desk, "SELECT quantity, reason FROM movements WHERE kind = 'adjustment' ORDER BY quantity") == [
        (-5_000, "2: damages"), (8_000, "3: found"),
    ]  # fmt: skip
    assert rows(desk, "SELECT label, net, shipped FROM order_lines ORDER BY position") == [
        ("BAG", 195, 1_000), ("HEART", 0, 2_000),
    ]  # fmt: skip


def test_history_is_returned_against_like_any_sale(desk: Desk, tmp_path: Path) -> None:
    batch = bring(desk, tmp_path, f"1,22386,BAG,10,{AT},1.95,13313.0,France").batch_id or 0
    order_id, line_id = rows(desk, "SELECT order_id, id FROM order_lines")[0]
    settled = take_back(desk, order_id, [ComingBack(line_id, 3_000)], ["restock"], "transfer", late="goodwill")
    assert (settled.credited, settled.refunded) == (585, 585)
    refund_money(desk, order_id, "transfer", 100, reason="goodwill", because=Because.NOT_HELD)
    assert check(desk).findings == ()
    with pytest.raises(Refused, match="UCI-1 was invoiced or credited since"):
        undo_import(desk, batch)


def test_months_come_one_after_the_other_and_go_in_turn(desk: Desk, tmp_path: Path) -> None:
    before = dump(desk)
    first = bring(desk, tmp_path, f"1,22386,BAG,10,{AT},1.95,13313.0,France", name="one.csv").batch_id or 0
    second = bring(
        desk,
        tmp_path,
        "2,22386,BAG,4,2011-02-05 10:00:00,1.95,13313.0,France",
        "2,84029E,BOTTLE,4,2011-02-05 10:00:00,3,13313.0,France",
        name="two.csv",
    ).batch_id
    bring(desk, tmp_path, "C3,22386,BAG,-4,2011-02-05 11:00:00,1.95,13313.0,France", name="three.csv")
    third = bring(
        desk,
        tmp_path,
        "C4,22386,BAG,-7,2011-03-05 10:00:00,1.95,13313.0,France",
        "C4,84029E,BOTTLE,-1,2011-03-05 10:00:00,3,13313.0,France",
        "C5,22386,BAG,-4,2011-03-06 10:00:00,1.95,13313.0,France",
        name="four.csv",
    ).batch_id
    assert [each for each in papers(desk) if str(each[0]).startswith("UCI-C")] == [
        ("UCI-C3", "UCI-2", 780), ("UCI-C4", "UCI-1", 1_365), ("UCI-C4-2", "UCI-2", 300), ("UCI-C5", "UCI-1", 585),
        ("UCI-C5-2", None, 195),
    ]  # fmt: skip
    states = "SELECT number, state, payment, due FROM orders WHERE number IN ('UCI-1', 'UCI-2') ORDER BY number"
    assert rows(desk, states) == [("UCI-1", "closed", "refunded", 0), ("UCI-2", "closed", "part-refunded", 0)]
    with pytest.raises(Refused, match="UCI-1 was invoiced or credited since"):
        undo_import(desk, first)
    undo_import(desk, third or 0)
    assert check(desk).findings == ()
    assert rows(desk, states) == [("UCI-1", "closed", "paid", 0), ("UCI-2", "closed", "part-refunded", 0)]
    undo_import(desk, imports_of(desk)[1].id)
    with pytest.raises(Refused, match="is on the order UCI-2"):
        undo_import(desk, first)
    undo_import(desk, second or 0)
    undo_import(desk, first)
    assert without_lasting(dump(desk)) == without_lasting(before)
    assert check(desk).findings == ()
