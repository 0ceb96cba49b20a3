"""Story 35: one order leaves a wave, and the others go on without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.fulfilment.lists import pack_rows, shipments_on
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.fulfilment.tasks import finish_task, open_tasks
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_order
from tests.factories import northside
from tests.scenarios.story import again, order, prove, stock

WAVE = ({"MUG": 3, "LAMP": 1}, {"MUG": 2, "TEE": 2}, {"TEE": 1, "BOOK": 1})


def _cancelled(desk: Desk, view: OrderView) -> str:
    cancel_order(desk, view.order.id, "changed her mind")
    return f"{view.order.number} was cancelled"


def _amended(desk: Desk, view: OrderView) -> str:
    amend_order(desk, view.order.id, Amendment({view.lines[0].id: LineChange(pieces(1))}), "fewer")
    return f"{view.order.number} was changed"


def _taken_off(desk: Desk, view: OrderView) -> str:
    unpick(desk, view.shipments[0].id)
    return f"{view.shipments[0].number} was taken off it"


@pytest.mark.parametrize("leave", [_cancelled, _amended, _taken_off])
def test_the_others_of_a_wave_go_on_a_new_list(database: Database, leave: Callable[[Desk, OrderView], str]) -> None:
    desk = northside(database)
    views = [order(desk, lines) for lines in WAVE]
    picklist = start_picking(desk, [view.shipments[0].id for view in views])
    why = leave(desk, views[0])
    prove(desk)
    with pytest.raises(Refused, match=f"{picklist} is void: {why}"):
        confirm_picks(desk, picklist)
    others = [again(desk, view) for view in views[1:]]
    assert [(view.order.fulfilment, view.shipments[0].state) for view in others] == [("allocated", "allocated")] * 2
    second = start_picking(desk, [view.shipments[0].id for view in others])
    prove(desk)
    with desk.reading() as connection:
        totes = {row.shipment: row.tote for row in pack_rows(connection, shipments_on(connection, second))}
    assert totes == {others[0].shipments[0].number: 1, others[1].shipments[0].number: 2}
    confirm_picks(desk, second)
    for view in others:
        pack_shipment(desk, view.shipments[0].id)
        ship_shipment(desk, view.shipments[0].id)
        prove(desk)
    assert [again(desk, view).order.fulfilment for view in others] == ["shipped", "shipped"]


def test_a_shipment_picked_by_a_void_list_is_found(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"MUG": 1})
    picklist = start_picking(desk, [view.shipments[0].id])
    with database.writing() as unit:
        unit.connection.execute(text("UPDATE picklists SET void = 'somebody said so'"))
    found = [each.sentence for each in check(desk).findings]
    assert f"{view.shipments[0].number} is being picked by {picklist}, which is void." in found


def test_what_lies_in_boxes_of_a_cancelled_order_is_carried_back(database: Database) -> None:
    desk = northside(database)
    view = order(desk, {"MUG": 3, "TEE": 2})
    shipment = view.shipments[0].id
    confirm_picks(desk, start_picking(desk, [shipment]))
    with desk.reading() as connection:
        mugs = pack_rows(connection, [shipment])[0].allocation_id
    pack_shipment(desk, shipment, [BoxRequest(contents=((mugs, pieces(3)),)), BoxRequest()])
    cancel_order(desk, view.order.id, "changed her mind")
    prove(desk)
    assert (stock(desk, "MUG").available, stock(desk, "TEE").available) == (pieces(20), pieces(10))
    todo = open_tasks(desk)
    assert [(each.sku, each.bin, each.quantity) for each in todo] == [
        ("MUG", "A-01-2", pieces(3)),
        ("TEE", "A-02-1", pieces(2)),
    ]
    for each in todo:
        finish_task(desk, each.id)
    prove(desk)
