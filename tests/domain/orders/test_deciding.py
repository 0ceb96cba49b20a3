"""What an order is to be, decided on facts nobody read from a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderdesk.domain.orders.deciding import Decided, decide
from orderdesk.domain.orders.grounds import Buyer, Grounds, Moment, OrderItem
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.orders.repricing import amended, price_again, taxing_again
from orderdesk.domain.prices.coupons import Coupon, Uses
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.price_lists import Offer
from orderdesk.domain.prices.tax import TaxPolicy, TaxProfile, TaxRate
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import NotFound, OrderDeskError, Refused
from orderdesk.domain.values.money import RATE_SCALE, Rounding
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.customers.records import Address

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOMENT = Moment(NOW, NOW.date(), "anna")
RATES = (TaxRate("standard", "VAT", 200_000), TaxRate("reduced", "VAT", 50_000), TaxRate("zero", "VAT", 0))
WHITBY, OSLO = 11, 12


def shop(
    inclusive: bool = False, policy: TaxPolicy = TaxPolicy.PER_DOCUMENT, rounding: Rounding = Rounding.HALF_UP
) -> Shop:
    profile = TaxProfile(1, "UK", inclusive, policy, rounding, RATES)
    texts = dict.fromkeys(
        ("name", "line1", "line2", "city", "region", "postcode", "phone", "email", "tax_id", "website", "payment_terms",
         "bank_details", "scale_codes", "numbers", "form"), ""
    )  # fmt: skip
    return Shop(
        id=1, country="GB", currency="GBP", time_zone="UTC", paper="a4", invoice_timing="shipment", terms_days=30,
        cash_step=1, return_days=30, pay_first=0, bills_itself=0, day_ends="00:00", cart_totes=8, free_after=30,
        tax_profile=profile, **texts,
    )  # type: ignore[arg-type]  # fmt: skip


def item(key: int, sku: str, price: int, tax_class: str = "standard", weight: int = 500) -> OrderItem:
    return OrderItem(key, sku, sku.title(), price, tax_class, "", weight, 0, 0, 0, 1, 1)


def address(key: int, country: str) -> Address:
    return Address(key, 1, "", "", "1 Quay", "", "Town", "", "YO21 1AA", country, "", 1, 1, 0)


MUG, BOOK, RUG = item(1, "MUG", 125_000), item(2, "BOOK", 99_900, "zero"), item(3, "RUG", 1_000_000, "reduced", 9_000)
ANNA = Buyer(1, "C-1", "Anna", 1, "", "", "", "", 14, 0, "", "", "", "", WHITBY, WHITBY)
ROAD = Service(1, "road", "Road", "", 690, "standard", (), 5_000, 50_000, "", True)
COLLECT = Service(2, "collect", "Collect", "", 0, "standard", (), 5_000, None, "", True, pickup=True)
TEN = Coupon(1, "SPRING10", rate=100_000)
GROUNDS = Grounds(
    MOMENT,
    shop(),
    buyer=ANNA,
    items={each.sku: each for each in (MUG, BOOK, RUG)},
    services=(COLLECT, ROAD),
    places={WHITBY: address(WHITBY, "GB"), OSLO: address(OSLO, "NO")},
    destinations=(DestinationRate("EXPORTS", "", "", 0, date(2020, 1, 1), "Export, no VAT"),),
)


def asked(*lines: LineRequest, **more: object) -> OrderRequest:
    return OrderRequest(lines or (LineRequest(pieces(2), "MUG"),), **{"customer_id": 1, **more})  # type: ignore[arg-type]


LINES = st.builds(
    LineRequest,
    quantity=st.integers(1, 200 * ONE),
    sku=st.sampled_from(("MUG", "BOOK", "RUG")),
    price=st.none() | st.integers(0, 5_000_000),
    discount=st.none() | st.integers(0, RATE_SCALE),
)
REQUESTS = st.builds(
    OrderRequest,
    lines=st.lists(LINES, min_size=1, max_size=6).map(tuple),
    customer_id=st.just(1),
    ship_to_id=st.sampled_from((None, WHITBY, OSLO)),
    service=st.sampled_from(("", "road", "collect")),
    service_price=st.none() | st.integers(0, 5_000),
    discount=st.integers(0, 300),
    coupon=st.sampled_from(("", "spring10")),
    charges=st.sampled_from(((), (LineRequest(ONE, label="Gift wrap", price=20_000),))),
)
SHOPS = st.builds(shop, st.booleans(), st.sampled_from(TaxPolicy), st.sampled_from(Rounding))


def decided(request: OrderRequest, at: Shop) -> Decided | None:
    """The decision; None where the discount is more than the goods are worth."""
    try:
        return decide(request, replace(GROUNDS, shop=at, coupon=TEN if request.coupon else None))
    except Refused:
        return None


@given(REQUESTS, SHOPS)
def test_an_order_adds_up(request: OrderRequest, at: Shop) -> None:
    found = decided(request, at)
    if found is None:
        return
    order, lines = found.order, found.lines
    assert (order.net, order.tax) == (sum(line.net for line in lines), sum(line.tax for line in lines))
    assert order.net + order.tax == order.total == order.due == found.totals.total
    assert sum(line.share for line in lines) == sum(amount for _, amount in found.adjustments)
    assert order.units == sum(line.quantity for line in request.lines)
    assert [line.position for line in lines] == list(range(1, len(lines) + 1))
    assert [line.charge for line in lines] == sorted(line.charge for line in lines)


@given(REQUESTS, SHOPS)
def test_a_preview_is_the_same_decision(request: OrderRequest, at: Shop) -> None:
    found = decided(request, at)
    grounds = replace(GROUNDS, shop=at, coupon=TEN if request.coupon else None)
    if found is not None:
        assert decide(request, grounds, complete=False) == found


@given(REQUESTS, SHOPS)
def test_pricing_again_what_did_not_change_changes_nothing(request: OrderRequest, at: Shop) -> None:
    found = decided(request, at)
    if found is None:
        return
    order, lines = replace(found.order, id=1), [replace(line, id=line.position) for line in found.lines]
    again = replace(found.grounds, discounts=found.adjustments)
    assert price_again(order, lines, again, taxing_again(order, again), {}) is None
    anew = amended(order, lines, again, moved=True, anew=False, place=0)
    assert (list(anew.lines), anew.totals, anew.exemption) == (lines, found.totals, order.exemption)
    kept = [line for line in lines if line.label != "Road"]
    if request.service == "road" and request.service_price is None:
        other = amended(order, kept, again, moved=False, anew=True, place=len(kept) + 1)
        assert other.totals == found.totals


@given(REQUESTS)
def test_nobody_gives_away_what_the_customer_has_anyway(request: OrderRequest) -> None:
    usual = tuple(replace(line, price=None, discount=None) for line in request.lines)
    grounds = replace(GROUNDS, buyer=replace(ANNA, discount=150_000), offers={MUG.id: [Offer(MUG.id, 100_000)]})
    found = decide(replace(request, lines=usual, discount=0, coupon=""), grounds)
    assert found.given_away == 0


def test_what_a_clerk_takes_off_is_given_away() -> None:
    half = decide(asked(LineRequest(pieces(1), "MUG", price=62_500)), GROUNDS)
    assert half.given_away == RATE_SCALE // 2
    more = decide(asked(LineRequest(pieces(1), "MUG", price=62_500), discount=125), GROUNDS)
    assert more.given_away == RATE_SCALE // 2 + RATE_SCALE // 10


def test_the_customers_price_and_addresses_hold() -> None:
    found = decide(asked(service="road"), replace(GROUNDS, offers={MUG.id: [Offer(MUG.id, 100_000)]}))
    assert [line.price for line in found.lines] == [100_000, 69_000]
    assert (found.order.bill_to_id, found.order.ship_to_id, found.order.terms_days) == (WHITBY, WHITBY, 14)
    assert (found.order.placed_at, found.order.user) == (NOW, "anna")


def test_goods_that_are_fetched_bear_the_tax_of_the_shop() -> None:
    sent, fetched = (decide(asked(ship_to_id=OSLO, service=way), GROUNDS).order for way in ("road", "collect"))
    assert (sent.tax, sent.exemption) == (0, "Export, no VAT")
    assert (fetched.tax, fetched.exemption) == (500, "")


def test_a_service_is_chosen_by_itself() -> None:
    found = decide(asked(), GROUNDS, complete=False, choose=True)
    assert found.service == ROAD
    usual = decide(asked(), replace(GROUNDS, usual="collect"), complete=False, choose=True)
    assert usual.service == COLLECT


@pytest.mark.parametrize(
    ("request_", "grounds", "error"),
    [
        (asked(channel="fax"), GROUNDS, Refused),
        (asked(shipping="later"), GROUNDS, Refused),
        (asked(reference="x" * 2_001), GROUNDS, Refused),
        (asked(discount=-1), GROUNDS, Refused),
        (asked(LineRequest(0, "MUG")), GROUNDS, Refused),
        (asked(LineRequest(ONE)), GROUNDS, Refused),
        (asked(LineRequest(ONE, "JUG")), GROUNDS, NotFound),
        (asked(), replace(GROUNDS, items={"MUG": replace(MUG, active=0)}), Refused),
        (asked(customer_id=None), replace(GROUNDS, buyer=None), Refused),
        (asked(), replace(GROUNDS, buyer=None), NotFound),
        (asked(), replace(GROUNDS, buyer=replace(ANNA, active=0)), Refused),
        (asked(service="air"), GROUNDS, NotFound),
        (asked(coupon="WINTER"), GROUNDS, NotFound),
        (asked(coupon="SPRING10"), replace(GROUNDS, coupon=replace(TEN, most_uses=1), uses=Uses(1)), Refused),
        (asked(reserved_until=NOW.date() - timedelta(days=1)), GROUNDS, Refused),
        (asked(charges=(LineRequest(ONE, label="Wrap"),)), GROUNDS, Refused),
    ],
)
def test_what_no_order_can_be(request_: OrderRequest, grounds: Grounds, error: type[OrderDeskError]) -> None:
    with pytest.raises(error):
        decide(request_, grounds)
