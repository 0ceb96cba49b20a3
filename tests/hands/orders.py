"""Eight hands on an order: taking, changing, holding and ending it, and what goes with it to the customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.terms import Terms
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.schema import drafts, orders
from orderdesk.services.checks import holding
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment import sending
from orderdesk.services.messages import customer_messages
from orderdesk.services.money import prepaying
from orderdesk.services.orders import (
    amending,
    cancelling,
    entry,
    foreseeing,
    parking,
    placing,
    quoting,
    reading_back,
    repeating,
    taking,
)
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises import allocating, promising, reserving, wanted_later
from orderdesk.services.record import drafting
from orderdesk.services.stock.stock_views import figures_of
from orderdesk.services.stock.stocking import expect, receive, stop_expecting
from tests.factories import Clock
from tests.hands import stages
from tests.hands.case import HANDS, Case, each, once
from tests.hands.goods import rows
from tests.hands.stages import asked, confirmed, how_many


def short(desk: Desk) -> Any:
    """An order of five lamps of which four were there; the fifth has come since."""
    view = confirmed(desk, "LAMP", 5)
    receive(desk, "LAMP", ONE)
    return view


def late(desk: Desk) -> Any:
    """An order whose customer was told a day that cannot be kept any more."""
    expect(desk, "LAMP", pieces(2), reference="PO-7", due=date(2026, 3, 4))
    view = confirmed(desk, "LAMP", 5)
    promising.tell(desk, view.order.id, view.lines[0].id, date(2026, 3, 4), anyway=True)
    stop_expecting(desk, 1)
    expect(desk, "LAMP", pieces(2), reference="PO-8", due=date(2026, 3, 20))
    return view


def written(desk: Desk) -> int:
    """The acknowledgement of an order, not sent yet."""
    return confirmed(desk).messages[0].id


def overdue(desk: Desk) -> None:
    """An order whose stock was kept until a day that is over."""
    view = confirmed(desk)
    terms = Terms("payment", reserved_until=date(2026, 3, 3))
    prepaying.agree(desk, view.order.id, terms)
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=3)


def due_today(desk: Desk) -> None:
    """An order that left the shelf to others until today."""
    expect(desk, "LAMP", pieces(10), due=stages.SOON)
    confirmed(desk, "LAMP", 2, ship_by=date(2026, 3, 20))
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=18)


def parked(desk: Desk) -> str:
    return parking.park_sale(desk, entry.Form("till", "sale"), {"lines": []}, "red coat")


def quoted(desk: Desk) -> int:
    key = stages.draft(desk)
    quoting.quote_order(desk, key)
    return key


def twice(view: Any) -> Amendment:
    return Amendment({view.lines[0].id: LineChange(quantity=pieces(5))})


def tied_once(desk: Desk, _: Any, got: list[Any]) -> None:
    assert figures_of(desk, [stages.LAMP])[stages.LAMP].available == 0
    assert sum(got) == ONE


def numbered(desk: Desk, _: Any, got: list[Any]) -> None:
    numbers = {view_order(desk, key).order.number for key in got}
    assert len(numbers) == len(got) == how_many(desk, orders) == HANDS
    assert figures_of(desk, [stages.LAMP])[stages.LAMP].reserved == pieces(4)


def let_go_once(_desk: Desk, _stage: Any, got: list[Any]) -> None:
    assert sorted(len(numbers) for numbers in got) == [0] * (HANDS - 1) + [1]


def parked_eight(desk: Desk, _: Any, got: list[Any]) -> None:
    assert len(set(got)) == len(parking.parked_sales(desk)) == HANDS


ORDERS: dict[str, Case] = {
    "promises.allocating.accept": once(
        lambda desk, found, _: allocating.accept(desk, found), lambda desk: (short(desk), allocating.proposals(desk))[1]
    ),
    "promises.allocating.allocate_order": each(
        lambda desk, view, _: allocating.allocate_order(desk, view.order.id), short, tied_once
    ),
    "orders.amending.amend_order": once(
        lambda desk, view, _: amending.amend_order(desk, view.order.id, twice(view), "one more each"), confirmed
    ),
    "orders.cancelling.cancel_open": once(
        lambda desk, view, _: cancelling.cancel_open(desk, view.order.id, {view.lines[0].id: ONE}, "no more"),
        lambda desk: confirmed(desk, "LAMP", 5),
    ),
    "orders.cancelling.cancel_order": once(
        lambda desk, view, _: cancelling.cancel_order(desk, view.order.id, "changed their mind"), confirmed
    ),
    "record.drafting.drop_draft": each(
        lambda desk, *_: drafting.drop_draft(desk, "till", "sale"),
        lambda desk: drafting.keep_draft(desk, "till", "sale", {"lines": []}),
        rows(drafts, 0),
    ),
    "record.drafting.keep_draft": each(lambda desk, _, hand: drafting.keep_draft(desk, "till", "sale", {"hand": hand})),
    "orders.entry.finish_order": once(
        lambda desk, key, _: entry.finish_order(desk, entry.Form("till", "order", key), asked(), "confirm"),
        stages.draft,
    ),
    "orders.foreseeing.foresee": each(
        lambda desk, view, _: foreseeing.foresee(desk, view.order.id, twice(view)), confirmed
    ),
    "checks.holding.hold_order": each(
        lambda desk, view, _: holding.hold_order(desk, view.order.id, Hold.CUSTOMER, "calls back"), confirmed
    ),
    "checks.holding.release_order": once(
        lambda desk, view, _: holding.release_order(desk, view.order.id),
        lambda desk: (view := confirmed(desk), holding.hold_order(desk, view.order.id, Hold.CUSTOMER))[0],
    ),
    "orders.parking.park_sale": each(
        lambda desk, _, hand: parking.park_sale(desk, entry.Form("till", "sale"), {"lines": []}, f"coat {hand}"),
        proof=parked_eight,
    ),
    "orders.parking.take_up_sale": once(
        lambda desk, key, hand: parking.take_up_sale(desk, entry.Form(f"till {hand}", "sale"), key), parked
    ),
    "orders.placing.change_draft": each(
        lambda desk, key, hand: placing.change_draft(desk, key, asked(count=hand + 1)), stages.draft
    ),
    "orders.placing.confirm_order": once(lambda desk, key, _: placing.confirm_order(desk, key), stages.draft),
    "orders.placing.place_order": each(lambda desk, *_: placing.place_order(desk, asked("LAMP", 1)), proof=numbered),
    "orders.reading_back.note_read_back": each(
        lambda desk, view, _: reading_back.note_read_back(desk, view.order.id), confirmed
    ),
    "money.prepaying.agree": once(lambda desk, key, _: prepaying.agree(desk, key, Terms(deposit=1000)), stages.draft),
    "messages.customer_messages.message_sent": once(
        lambda desk, key, _: customer_messages.message_sent(desk, key), written
    ),
    "promises.promising.draft_delay": once(lambda desk, view, _: promising.draft_delay(desk, view.order.id), late),
    "promises.promising.tell": each(
        lambda desk, view, _: promising.tell(desk, view.order.id, view.lines[0].id, stages.SOON), confirmed
    ),
    "orders.quoting.quote_order": each(lambda desk, key, _: quoting.quote_order(desk, key), stages.draft),
    "orders.quoting.requote": each(lambda desk, key, _: quoting.requote(desk, key), quoted),
    "orders.repeating.copy_order": each(
        lambda desk, view, _: repeating.copy_order(desk, view.order.id),
        confirmed,
        rows(orders, HANDS + 1),
    ),
    "promises.reserving.let_go_overdue": each(lambda desk, *_: reserving.let_go_overdue(desk), overdue, let_go_once),
    "promises.wanted_later.tie_due": each(lambda desk, *_: wanted_later.tie_due(desk), due_today, let_go_once),
    "fulfilment.sending.choose_shipping": each(
        lambda desk, view, _: sending.choose_shipping(desk, view.order.id, "complete"), confirmed
    ),
    "orders.taking.take_order": each(
        lambda desk, _, hand: taking.take_order(
            desk,
            replace(asked("LAMP", 1), customer_id=None),
            taking.CallerForm(form=CustomerForm(f"Caller {hand}", phone=f"020 7946 010{hand}")),
        ),
        proof=numbered,
    ),
}
