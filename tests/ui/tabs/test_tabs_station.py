"""The packing station in the real window, worked by keys as quick as a reader sends them."""

from __future__ import annotations

import struct
import wave
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.views import view_order, view_shipment
from orderdesk.services.stock.stocking import receive
from orderdesk.ui.fulfilment.station.page import StationPage
from orderdesk.ui.fulfilment.station.sounds import TONES, Sounds, wav
from tests.ui.tabs.conftest import Clerk

MUG = "5012345678900"


class Heard:
    """Remembers what would have sounded."""

    def __init__(self) -> None:
        self.kinds: list[ScanKind] = []
        self.twins = 0

    def play(self, kind: ScanKind, *, twin: bool = False) -> None:
        self.kinds.append(kind)
        self.twins += twin


def read(clerk: Clerk, *codes: str) -> list[str]:
    """Read codes as a reader does, and what the band says to each."""
    scanner = clerk.program.scanner
    assert scanner is not None
    scanner.paused = False
    said = []
    for code in codes:
        target = QApplication.focusWidget() or clerk.program.window
        QTest.keyClicks(target, code)
        QTest.keyClick(target, Qt.Key.Key_Return)
        QApplication.processEvents()
        said.append(page_of(clerk).band.said.headline)
    scanner.paused = True
    return said


def page_of(clerk: Clerk) -> StationPage:
    page = clerk.program.window.page
    assert isinstance(page, StationPage)
    return page


def picked(clerk: Clerk, *lines: tuple[str, int]) -> str:
    """The shipment of a picked order."""
    view = clerk.place(*lines)
    shipment = view.shipments[0]
    confirm_picks(clerk.desk, start_picking(clerk.desk, [shipment.id]))
    return shipment.number


@pytest.fixture
def heard(clerk: Clerk) -> Heard:
    clerk.press("Ctrl+F7")
    made = Heard()
    page_of(clerk).sounds = made  # type: ignore[assignment]
    return made


def test_a_parcel_is_packed_by_the_reader_alone(clerk: Clerk, heard: Heard) -> None:
    number = picked(clerk, ("MUG", 2), ("TEE", 1))
    assert not clerk.program.window.sidebar.isVisible()
    assert read(clerk, number, MUG, "TEE", "LAMP", MUG, "*BCK", MUG, "*DON", number) == [
        "READY", "RIGHT", "RIGHT", "WRONG ITEM", "STILL HELD", "GO ON", "RIGHT", "PACKED", "DONE"
    ]  # fmt: skip
    assert heard.kinds == [
        ScanKind.BEGUN, ScanKind.RIGHT, ScanKind.RIGHT, ScanKind.WRONG, ScanKind.UNKNOWN, ScanKind.ANSWERED,
        ScanKind.RIGHT, ScanKind.PACKED, ScanKind.LABEL,
    ]  # fmt: skip
    assert page_of(clerk).task is None
    clerk.press("Esc")
    assert clerk.program.window.tab == "shipping"
    assert clerk.program.window.sidebar.isVisible()


def test_a_twin_has_a_word_and_a_sound_of_its_own(clerk: Clerk, heard: Heard) -> None:
    for sku, name in (("CUP-B", "Tall cup blue"), ("CUP-R", "Tall cup red")):
        add_item(clerk.desk, ItemForm(sku, name, 4_0000, bin="A-1"))
        receive(clerk.desk, sku, pieces(5))
    number = picked(clerk, ("CUP-B", 1))
    assert read(clerk, number, "CUP-R", "*BCK", "MUG") == ["READY", "BLUE, NOT RED", "GO ON", "WRONG ITEM"]
    assert (heard.kinds.count(ScanKind.WRONG), heard.twins) == (2, 1)


