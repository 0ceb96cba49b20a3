"""`order terms` and `order let-go`: when an order is invoiced, its deposit, and stock kept until its money comes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from orderdesk.cli.orders.order_json import order_facts
from orderdesk.cli.orders.order_texts import order_text
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.money.prepaying import deposit_words, read_deposit
from orderdesk.domain.orders.terms import POLICIES, Terms
from orderdesk.domain.values.money import amount_text
from orderdesk.domain.values.written.local import FILES, using
from orderdesk.services.desk import Desk
from orderdesk.services.money.prepaying import agree, policy_words, said_of, standing_of
from orderdesk.services.orders.views import order_id_of, view_order
from orderdesk.services.promises.reserving import let_go_overdue
from orderdesk.services.promises.wanted_later import tie_due

_NONE = "none"


def terms_steps(step: Callable[..., Parser]) -> None:
    """The steps of `order` that are about money first."""
    part = step("terms", help="set, or tell, when an order is invoiced and what it asks before work begins")
    part.add_argument("number", metavar="N")
    part.add_argument("--invoicing", choices=POLICIES, help="on each shipment, on order, or paid before it is picked")
    part.add_argument("--deposit", metavar="A", help=f"an amount, or a part such as 30%%; {_NONE} to ask nothing")
    part.add_argument("--reserve-until", metavar="DAY", help=f"keep its stock so long; {_NONE} to keep it without end")
    part.set_defaults(run=_terms)
    free = step("let-go", help="free the stock of orders whose money did not come in time")
    free.set_defaults(run=_let_go)


def terms_facts(desk: Desk, order_id: int, currency: str) -> dict[str, Any]:
    """What an order has agreed on as JSON, with how far its money is."""
    found = standing_of(desk, order_id)
    until = found.terms.reserved_until
    return {
        "invoicing": found.policy,
        "deposit": using(FILES)(deposit_words)(found.terms, currency) or None,
        "deposit_asked": amount_text(found.asked, currency),
        "deposit_held": amount_text(found.held, currency),
        "awaited": amount_text(found.lack, currency),
        "reserved_until": until.isoformat() if until else None,
    }


def _terms(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    currency = view_order(session.desk, order_id).order.currency
    if any(each is not None for each in (options.invoicing, options.deposit, options.reserve_until)):
        wanted = _wanted(standing_of(session.desk, order_id).terms, options, currency)
        session.write(lambda desk: agree(desk, order_id, wanted))
    view = view_order(session.desk, order_id)
    found = standing_of(session.desk, order_id)
    said = said_of(replace(found.terms, invoicing=found.policy), currency, session.desk.today)
    lines = [order_text(view, session.desk.zone), f"{said[0].upper()}{said[1:]}."]
    lines += [view.order.hold_note] if view.order.hold else []
    facts = order_facts(view, session.desk.zone) | terms_facts(session.desk, order_id, currency)
    return Answer("\n".join(lines), facts | {"policy": policy_words(found.policy)})


def _wanted(now: Terms, options: Namespace, currency: str) -> Terms:
    """The terms with what was named changed."""
    wanted = replace(now, invoicing=options.invoicing or now.invoicing)
    if options.deposit is not None:
        amount, rate = (0, 0) if options.deposit == _NONE else read_deposit(options.deposit, currency)
        wanted = replace(wanted, deposit=amount, deposit_rate=rate)
    if options.reserve_until is not None:
        until = None if options.reserve_until == _NONE else read_day(options.reserve_until, "reserve-until")
        wanted = replace(wanted, reserved_until=until)
    return wanted


def _let_go(session: Session, options: Namespace) -> Answer:
    del options
    gone = session.write(let_go_overdue)
    due = session.write(tie_due)
    said = f"Let go the stock of {', '.join(gone)}." if gone else "Nothing is kept longer than was agreed."
    said += f" Tied stock to {', '.join(due)}, wanted now." if due else ""
    return Answer(said, {"orders": list(gone), "tied": list(due)})
