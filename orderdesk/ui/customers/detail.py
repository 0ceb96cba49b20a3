"""The card of one customer: how they are reached, where they live, terms, money, last orders and history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.values.addresses import warnings_of, written_lines
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import shown, with_percent
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.customers.lists import CardOrder, CustomerCard
from orderdesk.persistence.customers.records import Address, Contact
from orderdesk.ui.customers.columns import customer_pill
from orderdesk.ui.customers.presenter import credit_words
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, Section, SumRow
from orderdesk.ui.widgets.pill import PillLabel
from orderdesk.ui.words import day_word, moment_word, payment_pill, status_pill

LAST = "last orders"
"""The name of the part of the card that lists them."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the links on the card do."""

    edit_address: Callable[[Address], object]
    retire_address: Callable[[Address], object]
    edit_contact: Callable[[Contact], object]
    remove_contact: Callable[[Contact], object]
    open_order: Callable[[int], object]


def show_customer(
    panel: DetailPanel,
    card: CustomerCard,
    currency: str,
    home: str,
    today: date,
    calendar: Calendar,
    verbs: Verbs,
    *own: Section | None,
) -> None:
    """Fill `panel` with one customer of a shop in the country `home`; `own` are the sections of their own prices and
    codes."""
    who = card.customer
    panel.show_head(
        who.name, " · ".join(filter(None, (who.number, who.company))), [customer_pill(who.blocked, card.balance)]
    )
    panel.banner.say(f"Blocked: {who.blocked}" if who.blocked else "", "danger")
    sections = [
        _instructions(card),
        _reach(card),
        _money(card, currency),
        _addresses(card, home, verbs),
        _contacts(card, verbs),
        *own,
        _orders(card, today, calendar, verbs),
        _history(card, today, calendar),
    ]
    panel.show_sections([section for section in sections if section is not None])


def _instructions(card: CustomerCard) -> Section | None:
    text = card.customer.instructions
    return Section("Standing instructions").text(text) if text else None


def _reach(card: CustomerCard) -> Section:
    who = card.customer
    lines = [line for line in (who.phone, who.email) if line]
    section = Section("Contact")
    for line in lines or ["Neither telephone nor email is known."]:
        section.text(line, tone="" if lines else "text2")
    return section


def _money(card: CustomerCard, currency: str) -> Section:
    who = card.customer
    limit = "None" if who.credit_limit is None else shown(who.credit_limit, currency)
    sums = [
        SumRow("Terms", count_word(who.terms_days, "day") if who.terms_days else "On receipt"),
        SumRow("Credit limit", limit),
    ]
    if who.discount:
        sums.append(SumRow("Discount", f"{with_percent(who.discount)}"))
    if who.tax_id:
        sums.append(SumRow("Tax number", who.tax_id))
    if who.tax_exemption:
        sums.append(SumRow("Tax exempt", who.tax_exemption))
    sums += [
        SumRow("Ordered so far", shown(card.ordered, currency)),
        SumRow("Open orders, not invoiced", shown(card.on_order, currency)),
        SumRow("Owes, invoiced and unpaid", shown(card.balance, currency), strong=True, rule=True),
    ]
    if card.credit:
        sums.append(SumRow("Store credit", shown(card.credit, currency), strong=True))
    return Section("Terms and credit", credit_words(card)).sums(sums)


def _lines(texts: list[str], pill: PillLabel | None, links: list[Button]) -> QWidget:
    block = QWidget()
    body = QVBoxLayout(block)
    body.setContentsMargins(0, px(2), 0, px(6))
    body.setSpacing(px(1))
    for number, text in enumerate(texts):
        body.addWidget(Label(text, "body", "" if number == 0 else "text2", wrap=True))
    foot = QHBoxLayout()
    foot.setSpacing(px(10))
    if pill is not None:
        foot.addWidget(pill)
    for link in links:
        foot.addWidget(link)
    foot.addStretch()
    body.addLayout(foot)
    return block


def _link(verb: str, of: str, run: Callable[[], object]) -> Button:
    link = Button(verb, run, role="link", small=True)
    link.setAccessibleName(f"{verb} {of}")
    return link


def _addresses(card: CustomerCard, home: str, verbs: Verbs) -> Section:
    """Each address as its country writes it, and below it what to look at again."""
    section = Section("Addresses", str(len(card.addresses) or ""))
    if not card.addresses:
        return section.text("No address yet.", tone="text2")
    for address in card.addresses:
        texts = [*filter(None, [address.name]), *written_lines(address, home)]
        uses = [word for flag, word in ((address.bill_to, "billed"), (address.ship_to, "shipped to")) if flag]
        note = " · ".join(filter(None, (address.label, " and ".join(uses))))
        links = [
            _link("Edit", f"address {texts[0]}", lambda one=address: verbs.edit_address(one)),  # type: ignore[misc]
            _link("Retire", f"address {texts[0]}", lambda one=address: verbs.retire_address(one)),  # type: ignore[misc]
        ]
        section.add(_lines([texts[0], ", ".join(texts[1:]), *([note] if note else [])], None, links))
        for doubt in warnings_of(address):
            section.text(doubt, tone="danger")
    return section


def _contacts(card: CustomerCard, verbs: Verbs) -> Section | None:
    if not card.contacts:
        return None
    section = Section("People", str(len(card.contacts)))
    for person in card.contacts:
        reach = " · ".join(filter(None, (person.job, person.phone, person.email)))
        links = [
            _link("Edit", person.name, lambda one=person: verbs.edit_contact(one)),  # type: ignore[misc]
            _link("Remove", person.name, lambda one=person: verbs.remove_contact(one)),  # type: ignore[misc]
        ]
        section.add(_lines([person.name, *([reach] if reach else [])], None, links))
    return section


def _orders(card: CustomerCard, today: date, calendar: Calendar, verbs: Verbs) -> Section:
    section = Section("Last orders", f"{card.orders:,} in all" if card.orders else "")
    section.setObjectName(LAST)
    if not card.last_orders:
        return section.text("Nothing ordered yet.", tone="text2")
    for order in card.last_orders:
        section.add(_order_row(order, today, calendar, verbs))
    return section


def _order_row(order: CardOrder, today: date, calendar: Calendar, verbs: Verbs) -> QWidget:
    line = QWidget()
    body = QHBoxLayout(line)
    body.setContentsMargins(0, 0, 0, 0)
    body.setSpacing(px(8))
    pill = payment_pill(order.payment, "", order.state) or status_pill(order.state, "", order.fulfilment)
    body.addWidget(_link(order.number, "order", lambda: verbs.open_order(order.id)))
    body.addWidget(Label(day_word(calendar.day_of(order.placed_at), today), "small", "text2", figures=True))
    body.addStretch()
    body.addWidget(PillLabel(pill))
    body.addWidget(Label(shown(order.total, order.currency), figures=True, right=True))
    return line


def _history(card: CustomerCard, today: date, calendar: Calendar) -> Section:
    return Section("History").history(
        [
            (
                moment_word(row.at, today, calendar),
                " · ".join(filter(None, (row.what.capitalize(), row.detail, row.user))),
            )
            for row in card.history[:30]
        ]
    )
