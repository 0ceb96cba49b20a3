"""The small forms of the shipping tab: what was picked, what goes into which box, and how it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from orderdesk.domain.fulfilment.boxes import unprinted_words
from orderdesk.domain.fulfilment.cartons.plan import BoxPlan
from orderdesk.domain.fulfilment.shipments import BoxRequest, Short
from orderdesk.domain.fulfilment.short_picks import SHORT_CAUSES
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import Quantity, parse_count, shown_quantity
from orderdesk.domain.values.sizes import NO_SIZE, parse_size, shown_sides, unit
from orderdesk.domain.values.weights import parse_weight, typed_weight, weight_unit
from orderdesk.persistence.fulfilment.lists import PackRow, ShipmentRow
from orderdesk.services.fulfilment.cartons.planning import boxes_as_planned, is_whole
from orderdesk.ui.fulfilment.box_drawing import BoxesDrawing
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.box_numbers import number_fields, numbers_in
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import twice
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.note_tick import NoteTick
from orderdesk.ui.widgets.forms.text_input import ParsedInput
from orderdesk.ui.widgets.label import ElidedLabel, Label

MOST_BOXES = 8
_TOGETHER = " Its boxes leave together; what is to go first is split off before (Ctrl+Shift+X)."
_UNIT_WORDS = {"cm": "centimetres", "in": "inches", "kg": "kilograms", "lb": "pounds"}


def _found(text: str) -> Quantity:
    """A picked quantity; nothing at all is an answer too."""
    return parse_count(text)


def ask_picks(
    parent: QWidget, picklist: str, rows: Sequence[PackRow], send: Callable[[list[Short]], object]
) -> FormDialog:
    """Ask what was found for each row of a picklist; `send(shorts)` gets what is missing, with the reason."""
    grid = QWidget()
    places = QGridLayout(grid)
    places.setContentsMargins(0, 0, 0, 0)
    places.setHorizontalSpacing(px(12))
    places.setColumnStretch(1, 1)
    for column, title in enumerate(("Bin", "Item", "Tote", "To pick", "Found")):
        places.addWidget(Label(title, "label", "text2"), 0, column)
    fields: list[ParsedInput] = []
    whys: list[_Why] = []
    several = len({row.tote for row in rows}) > 1
    for number, row in zip(range(1, 2 * len(rows), 2), rows, strict=True):
        tote = f" for T{row.tote}" if several else ""
        found = ParsedInput(_found, shown_quantity, name=f"Found of {row.sku} in {row.bin}{tote}")
        found.set_value(row.quantity)
        found.setFixedWidth(px(84))
        places.addWidget(Label(row.bin, "strong", figures=True), number, 0)
        places.addWidget(ElidedLabel(f"{row.name} · {row.sku}"), number, 1)
        places.addWidget(Label(f"T{row.tote} · {row.order}", figures=True), number, 2)
        places.addWidget(Label(shown_quantity(row.quantity), "strong", figures=True, right=True), number, 3)
        places.addWidget(found, number, 4)
        why = _Why(found, row.quantity, f"{row.sku} in {row.bin}{tote}")
        places.addWidget(why, number + 1, 1, 1, 4)
        fields.append(found)
        whys.append(why)

    def submit() -> None:
        send(shorts_of(rows, [field.value() for field in fields], [why.cause for why in whys]))

    dialog = FormDialog(
        parent,
        f"Confirm the picks of {picklist}",
        {},
        verb="Confirm picks",
        send=submit,
        extra=[grid],
        intro="Change a figure only where less was found, and say why; the rest is back-ordered and its "
        "bin is to be counted. Who was told the earlier day gets what is there.",
        width=680,
    )
    if fields:
        fields[0].setFocus()
        fields[0].selectAll()
    dialog.open()
    return dialog


class _Why(QWidget):
    """Under a row of which less was found: why. It is made once the figure is lower than that of the list, as a wave
    has hundreds of rows and few are short."""

    def __init__(self, found: ParsedInput, wanted: Quantity, about: str) -> None:
        super().__init__()
        self._found, self._wanted, self._about = found, wanted, about
        self._choice: Choice | None = None
        self.hide()
        found.changed.connect(self._follow)

    @property
    def cause(self) -> str:
        """The cause chosen, "" for none."""
        return self._choice.value() if self._choice is not None else ""

    def _follow(self) -> None:
        fewer = not self._found.error() and (self._found.value() or 0) < self._wanted
        if fewer and self._choice is None:
            self._choice = self._asked()
        self.setVisible(fewer)

    def _asked(self) -> Choice:
        causes = [(each, each.capitalize()) for each in SHORT_CAUSES]
        choice = Choice([("", "Why?"), *causes], name=f"Why fewer of {self._about}")
        room = QHBoxLayout(self)
        room.setContentsMargins(0, 0, 0, px(4))
        room.addWidget(Label("Fewer than on the list, because", tone="text2"))
        room.addWidget(choice)
        room.addStretch()
        QWidget.setTabOrder(self._found, choice)
        return choice


def shorts_of(rows: Sequence[PackRow], found: Sequence[Quantity | None], causes: Sequence[str]) -> list[Short]:
    """What is missing by SKU, bin and cause; more than was asked for, or no cause, is refused."""
    missing: dict[tuple[str, str, str], Quantity] = {}
    for row, quantity, cause in zip(rows, found, causes, strict=True):
        if quantity is None:
            raise Refused(f"Say how many of {row.sku} were found in {row.bin}; 0 when none.")
        if quantity > row.quantity:
            raise Refused(f"{row.sku}: only {shown_quantity(row.quantity)} were to be picked from {row.bin}.")
        if quantity < row.quantity:
            left = row.quantity - quantity
            if not cause:
                raise Refused(f"Say why {shown_quantity(left)} of {row.sku} in {row.bin} are short.")
            place = (row.sku, row.bin, cause)
            missing[place] = missing.get(place, 0) + left
    return [Short(sku, quantity, cause, bin) for (sku, bin, cause), quantity in missing.items()]


class _Boxes(QWidget):
    """Rows of goods against columns of boxes, with the weight and the size of each box below."""

    def __init__(self, rows: Sequence[PackRow], plan: BoxPlan) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._offered = [("", "Other"), *((each.code, each.code) for each in plan.offered)] if plan.offered else []
        self._cartons: list[Choice] = []
        self._cells: list[list[ParsedInput]] = []
        self._weights: list[ParsedInput] = []
        self._sizes: list[ParsedInput] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(Label("Item", "label", "text2"), 0, 0)
        for number, row in enumerate(self._rows, start=1):
            self._grid.addWidget(ElidedLabel(f"{shown_quantity(row.quantity)} × {row.name}"), number, 0)
        if self._offered:
            self._grid.addWidget(Label("Carton", "label", "text2"), len(self._rows) + 3, 0)
        self._grid.addWidget(Label(f"Weight, {weight_unit()}", "label", "text2"), len(self._rows) + 1, 0)
        self._grid.addWidget(Label(f"Size, {unit()}", "label", "text2"), len(self._rows) + 2, 0)
        self.add_box()

    def add_box(self) -> None:
        """One box more; the first takes everything until told otherwise."""
        column = len(self._weights) + 1
        if column > MOST_BOXES:
            return
        self._grid.addWidget(Label(f"Box {column}", "label", "text2", right=True), 0, column)
        cells = []
        for number, row in enumerate(self._rows, start=1):
            cell = ParsedInput(_found, shown_quantity, name=f"{row.sku} in box {column}")
            cell.set_value(row.quantity if column == 1 else 0)
            cell.setFixedWidth(px(72))
            self._grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignRight)
            cells.append(cell)
        weight = ParsedInput(parse_weight, typed_weight, name=f"Weight of box {column} in {_UNIT_WORDS[weight_unit()]}")
        weight.setPlaceholderText("auto")
        weight.setFixedWidth(px(72))
        self._grid.addWidget(weight, len(self._rows) + 1, column, Qt.AlignmentFlag.AlignRight)
        size = ParsedInput(parse_size, shown_sides, name=f"Size of box {column} in {_UNIT_WORDS[unit()]}")
        size.setPlaceholderText("30 x 25 x 20")
        size.setFixedWidth(px(112))
        self._grid.addWidget(size, len(self._rows) + 2, column, Qt.AlignmentFlag.AlignRight)
        self._cells.append(cells)
        self._weights.append(weight)
        self._sizes.append(size)
        if self._offered:
            carton = Choice(self._offered, name=f"Carton of box {column}", current="")
            carton.setFixedWidth(px(112))
            self._grid.addWidget(carton, len(self._rows) + 3, column, Qt.AlignmentFlag.AlignRight)
            self._cartons.append(carton)
        cells[0].setFocus()
        cells[0].selectAll()

    def fill(self, boxes: Sequence[BoxRequest]) -> None:
        """Fill in boxes as they are planned."""
        for place, box in enumerate(boxes):
            if place:
                self.add_box()
            inside = dict(box.contents)
            for row, cell in zip(self._rows, self._cells[place], strict=True):
                cell.set_value(inside.get(row.allocation_id, 0))
            self._cartons[place].choose(box.carton)

    def first(self) -> ParsedInput:
        """Where the typing begins: the weight of the first box, as one box is the usual case."""
        return self._weights[0]

    def requests(self) -> list[BoxRequest]:
        """The boxes as typed."""
        boxes = []
        cartons = [each.value() for each in self._cartons] or [""] * len(self._weights)
        for cells, weight, size, carton in zip(self._cells, self._weights, self._sizes, cartons, strict=True):
            pairs = zip(self._rows, cells, strict=True)
            contents = tuple((row.allocation_id, quantity) for row, cell in pairs if (quantity := cell.value() or 0))
            length, width, height = size.value() or NO_SIZE
            boxes.append(BoxRequest(carton, weight.value() or 0, length, width, height, contents))
        return [box for box in boxes if box.contents] or [BoxRequest()]


def ask_boxes(
    parent: QWidget,
    number: str,
    rows: Sequence[PackRow],
    note: str,
    plan: BoxPlan,
    send: Callable[[list[BoxRequest], bool, bool], object],
) -> FormDialog:
    """Ask what goes into which box and what each weighs, filled in as it is planned; `send(boxes, note done, sure)`,
    where there is a note to tick.

    A doubtful weight is told, and sent as sure when the same is sent once more.
    """
    boxes = _Boxes(rows, plan)
    planned = is_whole(plan) and len(plan.proposal.boxes) <= MOST_BOXES
    if planned:
        boxes.fill(boxes_as_planned(plan, rows))
    tick = NoteTick(note) if note else None
    more = Button("Add a box", boxes.add_box, icon="plus")
    line = QWidget()
    room = QHBoxLayout(line)
    room.setContentsMargins(0, 0, 0, 0)
    room.addWidget(more)
    room.addStretch()
    doubted: list[list[BoxRequest]] = []

    def submit() -> None:
        wanted = boxes.requests()
        try:
            send(wanted, tick is not None and tick.ticked, wanted in doubted)
        except Doubtful as said:
            doubted.append(wanted)
            raise Doubtful(f"{said} Ctrl+Enter again packs it as it is.", field=said.field) from None

    dialog = FormDialog(
        parent,
        f"Pack {number}",
        {},
        verb="Pack",
        send=submit,
        extra=[*([tick] if tick else []), boxes, line, *([BoxesDrawing(plan.proposal.boxes)] if planned else [])],
        intro=" ".join(
            [
                f"Proposed: {plan.head}." if planned else "One box takes everything unless you add more.",
                *plan.said,
                "A weight left empty is reckoned from the items.",
            ]
        ),
        width=560,
    )
    (tick.tick if tick else boxes.first()).setFocus()
    dialog.open()
    return dialog


def ask_shipping(
    parent: QWidget,
    row: ShipmentRow,
    services: Sequence[Service],
    send: Callable[[str, dict[int, str], bool], object],
) -> FormDialog:
    """Ask for the service and the tracking number of each box; `send(service code, numbers by box, sure)`. A doubtful
    label is told, and sent as sure when the same is sent once more."""
    service = Choice([(each.code, each.name) for each in services], current=row.service or None)
    numbers = number_fields(row.packed)

    def ship(asked: tuple[str, dict[int, str]], sure: bool) -> object:
        return send(*asked, sure)

    submit = twice(ship, "ships it")
    dialog = FormDialog(
        parent,
        f"Ship {row.number}",
        {**numbers, "service": FormField("Service", service)},
        verb="Ship",
        send=lambda: submit((service.value() or "", numbers_in(numbers, row.packed))),
        intro="Stock falls when it has left. A message to the customer is written, for you to send: F11 shows it."
        f"{unprinted_words(row.packed)}{_TOGETHER if row.boxes > 1 else ''}",
    )
    dialog.open()
    return dialog
