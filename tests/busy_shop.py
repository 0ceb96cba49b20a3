"""A small shop in which everything has happened once, made through the services: what a check of the books looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from orderdesk.domain.buying.purchasing import Arrived, PurchaseLineRequest, PurchaseRequest
from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence import schema
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record import search
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.buying.purchase_views import view_purchase
from orderdesk.services.buying.purchasing import place_purchase, receive_purchase
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.keeping import CartonForm, count_cartons, save_carton
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.fulfilment.station.seat import Station
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.quoting import quote_order
from orderdesk.services.orders.views import view_shipment
from orderdesk.services.people.users import save_user
from orderdesk.services.returns.returning import (
    ComingBack,
    Inspected,
    inspect_return,
    open_return,
    receive_return,
    settle_return,
    take_back,
)
from tests.ledger import Clock, Ledger

ITEMS = (
    ("MUG", 125_000, "standard", "A-01-2", 40),
    ("TEE", 199_900, "standard", "A-02-1", 20),
    ("BOOK", 140_000, "reduced", "C-01-1", 15),
    ("LAMP", 849_500, "standard", "B-04-1", 6),
)
ROAD = LineRequest(pieces(1), label="Road", price=69_000, tax_class="standard")


@dataclass
class BusyShop:
    """The shop at work."""

    desk: Desk
    clock: Clock
    customer: int

    def place(self, *wanted: tuple[str, int], confirm: bool = True, **more: Any) -> int:
        lines = tuple(LineRequest(pieces(count), sku=sku) for sku, count in wanted)
        request = OrderRequest(lines=lines, charges=(ROAD,), customer_id=self.customer, **more)
        self.clock.forward(minutes=7)
        return place_order(self.desk, request, confirm=confirm)

    def shipment(self, order_id: int) -> int:
        """Its newest shipment."""
        with self.desk.reading() as connection:
            found = select(schema.shipments.c.id).where(schema.shipments.c.order_id == order_id)
            key = connection.execute(found.order_by(schema.shipments.c.id.desc())).scalars().first()
        assert isinstance(key, int)
        return key

    def picked(self, *orders: int, shorts: tuple[Short, ...] = ()) -> None:
        confirm_picks(self.desk, start_picking(self.desk, [self.shipment(each) for each in orders]), shorts)

    def shipped(self, order_id: int) -> None:
        self.picked(order_id)
        pack_shipment(self.desk, self.shipment(order_id), [BoxRequest("M")])
        self.clock.forward(minutes=11)
        ship_shipment(self.desk, self.shipment(order_id), tracking=f"1Z{order_id:06d}")
        issue_invoice(self.desk, order_id)

    def scanned(self, order_id: int) -> None:
        """Packed at a station, with a wrong item on the way and one unit undone."""
        station = Station(self.desk, "table 1")
        number = view_shipment(self.desk, self.shipment(order_id)).number
        for code in (number, "TEE", "LAMP", "*BCK", "*UND", "TEE", "MUG", "*DON", number):
            station.take(code)

    def line(self, order_id: int, place: int = 1) -> int:
        with self.desk.reading() as connection:
            found = select(schema.order_lines.c.id).where(
                schema.order_lines.c.order_id == order_id, schema.order_lines.c.position == place
            )
            key = connection.execute(found).scalar_one()
        assert isinstance(key, int)
        return key


def make(url: str) -> None:
    """Make the shop and live two days in it."""
    database = open_or_create(url)
    clock = Clock()
    Ledger(database, clock).shop()
    shop = BusyShop(Desk(database, user="ann", clock=clock), clock, _stocked(database, clock))
    save_carton(shop.desk, CartonForm("M", "Medium", (300, 200, 150), tare_g=120))
    count_cartons(shop.desk, "M", 20)
    first_day(shop)
    clock.forward(days=1)
    second_day(shop)
    database.close()


def _stocked(database: Database, clock: Clock) -> int:
    with database.writing() as unit:
        connection = unit.connection
        for sku, price, tax_class, code, count in ITEMS:
            values = {
                "sku": sku,
                "name": sku.title(),
                "price": price,
                "tax_class": tax_class,
                "weight_g": 350,
                "oversell": int(sku != "BOOK"),
            }
            key = connection.execute(insert(schema.items).returning(schema.items.c.id), values).scalar_one()
            search.index(connection, "items", key, sku)
            bin_id = places.add_bin(connection, code)
            came = [Movement(key, bin_id, pieces(count), "receipt", "first delivery")]
            stock.move_stock(connection, came, now=clock(), user="ann")
        address = {"name": "Patel", "line1": "1 Mill Lane", "city": "Leeds", "postcode": "LS1 1AA", "country": "GB"}
        person = {"number": "C-1001", "name": "Patel", "created_at": clock()}
        customer = connection.execute(insert(schema.customers).returning(schema.customers.c.id), person).scalar_one()
        connection.execute(insert(schema.addresses), {"customer_id": customer, "bill_to": 1, "ship_to": 1, **address})
        connection.execute(insert(schema.counters), {"series": "C", "next": 1002})
        search.index(connection, "customers", customer, "Patel")
    assert isinstance(customer, int)
    return customer


def first_day(shop: BusyShop) -> None:
    """Everything that can happen to an order, and the till closed with a Z."""
    desk = shop.desk
    tills.open_till(desk, float_amount=15000)
    whole = shop.place(("MUG", 3), ("TEE", 2), ("BOOK", 1), discount=1000)
    shop.shipped(whole)
    take_payment(desk, whole, [Tendered("card", 6000, "auth 77"), Tendered("cash", 5000)])
    deliver_shipment(desk, shop.shipment(whole))
    take_back(desk, whole, [ComingBack(shop.line(whole), pieces(1))], ["restock"], "cash")
    again = open_return(desk, whole, [ComingBack(shop.line(whole, 2), pieces(1), "faulty")])
    assert again == "RMA-1002"
    receive_return(desk, 2)
    inspect_return(desk, 2, [Inspected(2, "scrap", "torn")])
    settle_return(desk, 2, "store-credit", fee=200)
    part = shop.place(("LAMP", 9), ("MUG", 1))
    shop.shipped(part)
    take_payment(desk, part, [Tendered("transfer", 10000)])
    cancelled = shop.place(("MUG", 2))
    cancel_order(desk, cancelled, "changed their mind")
    quote = shop.place(("TEE", 1), confirm=False)
    quote_order(desk, quote)
    sold = sell(desk, OrderRequest(lines=(LineRequest(pieces(2), sku="BOOK"),)), [Tendered("cash", 5000)])
    assert sold.paid.change == 5000 - 2940
    tills.paid_out(desk, 2000, "window cleaner")
    tills.no_sale(desk, "change for a note")
    shop.clock.forward(hours=5)
    tills.count_till(desk, {"50.00": 3, "20.00": 1})
    tills.close_till(desk, left=10000, reason="not looked into")
    tills.verify_till(Desk(desk.database, user="ben", clock=shop.clock), 1)


def second_day(shop: BusyShop) -> None:
    """Work that is still going on."""
    desk = shop.desk
    save_user(desk, "ann", "owner")
    save_user(desk, "ben", "manager")
    tills.open_till(desk)
    shop.place(("TEE", 1), confirm=False)
    picking, packed, short = shop.place(("MUG", 2)), shop.place(("TEE", 1), ("MUG", 1)), shop.place(("BOOK", 4))
    shop.picked(packed)
    shop.scanned(packed)
    shop.picked(short, shorts=(Short("BOOK", pieces(1), "not found"),))
    start_picking(desk, [shop.shipment(picking)])
    held = shop.place(("MUG", 1))
    hold_order(desk, held, Hold.ADDRESS, "no house number")
    waiting = shop.place(("LAMP", 2))
    cancel_open(desk, waiting, {shop.line(waiting): pieces(1)}, "too long a wait")
    deposit = shop.place(("MUG", 2))
    take_payment(desk, deposit, [Tendered("card", 1000)])
    refund_money(desk, deposit, "card", 300, reason="too much taken")
    sell(desk, OrderRequest(lines=(LineRequest(pieces(1), sku="MUG"),)), [Tendered("cash", 1500)])
    wanted = PurchaseRequest("Kilnworks", (PurchaseLineRequest("TEE", pieces(6), 80_000),), new_vendor=True)
    bought = place_purchase(desk, wanted, send=True)
    receive_purchase(desk, bought, [Arrived(view_purchase(desk, bought).lines[0].id, pieces(2))])
