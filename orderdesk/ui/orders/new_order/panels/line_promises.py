"""What can be promised while an order is typed, beside each line; on F6 the arithmetic, and why it has its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.promises.told import Mark
from orderdesk.domain.values.money import shown_price
from orderdesk.services.promises.promise_views import short_promise
from orderdesk.services.promises.promising import LinePromise
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.orders.new_order.sheet import SheetLine
from orderdesk.ui.promises.promise_panel import promise_panel
from orderdesk.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage

OTHERS_WAIT = Pill("Others wait for it", "warning", "half")
ON_ORDER = Pill("Already on order", "info", "ring")


def promise_of(presenter: NewOrderPresenter, key: int) -> LinePromise | None:
    """What can be promised of a line of the sheet; None while it is not priced."""
    return presenter.preview.promises.get(_position(presenter, key)) if presenter.preview is not None else None


def _position(presenter: NewOrderPresenter, key: int) -> int:
    """Where a line stands on the sheet, from 1; 0 for one that is not there."""
    keys = [line.key for line in presenter.sheet.lines]
    return keys.index(key) + 1 if key in keys else 0


def promise_hint(presenter: NewOrderPresenter, line: SheetLine) -> str:
    """The promise in a few words for the grid; nothing for what can go at once."""
    found = promise_of(presenter, line.key)
    return short_promise(found.promise, found.today) if found is not None and line.stocked else ""


def promise_pill(presenter: NewOrderPresenter, line: SheetLine) -> Pill | None:
    """The badge where the stock alone would mislead: older orders wait for what lies there, or all of it is coming."""
    found = promise_of(presenter, line.key)
    if found is None or not line.stocked:
        return None
    if found.promise.mark is Mark.TAKES:
        return OTHERS_WAIT
    return ON_ORDER if found.promise.mark is Mark.ON_ORDER and not found.promise.now else None


def show_promise(page: NewOrderPage) -> None:
    """Open the panel of the line that the clerk is at, else of the last one."""
    presenter = page.presenter
    lines = [line for line in presenter.sheet.lines if line.stocked]
    current = page.lines.grid.current_key()
    line = next((one for one in lines if one.key == current), lines[-1] if lines else None)
    found = promise_of(presenter, line.key) if line is not None else None
    if line is None or found is None:
        page.bench.messages.refused("Add an item first; then F6 tells when it can go.")
        return
    promise_panel(page, line.name, line.sku, found, price_words(presenter, line))


def price_words(presenter: NewOrderPresenter, line: SheetLine) -> str:
    """Why the line has its price; "" while it is not priced."""
    won = presenter.preview.priced.won.get(_position(presenter, line.key)) if presenter.preview is not None else None
    row = presenter.rows.get(line.key)
    if won is None or row is None:
        return ""
    why = won.why(presenter.currency)
    if row.price != won.price:
        return f"Price {shown_price(row.price, presenter.currency)}, as typed; else {why}."
    return f"Price {why}."
