"""What can be done at the station by key; the reader gives the same commands by their bars."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from orderdesk.domain.fulfilment.station.answers import SCAN_FIRST
from orderdesk.domain.fulfilment.station.commands import StationCommand as Do
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.fulfilment.station.forms import ask_by_hand, ask_carton, ask_weight

if TYPE_CHECKING:
    from orderdesk.ui.fulfilment.station.page import StationPage

CONTEXT = "station"
KEYS: dict[str, tuple[Do | None, str]] = {
    "station.done": (Do.DONE, "Ctrl+Enter"),
    "station.answer": (Do.ANSWER, "F8"),
    "station.undo": (Do.UNDO, "Ctrl+Z"),
    "station.box": (Do.NEXT_BOX, "F11"),
    "station.short": (Do.SHORT, "F5"),
    "station.note": (Do.NOTE, "Ctrl+T"),
    "station.help": (Do.HELP, "Ctrl+H"),
    "station.by-hand": (None, "F6"),
    "station.weigh": (None, "F9"),
    "station.carton": (None, "Ctrl+B"),
    "station.layer-up": (None, "PgUp"),
    "station.layer-down": (None, "PgDown"),
    "station.label": (None, "Ctrl+P"),
}
"""The command that each key gives, and the key as it is shown."""
_BEFORE_PACKED = ("station.by-hand", "station.weigh", "station.box", "station.short", "station.carton")
_TITLES = {
    "station.done": ("Complete the parcel", "package-check"),
    "station.answer": ("Put back: go on after an error", "undo-2"),
    "station.box": ("Next box", "package"),
    "station.short": ("Short: what is missing is not there", "package-x"),
    "station.note": ("The note is read", "sticky-note"),
    "station.help": ("What is to be done next", "circle-help"),
    "station.by-hand": ("Count by hand", "pencil"),
    "station.weigh": ("Weight of the box", "scan-barcode"),
    "station.carton": ("Carton of the box", "package-open"),
    "station.layer-up": ("The layer above", "arrow-up"),
    "station.layer-down": ("The layer below", "arrow-down"),
    "station.label": ("Print the label", "printer"),
}


def station_commands(page: StationPage) -> list[Command]:
    """The commands of the page; Ctrl+Z is the window's, which asks the page."""
    runs: dict[str, Callable[[], object]] = {
        "station.by-hand": partial(ask_by_hand, page),
        "station.weigh": partial(ask_weight, page),
        "station.carton": partial(ask_carton, page),
        "station.layer-up": lambda: page.side.turn_layer(1),
        "station.layer-down": lambda: page.side.turn_layer(-1),
        "station.label": page.print_label,
    }
    made = [
        Command(
            name,
            title,
            runs.get(name) or partial(_give, page, name),
            partial(_why_not, page, name),
            "Ctrl+Return" if KEYS[name][1] == "Ctrl+Enter" else KEYS[name][1],
            icon,
            CONTEXT,
            "Packing station",
        )
        for name, (title, icon) in _TITLES.items()
    ]
    leave = Command("station.leave", "Back to the board", page.leave, None, "Esc", "arrow-left", CONTEXT, "Go")
    return [leave, *made]


def _give(page: StationPage, name: str) -> None:
    command = KEYS[name][0]
    assert command is not None
    page.give(command)


def _why_not(page: StationPage, name: str) -> str | None:
    task = page.task
    if task is None:
        return SCAN_FIRST
    if name == "station.done":
        return task.lacks or None
    if name == "station.label":
        return None if task.packed else "It is not packed yet."
    if name in ("station.by-hand", "station.weigh", "station.carton") and task.held:
        return "Answer the last scan first: F8, or scan PUT BACK."
    if name in _BEFORE_PACKED and task.is_packed:
        return f"{task.number} is packed; scan its label."
    if name == "station.carton" and not task.plan.offered:
        return "The shop has no cartons; Settings, Cartons adds them."
    if name.startswith("station.layer") and page.side.drawing.layers < 2:
        return "There is no other layer to show."
    return None
