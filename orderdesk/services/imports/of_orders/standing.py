"""What imported orders stand on, and the columns that a history fills, table by table, parents before children."""

from __future__ import annotations

from dataclasses import dataclass

TABLES: dict[str, tuple[str, ...]] = {
    "orders": (
        "id", "number", "state", "channel", "remote_id", "customer_id", "bill_to_id", "ship_to_id", "currency",
        "tax_profile_id", "exemption", "tender", "placed_at", "confirmed_at", "closed_at", "ship_by", "reference",
        "instructions",
        "net", "tax", "total", "units", "fulfilment", "payment", "due", "inclusive", "policy", "rounding",
        "user", "batch_id",
    ),
    "order_lines": (
        "id", "order_id", "position", "item_id", "label", "quantity", "price", "discount", "gross", "net", "shipped",
        "invoiced", "returned", "share", "tax_class", "tax", "tax_rate", "tax_place", "exemption",
    ),
    "adjustments": ("order_id", "label", "amount"),
    "shipments": (
        "id", "number", "order_id", "state", "ship_to_id", "unscanned", "made_at", "shipped_at", "delivered_at", "user",
    ),
    "boxes": ("shipment_id", "position", "tracking"),
    "labels": ("shipment_id", "box", "at", "user", "what", "tracking"),
    "allocations": ("shipment_id", "order_line_id", "item_id", "bin_id", "quantity", "picked", "gone"),
    "returns": (
        "id", "number", "order_id", "state", "reason", "opened_at", "received_at", "settled_at", "settlement", "user",
    ),
    "return_lines": (
        "return_id", "order_line_id", "item_id", "quantity", "received", "reason", "condition", "outcome", "bin_id",
        "net",
    ),
    "invoices": (
        "id", "kind", "number", "order_id", "customer_id", "shop_id", "bill_to_id", "ship_to_id", "shipment_id",
        "return_id", "amends_id", "reason", "issued_at", "issue_date", "supply_date", "due_date", "currency",
        "exemption", "net", "tax", "total", "inclusive", "policy", "rounding", "user", "batch_id",
    ),
    "invoice_lines": (
        "invoice_id", "order_line_id", "position", "sku", "description", "quantity", "unit", "price", "discount",
        "net", "tax", "tax_rate", "tax_place", "exemption",
    ),
    "invoice_taxes": ("invoice_id", "label", "rate", "base", "tax", "place", "exemption"),
    "payments": (
        "kind", "at", "order_id", "customer_id", "credit_note_id", "tender", "amount", "reference", "user", "batch_id",
    ),
    "movements": (
        "at", "effective_at", "item_id", "bin_id", "quantity", "kind", "reason", "document_kind", "document_id",
        "unit_cost", "user", "batch_id",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goods:
    """An item as history needs it."""

    id: int
    name: str
    unit: str
    stocked: bool
    bin_id: int
    tax_class: str = "standard"
    cost: int = 0


@dataclass(frozen=True, slots=True)
class PastBuyer:
    """A customer as history needs them; None for a sale to nobody known."""

    id: int | None
    bill_to: int | None
    ship_to: int | None
    words: str = ""
    terms_days: int = 0
