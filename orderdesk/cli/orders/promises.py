"""`order promise` and `order shipping`: the days of an order's lines, who is late, and how the order is sent."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from orderdesk.cli.orders.order_json import day
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.orders.records import SHIPPING
from orderdesk.domain.promises.told import MARK_WORDS
from orderdesk.domain.values.errors import BadInput, NotFound
from orderdesk.domain.values.quantity import quantity_text, shown_quantity
from orderdesk.services.fulfilment.sending import WORDS, choose_shipping
from orderdesk.services.orders.views import order_asked
from orderdesk.services.promises.promise_views import PromisedLine, order_promises
from orderdesk.services.promises.promising import Risk, at_risk, draft_delay, tell


def promise_steps(step: Callable[..., Parser]) -> None:
    """The steps of `order` that are about promises."""
    part = step("promise", help="the days of an order's lines and why; without a number all promises at risk")
    part.add_argument("number", nargs="?", default="", metavar="N")
    part.add_argument("--line", type=int, default=0, metavar="K", help="the line that --tell is about")
    part.add_argument("--tell", metavar="DAY", help="the day the customer was told for that line")
    part.add_argument("--anyway", action="store_true", help="even when it makes an older promise late")
    part.add_argument("--message", action="store_true", help="draft the message about what is late")
    part.set_defaults(run=_promise)
    way = step("shipping", help="send what is there, wait for all, or ask the customer")
    way.add_argument("number", metavar="N")
    way.add_argument("way", choices=SHIPPING)
    way.set_defaults(run=_shipping)


def _promise(session: Session, options: Namespace) -> Answer:
    if not options.number:
        return _risks(session)
    order_id, number = order_asked(session.desk, options.number)
    extra: dict[str, Any] = {}
    if options.tell:
        extra["late"] = _tell(session, options, order_id)
    if options.message:
        extra["message"] = session.write(lambda desk: draft_delay(desk, order_id))
    lines = order_promises(session.desk, order_id)
    rows = [
        (line.line.sku or "", f"promised {line.line.promised or 'no day'}", f"told {line.line.told or 'no day'}",
         line.now.reason if line.now else "")
        for line in lines
    ]  # fmt: skip
    text = "\n".join(filter(None, (columns(rows), extra.get("message", ""))))
    return Answer(text, {"order": number, "lines": [_line_facts(line) for line in lines], **extra})


def _tell(session: Session, options: Namespace, order_id: int) -> list[str]:
    told = read_day(options.tell, "tell")
    line = next(
        (each.line for each in order_promises(session.desk, order_id) if each.line.position == options.line), None
    )
    if not options.line:
        raise BadInput("Say with --line which line the day is for.", field="line")
    if line is None:
        raise NotFound(f"The order has no line {options.line} of goods.", field="line")
    late = session.write(lambda desk: tell(desk, order_id, line.id, told, anyway=options.anyway))
    return [claim.order for claim in late]


def _risks(session: Session) -> Answer:
    found = at_risk(session.desk)
    rows = [
        (each.line.order, each.line.customer, each.line.sku, f"told {each.line.told}", f"now {each.day or 'no day'}")
        for each in found
    ]
    return Answer(columns(rows) or "No promise is at risk.", {"at_risk": [_risk_facts(each) for each in found]})


def _shipping(session: Session, options: Namespace) -> Answer:
    order_id, number = order_asked(session.desk, options.number)
    session.write(lambda desk: choose_shipping(desk, order_id, options.way))
    return Answer(f"{number}: {WORDS[options.way]}", {"order": number, "shipping": options.way})


def _line_facts(each: PromisedLine) -> dict[str, Any]:
    line = each.line
    facts = {
        "line": line.position,
        "sku": line.sku,
        "quantity": quantity_text(line.quantity),
        "waits_for": quantity_text(each.waits),
        "promise": day(line.promised),
        "told": day(line.told),
    }
    if each.now is not None:
        facts |= {
            "can_go_now": quantity_text(each.now.now),
            "all_on": day(each.now.day),
            "mark": each.now.mark.value,
            "words": MARK_WORDS[each.now.mark],
            "reason": each.now.reason,
        }
    return facts


def _risk_facts(each: Risk) -> dict[str, Any]:
    line = each.line
    return {
        "order": line.order,
        "customer": line.customer,
        "sku": line.sku,
        "quantity": shown_quantity(line.quantity),
        "told": day(line.told),
        "promise": day(each.day),
        "reason": each.reason,
    }
