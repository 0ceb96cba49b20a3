"""Settings, accounts: a code and a name set by keys, refused where they cannot be, and shown in the journal."""

from __future__ import annotations

from orderdesk.domain.money.accounts import LedgerAccount
from orderdesk.services.reports.books import chart_of_accounts
from orderdesk.ui.settings.shop.accounts import AccountsSection
from tests.ui.settings.conftest import open_section, type_in
from tests.ui.tabs.conftest import Clerk


def called(clerk: Clerk, kind: str) -> tuple[str, str]:
    (found,) = [each for each in chart_of_accounts(clerk.desk) if each.account == LedgerAccount(kind)]
    return found.code, found.name


def test_an_account_is_named_by_keys(clerk: Clerk) -> None:
    section = open_section(clerk, "Accounts", AccountsSection)
    section.list.select_key(LedgerAccount("bank"))
    section.list.setFocus()
    clerk.press("Return")
    type_in(clerk, "Code", "12 00")
    clerk.send()
    assert "letters, digits" in clerk.dialog.fields["code"].error
    assert called(clerk, "bank") == ("", "Bank")
    type_in(clerk, "Code", "1200")
    type_in(clerk, "Name", "Volksbank")
    clerk.send()
    assert called(clerk, "bank") == ("1200", "Volksbank")
    assert clerk.said == "Bank saved"
    row = section.list.current_number()
    assert [section.list.rows_model.index(row, column).data() for column in range(3)] == ["1200", "Volksbank", "Bank"]
    # Emptied it is called as ever.
    clerk.press("Return")
    type_in(clerk, "Name", " ")
    clerk.send()
    assert called(clerk, "bank") == ("1200", "Bank")
