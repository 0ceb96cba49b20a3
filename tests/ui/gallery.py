"""Draws the window and its parts with invented rows, so that a person can look at them: gallery.py FOLDER."""

from __future__ import annotations

import datetime
import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QWidget

from orderdesk.ui.bench.commands import Command
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.tab_spec import TabSpec
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.widgets.button import Button, MenuButton
from orderdesk.ui.widgets.forms.search_field import SearchField
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, GoodsRow, Section, SumRow
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from orderdesk.ui.widgets.pill import Pill

PILLS = {
    "New": ("info", "ring"),
    "Confirmed": ("purple", "ring"),
    "Picking": ("warning", "half"),
    "Packed": ("teal", "four-fifths"),
    "Shipped": ("success", "disc"),
    "Delivered": ("neutral", "check"),
    "On hold": ("danger", "triangle"),
    "Backorder": ("danger", "triangle"),
    "Cancelled": ("neutral", "cross"),
    "Returned": ("neutral", "arrow"),
    "Unpaid": ("warning", "ring"),
    "Deposit": ("info", "half"),
    "COD": ("info", "ring"),
    "Account": ("neutral", "ring"),
    "Paid": ("neutral", "check"),
    "Refunded": ("neutral", "arrow"),
}
ICONS = {"p": "phone", "w": "globe", "m": "mail", "c": "store"}


def pill(word: str) -> Pill:
    tone, glyph = PILLS[word]
    return Pill(word, tone, glyph)


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    placed: str
    customer: str
    channel: str
    items: int
    status: str
    payment: str
    ship_by: str
    total: str


ROWS = [
    Row(*parts)  # type: ignore[arg-type]
    for parts in (
        ("OD-10482", "09:42", "Priya Raman", "p", 3, "New", "Unpaid", "Today", "84.50"),
        ("OD-10481", "09:31", "Oakfield Primary School", "p", 12, "Picking", "Paid", "Today", "265.20"),
        ("OD-10480", "09:12", "Tomasz Zieliński", "w", 1, "On hold", "Unpaid", "—", "29.99"),
        ("OD-10479", "08:55", "Café Lumière", "w", 8, "Confirmed", "COD", "Today", "412.80"),
        ("OD-10478", "08:40", "Harriet Boyle", "p", 2, "Packed", "Paid", "Today", "61.00"),
        ("OD-10477", "08:22", "Green & Sons Plumbing", "m", 24, "New", "Deposit", "Mon 23", "2,310.75"),
        ("OD-10476", "08:05", "Amara Okafor", "c", 1, "Shipped", "Paid", "Done", "18.50"),
        ("OD-10475", "19 Nov", "Lena Fischer", "w", 4, "Shipped", "Paid", "Done", "142.35"),
        ("OD-10474", "19 Nov", "Dockside Guesthouse", "p", 6, "Backorder", "Paid", "Tue 24", "388.00"),
        ("OD-10473", "19 Nov", "J. Whitmore", "p", 2, "Confirmed", "Account", "Mon 23", "75.90"),
        ("OD-10472", "19 Nov", "Studio Nord", "w", 9, "Shipped", "Paid", "Done", "540.00"),
        ("OD-10471", "19 Nov", "Mei-Ling Chen", "w", 1, "Delivered", "Paid", "Done", "22.00"),
        ("OD-10470", "19 Nov", "The Copper Kettle", "p", 15, "Picking", "COD", "Mon 23", "689.25"),
        ("OD-10469", "19 Nov", "Samuel Adeyemi", "m", 3, "Packed", "Paid", "Today", "97.40"),
        ("OD-10468", "18 Nov", "Riverside Vets", "c", 7, "Shipped", "Account", "Done", "305.60"),
        ("OD-10467", "18 Nov", "Fatima Al-Sayed", "w", 2, "Delivered", "Paid", "Done", "45.00"),
        ("OD-10466", "18 Nov", "Bennett Joinery", "p", 5, "Delivered", "Paid", "Done", "213.10"),
        ("OD-10465", "18 Nov", "Chloé Martin", "p", 1, "Shipped", "Paid", "Done", "16.99"),
        ("OD-10464", "18 Nov", "Northgate Dental", "m", 4, "Returned", "Refunded", "Done", "88.20"),
        ("OD-10463", "18 Nov", "Ivo Petrov", "w", 2, "Cancelled", "Refunded", "Done", "31.40"),
        ("OD-10462", "17 Nov", "Hart & Vale", "p", 6, "Delivered", "Paid", "Done", "119.00"),
        *(
            (f"OD-{10461 - n}", "17 Nov", f"Customer {n}", "w", n, "Delivered", "Paid", "Done", "12.00")
            for n in range(9)
        ),
    )
]
COLUMNS = (
    Column[Row]("Order", lambda r: r.number, 94, "number", tone="accent_text", strong=True),
    Column[Row]("Placed", lambda r: r.placed, 74, "placed", tone="text2"),
    Column[Row]("Customer", lambda r: r.customer, 0, "customer", icon=lambda r: ICONS[r.channel]),
    Column[Row]("Items", lambda r: str(r.items), 60, align=RIGHT, wide=1),
    Column[Row]("Status", lambda r: r.status, 118, "status", pill=lambda r: pill(r.status)),
    Column[Row]("Payment", lambda r: r.payment, 106, pill=lambda r: pill(r.payment), wide=1),
    Column[Row](
        "Ship by",
        lambda r: r.ship_by,
        84,
        "ship_by",
        tone=lambda r: "warning_fg" if r.ship_by == "Today" else "text2",
        strong=lambda r: r.ship_by == "Today",
        wide=1,
    ),
    Column[Row]("Total", lambda r: r.total, 92, "total", RIGHT, strong=True),
)
VIEWS = (
    ("open", "Open"),
    ("confirm", "To confirm"),
    ("pick", "To pick"),
    ("today", "To ship today"),
    ("unpaid", "Unpaid"),
    ("hold", "On hold"),
    ("all", "All"),
)


