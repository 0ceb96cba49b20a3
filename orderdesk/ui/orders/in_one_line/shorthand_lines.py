"""How an order in one line is shown while it is typed: its lines, what its words may mean, and what it comes to."""

from __future__ import annotations

from orderdesk.domain.money.tenders import STANDARD, Tenders
from orderdesk.domain.values.money import money, shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.written.local import current
from orderdesk.persistence.customers.lists import FoundCustomer
from orderdesk.services.orders.shorthand import Meaning, TakenItem, TakenLine, UnreadWords
from orderdesk.ui.orders.new_order.panels.badges import badge
from orderdesk.ui.orders.new_order.sheet import OrderSheet, SheetLine
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import COLLECT_WORDS

_TENDERS = Tenders(STANDARD)
"""The tenders that a line has words for."""


def first_choices(taken: TakenLine) -> UnreadWords | None:
    """The first words that may mean several things."""
    return next((problem for problem in taken.problems if problem.choices), None)


def offers(taken: TakenLine) -> list[Suggestion]:
    """What the words may mean, then the lines that are understood."""
    unclear = first_choices(taken)
    choices = [_choice(each, unclear.sentence) for each in unclear.choices] if unclear else []
    return [*choices, *(_line(taken, number, item) for number, item in enumerate(taken.items))]


def _choice(choice: Meaning, heading: str) -> Suggestion:
    return Suggestion(choice.words, choice.title, choice.second, "arrow-right", group=heading, data=choice)


def _line(taken: TakenLine, number: int, item: TakenItem) -> Suggestion:
    rows = taken.preview.priced.lines if taken.preview else ()
    stock = taken.preview.figures.get(item.item.id) if taken.preview else None
    parts = [item.item.sku]
    if number < len(rows) and taken.preview:
        parts.append(shown(rows[number].gross, taken.preview.priced.order.currency))
    pill = badge(stock, item.quantity) if stock and item.item.stocked else None
    title = f"{shown_quantity(item.quantity)} × {item.item.name}"
    return Suggestion(("line", number), title, " · ".join([*parts, *item.changes]), "package", pill, group="Lines")


def who(customer: FoundCustomer | None) -> str:
    """Who orders, with what tells them from others."""
    if customer is None:
        return "No customer yet: begin with a name, telephone number or e-mail and a colon"
    parts = (customer.company or customer.name, customer.phone, customer.postcode, customer.number)
    return " · ".join(part for part in parts if part)


def stop_pill(customer: FoundCustomer | None) -> list[Pill]:
    """That nothing is sent to this customer, where it is so."""
    return [Pill("On stop", "danger", "triangle")] if customer and customer.blocked else []


def way(taken: TakenLine) -> str:
    """How it is paid and sent, when, and what the packer is told."""
    if taken.preview is None or not taken.items:
        return ""
    priced, request = taken.preview.priced, taken.request
    today = request.ship_by and f"leaves {request.ship_by:%a} {current().days.short(request.ship_by)}"
    parts = [_TENDERS.name(request.tender), priced.service.name if priced.service else COLLECT_WORDS, today or ""]
    if request.instructions:
        parts.append(f"Packer: {' '.join(request.instructions.split())}")
    return " · ".join(part for part in parts if part)


def total(taken: TakenLine) -> str:
    """What it comes to."""
    if taken.preview is None or not taken.items:
        return ""
    priced = taken.preview.priced
    return f"{money(priced.totals.total, priced.order.currency)}"


def sheet_of_line(taken: TakenLine, channel: str = "phone") -> OrderSheet:
    """The same as a sheet that can be gone on with; the same item twice at the same discount adds up."""
    request, customer = taken.request, taken.customer
    lines: dict[tuple[object, ...], SheetLine] = {}
    for item in taken.items:
        asked = item.request
        key = (asked.sku, asked.price, asked.discount)
        before = lines.get(key)
        quantity = asked.quantity + (before.quantity if before else 0)
        number = before.key if before else len(lines) + 1
        lines[key] = SheetLine(
            number, asked.sku, item.item.name, item.item.id, quantity, asked.price, asked.discount,
            item.item.weight_g, bool(item.item.stocked),
        )  # fmt: skip
    return OrderSheet(
        channel=channel,
        customer_id=request.customer_id,
        customer_text=(customer.company or customer.name) if customer else "",
        service=request.service,
        service_by_hand=taken.sent_by_hand,
        discount=request.discount,
        coupon=request.coupon.upper(),
        tender=request.tender,
        ship_complete=request.ship_complete,
        ship_by=request.ship_by,
        reference=request.reference,
        note_to_customer=request.note_to_customer,
        instructions=request.instructions,
        note_internal=request.note_internal,
        gift_message=request.gift_message,
        lines=tuple(lines.values()),
    )
