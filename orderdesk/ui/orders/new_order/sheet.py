"""Everything that is typed for one order, as plain data that can be kept and put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.orders.terms import Terms
from orderdesk.domain.values.money import Amount, Price, Rate
from orderdesk.domain.values.quantity import ONE, Quantity

TEXTS = ("reference", "note_to_customer", "instructions", "note_internal", "gift_message")
_DAYS = ("ship_by", "reserved_until")
USUAL_TENDER = {"counter": "cash", "phone": "account", "email": "account", "online": "card"}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line as typed; `price` and `discount` None follow the item's price and the customer's discount."""

    key: int
    sku: str
    name: str
    item_id: int
    quantity: Quantity = ONE
    price: Price | None = None
    discount: Rate | None = None
    weight_g: int = 0
    stocked: bool = True


@dataclass(frozen=True, slots=True)
class Charge:
    """Something charged beside the goods: wrapping, assembly."""

    label: str
    price: Price


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """One order being typed. `customer_text` is what stands in the customer field, chosen or not; `service_price`
    None follows the rate table, `service_by_hand` keeps the service that somebody chose, `ship_by` None is the earliest
    day. `newcomer` holds the fields of a customer being taken down, `money` the amounts given at the counter as typed,
    `focus` where the person was and what stood there.
    """

    order_id: int | None = None
    number: str = ""
    state: str = ""
    remote_id: str | None = None
    channel: str = "phone"
    customer_id: int | None = None
    customer_text: str = ""
    bill_to_id: int | None = None
    ship_to_id: int | None = None
    service: str = ""
    service_price: Amount | None = None
    service_by_hand: bool = False
    discount: Amount = 0
    tender: str = "account"
    split: bool = False
    ship_complete: bool = False
    shipping: str = ""
    ship_by: date | None = None
    reference: str = ""
    note_to_customer: str = ""
    instructions: str = ""
    note_internal: str = ""
    gift_message: str = ""
    lines: tuple[SheetLine, ...] = ()
    charges: tuple[Charge, ...] = ()
    newcomer: Mapping[str, str] | None = None
    money: Mapping[str, str] = field(default_factory=dict)
    focus: tuple[str, str] = ("", "")
    invoicing: str = ""
    deposit: Amount = 0
    deposit_rate: Rate = 0
    reserved_until: date | None = None
    coupon: str = ""

    @property
    def terms(self) -> Terms:
        """When it is invoiced and what it asks first."""
        return Terms(self.invoicing, self.deposit, self.deposit_rate, self.reserved_until)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed that anybody would miss; money given for nothing is no sale."""
        named = (self.customer_text, self.coupon, self.focus[1])
        texts = (*(getattr(self, name) for name in TEXTS), *named)
        return not (self.lines or self.charges or self.discount or self.newcomer or any(texts))

    def request(self) -> OrderRequest:
        """The order as it is asked for."""
        return OrderRequest(
            lines=tuple(
                LineRequest(line.quantity, line.sku, price=line.price, discount=line.discount) for line in self.lines
            ),
            channel=self.channel,
            remote_id=self.remote_id,
            customer_id=self.customer_id,
            bill_to_id=self.bill_to_id,
            ship_to_id=self.ship_to_id,
            service=self.service,
            service_price=self.service_price,
            discount=self.discount,
            coupon=self.coupon,
            tender=self.tender,
            ship_complete=self.ship_complete,
            shipping=self.shipping,
            ship_by=self.ship_by,
            **asdict(self.terms),
            charges=tuple(LineRequest(ONE, label=each.label, price=each.price) for each in self.charges),
            **{name: getattr(self, name) for name in TEXTS},
        )

    def line(self, key: int) -> SheetLine:
        """The line of this key."""
        return next(line for line in self.lines if line.key == key)

    def with_line(self, changed: SheetLine) -> OrderSheet:
        """The same with one line changed, or added at the end."""
        if all(line.key != changed.key for line in self.lines):
            return replace(self, lines=(*self.lines, changed))
        return replace(self, lines=tuple(changed if line.key == changed.key else line for line in self.lines))


def to_body(sheet: OrderSheet) -> dict[str, Any]:
    """The sheet as plain JSON values."""
    body = asdict(sheet)
    for name in _DAYS:
        body[name] = body[name].isoformat() if body[name] else None
    body["newcomer"] = dict(sheet.newcomer) if sheet.newcomer is not None else None
    return body


def from_body(body: Mapping[str, Any]) -> OrderSheet:
    """The sheet that was kept; what another version of the program kept beside is left out."""
    values = _known(OrderSheet, body)
    values["lines"] = tuple(SheetLine(**_known(SheetLine, line)) for line in values.get("lines", ()))
    values["charges"] = tuple(Charge(**_known(Charge, each)) for each in values.get("charges", ()))
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    where, what = values.get("focus") or ("", "")
    return OrderSheet(**values | {"focus": (where, what)})


def _known(kind: type[Any], body: Mapping[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in body.items() if name in names}
