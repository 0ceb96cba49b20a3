"""`order take`: an order in one line, shown as it is understood, and with --confirm placed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from orderdesk.cli.faults import USAGE
from orderdesk.cli.orders.order_json import order_facts
from orderdesk.cli.orders.order_texts import order_text
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import amount_text, money, shown, shown_price
from orderdesk.domain.values.quantity import quantity_text, shown_quantity
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.orders.shorthand import TakenItem, TakenLine, UnreadWords, read_line, take_line
from orderdesk.services.orders.views import view_order


def add_step(step: Callable[..., Parser]) -> None:
    """The step `take`."""
    part = step("take", help="read an order from one line; with --confirm place it")
    part.add_argument("line", metavar="LINE", help='such as "patel: 3 mug blue, 2 tee m -10%%, ship thu, cod"')
    part.add_argument("--confirm", action="store_true", help="place it and make it binding")
    part.set_defaults(run=_take)


def _take(session: Session, options: Namespace) -> Answer:
    taken = read_line(session.desk, options.line)
    if not options.confirm:
        return Answer(preview_text(taken), preview_facts(taken), USAGE if taken.problems else 0)
    if taken.problems:
        raise BadInput(_sentence(taken.problems[0]), field="line")
    order_id = session.write(lambda desk: take_line(desk, options.line, confirm=True))
    view = view_order(session.desk, order_id)
    return Answer(order_text(view, session.desk.zone), order_facts(view, session.desk.zone))


def preview_text(taken: TakenLine) -> str:
    """What a line comes to, and under the words that are not understood a mark."""
    parts = [_customer(taken)]
    priced = taken.preview.priced if taken.preview else None
    if priced is not None:
        currency = priced.order.currency
        rows = zip(taken.items, priced.lines, strict=False)
        table = [(*_item(taken, item, row.price, currency), shown(row.gross, currency)) for item, row in rows]
        parts += [columns(table)] if table else []
        parts.append(f"Total {money(priced.totals.total if table else 0, currency)}, {_way(taken)}")
    parts += [_marked(taken, each) for each in taken.problems]
    return "\n".join(parts)


def preview_facts(taken: TakenLine) -> dict[str, object]:
    """The same as plain values."""
    priced = taken.preview.priced if taken.preview else None
    request = taken.request
    return {
        "customer": taken.customer.number if taken.customer else None,
        "lines": [{"sku": each.item.sku, "quantity": quantity_text(each.quantity)} for each in taken.items],
        "service": request.service,
        "tender": request.tender,
        "required_by": request.ship_by.isoformat() if request.ship_by else None,
        "instructions": request.instructions,
        "total": amount_text(priced.totals.total, priced.order.currency) if priced and taken.items else None,
        "not_understood": [
            {
                "start": each.start,
                "end": each.end,
                "words": taken.line[each.start : each.end],
                "message": each.sentence,
                "choices": [choice.words for choice in each.choices],
            }
            for each in taken.problems
        ],
    }


def _customer(taken: TakenLine) -> str:
    one = taken.customer
    return f"{one.number} {one.company or one.name}" if one else "No customer yet"


def _item(taken: TakenLine, item: TakenItem, price: int, currency: str) -> tuple[str, ...]:
    assert taken.preview is not None
    stock = taken.preview.figures.get(item.item.id)
    there = f"{shown_quantity(max(0, stock.available))} available" if stock and item.item.stocked else ""
    changed = "; ".join(item.changes)
    return shown_quantity(item.quantity), item.item.sku, item.item.name, there, changed, shown_price(price, currency)


def _way(taken: TakenLine) -> str:
    request = taken.request
    day = f", to leave on {shown_day(request.ship_by)}" if request.ship_by else ""
    return f"{request.tender}, {request.service or 'collected'}{day}"


def _sentence(problem: UnreadWords) -> str:
    words = ", ".join(choice.words for choice in problem.choices)
    return f"{problem.sentence} It could be: {words}." if words else problem.sentence


def _marked(taken: TakenLine, problem: UnreadWords) -> str:
    line = " ".join(taken.line.splitlines())
    return f"{line}\n{' ' * problem.start}{'^' * (problem.end - problem.start)} {_sentence(problem)}"
