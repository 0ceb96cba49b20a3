"""The papers that there are: what they are called, what they print on and what makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from orderdesk.documents import (
    credit_note,
    day_report,
    invoice,
    label,
    offer,
    packing_slip,
    picklist,
    purchase_order,
    receipt,
)
from orderdesk.domain.values.errors import NotFound


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper. `build(data, paper)` takes the data class of its module and returns PDF bytes."""

    id: str
    title: str
    default_paper_size: str
    build: Callable[[Any, str], bytes]


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("quote", "Quote", "a4", offer.build),
    PaperKind("pro-forma", "Pro-forma invoice", "a4", offer.build),
    PaperKind("acknowledgement", "Order acknowledgement", "a4", offer.build),
    PaperKind("picklist", "Picklist", "a4", picklist.build),
    PaperKind("packing-slip", "Packing slip", "a4", packing_slip.build),
    PaperKind("label", "Shipping label", "4x6", label.build),
    PaperKind("invoice", "Tax invoice", "a4", invoice.build),
    PaperKind("receipt", "Receipt", "80mm", receipt.build),
    PaperKind("credit-note", "Credit note", "a4", credit_note.build),
    PaperKind("purchase-order", "Purchase order", "a4", purchase_order.build),
    PaperKind("day-report", "Day report", "a4", day_report.build),
)
"""In the order in which an order meets them."""


def paper_of(paper_id: str) -> PaperKind:
    """The paper of that id; raises `NotFound` for any other."""
    found = next((paper for paper in PAPERS if paper.id == paper_id), None)
    if found is None:
        raise NotFound(f"There is no paper called {paper_id}.", field="paper")
    return found
