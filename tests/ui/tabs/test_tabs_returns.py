"""The returns tab by keyboard: goods come back over the counter, with the money shown before it is given."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel

from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.orders.views import view_return
from orderdesk.services.returns.returning import ComingBack, open_return, receive_return
from orderdesk.ui.returns.tab import ReturnsTab
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk


def words(clerk: Clerk) -> list[str]:
    return [each.text() for each in clerk.dialog.findChildren(QLabel)]


def test_an_empty_desk_offers_a_return(clerk: Clerk) -> None:
    clerk.press("Alt+4")
    page = clerk.list
    assert isinstance(page, ReturnsTab)
    assert page.empty.isVisible()
    clerk.press("Ctrl+N")
    assert_accessible(clerk.dialog)
    clerk.fill("Order", "SO-9")
    clerk.send()
    said = [clerk.dialog.banner.text, clerk.dialog.fields["order"]._below.text()]
    assert any("SO-9" in each for each in said), said


def test_goods_are_taken_back_once(clerk: Clerk) -> None:
    view = clerk.shipped(("MUG", 3))
    back = clerk.again(view).lines[0]
    clerk.list.enter_list()
    show_all(clerk, view.order.id)
    clerk.press("F8")
    assert_accessible(clerk.dialog)
    assert "Nothing comes back yet" in words(clerk)
    clerk.send()
    assert clerk.dialog.banner.text == "Enter how many come back on at least one line."
    clerk.fill("MUG comes back", "4")
    clerk.send()
    assert clerk.dialog.banner.text == f"{back.label}: only 3 can still come back."
    clerk.fill("MUG comes back", "3")
    QApplication.processEvents()
    worth = back.net + back.tax
    assert f"£{shown(worth, 'GBP')} to give back" in words(clerk)
    clerk.send()
    assert clerk.said == f"Goods of {view.order.number} taken back"
    assert clerk.papers[-1][0] == "credit-note"
    refunds = [each for each in clerk.again(view).payments if each.kind == "refund"]
    assert [(each.tender, each.amount) for each in refunds] == [("card", worth)]
    show_all(clerk, view.order.id)
    clerk.press("F8")
    assert clerk.said == f"Nothing of {view.order.number} has shipped that could come back."


def show_all(clerk: Clerk, order_id: int) -> None:
    clerk.program.go("orders", order_id)
    clerk.list.table.setFocus()
    QApplication.processEvents()


def test_a_return_that_waits_goes_through_its_steps(clerk: Clerk) -> None:
    view = clerk.shipped(("TEE", 2))
    show_all(clerk, view.order.id)
    clerk.press("F8")
    clerk.fill("TEE comes back", "1")
    clerk.dialog.activateWindow()
    from orderdesk.ui.widgets.forms.choice import Choice

    (tender,) = [each for each in clerk.dialog.findChildren(Choice) if each.accessibleName() == "Settle by"]
    tender.setFocus()
    clerk.press("End")
    clerk.send()
    assert clerk.said.startswith("Return RMA-")
    page = clerk.list
    assert isinstance(page, ReturnsTab)
    page.show_view("all")
    page.table.select_first()
    page.enter_list()
    steps: list[str] = []
    while clerk.step:
        steps.append(clerk.step)
        clerk.press("Ctrl+Right")
        if clerk.step == steps[-1]:
            assert_accessible(clerk.dialog)
            clerk.send()
    assert steps == ["Goods are here", "Inspect", "Settle"]
    clerk.press("Ctrl+P")
    assert clerk.papers[-1][0] == "credit-note"


def test_goods_are_inspected_part_by_part(clerk: Clerk) -> None:
    view = clerk.shipped(("TEE", 3))
    open_return(clerk.desk, view.order.id, [ComingBack(view.lines[0].id, pieces(3))])
    receive_return(clerk.desk, 1)
    clerk.press("Alt+4")
    page = clerk.list
    assert isinstance(page, ReturnsTab)
    page.show_view("all")
    page.table.select_first()
    page.enter_list()
    clerk.press("Ctrl+Right")
    name = view.lines[0].label
    clerk.fill(f"{name}: so many of them", "2")
    (key,) = [each.id for each in view_return(clerk.desk, 1)[1]]
    clerk.dialog.fields[f"rest-{key}"].set_value("scrap")
    clerk.send()
    found = [(each.outcome, each.received) for each in view_return(clerk.desk, 1)[1]]
    assert found == [("restock", pieces(2)), ("scrap", pieces(1))]
