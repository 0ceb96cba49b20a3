"""The papers of the shipment shown: the one that is needed next by Ctrl+P, any of them by Ctrl+Shift+P."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from orderdesk.domain.lifecycles import SHIPMENT, no_paper
from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.box_papers import papers_of_boxes
from orderdesk.ui.bench.commands import Command

if TYPE_CHECKING:
    from orderdesk.persistence.fulfilment.lists import ShipmentRow
    from orderdesk.ui.bench.list_tab import ListTab
    from orderdesk.ui.fulfilment.board.rows import BoardRow


def papers_of(view: ShipmentView | None) -> list[tuple[str, str, str]]:
    """(paper, number, words) of each, what is needed next first."""
    if view is None:
        return []
    row = view.row
    lists = [("picklist", row.picklist, f"Picklist {row.picklist}")] if row.picklist else []
    if not SHIPMENT.allows(row.state, "label"):
        return lists
    return [*papers_of_boxes(row.number, row.packed), *lists]


def next_label(row: ShipmentRow) -> str:
    """The label that Print label is about: of several boxes all, or the first that alone has no print yet."""
    labels = [number for paper, number, _ in papers_of_boxes(row.number, row.packed) if paper == "label"]
    return labels[0]


def fill_papers(menu: QMenu, view: ShipmentView | None, show: Callable[[str, str], object]) -> None:
    """Offer the papers of the shipment in `menu`; `show(paper, number)` runs for the one chosen."""
    for paper, number, words in papers_of(view):
        menu.addAction(words).triggered.connect(partial(_show, show, paper, number))
    if menu.isEmpty():
        menu.addAction("Nothing to print yet").setEnabled(False)


def _show(show: Callable[[str, str], object], paper: str, number: str, _on: bool = False) -> None:
    show(paper, number)


def paper_commands(bench: Bench, tab: ListTab[BoardRow, ShipmentView], context: str, wave: str) -> list[Command]:
    """Ctrl+P and Ctrl+Shift+P; for a shipment that is still to be picked the next paper is the picklist of `wave`."""

    def waits() -> bool:
        return tab.shown is None or SHIPMENT.allows(tab.shown.row.state, "start")

    def why_not() -> str | None:
        return bench.commands.why_not(wave) if waits() else nothing()

    def print_next() -> None:
        if waits():
            bench.commands.run(wave)
        else:
            paper, number, _ = papers_of(tab.shown)[0]
            bench.paper.emit(paper, number)

    def nothing() -> str | None:
        if tab.shown is None:
            return "Choose a shipment first."
        return None if papers_of(tab.shown) else no_paper(tab.shown.row.number)

    one, any_of, group = "Print the next paper", "Choose a paper to print", "Shipment"
    return [
        Command("shipping.print", one, print_next, why_not, "Ctrl+P", "printer", context, group),
        Command("shipping.papers", any_of, tab.choose_paper, nothing, "Ctrl+Shift+P", "printer", context, group),
    ]
