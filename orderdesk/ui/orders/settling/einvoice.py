"""An invoice or credit note of the order shown, saved for another program to read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from orderdesk.services.care.files_out import EINVOICE, write_out

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from orderdesk.persistence.orders.view import OrderView
    from orderdesk.ui.bench.bench import Bench
    from orderdesk.ui.bench.commands import Command
    from orderdesk.ui.bench.moves import Moves

MORE = ("order.e-invoice",)
_KINDS = {"PDF with XML inside, Factur-X (*.pdf)": "pdf", "XML, EN 16931 (*.xml)": "xml"}


def einvoice_commands(bench: Bench, tab: QWidget, moves: Moves[OrderView]) -> list[Command]:
    """Save the newest invoice or credit note as e-invoice; older ones are in the menu of papers."""

    def save(view: OrderView) -> None:
        save_einvoice(bench, tab, _numbers(view)[0])

    return [moves.command(MORE[0], save, "e-invoice", keys="Ctrl+Shift+E", icon="file-text")]


def fill_einvoices(menu: QMenu, view: OrderView | None, bench: Bench, tab: QWidget) -> None:
    """Offer each e-invoice of the order in `menu`, below the papers."""
    numbers = _numbers(view) if view else []
    if numbers:
        menu.addSeparator()
    for number in numbers:
        menu.addAction(f"Save e-invoice {number}").triggered.connect(partial(_chosen, bench, tab, number))


def save_einvoice(bench: Bench, tab: QWidget, number: str) -> None:
    """Ask where to, then make the e-invoice beside the window and write it there."""
    from PySide6.QtWidgets import QFileDialog

    from orderdesk.ui.bench.printing import proposed

    place = proposed(bench.settings.data_dir / "papers", number)
    chosen, kind_words = QFileDialog.getSaveFileName(tab.window(), f"Save e-invoice {number}", place, ";;".join(_KINDS))
    if not chosen:
        return
    path = Path(chosen)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in _KINDS.values():
        kind = _KINDS.get(kind_words, "pdf")
        path = path.with_name(f"{path.name}.{kind}")

    def make() -> None:
        from orderdesk.services.papers.einvoices import make_einvoice  # here, as few shops need it

        write_out(bench.desk, path, make_einvoice(bench.desk, number, kind), EINVOICE)

    bench.aside(
        f"Making the e-invoice of {number}", make, lambda _: bench.messages.done(f"{number} saved as {path.name}")
    )


def _numbers(view: OrderView) -> list[str]:
    """The issued papers of a customer that is known, the newest first."""
    return [paper.number for paper in reversed(view.papers)] if view.customer else []


def _chosen(bench: Bench, tab: QWidget, number: str, _on: bool = False) -> None:
    save_einvoice(bench, tab, number)
