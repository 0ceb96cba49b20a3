"""The price group of a customer: chosen by keys from the palette, shown on their card with their own prices."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from orderdesk.domain.values.money import parse_price
from orderdesk.services.prices import price_lists as prices
from orderdesk.ui.customers.tab import CustomersTab
from orderdesk.ui.widgets.label import ElidedLabel
from tests.ui.settings.conftest import tab_to
from tests.ui.tabs.conftest import Clerk


def test_a_customer_is_put_into_a_group_by_keys(clerk: Clerk) -> None:
    prices.save_list(clerk.desk, prices.ListForm("Trade list", "Trade"))
    clerk.press("F4")
    tab = clerk.program.window.page
    assert isinstance(tab, CustomersTab)
    tab.visit(1)
    clerk.press("Ctrl+K")
    clerk.write("Set price group")
    clerk.press("Return")
    clerk.dialog.activateWindow()
    QApplication.processEvents()
    tab_to(clerk, "Customer group")
    clerk.press("Down")
    clerk.send()
    assert prices.group_of_customer(clerk.desk, 1) == "Trade"
    prices.set_customer_price(clerk.desk, 1, prices.RowForm("MUG", parse_price("9.99")))
    tab.settle()
    told = [label.text() for label in tab.panel.findChildren(ElidedLabel)]
    assert "MUG · £9.99, from 1" in told
