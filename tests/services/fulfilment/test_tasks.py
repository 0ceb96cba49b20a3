"""Tasks: asked for with an owner and a day, shown in turn, done once."""

from __future__ import annotations

from datetime import date

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.tasks import TaskForm, add_task, finish_task, open_tasks
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def test_what_is_asked_for_is_listed_by_day_and_done_once(desk: Desk) -> None:
    order = place_order(desk, OrderRequest((LineRequest(pieces(1), "MUG"),), customer_id=1))
    number = view_order(desk, order).order.number
    later = add_task(desk, TaskForm("follow up", "ask how it went"))
    first = add_task(desk, TaskForm("call", "her daughter", desk.user, date(2026, 3, 3), number, "MUG"))
    assert [each.id for each in open_tasks(desk)] == [first, later]
    said = open_tasks(desk, desk.user.upper())[0]
    assert (said.order, said.sku, said.owner, said.due) == (number, "MUG", desk.user, date(2026, 3, 3))
    assert said.said.startswith(f"Call: her daughter, {number} · MUG, due ")
    assert said.said.endswith(f"for {desk.user}")
    finish_task(desk, first)
    with pytest.raises(NotFound, match="done already"):
        finish_task(desk, first)
    assert [each.said for each in open_tasks(desk)] == ["Follow up: ask how it went"]
    assert check(desk).findings == ()


def test_goods_to_be_put_back_come_before_what_is_due(desk: Desk) -> None:
    add_task(desk, TaskForm("count", "the mugs", due=date(2026, 1, 1)))
    order = place_order(desk, OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=1))
    view = view_order(desk, order)
    confirm_picks(desk, start_picking(desk, [view.shipments[0].id]))
    cancel_order(desk, order, "she rang")
    back = open_tasks(desk)[0]
    assert back.said == f"Put back 2 of MUG to A-01-2, picked for {view.shipments[0].number}"
    assert (back.order, back.done) == (view.order.number, "MUG is back in A-01-2")
    assert check(desk).findings == ()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (TaskForm("dance", "now"), "Choose the kind"),
        (TaskForm("put back", "two mugs"), "Choose the kind"),
        (TaskForm("call", ""), "note"),
        (TaskForm("call", "her", owner="nobody"), "nobody does not work here"),
        (TaskForm("call", "her", order="SO-9"), "There is no order SO-9"),
        (TaskForm("call", "her", item="NIX"), "There is no item NIX"),
    ],
)
def test_what_nobody_could_do_is_refused(desk: Desk, form: TaskForm, said: str) -> None:
    with pytest.raises((Refused, NotFound), match=said):
        add_task(desk, form)
    assert open_tasks(desk) == []
