"""How the order page says things: stock for this order, lines of the grid, offers of items and customers."""

from __future__ import annotations

from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.addresses import postcode_word, town_line
from orderdesk.domain.values.money import Amount, shown, shown_percent, shown_price, with_percent
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity
from orderdesk.persistence.customers.lists import CardOrder, FoundCustomer
from orderdesk.persistence.items.entry import Match
from orderdesk.services.desk import Desk
from orderdesk.services.orders.entry import Caller
from orderdesk.ui.orders.new_order.panels.line_promises import promise_hint, promise_pill
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.orders.new_order.sheet import SheetLine
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.grid.line_grid_model import REMOVE, GridCell, GridColumn, GridLine
from orderdesk.ui.widgets.lists.table_model import RIGHT
from orderdesk.ui.widgets.pill import Pill
from orderdesk.ui.words import day_word, status_pill

FEW: Quantity = 5 * ONE
"""With this much or less left after the order, the badge says how much."""
NEWCOMER = "newcomer"
COLUMNS = (
    GridColumn("n", "#", 38, wide=True),
    GridColumn("item", "Product"),
    GridColumn("stock", "Stock", 140),
    GridColumn("qty", "Qty", 72, RIGHT, editable=True, stop=True, narrow=64),
    GridColumn("price", "Price", 88, RIGHT, editable=True),
    GridColumn("disc", "Disc %", 76, RIGHT, editable=True, narrow=68),
    GridColumn("total", "Line total", 96, RIGHT),
    GridColumn(REMOVE, "", 46, narrow=40),
)


def badge(stock: StockFigures, wanted: Quantity) -> Pill:
    """What of an item is there for this order, and what that leaves for the next."""
    available = max(0, stock.available)
    left = available - wanted
    if not available:
        return Pill("Out of stock", "danger", "triangle")
    if left < 0:
        return Pill(f"{shown_quantity(available)} of {shown_quantity(wanted)} in stock", "warning", "half")
    if left <= FEW and wanted:
        return Pill(f"{shown_quantity(left)} left after", "warning", "ring")
    return Pill(f"{shown_quantity(available)} available", "success", "check")


def grid_lines(presenter: NewOrderPresenter) -> list[GridLine]:
    """The lines of the sheet for the grid."""
    return [_line(presenter, number, line) for number, line in enumerate(presenter.sheet.lines, start=1)]


def _line(presenter: NewOrderPresenter, number: int, line: SheetLine) -> GridLine:
    currency = presenter.currency
    row = presenter.rows.get(line.key)
    pill = badge(presenter.figures(line.item_id), line.quantity) if line.stocked else None
    pill = promise_pill(presenter, line) or pill
    cells = {
        "n": GridCell(str(number), tone="text2"),
        "item": GridCell(line.name, _under(presenter, line)),
        "stock": GridCell(pill=pill),
        "qty": GridCell(shown_quantity(line.quantity), edit=shown_quantity(line.quantity)),
    }
    if row is not None:
        discount = shown_percent(row.discount) if row.discount else ""
        cells |= {
            "price": GridCell(shown_price(row.price, currency), edit=shown_price(row.price, currency)),
            "disc": GridCell(discount or "–", edit=discount),
            "total": GridCell(shown(row.gross, currency), strong=True),
        }
    return GridLine(line.key, cells)


def _under(presenter: NewOrderPresenter, line: SheetLine) -> str:
    """What stands under the name of a line: its SKU, what tells it apart from its twins, and its promise."""
    parts = (line.sku, presenter.twins.told(line.item_id), promise_hint(presenter, line))
    return " · ".join(filter(None, parts))


def item_offer(match: Match, currency: str, wanted: Quantity = 0) -> Suggestion:
    """An item in the type-ahead with what was asked of it; `wanted` is what the order has of it already."""
    item, asked = match.item, match.entry
    pill = badge(item.stock, wanted + (asked.quantity or 0)) if item.stocked else None
    price = item.price if asked.price is None else asked.price
    parts = [
        f"{shown_quantity(asked.quantity)} ×" if asked.quantity else "",
        item.sku,
        f"“{match.own}”" if match.own else "",
        shown_price(price, currency),
        f"less {with_percent(asked.discount)}" if asked.discount else "",
        item.warning,
    ]
    return Suggestion((item.id, asked), item.name, " · ".join(filter(None, parts)), "package", pill, data=match)


def customer_offer(one: FoundCustomer) -> Suggestion:
    """A customer in the type-ahead."""
    place = town_line(one.city, one.postcode, one.country)
    person = one.name if one.company else ""
    second = " · ".join(part for part in (person, one.phone or one.email, place, one.number) if part)
    pill = Pill("On stop", "danger", "triangle") if one.blocked else None
    return Suggestion(one.id, one.company or one.name, second, "building-2" if one.company else "user", pill, data=one)


def order_offer(order: CardOrder, desk: Desk) -> Suggestion:
    """One of the last orders of a customer, to be repeated."""
    day = day_word(desk.day_of(order.placed_at), desk.today)
    pill = status_pill(order.state, "", order.fulfilment)
    second = f"{day} · {shown(order.total, order.currency)}"
    return Suggestion(("order", order.id), order.number, second, "clipboard-list", pill, data=order)


def newcomer_offer(typed: str) -> Suggestion:
    """The last row of the customer type-ahead."""
    name = typed.strip()
    return Suggestion(NEWCOMER, f"New customer “{name}”" if name else "New customer", "Add name and address", "plus")


def caller_pills(caller: Caller | None, currency: str) -> list[Pill]:
    """What a clerk must know of a customer before anything is promised."""
    if caller is None:
        return []
    pills = []
    if caller.blocked:
        pills.append(Pill("On stop", "danger", "triangle"))
    if caller.discount:
        pills.append(Pill(f"Trade {with_percent(caller.discount)}", "info", "check"))
    if caller.exempt:
        pills.append(Pill("Tax exempt", "info", "ring"))
    if caller.limit is not None:
        used = caller.balance + caller.on_order
        over = used > caller.limit
        text = f"Credit {_round(used, currency)} of {_round(caller.limit, currency)}"
        pills.append(Pill(text, "danger" if over else "neutral", "triangle" if over else "half"))
    elif caller.balance > 0:
        pills.append(Pill(f"Owes {shown(caller.balance, currency)}", "neutral", "half"))
    return pills


def _round(amount: Amount, currency: str) -> str:
    """An amount without decimals where it has none to tell."""
    text = shown(amount, currency)
    whole, _, rest = text.partition(".")
    return text if rest.strip("0") else whole


def caller_line(caller: Caller | None, channel: str) -> str:
    """Who that is and how to reach them."""
    if caller is None:
        return (
            "Nobody chosen: a walk-in sale"
            if channel == "counter"
            else f"Type a name, phone number, e-mail or {postcode_word()}"
        )
    person = caller.name if caller.company else ""
    return " · ".join(part for part in (person, caller.phone, caller.email, caller.place, caller.number) if part)
