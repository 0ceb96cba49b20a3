"""The group whose price lists a customer buys by, and the prices agreed with them alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.money import price_with_currency
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.prices.price_lists import PriceRow
from orderdesk.services.prices import price_lists as prices
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.customers.own_prices import said_days
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import column, row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.label import ElidedLabel, Label
from orderdesk.ui.widgets.lists.detail_panel import Section

MOST_SHOWN = 8
"""So many of their prices stand on the card; the others in the form."""


def prices_section(
    bench: Bench, customer_id: int, currency: str, change: Callable[[PriceRow], object]
) -> Section | None:
    """Their group and their own prices, each to change; None when they pay the shop's."""
    group = prices.group_of_customer(bench.desk, customer_id)
    own = prices.prices_of_customer(bench.desk, customer_id)
    if not group and not own:
        return None
    section = Section("Prices", group)
    for each in own[:MOST_SHOWN]:
        section.add(_line(each, currency, change))
    if len(own) > MOST_SHOWN:
        section.text(f"and {len(own) - MOST_SHOWN:,} more: Ctrl+R", tone="text2")
    if not own:
        section.add(ElidedLabel(f"Pays by the price lists of {group}"))
    return section


def _line(price: PriceRow, currency: str, change: Callable[[PriceRow], object]) -> QWidget:
    link = Button("Change", lambda: change(price), role="link", small=True)
    link.setAccessibleName(f"Change price of {price.sku} from {shown_quantity(price.from_quantity)}")
    said = f"{price.sku} · {price_with_currency(price.price, currency)}, from {shown_quantity(price.from_quantity)}"
    words = column(ElidedLabel(said, figures=True), spacing=0)
    if days := said_days(price):
        words.addWidget(Label(days.strip().capitalize(), "small", "text2", figures=True))
    line = QWidget()
    both = row()
    both.addLayout(words, 1)
    both.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    line.setLayout(both)
    return line


def ask_group(bench: Bench, parent: QWidget, customer_id: int, name: str) -> FormDialog:
    """Ask for the group of a customer, out of those that price lists are for."""
    now = prices.group_of_customer(bench.desk, customer_id)
    known = [(each.name, each.name) for each in prices.groups(bench.desk)]
    options = kinds.choice([("", "None: the shop's prices"), *known])
    spec = [Field("group", "Customer group", options, "A group is made with its price list, in Settings")]

    def send(typed: Entered) -> None:
        group: str = typed["group"]
        prices.set_group(bench.desk, customer_id, group)
        bench.messages.done(f"{name} pays by the lists of {group}" if group else f"{name} pays the shop's prices")

    return ask_form(parent, f"Price group of {name}", spec, send, verb="Keep group", values={"group": now})
