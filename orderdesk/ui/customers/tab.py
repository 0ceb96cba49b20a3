"""The customers tab: the list, the card of the chosen customer, and what can be done about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from PySide6.QtCore import Qt

from orderdesk.domain.values.addresses import postcode_word
from orderdesk.persistence.customers.lists import CustomerCard, CustomerRow
from orderdesk.persistence.customers.mergers import Side
from orderdesk.persistence.customers.records import Address, Contact
from orderdesk.persistence.prices.price_lists import PriceRow
from orderdesk.services.customers import customers as customers_
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.services.orders.views import customer_id_of
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.bench.list_tab import ListTab, Remedies, import_button
from orderdesk.ui.customers.columns import customer_columns
from orderdesk.ui.customers.detail import LAST, Verbs, show_customer
from orderdesk.ui.customers.forms import ask_address, ask_contact, ask_customer, ask_reason
from orderdesk.ui.customers.merge import ask_merge
from orderdesk.ui.customers.own_codes import ask_code, codes_section
from orderdesk.ui.customers.own_prices import PricesDialog, ask_prices
from orderdesk.ui.customers.paying import ask_bills
from orderdesk.ui.customers.presenter import block_title, customers_list
from orderdesk.ui.customers.price_group import ask_group, prices_section
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.lists.detail_panel import Section
from orderdesk.ui.widgets.lists.table import TWO_LINES, Table

CONTEXT = "customers"
MORE = (
    "customers.pay",
    "customers.edit",
    "customers.address",
    "customers.contact",
    "customers.code",
    "customers.price",
    "customers.group",
    "customers.merge",
    "",
    "customers.block",
)


class CustomersTab(ListTab[CustomerRow, CustomerCard]):
    """The customers beside the card of the chosen one."""

    CONTEXT = CONTEXT
    TOPICS = frozenset({"customers", "orders", "payments"})
    EMPTY_ICON = "users"
    MORE = MORE

    def __init__(self, bench: Bench) -> None:
        shop = shop_now(bench.desk)
        self.currency, self.home = shop.currency, shop.country
        self._verbs = Verbs(
            self._edit_address,
            self._retire_address,
            self._edit_contact,
            self._remove_contact,
            lambda order_id: bench.go.emit("orders", order_id),
        )
        super().__init__(
            bench,
            customers_list(),
            "Customers",
            Table(customer_columns(self.currency), lambda row: row.id, "Customers", height=TWO_LINES),
            search=f"Search customers by name, telephone, {postcode_word()} or number",
            detail="Customer",
        )
        bench.commands.add(self._commands(), self)
        action = bench.commands.action
        self.head.add(import_button(bench), ActionButton(action("customers.new"), role="primary"))
        self.panel.set_buttons(
            ActionButton(action("customers.order"), role="primary", text="New order"),
            ActionButton(action("customers.edit"), text="Edit"),
            MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this customer"),
        )
        self.begin()

    def _commands(self) -> list[Command]:
        on = self._on_customer
        return [
            Command("customers.new", "New customer", self._new, None, "Ctrl+N", "plus", CONTEXT, "Customers"),
            on("customers.order", "New order for this customer", self._order, "Ctrl+Shift+N", "clipboard-list"),
            on("customers.pay", "Take a payment for several invoices", self._pay, "F9", "banknote"),
            on("customers.edit", "Edit customer", self._edit, "Ctrl+E", "pencil"),
            on("customers.address", "Add address", self._add_address, "Ctrl+Shift+D", "map-pin"),
            on("customers.contact", "Add person", self._add_contact, "", "user"),
            on("customers.code", "Add a code of theirs", self._add_code, "", "tag"),
            on("customers.price", "Set prices of this customer", self._prices, "Ctrl+R", "tag"),
            on("customers.group", "Set price group", self._set_group, "", "tag"),
            on("customers.merge", "Merge with another customer", self._merge, "Ctrl+M", "users"),
            on("customers.block", "Block", self._block, "", "octagon-alert"),
        ]

    def _pay(self, card: CustomerCard) -> None:
        ask_bills(self.bench, self, card, self.currency)

    def _on_customer(
        self, name: str, title: str, run: Callable[[CustomerCard], object], keys: str, icon: str
    ) -> Command:
        return Command(
            name,
            title,
            lambda: run(self._chosen()),
            lambda: None if self.shown else "Choose a customer first.",
            keys,
            icon,
            CONTEXT,
            "Customer",
        )

    def _chosen(self) -> CustomerCard:
        assert self.shown is not None
        return self.shown

    def visit(self, what: object) -> None:
        """Show a customer by key or number, in the list where they stand there."""

        def go() -> None:
            self.open(what if isinstance(what, int) else customer_id_of(self.bench.desk, str(what)))

        self.bench.attempt(go)

    def show_thing(self, thing: CustomerCard) -> None:
        """Fill the card of a customer."""
        key, today = thing.customer.id, self.bench.desk.today
        own = (prices_section(self.bench, key, self.currency, self._change_price), codes_section(self.bench, key))
        calendar = self.bench.desk.calendar
        show_customer(self.panel, thing, self.currency, self.home, today, calendar, self._verbs, *own)

    def key_of_shown(self, thing: CustomerCard) -> int:
        """The key of the customer shown."""
        return thing.customer.id

    def remedies(self) -> Remedies:
        """An empty list offers to take one down, or to bring many in."""
        return [("New customer", self._new), ("Import a file", lambda: self.bench.go.emit("import", None))]

    def refresh(self) -> None:
        """The block command says what it would do now."""
        self.bench.commands.retitle("customers.block", block_title(self.shown))
        super().refresh()

    def to_customer(self) -> bool:
        """From the list: on to the last orders of the customer shown; False when there are none."""
        part = self.panel.findChild(Section, LAST)
        first = part.findChild(Button) if part is not None and self.table.hasFocus() else None
        if first is None:
            return False
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # What can be done

    def _saved(self, saved: customers_.SavedCustomer, said: str) -> None:
        hint = ("Ctrl+M merges them.",) if saved.warnings else ()
        self.bench.messages.done(" ".join((said, *saved.warnings, *hint)))
        self.open(saved.id)

    def _new(self) -> None:
        def send(form: CustomerForm) -> None:
            self._saved(customers_.add_customer(self.bench.desk, form), f"{form.name} added.")

        form = CustomerForm("", terms_days=shop_now(self.bench.desk).terms_days)
        ask_customer(self, "New customer", form, self.currency, send)

    def _edit(self, card: CustomerCard) -> None:
        who = card.customer

        def send(form: CustomerForm) -> None:
            saved = customers_.edit_customer(self.bench.desk, who.id, form, version=who.version)
            self._saved(saved, f"{form.name} saved.")

        ask_customer(self, f"Edit {who.name}", customers_.form_of(card), self.currency, send)

    def _order(self, card: CustomerCard) -> None:
        self.bench.go.emit("new-order", ("customer", card.customer.id))

    def _merge(self, card: CustomerCard) -> None:
        def merged(gone: Side, stays: Side) -> None:
            self.bench.messages.done(f"{gone.number} {gone.name} is {stays.number} {stays.name} now")
            self.open(stays.id)

        ask_merge(self.bench, self, card.customer.id, self.currency, merged)

    def _block(self, card: CustomerCard) -> None:
        who, desk = card.customer, self.bench.desk
        if who.blocked:
            self.bench.attempt(
                lambda: customers_.block_customer(desk, who.id, ""),
                f"{who.name} is no longer blocked",
                undo=lambda: customers_.block_customer(desk, who.id, who.blocked),
            )
            return

        def send(reason: str) -> None:
            customers_.block_customer(desk, who.id, reason)
            self.bench.messages.done(f"{who.name} is blocked")

        ask_reason(self, f"Block {who.name}?", "Every new order of this customer is held.", "Block customer", send)

    # Addresses and people

    def _add_address(self, card: CustomerCard) -> None:
        def send(form: AddressForm) -> None:
            customers_.add_address(self.bench.desk, card.customer.id, form)
            self.bench.messages.done("Address added")

        ask_address(self, f"Add an address of {card.customer.name}", AddressForm(name=card.customer.name), send)

    def _edit_address(self, address: Address) -> None:
        def send(form: AddressForm) -> None:
            customers_.edit_address(self.bench.desk, address.id, form)
            self.bench.messages.done("Address saved; papers that are out keep the old one")

        names = {each.name for each in fields(AddressForm)} - {"bill_to", "ship_to"}
        known = {name: getattr(address, name) for name in names}
        form = AddressForm(**known, bill_to=bool(address.bill_to), ship_to=bool(address.ship_to))
        ask_address(self, "Edit address", form, send)

    def _retire_address(self, address: Address) -> None:
        ask(
            self,
            f"Retire {address.line1 or address.city}?",
            "It is no longer offered on new orders. Papers that name it keep it.",
            verb="Retire address",
            keep="Keep it",
            confirmed=lambda: self.bench.attempt(
                lambda: customers_.retire_address(self.bench.desk, address.id), "Address retired"
            ),
        )

    def _add_contact(self, card: CustomerCard) -> None:
        def send(form: ContactForm) -> None:
            customers_.save_contact(self.bench.desk, card.customer.id, form)
            self.bench.messages.done(f"{form.name} added")

        ask_contact(self, f"Add a person at {card.customer.name}", ContactForm(""), send)

    def _add_code(self, card: CustomerCard) -> None:
        ask_code(self.bench, self, card.customer.id, card.customer.name)

    def _set_group(self, card: CustomerCard) -> None:
        ask_group(self.bench, self, card.customer.id, card.customer.name)

    def _prices(self, card: CustomerCard) -> PricesDialog:
        return ask_prices(self.bench, self, card.customer.id, card.customer.name, self.currency)

    def _change_price(self, price: PriceRow) -> None:
        self._prices(self._chosen()).take_up(price)

    def _edit_contact(self, person: Contact) -> None:
        def send(form: ContactForm) -> None:
            customers_.save_contact(self.bench.desk, person.customer_id, form, person.id)
            self.bench.messages.done(f"{form.name} saved")

        form = ContactForm(person.name, person.job, person.phone, person.email)
        ask_contact(self, f"Edit {person.name}", form, send)

    def _remove_contact(self, person: Contact) -> None:
        desk, form = self.bench.desk, ContactForm(person.name, person.job, person.phone, person.email)
        self.bench.attempt(
            lambda: customers_.remove_contact(desk, person.customer_id, person.id),
            f"{person.name} removed",
            undo=lambda: customers_.save_contact(desk, person.customer_id, form),
        )
