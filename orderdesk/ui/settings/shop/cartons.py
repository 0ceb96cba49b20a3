"""Cartons: what the shop packs in, how many of each there are, and what became of them."""

from __future__ import annotations

from collections.abc import Callable

from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.domain.values.money import shown_price
from orderdesk.domain.values.sizes import NO_SIZE, parse_size, shown_sides, unit
from orderdesk.domain.values.weights import (
    item_unit,
    parse_item_weight,
    parse_weight,
    shown_weight,
    typed_weight,
    weight_unit,
)
from orderdesk.services.fulfilment.cartons.keeping import (
    CartonForm,
    carton_form,
    carton_moves,
    cartons_of,
    count_cartons,
    offer_carton,
    receive_cartons,
    save_carton,
)
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form, ask_request
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.words import moment_word

WORDS = "A box that is packed in one weighs and measures as it does, and uses it up."
_NEWEST = 3
_WHOLE = "Enter a whole number."


class CartonsSection(ListSection[Carton]):
    """The cartons in a list; Enter changes the one chosen, one laid aside stays on the boxes packed in it."""

    topics = frozenset({"cartons", "shipments"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Cartons", WORDS)
        self.currency = shop_now(bench.desk).currency
        columns: list[Column[Carton]] = [
            Column("Code", lambda each: each.code, 80, tone=_tone),
            Column("Carton", lambda each: each.name, 0, tone=_tone),
            Column(f"Inside, {unit()}", lambda each: shown_sides(each.inside), 130, tone=_tone),
            Column("Carries", lambda each: shown_weight(each.most_g) if each.most_g else "", 90, align=RIGHT,
                   tone=_tone, wide=1),
            Column(f"Cost, {self.currency}", lambda each: shown_price(each.cost, self.currency), 100, align=RIGHT,
                   tone=_tone, wide=True),
            Column("Left", _left, 130, align=RIGHT, tone=_left_tone),
            Column("In use", lambda each: "Yes" if each.active else "Retired", 80, tone=_tone),
        ]  # fmt: skip
        table = Table(columns, lambda each: each.code, "Cartons")
        self.add = Button("Add carton", self.ask_new, role="primary", icon="plus")
        self.change = Button("Change", lambda: self.ask_change(self.list.current_row()), icon="pencil")
        self.receive = Button("Receive", lambda: self._ask_number(receive_cartons, "How many came", "Receive"))
        self.count = Button("Count", lambda: self._ask_number(count_cartons, "How many are there", "Count"))
        self.retire = Button("Retire", self._retire)
        table.opened.connect(self.ask_change)
        table.current_changed.connect(self._chosen)
        self.put(table, self.add, self.change, self.receive, self.count, self.retire, height=260)

    def read(self) -> None:
        """Show the cartons as they are now, those in use first."""
        self.show_rows(cartons_of(self.bench.desk, all_of_them=True))
        self._chosen(self.list.current_row())

    def _chosen(self, carton: Carton | None) -> None:
        for each in (self.change, self.receive, self.count, self.retire):
            each.setEnabled(carton is not None)
        self.retire.set_text("Retire" if carton is None or carton.active else "Use again")
        self.say(self._meaning(carton) if carton else "Add a carton, and packing proposes what goes into which.")

    def _meaning(self, carton: Carton) -> str:
        """Whether more are to be bought, and what happened last."""
        desk = self.bench.desk
        low = f"Reorder {carton.code}." if carton.is_low else ""
        told = [
            f"{moment_word(each.at, desk.today, desk.calendar)}: {each.said} ({each.user})"
            for each in carton_moves(desk, carton.code)[:_NEWEST]
        ]
        return " ".join(filter(None, (low, "; ".join(told))))

    def ask_new(self) -> None:
        """Ask for a new carton."""
        self._ask("Add a carton", CartonForm("", ""), new=True)

    def ask_change(self, carton: Carton) -> None:
        """Ask what is to change of a carton; its code stays."""
        self._ask(f"Change {carton.name}", carton_form(carton), new=False)

    def _ask(self, title: str, form: CartonForm, *, new: bool) -> None:
        def send(made: CartonForm) -> None:
            save_carton(self.bench.desk, made, new=new)
            self.bench.messages.done(f"{made.name} saved")
            self.list.select_key(made.code.strip().upper())

        spec = _spec(self.currency)[not new :]
        ask_request(self, title, spec, form, send, verb="Save carton", currency=self.currency, width=620)

    def _ask_number(self, book: Callable[..., Carton], title: str, verb: str) -> None:
        chosen: Carton = self.list.current_row()

        def send(typed: Entered) -> None:
            after = book(self.bench.desk, chosen.code, typed["quantity"], typed["note"])
            self.bench.messages.done(f"{chosen.name}: {after.left_words} left")

        spec = [Field("quantity", title, kinds.whole(_WHOLE, most=7), required=True), Field("note", "Note")]
        ask_form(self, f"{verb} {chosen.name}", spec, send, verb=verb)

    def _retire(self) -> None:
        chosen: Carton = self.list.current_row()
        desk, offered = self.bench.desk, not chosen.active
        self.bench.attempt(
            lambda: offer_carton(desk, chosen.code, offered=offered),
            f"{chosen.name} is {'in use again' if offered else 'no longer proposed'}",
            undo=lambda: offer_carton(desk, chosen.code, offered=not offered),
        )


def _spec(currency: str) -> list[Field]:
    """The fields of a carton; the first is asked only of a new one."""
    sizes = kinds.figure(parse_size, shown_sides)
    tare = kinds.figure(parse_item_weight, typed_weight)
    most = kinds.figure(parse_weight, typed_weight)
    return [
        Field("code", "Code", kinds.text(20), "Such as M; its bars are *M", required=True),
        Field("name", "Name", kinds.text(100), required=True),
        Field("inside", f"Inside, {unit()}", sizes, "Length x width x height, such as 30 x 25 x 20", required=True),
        Field("outer", f"Outside, {unit()}", sizes, "What the carrier measures; empty: as inside", empty=NO_SIZE),
        Field("tare_g", f"Weight empty, {item_unit()}", tare, empty=0),
        Field("most_g", f"Carries up to, {weight_unit()}", most, "Empty: whatever fits in", empty=0),
        Field("cost", f"Cost, {currency}", empty=0),
        Field("reorder_point", "Reorder point", kinds.whole(_WHOLE, most=7), "Told when no more are left", empty=0),
    ]


def _tone(carton: Carton) -> str:
    return "text" if carton.active else "text3"


def _left_tone(carton: Carton) -> str:
    return "warning_fg" if carton.is_low else _tone(carton)


def _left(carton: Carton) -> str:
    return f"{carton.left_words}, reorder" if carton.is_low else carton.left_words
