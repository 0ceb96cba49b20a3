"""What an order is decided on: all about the shop, the customer and the goods that it depends on, read before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from orderdesk.domain.orders.records import Order, OrderRequest
from orderdesk.domain.prices.coupons import Coupon, Uses
from orderdesk.domain.prices.delivering import Destination, Service, standing_at
from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.price_lists import Offer
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.shop.taxing import Taxing, taxing_to
from orderdesk.domain.values.addresses import Place
from orderdesk.domain.values.errors import NotFound
from orderdesk.domain.values.money import Amount, Price, Rate


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by whom something is decided; `today` is the business day."""

    now: datetime
    today: date
    user: str


class WaysToPay(Protocol):
    """The tenders of the shop, as an order asks them."""

    def for_order(self, code: str) -> object:
        """Refuse what an order cannot be paid by."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer as an order sees them."""

    id: int
    number: str
    name: str
    active: int
    company: str
    phone_digits: str
    tax_exemption: str
    tax_id: str
    terms_days: int
    discount: Rate
    blocked: str
    instructions: str
    shipping: str
    invoicing: str
    bill_to_id: int | None
    ship_to_id: int | None


@dataclass(frozen=True, slots=True)
class OrderItem:
    """An item as an order line takes it."""

    id: int
    sku: str
    name: str
    price: Price
    tax_class: str
    unit: str
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    stocked: int
    active: int
    cost: Price = 0


@dataclass(frozen=True, slots=True)
class Grounds:
    """The facts of a moment: `items` by SKU, `offers` by item, `services` with those laid aside, `usual` the code of
    the one the customer's last order went by, `places` the addresses it may go to by their keys,
    `discounts` what is taken off an order that is in the books already, by label.

    What is not asked for is left empty.
    """

    moment: Moment
    shop: Shop
    tenders: WaysToPay | None = None
    buyer: Buyer | None = None
    items: Mapping[str, OrderItem] = field(default_factory=dict)
    offers: Mapping[int, Sequence[Offer]] = field(default_factory=dict)
    services: Sequence[Service] = ()
    usual: str = ""
    places: Mapping[int, Place] = field(default_factory=dict)
    destinations: Sequence[DestinationRate] = ()
    coupon: Coupon | None = None
    uses: Uses = field(default_factory=Uses)
    discounts: Sequence[tuple[str, Amount]] = ()

    def service_called(self, code: str, *, offered: bool = False) -> Service:
        """The service of a code; refuse one that no service has, or with `offered` one that is laid aside."""
        wanted = code.strip().casefold()
        found = next((each for each in self.services if each.code == wanted), None)
        if found is None or (offered and not found.active):
            raise NotFound(f"There is no shipping service {code.strip()[:40]}.", field="service")
        return found

    def service_of(self, order: Order) -> Service | None:
        """The service that an order goes by."""
        return next((each for each in self.services if each.id == order.service_id), None)

    def ship_to_id(self, request: OrderRequest) -> int | None:
        """The address of a request, else the customer's."""
        return request.ship_to_id or (self.buyer.ship_to_id if self.buyer else None)

    def goes_to(self, address_id: int | None) -> Destination:
        """Where an address lies, seen from the shop; nobody's is at home."""
        return standing_at(self._place(address_id), self.shop.country)

    def taxing(self, address_id: int | None) -> Taxing:
        """The tax of goods, by the customer's exemption and the address they go to."""
        who, place = self.buyer, self._place(address_id)
        taxing = taxing_to(self.destinations, self.shop, self.moment.today, place, who.tax_id if who else "")
        return taxing.waived(who.tax_exemption) if who and who.tax_exemption else taxing

    def _place(self, address_id: int | None) -> Place | None:
        return self.places.get(address_id) if address_id else None
