"""Eight hands on money: bills, payments, tills and returns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.schema import invoices, payments, till_movements, till_sessions
from orderdesk.services import papers
from orderdesk.services.billing import crediting, invoicing
from orderdesk.services.desk import Desk
from orderdesk.services.money import paying, paying_bills, tenders, tills, undoing_payments
from orderdesk.services.money.paying import Tendered
from orderdesk.services.orders import counter, entry
from orderdesk.services.papers import einvoices
from orderdesk.services.returns import return_days, returning
from orderdesk.services.returns.returning import ComingBack, Inspected
from tests.factories import Clock
from tests.hands import stages
from tests.hands.case import HANDS, Case, each, once
from tests.hands.goods import on_hand, rows
from tests.hands.stages import asked, confirmed, how_many, one

LAMP_PAID = Tendered("card", 10194)


def printed(desk: Desk, *_: Any) -> None:
    assert one(desk, select(invoices.c.copies)) == HANDS


def all_that_is_owed(desk: Desk) -> Tendered:
    return Tendered("transfer", sum(each.owed for each in paying_bills.open_bills(desk, stages.PATEL)) or 1)


def coming_back(view: Any) -> list[ComingBack]:
    return [ComingBack(view.lines[0].id, pieces(3))]


def too_late(desk: Desk) -> None:
    """A return that was allowed and never came."""
    stages.returning(desk)
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(days=100)


def ended_once(_desk: Desk, _stage: Any, got: list[Any]) -> None:
    assert sorted(len(numbers) for numbers in got) == [0] * (HANDS - 1) + [1]


def one_open(desk: Desk, *_: Any) -> None:
    assert how_many(desk, till_sessions, till_sessions.c.state == "open") == 1


MONEY: dict[str, Case] = {
    "orders.counter.sell": each(
        lambda desk, *_: counter.sell(desk, asked("LAMP", 1), [LAMP_PAID]), proof=on_hand(stages.LAMP, 0), wins=4
    ),
    "orders.entry.finish_sale": each(
        lambda desk, *_: entry.finish_sale(desk, entry.Form("till", "sale"), asked("LAMP", 1), [LAMP_PAID]),
        proof=on_hand(stages.LAMP, 0),
        wins=4,
    ),
    "billing.crediting.credit_invoice": once(
        lambda desk, number, _: crediting.credit_invoice(desk, number, None, "wrong price"),
        stages.billed,
        rows(invoices, 2),
    ),
    "billing.crediting.reduce_price": once(
        lambda desk, number, _: crediting.reduce_price(desk, number, 4_000, "a scratch"),
        stages.billed,
        rows(invoices, 2),
    ),
    "billing.invoicing.issue_invoice": once(
        lambda desk, view, _: invoicing.issue_invoice(desk, view.order.id), stages.shipped, rows(invoices, 1)
    ),
    "papers.einvoices.make_einvoice": each(
        lambda desk, number, _: einvoices.make_einvoice(desk, number), stages.billed
    ),
    "papers.render": each(lambda desk, number, _: papers.render(desk, "invoice", number), stages.billed, printed),
    "money.paying.refund_money": once(
        lambda desk, view, hand: paying.refund_money(
            desk, view.order.id, ("card", "transfer")[hand % 2], view.order.total, reason="changed their mind"
        ),
        stages.paid,
        rows(payments, 2),
    ),
    "money.paying.take_payment": once(
        lambda desk, view, _: paying.take_payment(desk, view.order.id, [Tendered("card", view.order.total)]),
        confirmed,
        rows(payments, 1),
    ),
    "returns.return_days.expire_overdue": each(lambda desk, *_: return_days.expire_overdue(desk), too_late, ended_once),
    "returns.returning.decline_return": once(
        lambda desk, key, _: returning.decline_return(desk, key, "too late"), stages.returning
    ),
    "returns.returning.inspect_return": once(
        lambda desk, key, _: returning.inspect_return(desk, key, [Inspected(1, "restock")]),
        stages.returned,
        on_hand(stages.MUG, 20),
    ),
    "returns.returning.open_return": once(
        lambda desk, view, _: returning.open_return(desk, view.order.id, coming_back(view)), stages.sold
    ),
    "returns.returning.receive_return": once(
        lambda desk, key, _: returning.receive_return(desk, key), stages.returning
    ),
    "returns.returning.settle_return": once(
        lambda desk, key, _: returning.settle_return(desk, key, "card"), stages.inspected, rows(payments, 2)
    ),
    "returns.returning.take_back": once(
        lambda desk, view, _: returning.take_back(desk, view.order.id, coming_back(view), ["restock"], "card"),
        stages.sold,
        on_hand(stages.MUG, 20),
    ),
    "money.undoing_payments.undo_payment": once(
        lambda desk, *_: undoing_payments.undo_payment(desk, "R-1001", "wrong order"), stages.paid, rows(payments, 2)
    ),
    "money.paying_bills.pay_bills": once(
        lambda desk, *_: paying_bills.pay_bills(desk, stages.PATEL, all_that_is_owed(desk)), stages.billed
    ),
    "money.tenders.add_tender": once(lambda desk, *_: tenders.add_tender(desk, "Gift voucher", "voucher")),
    "money.tenders.change_tender": once(
        lambda desk, *_: tenders.change_tender(desk, replace(tenders.tenders_of(desk).called("cod"), active=False))
    ),
    "money.tills.add_till": once(lambda desk, *_: tills.add_till(desk, "Till 2")),
    "money.tills.close_till": once(lambda desk, *_: tills.close_till(desk), stages.counted_till),
    "money.tills.count_till": each(lambda desk, *_: tills.count_till(desk, {"10.00": 1}), stages.open_till),
    "money.tills.drop": once(lambda desk, *_: tills.drop(desk, 600), stages.open_till, rows(till_movements, 1)),
    "money.tills.no_sale": each(
        lambda desk, *_: tills.no_sale(desk, "change for a note"), stages.open_till, rows(till_movements, HANDS)
    ),
    "money.tills.open_till": once(lambda desk, *_: tills.open_till(desk), proof=one_open),
    "money.tills.paid_in": each(
        lambda desk, *_: tills.paid_in(desk, 100, "coins"), stages.open_till, rows(till_movements, HANDS)
    ),
    "money.tills.paid_out": once(
        lambda desk, *_: tills.paid_out(desk, 600, "window cleaner"), stages.open_till, rows(till_movements, 1)
    ),
    "money.tills.resume_till": once(lambda desk, *_: tills.resume_till(desk), stages.counted_till),
    "money.tills.verify_till": once(
        lambda desk, key, _: (setattr(desk, "user", "bob"), tills.verify_till(desk, key)), stages.closed_till
    ),
}
