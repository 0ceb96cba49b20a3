"""The calls of a clerk's day as keys; each is worked in the real window and tells what was meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from orderdesk.persistence.orders.view import OrderView
from orderdesk.persistence.schema import orders
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.items.catalog import item_of_code
from orderdesk.services.orders.views import view_order
from tests.rehearsal.fingers import Fingers

PATEL = "02079460018"
"""The telephone of Asha Patel, whom half a thousand namesakes share the shop with."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a call is to leave behind: the goods by SKU and pieces, and how the order stands."""

    goods: tuple[tuple[str, int], ...]
    state: str = "confirmed"
    tender: str = "account"
    hold: str = ""
    payment: str = "unpaid"
    backordered: int = 0

    def differs(self, view: OrderView) -> str:
        """What is otherwise than meant, in one sentence; empty when all is as it should be."""
        found = Meant(
            tuple((line.sku or "", line.quantity // 1000) for line in view.goods), view.order.state, view.order.tender,
            view.order.hold, view.order.payment, view.backordered // 1000,
        )  # fmt: skip
        return "" if found == self else f"{view.order.number} is {found}, {self} was meant"


THREE = (("MUG", 3), ("TEE", 2), ("BOOK", 1))


def newest(fingers: Fingers) -> int:
    """The key of the order that was taken last."""
    with fingers.desk.reading() as connection:
        return int(connection.scalar(select(func.max(orders.c.id))) or 0)


def newest_view(fingers: Fingers) -> OrderView:
    """The order that was taken last."""
    return view_order(fingers.desk, newest(fingers))


def answer(fingers: Fingers, call: Callable[[Fingers], Meant | None]) -> None:
    """Work a call; proves that it took an order where it was to take one, and that it is as it was meant."""
    last = newest(fingers)
    meant = call(fingers)
    assert (newest(fingers) > last) == (meant is not None), f"{call.__name__}: “{fingers.said}”"
    wrong = meant.differs(newest_view(fingers)) if meant else ""
    assert not wrong, f"{call.__name__}: {wrong}; the window said “{fingers.said}”"


def caller(fingers: Fingers) -> None:
    """A new order for Patel, who said her telephone number."""
    fingers.press("F2")
    fingers.write(PATEL)
    fingers.press("Enter")


def known(fingers: Fingers) -> Meant:
    """Three lines on account, field by field."""
    caller(fingers)
    for sku, count in THREE:
        fingers.line(sku.lower(), str(count))
    fingers.press("Ctrl+Enter")
    return Meant(THREE)


def shorthand(fingers: Fingers) -> Meant:
    """Three lines on account, each typed as it is said."""
    caller(fingers)
    for line in ("3*mug", "tee 2", "1*book"):
        fingers.write(line)
        fingers.press("Enter")
    fingers.press("Ctrl+Enter")
    return Meant(THREE)


def one_line(fingers: Fingers) -> Meant:
    """The whole order in one line."""
    fingers.press("Shift+F2")
    fingers.write(f"{PATEL}: 3*mug, 2*tee, book")
    fingers.press("Ctrl+Enter")
    return Meant(THREE)


def on_delivery(fingers: Fingers) -> Meant:
    """Cash on delivery, in one line."""
    fingers.press("Shift+F2")
    fingers.write(f"{PATEL}: 4*mug, cod, note leave at no 4")
    fingers.press("Ctrl+Enter")
    return Meant((("MUG", 4),), tender="cod")


def newcomer(fingers: Fingers) -> Meant:
    """A new customer with their address, and three lines."""
    number = newest(fingers)
    fingers.press("F2")
    fingers.write(f"Jo Newman{number}")
    fingers.press("Enter")
    street, code = f"{number % 200} Mill Lane", f"YO{number % 90 + 10} 4AA"
    for text in ("Newman Ltd", f"020 7{number:07d}", f"jo{number}@example.com", street, "", code, "Whitby"):
        fingers.write(text)
        fingers.press("Tab")
    fingers.press("Ctrl+Enter")
    for line in ("3*mug", "2*tee", "1*book"):
        fingers.write(line)
        fingers.press("Enter")
    fingers.press("Ctrl+Enter")
    return Meant(THREE)


def repeat(fingers: Fingers) -> Meant:
    """The same again."""
    with fingers.desk.reading() as connection:
        last = connection.scalar(
            select(func.max(orders.c.id)).where(orders.c.customer_id == 1, orders.c.state != "quote")
        )
    wanted = tuple((line.sku or "", line.quantity // 1000) for line in view_order(fingers.desk, int(last or 0)).goods)
    caller(fingers)
    fingers.press("Ctrl+D", "Ctrl+Enter")
    return Meant(wanted)


def status(fingers: Fingers) -> None:
    """Where is my order? Takes none."""
    fingers.press("F3")
    fingers.write(PATEL)
    fingers.press("Enter")
    assert fingers.orders.list.shown is not None
    assert fingers.orders.list.shown.order.customer_id == 1


def quote(fingers: Fingers) -> Meant:
    """What would it cost? A quote by words."""
    caller(fingers)
    fingers.write("5*mug")
    fingers.press("Enter", "Ctrl+Shift+S")
    return Meant((("MUG", 5),), state="quote")


def counter(fingers: Fingers) -> Meant:
    """A walk-in pays in cash and takes the goods along."""
    fingers.press("Ctrl+F2")
    fingers.write("2*mug")
    fingers.press("Enter", "F9")
    fingers.write("50")
    fingers.press("Ctrl+Enter", "Esc")
    return Meant((("MUG", 2),), state="closed", tender="cash", payment="paid")


def parked(fingers: Fingers) -> Meant:
    """One runs back for the purse; the next is served meanwhile, then the first pays."""
    fingers.press("Ctrl+F2")
    fingers.write("1*tee")
    fingers.press("Enter", "Esc", "Alt+P")
    counter(fingers)
    fingers.press("Ctrl+F2", "Esc", "Alt+P")
    fingers.send()
    fingers.press("F9")
    fingers.write("50")
    fingers.press("Ctrl+Enter", "Esc")
    return Meant((("TEE", 1),), state="closed", tender="cash", payment="paid")


def split(fingers: Fingers) -> Meant:
    """More than there is: what is there goes now, the rest on its day."""
    free = item_of_code(fingers.desk, "LAMP").stock.available // 1000
    caller(fingers)
    fingers.write(f"{free + 2}*lamp")
    fingers.press("Enter", "Alt+S", "Ctrl+Enter")
    return Meant((("LAMP", free + 2),), backordered=2)


def hold(fingers: Fingers) -> Meant:
    """A caller asks to wait, and rings again: their order is held and released."""
    meant = known(fingers)
    fingers.press("F5")
    fingers.send()
    assert newest_view(fingers).order.hold, fingers.said
    fingers.press("Shift+F5")
    return meant


def returned(fingers: Fingers) -> Meant:
    """One mug of a parcel came broken: taken back at the price paid, and credited."""
    meant = one_line(fingers)
    # Meanwhile it is packed and sent.
    order = newest_view(fingers)
    for shipment in order.shipments:
        hand_over(fingers.desk, shipment.id, "a courier waited")
    issue_invoice(fingers.desk, order.order.id)
    fingers.press("F3")
    fingers.write(order.order.number)
    fingers.press("Enter", "F8")
    fingers.write("1")
    fingers.send()
    assert [line.returned for line in newest_view(fingers).goods][:1] == [1000], fingers.said
    return meant


def amended(fingers: Fingers) -> Meant:
    """An order just confirmed: two mugs will do after all."""
    meant = known(fingers)
    fingers.press("Ctrl+E")
    fingers.front()
    fingers.write("2")
    # Without a reason it is not sent, and the reason is asked for.
    fingers.send()
    fingers.write("she rang again")
    fingers.send()
    return replace(meant, goods=(("MUG", 2), *meant.goods[1:]))
