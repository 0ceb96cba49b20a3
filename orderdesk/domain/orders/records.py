"""An order as it is kept, and what a person asks for when placing one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from orderdesk.domain.lifecycles import OrderState
from orderdesk.domain.orders.progress import LineProgress
from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.prices.tax import LineTax, TaxPolicy
from orderdesk.domain.values.money import Amount, Price, Rate, Rounding
from orderdesk.domain.values.quantity import Quantity

CHANNELS = ("counter", "phone", "email", "online")
SHIPPING = ("part", "complete", "ask")
"""Send what is there, wait until all is there, or ask the customer first."""
ON_ORDER, ON_SHIPMENT, PAID_FIRST = "order", "shipment", "payment"
"""When an order is invoiced: when it is confirmed, as it ships, or as it ships after it was paid in full."""
HELD_BY = "paid"
"""What holds an order whose money is awaited, in the column that names the checks."""
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Order:
    """One order as it stands, or as it is to be while its `id` is 0; amounts in minor units of its currency."""

    id: int
    number: str
    state: str
    channel: str
    currency: str
    tax_profile_id: int
    inclusive: int
    policy: str
    rounding: str
    placed_at: datetime
    user: str
    hold: str = ""
    hold_note: str = ""
    held_by: str = ""
    remote_id: str | None = None
    customer_id: int | None = None
    bill_to_id: int | None = None
    ship_to_id: int | None = None
    service_id: int | None = None
    exemption: str = ""
    tender: str = "account"
    terms_days: int = 0
    ship_complete: int = 0
    ship_ask: int = 0
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    ship_by: date | None = None
    reference: str = ""
    note_to_customer: str = ""
    instructions: str = ""
    note_internal: str = ""
    gift_message: str = ""
    net: Amount = 0
    tax: Amount = 0
    total: Amount = 0
    units: Quantity = 0
    fulfilment: str = "unallocated"
    payment: str = "unpaid"
    due: Amount = 0
    batch_id: int | None = None
    version: int = 1
    valid_until: date | None = None
    invoicing: str = ""
    deposit: Amount = 0
    deposit_rate: Rate = 0
    reserved_until: date | None = None
    let_go: int = 0
    unpaid_allowed: int = 0
    coupon_id: int | None = None

    def expired(self, today: date) -> bool:
        """Whether this is a quote whose last day is over."""
        return self.stands_until is not None and self.stands_until < today

    @property
    def stands_until(self) -> date | None:
        """The last day of a quote; None of what is no quote, or stands for ever."""
        return self.valid_until if self.state == OrderState.QUOTE else None

    @property
    def is_binding(self) -> bool:
        """Whether it was confirmed, whatever became of it since; a draft or quote binds nobody."""
        return self.state not in (OrderState.DRAFT, OrderState.QUOTE)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done with it."""
        return self.state in (OrderState.CLOSED, OrderState.CANCELLED)

    @property
    def rules(self) -> Rules:
        return Rules(self.currency, bool(self.inclusive), TaxPolicy(self.policy), Rounding(self.rounding))

    @property
    def is_open(self) -> bool:
        return self.state == OrderState.CONFIRMED


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line as it stands, or as it is to be while its `id` is 0; `goods` lines are picked and shipped, the others
    (charges, services) only billed. `exemption` is why its tax class bears no tax; the order's own goes before it."""

    id: int
    order_id: int
    position: int
    item_id: int | None
    label: str
    quantity: Quantity
    price: Price
    discount: Rate = 0
    gross: Amount = 0
    share: Amount = 0
    net: Amount = 0
    tax_class: str = "standard"
    tax_rate: Rate = 0
    tax: Amount = 0
    cancelled: Quantity = 0
    allocated: Quantity = 0
    shipped: Quantity = 0
    invoiced: Quantity = 0
    returned: Quantity = 0
    promised: date | None = None
    told: date | None = None
    tax_place: str = ""
    exemption: str = ""
    sku: str | None = None
    unit: str | None = None
    weight_g: int | None = None
    stocked: int | None = None

    @property
    def charge(self) -> bool:
        """Whether it charges something beside the goods, such as postage."""
        return self.item_id is None

    @property
    def goods(self) -> bool:
        return self.item_id is not None and bool(self.stocked)

    @property
    def wanted(self) -> Quantity:
        """What the customer still wants of it, shipped or not."""
        return self.quantity - self.cancelled

    @property
    def line_tax(self) -> LineTax:
        """The tax that it bears."""
        return LineTax(self.tax_rate, self.tax_place, self.exemption)

    def bearing(self, tax: LineTax) -> OrderLine:
        """The line with another tax, not yet reckoned."""
        return replace(self, tax_rate=tax.rate, tax_place=tax.place, exemption=tax.exemption)

    @property
    def progress(self) -> LineProgress:
        return LineProgress(
            self.quantity, self.cancelled, self.allocated, self.shipped, self.invoiced, self.returned, self.goods
        )


@dataclass(frozen=True, slots=True)
class LineRequest:
    """A line asked for: an item by SKU, or a charge by its label.

    `price` None means the item's own price, `discount` None the customer's own discount.
    """

    quantity: Quantity
    sku: str = ""
    label: str = ""
    price: Price | None = None
    discount: Rate | None = None
    tax_class: str = ""


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """What a clerk, a file or a shop asks for. `discount` is money off the whole order, before tax.

    `service` is a service's code; its price is charged unless `service_price` says otherwise. `shipping` is one of
    SHIPPING; empty is as the customer usually has it, or the way `ship_complete` says. `invoicing`, the deposit and
    `reserved_until` are as in domain.orders.terms.Terms. `coupon` is a coupon's code.
    """

    lines: tuple[LineRequest, ...] = ()
    channel: str = "phone"
    remote_id: str | None = None
    customer_id: int | None = None
    bill_to_id: int | None = None
    ship_to_id: int | None = None
    service: str = ""
    service_price: Amount | None = None
    discount: Amount = 0
    discount_label: str = "Discount"
    tender: str = "account"
    ship_complete: bool = False
    shipping: str = ""
    ship_by: date | None = None
    reference: str = ""
    note_to_customer: str = ""
    instructions: str = ""
    note_internal: str = ""
    gift_message: str = ""
    charges: tuple[LineRequest, ...] = field(default=())
    invoicing: str = ""
    deposit: Amount = 0
    deposit_rate: Rate = 0
    reserved_until: date | None = None
    coupon: str = ""
