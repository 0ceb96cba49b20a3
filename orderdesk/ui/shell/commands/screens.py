"""The screens that the search over everything offers: views of the tabs, reports, settings and chapters of the help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from orderdesk.ui.shell.view import View
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion

Go = Callable[[str, object], object]
FEWEST = 3
"""Letters from which on screens are offered: fewer stand in too many titles."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A place, what to show there, its words in the search, its icon, and `also` what people call it."""

    place: str
    what: object
    title: str
    icon: str
    also: str = ""

    def fits(self, words: list[str]) -> bool:
        """Whether it is known by every one of the words."""
        known = f"{self.title} {self.also}".lower()
        return all(word in known for word in words)


def screen_offers(text: str, go: Go) -> list[Suggestion]:
    """The screens that a text of FEWEST letters or more means; choosing one opens it."""
    words = text.lower().split()
    if len(text.strip()) < FEWEST:
        return []
    return [
        Suggestion((each.place, each.title), each.title, "", each.icon, group="Screens",
                   data=partial(go, each.place, each.what))
        for each in screens()
        if each.fits(words)
    ]  # fmt: skip


@cache
def screens() -> tuple[Screen, ...]:
    """Every screen there is below the tabs."""
    return (*_views(), *_reports(), *_settings(), *_help())


def _views() -> Iterator[Screen]:
    from orderdesk.ui.buying.presenter import VIEWS as PURCHASES
    from orderdesk.ui.fulfilment.presenter import VIEWS as SHIPMENTS
    from orderdesk.ui.orders.presenter import VIEWS as ORDERS
    from orderdesk.ui.returns.presenter import VIEWS as RETURNS
    from orderdesk.ui.stock.presenter import VIEWS as STOCK

    also = {"ship-today": "due late", "unpaid": "owing open money", "low": "reorder short", "all": "every"}
    for place, name, icon, views in (
        ("orders", "Orders", "clipboard-list", ORDERS),
        ("inventory", "Inventory", "boxes", STOCK),
        ("shipping", "Shipping", "truck", SHIPMENTS),
        ("returns", "Returns", "undo-2", RETURNS),
        ("purchasing", "Purchase orders", "download", PURCHASES),
    ):
        for key, title in views:
            yield Screen(place, View(key), f"{name}: {title}", icon, also.get(key, ""))
    yield Screen("inventory", View("all"), "Stock count: Adjust in the inventory", "boxes", "counting stocktake")


def _reports() -> Iterator[Screen]:
    from orderdesk.services.reports.reports import REPORTS

    yield Screen("reports", "day", "Report: End of day", "chart-column", "z x cash till today")
    yield Screen("reports", "tills", "Report: Closed tills", "landmark", "z sessions cash")
    for report in REPORTS:
        yield Screen("reports", report.id, f"Report: {report.title}", "chart-column", report.id)


def _settings() -> Iterator[Screen]:
    from orderdesk.ui.settings.titles import TITLES

    for title, also in TITLES.items():
        yield Screen("settings", title, f"Settings: {title}", "settings", also)


def _help() -> Iterator[Screen]:
    from orderdesk.ui.help.page import KEYS, chapters

    for title in (*(title for title, _ in chapters()), KEYS):
        yield Screen("help", title, f"Help: {title}", "circle-help")
