"""What an order is to be: one pure decision on what was asked for and on the facts that were read before.

    request → grounds (persistence.orders.gathering) → decided → rows (persistence.orders.writing)

A preview is the same decision, not written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from orderdesk.domain.lifecycles import OrderState
from orderdesk.domain.orders.grounds import Buyer, Grounds
from orderdesk.domain.orders.pricing import (
    charge_line,
    goods_lines,
    postage,
    prices_won,
    summed,
    taxed,
    units_of,
    worth_of,
)
from orderdesk.domain.orders.records import CHANNELS, SHIPPING, LineRequest, Order, OrderLine, OrderRequest
from orderdesk.domain.orders.terms import Terms, checked
from orderdesk.domain.prices.coupons import Given, coupon_code, taken_off, why_not
from orderdesk.domain.prices.delivering import Delivery, Service, by_itself, delivery, sent_to
from orderdesk.domain.prices.price_lists import Winner
from orderdesk.domain.prices.pricing import Totals
from orderdesk.domain.prices.rates import Parcel, parcel_of
from orderdesk.domain.shop.taxing import Taxing
from orderdesk.domain.values.errors import NotFound, OrderDeskError, Refused
from orderdesk.domain.values.money import RATE_SCALE, Amount, Price, Rate
from orderdesk.domain.values.quantity import LARGEST_QUANTITY
from orderdesk.domain.values.texts import short_text

TEXTS = ("reference", "note_to_customer", "instructions", "note_internal", "gift_message")
PART, COMPLETE, ASK = SHIPPING


@dataclass(frozen=True, slots=True)
class Decided:
    """An order as it is to be, its lines (goods, then charges, then delivery) and what they come to.

    `won` is the price that each line of goods has by position unless somebody set another, `given` what the coupon
    gives, `delivery` how the service takes the goods, None without one.
    """

    request: OrderRequest
    grounds: Grounds
    order: Order
    lines: tuple[OrderLine, ...]
    totals: Totals
    service: Service | None = None
    won: Mapping[int, Winner] = field(default_factory=dict)
    given: Given = field(default_factory=Given)
    delivery: Delivery | None = None

    @property
    def words(self) -> str:
        """What it is found by beside its number."""
        buyer = self.grounds.buyer
        named = (buyer.name, buyer.company, buyer.phone_digits) if buyer else ()
        return " ".join(each for each in (*named, self.order.reference, self.order.remote_id or "") if each)

    @property
    def adjustments(self) -> list[tuple[str, Amount]]:
        """What is taken off the whole order, under its labels."""
        asked, coupon = self.request, self.given.coupon
        found = [(asked.discount_label, asked.discount)] if asked.discount else []
        return found + ([(coupon.label, self.given.off)] if coupon and self.given.off else [])

    @property
    def given_away(self) -> Rate:
        """The largest share of its price that a line loses by hand: by its price, its discount and the order's,
        together.

        What the customer has anyway, by their price list or their usual discount, is nobody's gift.
        """
        usual = self.grounds.buyer.discount if self.grounds.buyer else 0
        asked = enumerate(self.request.lines, start=1)
        most = max((_lost(line, self.won[place].price, usual) for place, line in asked), default=0)
        worth = sum(line.gross for line in self.lines if not line.charge)
        whole = -(-self.request.discount * RATE_SCALE // worth) if self.request.discount and worth > 0 else 0
        return most + -(-(RATE_SCALE - most) * whole // RATE_SCALE)


def decide(request: OrderRequest, grounds: Grounds, *, complete: bool = True, choose: bool = False) -> Decided:
    """Check a request and say what order it makes; `complete` asks for a customer where the channel needs one, and
    refuses a service that does not take the goods and a coupon that does not apply. With `choose` it goes by the
    service that it takes by itself."""
    check_request(request)
    if grounds.tenders:
        grounds.tenders.for_order(request.tender)
    check_buyer(request, grounds.buyer, complete=complete)
    terms = Terms(request.invoicing, request.deposit, request.deposit_rate, request.reserved_until)
    if complete:
        checked(terms, request.tender, grounds.moment.today)
    rules, place = grounds.shop.rules, grounds.ship_to_id(request)
    service = grounds.service_called(request.service) if request.service and not choose else None
    won = prices_won(request, grounds)
    goods = goods_lines(request, grounds, won)
    parcel = parcel_of((grounds.items[line.sku], line.quantity) for line in request.lines)
    if choose:
        worth = worth_of(taxed(goods, grounds.taxing(place)), rules, request.discount)
        service = by_itself(grounds.services, grounds.usual, grounds.goes_to(place), parcel, worth)
    there = sent_to(request.channel, service, place)
    taxing = grounds.taxing(there)
    goods = taxed(goods, taxing)
    way = None
    if service:
        way = delivery(grounds.services, service, grounds.goes_to(there), parcel, request.service_price)
        if complete:
            way.insist()
    given = Given()
    if request.coupon.strip():
        worth = sum(line.gross for line in summed(goods, rules, 0)[0])
        given = given_by(request, grounds, worth, charged=bool(way and way.charge(0)), complete=complete)
    discount, charges = request.discount + given.off, list(request.charges)
    if way and not way.refused:
        free = given.coupon if given.free_delivery else None
        charges += postage(way, worth_of(goods, rules, discount), rules.currency, free)
    later = [charge_line(place, line) for place, line in enumerate(charges, start=len(goods) + 1)]
    priced, totals = summed(goods + taxed(later, taxing), rules, discount)
    order = _order(request, grounds, terms, service, given, taxing, totals, priced)
    return Decided(request, grounds, order, priced, totals, service, won, given, way)


def chosen_service(request: OrderRequest, grounds: Grounds) -> Service | None:
    """The service that an order takes as far as it is known, such as its customer alone; None for none."""
    check_buyer(request, grounds.buyer, complete=False)
    return by_itself(grounds.services, grounds.usual, grounds.goes_to(grounds.ship_to_id(request)), Parcel(0), 0)


def check_request(request: OrderRequest) -> None:
    """Refuse what no order can be."""
    if request.channel not in CHANNELS:
        raise Refused(f"Choose a channel: {', '.join(CHANNELS)}.", field="channel")
    if request.shipping and request.shipping not in SHIPPING:
        raise Refused(f"Choose how it ships: {', '.join(SHIPPING)}.", field="shipping")
    for name in TEXTS:
        short_text(getattr(request, name), name)
    if request.discount < 0:
        raise Refused("A discount cannot be negative.", field="discount")
    for place, line in enumerate((*request.lines, *request.charges), start=1):
        if not 0 < line.quantity <= LARGEST_QUANTITY:
            raise Refused(f"Line {place}: enter a quantity from 0.001 to 1,000,000.", field="quantity", line=place)
        if not line.sku and not line.label:
            raise Refused(f"Line {place} names no item.", field="sku", line=place)


def check_buyer(request: OrderRequest, buyer: Buyer | None, *, complete: bool) -> None:
    """Refuse an order of nobody where somebody is needed, and of who is not known or no longer in use."""
    if request.customer_id is None:
        if complete and request.channel != "counter":
            raise Refused("Choose the customer.", field="customer")
        return
    if buyer is None:
        raise NotFound("There is no such customer.", field="customer")
    if complete and not buyer.active:
        raise Refused(f"{buyer.number} {buyer.name} is no longer in use; choose the customer anew.", field="customer")


def given_by(request: OrderRequest, grounds: Grounds, worth: Amount, *, charged: bool, complete: bool) -> Given:
    """What the coupon of a request gives goods of `worth`; `charged` says whether delivery has a price to be free of.

    Of a `complete` request one that does not apply is refused; a preview says why not.
    """
    rules, coupon = grounds.shop.rules, grounds.coupon
    try:
        code = coupon_code(request.coupon)
        if coupon is None:
            raise NotFound(f"There is no coupon {code}.", field="coupon")
        known = request.customer_id is not None
        if coupon.free_delivery and not charged:
            said = f"{coupon.label} gives free delivery, and this order pays for none."
        else:
            said = why_not(coupon, grounds.moment.today, worth, rules.currency, grounds.uses, customer=known)
        if said:
            raise Refused(said, field="coupon")
    except OrderDeskError as no:
        if complete:
            raise
        return Given(refused=str(no))
    return Given(coupon, taken_off(coupon, worth, request.discount, rules.rounding))


def _lost(line: LineRequest, listed: Price, usual: Rate) -> Rate:
    """The share taken off a line by hand."""
    price = listed if line.price is None else line.price
    left = price * (RATE_SCALE - (usual if line.discount is None else line.discount))
    return RATE_SCALE - left // listed if listed > 0 and left < listed * (RATE_SCALE - usual) else 0


def _order(
    request: OrderRequest,
    grounds: Grounds,
    terms: Terms,
    service: Service | None,
    given: Given,
    taxing: Taxing,
    totals: Totals,
    lines: Sequence[OrderLine],
) -> Order:
    buyer, profile = grounds.buyer, grounds.shop.tax_profile
    way = request.shipping or (COMPLETE if request.ship_complete else (buyer.shipping if buyer else "") or PART)
    return Order(
        id=0,
        number="",
        state=str(OrderState.DRAFT),
        channel=request.channel,
        currency=grounds.shop.currency,
        tax_profile_id=profile.id,
        inclusive=int(profile.inclusive),
        policy=str(profile.policy),
        rounding=str(profile.rounding),
        placed_at=grounds.moment.now,
        user=grounds.moment.user,
        remote_id=request.remote_id,
        customer_id=request.customer_id,
        bill_to_id=request.bill_to_id or (buyer.bill_to_id if buyer else None),
        ship_to_id=grounds.ship_to_id(request),
        service_id=service.id if service else None,
        exemption=taxing.exemption,
        tender=request.tender,
        terms_days=buyer.terms_days if buyer else 0,
        ship_complete=int(way == COMPLETE),
        ship_ask=int(way == ASK),
        ship_by=request.ship_by,
        net=totals.net,
        tax=totals.tax,
        total=totals.total,
        due=totals.total,
        units=units_of(lines),
        coupon_id=given.coupon.id if given.coupon else None,
        **asdict(terms),
        **{name: getattr(request, name) for name in TEXTS},
    )
