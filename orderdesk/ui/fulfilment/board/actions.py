"""What is done about waves, as commands: build the one in sight, choose another, pass it on, move what was missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from orderdesk.domain.lifecycles import NONE_TO_PICK, SHIPMENT
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.values.errors import Doubtful
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.services.fulfilment.picking import start_picking
from orderdesk.services.fulfilment.waves.missed import move_missed, next_van
from orderdesk.services.fulfilment.waves.owning import release_wave, take_wave
from orderdesk.services.people.users import users_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.fulfilment.board.reading import ShippingPresenter
from orderdesk.ui.fulfilment.board.rows import DepartureRow
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.words import day_within

if TYPE_CHECKING:
    from orderdesk.ui.bench.list_tab import ListTab
    from orderdesk.ui.fulfilment.board.rows import BoardRow

BUILD, PRINT = "Build wave and print list", "Print picklist"
"""What one command is called on the board, and in the lists."""
_ON_BOARD = "That is done on the board, By cutoff."


class WaveActions:
    """Builds the commands about waves; `board` is what the tab shows, `show_board()` paints it anew."""

    def __init__(
        self,
        bench: Bench,
        tab: ListTab[BoardRow, ShipmentView],
        board: ShippingPresenter,
        show_board: Callable[[], object],
        context: str,
    ) -> None:
        self.bench, self.tab, self.board, self._show_board = bench, tab, board, show_board
        self._context = context

    def commands(self) -> list[Command]:
        """The commands of this part of the tab."""
        make = self._command
        return [
            make("wave", PRINT, self._build, self._no_wave, "Ctrl+Return", "layers", ("Ctrl+Enter", "Ctrl+Shift+L")),
            make("wave-for", "Build wave for somebody else", self._build_for, self._no_wave, "Ctrl+Shift+W", "user"),
            make("next-wave", "Next suggestion", self._next, self._no_other, "Ctrl+Shift+N", "refresh-cw"),
            make("change-wave", "Change", self._change, self._no_other, "Ctrl+Shift+E", "pencil"),
            make("take-wave", "Take the wave over", self._take, self._not_theirs, "Ctrl+Shift+T", "user"),
            make("leave-wave", "Leave the wave to others", self._leave, self._not_mine, "Ctrl+Shift+F", "users"),
            make("move-missed", "Move what missed its van", self._move, self._none_missed, "Ctrl+Shift+V", "clock"),
            make("other-day", "Show another day", self._other_day, self._no_day, "Ctrl+Shift+D", "calendar"),
        ]

    def _command(
        self,
        name: str,
        title: str,
        run: Callable[[], object],
        why: Callable[[], str | None],
        keys: str,
        icon: str,
        more: tuple[str, ...] = (),
    ) -> Command:
        return Command(f"shipping.{name}", title, run, why, keys, icon, self._context, "Waves", more)

    # Building

    def chosen(self) -> Sequence[int]:
        """The shipments of the wave: on the board as it proposes, in a list what is marked there or else all."""
        if self.board.on_board:
            return self.board.wave.shipment_ids if self.board.wave else ()
        marked = self.tab.table.marked()
        rows = [row for row in self.tab.table.rows_model.rows if SHIPMENT.allows(row.state, "start")]
        return [row.id for row in rows if not marked or row.id in marked]

    def _build(self) -> None:
        self.begin(self.chosen())

    def _build_for(self) -> None:
        chosen = self.chosen()
        people = [(each.name, each.name) for each in users_of(self.bench.desk) if each.active]

        def send(typed: Entered) -> None:
            self._made(
                start_picking(self.bench.desk, chosen, owner=typed["owner"]), typed["owner"] or "whoever comes first"
            )

        spec = [Field("owner", "Who picks it", kinds.choice([*people, ("", "Whoever comes first")]))]
        words = f"A wave of {count_word(len(chosen), 'shipment')}"
        ask_form(self.tab, words, spec, send, verb="Build wave")

    def begin(self, shipment_ids: Sequence[int]) -> None:
        """Make a wave of these for the person at the desk, and print its list."""
        made: list[str] = []
        if self.bench.attempt(lambda: made.append(start_picking(self.bench.desk, shipment_ids))):
            self._made(made[0])

    def _made(self, number: str, owner: str = "") -> None:
        self.board.begin_anew()
        self.tab.table.clear_marks()
        self.bench.messages.done(f"Picklist {number} made" + (f" for {owner}" if owner else ""))
        self.bench.paper.emit("picklist", number)

    def _no_wave(self) -> str | None:
        if self.chosen():
            return None
        return self.board.nothing_waits if self.board.on_board else NONE_TO_PICK

    # Choosing

    def _next(self) -> None:
        self.board.pass_over()
        self._show_board()

    def _change(self) -> None:
        keys = self.board.wave.shipment_ids if self.board.wave else ()
        table = self.tab.table
        for key in keys:
            number = table.rows_model.place_of(key)
            if number is not None:
                table.toggle_mark(number, True)
        table.setFocus()

    def _no_other(self) -> str | None:
        if not self.board.on_board:
            return _ON_BOARD
        if self.board.marked:
            return "Rows are marked; Esc takes the marks away."
        return None if self.board.wave else self.board.nothing_waits

    # Whose a wave is

    def _picked_by(self) -> ShipmentRow | None:
        shown = self.tab.shown
        return shown.row if shown is not None and SHIPMENT.allows(shown.row.state, "pick") else None

    def _take(self) -> None:
        row = self._picked_by()
        assert row is not None
        number = row.picklist

        def take(*, sure: bool) -> None:
            was = take_wave(self.bench.desk, number, sure=sure)
            self.bench.messages.done(f"{number} is yours" + (f"; {was} is told" if was else ""))

        def try_it() -> None:
            try:
                take(sure=False)
            except Doubtful as said:
                ask(
                    self.tab,
                    f"Take {number} over from {row.owner}?",
                    f"{said} They are told at once, and confirm nothing of it any more.",
                    verb="Take over",
                    keep=f"Leave it to {row.owner}",
                    confirmed=lambda: self.bench.attempt(lambda: take(sure=True)),
                    danger=False,
                )

        self.bench.attempt(try_it)

    def _leave(self) -> None:
        row = self._picked_by()
        assert row is not None
        number = row.picklist
        self.bench.attempt(lambda: release_wave(self.bench.desk, number), f"{number} is left to whoever comes first")

    def _not_theirs(self) -> str | None:
        row = self._picked_by()
        if row is None:
            return "Choose a shipment that is being picked first."
        return f"{row.picklist} is yours already." if row.owner == self.bench.desk.user else None

    def _not_mine(self) -> str | None:
        row = self._picked_by()
        if row is None:
            return "Choose a shipment that is being picked first."
        return None if row.owner else f"{row.picklist} is nobody's already."

    # What missed its van

    def move(self, service: str) -> None:
        """Let what missed the van of a service leave with the next one."""
        moved: list[str] = []

        def run() -> None:
            found = move_missed(self.bench.desk, service)
            day = day_within(found.day, self.bench.desk.today)
            drafts = "a message is" if len(found.orders) == 1 else f"{len(found.orders)} messages are"
            moved.append(f"{count_word(len(found.orders), 'order')} moved to {day}; {drafts} drafted (F11 shows it)")

        if self.bench.attempt(run):
            self.bench.messages.done(moved[0])

    def _move(self) -> None:
        service, many = self._missed()[0]
        day = day_within(next_van(self.bench.desk, service), self.bench.desk.today)
        ask(
            self.tab,
            f"Move {count_word(many, 'shipment')} to {day}?",
            f"What missed {service.name} at {service.cutoff} gets its next van. That day is promised for each order, "
            "and a message to its customer is drafted.",
            verb=f"Move to {day}",
            keep="Leave as they are",
            confirmed=lambda: self.move(service.code),
            danger=False,
        )

    def _missed(self) -> list[tuple[Service, int]]:
        """The services that left something here with how many shipments, the one whose row is chosen first."""
        leaves = self.board.leaves
        late = [each for each in leaves.departures if each.missed(leaves.now)] if leaves else []
        row = self.tab.table.current_row()
        chosen = row.departure if isinstance(row, DepartureRow) else None
        late.sort(key=lambda each: each is not chosen)
        return [(each.service, len(each.missed(leaves.now))) for each in late if each.service and leaves]

    def _none_missed(self) -> str | None:
        if not self.board.on_board:
            return _ON_BOARD
        return None if self._missed() else "Nothing has missed its van."

    # Days

    def _other_day(self) -> None:
        other = self.board.other_day
        self.board.look_at(None if other == self.bench.desk.today else other)
        self.tab.table.clear_marks()
        self.tab.read()

    def _no_day(self) -> str | None:
        if not self.board.on_board:
            return _ON_BOARD
        return None if self.board.other_day else "Nothing waits to leave later."