def test_short_codes_and_words_are_codes_here_and_slow_typing_is_none(clerk: Clerk, heard: Heard) -> None:
    number = picked(clerk, ("MUG", 1), ("TEE", 1))
    assert read(clerk, number, "TEE") == ["READY", "RIGHT"]
    page = page_of(clerk)
    for sign in "MUG":
        QTest.keyClick(page, sign)
        page._since -= 1
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.task is not None
    assert page.task.inside == pieces(1)
    assert read(clerk, "nonsense") == ["NOT KNOWN"]
    clerk.press("F8")
    assert page.band.said.headline == "GO ON"


def test_every_command_has_a_key_that_says_why_not(clerk: Clerk, heard: Heard) -> None:
    clerk.press("Ctrl+Return")
    assert clerk.said == "Scan a picklist, tote, slip or order first."
    number = picked(clerk, ("MUG", 3))
    read(clerk, number, MUG)
    clerk.press("Ctrl+Return")
    assert clerk.said == "Not yet: 2 units to scan."
    assert not page_of(clerk).side.done.isEnabled()
    clerk.press("F11")
    assert page_of(clerk).band.said.headline == "BOX 2"
    clerk.press("Ctrl+Z", "Ctrl+Z")
    assert page_of(clerk).band.said.headline == "UNDONE"
    clerk.press("F6")
    clerk.fill("How many", "3")
    clerk.fill("Why it cannot be scanned", "label torn")
    clerk.send()
    assert page_of(clerk).band.said.headline == "BY HAND"
    clerk.press("F9")
    clerk.fill("Weight, kg", "3")
    clerk.send()
    assert "Look into the box" in clerk.dialog.banner.text
    clerk.fill("Why it is another", "glass bottle")
    clerk.send()
    clerk.press("Ctrl+Return")
    assert page_of(clerk).band.said.headline == "PACKED"
    clerk.press("Ctrl+P")
    assert clerk.papers == [("label", number)]


def test_an_order_changed_meanwhile_is_told_at_once(clerk: Clerk, heard: Heard) -> None:
    number = picked(clerk, ("MUG", 2), ("TEE", 1))
    read(clerk, number, MUG, MUG)
    task = page_of(clerk).task
    assert task is not None
    (mug,) = [each for each in view_order(clerk.desk, task.order_id).lines if each.sku == "MUG"]
    amend_order(clerk.desk, task.order_id, Amendment({mug.id: LineChange(quantity=pieces(1))}), "by phone")
    assert page_of(clerk).band.said.headline == "STOP"
    assert read(clerk, "TEE", "*BCK", "TEE", "*DON") == ["STILL HELD", "GO ON", "RIGHT", "PACKED"]
    assert view_shipment(clerk.desk, task.shipment_id).units == pieces(2)


def test_a_parcel_goes_to_the_station_from_the_board(clerk: Clerk) -> None:
    number = picked(clerk, ("MUG", 1))
    clerk.press("F7")
    clerk.list.show_view("to-pack")
    clerk.list.table.select_first()
    clerk.press("Ctrl+Shift+Y")
    assert page_of(clerk).band.said.headline == "READY"
    assert page_of(clerk).task is not None
    clerk.press("Esc")
    scanner = clerk.program.scanner
    assert scanner is not None
    scanner.scanned.emit("*DON")
    assert clerk.said == "DONE is a command of the packing station, which Ctrl+F7 opens."
    assert number


@pytest.mark.parametrize("name", sorted(TONES))
def test_each_sound_is_a_file_that_plays(name: str) -> None:
    with wave.open(BytesIO(wav(TONES[name]))) as file:
        frames = file.readframes(file.getnframes())
        assert file.getnframes() / file.getframerate() == pytest.approx(
            sum(ms for _, ms in TONES[name]) / 1_000, abs=0.01
        )
    heights = struct.unpack(f"<{len(frames) // 2}h", frames)
    assert max(map(abs, heights)) < 32_767 * 0.61
    assert heights[0] == heights[-1] == 0


def test_a_pc_without_a_player_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    Sounds().play(ScanKind.WRONG)
