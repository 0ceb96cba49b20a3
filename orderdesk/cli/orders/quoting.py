"""`order quote` and `order requote`: how long a quote stands, and its prices taken anew."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from orderdesk.cli.orders.order_json import order_facts
from orderdesk.cli.orders.order_texts import order_text
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.money import price_text
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.orders.quoting import PriceChange, price_changes, quote_order, requote
from orderdesk.services.orders.views import order_asked, order_id_of, view_order


def quote_steps(step: Callable[..., Parser]) -> None:
    """The steps of `order` that are about quotes."""
    part = step("quote", help="turn a draft into a quote, or move the last day of one that still stands")
    part.add_argument("number", metavar="N")
    part.add_argument("--until", metavar="DAY", help="its last day; else 30 days from today")
    part.set_defaults(run=_quote)
    anew = step("requote", help="take the prices of a quote anew and tell what changed")
    anew.add_argument("number", metavar="N")
    anew.add_argument("--until", metavar="DAY", help="its new last day; else 30 days from today")
    anew.add_argument("--dry-run", action="store_true", help="only tell what would change")
    anew.set_defaults(run=_requote)


def _quote(session: Session, options: Namespace) -> Answer:
    order_id = order_id_of(session.desk, options.number)
    until = read_day(options.until, "until") if options.until else None
    session.write(lambda desk: quote_order(desk, order_id, until))
    view = view_order(session.desk, order_id)
    text = f"{order_text(view, session.desk.zone)}\nQuote until {shown_day(view.order.valid_until)}"
    return Answer(text, {**order_facts(view, session.desk.zone), "valid_until": str(view.order.valid_until)})


def _requote(session: Session, options: Namespace) -> Answer:
    order_id, number = order_asked(session.desk, options.number)
    until = read_day(options.until, "until") if options.until else None
    if options.dry_run:
        changes = price_changes(session.desk, order_id)
    else:
        changes = session.write(lambda desk: requote(desk, order_id, until))
    stands = view_order(session.desk, order_id).order.valid_until
    lines = [*map(str, changes)] or ["No price changed."]
    text = "\n".join([*lines, f"{number}: quote until {stands}" if stands else number])
    facts = {
        "order": number,
        "valid_until": str(stands) if stands else None,
        "changes": [_facts(each) for each in changes],
    }
    return Answer(text, facts)


def _facts(change: PriceChange) -> dict[str, str]:
    return {"sku": change.sku, "old": price_text(change.old), "new": price_text(change.new)}
