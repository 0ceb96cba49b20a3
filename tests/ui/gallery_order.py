"""A New order page like that of the design, made of the kit's parts and invented rows."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button, IconButton
from orderdesk.ui.widgets.card import Card, column, row
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.segmented import Segmented
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import NoteInput, TextInput
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.widgets.grid.line_grid import LineGrid
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE, GridCell, GridColumn, GridLine
from orderdesk.ui.widgets.key_cap import KeyHints
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.detail_panel import Section, SumRow
from orderdesk.ui.widgets.lists.list_detail import is_narrow
from orderdesk.ui.widgets.lists.table_model import RIGHT
from orderdesk.ui.widgets.page_head import PageHead
from orderdesk.ui.widgets.pill import Pill, PillLabel

CHANNELS = [("c", "Counter", "store"), ("p", "Phone", "phone"), ("m", "Email", "mail"), ("w", "Online", "globe")]
SHIP_BY = datetime.date(2026, 11, 23)
COLUMNS = (
    GridColumn("n", "#", 38, wide=True),
    GridColumn("item", "Product"),
    GridColumn("stock", "Stock", 140),
    GridColumn("qty", "Qty", 72, RIGHT, editable=True, stop=True),
    GridColumn("price", "Price", 88, RIGHT, editable=True),
    GridColumn("disc", "Disc %", 76, RIGHT, editable=True, wide=True),
    GridColumn("total", "Line total", 96, RIGHT),
    GridColumn(REMOVE, "", 46),
)
HIGH = Pill("128 available", "success", "check")
FEW = Pill("3 left after", "warning", "ring")
SHORT = Pill("2 of 6 in stock", "warning", "half")
ENOUGH = Pill("42 available", "success", "check")
TRADE = Pill("Trade 5%", "info", "check")
STOP = Pill("On stop", "danger", "triangle")
LINES = (
    ("Linen tea towel, set of 2", "TTW-LIN-02", HIGH, "4", "14.00", "–", "56.00"),
    ("Oak serving board, large", "BRD-OAK-L", FEW, "2", "49.00", "10", "88.20"),
    ("Soy candle, fig & cedar 220 g", "CND-SOY-FG", SHORT, "6", "18.50", "–", "111.00"),
    ("Enamel mug, ink blue 350 ml", "MUG-350-BL", ENOUGH, "12", "13.50", "–", "162.00"),
)
CUSTOMERS = [
    Suggestion(1, "Green & Sons Plumbing", "Trade · 01632 960 201 · 38 orders", "building-2", TRADE),
    Suggestion(2, "Greta Holm", "Retail · greta@holm.example · 2 orders", "user"),
    Suggestion(3, "Greenway Nursery", "Account on stop · 01632 960 310", "building-2", STOP),
]


def lines() -> list[GridLine]:
    return [
        GridLine(
            sku,
            {
                "n": GridCell(str(number), tone="text2"),
                "item": GridCell(name, sku),
                "stock": GridCell(pill=stock),
                "qty": GridCell(count),
                "price": GridCell(price),
                "disc": GridCell(disc),
                "total": GridCell(total, strong=True),
            },
        )
        for number, (name, sku, stock, count, price, disc, total) in enumerate(LINES, start=1)
    ]


class NewOrder(QWidget):
    """The page."""

    def __init__(self) -> None:
        super().__init__()
        self.customer = TextInput(icon="user", name="Customer")
        self.ahead = TypeAhead(
            self.customer,
            lambda text: [one for one in CUSTOMERS if text.lower() in one.title.lower()],
            lambda offer: self.customer.setText(offer.title),
            hints=[("Ctrl+N", "new")],
        )
        self.grid = LineGrid(
            COLUMNS,
            lookup=lambda _text: [],
            add=lambda _offer, _n: None,
            commit=lambda *_: None,
            remove=lambda _key: None,
        )
        self.grid.show_lines(lines())
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._main(), 1)
        outer.addWidget(self._summary())

    def _main(self) -> QVBoxLayout:
        head = PageHead("New order", [Segmented(CHANNELS, "Channel", current="p")])
        head.summary.setText("Draft saved 10:14")
        card = Card()
        self.reference = FormField("Their reference", TextInput("PO number"))
        fields = QHBoxLayout()
        fields.setSpacing(px(12))
        choice = Choice([(1, "Deliver · van route, zone 2")])
        fields.addWidget(FormField("Customer", self.customer, required=True), 5)
        fields.addWidget(FormField("Delivery", choice), 4)
        fields.addWidget(FormField("Ship by", DayInput(lambda: SHIP_BY, SHIP_BY)), 2)
        fields.addWidget(self.reference, 3)
        card.body.addLayout(fields)
        who = Label("Ben Green · 01632 960 201 · accounts@greensons.example", "small", "text2")
        card.body.addLayout(row(who, None, PillLabel(Pill("Trade 5%", "info", "check"))))
        table = Card(padding=0, spacing=0)
        table.body.addWidget(self.grid, 1)
        text = "Line 3: 6 wanted, 2 in stock. 12 more arrive Tue 24 Nov (PO-0187)."
        banner = Banner(text, "warning", [("Split: ship 2 now", lambda: None), ("Wait for all 6", lambda: None)])
        table.body.addLayout(row(12, banner, 12, spacing=0))
        table.body.addSpacing(px(12))
        keys = [("Enter", "next cell"), ("Ins", "new line"), ("Ctrl+Del", "remove line"), ("F6", "stock")]
        self.hints = KeyHints(keys)
        body = column(row(IconButton("arrow-left", "Back"), head), card, spacing=12)
        body.addWidget(table, 1)
        body.addWidget(self.hints)
        body.setContentsMargins(px(20), px(12), px(20), px(10))
        return body

    def _summary(self) -> QFrame:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        panel.setFixedWidth(px(308))
        sums = Section().text("Summary", "heading")
        figures = {"Subtotal": "427.00", "Discounts": "−30.66", "Delivery, zone 2": "9.50", "Tax 20%": "81.17"}
        sums.sums([SumRow(name, figure) for name, figure in figures.items()])
        sums.body.addLayout(row(Label("Total", "strong"), None, Label("487.01", "total", figures=True)))
        sums.text("24 items · 4 lines · est. 11.2 kg", "small", "text2")
        ways = [("card", "Card", ""), ("cash", "Cash", ""), ("acc", "Account", ""), ("cod", "COD", "")]
        pay = Section("Payment").add(Segmented(ways, "Payment", current="acc"))
        pay.text("Due 20 Dec 2026, 30 days", "small", "text2")
        notes = Section()
        notes.end(True)
        notes.add(FormField("For the packer", NoteInput("On the picklist and the packing screen")))
        foot = Section()
        foot.end(True)
        foot.add(Button("Confirm order", role="primary", large=True))
        foot.add(KeyHints([("Ctrl+Enter", "confirms")]), Button("Save as draft"))
        body = column(sums, pay, notes, None, foot, spacing=0)
        panel.setLayout(body)
        body.setContentsMargins(1, 0, 0, 0)
        return panel

    def resizeEvent(self, event: object) -> None:
        narrow = is_narrow(self)
        self.grid.set_narrow(narrow)
        self.reference.setVisible(not narrow)
        self.hints.setVisible(not narrow)


def draw(app: QApplication, window: MainWindow, folder: Path, theme: str) -> None:
    """The page with a customer being typed, then with a quantity being changed, in a wide and a narrow window."""
    page = NewOrder()
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    for width, height in ((1440, 900), (1024, 700)):
        window.resize(width, height)
        window.show()
        window.activateWindow()
        app.processEvents()
        if width == 1440:
            page.customer.setFocus()
            QTest.keyClicks(page.customer, "gre")
        else:
            page.ahead.close()
            page.customer.setText("Green & Sons Plumbing")
            page.grid.edit_cell("MUG-350-BL", "qty")
        app.processEvents()
        window.grab().save(str(folder / f"new-order-{theme}-{width}.png"))
