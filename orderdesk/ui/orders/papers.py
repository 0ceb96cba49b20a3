"""The papers of an order that can be printed now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from orderdesk.domain.lifecycles import ORDER, SHIPMENT
from orderdesk.domain.orders.moves import facts_of
from orderdesk.persistence.orders.view import OrderView
from orderdesk.ui.bench.box_papers import papers_of_boxes

_BEFORE_BILLING = {"quote": "Quote", "acknowledgement": "Order acknowledgement", "pro-forma": "Pro-forma invoice"}


def papers_of(view: OrderView) -> list[tuple[str, str, str]]:
    """(paper, number, words) of each, what is needed next first."""
    found = []
    for shipment in view.shipments:
        if shipment.picklist and SHIPMENT.allows(shipment.state, "pick"):
            found.append(("picklist", shipment.picklist, f"Picklist {shipment.picklist}"))
        if SHIPMENT.allows(shipment.state, "label"):
            found += papers_of_boxes(shipment.number, shipment.packed)
    for paper in reversed(view.papers):
        word = "Invoice" if paper.kind == "invoice" else "Credit note"
        found.append((paper.kind, paper.number, f"{word} {paper.number}"))
    receipts = dict.fromkeys(payment.receipt for payment in view.payments if payment.receipt)
    found += [("receipt", receipt, f"Receipt {receipt}") for receipt in receipts]
    return found + _before_billing(view)


def _before_billing(view: OrderView) -> list[tuple[str, str, str]]:
    """The quote, the acknowledgement and the pro-forma, in the states where each is printed."""
    order, facts = view.order, facts_of(view.order, view.lines)
    return [
        (paper, order.number, f"{words} {order.number}")
        for paper, words in _BEFORE_BILLING.items()
        if view.lines and ORDER.refusal(order.state, f"print-{paper}", facts) is None
    ]


def fill_papers(menu: QMenu, view: OrderView | None, show: Callable[[str, str], object]) -> None:
    """Offer the papers of the order in `menu`; `show(paper, number)` runs for the one chosen."""
    papers = papers_of(view) if view else []
    for paper, number, words in papers:
        menu.addAction(words).triggered.connect(partial(_show, show, paper, number))
    if not papers:
        menu.addAction("Nothing to print yet").setEnabled(False)


def _show(show: Callable[[str, str], object], paper: str, number: str, _on: bool = False) -> None:
    show(paper, number)
