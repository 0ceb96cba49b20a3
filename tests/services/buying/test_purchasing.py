"""Buying from the draft to the last piece: states, part receipts, too much, costs, and one truth of incoming."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text, update

from orderdesk.domain.buying.purchasing import (
    Arrived,
    PurchaseLine,
    PurchaseLineRequest,
    PurchaseRequest,
    share_arrival,
)
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import incoming, items, purchases
from orderdesk.services.buying import purchase_views, purchasing
from orderdesk.services.buying.purchase_views import PurchaseView
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item, item_of, save_vendor
from orderdesk.services.items.item_forms import ItemForm, VendorForm
from orderdesk.services.orders.placing import place_order
from orderdesk.services.papers import render
from orderdesk.services.stock import stocking
from orderdesk.services.stock.stock_views import figures_of, stock_card
from tests.documents.reading import text as pdf_text
from tests.factories import northside

MUG, TEE = 1, 2
DUE = date(2026, 3, 12)


@pytest.fixture
def desk(database: Database) -> Desk:
    shop = northside(database)
    save_vendor(shop, VendorForm("Kilnworks", email="sales@kilnworks.example"))
    return shop


def bought(desk: Desk, *lines: PurchaseLineRequest, send: bool = True, due: date | None = DUE) -> int:
    wanted = lines or (PurchaseLineRequest("MUG", pieces(10), 45_000),)
    return purchasing.place_purchase(desk, PurchaseRequest("Kilnworks", wanted, due), send=send)


def seen(desk: Desk, key: int) -> PurchaseView:
    return purchase_views.view_purchase(desk, key)


def coming(desk: Desk, item: int = MUG) -> int:
    return figures_of(desk, [item])[item].incoming


def in_order(desk: Desk) -> None:
    assert [each.sentence for each in check(desk, deep=True).findings] == []


def test_only_what_is_sent_is_on_its_way(desk: Desk) -> None:
    key = bought(desk, send=False)
    assert (seen(desk, key).purchase.state, coming(desk)) == ("draft", 0)
    assert stock_card(desk, MUG).incoming == ()
    purchasing.send_purchase(desk, key)
    assert (seen(desk, key).purchase.state, coming(desk)) == ("sent", pieces(10))
    card = stock_card(desk, MUG).incoming[0]
    assert (card.reference, card.vendor, card.due) == ("PO-1", "Kilnworks", DUE)
    in_order(desk)


def test_it_comes_in_parts_and_the_last_part_closes_it(desk: Desk) -> None:
    key = bought(desk)
    line = seen(desk, key).lines[0].id
    purchasing.receive_purchase(desk, key, [Arrived(line, pieces(4))])
    assert (seen(desk, key).purchase.state, coming(desk)) == ("part-received", pieces(6))
    purchasing.receive_purchase(desk, key, [Arrived(line, pieces(6), 52_500)], bin="Z-01")
    view = seen(desk, key)
    assert (view.purchase.state, coming(desk), view.purchase.closed_at is None) == ("received", 0, False)
    assert [(each.quantity, each.cost) for each in view.receipts] == [(pieces(4), 45_000), (pieces(6), 52_500)]
    assert item_of(desk, MUG).item.cost == 52_500
    assert {row.code: row.on_hand for row in stock_card(desk, MUG).bins} == {"A-01-2": pieces(24), "Z-01": pieces(6)}
    in_order(desk)
    with pytest.raises(Refused, match="PO-1 is received; no goods of it are on their way"):
        purchasing.receive_purchase(desk, key, [Arrived(line, pieces(1))])


def test_too_much_is_refused_or_kept_with_its_reason(desk: Desk) -> None:
    key = bought(desk)
    line = seen(desk, key).lines[0].id
    with pytest.raises(Refused, match="Only 10 of MUG are still open on PO-1; say why more came"):
        purchasing.receive_purchase(desk, key, [Arrived(line, pieces(12))])
    assert (coming(desk), seen(desk, key).receipts) == (pieces(10), ())
    purchasing.receive_purchase(desk, key, [Arrived(line, pieces(12))], reason="two for free")
    assert (coming(desk), seen(desk, key).receipts[0].reason) == (0, "two for free")
    assert figures_of(desk, [MUG])[MUG].on_hand == pieces(32)
    in_order(desk)


def test_what_never_comes_is_given_up(desk: Desk) -> None:
    key = bought(desk)
    line = seen(desk, key).lines[0].id
    purchasing.receive_purchase(desk, key, [Arrived(line, pieces(3))])
    with pytest.raises(Refused, match="Enter the reason"):
        purchasing.cancel_purchase(desk, key)
    purchasing.cancel_purchase(desk, key, "out of print")
    view = seen(desk, key)
    assert (view.purchase.state, view.purchase.reason, coming(desk)) == ("cancelled", "out of print", 0)
    assert (view.lines[0].quantity, view.lines[0].received) == (pieces(10), pieces(3))
    in_order(desk)
    with pytest.raises(Refused, match="PO-1 is cancelled; it cannot be sent"):
        purchasing.send_purchase(desk, key)


def test_a_draft_is_written_anew_and_a_sent_order_is_not(desk: Desk) -> None:
    key = bought(desk, send=False)
    request = PurchaseRequest("Kilnworks", (PurchaseLineRequest("TEE", pieces(2)),), DUE, "their 17")
    purchasing.change_purchase(desk, key, request)
    assert [(line.sku, line.quantity) for line in seen(desk, key).lines] == [("TEE", pieces(2))]
    purchasing.send_purchase(desk, key)
    with pytest.raises(Refused, match="PO-1 is sent; it cannot be changed"):
        purchasing.change_purchase(desk, key, request)
    in_order(desk)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (PurchaseRequest("Nobody", (PurchaseLineRequest("MUG", 1_000),)), "There is no vendor Nobody"),
        (PurchaseRequest("", (PurchaseLineRequest("MUG", 1_000),)), "Enter the vendor"),
        (PurchaseRequest("Kilnworks", (PurchaseLineRequest("NIX", 1_000),)), "Line 1: there is no item NIX"),
        (PurchaseRequest("Kilnworks", (PurchaseLineRequest("MUG", 0),)), "Line 1: enter a quantity"),
        (PurchaseRequest("Kilnworks", (PurchaseLineRequest("MUG", 1_000, -1),)), "Line 1: enter a cost"),
        (PurchaseRequest("Kilnworks"), "PO-1 has no lines"),
    ],
)
def test_what_no_vendor_could_deliver_is_refused(desk: Desk, wanted: PurchaseRequest, said: str) -> None:
    with pytest.raises((Refused, NotFound), match=said):
        purchasing.place_purchase(desk, wanted, send=True)
    assert purchase_views.purchase_page(desk, "all") == []


def test_one_item_stands_on_two_lines_at_two_prices_and_for_two_days(desk: Desk) -> None:
    late = date(2026, 4, 1)
    key = bought(
        desk, PurchaseLineRequest("MUG", pieces(10), 30_000), PurchaseLineRequest("MUG", pieces(5), 28_000, late)
    )
    first, second = seen(desk, key).lines
    assert [(each.quantity, each.cost, each.due) for each in (first, second)] == [
        (pieces(10), 30_000, DUE),
        (pieces(5), 28_000, late),
    ]
    assert figures_of(desk, [first.item_id])[first.item_id].incoming == pieces(15)
    purchasing.receive_purchase(desk, key, [Arrived(second.id, pieces(2))])
    # What is booked by the item alone fills the first line first.
    stocking.receive(desk, "MUG", pieces(11), reference=seen(desk, key).purchase.number)
    assert [line.received for line in seen(desk, key).lines] == [pieces(10), pieces(3)]
    stocking.receive(desk, "MUG", pieces(2), reference=seen(desk, key).purchase.number)
    assert seen(desk, key).purchase.state == "received"
    assert check(desk).findings == ()


def test_what_came_of_an_item_fills_its_lines_in_their_order() -> None:
    lines = [
        PurchaseLine(key, key, 1, "MUG", "Mug", "each", pieces(3), pieces(got), 0, None, 1)
        for key, got in ((1, 1), (2, 0), (3, 3))
    ]
    assert share_arrival(lines, pieces(4)) == (Arrived(1, pieces(2)), Arrived(2, pieces(2)))
    assert share_arrival(lines, pieces(7), 50) == (
        Arrived(1, pieces(2), 50),
        Arrived(2, pieces(3), 50),
        Arrived(3, pieces(2), 50),
    )


def test_a_new_vendor_comes_with_their_first_order(desk: Desk) -> None:
    request = PurchaseRequest("Weavers", (PurchaseLineRequest("TEE", pieces(5)),), new_vendor=True)
    assert seen(desk, purchasing.place_purchase(desk, request)).vendor.name == "Weavers"


def test_the_day_moves_for_one_line_or_for_all(desk: Desk) -> None:
    key = bought(desk, PurchaseLineRequest("MUG", pieces(10)), PurchaseLineRequest("TEE", pieces(5)))
    purchasing.move_due(desk, key, date(2026, 3, 20), line_id=seen(desk, key).lines[1].id)
    assert [line.due for line in seen(desk, key).lines] == [DUE, date(2026, 3, 20)]
    purchasing.move_due(desk, key, None)
    assert [line.due for line in seen(desk, key).lines] == [None, None]


def test_goods_noted_without_an_order_stay_and_nothing_counts_twice(desk: Desk) -> None:
    stocking.expect(desk, MUG, pieces(7), reference="by phone", due=DUE)
    key = bought(desk)
    assert coming(desk) == pieces(17)
    with pytest.raises(Refused, match="PO-1 is a purchase order; say there"):
        stocking.expect(desk, TEE, pieces(1), reference="PO-1")
    with pytest.raises(Refused, match="PO-1 is a purchase order; cancel it there"):
        stocking.stop_expecting(desk, seen(desk, key).lines[0].id)
    stocking.receive(desk, MUG, pieces(10), reference="PO-1")
    assert (seen(desk, key).purchase.state, coming(desk)) == ("received", pieces(7))
    stocking.receive(desk, MUG, pieces(7), reference="by phone")
    assert coming(desk) == 0
    in_order(desk)


def test_a_number_noted_by_hand_is_passed_over(desk: Desk) -> None:
    stocking.expect(desk, MUG, pieces(7), reference="PO-1")
    assert seen(desk, bought(desk)).purchase.number == "PO-2"


def test_the_list_has_its_views_and_is_searched(desk: Desk) -> None:
    first, second = bought(desk), bought(desk, PurchaseLineRequest("TEE", pieces(5)), send=False)
    assert purchase_views.purchase_counts(desk) == {"open": 2, "draft": 1, "late": 0, "received": 0, "all": 2}
    assert [row.id for row in purchase_views.purchase_page(desk)] == [second, first]
    assert [row.id for row in purchase_views.purchase_page(desk, "draft")] == [second]
    assert [row.id for row in purchase_views.purchase_page(desk, "all", typed="kiln 1")] == [first]
    assert [row.id for row in purchase_views.purchase_page(desk, "all", before=second)] == [first]
    desk.clock.advance(days=30)  # type: ignore[attr-defined]
    late = purchase_views.purchase_page(desk, "late")
    assert [(row.id, row.due, row.quantity) for row in late] == [(first, DUE, pieces(10))]


def test_what_is_worth_buying_counts_drafts_and_those_who_wait(desk: Desk) -> None:
    with desk.writing(right="no right needed") as work:
        work.connection.execute(update(items).where(items.c.id == MUG).values(vendor_id=1, reorder_point=pieces(25)))
    place_order(desk, OrderRequest((LineRequest(pieces(12), "TEE"),), customer_id=1))
    found = purchase_views.suggestions(desk)
    assert [(each.need.vendor, each.need.sku, each.quantity) for each in found] == [
        ("Kilnworks", "MUG", pieces(30)),
        ("", "TEE", pieces(2)),
    ]
    bought(desk, PurchaseLineRequest("MUG", pieces(30)), send=False)
    assert [each.need.sku for each in purchase_views.suggestions(desk)] == ["TEE"]
    assert purchase_views.suggestions(desk, "Kilnworks") == []


@pytest.mark.parametrize(
    ("spoilt", "rule"),
    [
        (update(incoming).values(received=pieces(5)), "purchase.moved"),
        (update(purchases).values(state="part-received"), "purchase.state"),
        (update(incoming).values(expected=0), "purchase.expected"),
    ],
)
def test_the_proofs_see_what_is_spoilt(desk: Desk, spoilt: object, rule: str) -> None:
    bought(desk)
    with desk.writing(right="no right needed") as work:
        work.connection.execute(spoilt)  # type: ignore[call-overload]
    assert rule in {each.rule for each in check(desk, deep=True).findings}


def test_the_paper_is_made_from_the_rows(desk: Desk) -> None:
    key = bought(desk, PurchaseLineRequest("MUG", 2_500, 45_505), PurchaseLineRequest("TEE", pieces(3), 80_000))
    read = pdf_text(render(desk, "purchase-order", "PO-1", "letter"))
    for part in ("Purchase order", "Kilnworks", "Stoneware mug", "11.38", "24.00", "35.38", "12/03/2026"):
        assert part in read
    assert "DRAFT" not in read
    purchasing.cancel_purchase(desk, key, "too dear")
    with pytest.raises(Refused, match="PO-1 is cancelled"):
        render(desk, "purchase-order", "PO-1")


def test_receipts_are_never_changed(desk: Desk) -> None:
    key = bought(desk)
    purchasing.receive_purchase(desk, key, [Arrived(seen(desk, key).lines[0].id, pieces(1))])
    for sql in ("UPDATE purchase_receipts SET quantity = 9", "DELETE FROM purchase_receipts"):
        with pytest.raises(Exception, match="append-only"), desk.writing(right="no right needed") as work:
            work.connection.execute(text(sql))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (PurchaseLineRequest("NONE", pieces(1)), "Line 1: there is no item NONE."),
        (PurchaseLineRequest("MUG", 0), "Line 1: enter a quantity from"),
        (PurchaseLineRequest("MUG", -1), "Line 1: enter a quantity from"),
        (PurchaseLineRequest("MUG", pieces(1), -1), "Line 1: enter a cost of zero or more."),
        (PurchaseLineRequest("SERVICE", pieces(1)), "Line 1: SERVICE is not kept in stock."),
    ],
)
def test_no_vendor_is_asked_for_what_none_delivers(desk: Desk, line: PurchaseLineRequest, said: str) -> None:
    add_item(desk, ItemForm("SERVICE", "Gift wrap", stocked=False))
    with pytest.raises((Refused, NotFound), match=said):
        bought(desk, line)
    with pytest.raises(NotFound, match="no vendor Nobody"):
        purchasing.place_purchase(desk, PurchaseRequest("Nobody", (PurchaseLineRequest("MUG", pieces(1)),)))
    assert set(purchase_views.purchase_counts(desk).values()) == {0}
    in_order(desk)


def test_only_what_was_ordered_arrives(desk: Desk) -> None:
    key = bought(desk)
    (line,) = seen(desk, key).lines
    for arrived, said in (
        ([], "Enter a received quantity"),
        ([Arrived(line.id, pieces(1))] * 2, "Each line is received once"),
        ([Arrived(99, pieces(1))], "has no such line"),
        ([Arrived(line.id, 0)], "Enter a quantity from"),
        ([Arrived(line.id, pieces(1), -1)], "Enter a cost of zero or more"),
        ([Arrived(line.id, pieces(11))], "say why more came, or receive 10"),
    ):
        with pytest.raises((Refused, NotFound), match=said):
            purchasing.receive_purchase(desk, key, arrived)
    with pytest.raises(NotFound, match="no such line"):
        purchasing.move_due(desk, key, DUE, line_id=99)
    with pytest.raises(NotFound, match="no such purchase order"):
        purchasing.send_purchase(desk, 99)
    assert coming(desk) == pieces(10)
    in_order(desk)
