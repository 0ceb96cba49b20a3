"""The detail of an order, as sections beside the list."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.fulfilment.boxes import tracking_of
from orderdesk.domain.money.tenders import spoken
from orderdesk.domain.orders.line_states import is_for_later
from orderdesk.domain.prices.margins import Margin
from orderdesk.domain.prices.tax_places import taxed_at
from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.money import money, shown
from orderdesk.domain.values.written.number_form import MINUS
from orderdesk.persistence.orders.view import OrderView
from orderdesk.ui.orders.changing.quoting import quote_words
from orderdesk.ui.orders.changing.term_form import terms_told
from orderdesk.ui.orders.lines import lines_section
from orderdesk.ui.orders.margin import margin_section
from orderdesk.ui.orders.settling.sending import question_of
from orderdesk.ui.orders.story import changed_section, story_section
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section, SumRow
from orderdesk.ui.words import (
    CHANNEL_WORDS,
    day_within,
    day_word,
    moment_word,
    payment_pill,
    shipment_pill,
    status_pill,
)


def show_order(
    panel: DetailPanel, view: OrderView, today: date, calendar: Calendar, margin: Margin | None = None
) -> None:
    """Fill `panel` with one order, its `margin` for who may see it; its buttons stay as they are."""
    order = view.order
    placed = calendar.day_of(order.placed_at)
    waiting = [line for line in view.lines if line.progress.backordered]
    later = bool(waiting) and all(is_for_later(line, order.ship_by, placed) for line in waiting)
    pills = [status_pill(order.state, order.hold, order.fulfilment, channel=order.channel, later=later)]
    paid = payment_pill(order.payment, order.tender, order.state)
    panel.show_head(order.number, _meta(view, today, calendar), [*pills, *([paid] if paid else [])])
    note = _note(view)
    if note:
        panel.banner.say(note, tone="danger" if order.hold else "warning")
    else:
        panel.banner.clear()
    panel.show_sections([section for section in _sections(view, today, calendar, margin) if section is not None])


def _meta(view: OrderView, today: date, calendar: Calendar) -> str:
    order = view.order
    placed = moment_word(order.placed_at, today, calendar)
    parts = [f"{CHANNEL_WORDS[order.channel]} order by {order.user or 'import'}", placed]
    if order.ship_by and order.is_open:
        parts.append(f"ship by {day_within(order.ship_by, today)}")
    if quoted := quote_words(order, today):
        parts.append(quoted)
    return " · ".join(parts)


def _note(view: OrderView) -> str:
    order = view.order
    if order.hold:
        return f"On hold: {order.hold}. {order.hold_note}".strip()
    return " ".join(part for part in (question_of(view), order.instructions) if part)


def _sections(view: OrderView, today: date, calendar: Calendar, margin: Margin | None) -> list[Section | None]:
    return [
        _customer(view),
        changed_section(view, today, calendar),
        lines_section(view, today, calendar),
        _sums(view),
        margin_section(margin, view.order.currency),
        _terms(view, today),
        _shipments(view, today, calendar),
        _papers(view, today),
        _notes(view),
        story_section(view, today, calendar),
    ]


def _customer(view: OrderView) -> Section:
    section = Section("Customer", view.customer.number if view.customer else "")
    who = view.customer
    if who is None:
        return section.text("Walk-in", "strong")
    section.text(who.company or who.name, "strong")
    contact = " · ".join(part for part in (who.name if who.company else "", who.phone, who.email) if part)
    section.text(contact, tone="text2")
    section.text(_one_line(view.ship_to), tone="text2")
    if view.bill_to and view.ship_to and view.bill_to != view.ship_to:
        section.text(f"Billed to {_one_line(view.bill_to)}", tone="text2")
    return section.text(f"Blocked: {who.blocked}" if who.blocked else "", tone="danger")


def _one_line(address: PostalAddress | None) -> str:
    return ", ".join(address.lines) if address else ""


def _sums(view: OrderView) -> Section:
    order, currency = view.order, view.order.currency
    sums = [SumRow("Subtotal", shown(sum(line.gross for line in view.goods), currency))]
    sums += [SumRow(label, MINUS + shown(amount, currency)) for label, amount in view.discounts]
    sums += [SumRow(line.label, shown(line.gross, currency)) for line in view.charges]
    included = "incl. " if order.inclusive else ""
    sums += [
        SumRow(f"Tax {included}{taxed_at(row.rate, row.place, view.home)}", shown(row.tax, currency))
        for row in view.taxes
    ]
    sums.append(SumRow("Total", f"{money(order.total, currency)}", strong=True, rule=True))
    if view.given_up:
        sums.append(SumRow("Cancelled", MINUS + shown(view.given_up, currency)))
    sums += [SumRow(f"Credited by {note.number}", MINUS + shown(note.total, currency)) for note in view.credits]
    for payment in view.payments:
        back = payment.kind == "refund"
        word = f"{'Refunded' if back else 'Paid'} by {spoken(payment.tender_name)}"
        word += f", of {payment.gives_back}" if payment.gives_back else ""
        sums.append(SumRow(word, ("" if back else MINUS) + shown(payment.amount, currency)))
    if view.payments or order.due != order.total:
        sums.append(SumRow("Due", shown(order.due, currency), strong=True))
    section = Section().sums(sums)
    if order.exemption:
        section.text(f"No tax: {order.exemption}", tone="text2")
    return section


def _terms(view: OrderView, today: date) -> Section | None:
    told = terms_told(view, today)
    if not told:
        return None
    section = Section("Billing")
    for each in told:
        section.text(each)
    return section


def _shipments(view: OrderView, today: date, calendar: Calendar) -> Section | None:
    if not view.shipments:
        return None
    rows = []
    for each in view.shipments:
        first, *more = tracking_of(each.packed) or ("",)
        words = " · ".join(part for part in (each.number, first, each.picklist) if part)
        sent = _sent(calendar.day_of(each.shipped_at) if each.shipped_at else None, today)
        rows.append(GoodsRow("", words, sent, shipment_pill(each.state, taken_along=not each.service)))
        rows += [GoodsRow("", number, f"also of {each.number}") for number in more]
    return Section("Shipments", view.service).items(rows)


def _sent(day: date | None, today: date) -> str:
    return f"left {day_within(day, today)}" if day else ""


def _papers(view: OrderView, today: date) -> Section | None:
    if not view.papers and not view.returns:
        return None
    section = Section("Papers")
    section.items(
        [
            GoodsRow(
                "",
                paper.number,
                f"{'Invoice' if paper.kind == 'invoice' else 'Credit note'} of {day_word(paper.issue_date, today)}",
                figure=("" if paper.kind == "invoice" else MINUS) + shown(paper.total, view.order.currency),
            )
            for paper in view.papers
        ]
    )
    return section.items([GoodsRow("", each.number, f"Return: {each.reason}") for each in view.returns])


def _notes(view: OrderView) -> Section | None:
    order = view.order
    notes = [
        ("Their reference", order.reference),
        ("To the customer", order.note_to_customer),
        ("Gift message", order.gift_message),
        ("Internal", order.note_internal),
        ("Imported from", view.imported_from),
    ]
    if order.hold and order.instructions:
        notes.insert(0, ("For the packer", order.instructions))
    told = [(name, text) for name, text in notes if text]
    if not told:
        return None
    section = Section("Notes")
    for name, text in told:
        section.text(f"{name}: {text}")
    return section
