"""The import page in the window, worked with keys alone."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from orderdesk.services.imports.importing import imports_of, undo_import
from orderdesk.services.prices.price_lists import price_lists, rows_of_list
from orderdesk.ui.bench.commands import clashes
from orderdesk.ui.imports.page import ImportPage
from orderdesk.ui.imports.words import COLUMNS, DONE, FILE, REVIEW
from orderdesk.ui.settings.prices.price_lists import PriceListsSection
from orderdesk.ui.widgets.forms.dialog import FormDialog, Question
from tests.ui.accessible import assert_accessible
from tests.ui.imports.conftest import CTRL, SHIFT, Hands


def test_the_key_opens_the_page_and_esc_leads_back(hands: Hands) -> None:
    assert isinstance(hands.page, ImportPage)
    assert hands.focus == "Choose a file…"
    assert hands.program.window.context == "import"
    hands.press(Qt.Key.Key_Escape)
    assert hands.program.window.tab == "orders"


def test_a_click_on_the_tab_below_leads_back(hands: Hands) -> None:
    column = hands.program.window.sidebar.column
    assert column.away
    QTest.mouseClick(column, Qt.MouseButton.LeftButton, pos=column.tabRect(0).center())
    assert hands.program.window.tab == "orders"
    assert not column.away


def test_a_file_comes_in_with_three_keys(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    assert hands.page.presenter.step == COLUMNS
    hands.next()
    assert hands.page.presenter.step == REVIEW
    assert hands.page.review.views.current == "error"
    assert len(hands.page.review.table.rows_model.rows) == 2
    hands.next()
    assert hands.page.presenter.step == DONE
    assert hands.page.result.banner.text == "Import 1 is done: 3 products came in, 2 rows rejected."
    hands.next()
    assert hands.page.presenter.step == FILE
    assert [each.file_name for each in hands.page.file.past.table.rows_model.rows] == ["wares.csv"]


def test_prices_come_in_and_are_taken_back_by_keys(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "trade.csv"
    path.write_text("Price list,Group,SKU,Min qty,Price\nTrade,Trade,MUG,1,11.20\nTrade,,NOPE,1,9\n", encoding="utf-8")
    hands.open(path)
    assert hands.page.presenter.kind == "prices"
    hands.next()
    assert hands.page.review.views.current == "error"
    assert [each.detail for each in hands.page.review.table.rows_model.rows] == ["There is no item NOPE."]
    hands.next()
    assert hands.page.result.banner.text == "Import 1 is done: 1 price came in, 1 row rejected."
    assert [each.sku for each in rows_of_list(hands.desk, "Trade")] == ["MUG"]
    hands.page.result.show_them.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert [each for each in hands.program.window.findChildren(PriceListsSection) if each.isVisible()]
    hands.press(Qt.Key.Key_M, CTRL | SHIFT)
    undo_import(hands.desk, 1)
    hands.next()
    assert hands.page.presenter.step == FILE
    assert price_lists(hands.desk) == []


def test_prices_need_a_list_or_a_customer(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("SKU,Price\nMUG,9\n", encoding="utf-8")
    hands.open(path)
    hands.page.columns.kind.setFocus()
    hands.press(Qt.Key.Key_End)
    assert hands.page.presenter.kind == "prices"
    assert hands.page.columns.hint.text() == "2 of 2 columns are used. Still needed: Price list or Customer."
    hands.next()
    assert hands.page.presenter.step == COLUMNS


def test_esc_goes_back_step_by_step(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    hands.next()
    for step in (COLUMNS, FILE):
        hands.press(Qt.Key.Key_Escape)
        assert hands.page.presenter.step == step
    assert hands.page.file.zone.heading.text() == "wares.csv"
    hands.press(Qt.Key.Key_Escape)
    assert hands.program.window.tab == "orders"


def test_a_doubled_field_is_said_in_place_and_led_to(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    hands.page.columns.rows.choices["Colour"].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    sentence = "The columns Product name and Colour are both mapped to Name; choose one."
    assert hands.page.banner.text == sentence
    assert hands.page.columns.rows.choices["Colour"].property("invalid")
    hands.page.columns.kind.setFocus()
    hands.next()
    assert hands.page.presenter.step == COLUMNS
    assert hands.focus == "Colour goes to"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert hands.page.banner.text == ""


def test_tab_goes_through_the_columns_in_their_order(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    seen = [hands.focus]
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(hands.focus)
    assert seen == [
        "What the file holds", "Format", "Mapping", "Letters (encoding)", "Save mapping",
        "Code goes to", "Product name goes to", "Unit price goes to", "Colour goes to", "Back",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.csv", b'sku,name\n1,"' + b"x" * 1_100_000, "bad.csv, line 2 is longer than 1,000,000 characters."),
        ("bad.xlsx", b"PK\x03\x04 nothing", "bad.xlsx is no spreadsheet that can be opened; save it as .xlsx or .csv."),
        ("bad.pdf", b"%PDF-1.7", "bad.pdf is no file that can be imported; save it as .csv or .xlsx."),
        ("bad.csv", b"sku\0name\n1\0x\n", "bad.csv is no table of text: it holds NUL bytes."),
        ("bad.csv", b"", "bad.csv is empty."),
        (
            "bad.csv.gz",
            gzip.compress(b"sku,name\n1,x\n" * 9, mtime=0)[:30],
            "bad.csv.gz is damaged: it cannot be unpacked.",
        ),
    ],
)
def test_a_file_that_can_not_be_read_stays_chosen(
    hands: Hands, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    hands.open(tmp_path / name)
    assert hands.page.banner.text == said
    assert hands.page.presenter.step == FILE
    assert hands.page.file.zone.heading.text() == name
    (tmp_path / name).unlink()
    hands.next()
    assert hands.page.banner.text.startswith("There is no file")


def test_a_mapping_is_saved_by_name_and_offered_again(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    hands.press(Qt.Key.Key_S, CTRL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    QTest.keyClicks(QApplication.focusWidget(), "Wholesaler")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    hands.program.window.activateWindow()
    assert hands.page.columns.mapping.currentText() == "Wholesaler"
    hands.open(wares)
    assert hands.page.columns.mapping.currentText() == "Wholesaler"
    hands.page.columns.drop.click()
    assert hands.page.columns.mapping.currentText() == "Guessed from the headings"
    hands.program.window.messages.undo()
    assert "Wholesaler" in hands.page.presenter.saved


def test_rejected_rows_are_saved(hands: Hands, wares: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.open(wares)
    hands.next()
    hands.next()
    target = tmp_path / "rejected.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    hands.press(Qt.Key.Key_S, CTRL)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[1] for row in rows] == ["row", "4", "6"]
    assert rows[1][3] == "Enter a number such as 12.50, not “cheap”."
    before, target = wares.read_bytes(), wares
    hands.press(Qt.Key.Key_S, CTRL)
    assert "is a file that was read" in hands.program.window.banner.text
    assert wares.read_bytes() == before


def test_an_import_is_undone_from_its_result_and_from_the_list(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    hands.next()
    hands.next()
    hands.press(Qt.Key.Key_Delete, CTRL)
    question = QApplication.activeModalWidget()
    assert isinstance(question, Question)
    question.verb.click()
    hands.program.window.activateWindow()
    hands.settle()
    assert hands.page.result.banner.text == "Import 1 was undone; everything is as it was before."
    assert imports_of(hands.desk)[0].undone_at is not None
    hands.next()
    hands.page.file.past.table.select_first()
    assert hands.page.file.past.undo.toolTip() == "Import 1 was undone already."
    assert not hands.page.file.past.undo.isEnabled()


def test_what_is_stopped_changes_nothing(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"S-{number},Thing {number},1.00\n" for number in range(20_000))
    path.write_text("sku,name,price\n" + rows, encoding="utf-8")
    hands.open(path)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert hands.page.acts.work.busy
    assert hands.page.back.text() == "Stop"
    hands.press(Qt.Key.Key_Escape)
    assert hands.page.presenter.step == COLUMNS
    assert hands.page.banner.text == "The import was stopped; nothing was changed."
    assert imports_of(hands.desk) == []


def test_a_file_dropped_on_the_page_is_taken_up(hands: Hands, wares: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(wares))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    hands.page.dropEvent(drop)
    hands.settle()
    assert hands.page.presenter.step == COLUMNS


def test_every_step_can_be_announced_and_no_keys_clash(hands: Hands, wares: Path) -> None:
    assert_accessible(hands.page)
    hands.open(wares)
    assert_accessible(hands.page)
    assert hands.page.steps.accessibleName() == "Step 2 of 4: Columns"
    for _ in range(2):
        hands.next()
        assert_accessible(hands.page)
    assert clashes(hands.program.window.commands.all()) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700)])
def test_the_columns_fit_into_the_window(hands: Hands, wares: Path, width: int, height: int) -> None:
    hands.program.window.resize(width, height)
    hands.open(wares)
    QApplication.processEvents()
    for part in (hands.page.next, hands.page.columns.save, hands.page.columns.rows.choices["Code"]):
        right = part.mapTo(hands.program.window, part.rect().bottomRight())
        assert right.x() <= width
        assert right.y() <= height


def test_the_page_is_reached_again_as_it_was_left(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    assert hands.program.bench is not None
    hands.program.bench.go.emit("orders", None)
    hands.press(Qt.Key.Key_M, CTRL | SHIFT)
    assert hands.page.presenter.step == COLUMNS
    assert hands.focus == "What the file holds"
