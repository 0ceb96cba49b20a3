"""The codes by which a customer orders our items, kept so that a clerk may type what the caller reads out."""

from __future__ import annotations

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import clean
from orderdesk.persistence.customers import customer_items
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.customers.customer_items import OwnCode
from orderdesk.persistence.items import records as catalog
from orderdesk.services.desk import Desk, Work

LONGEST_CODE = 60


def own_codes(desk: Desk, customer_id: int) -> list[OwnCode]:
    """What a customer calls our items, by code."""
    with desk.reading() as connection:
        return customer_items.codes_of(connection, customer_id)


def save_own_code(desk: Desk, customer_id: int, code: str, sku: str) -> None:
    """Let `code` mean item `sku` (or one of its barcodes) when this customer orders; a code is kept in capitals."""
    kept = clean(code, "code", required=True, longest=LONGEST_CODE)
    if any(sign in kept for sign in ",;:*@"):
        raise Refused(f"A code has none of , ; : * and @; “{kept}” could not be typed on an order.", field="code")
    with desk.writing(right="keep customers") as work:
        _customer(work, customer_id)
        item_id = catalog.item_id_by_code(work.connection, sku.strip())
        if item_id is None:
            raise NotFound(f"There is no item {sku.strip()[:60]}.", field="sku")
        customer_items.keep_own_code(work.connection, customer_id, kept, item_id)
        item = catalog.read_item(work.connection, item_id)
        _changed(work, customer_id, "own code", f"{kept.upper()} is {item.sku if item else sku}")


def drop_own_code(desk: Desk, customer_id: int, code: str) -> None:
    """Forget a customer's code."""
    with desk.writing(right="keep customers") as work:
        _customer(work, customer_id)
        if not customer_items.drop_own_code(work.connection, customer_id, code.strip()):
            raise NotFound(f"This customer has no code {code.strip()[:60]}.", field="code")
        _changed(work, customer_id, "own code removed", code.strip().upper())


def _customer(work: Work, customer_id: int) -> None:
    if customers.read_customer(work.connection, customer_id) is None:
        raise NotFound("There is no such customer.", field="customer")


def _changed(work: Work, customer_id: int, what: str, detail: str) -> None:
    # A new version, so that taking back an import does not take these codes with it unseen.
    customers.change_customer(work.connection, customer_id, {})
    work.event("customer", customer_id, what, detail)
    work.touch("customers")
