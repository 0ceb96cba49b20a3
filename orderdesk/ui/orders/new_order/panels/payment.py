"""How the order is paid: on account or later for a caller, with money on the counter for a sale."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from orderdesk.domain.money.tenders import ACCOUNT, CASH, COD, spoken
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import parse_amount, shown
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.local import shown_day
from orderdesk.ui.orders.changing.term_form import typed_words
from orderdesk.ui.orders.new_order.panels.money import given, shared_with
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.widgets.card import column, row
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.segmented import Option, Segmented
from orderdesk.ui.widgets.forms.text_input import ParsedInput
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.detail_panel import Section

SPLIT = "split"
LATER: list[Option] = [("card", "Card", ""), ("cash", "Cash", ""), ("account", "Account", ""), ("cod", "COD", "")]
AT_ONCE: list[Option] = [("card", "Card", ""), ("cash", "Cash", ""), (SPLIT, "Split", ""), ("account", "Account", "")]


class PaymentPanel(Section):
    """`changed` follows every choice and keystroke."""

    changed = Signal()

    def __init__(self, presenter: NewOrderPresenter) -> None:
        super().__init__("Payment")
        self._presenter = presenter
        self.later = Segmented(LATER, "Payment")
        self.at_once = Segmented(AT_ONCE, "Payment")
        for choice in (self.later, self.at_once):
            choice.setProperty("slim", True)
        self._words = Label("", "small", "text2", figures=True, wrap=True)
        self._terms = Label("", "small", "text", figures=True, wrap=True)
        self.card, self.cash = self._amount(), self._amount()
        self.card_field = FormField("By card", self.card)
        self.cash_field = FormField("Cash given", self.cash)
        self._change_name = Label("Change", "strong")
        self.change = Label("", "total", figures=True, right=True)
        self._money = QWidget()
        fields = row(self.card_field, self.cash_field, spacing=12)
        self._money.setLayout(column(4, fields, row(self._change_name, None, self.change), spacing=6))
        self.last_change = ""
        """What came back on the sale before, shown until the next one begins."""
        self._wrong = Label("", "small", "danger", wrap=True)
        self._wrong.hide()
        self.add(self.later, self.at_once, self._words, self._terms, self._money, self._wrong)
        self.later.chosen.connect(self._choose)
        self.at_once.chosen.connect(self._choose)
        self.card.changed.connect(self._typed)
        self.cash.changed.connect(self._typed)

    def _amount(self) -> ParsedInput:
        currency = self._presenter.currency
        return ParsedInput(lambda text: parse_amount(text, currency), lambda value: shown(value, currency))

    def _choose(self, way: str) -> None:
        split = way == SPLIT
        shares = self._presenter.sheet.tender
        if split and shares in (ACCOUNT, COD, "card"):
            shares = CASH
        if split:
            self._presenter.change(split=True, tender=shares)
        else:
            self._presenter.change(split=False, tender=way, money={})
        self.say("")
        self.changed.emit()

    def _typed(self) -> None:
        typed = {"card": self.card.text(), "cash": self.cash.text()}
        self._presenter.note(money={**self._presenter.sheet.money, **typed})
        self.changed.emit()

    def refresh(self) -> None:
        """Show the choice and what comes of it."""
        presenter, sheet = self._presenter, self._presenter.sheet
        counter = sheet.channel == "counter"
        self.later.setVisible(not counter)
        self.at_once.setVisible(counter)
        shown_one, options = (self.at_once, AT_ONCE) if counter else (self.later, LATER)
        way = SPLIT if counter and sheet.split else sheet.tender
        if way in [option[0] for option in options] and shown_one.current != way:
            shown_one.choose(way)
        self._words.setText(self._sentence())
        self._words.setVisible(bool(self._words.text()))
        self._terms.setText(
            "" if presenter.is_sale else typed_words(sheet.terms, presenter.currency, presenter.desk.today)
        )
        self._terms.setVisible(bool(self._terms.text()))
        self._show_money()

    def _sentence(self) -> str:
        sheet, presenter = self._presenter.sheet, self._presenter
        total = shown(presenter.total, presenter.currency)
        if sheet.tender == "account":
            days = presenter.caller.terms_days if presenter.caller else 0
            due = presenter.desk.today + timedelta(days=days)
            return f"Due {shown_day(due)}, {count_word(days, 'day')}" if days else "Due on receipt of the invoice"
        if sheet.tender == "cod":
            return f"{total} to collect on delivery"
        name = presenter.offers.tenders.name(sheet.tender)
        if sheet.channel == "counter":
            return "" if sheet.split or sheet.tender == CASH else f"{total} by {spoken(name)}"
        return f"{total} to be taken by {spoken(name)} (F9 confirms and takes it)"

    def _show_money(self) -> None:
        sheet = self._presenter.sheet
        wanted = self._presenter.is_sale and (sheet.split or sheet.tender == "cash")
        self._money.setVisible(wanted)
        if not wanted:
            return
        self.card_field.setVisible(sheet.split)
        if sheet.split:
            self.card_field.set_label(f"By {spoken(self._presenter.offers.tenders.name(shared_with(sheet)))}")
        for name, field in (("card", self.card), ("cash", self.cash)):
            if not field.hasFocus() and field.text() != sheet.money.get(name, ""):
                field.setText(sheet.money.get(name, ""))
        self.cash.setPlaceholderText("exact")
        try:
            presenter = self._presenter
            money = given(sheet, presenter.total, presenter.currency, presenter.cash_step)
        except (Refused, BadInput) as no:
            self.say(str(no))
            return
        self.say("")
        if self.last_change and not sheet.lines:
            self._change_name.setText("Last change")
            self.change.setText(self.last_change)
            return
        self._change_name.setText("Still to pay" if money.missing else "Change")
        self.change.setText(shown(money.missing or money.change, self._presenter.currency))
        self.change.set_tone("danger" if money.missing else "")
        self.change.setAccessibleName(f"{self._change_name.text()} {self.change.text()}")

    def say(self, sentence: str) -> None:
        """Show what is wrong with the money; "" takes it away."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    def refuse(self, said: Refused | BadInput) -> bool:
        """Put a refusal to the field it names; False when it is none of these."""
        if said.field not in ("tender", "amount", "card", "cash", "till"):
            return False
        self.say(f"{said} F12 leads to it; the sale waits for Alt+P." if said.field == "till" else str(said))
        self.focus_first(said.field)
        return True

    def focus_first(self, field: str = "") -> None:
        """Put the focus where the next thing about money is typed."""
        if field == "card" and self.card_field.isVisible():
            self.card.setFocus()
        elif self._money.isVisible():
            (self.card if self.card_field.isVisible() and not self.card.text() else self.cash).setFocus()
        else:
            (self.at_once if self.at_once.isVisible() else self.later).focus_chosen()
