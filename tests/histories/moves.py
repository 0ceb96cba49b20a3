"""What can happen to an order in a shop, one use case each, with what is asked chosen by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TypeVar

from sqlalchemy import text

from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.money.refunding import Because
from orderdesk.domain.money.tenders import STANDARD, Tenders
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.services.billing.crediting import credit_invoice
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import hold_order, release_order
from orderdesk.services.fulfilment.packing import pack_shipment, unpack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import (
    deliver_shipment,
    hand_over,
    report_exception,
    return_to_sender,
    ship_shipment,
)
from orderdesk.services.fulfilment.splitting import rejoin_boxes, split_boxes
from orderdesk.services.fulfilment.way_back import undo_step
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.paying_bills import open_bills, pay_bills
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import confirm_order, place_order
from orderdesk.services.orders.quoting import quote_order
from orderdesk.services.orders.shorthand import take_line
from orderdesk.services.orders.views import view_order, view_packing, view_return, view_shipment
from orderdesk.services.papers import render
from orderdesk.services.promises.allocating import accept, allocate_order, proposals
from orderdesk.services.promises.reserving import let_go_overdue
from orderdesk.services.promises.wanted_later import tie_due
from orderdesk.services.returns.return_days import expire_overdue
from orderdesk.services.returns.returning import (
    OUTCOMES,
    ComingBack,
    Inspected,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
    take_back,
)
from orderdesk.services.stock.counting import CountLine, count
from orderdesk.services.stock.stocking import adjust, expect, move, receive, scrap
from tests.histories.shops import CUSTOMERS, SKUS, Place, price_by_chance

_Chosen = TypeVar("_Chosen")
TENDERS_BACK = (*(each.code for each in Tenders(STANDARD).returnable), "gift-voucher", "paypal")


class NothingToDo(Exception):
    """There is nothing yet to do this with."""


@dataclass(frozen=True, slots=True)
class World:
    """A shop and the chance that lives in it."""

    place: Place
    random: Random

    def rows(self, sql: str) -> list[tuple[int, ...]]:
        with self.place.desk.reading() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def one(self, choices: Sequence[_Chosen]) -> _Chosen:
        if not choices:
            raise NothingToDo
        return self.random.choice(choices)

    def recent(self, sql: str) -> int:
        """A key by chance, the newest most often."""
        keys = [row[0] for row in self.rows(sql)]
        return self.one(keys[-4:] if self.random.random() < 0.7 else keys)

    def order(self, state: str = "confirmed") -> int:
        return self.recent(f"SELECT id FROM orders WHERE state IN ('{state}') ORDER BY id")

    def shipment(self, *states: str) -> int:
        named = "', '".join(states)
        return self.recent(f"SELECT id FROM shipments WHERE state IN ('{named}') ORDER BY id")

    def amount(self, most: int) -> int:
        """A sum around what is sensible: all, a part, a unit more, anything."""
        chosen = (most, most, most // 2, most + 1, self.random.randint(1, max(1, 2 * abs(most))))
        return max(1, self.random.choice(chosen))

    def quantity(self, most: int) -> int:
        return self.random.choice((most, ONE, pieces(self.random.randint(1, 5)), most + ONE, 500))

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent


def _request(world: World) -> OrderRequest:
    luck = world.random
    lines = tuple(_line(world) for _ in range(luck.choice((1, 1, 2, 3))))
    fee = LineRequest(ONE, label="COD fee", price=4 * 10_000, tax_class="standard")
    tender = luck.choice(("account", "account", "card", "cod"))
    return OrderRequest(
        lines,
        channel=luck.choice(("phone", "email", "counter", "online")),
        customer_id=luck.randint(1, CUSTOMERS),
        service=luck.choice(("", "road")),
        discount=luck.choice((0, 0, 0, 1, world.place.major, 3 * world.place.major)),
        tender=tender,
        charges=(fee,) if tender == "cod" else (),
        shipping=luck.choice(("", "part", "complete", "ask")),
        invoicing=luck.choice(("", "", "order", "shipment", "payment")) if tender != "cod" else "",
        coupon=luck.choice(("", "", "", "TENTH", "ODD", "FREE")),
        ship_by=luck.choice((None, None, None, world.place.desk.today + timedelta(days=luck.randint(1, 20)))),
    )


def _line(world: World) -> LineRequest:
    luck = world.random
    price = price_by_chance(world.place, luck) if world.chance(30) else None
    discount = luck.choice((None, None, None, 50_000, 333_333, 999_999))
    quantity = pieces(luck.choice((1, 1, 2, 3, 5, 9))) + (500 if world.chance(5) else 0)
    return LineRequest(quantity, luck.choice(SKUS), price=price, discount=discount)


def place(world: World) -> None:
    request = _request(world)
    if world.chance(20) and not request.invoicing and request.tender != "cod":
        request = replace(request, deposit_rate=300_000)
    place_order(world.place.desk, request, confirm=world.chance(90))


def place_in_one_line(world: World) -> None:
    """As a caller says it, by the one field that takes a whole order."""
    goods = ", ".join(f"{world.random.randint(1, 4)} {sku.lower()}" for sku in world.random.sample(SKUS, 2))
    take_line(world.place.desk, f"C-{1000 + world.random.randint(1, CUSTOMERS)}: {goods}", confirm=True)


def quote(world: World) -> None:
    quote_order(world.place.desk, world.order("draft"))


def confirm(world: World) -> None:
    confirm_order(world.place.desk, world.order("draft', 'quote"))


def sell_at_the_counter(world: World) -> None:
    request = replace(_request(world), service="", tender="cash", charges=(), channel="counter", invoicing="")
    request = replace(request, lines=tuple(replace(line, quantity=ONE) for line in request.lines))
    more = Tendered(world.random.choice(("cash", "cash", "card")), world.place.major * 1_000)
    given = [Tendered("card", world.place.major), more] if world.chance(30) else [more]
    sell(world.place.desk, request, given)


def amend(world: World) -> None:
    view = view_order(world.place.desk, world.order())
    lines = {}
    for line in world.random.sample(view.lines, world.random.randint(0, min(2, len(view.lines)))):
        price = price_by_chance(world.place, world.random) if world.chance(20) else None
        lines[line.id] = LineChange(world.random.choice((0, line.quantity - ONE, line.quantity + ONE, ONE)), price)
    added = (_line(world),) if world.chance(25) else ()
    service = world.random.choice((None, None, None, "", "road"))
    amend_order(world.place.desk, view.order.id, Amendment(lines, added, service), "rang again")


def give_up(world: World) -> None:
    view = view_order(world.place.desk, world.order())
    line = world.one(view.lines)
    open_part = line.progress.backordered if line.goods else line.progress.to_invoice
    cancel_open(world.place.desk, view.order.id, {line.id: world.quantity(open_part)}, "too long a wait")


def cancel(world: World) -> None:
    back = world.random.choice(("", *TENDERS_BACK))
    cancel_order(world.place.desk, world.order("draft', 'quote', 'confirmed"), "changed their mind", give_back=back)


def bill(world: World) -> None:
    issue_invoice(world.place.desk, world.order())


def credit(world: World) -> None:
    (number,) = world.one(world.rows("SELECT number FROM invoices WHERE kind = 'invoice' ORDER BY id"))
    lines = world.rows(
        "SELECT l.order_line_id, l.quantity FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id "
        f"WHERE i.number = '{number}'"
    )
    wanted = {key: world.quantity(quantity) for key, quantity in lines if world.chance(50)}
    credit_invoice(world.place.desk, str(number), wanted if world.chance(80) else None, "not what was agreed")


def pay(world: World) -> None:
    order = view_order(world.place.desk, world.order("confirmed', 'closed")).order
    tenders = [world.random.choice((*TENDERS_BACK, "cod"))]
    if world.chance(25):
        tenders.append("cash")
    given = [Tendered(each, world.amount(order.due)) for each in tenders]
    take_payment(world.place.desk, order.id, given)


def pay_several(world: World) -> None:
    customer = world.random.randint(1, CUSTOMERS)
    bills = open_bills(world.place.desk, customer)
    amount = world.amount(sum(each.owed for each in bills))
    given = Tendered(world.random.choice(("transfer", "transfer", "card", "paypal", "cash", "store-credit")), amount)
    parts = None
    if world.chance(30):
        parts = {each.order_id: world.amount(each.owed) for each in bills}
        given = replace(given, amount=sum(parts.values()) + world.chance(10))
    pay_bills(world.place.desk, customer, given, parts)


def give_back(world: World) -> None:
    order = view_order(world.place.desk, world.order("confirmed', 'closed")).order
    amount = world.amount(-order.due if order.due < 0 else order.total)
    tender = world.random.choice(TENDERS_BACK)
    receipts = [row[0] for row in world.rows(f"SELECT receipt FROM payments WHERE order_id = {order.id}")]
    of = world.one(receipts) if world.chance(25) else ""
    refund_money(
        world.place.desk,
        order.id,
        tender,
        amount,
        reason="agreed",
        otherwise=world.chance(15),
        because=world.random.choice(tuple(Because)),
        receipt=str(of),
    )


def allocate(world: World) -> None:
    allocate_order(world.place.desk, world.order())


def spread_goods(world: World) -> None:
    accept(world.place.desk, proposals(world.place.desk))


def start_wave(world: World) -> None:
    ready = [row[0] for row in world.rows("SELECT id FROM shipments WHERE state IN ('allocated', 'waiting')")]
    start_picking(world.place.desk, world.random.sample(ready, min(len(ready), world.random.randint(1, 3))))


def finish_wave(world: World) -> None:
    (number,) = world.one(world.rows("SELECT number FROM picklists ORDER BY id")[-5:])
    shorts = [_short(world) for _ in range(world.random.choice((0, 0, 0, 1, 2)))]
    confirm_picks(world.place.desk, str(number), shorts)


def _short(world: World) -> Short:
    why = world.random.choice(("not found", "damaged"))
    return Short(world.random.choice(SKUS), pieces(world.random.randint(1, 3)), why)


def leave_wave(world: World) -> None:
    unpick(world.place.desk, world.shipment("picking", "picked"))


def pack(world: World) -> None:
    key = world.shipment("picked")
    boxes = [BoxRequest()]
    for row in view_packing(world.place.desk, key):
        if row.quantity > ONE and world.chance(50):
            boxes.insert(0, BoxRequest(contents=((row.allocation_id, ONE),)))
    pack_shipment(world.place.desk, key, boxes)


def split(world: World) -> None:
    """Some boxes of what is packed in several leave apart, or one more than there is is asked for."""
    several = "SELECT shipment_id FROM boxes JOIN shipments s ON s.id = shipment_id WHERE s.state = 'packed'"
    key = world.recent(f"{several} GROUP BY shipment_id HAVING COUNT(*) > 1 ORDER BY shipment_id")
    places = [box.position for box in view_shipment(world.place.desk, key).packed]
    chosen = world.random.sample(places, world.random.randint(1, len(places) - (0 if world.chance(20) else 1)))
    split_boxes(
        world.place.desk, key, [*chosen, *([max(places) + 1] if world.chance(10) else [])], sure=world.chance(80)
    )


def rejoin(world: World) -> None:
    parted = "SELECT shipment_id FROM boxes JOIN shipments s ON s.id = shipment_id WHERE s.state = 'packed'"
    rejoin_boxes(world.place.desk, world.recent(f"{parted} AND earlier <> '' ORDER BY shipment_id"))


def print_labels(world: World) -> None:
    shipment = view_shipment(world.place.desk, world.shipment("packed"))
    render(world.place.desk, "label", shipment.number)


def unpack(world: World) -> None:
    unpack_shipment(world.place.desk, world.shipment("packed"))


def ship(world: World) -> None:
    ship_shipment(world.place.desk, world.shipment("packed"), sure=world.chance(50))


def ship_unscanned(world: World) -> None:
    hand_over(world.place.desk, world.shipment("allocated", "picking", "picked"), "the customer waits")


def deliver(world: World) -> None:
    deliver_shipment(world.place.desk, world.shipment("shipped", "exception"))


def call_back(world: World) -> None:
    key = world.shipment("shipped", "delivered")
    row = view_shipment(world.place.desk, key)
    undo_step(world.place.desk, key, row.number, row.state)


def lose(world: World) -> None:
    report_exception(world.place.desk, world.shipment("shipped"), "lost")


def refuse_parcel(world: World) -> None:
    return_to_sender(world.place.desk, world.shipment("shipped", "exception"), "not at home")


def receive_goods(world: World) -> None:
    receive(world.place.desk, world.random.choice(SKUS), pieces(world.random.randint(1, 9)))


def count_shelf(world: World) -> None:
    line = CountLine(world.random.choice(SKUS), pieces(world.random.randint(0, 9)))
    count(world.place.desk, [line], world.place.clock.now, sure=world.chance(60))


def lose_goods(world: World) -> None:
    """Broken, carried off the shelf, or fewer than the book says: what is reserved gives way, or nothing goes."""
    many, sku, sure = pieces(world.random.randint(1, 4)), world.random.choice(SKUS), world.chance(60)
    way = world.random.choice((scrap, adjust, move))
    if way is move:
        move(world.place.desk, sku, many, world.random.choice(("DAMAGED", "C-9")), sure=sure)
    elif way is adjust:
        adjust(world.place.desk, sku, -many, "fewer than the book says", sure=sure)
    else:
        scrap(world.place.desk, sku, many, "broken", sure=sure)


def expect_goods(world: World) -> None:
    due = world.place.desk.today + timedelta(days=world.random.randint(1, 15))
    expect(world.place.desk, world.random.choice(SKUS), pieces(world.random.randint(1, 9)), due=due)


def tie_wanted(world: World) -> None:
    tie_due(world.place.desk)


def hold(world: World) -> None:
    hold_order(world.place.desk, world.order(), world.random.choice((Hold.REVIEW, Hold.ADDRESS)), "to be asked")


def release(world: World) -> None:
    held = world.recent("SELECT id FROM orders WHERE hold <> '' AND state = 'confirmed' ORDER BY id")
    release_order(world.place.desk, held, "it is well")


def _coming_back(world: World) -> tuple[int, list[ComingBack]]:
    sent = "SELECT DISTINCT order_id FROM order_lines WHERE shipped > returned ORDER BY order_id"
    view = view_order(world.place.desk, world.recent(sent))
    left = [line for line in view.lines if line.shipped > line.returned]
    chosen = world.random.sample(left, world.random.randint(1, len(left)))
    return view.order.id, [ComingBack(line.id, world.quantity(line.shipped - line.returned)) for line in chosen]


def allow_return(world: World) -> None:
    order_id, parts = _coming_back(world)
    open_return(world.place.desk, order_id, parts, late="a good customer" if world.chance(30) else "")


def _return(world: World, *states: str) -> int:
    named = "', '".join(states)
    return world.recent(f"SELECT id FROM returns WHERE state IN ('{named}') ORDER BY id")


def receive_back(world: World) -> None:
    key = _return(world, "authorised", "expired")
    parts = {line.id: world.random.choice((line.quantity, 0, ONE)) for line in view_return(world.place.desk, key)[1]}
    late = "a good customer" if world.chance(30) else ""
    receive_return(world.place.desk, key, None if world.chance(70) else parts, late=late)


def inspect(world: World) -> None:
    key = _return(world, "received")
    lines = [line for line in view_return(world.place.desk, key)[1] if line.received]
    inspect_return(world.place.desk, key, [Inspected(line.id, world.random.choice(OUTCOMES)) for line in lines])


def settle(world: World) -> None:
    fee = world.random.choice((0, 0, 1, world.place.major, 50 * world.place.major))
    tender = world.random.choice((*TENDERS_BACK, "account"))
    settle_return(world.place.desk, _return(world, "inspected"), tender, fee=fee, otherwise=world.chance(50))


def bring_back(world: World) -> None:
    order_id, parts = _coming_back(world)
    outcomes = [world.random.choice(OUTCOMES) for _ in parts]
    tender = world.random.choice((*TENDERS_BACK, "account"))
    fee = world.random.choice((0, 0, 1, world.place.major))
    take_back(
        world.place.desk, order_id, parts, outcomes, tender, fee=fee, late="known here", otherwise=world.chance(50)
    )


def let_time_pass(world: World) -> None:
    world.place.clock.advance(days=world.random.choice((1, 1, 2, 20)))
    let_go_overdue(world.place.desk)
    expire_overdue(world.place.desk)


Move = Callable[[World], None]
MOVES: dict[Move, int] = {
    place: 12, place_in_one_line: 2, refuse_parcel: 1, quote: 1, confirm: 3, sell_at_the_counter: 5, amend: 7,
    give_up: 4, cancel: 3, bill: 6, credit: 3, pay: 12, pay_several: 4, give_back: 6, allocate: 2, spread_goods: 2,
    start_wave: 7, finish_wave: 8, leave_wave: 1, pack: 7, unpack: 1,
    split: 4, rejoin: 1, print_labels: 3, ship: 7, ship_unscanned: 5, deliver: 2, call_back: 2,
    lose: 1, receive_goods: 5, count_shelf: 2, lose_goods: 2, expect_goods: 2,
    tie_wanted: 1, hold: 1, release: 4, allow_return: 4, receive_back: 4,
    inspect: 4, settle: 4, bring_back: 3, let_time_pass: 3,
}  # fmt: skip
"""Each with how often it happens beside the others."""
