"""What may happen to a purchase order is told as it is done: what is offered works, the rest is refused alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderdesk.domain.buying.purchasing import Arrived, PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.buying.moves import moves_of, next_event
from orderdesk.services.buying.purchase_views import PurchaseView, view_purchase
from orderdesk.services.buying.purchasing import (
    cancel_purchase,
    change_purchase,
    move_due,
    place_purchase,
    receive_purchase,
    send_purchase,
)
from orderdesk.services.desk import Desk
from orderdesk.services.papers import render
from tests.factories import northside

WANTED = PurchaseRequest("Potters", (PurchaseLineRequest("MUG", pieces(6)),), new_vendor=True)


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def receive(desk: Desk, view: PurchaseView, quantity: int = 6) -> None:
    receive_purchase(desk, view.purchase.id, [Arrived(view.lines[0].id, pieces(quantity))])


DEEDS: dict[str, Callable[[Desk, PurchaseView], object]] = {
    "edit": lambda desk, view: change_purchase(desk, view.purchase.id, WANTED),
    "print": lambda desk, view: render(desk, "purchase-order", view.purchase.number),
    "move-due": lambda desk, view: move_due(desk, view.purchase.id, desk.today),
    "send": lambda desk, view: send_purchase(desk, view.purchase.id),
    "receive-part": receive,
    "cancel": lambda desk, view: cancel_purchase(desk, view.purchase.id, "too dear"),
}


def draft(desk: Desk) -> int:
    return place_purchase(desk, WANTED)


def sent(desk: Desk) -> int:
    return place_purchase(desk, WANTED, send=True)


def received(desk: Desk) -> int:
    key = sent(desk)
    receive(desk, view_purchase(desk, key))
    return key


def cancelled(desk: Desk) -> int:
    key = sent(desk)
    cancel_purchase(desk, key, "too dear")
    return key


@pytest.mark.parametrize("stage", [draft, sent, received, cancelled], ids=lambda stage: stage.__name__)
def test_what_is_told_is_what_is_done(desk: Desk, stage: Callable[[Desk], int]) -> None:
    for move in moves_of(view_purchase(desk, stage(desk))):
        view = view_purchase(desk, stage(desk))
        said = {each.event: each.refusal for each in moves_of(view)}[move.event]
        if said is None:
            DEEDS[move.event](desk, view)
            continue
        with pytest.raises(Refused) as refused:
            DEEDS[move.event](desk, view)
        assert str(refused.value) == said


def test_an_order_without_lines_is_not_sent_and_what_is_sent_is_received(desk: Desk) -> None:
    empty = view_purchase(desk, place_purchase(desk, PurchaseRequest("Potters", new_vendor=True)))
    said = {move.event: move.refusal for move in moves_of(empty)}
    assert said["send"] == f"{empty.purchase.number} has no lines; add at least one."
    assert next_event(empty.purchase) == "send"
    assert next_event(view_purchase(desk, sent(desk)).purchase) == "receive-part"
