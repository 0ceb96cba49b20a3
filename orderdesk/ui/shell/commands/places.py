"""The places of the window and the commands that lead there: from place to place by key, palette, scan or link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from orderdesk.domain.fulfilment.station.commands import read_command
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.services.people.users import users_of
from orderdesk.services.record.listing import find_orders
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.shell.view import View

if TYPE_CHECKING:
    from orderdesk.persistence.record.numbers_of import Numbered
    from orderdesk.ui.widgets.forms.suggestion_list import Suggestion


class Places:
    """Leads `window` from place to place in the shop of `bench`; `switch_user()` lets another person sit down."""

    def __init__(self, window: MainWindow, bench: Bench, switch_user: Callable[[], object]) -> None:
        self._window, self._bench = window, bench
        bench.go.connect(self.go)
        window.commands.add(self._commands(switch_user), window)
        window.add_provider(self._answer_callers)
        window.add_provider(self._find_orders)
        window.add_provider(self._find_numbers)
        window.add_provider(self._find_screens)

    def _commands(self, switch_user: Callable[[], object]) -> list[Command]:
        def make(name: str, title: str, run: Callable[[], object], key: str, icon: str, group: str = "Go") -> Command:
            return Command(name, title, run, None, key, icon, group=group)

        def to(place: str, what: object = None) -> Callable[[], object]:
            return partial(self.go, place, what)

        return [
            make("go.new-order", "New order", to("new-order"), "F2", "plus"),
            make("go.counter", "Counter sale", to("new-order", "counter"), "Ctrl+F2", "store"),
            make("go.shorthand", "Order in one line", to("shorthand"), "Shift+F2", "pencil"),
            make("go.find", "Find anything", self._window.open_palette, "F3", "search"),
            make("find.customer", "Find a customer", self._customers, "F4", "users"),
            make("go.board", "Pick and pack board", to("shipping"), "F7", "truck"),
            make("go.day", "End of day", to("reports", "day"), "F10", "chart-column"),
            make("go.station", "Packing station", to("station"), "Ctrl+F7", "scan-barcode"),
            make("go.import", "Import a file", to("import"), "Ctrl+Shift+M", "upload"),
            make("go.purchasing", "Purchase orders", to("purchasing"), "Ctrl+Shift+B", "download"),
            make("go.promises", "Promises at risk", to("promises"), "Shift+F6", "clock"),
            make("go.help", "Help", to("help"), "Shift+F1", "circle-help"),
            make("go.settings", "Settings", to("settings"), "Ctrl+,", "settings"),
            make("go.user", "Switch user", switch_user, "Ctrl+U", "users"),
            Command(
                "go.sign-out",
                "Sign out",
                lambda: self._bench.sign_out(),
                self._no_pins,
                "Ctrl+Shift+U",
                "lock",
                group="Go",
            ),
            make("go.care", "Verify books", to("settings", "Backup and proof"), "", "shield-check", group=""),
            make("go.till", "Till", to("reports", "till"), "F12", "banknote"),
        ]

    def _no_pins(self) -> str | None:
        if any(each.active and each.has_pin for each in users_of(self._bench.desk)):
            return None
        return "Nobody here has a PIN, so nobody has to sign in. Set PINs in Settings, People."

    def go(self, place: str, what: object) -> None:
        """Open a place on a thing: "orders" with a key or number, "new-order" with a draft's key or None, or with
        ("customer", key) for a new order of theirs, ("copy", key) for one like an order, or "counter" for a sale at
        the counter.

        A View shows that view of the list. The place "" is the tab from which a page without one was opened.
        """
        if place == "new-order":
            page: Any = self._window.go_to("orders")
            page.new_order(what)
            if isinstance(what, tuple):
                take = {"customer": page.entry.take_customer, "copy": page.entry.take_copy}[what[0]]
                self._bench.attempt(lambda: take(what[1]))
            elif what == "counter":
                page.entry.serve_counter()
            return
        if place == "shorthand":
            orders: Any = self._window.go_to("orders")
            orders.shorthand()
            return
        page = self._window.go_to(place or self._window.came_from)
        if isinstance(what, View):
            lists: Any = getattr(page, "list", page)
            page.show_list()
            lists.show_view(what.id)
        elif what is not None:
            page.visit(what)

    def scanned(self, code: str) -> None:
        """What a bar code reader has read goes to the form in sight, else to the page while something is taken down on
        it; else the thing that bears the code opens where it is worked on, from wherever one is."""
        from orderdesk.ui.shell.reader.scans import into_dialog

        if into_dialog(code, self._bench.messages.refused):
            return
        take = getattr(self._window.page, "scanned", None)
        if self._window.searching:
            self._window.open_palette(code)
        elif take is None or not take(code):
            self._bench.attempt(lambda: self._open_scanned(code))

    def knows(self, code: str) -> bool:
        """Whether anything here bears this code; not while the shop cannot be read."""
        from orderdesk.domain.values.errors import OrderDeskError
        from orderdesk.services.record.finding import things_of_code

        if getattr(self._window.page, "takes_any_code", False) or read_command(code) is not None:
            return True
        try:
            return bool(things_of_code(self._bench.desk, code))
        except OrderDeskError:
            return False

    def _open_scanned(self, code: str) -> None:
        from orderdesk.services.record.finding import things_of_code
        from orderdesk.ui.shell.commands.found import open_thing

        command = read_command(code)
        if command is not None:
            raise Refused(f"{command} is a command of the packing station, which Ctrl+F7 opens.")
        things = things_of_code(self._bench.desk, code)
        if not things:
            raise NotFound(f"{code[:60]} was read, and nothing here bears that code.")
        if len({(each.kind, each.id) for each in things}) > 1:
            self._window.open_palette(code)
        elif not getattr(self._window.page, "take_thing", lambda _thing: False)(things[0]):
            open_thing(things[0], self.go)
            self._tell_of_box(things[0], code)

    def _tell_of_box(self, thing: Numbered, code: str) -> None:
        from orderdesk.services.fulfilment.parcel_words import number_told

        if thing.kind in ("shipment", "tracking", "void tracking"):
            said, holds = number_told(self._bench.desk, thing.id, thing.number if "tracking" in thing.kind else code)
            messages = self._bench.messages
            if said:
                (messages.done if holds else messages.refused)(said)

    def _customers(self) -> None:
        from orderdesk.ui.shell.commands.own_commands import search

        if getattr(self._window.page, "to_customer", lambda: False)():
            return
        self.go("customers", None)
        search(self._window)

    def _answer_callers(self, text: str) -> Sequence[Suggestion]:
        from orderdesk.ui.orders.answers import answer_offers

        return answer_offers(self._bench.desk, text, self.go)

    def _find_orders(self, text: str) -> Sequence[Suggestion]:
        from orderdesk.ui.widgets.forms.suggestion_list import Suggestion

        rows = find_orders(self._bench.desk, text, 6) if text else []
        return [
            Suggestion(
                row.id,
                f"{row.number}  {row.customer}",
                icon="clipboard-list",
                group="Orders",
                data=partial(self.go, "orders", row.id),
            )
            for row in rows
        ]

    def _find_screens(self, text: str) -> Sequence[Suggestion]:
        from orderdesk.ui.shell.commands.screens import screen_offers

        return screen_offers(text, self.go)

    def _find_numbers(self, text: str) -> Sequence[Suggestion]:
        from orderdesk.ui.shell.commands.found import number_offers

        return number_offers(self._bench.desk, text, self.go)
