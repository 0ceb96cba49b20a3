"""The order being taken, without a window: what is typed, what it comes to, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from orderdesk.domain.orders.typed.entry_line import Entry
from orderdesk.domain.prices.delivering import leaves
from orderdesk.domain.prices.margins import Margin
from orderdesk.domain.values.errors import OrderDeskError, Refused
from orderdesk.domain.values.money import parse_amount, parse_price
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.customers.lists import FoundCustomer
from orderdesk.persistence.items.lists import FoundItem
from orderdesk.services.customers.callers import find_callers
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer, known_already
from orderdesk.services.customers.merging import Likely
from orderdesk.services.customers.notes import notes_of
from orderdesk.services.items.entry_lines import Matched, match_line
from orderdesk.services.orders.counter import CounterSale
from orderdesk.services.orders.entry import Form, Outcome, caller_of, finish_order, finish_sale
from orderdesk.services.orders.repeating import Repeated, repeat_last, repeat_order
from orderdesk.services.prices.margins import margin_of_priced, sees_margins
from orderdesk.services.prices.pricing import preview_order
from orderdesk.services.record.finding import ScannedItem, scanned_item
from orderdesk.ui.orders.new_order.edits import added, typed_into
from orderdesk.ui.orders.new_order.panels.money import tendered
from orderdesk.ui.orders.new_order.priced_sheet import PricedSheet
from orderdesk.ui.orders.new_order.saved import head_of_order
from orderdesk.ui.orders.new_order.sheet import Charge

MOST_OFFERS = 8


class NewOrderPresenter(PricedSheet):
    """What a clerk does with the form: who orders, lines, money, and how it ends."""

    # Who orders

    def find_customers(self, typed: str) -> list[FoundCustomer]:
        """Customers that fit what is typed."""
        return find_callers(self.desk, typed, MOST_OFFERS - 2) if typed.strip() else []

    def choose_customer(self, customer_id: int | None, text: str = "") -> None:
        """Who orders; None for a walk-in or nobody yet, with `text` still in the field."""
        before = self.caller
        self.caller = caller_of(self.desk, customer_id) if customer_id else None
        changes: dict[str, Any] = {"customer_id": customer_id, "bill_to_id": None, "ship_to_id": None}
        changes["customer_text"] = self.caller.title if self.caller else text
        items = [line.item_id for line in self.sheet.lines]
        if self.sheet.instructions == notes_of(self.desk, before.id if before else None, items):
            changes["instructions"] = notes_of(self.desk, customer_id, items)
        self.change(**changes)

    def known_already(self, typed: Mapping[str, str]) -> list[Likely]:
        """Who is likely the same as the new customer being taken down; refused as `take_down` would."""
        return known_already(self.desk, *_forms(typed))

    def take_down(self, typed: Mapping[str, str]) -> tuple[str, ...]:
        """Keep a new customer and choose them; returns what should be looked at, such as the same telephone."""
        saved = add_customer(self.desk, *_forms(typed))
        self.take_known(saved.id)
        return saved.warnings

    def take_known(self, customer_id: int) -> None:
        """Choose a customer in the place of the new one that was being taken down."""
        self.sheet = replace(self.sheet, newcomer=None)
        self.choose_customer(customer_id)

    # Lines

    def match(self, typed: str) -> Matched:
        """What a line that is typed may mean."""
        return match_line(self.desk, typed, self.sheet.customer_id, MOST_OFFERS)

    def scanned_item(self, code: str) -> ScannedItem:
        """The item of a scanned code, and how much of it; refuse an unknown one."""
        return scanned_item(self.desk, code)

    def add(self, item: FoundItem, count: str = "", asked: Entry | None = None) -> int:
        """Add an item, or more of one that is there, as it was asked for; returns the key of its line."""
        line = added(self.sheet, item, count, asked)
        self._change_lines(self.sheet.with_line(line))
        return line.key

    def same_again(self, order_id: int | None) -> Repeated:
        """Add the goods of an order, or of the customer's last, at today's prices; returns what has changed."""
        if order_id is None and self.sheet.customer_id is None:
            raise Refused("Choose the customer first.", field="customer")
        if order_id is not None:
            again = repeat_order(self.desk, order_id)
        else:
            again = repeat_last(self.desk, self.sheet.customer_id or 0)
        sheet = self.sheet
        for line in again.lines:
            sheet = sheet.with_line(added(sheet, line.item, shown_quantity(line.quantity)))
        self._change_lines(sheet)
        return again

    def copy_head(self, order_id: int) -> None:
        """Begin like an earlier order: its customer, addresses, way of sending and tender."""
        self.sheet = replace(self.sheet, **head_of_order(self.desk, order_id))
        self.caller = caller_of(self.desk, self.sheet.customer_id) if self.sheet.customer_id else None

    def commit(self, key: int, column: str, text: str) -> None:
        """Take what was typed into a cell: "qty", "price" or "disc"; raises Refused with what to enter instead."""
        self._change_lines(self.sheet.with_line(typed_into(self.sheet.line(key), column, text)))

    def peek(self, key: int, column: str, text: str) -> None:
        """Price the order as if that were taken; what cannot be read leaves it as it is."""
        try:
            sheet = self.sheet.with_line(typed_into(self.sheet.line(key), column, text))
            self.preview = preview_order(self.desk, sheet.request(), choose=self.chooses)
        except OrderDeskError:
            self.price()

    def remove(self, key: int) -> None:
        """Take a line out."""
        self._change_lines(replace(self.sheet, lines=tuple(line for line in self.sheet.lines if line.key != key)))

    def add_charge(self, label: str, price: str) -> None:
        """Charge something beside the goods."""
        if not label.strip():
            raise Refused("Say what is charged.", field="label")
        charge = Charge(label.strip()[:200], parse_price(price))
        self.change(charges=(*self.sheet.charges, charge))

    def remove_charge(self, place: int) -> None:
        """Take the charge at `place` (from 0) out."""
        self.change(charges=tuple(each for number, each in enumerate(self.sheet.charges) if number != place))

    # Money

    def set_discount(self, text: str) -> None:
        """Money off the whole order as typed."""
        amount = parse_amount(text, self.currency, field="discount") if text.strip() else 0
        self.change(discount=amount)
        if self.refused is not None and getattr(self.refused, "field", "") == "discount":
            raise self.refused

    def set_coupon(self, text: str) -> None:
        """The code that the customer names; whether it applies is in `coupon_refused`."""
        self.change(coupon="".join(text.split()).upper())

    @property
    def coupon_refused(self) -> str:
        """Why the coupon gives nothing, in a sentence; "" when it does, and while there is nothing to sell."""
        return self.preview.priced.given.refused if self.preview and self.has_anything else ""

    @property
    def margin(self) -> Margin | None:
        """What the order leaves to the shop; None for who may not see it. The right is asked once for each form."""
        if self.preview is None or not self.has_anything:
            return None
        user = self.desk.user
        if self._sees is None or self._sees[0] != user:
            self._sees = user, sees_margins(self.desk)
        return margin_of_priced(self.preview.priced) if self._sees[1] else None

    def choose_service(self, code: str) -> None:
        """Send it this way, whatever else changes; "" for goods that are collected here."""
        self.change(service=code, service_price=None, service_by_hand=True)

    def set_delivery(self, text: str) -> None:
        """What delivery costs as typed; empty for the rate table's own price."""
        amount = parse_amount(text, self.currency, field="service") if text.strip() else None
        if amount is not None and amount < 0:
            raise Refused("Delivery cannot cost less than nothing.", field="service")
        by_hand = self.sheet.service_by_hand or amount is not None
        self.change(service_price=amount, service_by_hand=by_hand)

    # Ending

    @property
    def form(self) -> Form:
        """The form that ends with the order."""
        return self.journal.form(self.sheet.order_id)

    def finish(self, outcome: Outcome, *, was_read_back: bool = False) -> int:
        """Write the order: as a draft, a quote, or confirmed. Returns its key."""
        if not self.has_anything:
            raise Refused("Add at least one line.", field="lines")
        return finish_order(self.desk, self.form, self.sheet.request(), outcome, was_read_back=was_read_back)

    def sell(self) -> CounterSale:
        """Make the counter sale."""
        if not self.has_anything:
            raise Refused("Add at least one line.", field="lines")
        parts = tendered(self.sheet, self.total, self.currency, self.cash_step)
        return finish_sale(self.desk, self.form, self.sheet.request(), parts)

    def finished(self) -> None:
        """The form has become an order: the next one begins on a blank sheet."""
        self.journal.forgotten()
        self.put_away()

    def refuse_loose_ends(self) -> None:
        """Refuse what is typed but stands for nothing, such as a name that was never chosen."""
        if self.sheet.customer_id is None and self.sheet.customer_text.strip():
            raise Refused("Choose the customer from the list, or add a new one.", field="customer")
        if self.sheet.customer_id is None and self.sheet.tender == "account":
            raise Refused("Choose the customer on whose account it goes.", field="customer")
        if self.sheet.newcomer is not None:
            raise Refused("Save the new customer first, or put the form away with Esc.", field="customer")
        if self.refused is not None:
            raise self.refused

    @property
    def is_sale(self) -> bool:
        """Whether it is paid and handed over at once: nothing is sent, and nothing stays on account."""
        sheet = self.sheet
        at_once = sheet.tender != "account" and not sheet.service
        return sheet.channel == "counter" and at_once and sheet.order_id is None

    def first_day(self) -> date:
        """The earliest day on which the goods can leave: today, tomorrow after the service's cut-off."""
        service = next((each for each in self.offers.services if each.code == self.sheet.service), None)
        return leaves(self.desk.calendar, self.desk.clock(), service)


def _forms(typed: Mapping[str, str]) -> tuple[CustomerForm, AddressForm | None]:
    """A new customer as typed, and the address when anything of one is."""
    name, company, phone, email, country = (typed[each] for each in ("name", "company", "phone", "email", "country"))
    form = CustomerForm(name, company, phone, email, country=country)
    address = AddressForm(
        typed["line1"], typed["line2"], typed["city"], "", typed["postcode"], typed["country"], typed["name"]
    )
    placed = any(typed[name] for name in ("line1", "line2", "postcode", "city"))
    return form, address if placed else None
