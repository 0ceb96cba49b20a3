"""The board by cutoff in the real window: what leaves when, the wave that is built or marked, and whose each is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.lifecycles import Hold
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.waves.owning import own_waves, take_wave
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.people.users import save_user
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.ui.fulfilment.board.rows import DepartureRow, time_words
from orderdesk.ui.fulfilment.tab import ShippingTab
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import Question
from orderdesk.ui.widgets.label import Label
from tests.factories import Clock
from tests.hands.stages import asked
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk, clipped


@pytest.fixture
def vans(clerk: Clerk) -> Clerk:
    """A shop whose next-day van leaves at 14:00 and its road van at 15:00; it is 13:22."""
    save_user(clerk.desk, "anna", "owner")
    save_user(clerk.desk, "kofi", "packer")
    save_service(clerk.desk, ServiceForm("road", "Road", "Beacon", price=690, cutoff="15:00"))
    save_service(clerk.desk, ServiceForm("air", "Next day", "Beacon", price=990, cutoff="14:00"))
    at(clerk, 13, 22)
    return clerk


def at(clerk: Clerk, hour: int, minute: int) -> None:
    assert isinstance(clerk.desk.clock, Clock)
    clerk.desk.clock.now = datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def placed(clerk: Clerk, service: str, sku: str = "MUG") -> OrderView:
    return view_order(clerk.desk, place_order(clerk.desk, asked(sku, 1, service=service)))


def key(view: OrderView) -> int:
    return view.shipments[0].id


def board(clerk: Clerk) -> ShippingTab:
    clerk.press("F7")
    page = clerk.list
    assert isinstance(page, ShippingTab)
    assert page.on_board
    return page


def heads(page: ShippingTab) -> list[tuple[str, str, str]]:
    rows = [row.head for row in page.table.rows_model.rows if isinstance(row, DepartureRow)]
    return [(head.lead, head.words, head.pill.word) for head in rows]


def who(page: ShippingTab) -> list[str]:
    model = page.table.rows_model
    last = model.columnCount() - 1
    return [str(model.index(row, last).data()) for row in range(model.rowCount()) if model.band(row) is None]


def panel(page: ShippingTab) -> list[str]:
    """The words of the panel in sight."""
    QApplication.processEvents()
    return [each.text() for each in page.wave_panel.findChildren(Label) if each.isVisible()]


def link(page: ShippingTab, words: str) -> Button:
    QApplication.processEvents()
    (found,) = [
        each
        for each in page.wave_panel.findChildren(Button)
        if each.accessibleName().startswith(words) and each.isVisible()
    ]
    return found


def test_each_van_stands_with_its_time_and_work_and_the_wave_is_built(vans: Clerk) -> None:
    packed, first, second, road = (placed(vans, each) for each in ("air", "air", "air", "road"))
    confirm_picks(vans.desk, start_picking(vans.desk, [key(packed)]))
    pack_shipment(vans.desk, key(packed))
    page = board(vans)
    assert heads(page) == [("38 min", "1 of 3 packed", "In time"), ("1 h 38", "0 of 1 packed", "In time")]
    assert vans.rows == [
        "38 min, Next day, leaves 14:00 · Beacon, 1 of 3 packed, 6 min of work, In time",
        first.shipments[0].number,
        second.shipments[0].number,
        "1 h 38, Road, leaves 15:00 · Beacon, 0 of 1 packed, 3 min of work, In time",
        road.shipments[0].number,
    ]
    assert page.head.summary.text() == "13:22 · 4 leave today: 1 packed, 3 open"
    assert who(page) == ["Suggested"] * 3
    assert "Why these 3" in panel(page)
    assert_accessible(vans.program.window)
    assert clipped(page.table) == []
    vans.press("Ctrl+Return")
    number = vans.papers[0][1]
    assert vans.papers == [("picklist", number)]
    assert vans.said == f"Picklist {number} made"
    assert own_waves(vans.desk) == {number: "anna"}
    page = board(vans)
    assert who(page) == [f"anna · {number}"] * 3
    assert {"anna picking", "0 of 3"} <= {*panel(page)}
    vans.press("Ctrl+Return")
    assert vans.said == "Nothing waits to be picked for today."


def test_what_is_marked_replaces_what_is_suggested(vans: Clerk) -> None:
    views = [placed(vans, "air") for _ in range(3)]
    held = placed(vans, "air")
    hold_order(vans.desk, held.order.id, Hold.ADDRESS, "no house number")
    page = board(vans)
    assert who(page) == ["Suggested"] * 3 + ["Hold: address"]
    page.table.select_key(key(held))
    vans.press("Space")
    assert "Nothing of what is marked waits to be picked." in panel(page)
    vans.press("Ctrl+Return")
    assert vans.said == "Nothing of what is marked waits to be picked."
    page.table.select_key(key(views[1]))
    vans.press("Space")
    assert who(page) == ["—"] * 3 + ["Hold: address"]
    assert "1 shipment, marked by hand. 1 of what is marked cannot be picked now." in panel(page)
    vans.press("Ctrl+Shift+N")
    assert vans.said == "Rows are marked; Esc takes the marks away."
    vans.press("Ctrl+Return")
    assert [vans.again(view).shipments[0].state for view in views] == ["allocated", "picking", "allocated"]
    assert board(vans).table.marked() == []


def test_a_suggestion_is_changed_or_passed_over(vans: Clerk) -> None:
    views = [placed(vans, "air") for _ in range(9)]
    page = board(vans)
    assert who(page) == ["Suggested"] * 8 + ["—"]
    vans.press("Ctrl+Shift+N")
    assert who(page) == ["—"] * 8 + ["Suggested"]
    vans.press("Ctrl+Shift+N")
    assert who(page) == ["Suggested"] * 8 + ["—"]
    vans.press("Ctrl+Shift+E")
    assert page.table.marked() == [key(view) for view in views[:8]]
    page.table.select_key(key(views[0]))
    vans.press("Space")
    assert "7 shipments, marked by hand." in panel(page)
    vans.press("Escape")
    assert who(page) == ["Suggested"] * 8 + ["—"]


def test_a_head_is_not_marked_and_the_first_row_chosen_is_a_shipment(vans: Clerk) -> None:
    view = placed(vans, "air")
    page = board(vans)
    page.settle()
    assert page.table.current_number() == 1
    vans.press("Up", "Space")
    assert page.table.marked() == []
    assert page.shown is None
    vans.press("Down")
    assert page.shown is not None
    assert page.shown.row.id == key(view)


def test_a_shipment_is_shown_whole_until_it_is_closed(vans: Clerk) -> None:
    view = placed(vans, "air")
    page = board(vans)
    assert (page.panel.isVisible(), page.wave_panel.isVisible()) == (False, True)
    vans.press("Return")
    assert (page.panel.isVisible(), page.wave_panel.isVisible()) == (True, False)
    page.panel.close_button.click()
    QApplication.processEvents()
    assert (page.panel.isVisible(), page.wave_panel.isVisible()) == (False, True)
    vans.press("Ctrl+L")
    assert vans.again(view).shipments[0].state == "picking"
    page.show_view("picking")
    page.open(key(view))
    assert (page.panel.isVisible(), page.wave_panel.isVisible()) == (True, False)


def test_each_minute_less_time_is_left_and_the_row_stays_chosen(vans: Clerk) -> None:
    placed(vans, "air")
    second = placed(vans, "air")
    page = board(vans)
    page.table.select_key(key(second))
    vans.press("Space")
    at(vans, 13, 57)
    page.tick()
    assert heads(page) == [("3 min", "0 of 2 packed", "Too late")]
    assert page.table.current_row().id == key(second)
    assert page.table.marked() == [key(second)]
    at(vans, 13, 54)
    page.tick()
    assert heads(page)[0][2] == "Tight"


def test_a_link_of_the_panel_keeps_the_focus_when_a_minute_begins(vans: Clerk) -> None:
    placed(vans, "air")
    page = board(vans)
    link(page, "Next suggestion").setFocus()
    at(vans, 13, 23)
    page.tick()
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert focus.accessibleName() == "Next suggestion"


def test_what_missed_its_van_moves_to_the_next_with_its_messages(vans: Clerk) -> None:
    views = [placed(vans, "air") for _ in range(2)]
    page = board(vans)
    vans.press("Ctrl+Shift+V")
    assert vans.said == "Nothing has missed its van."
    at(vans, 14, 1)
    page.tick()
    assert heads(page) == [("2 missed", "0 of 2 packed", "Missed")]
    assert "2 missed Next day at 14:00" in panel(page)
    assert link(page, "Move to tomorrow").accessibleName() == "Move to tomorrow, message 2 customers"
    vans.press("Home", "Return")
    (question,) = vans.find(Question)
    assert question.windowTitle() == "Move 2 shipments to tomorrow?"
    question.verb.click()
    vans.program.window.activateWindow()
    assert vans.said == "2 orders moved to tomorrow; 2 messages are drafted (F11 shows it)"
    assert [view.messages[-1].kind for view in map(vans.again, views)] == ["promise"] * 2
    page = board(vans)
    assert page.empty._heading.text() == "Nothing leaves today"
    (there,) = [each for each in page.empty.findChildren(Button) if each.isVisible()]
    assert there.accessibleName() == "Show tomorrow"
    there.click()
    assert vans.rows[0].startswith("14:00, Next day, leaves 14:00")
    assert page.head.summary.text() == "14:01 · 2 leave tomorrow: 0 packed, 2 open"
    vans.press("Ctrl+Shift+D")
    assert page.empty._heading.text() == "Nothing leaves today"


def test_a_wave_is_made_for_somebody_taken_over_and_left_to_others(vans: Clerk) -> None:
    view = placed(vans, "air")
    page = board(vans)
    vans.press("Ctrl+Shift+T")
    assert vans.said == "Choose a shipment that is being picked first."
    vans.press("Ctrl+Shift+W")
    assert_accessible(vans.dialog)
    choice = vans.dialog.fields["owner"].editor
    assert isinstance(choice, Choice)
    choice.setCurrentText("kofi")
    vans.send()
    number = vans.papers[0][1]
    assert vans.said == f"Picklist {number} made for kofi"
    assert own_waves(vans.desk) == {number: "kofi"}
    page = board(vans)
    page.table.select_key(key(view))
    page.settle()
    vans.press("Ctrl+Shift+C")
    vans.send()
    assert vans.dialog.banner.text.startswith(f"kofi is picking {number}, at it just now.")
    vans.dialog.reject()
    vans.press("Ctrl+Shift+T")
    (question,) = vans.find(Question)
    question.verb.click()
    QApplication.processEvents()
    assert vans.said == f"{number} is yours; kofi is told"
    vans.program.window.activateWindow()
    page.settle()
    vans.press("Ctrl+Shift+F")
    assert vans.said == f"{number} is left to whoever comes first"
    assert own_waves(vans.desk) == {number: ""}


def test_who_loses_a_wave_is_told_at_once_and_who_is_here_keeps_it(vans: Clerk) -> None:
    assert vans.program.shop is not None
    watch = vans.program.shop.own_waves
    number = start_picking(vans.desk, [key(placed(vans, "air"))])
    watch.look()
    moved = [0]
    watch._hand = lambda: moved[0]
    watch.note()
    at(vans, 13, 50)
    kofi = replace(vans.desk, user="kofi")
    watch.note()
    assert waves_seen(vans) == datetime(2026, 3, 2, 13, 22, tzinfo=UTC), "nobody was at the window"
    moved[0] += 1
    watch.note()
    assert waves_seen(vans) == datetime(2026, 3, 2, 13, 50, tzinfo=UTC)
    take_wave(kofi, number, sure=True)
    watch.look()
    assert vans.said == f"kofi has taken {number} over from you; its list and goods are theirs now."
    watch.look()
    assert len([said for _, said in vans.program.window.messages.log if "taken" in said]) == 1


def waves_seen(clerk: Clerk) -> datetime | None:
    from orderdesk.services.fulfilment.waves.owning import waves_at_work

    (wave,) = waves_at_work(clerk.desk)
    return wave.seen_at


def test_what_is_held_leads_to_its_order_or_goes_on(vans: Clerk) -> None:
    view = placed(vans, "air")
    hold_order(vans.desk, view.order.id, Hold.ADDRESS, "no house number")
    page = board(vans)
    assert f"{view.shipments[0].number} is on hold: address" in panel(page)
    link(page, "Release").click()
    assert vans.said == f"{view.order.number} released"
    assert who(board(vans)) == ["Suggested"]


def test_a_wave_at_work_leads_to_its_shipments(vans: Clerk) -> None:
    number = start_picking(vans.desk, [key(placed(vans, "air")), key(placed(vans, "road"))])
    page = board(vans)
    link(page, number).click()
    assert not page.on_board
    assert sorted(vans.rows) == ["SH-1001", "SH-1002"]


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h 00"), (188, "3 h 08")])
def test_time_is_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    from datetime import timedelta

    assert time_words(timedelta(minutes=minutes, seconds=30)) == words
