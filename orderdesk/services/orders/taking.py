"""Taking an order as it is told: with the customer it is for, known or new, and the place it goes to, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orderdesk.domain.orders.records import OrderRequest
from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.customers import records as customers
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import write_address, write_customer
from orderdesk.services.desk import Desk, Work
from orderdesk.services.orders.placing import confirm_written, write_order
from orderdesk.services.record.progress import order_of


@dataclass(frozen=True, slots=True)
class CallerForm:
    """Who orders: a known customer by `number`, or a new one by `form` with an address; neither is a walk-in."""

    number: str = ""
    form: CustomerForm | None = None
    address: AddressForm | None = None


def take_order(
    desk: Desk, request: OrderRequest, caller: CallerForm, *, ship_to: AddressForm | None = None, confirm: bool = True
) -> int:
    """Take down the customer and the order in one transaction, so that neither is kept without the other.

    Returns the key of the order.
    """
    with desk.writing(right="take orders") as work:
        customer_id = _customer(work, caller)
        place = None if ship_to is None or customer_id is None else write_address(work, customer_id, ship_to)
        asked = replace(request, customer_id=customer_id, ship_to_id=place or request.ship_to_id)
        order_id = write_order(work, asked)
        if confirm:
            confirm_written(work, order_of(work, order_id))
        return order_id


def _customer(work: Work, caller: CallerForm) -> int | None:
    if caller.form is not None:
        return write_customer(work, caller.form, caller.address).id
    if not caller.number:
        return None
    known = customers.customer_id_by_number(work.connection, caller.number)
    if known is None:
        raise NotFound(f"There is no customer {caller.number[:40]}.", field="customer")
    return known
