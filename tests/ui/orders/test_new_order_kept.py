"""Nothing typed is lost: after a kill the order is on screen again, in the same field, with the same letters."""

from __future__ import annotations

import platform
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.services.record.drafting import left_open, sit_down
from orderdesk.ui.orders.new_order.journal import Journal
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.orders.new_order.sheet import Charge, OrderSheet, SheetLine, from_body, to_body
from tests.factories import northside
from tests.postgres import plain
from tests.ui.orders.conftest import Hands, start, stop

ROOT = Path(__file__).resolve().parents[3]


def test_a_killed_program_comes_back_to_the_same_cell(tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    clerk = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.orders.clerk", str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert clerk.stdout is not None
    assert clerk.stdout.readline().strip() == "typed"
    clerk.send_signal(signal.SIGKILL)
    clerk.wait()
    clerk.stdout.close()
    desk = Desk(open_database(f"sqlite:///{tmp_path / 'shop.db'}"), user="anna")
    program = start(tmp_path, dressed, qtbot, desk)
    hands = Hands(program, desk)
    try:
        assert hands.orders.currentWidget() is hands.page
        sheet = hands.page.presenter.sheet
        assert [(line.sku, line.quantity) for line in sheet.lines] == [("MUG", 3000), ("TEE", 1000)]
        assert hands.page.customer.customer.text() == "Asha Patel"
        qtbot.waitUntil(lambda: hands.page.lines.grid.is_editing)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        assert (editor.accessibleName(), editor.text()) == ("Qty, line 2", "7")
        assert "left unfinished" in hands.page.banner.text
        hands.press("Enter", "Ctrl+Enter")
        assert hands.said.endswith("confirmed")
        assert left_open(desk, program.bench.place if program.bench else "") == (False, None)
    finally:
        stop(program, dressed)
        desk.database.close()


def test_two_windows_of_one_name_keep_what_is_typed_apart(
    postgres_url: str, tmp_path: Path, dressed: QApplication, qtbot: QtBot
) -> None:
    first = northside(postgres_url)
    second = Desk(open_database(postgres_url), user="ben", clock=first.clock, zone=first.zone)
    windows = [Hands(start(tmp_path, dressed, qtbot, desk), desk) for desk in (first, second)]
    try:
        for hands, count in zip(windows, "37", strict=True):
            with qtbot.waitActive(hands.program.window):
                hands.program.window.activateWindow()
            hands.press("F2")
            hands.write("patel")
            hands.press("Enter")
            hands.write(f"{count}*mug")
            hands.press("Enter")
            hands.page.keeper.keep()
        places = [hands.program.shop.seat.name for hands in windows if hands.program.shop]
        kept = [Journal(first, place).read(None) for place in places]
        assert [[line.quantity for line in sheet.lines] for sheet in kept if sheet] == [[3000], [7000]]
    finally:
        for hands in reversed(windows):
            stop(hands.program, dressed)
            hands.desk.database.close()
    # Whoever is the first to come back finds what was on the first screen, and the next what was on the other.
    third = Desk(open_database(postgres_url))
    seats = [sit_down(third, platform.node() or "desk") for _ in places]
    assert [each.name for each in seats] == places
    for each in seats:
        each.leave()
    third.database.close()


def test_a_window_holds_its_seat_again_when_the_server_is_back(
    postgres_url: str, tmp_path: Path, dressed: QApplication, qtbot: QtBot
) -> None:
    desk = northside(postgres_url)
    program = start(tmp_path, dressed, qtbot, desk)
    assert program.shop is not None
    with psycopg.connect(plain(postgres_url), autocommit=True) as session:
        session.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'")
    program.shop.hearing.reached.emit(False)
    program.shop.hearing.reached.emit(True)
    pc = platform.node() or "desk"
    other = sit_down(desk, pc)
    assert (program.shop.seat.name, other.name) == (pc, f"{pc} 2")
    other.leave()
    stop(program, dressed)
    desk.database.close()


def test_a_form_ends_in_the_commit_of_its_order(shop: Desk) -> None:
    presenter = NewOrderPresenter(shop, "till-1")
    presenter.choose_customer(1)
    presenter.add(presenter.scanned_item("MUG").item, "3")
    presenter.keep(("lines new", ""))
    assert left_open(shop, "till-1") == (True, None)
    presenter.finish("confirm")
    # No further step: a crash right here must not put the same order on screen a second time.
    assert left_open(shop, "till-1") == (False, None)
    assert Journal(shop, "till-1").read(None) is None


def test_a_refused_order_keeps_its_form(shop: Desk) -> None:
    presenter = NewOrderPresenter(shop, "till-1")
    presenter.choose_channel("counter")
    presenter.add(presenter.scanned_item("LAMP").item, "5")
    presenter.keep()
    with pytest.raises(Refused, match="not enough in stock"):
        presenter.sell()
    assert left_open(shop, "till-1") == (True, None)


def test_a_sheet_survives_as_plain_values() -> None:
    sheet = OrderSheet(
        channel="counter",
        customer_text="Ωmega 🏺 שלום",
        lines=(SheetLine(1, "MUG", "Mug <b>", 7, 2500, 12_345, 50_000, 350),),
        charges=(Charge("Gift wrap", 35_000),),
        newcomer={"name": "Jo"},
        money={"cash": "50"},
        focus=("lines 1:qty", "7"),
        split=True,
    )
    assert from_body(to_body(sheet)) == sheet
    body = to_body(sheet)
    body["lines"][0]["unknown"] = body["unknown"] = 1
    assert from_body(body) == sheet


def test_each_saved_draft_has_a_form_of_its_own(shop: Desk) -> None:
    presenter = NewOrderPresenter(shop, "till-1")
    presenter.choose_customer(1)
    presenter.add(presenter.scanned_item("MUG").item, "3")
    order_id = presenter.finish("draft")
    presenter.finished()
    presenter.add(presenter.scanned_item("TEE").item, "1")
    presenter.keep(on_screen=False)
    presenter.begin(order_id)
    presenter.add(presenter.scanned_item("BOOK").item, "1")
    presenter.keep()
    assert left_open(shop, "till-1") == (True, order_id)
    assert presenter.begin(None)
    assert [line.sku for line in presenter.sheet.lines] == ["TEE"]
    assert presenter.begin(order_id)
    assert [line.sku for line in presenter.sheet.lines] == ["MUG", "BOOK"]


def test_start_afresh_can_be_undone(hands: Hands) -> None:
    hands.press("F2")
    hands.write("patel")
    hands.press("Enter")
    hands.line("mug", "3")
    hands.page.ending.start_afresh()
    assert hands.page.presenter.sheet.is_blank
    assert hands.program.window.messages.undo()
    assert [line.sku for line in hands.page.presenter.sheet.lines] == ["MUG"]
    assert hands.page.customer.customer.text() == "Asha Patel"


def test_what_was_typed_last_is_kept_when_the_window_closes(hands: Hands) -> None:
    hands.press("F2")
    hands.write("patel")
    hands.press("Enter")
    hands.write("3*mug")
    hands.press("Enter")
    hands.page.customer.reference.setFocus()
    hands.write("PO-77")
    hands.program.window.hide()
    kept = Journal(hands.desk, hands.page.bench.place).read(None)
    assert kept is not None
    assert (kept.reference, kept.focus[0]) == ("PO-77", "reference")


def test_another_tab_and_back_finds_the_same_cell(hands: Hands, qtbot: QtBot) -> None:
    hands.program.window.go_to("shipping")
    hands.press("F2")
    assert QApplication.focusWidget() is hands.page.customer.customer
    hands.write("patel")
    hands.press("Enter")
    hands.line("mug", "3")
    hands.page.lines.grid.edit_cell(1, "price")
    hands.page.keeper.keep()
    hands.program.window.go_to("shipping")
    hands.program.window.go_to("orders")
    qtbot.waitUntil(lambda: hands.page.lines.grid.is_editing)
    assert QApplication.focusWidget().accessibleName() == "Price, line 1"