def orders_page() -> ListDetailPage:
    """An Orders-like page with its detail open."""
    table = Table(COLUMNS, key=lambda row: row.number, name="Orders")
    views = ViewTabs(VIEWS)
    views.set_counts({"open": 27, "confirm": 4, "pick": 12, "today": 9, "unpaid": 7, "hold": 2})
    detail = DetailPanel("Order details")
    page = ListDetailPage(
        "Orders",
        table,
        views=views,
        search=SearchField("Search orders, customers, SKUs, phone numbers"),
        buttons=[Button("Print picklists (4)", icon="printer"), Button("New order", role="primary", icon="plus")],
        filters=[MenuButton("Channel"), MenuButton("Status"), Button("Filters", icon="list-filter")],
        folded=[Button("Filters", icon="list-filter")],
        detail=detail,
    )
    page.set_summary("27 open · 9 to ship today · 2 need attention")
    table.show_rows(ROWS)
    table.show_sort("number", True)
    table.select_key("OD-10481")
    table.hovered = 4
    fill(detail)
    page.open_detail()
    return page


def fill(detail: DetailPanel) -> None:
    """Show one order in the panel."""
    meta = "Phone order by Dana · today 09:31 · ship by today"
    detail.show_head("OD-10481", meta, [pill("Picking"), pill("Paid")])
    detail.set_buttons(
        Button("Mark as packed", role="primary", icon="package-check"),
        Button("Print", icon="printer"),
        MenuButton("", name="More actions"),
    )
    detail.banner.say("Deliver to the kitchen door before 11:00. Ring first.", "warning")
    picked = Pill("Picked", "success", "check")
    detail.show_sections(
        [
            Section("Customer")
            .text("Oakfield Primary School", "strong")
            .text("Attn. Ruth Hale · 01632 960 147", tone="text2")
            .text("12 Oakfield Road, Harwich CO12 4PP", tone="text2"),
            Section("Lines", "12 items · 2 of 3 picked").items(
                [
                    GoodsRow("6×", "Enamel mug, ink blue 350 ml", "MUG-350-BL", picked, "81.00"),
                    GoodsRow("4×", "Linen tea towel, set of 2", "TTW-LIN-02", picked, "56.00"),
                    GoodsRow(
                        "2×", "Oak serving board, large", "BRD-OAK-L", Pill("Bin B-14", "neutral", "ring"), "98.00"
                    ),
                ]
            ),
            Section().sums(
                [
                    SumRow("Subtotal", "235.00"),
                    SumRow("Discount (school 10%)", "−23.50"),
                    SumRow("Delivery · van, zone 2", "9.50"),
                    SumRow("Tax 20%", "44.20"),
                    SumRow("Total", "265.20", strong=True, rule=True),
                    SumRow("Paid by card 20 Nov", "−265.20"),
                ]
            ),
            Section("Activity").history(
                [
                    ("09:58", "Picklist PL-221 printed by Dana"),
                    ("09:33", "Card payment 265.20 taken"),
                    ("09:31", "Order confirmed, e-mail sent"),
                ]
            ),
        ]
    )


