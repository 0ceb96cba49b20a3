"""An order that goes abroad, by keyboard: its service, its tax and why there is none; and what no service takes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from orderdesk.domain.prices.zones import ABROAD, Zone
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.ui.widgets.label import Label
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import Hands
from tests.ui.orders.test_new_order_keys import only_order

REASON = "Export of goods from the United Kingdom, VAT at 0%"


def order_of(hands: Hands, name: str) -> None:
    """A new order of the customer who is found by this name."""
    hands.press("Ctrl+N")
    hands.write(name)
    hands.press("Return")


def said(hands: Hands) -> list[str]:
    labels = hands.page.summary.figures.findChildren(Label)
    return [each.text() for each in labels if each.isVisible()]


def test_an_export_goes_abroad_untaxed_and_says_why(hands: Hands) -> None:
    save_service(hands.desk, ServiceForm("abroad", "Abroad, tracked", price=1_290, zones=(Zone((ABROAD,)),)), new=True)
    road = ServiceForm("road", "Road", "Northern Carriers", price=690, zones=(Zone(("GB",)),))
    save_service(hands.desk, road)
    place = AddressForm("2 Gate", city="Oslo", postcode="0150", country="NO")
    add_customer(hands.desk, CustomerForm("Nils Holm"), place)
    order_of(hands, "nils")
    hands.line("mug", "2")
    assert hands.page.customer.service.currentText().startswith("Abroad, tracked")
    assert REASON in said(hands)
    assert hands.page.summary.figures.total.text() == "37.90"
    assert_accessible(hands.page)
    hands.page.customer.service.setFocus()
    hands.press("R")
    assert hands.page.presenter.sheet.service == "road"
    assert "Road does not go to Norway; Abroad, tracked goes there." in said(hands)
    assert hands.page.summary.figures.subtotal.text() == "25.00"
    hands.press("Ctrl+Return")
    assert hands.page.customer.service_field.error == "Road does not go to Norway; Abroad, tracked goes there."
    assert QApplication.focusWidget() is hands.page.customer.service
    hands.press("Up", "Ctrl+Return")
    view = view_order(hands.desk, only_order(hands.desk))
    assert (view.order.tax, view.order.total, view.order.exemption) == (0, 3_790, REASON)


def test_a_parcel_that_is_too_heavy_is_said_and_all_else_stays_priced(hands: Hands) -> None:
    save_service(hands.desk, ServiceForm("light", "Light", bands=((5_000, 900),)), new=True)
    order_of(hands, "patel")
    hands.line("lamp", "10")
    hands.page.customer.service.setFocus()
    hands.press("L")
    sentence = "Light takes up to 5 kg, and this is 21 kg; Road takes it."
    assert sentence in said(hands)
    assert hands.page.summary.figures.subtotal.text() == "849.50"
    assert hands.page.summary.figures.total.text() == "1,019.40"
    hands.press("Ctrl+Return")
    assert hands.page.customer.service_field.error == sentence


def test_what_bulky_goods_are_charged_as_is_told(hands: Hands) -> None:
    lamp = item_of_code(hands.desk, "LAMP")
    edit_item(
        hands.desk, lamp.id, replace(form_of(item_of(hands.desk, lamp.id)), length_mm=600, width_mm=500, height_mm=400)
    )
    order_of(hands, "patel")
    hands.line("lamp", "1")
    assert "1 item · 1 line · est. 2.1 kg · charged as 24 kg" in said(hands)
