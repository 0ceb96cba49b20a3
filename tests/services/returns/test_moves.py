"""What may happen to a return is told as it is done: in time, late, inspected, settled, and in the same words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.returns.moves import next_event
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.returns.lists import ReturnRow
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import return_id_of, view_order, view_return
from orderdesk.services.returns.moves import moves_of
from orderdesk.services.returns.return_days import expire_overdue
from orderdesk.services.returns.returning import (
    ComingBack,
    Inspected,
    decline_return,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
)
from tests.factories import Clock, northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


@pytest.fixture
def key(desk: Desk) -> int:
    order = place_order(desk, OrderRequest((LineRequest(pieces(2), "MUG"),), customer_id=1))
    hand_over(desk, view_order(desk, order).shipments[0].id, "by hand")
    issue_invoice(desk, order)
    line = view_order(desk, order).goods[0].id
    return return_id_of(desk, open_return(desk, order, [ComingBack(line, pieces(1))]))


def row_of(desk: Desk, key: int) -> ReturnRow:
    return view_return(desk, key)[0]


def told(desk: Desk, key: int) -> dict[str, str | None]:
    row = row_of(desk, key)
    return {move.event: move.refusal for move in moves_of(row, view_order(desk, row.order_id).papers, desk.today)}


def inspect(desk: Desk, key: int) -> None:
    inspect_return(desk, key, [Inspected(line.id, "restock") for line in view_return(desk, key)[1] if line.received])


DEEDS: dict[str, Callable[[Desk, int], object]] = {
    "receive": receive_return,
    "receive-late": lambda desk, key: receive_return(desk, key, late="the post was slow"),
    "inspect": inspect,
    "settle": lambda desk, key: settle_return(desk, key, "account"),
    "decline": lambda desk, key: decline_return(desk, key, "worn"),
}


def test_a_return_is_led_to_its_end_and_refuses_all_else_in_the_same_words(desk: Desk, key: int) -> None:
    taken = []
    while event := next_event(row_of(desk, key), desk.today):
        said = told(desk, key)
        assert said[event] is None
        assert said["print-credit-note"] == f"{row_of(desk, key).number} has no credit note yet; settle it first."
        refused_now = said["decline"]
        if refused_now:
            with pytest.raises(Refused) as refused:
                DEEDS["decline"](desk, key)
            assert str(refused.value) == refused_now
        DEEDS[event](desk, key)
        taken.append(event)
    assert taken == ["receive", "inspect", "settle"]
    assert told(desk, key)["print-credit-note"] is None


@pytest.mark.parametrize("swept", [False, True])
def test_what_comes_after_its_last_day_is_taken_in_late(desk: Desk, key: int, swept: bool) -> None:
    assert told(desk, key)["receive-late"] == f"{row_of(desk, key).number} has not expired; it is taken in as usual."
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=400)
    if swept:
        expire_overdue(desk)
    assert told(desk, key)["receive"]
    assert next_event(row_of(desk, key), desk.today) == "receive-late"
    with pytest.raises(Refused, match="say why it is taken all the same"):
        receive_return(desk, key)
    DEEDS["receive-late"](desk, key)
    assert next_event(row_of(desk, key), desk.today) == "inspect"
