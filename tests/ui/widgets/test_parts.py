"""The smaller parts: forms, questions, offers, segments, previews, printing, faults."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.errors import BadInput, Refused, Unavailable
from orderdesk.domain.values.quantity import parse_quantity, quantity_text
from orderdesk.ui.bench.printing import PrintDesk, file_name, open_printer, print_pdf
from orderdesk.ui.shell.starting.crash import CrashDesk
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.bar_chart import Bar, BarChart
from orderdesk.ui.widgets.button import Button, MenuButton
from orderdesk.ui.widgets.empty_state import EmptyState
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog, ask
from orderdesk.ui.widgets.forms.form_field import FormField, all_valid
from orderdesk.ui.widgets.forms.segmented import Segmented
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion, highlighted
from orderdesk.ui.widgets.forms.text_input import NoteInput, ParsedInput, TextInput
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.widgets.label import ElidedLabel
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from orderdesk.ui.widgets.pdf_preview import PdfPreview, page_images
from orderdesk.ui.widgets.pill import GLYPHS, Pill, PillLabel, pill_width
from orderdesk.ui.widgets.stat_tile import StatTile
from tests.ui.accessible import assert_accessible


@pytest.fixture
def screen(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(500, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def put(screen: QWidget, *parts: QWidget) -> None:
    body = screen.layout()
    assert body is not None
    for part in parts:
        body.addWidget(part)
    # A part added to a screen in sight is shown when the layout gets round to it.
    QApplication.processEvents()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def pdf(*sizes: tuple[float, float]) -> bytes:
    """A PDF with an empty page of each size in points."""
    import io

    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


# Forms


def test_a_wrong_figure_is_said_on_leaving_and_a_right_one_is_written_out(screen: QWidget) -> None:
    field = FormField("Quantity", ParsedInput(parse_quantity, quantity_text), hint="Up to a million")
    put(screen, field, TextInput(name="Next"))
    field.editor.setFocus()
    QTest.keyClicks(field.editor, "x")
    press(Qt.Key.Key_Tab)
    assert field.error.startswith("Enter a number such as 12.50")
    assert field.editor.property("invalid")
    field.editor.setFocus()
    press(Qt.Key.Key_Backspace)
    QTest.keyClicks(field.editor, " 3.0")
    press(Qt.Key.Key_Tab)
    assert (field.error, field.text) == ("", "3")


def test_an_untouched_field_is_not_scolded_until_the_form_is_sent(screen: QWidget) -> None:
    name, mail = FormField("Name", TextInput(), required=True), FormField("E-mail", TextInput(), required=True)
    put(screen, mail, name)
    mail.editor.setFocus()
    press(Qt.Key.Key_Tab)
    assert mail.error == ""
    assert not all_valid((mail, name))
    assert mail.error == "E-mail is needed."
    assert QApplication.focusWidget() is mail.editor, "the first wrong field has the focus"
    assert mail.editor.accessibleDescription() == "E-mail is needed."


def test_a_form_keeps_what_a_service_refuses(qtbot: QtBot, screen: QWidget) -> None:
    sent: list[str] = []
    answers: list[Exception | None] = [
        Refused("There is a bin of that name.", field="bin"),
        Unavailable("The shop's database is busy."),
        None,
    ]

    def send() -> None:
        sent.append(fields["bin"].text)
        if (answer := answers.pop(0)) is not None:
            raise answer

    fields = {"bin": FormField("Bin", TextInput(), required=True)}
    form = FormDialog(screen, "New bin", fields, verb="Add bin", send=send)
    with qtbot.waitActive(form):
        form.open()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == []
    QTest.keyClicks(fields["bin"].editor, "A-01")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert fields["bin"].error == "There is a bin of that name."
    form.submit()
    assert form.banner.text == "The shop's database is busy."
    with qtbot.waitSignal(form.accepted):
        form.banner.findChild(Button).click()
    assert sent == ["A-01"] * 3


@pytest.mark.parametrize(("key", "agreed"), [(Qt.Key.Key_Return, []), (Qt.Key.Key_Escape, [])])
def test_enter_and_escape_keep_what_is(qtbot: QtBot, screen: QWidget, key: Qt.Key, agreed: list[str]) -> None:
    said: list[str] = []
    question = ask(
        screen,
        "Cancel order OD-1?",
        "1 reserved item goes back to stock.",
        verb="Cancel and refund",
        keep="Keep order",
        confirmed=lambda: said.append("yes"),
    )
    qtbot.waitUntil(question.keep.hasFocus)
    with qtbot.waitSignal(question.finished):
        press(key)
    assert said == agreed


def test_only_the_verb_confirms(qtbot: QtBot, screen: QWidget) -> None:
    said: list[str] = []
    question = ask(screen, "Void?", "", verb="Void", keep="Keep", confirmed=lambda: said.append("yes"))
    assert_accessible(question)
    question.verb.click()
    assert said == ["yes"]


def test_choices(screen: QWidget) -> None:
    choice = Choice([("van", "Van"), ("post", "Post")], name="Delivery")
    picked: list[object] = []
    choice.picked.connect(picked.append)
    put(screen, choice)
    choice.setFocus()
    press(Qt.Key.Key_Down)
    assert picked == ["post"]
    choice.set_options([("post", "Post"), ("bike", "Bike")])
    assert choice.value() == "post", "what was chosen stays while it is offered"
    assert_accessible(screen)


def test_segments_move_with_arrows(screen: QWidget) -> None:
    segments = Segmented([("c", "Counter", "store"), ("p", "Phone", "phone")], "Channel")
    told: list[str] = []
    segments.chosen.connect(told.append)
    put(screen, segments)
    segments.keyPressEvent(_key(Qt.Key.Key_Right))
    segments.keyPressEvent(_key(Qt.Key.Key_Right))
    segments.choose("p")
    assert (told, segments.current) == (["p", "c"], "p")
    assert_accessible(screen)


def test_segments_without_room_show_their_icons(screen: QWidget) -> None:
    segments = Segmented([("c", "Counter", "store"), ("p", "Phone", "phone")], "Channel")
    put(screen, segments)
    first = segments.findChildren(QPushButton)[0]
    segments.setFixedWidth(90)
    QApplication.processEvents()
    assert (first.text(), first.toolTip(), first.accessibleName()) == ("", "Counter", "Channel: Counter")
    full = segments.sizeHint().width()
    segments.setFixedWidth(full)
    QApplication.processEvents()
    assert first.text().strip() == "Counter", "the words come back as soon as there is room"


def _key(key: Qt.Key) -> object:
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_a_note_gives_tab_back(screen: QWidget) -> None:
    note, after = NoteInput(name="Notes"), TextInput(name="After")
    put(screen, note, after)
    note.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


# Offers


class Finder:
    """A field with offers."""

    def __init__(self, screen: QWidget) -> None:
        self.field = QLineEdit()
        self.taken: list[str] = []
        names = ("Green & Sons", "Greta Holm", "Oak School")
        self.ahead = TypeAhead(
            self.field,
            lambda text: [Suggestion(name, name) for name in names if text and text.lower() in name.lower()],
            lambda offer: self.taken.append(offer.key),
        )
        put(screen, self.field, TextInput(name="After"))
        self.field.setFocus()


def test_offers_are_taken_by_key_and_the_field_keeps_the_focus(screen: QWidget) -> None:
    finder = Finder(screen)
    QTest.keyClicks(finder.field, "gre")
    assert finder.ahead.is_open
    assert QApplication.focusWidget() is finder.field
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert finder.taken == ["Greta Holm"]
    assert not finder.ahead.is_open


def test_offers_go_with_escape_with_no_hit_and_with_the_focus(screen: QWidget) -> None:
    finder = Finder(screen)
    QTest.keyClicks(finder.field, "gre")
    press(Qt.Key.Key_Escape)
    assert not finder.ahead.is_open
    QTest.keyClicks(finder.field, "t")
    assert finder.ahead.is_open
    QTest.keyClicks(finder.field, "zz")
    assert not finder.ahead.is_open
    finder.field.setText("oak")
    press(Qt.Key.Key_Down)
    assert finder.ahead.is_open
    press(Qt.Key.Key_Tab)
    assert finder.taken == ["Oak School"], "Tab takes the offer and goes on"
    assert QApplication.focusWidget() is not finder.field


def test_offers_stay_within_the_window(screen: QWidget) -> None:
    finder = Finder(screen)
    screen.resize(420, 120)
    QTest.keyClicks(finder.field, "gre")
    assert finder.ahead.popup.geometry().right() <= screen.width()
    assert finder.ahead.popup.geometry().top() >= 0


@pytest.mark.parametrize(
    ("title", "sought", "parts"),
    [
        ("Greta Green", "gre", [("Gre", True), ("ta ", False), ("Gre", True), ("en", False)]),
        ("A.B*C", "b*", [("A.", False), ("B*", True), ("C", False)]),
        ("Mug", "", [("Mug", False)]),
        ("Oak School", "sch oak", [("Oak", True), (" ", False), ("Sch", True), ("ool", False)]),
    ],
)
def test_sought_words_are_set_off(title: str, sought: str, parts: list[tuple[str, bool]]) -> None:
    assert highlighted(title, sought) == parts


# What is shown


def test_pills_are_painted_in_every_shape(screen: QWidget) -> None:
    pictures = set()
    for glyph in GLYPHS:
        label = PillLabel(Pill("Picking", "warning", glyph))
        put(screen, label)
        assert label.sizeHint().width() == pill_width(label.pill)
        assert label.accessibleName() == "Picking"
        pictures.add(bytes(label.grab().toImage().constBits()))
    assert len(pictures) == len(GLYPHS)


def test_view_tabs_count_and_tell(screen: QWidget) -> None:
    views = ViewTabs((("open", "Open"), ("all", "All")))
    told: list[str] = []
    views.picked.connect(told.append)
    put(screen, views)
    views.set_counts({"open": 1234})
    assert (views.tabText(0), views.tabText(1)) == ("Open 1234", "All")
    views.setFocus()
    press(Qt.Key.Key_Right)
    views.choose("open")
    assert (told, views.current) == (["all"], "open")


def test_charts_and_tiles_say_their_figures(screen: QWidget) -> None:
    chart = BarChart("Sales", [Bar("Phone", 412, "4.12"), Bar("Counter", 0, "0.00")])
    tile = StatTile("Sales today", "1,284.60", "12 % more")
    put(screen, chart, tile)
    assert chart.accessibleName() == "Sales: Phone 4.12; Counter 0.00"
    assert tile.accessibleName() == "Sales today: 1,284.60. 12 % more"
    assert chart.grab().toImage() != BarChart("Sales").grab().toImage()


def test_an_empty_state_offers_its_remedy(screen: QWidget) -> None:
    ran: list[str] = []
    state = EmptyState("inbox", "Nothing to pick", "All is picked.", [("Show all", lambda: ran.append("all"))])
    put(screen, state)
    state.findChild(Button).click()
    assert ran == ["all"]


def test_a_banner_is_hidden_while_it_has_nothing_to_say(screen: QWidget) -> None:
    banner = Banner()
    put(screen, banner)
    assert not banner.isVisible()
    banner.say("Printer off", "danger", [("Retry", banner.clear)])
    assert banner.isVisible()
    banner.findChild(Button).click()
    assert not banner.isVisible()


def test_a_menu_is_filled_each_time_it_opens(screen: QWidget) -> None:
    calls: list[int] = []
    button = MenuButton("Channel", fill=lambda menu: (calls.append(1), menu.addAction("Phone"))[0])
    put(screen, button)
    for _ in range(2):
        button.menu_shown.aboutToShow.emit()
    assert len(calls) == 2
    assert len(button.menu_shown.actions()) == 1


# Papers


def test_the_preview_turns_pages_and_zooms(screen: QWidget) -> None:
    preview = PdfPreview()
    put(screen, preview)
    preview.show_pdf(pdf((595, 842), (288, 432)))
    preview.setFocus()
    assert (preview.page, preview.pages) == (1, 2)
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert preview.page == 2
    before = preview._picture.pixmap().width()
    press(Qt.Key.Key_Plus)
    assert preview._picture.pixmap().width() > before
    press(Qt.Key.Key_0)
    assert_accessible(screen)


def test_pages_become_pictures_of_the_asked_fineness(qapp: QApplication) -> None:
    (picture,) = page_images(pdf((288, 432)), 300)
    assert (picture.width(), picture.height()) == (1200, 1800)
    assert picture.pixelColor(5, 5).name() == "#ffffff"


def test_a_paper_is_printed_page_by_page_in_its_own_size(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert print_pdf(pdf((595, 842), (288, 432)), printer, "Invoice") == 2
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    sizes = [tuple(round(side / 10) for side in printed.get_page_size(number)) for number in range(2)]
    printed.close()
    assert sizes == [(60, 84), (29, 43)]


def test_what_is_no_pdf_is_refused(qapp: QApplication) -> None:
    with pytest.raises(BadInput, match=r"Invoice could not be read as a PDF\."):
        print_pdf(b"hello", QPrinter(), "Invoice")


def test_a_printer_that_is_not_there_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="The printer Counter laser is not there"):
        open_printer("Counter laser")
    desk = PrintDesk({"invoice": "Counter laser"}, tmp_path)
    with pytest.raises(Unavailable):
        desk.print("invoice", pdf((288, 432)), "Invoice 1")


def test_without_a_printer_papers_are_saved(qapp: QApplication, tmp_path: Path) -> None:
    desk = PrintDesk({}, tmp_path / "papers")
    made = desk.print("invoice", b"%PDF-", "Invoice INV/2026:7")
    assert made.saved == tmp_path / "papers" / "Invoice INV-2026-7.pdf"
    assert made.saved.read_bytes() == b"%PDF-"
    assert file_name("../..") == "-"
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="could not be saved"):
        PrintDesk({}, tmp_path / "file").save(b"", "x")


# Faults


class Broken(Exception):
    """A fault of the program, with a customer's name in its words."""


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[CrashDesk]:
    made = CrashDesk(tmp_path / "log")
    yield made
    made.remove()


