"""The parts of the kit on one sheet, beside each other."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from orderdesk.domain.values.quantity import parse_quantity, quantity_text
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.bar_chart import Bar, BarChart
from orderdesk.ui.widgets.button import Button, IconButton, MenuButton
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.empty_state import EmptyState
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.segmented import Segmented
from orderdesk.ui.widgets.forms.text_input import NoteInput, ParsedInput, TextInput
from orderdesk.ui.widgets.pill import Pill, PillLabel
from orderdesk.ui.widgets.progress_strip import ProgressStrip
from orderdesk.ui.widgets.stat_tile import StatTile, tile_row

SHIP_BY = datetime.date(2026, 11, 23)


def buttons() -> Card:
    card = Card("Buttons")
    off, faded = Button("Disabled", role="primary"), Button("Disabled")
    off.setEnabled(False)
    faded.setEnabled(False)
    card.body.addLayout(row(Button("Confirm order", role="primary"), off, None))
    card.body.addLayout(row(Button("Secondary"), faded, Button("Ghost", role="ghost"), None))
    card.body.addLayout(
        row(
            Button("Cancel order…", role="danger"),
            Button("Print", icon="printer"),
            MenuButton("", name="More"),
            IconButton("trash-2", "Remove"),
            None,
        )
    )
    return card


def inputs() -> Card:
    card = Card("Inputs")
    phone = TextInput()
    phone.setText("07700 900 123")
    quantity = FormField("Quantity", ParsedInput(parse_quantity, quantity_text, right=False))
    quantity.editor.setText("12x")  # type: ignore[attr-defined]
    quantity.set_error("Enter a whole number, 1 to 999")
    locked = TextInput()
    locked.setText("Locked")
    locked.setEnabled(False)
    card.body.addWidget(FormField("Phone", phone, required=True))
    card.body.addWidget(FormField("E-mail", TextInput("name@example.com"), hint="Order confirmation goes here"))
    card.body.addWidget(quantity)
    card.body.addWidget(FormField("Order number", locked))
    pair = QHBoxLayout()
    pair.addWidget(FormField("Delivery", Choice([(1, "Deliver · van route"), (2, "Pick up")])))
    pair.addWidget(FormField("Ship by", DayInput(lambda: SHIP_BY, SHIP_BY)))
    card.body.addLayout(pair)
    card.body.addWidget(FormField("For the packer", NoteInput("On the picklist and the packing screen")))
    phone.setFocus()
    return card


def choices() -> Card:
    card = Card("Choices and progress")
    on, some = QCheckBox("Print packing slip"), QCheckBox("Select all")
    on.setChecked(True)
    some.setTristate(True)
    some.setChecked(True)
    some.setCheckState(some.checkState().PartiallyChecked)
    off = QCheckBox("Disabled")
    off.setEnabled(False)
    card.body.addLayout(row(on, QCheckBox("E-mail confirmation"), None))
    card.body.addLayout(row(some, off, None))
    refund = QRadioButton("Refund to card")
    refund.setChecked(True)
    card.body.addLayout(row(refund, QRadioButton("Store credit"), None))
    options = [("c", "Counter", "store"), ("p", "Phone", "phone"), ("o", "Online", "globe")]
    card.body.addWidget(Segmented(options, "Channel", current="p"))
    strip = ProgressStrip("Picked")
    strip.show_progress(8, 12)
    card.body.addWidget(strip)
    return card


def pills() -> Card:
    from tests.ui.gallery import PILLS

    card = Card("Status pills: colour + shape + word")
    grid = QGridLayout()
    for number, (word, (tone, glyph)) in enumerate(PILLS.items()):
        grid.addWidget(PillLabel(Pill(word, tone, glyph)), number // 4, number % 4)
    card.body.addLayout(grid)
    return card


def banners() -> Card:
    card = Card("Banners (stay until fixed)")
    card.body.addWidget(Banner("Shop sync is paused. Orders keep working offline.", "info"))
    card.body.addWidget(Banner("Day closed. Cash matches the till.", "success"))
    card.body.addWidget(Banner("6 wanted, 2 in stock. 12 arrive Tue 24 Nov.", "warning", [("Split", lambda: None)]))
    text = "Label printer did not answer. 3 labels are waiting."
    card.body.addWidget(Banner(text, "danger", [("Retry", lambda: None)]))
    return card


def draw(app: QApplication, folder: Path, theme: str) -> None:
    """One sheet of all parts in `theme`."""
    sheet = QWidget()
    sheet.setProperty("ground", "bg")
    grid = QGridLayout(sheet)
    grid.setSpacing(16)
    nothing = Card()
    verbs = [("Show orders on backorder", lambda: None)]
    nothing.body.addWidget(
        EmptyState("package-open", "Nothing to pick", "Confirmed orders with stock appear here.", verbs)
    )
    chart = Card("Sales by channel")
    chart.body.addWidget(
        BarChart(
            "Sales", [Bar("Phone", 41200, "412.00"), Bar("Counter", 23000, "230.00"), Bar("Online", 6000, "60.00")]
        )
    )
    days = Card("Sales by day")
    names = ("Mon", "Tue", "Wed", "Thu", "Fri")
    sizes = (310, 480, 220, 610, 540)
    days.body.addWidget(BarChart("Days", [Bar(n, s, f"{s}") for n, s in zip(names, sizes, strict=True)], upright=True))
    for number, side in enumerate(((buttons(), inputs()), (choices(), pills(), chart), (banners(), nothing, days))):
        for place, part in enumerate(side):
            part.body.addStretch()
            grid.addWidget(part, place, number)
    tiles = (StatTile("Sales today", "1,284.60", "12 % more than last Friday", "success"), StatTile("Orders", "27"))
    grid.addWidget(tile_row(*tiles, StatTile("Cash difference", "−2.00", "Count again", "danger")), 3, 0, 1, 3)
    sheet.resize(1240, 860)
    sheet.show()
    app.processEvents()
    sheet.grab().save(str(folder / f"parts-{theme}.png"))
    sheet.close()
