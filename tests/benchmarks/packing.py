"""How soon the packing station answers a scan: from the end of a code until its answer is painted."""

from __future__ import annotations

import os
import statistics
from dataclasses import replace
from pathlib import Path

from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.keeping import CartonForm, save_carton
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from tests.benchmarks.fitting import INSIDE
from tests.benchmarks.measure import Found, clocked

SCANS, UNITS = 2_000, 50
BAR = 30
CODES = ("MUG", "TEE", "BOOK", "LAMP")
SIZES = {"MUG": (110, 90, 95), "TEE": (280, 220, 20), "BOOK": (210, 148, 18), "LAMP": (300, 240, 190)}


def packing(folder: Path) -> list[Found]:
    """Parcels of fifty units of four items are packed by keys as a reader sends them, every tenth scan a wrong one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    times = sorted(_scans(app, folder))
    worst = times[len(times) * 99 // 100]
    note = f"{len(times)} scans, slowest {times[-1]:.0f} ms"
    return [
        Found("a scan until its answer is painted, typical", statistics.median(times), "ms", BAR, note),
        Found("a scan until its answer is painted, worst 1 %", worst, "ms", BAR),
    ]


def _scans(app: object, folder: Path) -> list[float]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from orderdesk.settings import Settings
    from orderdesk.ui.fulfilment.station.page import StationPage
    from orderdesk.ui.shell.window import Program
    from orderdesk.ui.welcome.shops import Doors
    from tests.factories import northside

    assert isinstance(app, QApplication)
    desk = northside(f"sqlite:///{folder / 'shop.db'}", stock=dict.fromkeys(CODES, SCANS))
    _know_sizes(desk)
    program = Program(app, Doors(Settings(data_dir=folder), lambda: desk))
    program.window.resize(1440, 900)
    program.window.show()
    program.window.activateWindow()
    while program.window.page is None:
        QApplication.processEvents()
    page = program.window.go_to("station")
    assert isinstance(page, StationPage)
    times: list[float] = []

    def read(code: str) -> None:
        target = QApplication.focusWidget() or page
        QTest.keyClicks(target, code)

        def end() -> None:
            QTest.keyClick(target, Qt.Key.Key_Return)
            page.repaint()

        times.append(clocked(end))

    while len(times) < SCANS:
        number = _picked(desk)
        read(number)
        for place in range(UNITS):
            if place % 10 == 9:
                read("no-such-thing-1")
                read("*BCK")
            read(CODES[place % len(CODES)])
        read("*DON")
        read(number)
    program.close()
    return times


def _know_sizes(desk: Desk) -> None:
    """Each parcel has a plan that is drawn: several boxes of eight kinds of cartons."""
    for at, inside in enumerate(INSIDE):
        save_carton(desk, CartonForm(f"C{at}", "Carton", inside, tare_g=100))
    for sku, (length, width, height) in SIZES.items():
        card = item_of(desk, item_of_code(desk, sku).id)
        edit_item(desk, card.item.id, replace(form_of(card), length_mm=length, width_mm=width, height_mm=height))


def _picked(desk: object) -> str:
    """The number of a parcel that is ready to be packed."""
    from orderdesk.domain.orders.records import LineRequest, OrderRequest
    from orderdesk.domain.values.quantity import pieces
    from orderdesk.services.desk import Desk
    from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
    from orderdesk.services.orders.placing import place_order
    from orderdesk.services.orders.views import view_order

    assert isinstance(desk, Desk)
    counts = [UNITS // len(CODES) + (place < UNITS % len(CODES)) for place in range(len(CODES))]
    lines = tuple(LineRequest(pieces(count), sku) for sku, count in zip(CODES, counts, strict=True))
    shipment = view_order(desk, place_order(desk, OrderRequest(lines, customer_id=1))).shipments[0]
    confirm_picks(desk, start_picking(desk, [shipment.id]))
    return shipment.number
