"""Parking the sale on the order page, so that the next customer is served, and taking one up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.texts import count_word
from orderdesk.services.orders.parking import ParkedSale, parked_sales
from orderdesk.ui.orders.new_order.sheet import OrderSheet
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage


def park_or_take_up(page: NewOrderPage) -> None:
    """Put what is on the sheet aside; with a blank sheet offer what was put aside."""
    if page.presenter.sheet.is_blank:
        ask_parked(page)
        return
    name = _park(page)
    page.started_afresh()
    page.bench.messages.done(f"Parked: {name}. Alt+P on a blank order takes it up")


def put_aside(page: NewOrderPage) -> None:
    """Park what the last caller left unfinished, in sight and one key away."""
    name = _park(page)
    page.presenter.start_afresh()
    page.started_afresh()
    take = ("Take it up", lambda: page.bench.attempt(lambda: ask_parked(page)))
    page.banner.say(f"Put aside: {name}. Alt+P takes it up again.", "info", [take, ("Dismiss", page.banner.clear)])


def _park(page: NewOrderPage) -> str:
    """Put the sheet aside; returns under which name."""
    name = _name(page.presenter.sheet, shown(page.presenter.total, page.presenter.currency))
    page.presenter.park(name)
    return name


def ask_parked(page: NewOrderPage) -> None:
    """Offer the parked sales, the one put aside first chosen."""
    waiting = parked_sales(page.desk)
    if not waiting:
        raise Refused("No sale is parked. Alt+P parks the one on the screen.")
    sales = kinds.choice([(each.key, _told(each, page)) for each in waiting])

    def send(typed: Entered) -> None:
        page.presenter.take_up_parked(typed["parked"])
        page.banner.clear()
        page.refresh()
        page.lines.grid.start_new()

    ask_form(page, "Take up a parked sale", [Field("parked", "Parked sale", sales)], send, verb="Take up")


def say_parked(page: NewOrderPage) -> None:
    """Tell on a blank sheet how many sales wait."""
    waiting = parked_sales(page.desk)
    if waiting and page.presenter.sheet.is_blank:
        take = ("Take up", lambda: page.bench.attempt(lambda: ask_parked(page)))
        words = f"{count_word(len(waiting), 'sale')} parked; Alt+P takes one up."
        page.banner.say(words, "info", [take, ("Dismiss", page.banner.clear)])


def _name(sheet: OrderSheet, total: str) -> str:
    first = ", ".join(line.sku for line in sheet.lines[:2]) + (", …" if len(sheet.lines) > 2 else "")
    return " · ".join(part for part in (sheet.customer_text.strip() or "Walk-in", first, total) if part)


def _told(parked: ParkedSale, page: NewOrderPage) -> str:
    return f"{parked.at.astimezone(page.bench.zone):%H:%M} {parked.user}: {parked.name}"
