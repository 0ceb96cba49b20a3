"""Places: the locations of the shop, what of them is sold from, and the walk of a picker through the bins."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.services.stock.places import (
    AISLES,
    KINDS,
    Bin,
    Location,
    LocationForm,
    add_location,
    change_location,
    locations,
    set_walk,
)
from orderdesk.services.stock.stock_views import bins_of_shop
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

WORDS = "What lies where nothing is sold from is the shop's and is promised to nobody until it is moved."
WALK_WORDS = "A picklist follows them: the lowest number first, those of one number by their codes."
_SELLS = [(True, "Sold from"), (False, "Kept, not sold from")]


class PlacesSection(QWidget):
    """The locations, and below them the bins."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self.locations = LocationsSection(bench)
        self.walk = WalkSection(bench)
        lines.addWidget(self.locations)
        lines.addWidget(self.walk)


class LocationsSection(ListSection[Location]):
    """Every location, the shop itself first."""

    topics = frozenset({"shop", "stock"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Locations", WORDS)
        columns: list[Column[Location]] = [
            Column("Location", lambda each: each.name, 0),
            Column("Kind", lambda each: each.kind, 120),
            Column("Sale", lambda each: "Sold from" if each.sells else "Not sold from", 130),
            Column("Walk", lambda each: AISLES[each.one_way], 200, wide=1),
            Column("Bins", lambda each: str(each.bins), 70, align=RIGHT),
            Column("Items", lambda each: str(each.items), 70, align=RIGHT),
        ]
        table = Table(columns, lambda each: each.id, "Locations")
        self.add = Button("Add location", lambda: self.ask(None), role="primary", icon="plus")
        self.change = Button("Change location", lambda: self.ask(self.list.current_row()))
        table.opened.connect(self.ask)
        self.put(table, self.add, self.change, height=150)

    def read(self) -> None:
        """Show the locations as they are now."""
        found = locations(self.bench.desk)
        self.show_rows(found)
        self.change.setEnabled(bool(found))

    def ask(self, old: Location | None) -> None:
        """Ask for a location: a new one, or what becomes of the one that is there."""
        spec = [
            Field("name", "Name", hint="It stands before its bins, as in Store room/A-1", required=True),
            Field("kind", "Kind", kinds.choice([(each, each[0].upper() + each[1:]) for each in KINDS])),
            Field("sells", "What lies there", kinds.choice(_SELLS)),
            Field("one_way", "A picker walks", kinds.choice(list(zip((False, True), AISLES, strict=True)))),
        ]

        def send(typed: Entered) -> None:
            if old is None:
                add_location(self.bench.desk, LocationForm(**typed))
            else:
                change_location(self.bench.desk, old.name, **typed)
            self.bench.messages.done(f"{typed['name']} was {'changed' if old else 'added'}")
            self.read()

        title = f"Change {old.name}" if old else "Add a location"
        verb, values = ("Save", old) if old else ("Add location", LocationForm(""))
        ask_form(self, title, spec, send, verb=verb, values=values, width=480)


class WalkSection(ListSection[Bin]):
    """Every bin in the order of the walk."""

    topics = frozenset({"shop", "stock"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Bins", WALK_WORDS)
        columns: list[Column[Bin]] = [
            Column("Walk", lambda each: str(each.walk), 70, align=RIGHT),
            Column("Bin", lambda each: each.code, 0),
            Column("Kind", lambda each: each.kind, 120),
            Column("Items", lambda each: str(each.items), 70, align=RIGHT),
        ]
        table = Table(columns, lambda each: each.id, "Bins")
        self.place = Button("Place in the walk", self.ask)
        table.opened.connect(lambda _bin: self.ask())
        self.put(table, self.place, height=200)

    def read(self) -> None:
        """Show the bins as they are now."""
        found = bins_of_shop(self.bench.desk)
        self.show_rows(found)
        self.place.setEnabled(bool(found))

    def ask(self) -> None:
        """Ask for the place of the chosen bin."""
        chosen: Bin | None = self.list.current_row()
        if chosen is None:
            return
        number = kinds.whole("Enter the place in the walk as a whole number.")
        spec = [Field("walk", "Place in the walk", number, "0 is first", required=True)]

        def send(typed: Entered) -> None:
            set_walk(self.bench.desk, chosen.code, typed["walk"])
            self.bench.messages.done(f"{chosen.code} comes at {typed['walk']}")
            self.read()
            self.list.select_key(chosen.id)

        ask_form(self, f"{chosen.code} in the walk", spec, send, verb="Place", values=chosen, width=420)
