"""Who orders, how and when it goes, and their own reference: the card at the top of the order page."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import shown
from orderdesk.persistence.customers.lists import CardOrder
from orderdesk.services.customers.callers import caller_card
from orderdesk.ui.orders.new_order.left_customer import LeftCustomer
from orderdesk.ui.orders.new_order.panels.badges import (
    NEWCOMER,
    caller_line,
    caller_pills,
    customer_offer,
    newcomer_offer,
    order_offer,
)
from orderdesk.ui.orders.new_order.panels.newcomer import NewcomerForm
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.forms.type_ahead import TypeAhead
from orderdesk.ui.widgets.label import ElidedLabel
from orderdesk.ui.widgets.pill import Pill, PillRow
from orderdesk.ui.widgets.window.focus import let_go
from orderdesk.ui.words import COLLECT, COLLECT_WORDS


class CustomerPanel(Card):
    """`changed` follows every change that may cost or spare money, `typed` the others; `chosen` that the customer
    stands and the lines are next; `warned(sentence)` what should be looked at again;
    `repeat_wanted(order key)` that it is to be the same again."""

    changed = Signal()
    typed = Signal()
    chosen = Signal()
    warned = Signal(str)
    repeat_wanted = Signal(int)

    def __init__(self, presenter: NewOrderPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.customer = TextInput(icon="user", name="Customer")
        self.ahead = TypeAhead(self.customer, self._offers, self._take, name="Customers", hints=[("Ctrl+N", "new")])
        self.service = Choice(name="Delivery")
        self.ship_by = DayInput(lambda: presenter.desk.today, presenter.first_day(), name="Ship by", year=False)
        self.reference = TextInput("PO number")
        self.customer_field = FormField("Customer", self.customer)
        self.service_field = FormField("Delivery", self.service)
        self.ship_by_field = FormField("Ship by", self.ship_by)
        self.reference_field = FormField("Their reference", self.reference)
        self._line = ElidedLabel("", "small", "text2", figures=True)
        self._pills = PillRow()
        self.newcomer = NewcomerForm(self._take_down, presenter.known_already, presenter.offers.shop.country)
        self._services: list[tuple[str, str]] = []
        self._of_orders = False
        self._day_of: tuple[int | None, int | None, date | None] | None = None
        self._shown_pills: list[Pill] = []
        self._build()
        self._wire()

    def _build(self) -> None:
        self.fields = QHBoxLayout()
        self.fields.setSpacing(px(12))
        self.fields.addWidget(self.customer_field, 5, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(self.service_field, 4, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(self.ship_by_field, 2, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(self.reference_field, 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self.fields)
        below = row()
        below.addWidget(self._line, 1)
        below.addWidget(self._pills)
        self.body.addLayout(below)
        self.body.addWidget(self.newcomer)

    def _wire(self) -> None:
        self._left: LeftCustomer | None = None
        self.customer.textEdited.connect(self._typed_customer)
        self.customer.installEventFilter(self)
        self.service.picked.connect(self._choose_service)
        self.ship_by.changed.connect(self._typed_day)
        self.reference.textEdited.connect(lambda text: self._note(reference=text))
        self.reference.returnPressed.connect(self.chosen.emit)
        self.newcomer.typed_on.connect(lambda: self._note(newcomer=self.newcomer.typed()))
        self.newcomer.left.connect(self.close_newcomer)
        self.newcomer.taken.connect(self._take_known)

    def refresh(self) -> None:
        """Show the head of the sheet as it is now; fields with the focus keep what is being typed."""
        sheet, presenter = self._presenter.sheet, self._presenter
        if self.customer.text() != sheet.customer_text:
            self.customer.setText(sheet.customer_text)
        self.customer.setPlaceholderText("Walk-in" if sheet.channel == "counter" else "")
        if self.customer_field.required != (sheet.channel != "counter"):
            self.customer_field.set_required(sheet.channel != "counter")
        self._show_services()
        day = sheet.ship_by or presenter.first_day()
        if self._day_of != self._sheet_day() or not (self.ship_by.hasFocus() or self.ship_by.error()):
            self._day_of = self._sheet_day()
            self.ship_by.set_value(day)
            self.ship_by_field.validate()
        if self.reference.text() != sheet.reference:
            self.reference.setText(sheet.reference)
        self._line.setText(caller_line(presenter.caller, sheet.channel))
        pills = caller_pills(presenter.caller, presenter.currency)
        if pills != self._shown_pills:
            self._shown_pills = pills
            self._pills.show_pills(*pills)
        self._show_newcomer()

    def _show_services(self) -> None:
        currency = self._presenter.currency
        options = [(COLLECT, COLLECT_WORDS)] + [
            (each.code, f"{each.name} · {shown(each.price, currency)}" if each.has_one_price else each.name)
            for each in self._presenter.offers.services
        ]
        if options != self._services:
            self._services = options
            self.service.set_options(options)
        self.service.choose(self._presenter.sheet.service)

    def _show_newcomer(self) -> None:
        typed = self._presenter.sheet.newcomer
        if typed is None:
            let_go(self.newcomer)
            self.newcomer.hide()
        elif self.newcomer.isHidden():
            self.newcomer.show_typed(typed)
            self.newcomer.show()

    def _sheet_day(self) -> tuple[int | None, int | None, date | None]:
        """What the day in the field belongs to: of another order, or changed elsewhere, it is shown anew."""
        sheet = self._presenter.sheet
        return sheet.order_id, sheet.customer_id, sheet.ship_by

    def _typed_day(self) -> None:
        """Take the day as it is typed; what is none, or none yet, is refused when the order ends."""
        with suppress(Refused, BadInput):
            self._presenter.change(ship_by=self.ship_by.day())
            self._day_of = self._sheet_day()
            self.changed.emit()

    def wrong_day(self) -> str:
        """Why what stands as the day to ship by is none, said there as well; "" for a day."""
        if not self.ship_by_field.validate():
            self.ship_by.setFocus()
        return self.ship_by_field.error

    def forget_day(self) -> None:
        """Show the day of the sheet in the place of whatever is typed."""
        self._day_of = None

    def _change(self, **values: object) -> None:
        self._presenter.change(**values)
        self.changed.emit()

    def _note(self, **values: object) -> None:
        self._presenter.note(**values)
        self.typed.emit()

    def _choose_service(self, code: str) -> None:
        self._presenter.choose_service(code)
        self.changed.emit()

    # The customer

    def offer_orders(self) -> None:
        """Offer the last orders of the customer, to be repeated."""
        self._of_orders = True
        self.ahead.look_up("")
        self._of_orders = False

    def _offers(self, text: str) -> list[Suggestion]:
        if self._of_orders and self._presenter.sheet.customer_id:
            card = caller_card(self._presenter.desk, self._presenter.sheet.customer_id)
            return [order_offer(each, self._presenter.desk) for each in card.last_orders]
        return [*(customer_offer(one) for one in self._presenter.find_customers(text)), newcomer_offer(text)]

    def _typed_customer(self, text: str) -> None:
        self.customer_field.set_error("")
        before = self._presenter.sheet
        if before.customer_id is not None:
            self._presenter.choose_customer(None, text)
            self._left = LeftCustomer(before, self._presenter.sheet)
            self.changed.emit()
        elif self._left is not None and text == self._left.before.customer_text:
            # Typed over by mistake, or by a bar code reader whose code is taken out again.
            self._presenter.put_sheet(self._left.back(before))
            self.changed.emit()
        else:
            self._note(customer_text=text)

    def _take(self, offer: Suggestion) -> None:
        if offer.key == NEWCOMER:
            self.start_newcomer()
            return
        if isinstance(offer.data, CardOrder):
            self.repeat_wanted.emit(offer.data.id)
            return
        self._presenter.choose_customer(offer.key)
        self.customer_field.set_error("")
        self.changed.emit()
        self.chosen.emit()

    def start_newcomer(self) -> None:
        """Open the form for a new customer, with what was typed so far."""
        known = self._presenter.caller is not None
        self.newcomer.start("" if known else self.customer.text())
        self._change(newcomer=self.newcomer.typed())

    def close_newcomer(self) -> None:
        """Put the form away; the search stays as it was typed."""
        self._change(newcomer=None)
        self.customer.setFocus()

    def _take_down(self, typed: Mapping[str, str]) -> None:
        warnings = self._presenter.take_down(typed)
        self.changed.emit()
        self.chosen.emit()
        if warnings:
            self.warned.emit(" ".join(warnings))

    def _take_known(self, customer_id: int) -> None:
        self._presenter.take_known(customer_id)
        self.changed.emit()
        self.chosen.emit()

    def say(self, said: Refused | BadInput) -> bool:
        """Put a refusal under the field it names; False when it names none here."""
        fields = {
            "customer": self.customer_field,
            "service": self.service_field,
            "ship_by": self.ship_by_field,
            "reference": self.reference_field,
        }
        field = fields.get(said.field or "")
        if field is None:
            return False
        field.set_error(str(said))
        field.editor.setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._left = None
        # Enter on a customer who stands, or on nobody at the counter, goes on to the lines.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.ahead.is_open:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        sheet = self._presenter.sheet
        if sheet.customer_id is not None or (sheet.channel == "counter" and not sheet.customer_text.strip()):
            self.chosen.emit()
        else:
            self.ahead.look_up(self.customer.text())
