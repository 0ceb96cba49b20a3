"""Stock as the shop handles it: each use case, its refusals, and the rule that the ledger and the counters agree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.stock.stock_state import StockState
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused, StorageFailed
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.records import shipments_of_order
from orderdesk.persistence.schema import bins
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.reservations import Reservation
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.items.catalog import add_item, edit_item, form_of, item_of, retire_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.placing import place_order
from orderdesk.services.stock import stock_views, stocking
from orderdesk.services.stock.counting import CountLine, count
from tests.factories import MONDAY, Clock, northside

MUG, TEE, BOOK, LAMP = 1, 2, 3, 4


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def figures(desk: Desk, item: int = MUG) -> StockFigures:
    return stock_views.figures_of(desk, [item])[item]


def on_hand(desk: Desk, item: int = MUG) -> int:
    return figures(desk, item).on_hand // 1_000


def order(desk: Desk, count: int, sku: str = "MUG") -> int:
    return place_order(desk, OrderRequest((LineRequest(pieces(count), sku),), customer_id=1))


def held_in(desk: Desk, item: int = MUG) -> dict[str, int]:
    return {row.code: row.on_hand // 1_000 for row in stock_views.stock_card(desk, item).bins}


def test_goods_are_received_into_their_usual_bin_or_a_new_one(desk: Desk) -> None:
    stocking.receive(desk, "MUG", pieces(5))
    stocking.receive(desk, "5012345678900", 2_500, bin="A-09-9")
    assert held_in(desk) == {"A-01-2": 25, "A-09-9": 2}
    assert figures(desk).available == 27_500


def test_goods_are_counted_off_what_was_expected(desk: Desk) -> None:
    reference = stocking.expect(desk, MUG, pieces(10), due=date(2026, 3, 12))
    assert reference == "PO-1"
    stocking.expect(desk, MUG, pieces(2), reference="PO-1")
    stocking.receive(desk, MUG, pieces(5), reference="PO-1")
    assert (figures(desk).incoming, on_hand(desk)) == (pieces(7), 25)
    assert [(row.reference, row.due) for row in stock_views.stock_card(desk, MUG).incoming] == [
        ("PO-1", date(2026, 3, 12))
    ]
    stocking.receive(desk, MUG, pieces(8), reference="PO-1")
    assert (figures(desk).incoming, stock_views.stock_card(desk, MUG).incoming) == (0, ())
    assert stock_views.stock_card(desk, MUG).movements[0].document == "PO-1"


def test_what_does_not_come_is_no_longer_expected(desk: Desk) -> None:
    stocking.expect(desk, MUG, pieces(10), reference="A")
    stocking.expect(desk, TEE, pieces(10), reference="A")
    stocking.receive(desk, MUG, pieces(4), reference="A")
    for item in (MUG, TEE):
        stocking.stop_expecting(desk, stock_views.stock_card(desk, item).incoming[0].id)
        assert figures(desk, item).incoming == 0
    with pytest.raises(NotFound, match="Nothing of TEE is expected under A"):
        stocking.receive(desk, TEE, pieces(1), reference="A")


def test_an_adjustment_stops_at_what_is_reserved(desk: Desk) -> None:
    order(desk, 3)
    stocking.adjust(desk, MUG, -pieces(17), "broken in a fall")
    assert figures(desk) == StockFigures(pieces(3), pieces(3))
    with pytest.raises(Doubtful, match="SO-1001 waits for 1 of MUG again"):
        stocking.adjust(desk, MUG, -pieces(1), "one more")
    with pytest.raises(Refused, match="MUG has 3 in A-01-2: 4 cannot leave it"):
        stocking.adjust(desk, MUG, -pieces(4), "all and more")
    with pytest.raises(Refused, match="Say why"):
        stocking.adjust(desk, MUG, pieces(1), "  ")


def test_goods_in_a_special_bin_are_not_sold(desk: Desk) -> None:
    stocking.move(desk, MUG, pieces(4), "QUARANTINE", reason="cracked?")
    stocking.move(desk, MUG, pieces(1), "DAMAGED", bin="QUARANTINE")
    assert figures(desk) == StockFigures(pieces(20), 0, pieces(4))
    with pytest.raises(Refused, match="16 available, 17 wanted"):
        stocking.take(desk, MUG, pieces(17))
    with pytest.raises(Refused, match="already"):
        stocking.move(desk, MUG, pieces(1), "A-01-2")
    with pytest.raises(NotFound, match="no bin Z-9"):
        stocking.move(desk, MUG, pieces(1), "A-01-3", bin="Z-9")


def test_the_safety_stock_is_not_given_away(desk: Desk) -> None:
    form = form_of(item_of(desk, MUG))
    edit_item(desk, MUG, ItemForm(form.sku, form.name, safety_stock=pieces(15)))
    stocking.receive(desk, MUG, pieces(1), bin="A-01-3")
    with pytest.raises(Refused, match="There is not enough of MUG: 6 available, 7 wanted"):
        stocking.take(desk, MUG, pieces(7))
    with pytest.raises(Refused, match="6 available, 7 wanted"):
        stocking.take(desk, MUG, pieces(7), bin="A-01-2")
    stocking.take(desk, MUG, pieces(6), bin="A-01-2")
    assert figures(desk).available == 0


def test_taking_and_scrapping_leave_a_trail(desk: Desk) -> None:
    stocking.take(desk, "mug", pieces(2), reason="window display")
    stocking.scrap(desk, MUG, pieces(1), "dropped")
    card = stock_views.stock_card(desk, MUG)
    assert [(row.kind, row.quantity, row.balance, row.reason, row.user) for row in card.movements] == [
        ("scrap", -1_000, 17_000, "dropped", "anna"),
        ("take", -2_000, 18_000, "window display", "anna"),
        ("receipt", 20_000, 20_000, "", "anna"),
    ]
    assert [row.balance for row in stock_views.more_movements(desk, MUG, card.movements[1].id)] == [20_000]


def test_a_mistake_is_taken_back_once_by_a_movement_that_names_it(desk: Desk) -> None:
    stocking.receive(desk, MUG, pieces(50))
    wrong = stock_views.stock_card(desk, MUG).movements[0].id
    stocking.correct(desk, wrong, "typed 50 for 5")
    newest = stock_views.stock_card(desk, MUG).movements[0]
    assert (newest.quantity, newest.corrects_id, on_hand(desk)) == (-pieces(50), wrong, 20)
    with pytest.raises(Refused, match="already"):
        stocking.correct(desk, wrong, "again")
    stocking.move(desk, MUG, pieces(1), "A-01-3")
    with pytest.raises(Refused, match="moving the goods back"):
        stocking.correct(desk, newest.id + 1, "wrong shelf")
    with pytest.raises(NotFound):
        stocking.correct(desk, 10_000, "none")


def test_the_scenario_of_counting_while_trading(desk: Desk) -> None:
    """Counted 18 at 10:00 when the book said 20; 3 shipped at 10:30; posted at 11:00, with a crash in the middle."""
    clock = desk.clock
    assert isinstance(clock, Clock)
    order_id = order(desk, 3)
    counted_at = clock.advance(hours=1)
    clock.advance(minutes=30)
    shipment = shipment_of(desk, order_id)
    hand_over(desk, shipment, "at the counter")
    clock.advance(minutes=30)
    lines = [CountLine("MUG", pieces(18))]
    with pytest.raises(StorageFailed):
        count(Desk(desk.database, clock=clock, fault="after_count"), lines, counted_at, "stocktake")
    assert on_hand(desk) == 17
    booked = count(desk, lines, counted_at, "stocktake")[0]
    assert (booked.expected, booked.difference, booked.on_hand) == (pieces(20), -pieces(2), pieces(15))
    again = count(desk, lines, counted_at, "stocktake")[0]
    assert (again.difference, again.on_hand) == (0, pieces(15))
    counts = [row for row in stock_views.stock_card(desk, MUG).movements if row.kind == "count"]
    assert [row.quantity for row in counts] == [-pieces(2)]
    later = clock.advance(minutes=1)
    assert count(desk, [CountLine("MUG", pieces(16))], later)[0].difference == pieces(1)


def shipment_of(desk: Desk, order_id: int) -> int:
    with desk.reading() as connection:
        return shipments_of_order(connection, order_id)[0].id


def test_a_count_can_not_be_in_the_future_or_below_what_is_reserved(desk: Desk) -> None:
    with pytest.raises(Refused, match="still to come"):
        count(desk, [CountLine("MUG", 0)], MONDAY + timedelta(seconds=1))
    order(desk, 3)
    with pytest.raises(Doubtful, match="SO-1001 waits for 1 of MUG again"):
        count(desk, [CountLine("MUG", pieces(2))], MONDAY)
    with pytest.raises(Refused, match="from 0 to 1,000,000"):
        count(desk, [CountLine("MUG", -1)], MONDAY)


def test_a_count_of_several_bins_is_booked_as_a_whole(desk: Desk) -> None:
    lines = [CountLine("MUG", pieces(19)), CountLine("TEE", pieces(10)), CountLine("LAMP", 0, "B-04-1")]
    assert [each.difference for each in count(desk, lines, MONDAY)] == [-1_000, 0, -4_000]
    with pytest.raises(NotFound):
        count(desk, [CountLine("MUG", 0), CountLine("NONE", 0)], MONDAY)
    assert on_hand(desk) == 19


@pytest.mark.parametrize("quantity", [0, -1, 1_000_000_001])
def test_a_quantity_must_make_sense(desk: Desk, quantity: int) -> None:
    for use in (stocking.receive, stocking.take, stocking.expect):
        with pytest.raises(Refused, match=r"from 0\.001 to 1,000,000"):
            use(desk, MUG, quantity)


def test_only_stocked_items_have_stock(desk: Desk) -> None:
    add_item(desk, ItemForm("WRAP", "Gift wrapping", stocked=False))
    with pytest.raises(Refused, match="WRAP is not kept in stock"):
        stocking.receive(desk, "WRAP", pieces(1))
    with pytest.raises(NotFound, match="no item NOPE"):
        stocking.receive(desk, "NOPE", pieces(1))


def test_the_list_shows_each_item_and_its_state(desk: Desk) -> None:
    for item, point in ((MUG, 4), (TEE, 10), (LAMP, 2)):
        form = form_of(item_of(desk, item))
        edit_item(desk, item, ItemForm(form.sku, form.name, tax_class=form.tax_class, reorder_point=pieces(point)))
    order(desk, 7, "BOOK")
    stocking.expect(desk, BOOK, pieces(30), due=date(2026, 3, 9))
    rows = {row.sku: row for row in stock_views.inventory_page(desk)}
    assert {sku: row.state for sku, row in rows.items()} == {
        "BOOK": StockState.OUT, "LAMP": StockState.IN_STOCK, "MUG": StockState.OVERSTOCK, "TEE": StockState.LOW,
    }  # fmt: skip
    book = rows["BOOK"]
    assert (book.bin, book.on_hand, book.reserved, book.available) == ("C-01-1", pieces(5), pieces(5), 0)
    assert (book.incoming, book.due, figures(desk, BOOK).backordered) == (pieces(30), date(2026, 3, 9), pieces(2))
    counts = {"all": 4, "low": 1, "out": 1, "overstock": 1, "to-count": 0, "retired": 0}
    assert stock_views.inventory_counts(desk) == counts
    for view, skus in {
        "low": ["TEE"],
        "out": ["BOOK"],
        "overstock": ["MUG"],
        "all": ["BOOK", "LAMP", "MUG", "TEE"],
    }.items():
        assert [row.sku for row in stock_views.inventory_page(desk, view=view)] == skus
    assert [row.sku for row in stock_views.inventory_page(desk, after="LAMP", limit=1)] == ["MUG"]
    assert [row.sku for row in stock_views.inventory_page(desk, search="harb")] == ["BOOK"]
    assert [row.order_number for row in stock_views.stock_card(desk, BOOK).waiting] == ["SO-1001"]
    assert [(row.code, row.items) for row in stock_views.bins_of_shop(desk)][:2] == [("A-01-2", 1), ("A-02-1", 1)]


def test_short_picks_name_the_item_that_has_too_little_reserved(desk: Desk) -> None:
    refused = pytest.raises(Refused, match="MUG has only 0 reserved in A-01-2, not 1")
    with desk.writing(right="no right needed") as work, refused:
        stock.reserve(work.connection, [tied(MUG, bin_of(desk, "A-01-2"), -1)], now=work.now, user=work.user)
    with pytest.raises(Refused, match=r"not enough free of MUG in A-01-2, TEE in A-02-1"):
        overdraw(desk)
    assert figures(desk).reserved == 0


def overdraw(desk: Desk) -> None:
    with desk.writing(right="no right needed") as work:
        a, b = bin_of(desk, "A-01-2"), bin_of(desk, "A-02-1")
        stock.reserve(work.connection, [tied(MUG, a, 21), tied(TEE, b, 11)], now=work.now, user=work.user)


def tied(item: int, place: int, count: int) -> Reservation:
    return Reservation(item, place, 1, 1, pieces(count), "allocated")


def bin_of(desk: Desk, code: str) -> int:
    with desk.reading() as connection:
        return int(connection.execute(select(bins.c.id).where(bins.c.code == code)).scalar_one())


def test_what_is_not_kept_in_stock_is_listed_without_a_state(desk: Desk) -> None:
    add_item(desk, ItemForm("WRAP", "Gift wrapping", stocked=False))
    before = stock_views.inventory_counts(desk)["out"]
    (row,) = stock_views.inventory_page(desk, search="wrap")
    assert (row.sku, row.stocked, row.state) == ("WRAP", False, None)
    assert "WRAP" in [each.sku for each in stock_views.inventory_page(desk)]
    for view in ("low", "out", "overstock", "to-count"):
        assert "WRAP" not in [each.sku for each in stock_views.inventory_page(desk, view=view)]
    counts = stock_views.inventory_counts(desk)
    assert (counts["all"], counts["out"]) == (5, before)
    retire_item(desk, row.id)
    assert [each.sku for each in stock_views.inventory_page(desk, view="retired")] == ["WRAP"]
    assert stock_views.inventory_counts(desk)["retired"] == 1
