"""Random orders, each reckoned again by fractions: `python -m tests.rehearsal.orders [COUNT] [SEED]`.

They are placed in a real shop under every rule of tax and rounding, some of them sent and billed; at the end the whole
database is proved.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

from orderdesk.domain.orders.records import LineRequest as Line
from orderdesk.domain.orders.records import Order, OrderLine, OrderRequest
from orderdesk.domain.prices.pricing import LineInput, Rules, price_order
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.domain.values.money import PRICE_SCALE, RATE_SCALE, Rounding
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.factories import northside

SKUS = ("MUG", "TEE", "BOOK", "LAMP")
STOCK = dict.fromkeys(SKUS, 1_000_000)
COUNT, BLOCK = 10_000, 125
PENNY = 100


def set_rules(desk: Desk, inclusive: bool, policy: TaxPolicy, rounding: Rounding) -> None:
    """Let orders from now on be taxed by these rules."""
    form = form_of(shop_now(desk))
    named = f"{policy}, {rounding}, {'with' if inclusive else 'without'} tax"
    rules = replace(tax_preset("GB"), name=named, inclusive=inclusive, policy=policy, rounding=rounding)
    edit_shop(desk, replace(form, tax=rules))


def invent(random: Random) -> OrderRequest:
    """An order of one to eight lines with prices and discounts as a clerk may type them, some with money off it all."""
    lines = tuple(_line(random) for _ in range(random.randint(1, 8)))
    worth = max(line.quantity * (line.price or 0) * PENNY // (ONE * PRICE_SCALE) for line in lines)
    service = random.choice(("", "road"))
    return OrderRequest(
        lines,
        customer_id=1,
        service=service,
        service_price=random.choice((None, 0, random.randint(1, 5_000))) if service else None,
        # No line gives away more than nine parts of ten, so a twentieth of the dearest is there to be taken off.
        discount=random.randint(0, worth // 20) if random.random() < 0.5 else 0,
        tender=random.choice(("account", "card", "cod")),
    )


def _line(random: Random) -> Line:
    return Line(
        pieces(random.choice((1, 2, 3, 7, 12, random.randint(1, 150)))),
        random.choice(SKUS),
        price=random.choice((125_000, 199_900, random.randint(1, 5_000_000))),
        discount=random.choice((0, 0, 25_000, 100_000, 333_333, random.randint(0, 900_000))),
    )


def prove_order(view: OrderView, asked: OrderRequest) -> None:
    """Every sum of the order ties, its discount is spread exactly, and no figure is further from the truth than
    rounding puts it."""
    order, lines = view.order, view.lines
    assert [(line.quantity, line.price, line.discount) for line in view.goods] == [
        (line.quantity, line.price, line.discount) for line in asked.lines
    ]
    assert sum(line.net for line in lines) == order.net == sum(row.base for row in view.taxes)
    assert sum(line.tax for line in lines) == order.tax == sum(row.tax for row in view.taxes)
    assert order.net + order.tax == order.total
    for line in lines:
        pence = line.quantity * line.price * (RATE_SCALE - line.discount) * PENNY
        exact = Fraction(pence, ONE * PRICE_SCALE * RATE_SCALE)
        assert abs(line.gross - exact) < 1
        assert (line.net + line.tax if order.inclusive else line.net) == line.gross - line.share
    _prove_spread(view.goods, asked.discount)
    assert not any(line.share for line in view.charges)
    _prove_taxes(view)
    _prove_policies(order, lines)


def _prove_spread(goods: Sequence[OrderLine], discount: int) -> None:
    worth = sum(line.gross for line in goods)
    assert sum(line.share for line in goods) == discount
    for line in goods:
        assert 0 <= line.share <= line.gross
        assert not worth or abs(line.share - Fraction(discount * line.gross, worth)) < 1


def _prove_taxes(view: OrderView) -> None:
    for row in view.taxes:
        members = [line for line in view.lines if line.tax_rate == row.rate]
        assert (sum(line.net for line in members), sum(line.tax for line in members)) == (row.base, row.tax)
        amount = sum(line.gross - line.share for line in members)
        scale = RATE_SCALE + row.rate if view.order.inclusive else RATE_SCALE
        exact = Fraction(amount * row.rate, scale)
        roundings = 1 if view.order.policy == TaxPolicy.PER_DOCUMENT else len(members)
        assert abs(row.tax - exact) < roundings


def _prove_policies(order: Order, lines: Sequence[OrderLine]) -> None:
    """Tax per line and tax per document are one and the same for a line alone."""
    for line in lines:
        alone = [LineInput(line.quantity, line.price, line.tax_rate, line.discount, line.item_id is None)]
        one, other = (
            price_order(alone, Rules(order.currency, bool(order.inclusive), policy, Rounding(order.rounding)))
            for policy in TaxPolicy
        )
        assert one == other


def take_one(desk: Desk, random: Random) -> OrderView:
    """Place an invented order and prove it; every fourth is sent and billed, and billed at what was agreed."""
    asked = invent(random)
    view = view_order(desk, place_order(desk, asked))
    prove_order(view, asked)
    if random.random() < 0.25 and not view.order.hold and view.shipments:
        hand_over(desk, view.shipments[0].id, "taken along")
        issue_invoice(desk, view.order.id)
        view = view_order(desk, view.order.id)
        assert [paper.total for paper in view.papers if paper.kind == "invoice"] == [view.order.total]
    return view


def main(count: int = COUNT, seed: int = 1) -> None:
    """Take and prove `count` orders, then the books; prints what there was."""
    random, began = Random(seed), time.perf_counter()
    lines = discounted = billed = 0
    with tempfile.TemporaryDirectory(prefix="orders-") as folder:
        desk = northside(f"sqlite:///{Path(folder) / 'shop.db'}", stock=STOCK)
        for number in range(count):
            if number % BLOCK == 0:
                set_rules(desk, random.random() < 0.5, random.choice(list(TaxPolicy)), random.choice(list(Rounding)))
            view = take_one(desk, random)
            lines += len(view.lines)
            discounted += bool(view.discounts)
            billed += bool(view.papers)
        taken = time.perf_counter() - began
        found = check(desk)
        desk.database.close()
    print(f"{count:,} orders, {lines:,} lines, {discounted:,} discounted, {billed:,} billed; all tie ({taken:.0f} s)")
    print(f"check: {len(found.findings)} findings")
    assert not found.findings, [each.sentence for each in found.findings]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
