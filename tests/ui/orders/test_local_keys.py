"""Orders taken by keyboard in a shop that writes with a comma: cells, the line of an order, cash and change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import only_order, phone_order


@pytest.fixture
def comma(shop: Desk) -> None:
    """The shop writes 1.234,50 from now on; asked for before the window."""
    edit_shop(shop, replace(form_of(shop_now(shop)), numbers="comma"))


def test_cells_take_figures_as_they_are_typed_and_show_them_back(comma: None, hands: Hands) -> None:
    phone_order(hands)
    hands.line("mug", "2,5")
    hands.line("1*tee @1.234 -5,5%")
    hands.line("book @12.50")
    lines = hands.page.presenter.sheet.lines
    assert [(line.quantity, line.price, line.discount) for line in lines] == [
        (2_500, None, None), (1_000, 12_340_000, 55_000), (1_000, 125_000, None),
    ]  # fmt: skip
    model = hands.page.lines.grid.model()
    seen = {str(model.index(row, column).data()) for row in range(3) for column in range(model.columnCount())}
    assert {"2,5", "1.234,00", "12,50"} <= seen


def test_cash_and_change_of_a_sale(comma: None, hands: Hands) -> None:
    hands.press("Ctrl+F2")
    hands.write("2*lamp")
    hands.press("Enter", "F9")
    hands.write("210,00")
    hands.press("Ctrl+Return")
    assert hands.said == "Sold, receipt R-1001, change 6,12"
    (paid,) = view_order(hands.desk, only_order(hands.desk)).payments
    assert (paid.tendered, paid.change) == (21_000, 612)


def test_an_order_in_one_line(comma: None, hands: Hands) -> None:
    hands.press("Shift+F2")
    hands.write("patel: mug @12,50, 1,5 tee -5,5%, less 1,25")
    hands.press("Ctrl+Enter")
    view = view_order(hands.desk, only_order(hands.desk))
    assert [(line.quantity, line.price, line.discount) for line in view.goods] == [
        (1_000, 125_000, 0), (1_500, 199_900, 55_000),
    ]  # fmt: skip
    assert [amount for _, amount in view.discounts] == [125]
