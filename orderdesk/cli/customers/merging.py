"""`customer likely` and `customer merge`: who was taken down twice, and making two customers one."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.reading import as_number
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.money import amount_text, shown
from orderdesk.persistence.customers.mergers import Side
from orderdesk.services.customers.merge_preview import matches_of, preview_merge
from orderdesk.services.customers.merging import merge_customers
from orderdesk.services.orders.views import customer_id_of, view_shop


def merging_steps(steps: Any) -> None:
    """The two steps, among those of `customer`."""
    likely = steps.add_parser("likely", help="who is likely the same as a customer, and why")
    likely.add_argument("number", metavar="ID")
    likely.set_defaults(run=_likely)
    merge = steps.add_parser("merge", help="make two customers one, with all history kept")
    merge.add_argument("keep", metavar="KEEP", help="the customer who stays")
    merge.add_argument("gone", metavar="GONE", help="the customer whose orders and the rest move to KEEP")
    merge.add_argument("--reason", default="", metavar="TEXT", help="kept in the history of both")
    merge.add_argument("--dry-run", action="store_true", help="only tell what would move")
    merge.set_defaults(run=_merge)


def _likely(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    mine, found = matches_of(desk, customer_id_of(desk, as_number(options.number, "C")))
    currency = view_shop(desk).currency
    rows = [(*_row(mine, currency), "")] + [(*_row(each.side, currency), each.why) for each in found]
    facts = [{**_facts(each.side, currency), "why": each.why} for each in found]
    text = columns(rows, right=(5, 6)) if found else f"Nobody is likely the same as {mine.number} {mine.name}."
    return Answer(text, {"customer": _facts(mine, currency), "likely": facts})


def _merge(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    stays_id, gone_id = (customer_id_of(desk, as_number(each, "C")) for each in (options.keep, options.gone))
    preview = preview_merge(desk, gone_id, stays_id)
    gone, stays = preview.gone, preview.stays
    facts = {"keep": stays.number, "gone": gone.number, "moves": list(preview.moves), "merged": not options.dry_run}
    if options.dry_run:
        head = f"{gone.number} {gone.name} would become {stays.number} {stays.name}:"
    else:
        session.write(lambda desk: merge_customers(desk, gone_id, stays_id, options.reason))
        head = f"{gone.number} {gone.name} is {stays.number} {stays.name} now:"
    return Answer("\n".join((head, *preview.moves)), facts)


def _row(side: Side, currency: str) -> tuple[str, ...]:
    name = " · ".join(filter(None, (side.name, side.company)))
    return side.number, name, side.phone, side.postcode, side.email, f"{side.orders:,}", shown(side.balance, currency)


def _facts(side: Side, currency: str) -> dict[str, Any]:
    return {
        "id": side.number,
        **{name: getattr(side, name) for name in ("name", "company", "phone", "postcode", "city", "email", "orders")},
        "balance": amount_text(side.balance, currency),
    }
