"""A shop that writes with a comma, worked in the window: what is typed is taken as meant, and shown back at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from orderdesk.domain.values.money import parse_price, shown_price
from orderdesk.domain.values.written import local
from orderdesk.services.desk import Desk
from orderdesk.services.prices.coupons import coupons_of
from orderdesk.services.prices.exchange import exchange_rates
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.stock.stock_views import stock_card
from orderdesk.ui.settings.prices.coupons import CouponsSection
from orderdesk.ui.settings.prices.exchange import ExchangeSection
from orderdesk.ui.settings.shop.business import BusinessSection
from orderdesk.ui.settings.shop.taxes import TaxesSection
from orderdesk.ui.widgets.forms.text_input import ParsedInput
from tests.ui.settings.conftest import open_section, push, tab_to, type_in
from tests.ui.tabs.conftest import Clerk
from tests.ui.tabs.test_tabs_stock import open_item


@pytest.fixture
def comma(shop: Desk) -> None:
    """The shop writes 1.234,50 from now on; asked for before the window."""
    edit_shop(shop, replace(form_of(shop_now(shop)), numbers="comma"))


def shown_back(clerk: Clerk, name: str, text: str) -> str:
    """What stands in a field once `text` was typed into it and it was left."""
    type_in(clerk, name, text)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    clerk.press("Tab")
    return field.text()


def test_a_field_of_figures_shows_what_was_understood(comma: None, clerk: Clerk) -> None:
    field = ParsedInput(parse_price, lambda price: shown_price(price, "GBP"))
    for typed, back in (("1.234", "1.234,00"), ("12.50", "12,50"), ("1,234.50", "1.234,50"), ("1,2345", "1,2345")):
        field.setText(typed)
        QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))
        assert field.text() == back
    field.deleteLater()


def test_an_exchange_rate_keeps_its_decimals(comma: None, clerk: Clerk) -> None:
    open_section(clerk, "Exchange rates", ExchangeSection)
    push(clerk, "Set rate")
    type_in(clerk, "Currency", "eur")
    assert shown_back(clerk, "One of it is, GBP", "0.92") == "0,92"
    assert shown_back(clerk, "Holds from", "2026-12-31") == "Thu 31/12/2026"
    clerk.send()
    assert [(each.rate, each.valid_from) for each in exchange_rates(clerk.desk)] == [(92_000_000, date(2026, 12, 31))]


def test_a_tax_rate_keeps_its_decimals(comma: None, clerk: Clerk) -> None:
    open_section(clerk, "Taxes", TaxesSection)
    push(clerk, "Add rate")
    for name, text in (("Tax class", "reduced"), ("Name on papers", "Less"), ("Holds from", "31.12.2026")):
        type_in(clerk, name, text)
    assert shown_back(clerk, "Percent", "5.5") == "5,5"
    clerk.send()
    rate = shop_now(clerk.desk).tax_profile.rate_on("reduced", date(2026, 12, 31))
    assert (rate.rate, rate.label) == (55_000, "Less")


def test_a_coupon_keeps_its_decimals(comma: None, clerk: Clerk) -> None:
    open_section(clerk, "Coupons", CouponsSection)
    push(clerk, "Add coupon")
    type_in(clerk, "Code", "FIVE")
    assert shown_back(clerk, "Discount", "5,00") == "5,00"
    assert shown_back(clerk, "Minimum spend, GBP", "1.234") == "1.234,00"
    clerk.send()
    (made,) = coupons_of(clerk.desk)
    assert (made.coupon.amount, made.coupon.minimum) == (500, 123_400)


@pytest.mark.parametrize(("typed", "count"), [("2,5", 2_500), ("2.5", 2_500), ("1.500", 1_500_000)])
def test_goods_come_in_as_they_were_counted(comma: None, clerk: Clerk, typed: str, count: int) -> None:
    item = open_item(clerk, "MUG")
    clerk.press("Ctrl+R")
    clerk.fill("Quantity", typed)
    clerk.send()
    assert sum(row.on_hand for row in stock_card(clerk.desk, item).bins) == 20_000 + count


def test_the_sign_is_chosen_in_the_settings_and_holds_in_the_open_window(clerk: Clerk) -> None:
    section = open_section(clerk, "Business", BusinessSection)
    assert "Figures as 1,234.5" in section._words.text()
    push(clerk, "Edit")
    tab_to(clerk, "Figures are written")
    clerk.press("Down")
    clerk.send()
    assert local.current().numbers.decimal == ","
    assert "Figures as 1.234,5" in section._words.text()
