"""An e-invoice from the orders tab: by its key, from the menu of papers, and refused where nobody is invoiced."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from orderdesk.ui.orders.settling.einvoice import fill_einvoices
from orderdesk.ui.orders.tab import OrdersTab
from tests.ui.tabs.conftest import Clerk


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Path, str]]:
    """What the clerk answers when asked for a place: the file and the kind chosen."""
    answers = [(tmp_path / "bill.xml", "")]

    def ask(*_given: object) -> tuple[str, str]:
        path, kind = answers[0]
        return str(path) if path.name else "", kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return answers


def saved(clerk: Clerk, qtbot: QtBot, path: Path) -> bytes:
    """Press the key and wait until the file is there and the window says so."""
    path.unlink(missing_ok=True)
    clerk.press("Ctrl+Shift+E")
    qtbot.waitUntil(lambda: path.exists() and clerk.said.endswith(f"saved as {path.name}"))
    return path.read_bytes()


def test_the_newest_invoice_is_saved_by_its_key(
    clerk: Clerk, qtbot: QtBot, chosen: list[tuple[Path, str]], tmp_path: Path
) -> None:
    pytest.importorskip("drafthorse", reason="the extra einvoice is not installed")
    view = clerk.again(clerk.shipped(("MUG", 2)))
    (invoice,) = (paper.number for paper in view.papers)
    clerk.program.go("orders", view.order.id)
    assert invoice.encode() in saved(clerk, qtbot, tmp_path / "bill.xml")
    chosen[0] = (tmp_path / "bill", "XML, EN 16931 (*.xml)")
    assert saved(clerk, qtbot, tmp_path / "bill.xml").startswith(b"<?xml")
    chosen[0] = (tmp_path / "bill.pdf", "")
    assert saved(clerk, qtbot, tmp_path / "bill.pdf").startswith(b"%PDF-")
    told = [each.detail for each in clerk.again(view).events if each.what == "e-invoice"]
    assert told == [f"{invoice}, PDF", f"{invoice}, XML", f"{invoice}, XML"]


def test_nothing_is_made_when_no_place_is_chosen(clerk: Clerk, chosen: list[tuple[Path, str]]) -> None:
    view = clerk.shipped(("MUG", 2))
    chosen[0] = (Path(), "")
    clerk.program.go("orders", view.order.id)
    clerk.press("Ctrl+Shift+E")
    assert not [each for each in clerk.again(view).events if each.what == "e-invoice"]


def test_an_order_without_an_invoice_says_so(clerk: Clerk, chosen: list[tuple[Path, str]]) -> None:
    view = clerk.place(("MUG", 2))
    clerk.list.enter_list()
    clerk.press("Ctrl+Shift+E")
    assert clerk.said == f"{view.order.number} has no invoice for a known customer yet."


def test_the_menu_of_papers_offers_each(clerk: Clerk) -> None:
    view = clerk.again(clerk.shipped(("MUG", 2)))
    clerk.program.go("orders", view.order.id)
    page = clerk.list
    assert isinstance(page, OrdersTab)
    menu = QMenu()
    fill_einvoices(menu, page.shown, page.bench, page)
    assert [each.text() for each in menu.actions() if each.text()] == [
        f"Save e-invoice {paper.number}" for paper in view.papers
    ]
