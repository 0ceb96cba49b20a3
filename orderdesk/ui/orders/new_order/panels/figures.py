"""The sums of the order being taken, with the ones that a clerk may change as fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.prices.rates import billable_weight
from orderdesk.domain.prices.tax_places import taxed_at
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import grouped, parse_amount, parse_price, shown, shown_price
from orderdesk.domain.values.quantity import ONE, shown_quantity
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.weights import shown_weight
from orderdesk.ui.orders.margin import margin_says, margin_tone, margin_words
from orderdesk.ui.orders.new_order.panels.coupon import CouponInput
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button, IconButton
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.text_input import ParsedInput, TextInput, mark_invalid
from orderdesk.ui.widgets.label import Divider, ElidedLabel, Label
from orderdesk.ui.widgets.lists.detail_panel import Section
from orderdesk.ui.widgets.window.focus import take_out

WIDTH, CODE_WIDTH = 84, 104


class Figures(Section):
    """Subtotal to total. `changed` follows what a person types here."""

    changed = Signal()

    def __init__(self, presenter: NewOrderPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        currency = presenter.currency
        self.subtotal = Label("", figures=True, right=True)
        self.discount = self._amount("Order discount", lambda text: presenter.set_discount(text))
        self.delivery = self._amount("Delivery charge", lambda text: presenter.set_delivery(text))
        self.coupon = CouponInput(presenter)
        self.coupon.setFixedWidth(px(CODE_WIDTH))
        self.coupon.changed.connect(self.changed.emit)
        self.coupon.looked.connect(self.say_coupon)
        self._coupon_name = ElidedLabel("Coupon", "body", "text2")
        self._coupon_wrong = Label("", "small", "danger", wrap=True)
        self._coupon_wrong.hide()
        self._not_taken = Label("", "small", "danger", wrap=True)
        self._not_taken.hide()
        self.margin = Label("", "small", figures=True, right=True)
        self.margin_says = Label("", "small", wrap=True)
        self._margin_name = Label("Margin", "small", "text2")
        self._delivery_name = ElidedLabel("Delivery", "body", "text2")
        self._wrong = Label("", "small", "danger", wrap=True)
        self._wrong.hide()
        self.total = Label("", "total", figures=True, right=True)
        self._total_name = Label("Total", "strong")
        self._count = Label("", "small", "text2", figures=True, wrap=True)
        self.charges = Charges(presenter, self.changed.emit)
        self._taxes: list[tuple[Label, Label]] = []
        self._currency = currency
        self._build()

    def _amount(self, name: str, take: Callable[[str], None]) -> ParsedInput:
        currency = self._presenter.currency
        field = ParsedInput(lambda text: parse_amount(text, currency), lambda value: shown(value, currency), name=name)
        field.setFixedWidth(px(WIDTH))
        field.setPlaceholderText(shown(0, currency))
        field.setProperty("slim", True)
        field.changed.connect(lambda: self._typed(field, take))
        return field

    def _build(self) -> None:
        self.add(Label("Summary", "heading"))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnStretch(0, 1)
        rows = (
            (Label("Subtotal", tone="text2"), self.subtotal),
            (Label("Discount", tone="text2"), self.discount),
            (self._coupon_name, self.coupon),
            (self._delivery_name, self.delivery),
        )
        for number, (name, figure) in enumerate(rows):
            self._grid.addWidget(name, number, 0)
            self._grid.addWidget(figure, number, 1, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._not_taken)
        self.body.addWidget(self._coupon_wrong)
        self.body.addWidget(self.charges)
        self._untaxed = Label("", "small", "text2", wrap=True)
        self._untaxed.hide()
        self._tax_grid = QGridLayout()
        self._tax_grid.setVerticalSpacing(px(5))
        self._tax_grid.setColumnStretch(0, 1)
        self.body.addLayout(self._tax_grid)
        self.body.addWidget(self._untaxed)
        self.body.addSpacing(px(4))
        self.body.addWidget(Divider(strong=True))
        self.body.addSpacing(px(4))
        self.body.addLayout(row(self._total_name, None, self.total))
        self.body.addWidget(self._count)
        self.body.addLayout(row(self._margin_name, None, self.margin))
        self.body.addWidget(self.margin_says)

    def _typed(self, field: ParsedInput, take: Callable[[str], None]) -> None:
        try:
            take(field.text())
        except (Refused, BadInput) as no:
            self.say(field, str(no))
            return
        self.say(field, "")
        self.changed.emit()

    def say(self, field: ParsedInput, sentence: str) -> None:
        """Show what is wrong with one of the amounts; "" takes it away."""
        mark_invalid(field, bool(sentence))
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        field.setAccessibleDescription(sentence)

    def refresh(self) -> None:
        """Show the sums as they are now; a field with the focus keeps what is being typed."""
        presenter, currency = self._presenter, self._currency
        sheet = presenter.sheet
        self._fill(self.discount, sheet.discount or None)
        self.delivery.setEnabled(bool(sheet.service))
        self._delivery_name.setText(f"Delivery, {presenter.service_name}" if presenter.service_name else "Delivery")
        self._say_delivery()
        self.coupon.refresh()
        self._coupon_name.setText(f"Coupon{self.coupon.said}")
        if not self.coupon.hasFocus() or not presenter.coupon_refused:
            self.say_coupon()
        self._show_margin()
        if not presenter.has_anything:
            self._show_nothing()
            return
        if presenter.preview is None:
            return
        priced = presenter.preview.priced
        goods = len(sheet.lines)
        self.subtotal.setText(shown(sum(line.gross for line in priced.lines[:goods]), currency))
        postage = priced.lines[goods + len(sheet.charges) :]
        free = 0 if sheet.service and not presenter.delivery_refused else None
        self._fill(self.delivery, postage[0].gross if postage else free)
        inclusive = priced.order.inclusive
        home = priced.grounds.shop.tax_home.place
        taxes = [
            (f"{'incl. ' if inclusive else ''}Tax {taxed_at(each.rate, each.place, home)}", shown(each.tax, currency))
            for each in priced.totals.taxes
        ]
        self._show_taxes(taxes or [("Tax", shown(0, currency))])
        self._say_untaxed(priced.order.exemption)
        self._total_name.setText(f"Total {currency}")
        self.total.setText(shown(priced.totals.total, currency))
        self._count.setText(self._words())
        self.charges.refresh()

    def _say_delivery(self) -> None:
        """Say why the service does not take the order, and which does."""
        sentence = self._presenter.delivery_refused
        self._not_taken.setText(sentence)
        self._not_taken.setVisible(bool(sentence))
        self.delivery.setAccessibleDescription(sentence)

    def _say_untaxed(self, reason: str) -> None:
        """Say why no tax is taken, as the invoice will."""
        self._untaxed.setText(reason)
        self._untaxed.setVisible(bool(reason))

    def say_coupon(self) -> None:
        """Say why the coupon gives nothing, where it does."""
        sentence = self._presenter.coupon_refused
        self._coupon_wrong.setText(sentence)
        self._coupon_wrong.setVisible(bool(sentence))
        self.coupon.setAccessibleDescription(sentence)

    def _show_margin(self) -> None:
        margin = self._presenter.margin
        says = margin_says(margin, self._currency) if margin else ""
        for part in (self._margin_name, self.margin):
            part.setVisible(margin is not None)
        self.margin_says.setVisible(bool(says))
        if margin is None:
            return
        self.margin.setText(margin_words(margin, self._currency))
        self.margin.set_tone(margin_tone(margin))
        self.margin_says.setText(says)
        self.margin_says.set_tone(margin_tone(margin))

    def _show_nothing(self) -> None:
        # Delivery of nothing costs nothing, whatever the rate table says.
        nothing = shown(0, self._currency)
        self.subtotal.setText(nothing)
        self._fill(self.delivery, None)
        self._show_taxes([("Tax", nothing)])
        self._say_untaxed("")
        self._total_name.setText(f"Total {self._currency}")
        self.total.setText(nothing)
        self._count.setText("No lines yet")
        self.charges.refresh()

    def _fill(self, field: ParsedInput, value: int | None) -> None:
        if not field.hasFocus():
            field.set_value(value)

    def _show_taxes(self, taxes: list[tuple[str, str]]) -> None:
        while len(self._taxes) < len(taxes):
            pair = Label("", tone="text2"), Label("", figures=True, right=True)
            self._tax_grid.addWidget(pair[0], len(self._taxes), 0)
            self._tax_grid.addWidget(pair[1], len(self._taxes), 1)
            self._taxes.append(pair)
        for number, pair in enumerate(self._taxes):
            for label, text in zip(pair, taxes[number] if number < len(taxes) else ("", ""), strict=True):
                label.setText(text)
                label.setVisible(number < len(taxes))

    def _words(self) -> str:
        lines = self._presenter.sheet.lines
        items = sum(line.quantity for line in lines)
        weight = sum(line.weight_g * line.quantity for line in lines) // ONE
        parts = [f"{shown_quantity(items)} {'item' if items == ONE else 'items'}", count_word(len(lines), "line")]
        way = self._presenter.preview.priced.delivery if self._presenter.preview else None
        billed = billable_weight(way.parcel, way.rates.divisor) if way else 0
        parts += [f"est. {shown_weight(weight)}"] if weight else []
        # By its room: what was measured in centimetres is not known to the gram.
        charged = shown_weight(-(-billed // 10) * 10)
        return " · ".join([*parts, f"charged as {charged}"] if billed > weight else parts)


class Charges(QWidget):
    """What is charged beside goods and delivery, and the small entry for one more."""

    def __init__(self, presenter: NewOrderPresenter, changed: Callable[[], object]) -> None:
        super().__init__()
        self._presenter, self._changed = presenter, changed
        self._shown: tuple[object, ...] | None = None
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnStretch(0, 1)
        self.label = TextInput("Gift wrap", name="Charge for", longest=200)
        self.price = ParsedInput(
            parse_price,
            lambda value: shown_price(value, presenter.currency),
            placeholder=grouped("0.00"),
            name="Charge, amount",
        )
        self.price.setFixedWidth(px(WIDTH))
        self.add_link = Button("Add charge", self._open, role="link", small=True)
        self.add_link.setProperty("flush", True)
        self._entry = QWidget()
        self._entry.setLayout(row(self.label, self.price))
        self._entry.hide()
        self._wrong = Label("", "small", "danger", wrap=True)
        self._wrong.hide()
        self._grid.addWidget(self._entry, 900, 0, 1, 3)
        self._grid.addWidget(self._wrong, 901, 0, 1, 3)
        self._grid.addWidget(self.add_link, 902, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self.label.returnPressed.connect(self.price.setFocus)
        self.price.returnPressed.connect(self._take)
        self._parts: list[QWidget] = []

    def _open(self) -> None:
        self._entry.show()
        self.label.setFocus()

    def _take(self) -> None:
        try:
            self._presenter.add_charge(self.label.text(), self.price.text())
        except (Refused, BadInput) as no:
            self._wrong.setText(str(no))
            self._wrong.show()
            return
        self._wrong.hide()
        self._entry.hide()
        self.label.clear()
        self.price.clear()
        self.add_link.setFocus()
        self._changed()

    def refresh(self) -> None:
        """Show the charges of the sheet."""
        charges = self._presenter.sheet.charges
        if charges == self._shown:
            return
        self._shown = charges
        for part in self._parts:
            take_out(part)
        self._parts = []
        for number, charge in enumerate(charges):
            price = shown_price(charge.price, self._presenter.currency)
            drop = IconButton("x", f"Remove {charge.label}", partial(self._drop, number), width=24)
            parts = (ElidedLabel(charge.label, tone="text2"), Label(price, figures=True, right=True), drop)
            for column, part in enumerate(parts):
                self._grid.addWidget(part, number, column)
            self._parts.extend(parts)

    def _drop(self, number: int) -> None:
        self._presenter.remove_charge(number)
        self._changed()
