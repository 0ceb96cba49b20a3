"""Stories 1 to 6: an order by phone, its discount, rounding, inclusive prices, the last unit, a part shipment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.promises.allocating import accept, proposals
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.stock.stocking import receive
from tests.factories import northside
from tests.scenarios.story import ORDER_1, again, order, prove, request, send, stock


def test_phone_order(database: Database) -> None:
    desk = northside(database)
    view = order(desk, ORDER_1, service="road")
    assert [line.gross for line in view.lines] == [3_750, 3_998, 1_400, 690]
    assert [(row.rate, row.base, row.tax) for row in view.taxes] == [(200_000, 8_438, 1_688), (50_000, 1_400, 70)]
    assert view.order.total == 11_596
    assert [stock(desk, sku).reserved for sku in ORDER_1] == [3_000, 2_000, 1_000]
    assert [(message.kind, message.state) for message in view.messages] == [("acknowledgement", "queued")]
    prove(desk)


def test_order_discount_is_spread(database: Database) -> None:
    desk = northside(database)
    view = order(desk, ORDER_1, service="road", discount=1_000)
    assert [line.share for line in view.lines] == [410, 437, 153, 0]
    assert [line.net for line in view.lines] == [3_340, 3_561, 1_247, 690]
    assert [row.tax for row in view.taxes] == [1_518, 62]
    assert view.order.total == 10_418
    send(desk, view)
    issue_invoice(desk, view.order.id)
    assert again(desk, view).papers[0].total == 10_418
    prove(desk)


def _tax_rule(desk: Desk, policy: TaxPolicy, *, rate: int, inclusive: bool = False) -> None:
    """Give the shop one standard rate under a rounding policy."""
    rates = (TaxRate("standard", "Standard", rate), TaxRate("reduced", "Reduced", 55_000))
    rules = TaxRules(f"{policy} {rate}", inclusive=inclusive, policy=policy, rates=rates)
    edit_shop(desk, replace(form_of(shop_now(desk)), tax=rules))


@pytest.mark.parametrize("policy", list(TaxPolicy))
def test_rounding_policies_agree_on_one_line(database: Database, policy: TaxPolicy) -> None:
    desk = northside(database, stock={})
    _tax_rule(desk, policy, rate=220_000)
    line = LineRequest(pieces(16), "LAMP", price=parse_price("348.35"), discount=40_000)
    view = view_order(desk, place_order(desk, OrderRequest((line,), customer_id=1)))
    assert (view.order.net, view.order.tax, view.order.total) == (535_066, 117_715, 652_781)
    prove(desk)


@pytest.mark.parametrize(("policy", "ten_lines"), [(TaxPolicy.PER_LINE, 3_800), (TaxPolicy.PER_DOCUMENT, 3_798)])
def test_rounding_policies_differ_on_ten_lines(database: Database, policy: TaxPolicy, ten_lines: int) -> None:
    desk = northside(database, stock={})
    _tax_rule(desk, policy, rate=55_000)
    price = parse_price("3.60")
    many = OrderRequest(tuple(LineRequest(pieces(1), "MUG", price=price) for _ in range(10)), customer_id=1)
    one = OrderRequest((LineRequest(pieces(10), "MUG", price=price),), customer_id=1)
    assert view_order(desk, place_order(desk, many)).order.total == ten_lines
    assert view_order(desk, place_order(desk, one)).order.total == 3_798
    prove(desk)


def test_inclusive_prices(database: Database) -> None:
    desk = northside(database, stock={})
    _tax_rule(desk, TaxPolicy.PER_DOCUMENT, rate=210_000, inclusive=True)
    add_item(desk, ItemForm("SEAT", "Seat", parse_price("379.00")))
    receive(desk, "SEAT", pieces(2))
    view = order(desk, [("SEAT", 1), ("SEAT", 1)])
    assert (view.order.total, view.order.tax, view.order.net) == (75_800, 13_155, 62_645)
    assert [line.net for line in view.lines] == [31_323, 31_322]
    send(desk, view)
    issue_invoice(desk, view.order.id)
    assert again(desk, view).papers[0].total == 75_800
    prove(desk)


def test_part_shipment_and_back_order(database: Database) -> None:
    desk = northside(database, stock={"MUG": 6})
    view = order(desk, {"MUG": 10})
    send(desk, view)
    view = again(desk, view)
    assert (stock(desk, "MUG").on_hand, view.backordered) == (0, 4_000)
    assert view.order.fulfilment == "part-shipped"
    issue_invoice(desk, view.order.id)
    (invoice,) = again(desk, view).papers
    assert invoice.total == 9_000
    receive(desk, "MUG", pieces(5))
    (proposal,) = proposals(desk, [1])
    assert (proposal.waiting.order_number, proposal.quantity) == (view.order.number, 4_000)
    accept(desk, [proposal])
    figures = stock(desk, "MUG")
    assert (figures.reserved, figures.available) == (4_000, 1_000)
    view = again(desk, view)
    assert view.lines[0].promised == desk.today
    assert [message.kind for message in view.messages if message.state == "draft"] == ["back-order"]
    prove(desk)


def test_part_invoices_come_to_the_order(database: Database) -> None:
    desk = northside(database, stock={"MUG": 6, "TEE": 10, "BOOK": 5})
    view = order(desk, {"MUG": 7, "TEE": 3, "BOOK": 1}, service="road", discount=777)
    send(desk, view)
    issue_invoice(desk, view.order.id)
    receive(desk, "MUG", pieces(1))
    accept(desk, proposals(desk, [1]))
    send(desk, view)
    issue_invoice(desk, view.order.id)
    view = again(desk, view)
    assert sum(line.invoiced - line.quantity for line in view.lines) == 0
    take_payment(desk, view.order.id, [Tendered("transfer", view.order.due)])
    assert again(desk, view).order.state == "closed"
    prove(desk)


def test_one_sku_on_two_lines_counts_each(database: Database) -> None:
    desk = northside(database)
    view = order(desk, [("MUG", 2), ("TEE", 1), ("MUG", 3)])
    assert [line.allocated for line in view.lines] == [2_000, 1_000, 3_000]
    assert stock(desk, "MUG").reserved == 5_000
    send(desk, view)
    assert [line.shipped for line in again(desk, view).lines] == [2_000, 1_000, 3_000]
    prove(desk)


def test_cancel_frees_the_stock(database: Database) -> None:
    desk = northside(database)
    view = order(desk, ORDER_1)
    cancel_order(desk, view.order.id, "changed their mind")
    assert stock(desk, "MUG").reserved == 0
    with pytest.raises(Refused, match="cancelled"):
        confirm_order(desk, view.order.id)
    prove(desk)


def test_an_order_with_goods_shipped_is_not_cancelled(database: Database) -> None:
    desk = northside(database)
    view = order(desk, ORDER_1)
    send(desk, view)
    with pytest.raises(Refused, match="goods shipped"):
        cancel_order(desk, view.order.id, "too late")
    prove(desk)


def test_what_is_refused_changes_nothing(database: Database) -> None:
    desk = northside(database)
    with pytest.raises(Refused, match="no item GHOST"):
        place_order(desk, request({"MUG": 1, "GHOST": 1}))
    with pytest.raises(Refused, match="more than the items"):
        place_order(desk, request({"MUG": 1}, discount=1_251))
    with pytest.raises(Refused, match="longer than"):
        place_order(desk, request({"MUG": 1}, instructions="x" * 2_001))
    assert stock(desk, "MUG").reserved == 0
    prove(desk)
