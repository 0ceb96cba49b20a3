"""What ends an order that is being taken: confirm, sell, save, put aside; and where a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from orderdesk.domain.money.tenders import ACCOUNT, CASH, COD
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.values.errors import BadInput, NotFound, Refused, StorageFailed, Unavailable
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.services.orders.entry import Outcome
from orderdesk.services.orders.views import order_lines
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.orders.changing.terms import ICON, KEYS, TITLE
from orderdesk.ui.orders.new_order.panels.line_promises import show_promise
from orderdesk.ui.orders.new_order.panels.money import given
from orderdesk.ui.orders.new_order.panels.read_back import TITLE as READ_BACK
from orderdesk.ui.orders.new_order.panels.read_back import ask_read_back
from orderdesk.ui.orders.new_order.parking import park_or_take_up
from orderdesk.ui.orders.new_order.tender import ask_tender
from orderdesk.ui.orders.new_order.terms import ask_terms

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage

CONTEXT = "new-order"
_SAID = {"draft": "Draft {} saved", "quote": "Quote {} saved", "confirm": "Order {} confirmed"}
_TAKEN_LATER = (ACCOUNT, COD)


class Ending:
    """The commands of the order page."""

    def __init__(self, page: NewOrderPage) -> None:
        self._page = page

    def commands(self) -> list[Command]:
        """Made once, for the registry."""

        def make(name: str, title: str, run: Callable[[], object], keys: str, icon: str, *more: str) -> Command:
            return Command(f"new-order.{name}", title, run, None, keys, icon, CONTEXT, "Order being taken", more)

        return [
            make("confirm", "Confirm order", self.confirm, "Ctrl+Return", "check", "Ctrl+Enter"),
            make("read-back", READ_BACK, self._read_back, "Ctrl+B", "phone"),
            make("draft", "Save as draft", lambda: self.save("draft"), "Ctrl+S", "save"),
            make("quote", "Save as quote", lambda: self.save("quote"), "Ctrl+Shift+S", "file-text"),
            make("pay", "Take payment now", self.pay, "F9", "banknote"),
            make("park", "Park this sale, or take one up", self._park, "Alt+P", "pause"),
            make("customer", "New customer", self._newcomer, "Ctrl+N", "plus"),
            make("known", "Take the customer who is known already", self._known, "Ctrl+T", "user"),
            make("again", "Same again", self._again, "Ctrl+D", "copy"),
            make("lines", "New line", lambda: self._page.lines.grid.start_new(), "Ins", "plus"),
            make("promise", "When can it go, and why its price", lambda: show_promise(self._page), "F6", "clock"),
            make("part", "Split: ship what is there", lambda: self._page.choose_shipping("part"), "Alt+S", "truck"),
            make("whole", "Wait for all", lambda: self._page.choose_shipping("complete"), "Alt+W", "boxes"),
            make("ask", "Ask the customer what to send", lambda: self._page.choose_shipping("ask"), "Alt+A", "phone"),
            make("coupon", "Enter a coupon", lambda: self._page.summary.to_coupon(), "Alt+C", "tag"),
            make("terms", TITLE, lambda: ask_terms(self._page), KEYS, ICON),
            make("transfer", "Pay by transfer", lambda: self._tender("transfer"), "", "landmark"),
            make("tender", "Pay by another tender", lambda: ask_tender(self._page), "Alt+T", "landmark"),
            make("credit", "Pay by store credit", lambda: self._tender("store-credit"), "", "tag"),
            make("afresh", "Start afresh", self.start_afresh, "", "rotate-ccw"),
            make("back", "Back to the list", self._page.leave, "Esc", "arrow-left"),
        ]

    def _again(self) -> None:
        self._page.bench.attempt(self._page.same_again)

    def _park(self) -> None:
        wrong = self._page.wrong_entry()
        if wrong:
            self._page.bench.messages.refused(wrong)
            return
        self._page.bench.attempt(lambda: park_or_take_up(self._page))

    def _newcomer(self) -> None:
        self._page.customer.start_newcomer()

    def _known(self) -> None:
        form = self._page.customer.newcomer
        if not form.isVisible() or not form.take_likely():
            self._page.bench.messages.refused("There is no possible duplicate to choose.")

    def _tender(self, tender: str) -> None:
        self._page.presenter.change(tender=tender, split=False)
        self._page.refresh()

    def start_afresh(self) -> None:
        """Throw away what is typed, with Undo while the message shows."""
        page = self._page
        before = page.presenter.discard()
        page.started_afresh()

        def undo() -> None:
            page.presenter.put_back(before)
            page.refresh()

        if not before.is_blank:
            page.bench.messages.done("Unfinished order thrown away", lambda: page.bench.attempt(undo))

    # Confirm, save, sell

    def confirm(self) -> None:
        """Make the order binding, or the sale; an open form for a new customer is saved instead."""
        page = self._page
        if page.customer.newcomer.isVisible():
            page.customer.newcomer.send()
        elif page.presenter.is_sale:
            self._guarded(self._sell)
        else:
            self._guarded(lambda: self._finish("confirm"))

    def _read_back(self) -> None:
        self._guarded(lambda: ask_read_back(self._page, self._confirm_read_back))

    def _confirm_read_back(self) -> None:
        self._guarded(lambda: self._finish("confirm", was_read_back=True))

    def save(self, outcome: Outcome) -> None:
        """Keep it as a draft or quote in the list."""
        self._guarded(lambda: self._finish(outcome))

    def pay(self) -> None:
        """Sell when the money is there, else ask for it; an order to be paid at once is confirmed and paid."""
        page = self._page
        presenter = page.presenter
        if presenter.is_sale:
            if self._money_is_there():
                self.confirm()
            else:
                page.summary.payment.focus_first()
        elif presenter.sheet.tender not in _TAKEN_LATER:
            if self._guarded(lambda: self._finish("confirm")):
                page.bench.commands.run("order.pay")
        else:
            page.summary.payment.focus_first()

    def _money_is_there(self) -> bool:
        presenter = self._page.presenter
        sheet = presenter.sheet
        try:
            money = given(sheet, presenter.total, presenter.currency, presenter.cash_step)
        except (Refused, BadInput):
            return False
        typed = bool(sheet.money.get(CASH))
        return not money.missing and (typed or not (sheet.split or sheet.tender == CASH))

    def _finish(self, outcome: Outcome, *, was_read_back: bool = False) -> None:
        page = self._page
        page.presenter.refuse_loose_ends()
        order_id = page.presenter.finish(outcome, was_read_back=was_read_back)
        order, lines = order_lines(page.desk, order_id)
        page.presenter.finished()
        page.keeper.ended()
        page.bench.messages.clear()
        page.bench.messages.done(_SAID[outcome].format(order.number) + afterwards(order, lines))
        page.finished.emit(order_id)

    def _sell(self) -> None:
        page = self._page
        page.presenter.refuse_loose_ends()
        sold = page.presenter.sell()
        change = shown(sold.paid.change, page.presenter.currency)
        page.presenter.finished()
        page.presenter.start_afresh("counter")
        page.summary.payment.last_change = change
        page.started_afresh()
        page.bench.messages.clear()
        page.bench.messages.done(
            f"Sold, receipt {sold.paid.receipt}" + (f", change {change}" if sold.paid.change else "")
        )
        page.bench.paper.emit("receipt", sold.paid.receipt)

    def _guarded(self, run: Callable[[], object]) -> bool:
        """Take the open cell, then run; a refusal goes to the field or line that it names."""
        page = self._page
        wrong = page.wrong_entry()
        if wrong:
            page.bench.messages.refused(wrong)
            return False
        try:
            run()
        except NotAllowed as no:
            page.bench.not_allowed(no, lambda: self._guarded(run))
            return False
        except (Refused, BadInput) as no:
            self.refuse(no)
            return False
        except (StorageFailed, Unavailable) as trouble:
            page.bench.messages.trouble(str(trouble), [("Retry", lambda: self._guarded(run))])
            return False
        return True

    def refuse(self, no: Refused | BadInput) -> None:
        """Show a refusal where it is to be mended; nothing typed is lost."""
        page = self._page
        lines = page.presenter.sheet.lines
        if no.line and 1 <= no.line <= len(lines):
            page.lines.grid.edit_cell(lines[no.line - 1].key, "price" if no.field == "price" else "qty")
            page.lines.grid.say(str(no))
            return
        if no.field == "lines" or isinstance(no, NotFound):
            page.lines.grid.start_new()
        elif page.customer.say(no) or page.summary.refuse(no):
            return
        page.bench.messages.refused(str(no))


def afterwards(order: Order, lines: Sequence[OrderLine]) -> str:
    """What the clerk should still tell the caller of a confirmed order."""
    if not order.is_open:
        return ""
    if order.hold:
        return f", on hold: {order.hold_note or order.hold}"
    short = [f"{shown_quantity(line.progress.backordered)} {line.sku}" for line in lines if line.progress.backordered]
    return f"; on back order: {', '.join(short)}" if short else ""
