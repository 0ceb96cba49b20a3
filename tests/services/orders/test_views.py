"""Looking things up by key or by the word that a person says: what is not there is named in a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.lists import order_counts, order_rows
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.orders import views
from orderdesk.services.orders.placing import place_order
from orderdesk.services.promises.allocating import allocate_order
from orderdesk.services.stock.stocking import receive
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (lambda desk: views.view_order(desk, 99), "There is no such order."),
        (lambda desk: views.order_lines(desk, 99), "There is no such order."),
        (lambda desk: views.view_shipment(desk, 99), "There is no such shipment."),
        (lambda desk: views.view_return(desk, 99), "There is no such return."),
        (lambda desk: views.view_picklist(desk, "PL-9"), "There is no picklist PL-9."),
        (lambda desk: views.shipment_meant(desk, "SH-9", "ship"), "There is no shipment SH-9, and no order"),
        (lambda desk: views.order_id_of(desk, "SO-9"), "SO-9"),
        (lambda desk: views.customer_id_of(desk, "C-9"), "C-9"),
    ],
)
def test_what_is_not_there_is_named(desk: Desk, look: Callable[[Desk], object], said: str) -> None:
    with pytest.raises(NotFound, match=said):
        look(desk)


def test_a_word_means_one_shipment_or_says_between_which(desk: Desk) -> None:
    order = place_order(desk, OrderRequest((LineRequest(pieces(25), "MUG"),), customer_id=1))
    number = views.view_order(desk, order).order.number
    first = views.view_order(desk, order).shipments[0]
    assert views.shipments_to_do(desk, number) == views.shipments_to_do(desk, first.number) == [first.id]
    assert views.shipment_meant(desk, number, "ship") == views.shipment_meant(desk, first.number, "ship")
    with pytest.raises(Refused, match="no shipment on its way"):
        views.shipments_to_do(desk, number, shipped=True)
    hand_over(desk, first.id, "taken along")
    with pytest.raises(Refused, match="no shipment to work on"):
        views.shipments_to_do(desk, number)
    draft = place_order(desk, OrderRequest((LineRequest(pieces(1), "TEE"),), customer_id=1), confirm=False)
    with pytest.raises(Refused, match="has no shipment yet"):
        views.shipment_meant(desk, views.view_order(desk, draft).order.number, "ship")


def test_what_came_of_a_back_order_is_to_pick(desk: Desk) -> None:
    order = place_order(desk, OrderRequest((LineRequest(pieces(25), "MUG"),), customer_id=1))

    def to_pick() -> tuple[int, list[int]]:
        with desk.reading() as connection:
            rows = order_rows(connection, "to-pick", desk.today)
            return order_counts(connection, desk.today)["to-pick"], [row.id for row in rows]

    assert to_pick() == (1, [order])
    hand_over(desk, views.view_order(desk, order).shipments[0].id, "taken along")
    assert to_pick() == (0, [])
    receive(desk, "MUG", pieces(5))
    allocate_order(desk, order)
    assert to_pick() == (1, [order])
