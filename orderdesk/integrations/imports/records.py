"""What a file brings, cleaned and exact: products, customers, orders, credits, stock and corrections.

Prices are ten-thousandths, amounts minor units, quantities thousandths, discounts millionths; times carry no zone and
are the shop's own. `row` is the line of the file, counted as a person sees it (the heading is row 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.money import Amount, Price, Rate
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.sizes import Size


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """Whom goods are bought from."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """An item; None means that the file says nothing about it, and what is kept stays."""

    row: int
    sku: str
    name: str | None = None
    price: Price | None = None
    cost: Price | None = None
    barcode: str | None = None
    tax_class: str | None = None
    unit: str | None = None
    weight_g: int | None = None
    size: Size | None = None
    upright: bool | None = None
    fragile: bool | None = None
    reorder_point: Quantity | None = None
    safety_stock: Quantity | None = None
    stocked: bool | None = None
    oversell: bool | None = None
    warning: str | None = None
    instructions: str | None = None
    active: bool | None = None
    vendor: VendorRecord | None = None
    on_hand: Quantity | None = None
    incoming: Quantity | None = None
    bin: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer, known again by `remote_id`, or by our own `number`; None means that the file says nothing about it.

    `others` are addresses besides the first, and `rows` is how many rows of the file they all come from.
    """

    row: int
    remote_id: str
    name: str
    company: str | None = None
    phone: str | None = None
    email: str | None = None
    tax_id: str | None = None
    terms_days: int | None = None
    discount: Rate | None = None
    tax_exemption: str | None = None
    credit_limit: Amount | None = None
    shipping: str | None = None
    invoicing: str | None = None
    instructions: str | None = None
    contact: str = ""
    contact_job: str = ""
    address: PostalAddress | None = None
    number: str = ""
    others: tuple[PostalAddress, ...] = ()
    rows: int = 1


@dataclass(frozen=True, slots=True)
class StockRecord:
    """How much of an item lies in a bin."""

    row: int
    sku: str
    quantity: Quantity
    bin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line of an order or credit: goods by SKU, or a charge whose `sku` is the file's own code for it.

    `off` is money off the line, in minor units, and `barcode` tells the goods where the SKU is empty.
    """

    row: int
    sku: str
    label: str
    quantity: Quantity
    price: Price | None
    discount: Rate = 0
    goods: bool = True
    off: Amount = 0
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order: `shipped_on` set means that it is history, gone and settled; else it is still to be sent.

    `number` is what it is called here, `remote_id` what its channel calls it. `total` is the file's own sum, `tax` its
    tax and `discount` what is off all its goods, if it says so. `ended` is how it came to nothing ("cancelled"), and
    `paid` whether all of it was paid in its own shop. `tracking` are the numbers of the boxes it left in.
    """

    row: int
    remote_id: str
    number: str
    placed_at: datetime
    lines: tuple[LineRecord, ...]
    customer: str = ""
    customer_name: str = ""
    ship_to: PostalAddress | None = None
    shipped_on: datetime | None = None
    ship_by: date | None = None
    reference: str = ""
    instructions: str = ""
    total: Amount | None = None
    tax: Amount | None = None
    discount: Amount = 0
    currency: str = ""
    ended: str = ""
    paid: bool = False
    email: str = ""
    channel: str = ""
    tracking: tuple[str, ...] = ()
    exact: bool = False
    """The file tells the tax as OrderDesk reckons it: history bears it too."""

    @property
    def closed(self) -> bool:
        return self.shipped_on is not None

    @property
    def key(self) -> str:
        """What it is known by within its file: the id of its channel, or our own number."""
        return self.remote_id or self.number

    @property
    def past(self) -> bool:
        """Whether there is nothing left to be done about it."""
        return self.closed or bool(self.ended)


@dataclass(frozen=True, slots=True)
class CreditRecord:
    """Goods or charges credited; it names no invoice, so the sale is looked for. Quantities and prices are positive."""

    row: int
    remote_id: str
    number: str
    at: datetime
    customer: str
    lines: tuple[LineRecord, ...]
    country: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """Stock found or written off."""

    row: int
    sku: str
    label: str
    quantity: Quantity
    at: datetime
    remote_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """A price on a list or of one customer, from a quantity on; of `list_name` and `customer` one is empty."""

    row: int
    sku: str
    price: Price
    from_quantity: Quantity
    list_name: str = ""
    group: str = ""
    customer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    currency: str = ""

    @property
    def owner(self) -> str:
        """Whose price it is, as the file names them."""
        return self.list_name or self.customer


Record = ProductRecord | CustomerRecord | StockRecord | OrderRecord | CreditRecord | CorrectionRecord | PriceRecord
