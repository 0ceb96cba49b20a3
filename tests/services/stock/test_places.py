"""Locations beside the shop: what lies there, what of it is promised, and the walk through the bins."""

from __future__ import annotations

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.stock.allocation import BinStock, StockFigures, allocate
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows
from orderdesk.persistence.fulfilment.records import shipments_of_order
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.stock import as_of, places, stock_views, stocking
from orderdesk.services.stock.places import LocationForm
from tests.factories import northside

MUG = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def here(desk: Desk, name: str) -> StockFigures:
    return stock_views.figures_at(desk, MUG, name)[1]


def in_all(desk: Desk) -> StockFigures:
    return stock_views.figures_of(desk, [MUG])[MUG]


def names(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(each.name, each.kind, each.sells) for each in places.locations(desk)]


def test_every_shop_is_a_location(desk: Desk) -> None:
    assert names(desk) == [("Shop", "shop", True)]
    assert here(desk, "shop") == StockFigures(*vars_of(in_all(desk)))


def vars_of(found: StockFigures) -> tuple[int, int, int]:
    return found.on_hand, found.reserved, found.unavailable


def test_what_lies_where_nothing_is_sold_from_is_promised_to_nobody(desk: Desk) -> None:
    before = in_all(desk)
    places.add_location(desk, LocationForm("Store room", sells=False))
    stocking.move(desk, "MUG", pieces(5), "Store room/A-01-2")
    after = in_all(desk)
    assert (after.on_hand, after.available) == (before.on_hand, before.available - pieces(5))
    assert here(desk, "STORE ROOM") == StockFigures(pieces(5), 0, pieces(5))
    assert here(desk, "Shop").on_hand == before.on_hand - pieces(5)
    codes = [row.code for row in stock_views.stock_card(desk, MUG).bins]
    assert codes == ["A-01-2", "Store room/A-01-2"]
    then = as_of.stock_as_of(desk, desk.clock(), "Store room")
    assert [(each.sku, each.on_hand) for each in then.rows] == [("MUG", pieces(5))]
    places.change_location(desk, "Store room", sells=True)
    assert in_all(desk).available == before.available
    assert check(desk).findings == ()


def test_a_location_with_reserved_goods_stays_on_sale(desk: Desk) -> None:
    places.add_location(desk, LocationForm("Van", "van"))
    stocking.move(desk, "MUG", in_all(desk).on_hand, "Van/1")
    place_order(desk, OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=1))
    with pytest.raises(Refused, match="1 item in Van is reserved for orders: ship them or move the goods first"):
        places.change_location(desk, "van", sells=False)
    places.change_location(desk, "van", name="Big van")
    assert names(desk)[1:] == [("Big van", "van", True)]


def test_goods_come_into_a_bin_of_another_location_and_are_taken_from_it(desk: Desk) -> None:
    places.add_location(desk, LocationForm("Store room"))
    stocking.receive(desk, "MUG", pieces(3), bin="store room/B-1")
    stocking.take(desk, "MUG", pieces(1), bin="Store room/B-1")
    assert here(desk, "Store room").on_hand == pieces(2)
    # What names no location is a code of the shop itself, as ever.
    stocking.receive(desk, "MUG", pieces(1), bin="B-1")
    stocking.receive(desk, "MUG", pieces(1), bin="C/1")
    codes = {row.code for row in stock_views.stock_card(desk, MUG).bins}
    assert codes == {"A-01-2", "Store room/B-1", "B-1", "C/1"}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (LocationForm("shop"), "There is a location Shop already"),
        (LocationForm("A/B"), "has no / in its name"),
        (LocationForm(""), "name"),
        (LocationForm("Attic", "roof"), "Choose the kind"),
    ],
)
def test_what_can_be_no_location_is_refused(desk: Desk, form: LocationForm, said: str) -> None:
    with pytest.raises(Refused, match=said):
        places.add_location(desk, form)
    assert len(places.locations(desk)) == 1


def test_how_aisles_are_walked_is_set_by_location(desk: Desk) -> None:
    places.add_location(desk, LocationForm("Store room", one_way=True))
    assert [each.one_way for each in places.locations(desk)] == [False, True]
    places.change_location(desk, "Shop", one_way=True)
    places.change_location(desk, "Store room", name="Attic")
    assert [(each.name, each.one_way) for each in places.locations(desk)] == [("Shop", True), ("Attic", True)]
    places.change_location(desk, "Attic", one_way=False)
    assert [each.one_way for each in places.locations(desk)] == [True, False]


def test_the_shop_stays_the_shop_and_what_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(Refused, match="Shop is the shop itself"):
        places.change_location(desk, "Shop", kind="van")
    with pytest.raises(NotFound, match="There is no location Attic; there is Shop"):
        places.change_location(desk, "Attic", name="Loft")
    with pytest.raises(NotFound, match="There is no bin Z-9"):
        places.set_walk(desk, "Z-9", 1)
    with pytest.raises(Refused, match="from 0 to"):
        places.set_walk(desk, "A-01-2", -1)


def test_a_picker_walks_by_the_numbers_of_the_bins(desk: Desk) -> None:
    order = place_order(
        desk, OrderRequest((LineRequest(pieces(1), "MUG"), LineRequest(pieces(1), "TEE")), customer_id=1)
    )
    assert walk_of(desk, order) == ["A-01-2", "A-02-1"]
    places.set_walk(desk, "A-01-2", 9)
    assert walk_of(desk, order) == ["A-02-1", "A-01-2"]
    assert [each.code for each in stock_views.bins_of_shop(desk)][-1] == "A-01-2"


def walk_of(desk: Desk, order_id: int) -> list[str]:
    with desk.reading() as connection:
        keys = [each.id for each in shipments_of_order(connection, order_id)]
        return [row.bin for row in pack_rows(connection, keys)]


def test_goods_are_taken_from_the_bin_that_comes_first() -> None:
    late, early = BinStock(1, 1, "A-1", 2_000, 0, walk=5), BinStock(1, 2, "Z-1", 2_000, 0, walk=1)
    assert [part.bin_id for part in allocate(1_000, [late, early])] == [2]
    assert [part.bin_id for part in allocate(3_000, [late, early])] == [2, 1]
