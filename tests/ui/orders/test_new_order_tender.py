"""A tender of the shop's own for the order being taken: by Alt+T with its reference, alone or with the rest in cash."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from orderdesk.persistence.schema import orders
from orderdesk.services.money.tenders import add_tender
from orderdesk.services.orders.views import view_order
from orderdesk.ui.widgets.forms.dialog import FormDialog
from tests.ui.orders.conftest import Hands


def only_order(hands: Hands) -> int:
    with hands.desk.reading() as connection:
        return int(connection.execute(select(orders.c.id)).scalar_one())


def choose_voucher(hands: Hands) -> None:
    """Open the form by its keys and choose the voucher."""
    add_tender(hands.desk, "Gift voucher", "voucher")
    hands.press("Ctrl+F2")
    hands.write("1*lamp")
    hands.press("Enter", "Alt+T")
    (dialog,) = [each for each in hands.page.window().findChildren(FormDialog) if each.isVisible()]
    dialog.fields["tender"].set_value("gift-voucher")
    dialog.fields["reference"].set_value("V-17")
    dialog.submit()
    # Without a window manager nobody else gives the window its place back.
    hands.page.window().activateWindow()
    QApplication.processEvents()
    assert hands.page.presenter.sheet.tender == "gift-voucher"


def test_a_sale_is_paid_by_voucher(hands: Hands) -> None:
    choose_voucher(hands)
    hands.press("F9")
    view = view_order(hands.desk, only_order(hands))
    assert [(row.tender_name, row.amount, row.reference) for row in view.payments] == [("Gift voucher", 10194, "V-17")]
    assert hands.page.presenter.sheet.is_blank


def test_what_the_voucher_does_not_reach_is_paid_in_cash(hands: Hands) -> None:
    choose_voucher(hands)
    hands.page.summary.payment.at_once.focus_chosen()
    hands.press("Right")
    assert hands.page.presenter.sheet.split
    assert hands.page.summary.payment.card_field.label == "By gift voucher"
    hands.press("F9")
    hands.write("60.00")
    hands.press("Tab")
    hands.write("50.00")
    hands.press("F9")
    view = view_order(hands.desk, only_order(hands))
    assert [(row.tender, row.amount, row.reference) for row in view.payments] == [
        ("gift-voucher", 6000, "V-17"),
        ("cash", 4194, ""),
    ]
