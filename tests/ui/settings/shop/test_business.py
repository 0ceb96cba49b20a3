"""Settings, business, appearance and printers: worked by keys alone, and what is refused stays beside its field."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.integrations.drawer import PULSE
from orderdesk.services.papers import PAPERS
from orderdesk.services.shop.shop import shop_now
from orderdesk.settings import load
from orderdesk.ui.settings.shop.business import BusinessSection
from orderdesk.ui.settings.this_pc import printers
from orderdesk.ui.settings.this_pc.drawer import DrawerSection
from orderdesk.ui.settings.this_pc.looks import LooksSection
from orderdesk.ui.settings.this_pc.printers import PrintersSection
from orderdesk.ui.theme.look import LOOK, fitting
from orderdesk.ui.widgets.label import Label
from tests.drawers import listening
from tests.ui.settings.conftest import open_section, push, tab_to, type_in
from tests.ui.tabs.conftest import Clerk


def test_the_shop_is_edited(clerk: Clerk) -> None:
    before = shop_now(clerk.desk)
    open_section(clerk, "Business", BusinessSection)
    push(clerk, "Edit")
    for name, text in (
        ("Phone", "01947 600100"),
        ("Cash rounding, GBP", "0.05"),
        ("Payment terms (days)", "14"),
        ("Return period (days)", "60"),
    ):
        type_in(clerk, name, text)
    tab_to(clerk, "Paper")
    clerk.press("Down")
    tab_to(clerk, "Invoices are issued")
    clerk.press("Down")
    tab_to(clerk, "What ships is invoiced")
    clerk.press("Down")
    tab_to(clerk, "Bank details")
    clerk.press("Ctrl+A", "Del")
    clerk.write("Bank of Whitby")
    clerk.press("Return")
    clerk.write("Account 1234")
    clerk.send()
    now = shop_now(clerk.desk)
    assert (now.name, now.tax_profile, now.payment_terms) == (before.name, before.tax_profile, before.payment_terms)
    assert (now.phone, now.cash_step, now.terms_days, now.return_days) == ("01947 600100", 5, 14, 60)
    assert (now.paper, now.invoice_timing, now.bank_details) == ("letter", "order", "Bank of Whitby\nAccount 1234")
    (section,) = clerk.find(BusinessSection)
    assert "What ships is invoiced automatically" in section._words.text()
    assert "Cash rounding £0.05" in section._words.text()
    assert clerk.said == f"{now.name} saved"


@pytest.mark.parametrize(
    ("name", "label", "bad"),
    [
        ("name", "Shop name", ""),
        ("email", "E-mail", "nobody"),
        ("cash_step", "Cash rounding, GBP", "0"),
        ("cash_step", "Cash rounding, GBP", "five"),
        ("cash_step", "Cash rounding, GBP", "20"),
        ("terms_days", "Payment terms (days)", "soon"),
        ("terms_days", "Payment terms (days)", "4000"),
        ("return_days", "Return period (days)", "9999"),
    ],
)
def test_what_the_shop_can_not_be_is_said_under_its_field(clerk: Clerk, name: str, label: str, bad: str) -> None:
    before = shop_now(clerk.desk)
    open_section(clerk, "Business", BusinessSection)
    push(clerk, "Edit")
    at = tab_to(clerk, label)
    clerk.press("Ctrl+A", "Del")
    clerk.write(bad)
    clerk.send()
    assert clerk.dialog.fields[name].error
    assert at.hasFocus()
    assert shop_now(clerk.desk) == before
    clerk.press("Esc")
    assert QApplication.activeModalWidget() is None
    assert shop_now(clerk.desk) == before


def test_the_look_changes_at_once_and_is_kept(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orderdesk.ui.theme.apply.fitting", lambda scale, *_room: scale)
    section = open_section(clerk, "Appearance", LooksSection)
    tab_to(clerk, "Theme")
    clerk.press("End", "Up")
    assert (section.theme.value(), LOOK.name) == ("dark", "dark")
    tab_to(clerk, "Size")
    clerk.press("Down")
    assert (section.scale.value(), LOOK.scale) == (1.1, 1.1)
    session = clerk.program.window.session
    assert session is not None
    assert (session.theme, session.scale) == ("dark", 1.1)


def test_nothing_is_larger_than_the_screen_has_room_for(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orderdesk.ui.theme.apply.fitting", lambda scale, *_room: fitting(scale, 1024, 700))
    section = open_section(clerk, "Appearance", LooksSection)
    section.scale.choose(1.5)
    section.apply()
    window = clerk.program.window
    assert window.minimumWidth() <= 1024
    assert window.minimumHeight() <= 700
    assert "This screen has room for 106 %." in [each.text() for each in section.findChildren(Label)]
    assert window.session is not None
    assert window.session.scale == 1.5, "on a larger screen it is as it was chosen"


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1920, 1080, 1.5), (1440, 900, 1.387), (1024, 700, 1.065), (800, 600, 1.0)]
)
def test_a_small_screen_has_room_for_less(width: int, height: int, scale: float) -> None:
    assert fitting(1.5, width, height) == pytest.approx(scale, abs=0.001)
    assert fitting(0.9, width, height) == 0.9


def test_the_drawer_is_named_kept_and_tried(clerk: Clerk) -> None:
    section = open_section(clerk, "Cash drawer", DrawerSection)
    bench = clerk.program.bench
    assert bench is not None
    assert not section.try_button.isEnabled()
    with listening() as drawer:
        tab_to(clerk, "Hangs on")
        clerk.write("192.168.1.50:0")
        clerk.press("Tab")
        assert (section.field.error, bench.settings.drawer) == ("0 is no port; they go from 1 to 65535.", "")
        section.address.setFocus()
        clerk.write(drawer.address)
        clerk.press("Tab")
        assert load(data_dir=str(bench.settings.data_dir)).drawer == drawer.address
        assert section.try_button.isEnabled()
        section.try_button.setFocus()
        clerk.press("Space")
        assert drawer.heard() == PULSE
    section.address.setFocus()
    section.address.selectAll()
    clerk.press("Del", "Tab")
    assert load(data_dir=str(bench.settings.data_dir)).drawer == ""


def test_a_printer_is_chosen_for_a_paper_and_kept(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "printers", lambda: ["Office", "Packing bench"])
    open_section(clerk, "Printers", PrintersSection)
    first, second = PAPERS[:2]
    tab_to(clerk, first.title)
    clerk.press("Down")
    tab_to(clerk, second.title)
    clerk.press("End")
    assert clerk.program.bench is not None
    folder = str(clerk.program.bench.settings.data_dir)
    assert load(data_dir=folder).printers == {first.id: "Office", second.id: "Packing bench"}
    tab_to(clerk, first.title)
    clerk.press("Home")
    assert load(data_dir=folder).printers == {second.id: "Packing bench"}
