"""The tabs of the window in their order, each with its page; a page's modules are read when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from orderdesk.ui.bench.bench import Bench


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its id, title and icon, and what makes its page."""

    id: str
    title: str
    icon: str
    make: Callable[[Bench], QWidget]


def _orders(bench: Bench) -> QWidget:
    from orderdesk.ui.orders.page import OrdersPage

    return OrdersPage(bench)


def _inventory(bench: Bench) -> QWidget:
    from orderdesk.ui.stock.tab import InventoryTab

    return InventoryTab(bench)


def _shipping(bench: Bench) -> QWidget:
    from orderdesk.ui.fulfilment.tab import ShippingTab

    return ShippingTab(bench)


def _returns(bench: Bench) -> QWidget:
    from orderdesk.ui.returns.tab import ReturnsTab

    return ReturnsTab(bench)


def _customers(bench: Bench) -> QWidget:
    from orderdesk.ui.customers.tab import CustomersTab

    return CustomersTab(bench)


def _reports(bench: Bench) -> QWidget:
    from orderdesk.ui.reports.tab import ReportsTab

    return ReportsTab(bench)


def _importing(bench: Bench) -> QWidget:
    from orderdesk.ui.imports.page import ImportPage

    return ImportPage(bench)


def _purchasing(bench: Bench) -> QWidget:
    from orderdesk.ui.buying.page import PurchasesPage

    return PurchasesPage(bench)


def _promises(bench: Bench) -> QWidget:
    from orderdesk.ui.promises.page import PromisesPage

    return PromisesPage(bench)


def _station(bench: Bench) -> QWidget:
    from orderdesk.ui.fulfilment.station.page import StationPage

    return StationPage(bench)


def _settings(bench: Bench) -> QWidget:
    from orderdesk.ui.settings.page import SettingsPage

    return SettingsPage(bench)


def _help(bench: Bench) -> QWidget:
    from orderdesk.ui.help.page import HelpPage

    return HelpPage(bench)


TABS = (
    Tab("orders", "Orders", "clipboard-list", _orders),
    Tab("inventory", "Inventory", "boxes", _inventory),
    Tab("shipping", "Shipping", "truck", _shipping),
    Tab("returns", "Returns", "undo-2", _returns),
    Tab("customers", "Customers", "users", _customers),
    Tab("reports", "Reports", "chart-column", _reports),
)
PLACES = (
    Tab("promises", "Promises at risk", "clock", _promises),
    Tab("purchasing", "Purchase orders", "boxes", _purchasing),
    Tab("station", "Packing station", "scan-barcode", _station),
    Tab("import", "Import a file", "upload", _importing),
    Tab("settings", "Settings", "settings", _settings),
    Tab("help", "Help", "circle-help", _help),
)
"""Pages that are reached by command and have no tab."""
