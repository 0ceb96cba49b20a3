"""Work in hand for the sample shop: orders of one morning, each left where it stands, so that every list has some."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.orders.lists import order_counts
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.customers.customers import look_for_customers
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.quoting import quote_order
from orderdesk.services.orders.views import return_id_of, shipments_to_do, view_order
from orderdesk.services.returns.returning import ComingBack, open_return, receive_return
from orderdesk.services.showroom.demonstrating import FLOAT, DemoStep


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who wants what, how it is sent, in how many days, by which channel, and what becomes of it."""

    customer: str
    basket: tuple[tuple[str, int], ...]
    service: str
    days: int
    channel: str
    fate: str
    instructions: str = ""


_MORNING = (
    _Asked("Fiona MacLeod", (("BOOK-BRD", 1), ("CARD-TID", 3)), "letter", 0, "online", "sent and paid"),
    _Asked("Sean O'Brien", (("LAMP-STM", 1), ("MATCH-LG", 3)), "road", 0, "phone", "part sent"),
    _Asked("Goldberg Gifts", (("SCARF-LW", 4), ("SOAP-KLP", 24)), "abroad", 1, "email", "packed"),
    _Asked("Mei Lin Chen", (("TEE-GULL-M", 2), ("HAT-KID", 1)), "next-day", 0, "online", "packed"),
    _Asked("Thomas Hale", (("ROPE-NAT", 25), ("LAMP-STM", 2)), "road", 0, "phone", "picking", "Leave in the porch."),
    _Asked("The Corner Larder", (("MARM-ORG", 12), ("HONEY-HTH", 8), ("TEA-BRK", 10)), "road", 0, "phone", "picking"),
    _Asked("Nair Interiors", (("CUSH-45", 2), ("THROW-GR", 2)), "road", 2, "email", "deposit"),
    _Asked("Weiß Wohnen", (("PLATE-DN", 2), ("BOWL-SM", 4)), "abroad", 3, "email", "confirmed"),
    _Asked("Åsa Sjöström", (("MUG-SND", 2), ("TEA-MNT", 2)), "abroad", 1, "online", "confirmed"),
    _Asked("Jack Wilson", (("MAP-COAST", 1), ("BOOK-WLK", 1)), "letter", 0, "phone", "confirmed"),
    _Asked("Eleri Rhys", (("TPOT-4", 1), ("MUG-SLT", 4)), "road", 6, "phone", "confirmed"),
    _Asked("Comptoir du Quai", (("SOAP-KLP", 12), ("CNDL-SLT", 4)), "abroad", 4, "email", "on hold"),
    _Asked("Zofia Wójcik", (("SCARF-LW", 1),), "abroad", 5, "online", "sent, one coming back"),
    _Asked("Griffiths & Daughters", (("LAMP-DSK", 2), ("BULB-E14", 12)), "road", 7, "email", "quoted"),
    _Asked(
        "Asha Patel", (("MUG-SEA", 6), ("TOWEL-ST", 4), ("THROW-TL", 5), ("BOOK-KNT", 1)), "road", 3, "phone", "draft"
    ),
)


def work_in_hand(desk: Desk) -> Iterator[DemoStep]:
    """Take the morning's orders, each committed before it is told; a shop that is at work already gets none."""
    with desk.reading() as connection:
        if order_counts(connection, desk.today)["open"]:
            return
    if not tills.open_tills(desk):
        opened = tills.open_till(desk, float_amount=FLOAT)
        yield DemoStep(f"{opened.till} opens again, and the next orders come in.")
    sold = sell(desk, OrderRequest(lines=_lines((("FUDGE-SS", 3), ("CARD-LGT", 2)))), [Tendered("cash", 30_00)])
    yield DemoStep(f"{view_order(desk, sold.order_id).order.number} is sold over the counter: closed.")
    for asked in _MORNING:
        order_id = place_order(desk, _request(desk, asked), confirm=asked.fate not in ("draft", "quoted"))
        _FATES[asked.fate](desk, order_id)
        yield DemoStep(f"{view_order(desk, order_id).order.number} for {asked.customer}: {asked.fate}.")


def _lines(basket: tuple[tuple[str, int], ...]) -> tuple[LineRequest, ...]:
    return tuple(LineRequest(pieces(count), sku) for sku, count in basket)


def _request(desk: Desk, asked: _Asked) -> OrderRequest:
    return OrderRequest(
        lines=_lines(asked.basket),
        channel=asked.channel,
        customer_id=look_for_customers(desk, asked.customer)[0].id,
        service=asked.service,
        ship_by=desk.today + timedelta(days=asked.days),
        instructions=asked.instructions,
    )


def _shipments(desk: Desk, order_id: int) -> list[int]:
    return shipments_to_do(desk, view_order(desk, order_id).order.number)


def _pick(desk: Desk, order_id: int) -> None:
    start_picking(desk, _shipments(desk, order_id))


def _pack(desk: Desk, order_id: int) -> None:
    confirm_picks(desk, start_picking(desk, _shipments(desk, order_id)))
    for key in _shipments(desk, order_id):
        pack_shipment(desk, key)


def _send(desk: Desk, order_id: int) -> None:
    """What there is leaves and is invoiced."""
    _pack(desk, order_id)
    for key in _shipments(desk, order_id):
        ship_shipment(desk, key, tracking=f"BP{key:09d}GB")
    issue_invoice(desk, order_id)


def _send_paid(desk: Desk, order_id: int) -> None:
    _send(desk, order_id)
    take_payment(desk, order_id, [Tendered("card", view_order(desk, order_id).order.due)])


def _bring_back(desk: Desk, order_id: int) -> None:
    """One unit has arrived and waits to be looked at."""
    _send_paid(desk, order_id)
    line = view_order(desk, order_id).lines[0]
    receive_return(desk, return_id_of(desk, open_return(desk, order_id, [ComingBack(line.id, ONE, "faulty")])))


def _deposit(desk: Desk, order_id: int) -> None:
    take_payment(desk, order_id, [Tendered("card", view_order(desk, order_id).order.due // 2)])


def _hold(desk: Desk, order_id: int) -> None:
    hold_order(desk, order_id, Hold.CREDIT, "ask Benoît about the last invoice")


_FATES: dict[str, Callable[[Desk, int], object]] = {
    "draft": lambda _desk, _order_id: None,
    "quoted": quote_order,
    "confirmed": lambda _desk, _order_id: None,
    "on hold": _hold,
    "deposit": _deposit,
    "picking": _pick,
    "packed": _pack,
    "part sent": _send,
    "sent and paid": _send_paid,
    "sent, one coming back": _bring_back,
}