def fail(desk: CrashDesk) -> None:
    try:
        raise Broken("Maria Ng, 01632 960 147")
    except Broken:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        desk.caught(kind, error, trace)


def test_a_fault_opens_one_dialog_with_a_report_and_a_log(
    qtbot: QtBot, desk: CrashDesk, caplog: pytest.LogCaptureFixture, faults: list[str]
) -> None:
    with caplog.at_level(logging.CRITICAL):
        fail(desk)
        fail(desk)
    qtbot.waitUntil(lambda: desk.dialog is not None)
    dialog = desk.dialog
    assert dialog is not None
    report = dialog.report.toPlainText()
    assert "Broken" in report
    assert "in fail" in report
    assert "Maria" not in report, "a report goes to strangers"
    dialog.copy.click()
    assert QApplication.clipboard().text() == report
    assert_accessible(dialog)
    assert desk.log_path is not None
    assert "Unexpected error" in desk.log_path.read_text(encoding="utf-8")
    dialog.accept()
    qtbot.waitUntil(lambda: desk.dialog is None)
    assert len(faults) == 2
    faults.clear()


def test_the_hooks_are_taken_and_given_back(desk: CrashDesk) -> None:
    before = (sys.excepthook, threading.excepthook)
    desk.install()
    assert sys.excepthook == desk.caught
    desk.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_log_that_can_not_be_written_is_no_fault(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert CrashDesk(tmp_path / "file").log_path is None


def test_pills_that_do_not_fit_beside_the_number_stand_below_it(dressed: QApplication, qtbot: QtBot) -> None:
    panel = DetailPanel("Order details")
    qtbot.addWidget(panel)
    panel.show()
    for words, below in ((["Draft"], False), (["Delivered", "Part refunded"], True), (["Confirmed", "Account"], False)):
        panel.show_head("SO-1001", "today", [Pill(word, "neutral", "ring") for word in words])
        QApplication.processEvents()
        pills = [each for each in panel.findChildren(PillLabel) if each.isVisible()]
        assert [each.pill.word for each in pills] == words
        tops = {each.mapTo(panel, QPoint()).y() for each in pills}
        title = panel.findChildren(ElidedLabel)[0]
        assert (min(tops) > title.mapTo(panel, QPoint()).y() + title.height() - 4) is below
        assert all(each.width() == each.sizeHint().width() for each in pills)


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.25, 1.5])
def test_segments_ask_for_the_room_of_their_words(screen: QWidget, dressed: QApplication, scale: float) -> None:
    apply_theme(dressed, "light", scale)
    ways = [("c", "Counter", "store"), ("p", "Phone", "phone"), ("e", "Email", "mail"), ("o", "Online", "globe")]
    segments = Segmented(ways, "Channel")
    segments.setParent(screen)
    segments.show()
    segments.resize(segments.sizeHint())
    for key, _, _ in ways:
        segments.choose(key)
        QApplication.processEvents()
        parts = segments.findChildren(QPushButton)
        assert all(each.text() and each.width() >= each.sizeHint().width() for each in parts), key


def test_a_name_of_several_words_is_typed_in_a_choice(qtbot: QtBot, dressed: QApplication) -> None:
    choice = Choice([("UA", "Ukraine"), ("GB", "United Kingdom"), ("US", "United States")], name="Country")
    qtbot.addWidget(choice)
    picked: list[str] = []
    choice.picked.connect(picked.append)
    choice.show()
    QTest.keyClicks(choice, "united s")
    assert (choice.value(), picked[-1]) == ("US", "US")
    assert not choice.view().isVisible(), "a space within a name opens no list"
