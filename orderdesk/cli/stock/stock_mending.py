"""`stock movements`, `correct` and `stop-expecting`: what was booked by mistake, and goods that will not come."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.orders.giving_way import RELEASE, asked, gave_facts, gave_way
from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.session import Session
from orderdesk.cli.stock.stock_facts import stock_facts
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.quantity import quantity_text, shown_quantity
from orderdesk.services.items.catalog import item_of_code
from orderdesk.services.stock import stocking
from orderdesk.services.stock.stock_views import stock_card


def add_mending(steps: Any) -> None:
    """What is put right: a movement taken back, goods that will not come."""
    moves = steps.add_parser("movements", help="the latest movements of an item, with their numbers")
    moves.add_argument("sku", metavar="SKU")
    moves.set_defaults(run=_movements)
    correct = steps.add_parser("correct", help="take back a movement booked by mistake")
    correct.add_argument("movement", metavar="NUMBER", type=int)
    correct.add_argument("--reason", default="", metavar="TEXT")
    correct.add_argument("--release", action="store_true", help=RELEASE)
    correct.set_defaults(run=_correct)
    stop = steps.add_parser("stop-expecting", help="give up what has not come under a reference")
    stop.add_argument("sku", metavar="SKU")
    stop.add_argument("reference", metavar="REFERENCE")
    stop.set_defaults(run=_stop)


def _movements(session: Session, options: Namespace) -> Answer:
    found = item_of_code(session.desk, options.sku)
    rows = stock_card(session.desk, found.id).movements
    facts = [
        {
            "movement": row.id,
            "at": moment(row.at, session.desk.zone),
            "kind": row.kind,
            "quantity": quantity_text(row.quantity),
            "bin": row.bin,
            "reason": row.reason,
            "corrects": row.corrects_id,
        }
        for row in rows
    ]
    table = [(str(row.id), row.kind, shown_quantity(row.quantity), row.bin, row.reason) for row in rows]
    return Answer(columns(table, right=(0, 2)), {"sku": found.sku, "movements": facts})


def _correct(session: Session, options: Namespace) -> Answer:
    sure = options.release
    key: int = options.movement
    gave = asked(lambda: session.write(lambda desk: stocking.correct(desk, key, options.reason, sure=sure)))
    facts = {"corrected": key, "gave_way": [gave_facts(each) for each in gave]}
    return Answer("\n".join([f"Movement {key} is taken back.", *gave_way(session, gave)]), facts)


def _stop(session: Session, options: Namespace) -> Answer:
    found = item_of_code(session.desk, options.sku)
    rows = [row for row in stock_card(session.desk, found.id).incoming if row.reference == options.reference]
    if not rows:
        raise NotFound(f"Nothing of {found.sku} is expected under {options.reference}.", field="reference")
    session.write(lambda desk: stocking.stop_expecting(desk, rows[0].id))
    after = item_of_code(session.desk, options.sku)
    return Answer(f"{found.sku}: nothing more is expected under {options.reference}", stock_facts(after))
