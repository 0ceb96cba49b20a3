"""The books: the journal of what was posted, what each account comes to, and what an accountant calls the accounts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.money.accounts import BY_RATE, KINDS, LedgerAccount, Named, checked_code, checked_name
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.reports import books
from orderdesk.persistence.reports.books import Balance, Posted
from orderdesk.persistence.shop.records import tax_home
from orderdesk.services.desk import Desk


def journal(desk: Desk, first: date, last: date) -> tuple[Posted, ...]:
    """What was posted from `first` to `last`, in the order in which the documents were made."""
    if last < first:
        raise Refused(f"The journal ends on {last}, before it begins on {first}.", field="to")
    with desk.reading(right="see figures") as connection:
        return tuple(books.journal(connection, first, last))


def account_balances(desk: Desk, day: date | None = None) -> tuple[Balance, ...]:
    """What each account stands at when `day` is over (today when none is named), with what was posted on it."""
    chosen = day or desk.today
    with desk.reading(right="see figures") as connection:
        return tuple(books.balances(connection, chosen, chosen))


def chart_of_accounts(desk: Desk) -> tuple[Named, ...]:
    """All accounts that this shop posts to or may, in the order of the chart: one for each till and each tax rate of
    its own, and those of other places as soon as something was posted to them."""
    with desk.reading() as connection:
        return _chart(connection)


def name_account(desk: Desk, account: LedgerAccount, *, code: str, name: str) -> None:
    """Call an account as the accountant does; without a code it has none, without a name our own.

    Several accounts may bear one code: they are one account in the accountant's books.
    """
    values = {"code": checked_code(code), "name": checked_name(name)}
    with desk.writing(right="change settings") as work:
        known = next((each for each in _chart(work.connection) if each.account == account), None)
        if known is None:
            raise NotFound("There is no such account.", field="account")
        if values["name"] == known.usual_name:
            values["name"] = ""
        if (values["code"], values["name"]) == (known.code, known.own_name):
            raise Refused(f"{known.name} is called so already; nothing was changed.", field="name")
        books.set_account(work.connection, account, values)
        work.event("books", 0, "account named", f"{known.usual_name}: {values['code']} {values['name']}".strip())
        work.touch("shop")


def _chart(connection: Connection) -> tuple[Named, ...]:
    apart, home = books.accounts_apart(connection), tax_home(connection).place
    chart = {each.account: each for each in books.known_accounts(connection)}
    for kind in KINDS:
        for about, name in sorted(apart.get(kind, {0: ""}).items()):
            account = LedgerAccount(kind, about, home if kind in BY_RATE else "")
            chart.setdefault(account, Named(account, of=name, home=home))
    return tuple(sorted(chart.values(), key=lambda each: each.stands))
