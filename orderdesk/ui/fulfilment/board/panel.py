"""The panel beside the board: what missed its van, the wave that would be built and why, the waves at work, and what is
held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from orderdesk.domain.fulfilment.waves.cutoffs import Departure
from orderdesk.domain.values.quantity import ONE, Quantity, shown_quantity
from orderdesk.domain.values.texts import count_word, listed
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.persistence.fulfilment.waves.lists import WaveRow
from orderdesk.services.fulfilment.waves.leaving import Leaves
from orderdesk.services.fulfilment.waves.missed import next_van
from orderdesk.ui.fulfilment.board.reading import ShippingPresenter
from orderdesk.ui.fulfilment.board.rows import clock_words, work_words
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel, Section, SumRow
from orderdesk.ui.widgets.lists.row_painter import paint_share
from orderdesk.ui.words import HOLD_WORDS, day_within


@dataclass(frozen=True, slots=True)
class PanelDoors:
    """Where the links of the panel lead: `move(service code)` moves what missed its van, `show(number)` shows a wave,
    `order(key)` opens an order, `release(key, number)` lets a held order go on, `exceptions()` lists what carriers
    report. `buttons()` makes those that change the suggestion."""

    move: Callable[[str], object]
    show: Callable[[str], object]
    order: Callable[[int], object]
    release: Callable[[int, str], object]
    exceptions: Callable[[], object]
    buttons: Callable[[], list[QWidget]]


class ShareBar(QWidget):
    """A thin bar of which as much is filled as is done."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self._done, self._total = done, total
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(px(60), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_share(QPainter(self), QRectF(0, 1, self.width(), px(6)), self._done, self._total)


def show_wave(panel: DetailPanel, board: ShippingPresenter, doors: PanelDoors) -> None:
    """Fill `panel` with what the board says; a link that has the focus keeps it."""
    leaves = board.leaves
    if leaves is None:
        return
    focus = panel.focusWidget()
    named = focus.accessibleName() if focus is not None and panel.scroller.isAncestorOf(focus) else ""
    wave = board.wave
    parts = [] if wave is None else [count_word(len(wave.shipment_ids), "shipment"), _units(wave.units)]
    panel.show_head(board.wave_title(), " · ".join([*parts, count_word(wave.bins, "bin")] if wave else parts))
    late = [each for each in leaves.departures if each.missed(leaves.now)]
    sections = [_missed(each, leaves, board, doors) for each in late]
    sections.append(_why(board, leaves, doors))
    if board.at_work:
        sections.append(_at_work(board.at_work, leaves, doors))
    held = [row for row in leaves.rows if row.hold]
    told = board.counts.get("exceptions", 0)
    if held or told:
        sections.append(_exceptions(held, told, doors))
    panel.show_sections(sections)
    if named:
        again = [each for each in panel.findChildren(Button) if each.accessibleName() == named and not each.isHidden()]
        if again:
            again[0].setFocus()


def _missed(each: Departure[ShipmentRow], leaves: Leaves, board: ShippingPresenter, doors: PanelDoors) -> Section:
    service, late = each.service, each.missed(leaves.now)
    assert service is not None
    desk = board.desk
    day = day_within(next_van(desk, service), desk.today)
    told = count_word(len({row.order_id for row in late}), "customer")
    section = Section("After the cutoff")
    section.text(f"{len(late)} missed {service.name} at {service.cutoff}", "strong", "danger")
    return section.add(_line(Button(f"Move to {day}, message {told}", partial(doors.move, service.code))))


def _why(board: ShippingPresenter, leaves: Leaves, doors: PanelDoors) -> Section:
    wave = board.wave
    if wave is None:
        return Section("Next wave").text(board.nothing_waits, tone="text2")
    many = len(wave.shipment_ids)
    section = Section("Why this one" if many == 1 else f"Why these {many}").text(wave.reason)
    ready = leaves.now + timedelta(seconds=wave.work)
    section.sums(
        [
            SumRow("Walk and pick", work_words(wave.picking)),
            SumRow(f"Pack {count_word(many, 'parcel')}", work_words(wave.packing)),
            SumRow("Ready, if started now", clock_words(ready, board.desk.zone), strong=True, rule=True),
        ]
    )
    if not leaves.pace.own:
        section.text("By usual figures, until enough was picked and packed here.", "small", "text2")
    return section.add(_line(*doors.buttons()))


def _at_work(waves: list[WaveRow], leaves: Leaves, doors: PanelDoors) -> Section:
    packing: dict[str, list[str]] = {}
    for row in leaves.rows:
        if row.id in leaves.packers:
            packing.setdefault(row.picklist, []).append(leaves.packers[row.id].name)
    section = Section("Waves at work", "units packed")
    for each in waves:
        number = Button(each.number, partial(doors.show, each.number), role="link")
        packers = listed(list(dict.fromkeys(packing.get(each.number, []))))
        who = f"{each.owner or 'nobody'} picking" if each.picking else f"{packers} packing" if packers else "to pack"
        figure = Label(f"{shown_quantity(each.packed)} of {shown_quantity(each.units)}", figures=True, right=True)
        section.add(_line(number, Label(who), None, figure), ShareBar(each.packed, each.units))
    return section


def _exceptions(held: list[ShipmentRow], told: int, doors: PanelDoors) -> Section:
    section = Section("Exceptions", f"{len(held) + told} to settle")
    for row in held:
        section.text(f"{row.number} is on hold: {HOLD_WORDS.get(row.hold, row.hold)}")
        section.add(
            _line(
                Button(f"Open {row.order_number}", partial(doors.order, row.order_id), role="link"),
                Button(
                    f"Release {row.order_number}", partial(doors.release, row.order_id, row.order_number), role="link"
                ),
            )
        )
    if told:
        section.text(f"Trouble reported by carriers with {count_word(told, 'shipment')}")
        section.add(_line(Button("Show exceptions", doors.exceptions, role="link")))
    return section


def _units(quantity: Quantity) -> str:
    return f"{shown_quantity(quantity)} {'unit' if quantity == ONE else 'units'}"


def _line(*parts: QWidget | None) -> QWidget:
    """Widgets side by side at the left; None takes the room between."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, px(4), 0, 0)
    line.setSpacing(px(8))
    for part in parts:
        if part is None:
            line.addStretch()
        else:
            line.addWidget(part)
    if None not in parts:
        line.addStretch()
    return holder