TABS = (
    TabSpec("orders", "Orders", "clipboard-list", orders_page),
    TabSpec("inventory", "Inventory", "boxes", QWidget),
    TabSpec("picking", "Picking & packing", "package-open", QWidget, "F7"),
    TabSpec("shipping", "Shipping", "truck", QWidget),
    TabSpec("returns", "Returns", "undo-2", QWidget),
    TabSpec("customers", "Customers", "users", QWidget),
    TabSpec("reports", "Reports", "chart-column", QWidget, "F10"),
)


def found(text: str) -> list[Suggestion]:
    """Orders for the palette."""
    hits = [("OD-10481", "Oakfield Primary School"), ("OD-10448", "Oakfield Primary School")]
    return [
        Suggestion(number, f"{number}  {name}", icon="receipt-text", group="Orders", data=lambda: None)
        for number, name in hits
        if text.lower() in name.lower()
    ]


def example_window() -> MainWindow:
    """The whole window with its Orders page open."""
    window = MainWindow(TABS, providers=[found], now=lambda: datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC))
    window.sidebar.set_person("Dana Moss", "Till 1 · open")
    for tab, text in {"orders": "27", "inventory": "3", "shipping": "9", "returns": "2"}.items():
        window.sidebar.column.set_badge(tab, text, tab == "inventory")
    window.status.say("All changes saved", "Printer: Counter laser ready")
    page = window.go_to("orders")
    window.commands.add(
        [
            Command("order.new", "New order", lambda: None, None, "Ctrl+N", "plus", "orders"),
            Command("order.picklist", "Print picklist for OD-10481", lambda: None, None, "Ctrl+P", "printer", "orders"),
            Command(
                "order.pack", "Mark OD-10481 as packed", lambda: None, None, "Ctrl+Right", "package-check", "orders"
            ),
        ],
        page,
    )
    return window


def main(folder: Path) -> None:
    """Draw everything into `folder`."""
    from tests.ui import gallery_order, gallery_parts

    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark", "contrast"):
        apply_theme(app, theme)
        for width, height in ((1440, 900), (1024, 700)):
            window = example_window()
            window.resize(width, height)
            window.show()
            window.messages.done("Order OD-10480 put on hold", lambda: None)
            app.processEvents()
            window.grab().save(str(folder / f"orders-{theme}-{width}.png"))
            if theme == "dark" and width == 1440:
                window.open_palette("oak")
                app.processEvents()
                window.grab().save(str(folder / "palette-dark.png"))
            window.close()
        gallery_order.draw(app, example_window(), folder, theme)
        gallery_parts.draw(app, folder, theme)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
