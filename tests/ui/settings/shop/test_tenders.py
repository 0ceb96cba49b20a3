"""Settings, tenders: one added, changed and retired by keys, and taken in the payment form."""

from __future__ import annotations

from orderdesk.services.money.tenders import tenders_of
from orderdesk.ui.settings.shop.tenders import TendersSection
from tests.ui.settings.conftest import open_section, type_in
from tests.ui.tabs.conftest import Clerk


def test_a_tender_is_added_changed_and_retired(clerk: Clerk) -> None:
    section = open_section(clerk, "Tenders", TendersSection)
    section.add.click()
    type_in(clerk, "Name", "Cash")
    clerk.send()
    assert "already" in clerk.dialog.fields["name"].error
    type_in(clerk, "Name", "Gift voucher")
    clerk.dialog.fields["kind"].editor.choose("voucher")  # type: ignore[attr-defined]
    clerk.send()
    assert clerk.said == "Gift voucher saved"
    row = section.list.current_number()
    shown = [section.list.rows_model.index(row, column).data() for column in range(4)]
    assert shown == ["Gift voucher", "Voucher", "Its own: Gift voucher", "In use"]
    section.list.setFocus()
    clerk.press("Return")
    type_in(clerk, "Name", "Bon")
    clerk.send()
    assert tenders_of(clerk.desk).name("gift-voucher") == "Bon"
    section.switch.click()
    assert clerk.said == "Bon is retired"
    assert section.switch.text() == "Take into use"
    found = tenders_of(clerk.desk).find("gift-voucher")
    assert found is not None
    assert not found.active


def test_cash_is_what_it_is(clerk: Clerk) -> None:
    section = open_section(clerk, "Tenders", TendersSection)
    section.list.select_key("cash")
    section.ask()
    assert list(clerk.dialog.fields) == ["name", "asks_reference"]
