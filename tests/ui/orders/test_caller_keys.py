"""A caller answered and their order repeated, in the real window with real keys that are counted."""

from __future__ import annotations

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.customers.callers import status_of
from orderdesk.services.items.catalog import item_of_code, retire_item
from orderdesk.services.orders.shorthand import take_line
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stocking import receive
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import phone_order


def newest(hands: Hands) -> int:
    with hands.desk.reading() as connection:
        return order_rows(connection, "all", hands.desk.today)[0].id


def test_the_last_order_is_repeated_in_four_control_keys(hands: Hands) -> None:
    first = take_line(hands.desk, "patel: 3 mug, 2 tee", confirm=True)
    phone_order(hands)
    hands.press("Ctrl+D", "Ctrl+Enter")
    assert hands.keys <= 4
    again = newest(hands)
    assert again != first
    assert [(line.sku, line.quantity) for line in view_order(hands.desk, again).goods] == [
        ("MUG", 3_000), ("TEE", 2_000),
    ]  # fmt: skip


def test_any_of_the_last_orders_is_repeated_by_f4_f4(hands: Hands) -> None:
    take_line(hands.desk, "patel: lamp", confirm=True)
    take_line(hands.desk, "patel: 2 tee, book", confirm=True)
    retire_item(hands.desk, item_of_code(hands.desk, "BOOK").id)
    phone_order(hands)
    hands.press("F4", "F4")
    assert hands.page.customer.ahead.is_open
    hands.press("Enter")
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["TEE"]
    assert "BOOK is no longer sold" in hands.page.banner.text
    hands.press("F4", "F4", "Down", "Enter")
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["TEE", "LAMP"]


def test_the_card_shows_the_caller_until_the_first_line(hands: Hands) -> None:
    receive(hands.desk, "MUG", pieces(1))
    take_line(hands.desk, "patel: 30 mug", confirm=True)
    phone_order(hands)
    panel = hands.page.caller
    assert panel.isVisible()
    assert panel.orders[0].number.text().startswith("SO-1001")
    assert panel.promises[0].text().startswith("30 Stoneware mug")
    assert panel.facts[0].text() == "Owes nothing"
    hands.write("1*tee")
    hands.press("Enter")
    assert not panel.isVisible()


def test_a_caller_is_answered_in_two_control_keys(hands: Hands) -> None:
    order_id = take_line(hands.desk, "patel: 3 mug", confirm=True)
    hands.press("F3")
    hands.write("02079460018")
    palette = hands.program.window._palette
    assert palette is not None
    said = [
        offer.title for offer in palette.offers.offers.rows if not isinstance(offer, str) and offer.group == "Callers"
    ]
    assert "; ".join(said) == f"Asha Patel, SO-1001: {status_of(hands.desk, order_id)}"
    hands.press("Enter")
    assert hands.keys <= 3
    assert hands.orders.list.shown is not None
    assert hands.orders.list.shown.order.id == order_id


def test_nothing_to_repeat_is_said(hands: Hands) -> None:
    hands.press("F2", "Ctrl+D")
    assert hands.said == "Choose the customer first."
    hands.write("patel")
    hands.press("Enter", "Ctrl+D")
    assert hands.said == "There is no earlier order to repeat."


def test_a_customer_typed_over_is_back_when_the_name_stands_again(hands: Hands) -> None:
    hands.press("F2")
    hands.write("patel")
    hands.press("Enter")
    hands.page.presenter.change(reference="their 7")
    before = hands.page.presenter.sheet
    hands.page.customer.customer.setFocus()
    hands.press("Right")
    hands.write("x")
    assert hands.page.presenter.sheet.customer_id is None
    hands.press("Backspace")
    assert hands.page.presenter.sheet == before
    assert hands.page.presenter.caller is not None
