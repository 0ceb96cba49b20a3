"""The tables: one module per aggregate, one metadata for SQLite and PostgreSQL."""

from orderdesk.persistence.columns.base import SCHEMA_VERSION, metadata
from orderdesk.persistence.schema.catalog import barcodes, incoming, items, vendors
from orderdesk.persistence.schema.customers import addresses, contacts, customer_items, customers
from orderdesk.persistence.schema.fulfilment import (
    allocations,
    box_lines,
    boxes,
    carton_moves,
    cartons,
    labels,
    picklists,
    scans,
    shipments,
    tasks,
)
from orderdesk.persistence.schema.history import events, import_batches, import_mappings, import_records, messages
from orderdesk.persistence.schema.invoices import invoice_lines, invoice_taxes, invoices
from orderdesk.persistence.schema.orders import adjustments, drafts, order_lines, orders
from orderdesk.persistence.schema.payments import (
    accounts,
    payments,
    postings,
    tenders,
    till_movements,
    till_sessions,
    tills,
)
from orderdesk.persistence.schema.prices import (
    coupons,
    customer_groups,
    customer_prices,
    exchange_rates,
    price_lists,
    price_rows,
)
from orderdesk.persistence.schema.purchasing import purchase_receipts, purchases
from orderdesk.persistence.schema.returns import return_lines, returns
from orderdesk.persistence.schema.rules import rule_firings, rules
from orderdesk.persistence.schema.seals import seals
from orderdesk.persistence.schema.shop import (
    checks,
    counters,
    destination_rates,
    pin_tries,
    role_limits,
    services,
    shops,
    tax_profiles,
    tax_rates,
    users,
)
from orderdesk.persistence.schema.stock import bins, locations, movements, reservations, stock

__all__ = [
    "SCHEMA_VERSION",
    "accounts",
    "addresses",
    "adjustments",
    "allocations",
    "barcodes",
    "bins",
    "box_lines",
    "boxes",
    "carton_moves",
    "cartons",
    "checks",
    "contacts",
    "counters",
    "coupons",
    "customer_groups",
    "customer_items",
    "customer_prices",
    "customers",
    "destination_rates",
    "drafts",
    "events",
    "exchange_rates",
    "import_batches",
    "import_mappings",
    "import_records",
    "incoming",
    "invoice_lines",
    "invoice_taxes",
    "invoices",
    "items",
    "labels",
    "locations",
    "messages",
    "metadata",
    "movements",
    "order_lines",
    "orders",
    "payments",
    "picklists",
    "pin_tries",
    "postings",
    "price_lists",
    "price_rows",
    "purchase_receipts",
    "purchases",
    "reservations",
    "return_lines",
    "returns",
    "role_limits",
    "rule_firings",
    "rules",
    "scans",
    "seals",
    "services",
    "shipments",
    "shops",
    "stock",
    "tasks",
    "tax_profiles",
    "tax_rates",
    "tenders",
    "till_movements",
    "till_sessions",
    "tills",
    "users",
    "vendors",
]
