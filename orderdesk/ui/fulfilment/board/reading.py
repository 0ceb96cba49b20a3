"""The shipping lists and the board as data: what leaves on the day looked at, and the wave to be picked next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orderdesk.domain.fulfilment.waves.suggesting import SuggestedWave
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.persistence.fulfilment.waves.lists import WaveRow
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.services.fulfilment.waves.leaving import Leaves, leaving_on
from orderdesk.services.fulfilment.waves.owning import waves_at_work
from orderdesk.services.fulfilment.waves.planning import suggest_wave, wave_by_hand
from orderdesk.ui.bench.list_data import ListPresenter
from orderdesk.ui.fulfilment.board.rows import BoardRow, board_rows, clock_words, who_has
from orderdesk.ui.fulfilment.presenter import BOARD, CUTOFFS
from orderdesk.ui.words import day_within


class ShippingPresenter(ListPresenter[BoardRow, ShipmentView]):
    """The lists of the tab, and what the board shows of `day` (None: today): `leaves`, its `board` of rows, the waves
    `at_work`, and the `wave` that would be built, of what is `marked` or else as it is suggested."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(BOARD, desk)
        self.day: date | None = None
        self.leaves: Leaves | None = None
        self.board: list[BoardRow] = []
        self.at_work: list[WaveRow] = []
        self.wave: SuggestedWave | None = None
        self.marked: Sequence[int] = ()
        self._passed: frozenset[int] = frozenset()

    @property
    def on_board(self) -> bool:
        """Whether the board is looked at, and not a list of shipments."""
        return self.view == CUTOFFS and not self.typed

    def rows(self, after: BoardRow | None = None) -> list[BoardRow]:
        """A page of the list; the board is read as a whole."""
        if not self.on_board:
            return super().rows(after)
        if after is not None:
            return []
        today = self.desk.today
        if self.day is not None and self.day <= today:
            self.day = None
        self.leaves = leaving_on(self.desk, self.day)
        self.at_work = waves_at_work(self.desk)
        self.board = board_rows(self.leaves, today, self.desk.zone)
        self._choose()
        return self.board

    def mark(self, keys: Sequence[int]) -> None:
        """Let what is marked be the wave; nothing, and it is suggested again."""
        self.marked = keys
        self._choose()

    def pass_over(self) -> None:
        """Suggest another wave, of what was not suggested yet; after the last it begins anew."""
        if self.wave is not None:
            self._passed |= frozenset(self.wave.shipment_ids)
        self._choose()

    def begin_anew(self) -> None:
        """A wave was built: whatever waits may be suggested again."""
        self._passed, self.marked = frozenset(), ()

    def look_at(self, day: date | None) -> None:
        """Show the board of another day, None for today."""
        self.day, self.marked, self._passed = day, (), frozenset()

    def _choose(self) -> None:
        leaves = self.leaves
        if leaves is None:
            return
        if self.marked:
            self.wave = wave_by_hand(self.desk, self.marked, leaves)
            return
        self.wave = suggest_wave(self.desk, without=self._passed, leaves=leaves)
        if self.wave is None and self._passed:
            self._passed = frozenset()
            self.wave = suggest_wave(self.desk, leaves=leaves)

    def is_suggested(self, row: BoardRow) -> bool:
        """Whether a row is in the wave that is suggested, while nobody marked another."""
        return not self.marked and self.wave is not None and row.id in self.wave.shipment_ids

    def who(self, row: ShipmentRow) -> tuple[str, str]:
        """Who has a shipment, and the colour of that; one that is suggested says so."""
        if self.is_suggested(row):
            return "Suggested", "accent_text"
        return who_has(row, self.leaves) if self.leaves else ("", "text")

    @property
    def other_day(self) -> date | None:
        """The day that can be shown in place of this one: from a later one today, from today the next on which anything
        leaves; None when there is none."""
        return self.desk.today if self.day else self.leaves.next_day if self.leaves else None

    @property
    def summary(self) -> str:
        """The line under the title; of the board, how many leave and how far they are."""
        if not self.on_board or self.leaves is None:
            return super().summary
        leaves, zone = self.leaves, self.desk.zone
        total, packed = (sum(getattr(each, what) for each in leaves.departures) for what in ("total", "packed"))
        held = sum(bool(row.hold) for row in leaves.rows)
        words = f"{total:,} {'leaves' if total == 1 else 'leave'} {day_within(leaves.day, self.desk.today)}"
        parts = [f"{packed:,} packed", f"{total - packed:,} open"] + ([f"{held:,} on hold"] if held else [])
        return f"{clock_words(leaves.now, zone)} · {words}: {', '.join(parts)}"

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty list."""
        if not self.on_board or self.leaves is None:
            return super().nothing()
        day, today = self.leaves.day, self.desk.today
        later = self.leaves.next_day
        then = f"The next goods leave {day_within(later, today)}." if later else "Nothing waits to leave later either."
        return f"Nothing leaves {day_within(day, today)}", then

    @property
    def nothing_waits(self) -> str:
        """Why there is no wave to build."""
        if self.marked:
            return "Nothing of what is marked waits to be picked."
        day = self.leaves.day if self.leaves else self.desk.today
        return f"Nothing waits to be picked for {day_within(day, self.desk.today)}."

    def wave_title(self) -> str:
        """What the wave is called that would be built now."""
        return "Wave of what is marked" if self.marked else "Suggested wave"

    def day_title(self) -> str:
        """The words for going to the other day."""
        return f"Show {day_within(self.other_day or self.desk.today, self.desk.today)}"
