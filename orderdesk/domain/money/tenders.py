"""Tenders: the ways in which money comes and goes, what a way of each kind may do, and what the owner may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from orderdesk.domain.money.accounts import BY_TILL, OWN, LedgerAccount
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import clean, listed

CASH, CARD, ACCOUNT, STORE_CREDIT, COD = "cash", "card", "account", "store-credit", "cod"
KINDS: Final = {
    CASH: "Cash",
    "card": "Card terminal",
    "transfer": "Bank transfer",
    "online": "Online payment, such as PayPal",
    "voucher": "Voucher",
    "cheque": "Cheque",
    STORE_CREDIT: "Store credit",
    COD: "Cash on delivery",
    ACCOUNT: "On account",
}
"""What a tender can be, in words."""
ADDABLE: Final = ("card", "transfer", "online", "voucher", "cheque")
"""The kinds of which a shop may have several; of each other there is one."""
STRICT: Final = ("card", "online")
"""Goes back only where it came from."""
NOT_BACK: Final = (ACCOUNT, COD)
"""Nothing goes back by these."""
NO_MONEY: Final = (STORE_CREDIT, COD, ACCOUNT)
"""Tenders that settle what is owed and bring no money, or none yet: the carrier has it."""
_ALWAYS: Final = (CASH, ACCOUNT, STORE_CREDIT)
"""Without these no shop works."""
_EXCEED: Final = ("transfer", "online", "voucher", "cheque")
ACCOUNTS: Final = (OWN, "card", "bank")
"""The accounts that a tender of the owner's may move: its own, or one of these with others."""
LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Tenders:
    """All tenders of a shop in the order in which they are shown."""

    all: tuple[Tender, ...]

    def __iter__(self) -> Iterator[Tender]:
        return iter(self.all)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.all)

    @property
    def in_use(self) -> tuple[Tender, ...]:
        return tuple(each for each in self.all if each.active)

    @property
    def takeable(self) -> tuple[Tender, ...]:
        """By which money can come now, the card first; on account it does not come yet."""
        return _card_first(each for each in self.in_use if each.kind != ACCOUNT)

    @property
    def returnable(self) -> tuple[Tender, ...]:
        """By which money can go back; one that is retired may still give back what came by it."""
        return _card_first(each for each in self.all if each.goes_back)

    @property
    def strict(self) -> frozenset[str]:
        """The codes of those that take back only what came by them."""
        return frozenset(each.code for each in self.all if each.strict)

    def find(self, code: str) -> Tender | None:
        return next((each for each in self.all if each.code == code), None)

    def name(self, code: str) -> str:
        """What a tender is called; a code that there is not is called as it is."""
        found = self.find(code)
        return found.name if found else code

    def called(self, typed: str, field: str = "tender") -> Tender:
        """The tender of this code or name; raises `NotFound` with those that there are."""
        wanted = _folded(typed)
        found = next((each for each in self.all if wanted in (_folded(each.code), _folded(each.name))), None)
        if found is None:
            raise NotFound(f"There is no tender {typed.strip()[:40]}; there is {', '.join(self.codes)}.", field=field)
        return found

    def to_take(self, code: str) -> Tender:
        """The tender by which money is taken now; raises `Refused` for what cannot be."""
        found = self.find(code)
        if found is None:
            raise Refused(f"Choose a tender: {', '.join(each.code for each in self.takeable)}.", field="tender")
        if found.kind == ACCOUNT:
            raise Refused("On account means that it stays due; there is nothing to book.", field="tender")
        _check_active(found)
        return found

    def for_order(self, code: str) -> Tender:
        """The tender by which an order is to be paid."""
        found = self.find(code)
        if found is None:
            raise Refused(f"Choose how it is paid: {', '.join(each.code for each in self.in_use)}.", field="tender")
        _check_active(found)
        return found

    def to_give(self, code: str) -> Tender:
        """The tender by which money goes back."""
        found = self.find(code)
        if found is None or not found.goes_back:
            ways = listed([each.spoken for each in self.returnable], "or")
            raise Refused(f"Money goes back by {ways}.", field="tender")
        return found


@dataclass(frozen=True, slots=True)
class Tender:
    """One way in which money comes: `drawer` opens the drawer for it, `may_exceed` lets it bring more than is due,
    `asks_reference` takes none without one; `account` is the kind of account that it moves."""

    id: int
    code: str
    name: str
    kind: str
    drawer: bool
    may_exceed: bool
    asks_reference: bool
    account: str
    active: bool

    @property
    def as_paid(self) -> str:
        """How something is paid by it, inside a sentence: "by card", "in cash", "on account"."""
        return {CASH: "in cash", ACCOUNT: "on account", COD: self.spoken}.get(self.kind, f"by {self.spoken}")

    @property
    def goes_back(self) -> bool:
        return self.kind not in NOT_BACK

    @property
    def spoken(self) -> str:
        """What it is called inside a sentence."""
        return spoken(self.name)

    @property
    def strict(self) -> bool:
        """Whether only what came by it goes back by it."""
        return self.kind in STRICT

    @property
    def fixed(self) -> bool:
        """Whether the program itself knows it by name: its account and its drawer stay."""
        return self.kind not in ADDABLE


def _card_first(tenders: Iterable[Tender]) -> tuple[Tender, ...]:
    return tuple(sorted(tenders, key=lambda each: each.code != CARD))


def spoken(name: str) -> str:
    """A tender's name inside a sentence: "bank transfer", and "PayPal" as it is."""
    return name[:1].lower() + name[1:] if name[1:].islower() else name


def account_of(kind: str, tender_id: int, till_id: int) -> LedgerAccount:
    """The account that money of a tender moves: of cash that of its till."""
    return LedgerAccount(kind, {OWN: tender_id, BY_TILL: till_id}.get(kind, 0))


STANDARD: Final = (
    Tender(1, CASH, "Cash", CASH, True, False, False, "cash", True),
    Tender(2, "card", "Card", "card", False, False, False, "card", True),
    Tender(3, "transfer", "Bank transfer", "transfer", False, True, False, "bank", True),
    Tender(4, ACCOUNT, "Account", ACCOUNT, False, False, False, "brought along", True),
    Tender(5, STORE_CREDIT, "Store credit", STORE_CREDIT, False, False, False, "store credit", True),
    Tender(6, COD, "Cash on delivery", COD, False, False, False, "carriers", True),
)
"""Those that every shop begins with."""


def added(known: Tenders, name: str, kind: str, *, account: str = "") -> Tender:
    """A new tender as it can stand, with what is usual for its kind; `account` is "" for one of its own."""
    if kind not in ADDABLE:
        raise Refused(f"A tender of your own is one of: {', '.join(ADDABLE)}.", field="kind")
    called = _checked_name(known, name, 0)
    code = re.sub(r"[^a-z0-9]+", "-", called.casefold()).strip("-") or kind
    taken = set(known.codes)
    number = 2
    while code in taken:
        code, number = f"{re.sub(r'-[0-9]+$', '', code)}-{number}", number + 1
    drawer = kind in ("voucher", "cheque")
    return Tender(
        0, code, called, kind, drawer, kind in _EXCEED, kind == "cheque", _checked_account(account or OWN), True
    )


def changed(known: Tenders, before: Tender, after: Tender, *, used: bool) -> Tender:
    """A tender as the owner wants it; raises `Refused` for what cannot change once money came by it (`used`)."""
    after = replace(after, name=_checked_name(known, after.name, before.id))
    if after.kind != before.kind:
        _check_kind(before, after, used=used)
    if after.account != before.account:
        _check_account(before, after, used=used)
    if before.fixed and (after.drawer, after.may_exceed) != (before.drawer, before.may_exceed):
        raise Refused(f"{before.name} works as it does in every shop.", field="drawer")
    if not after.active and before.kind in _ALWAYS:
        raise Refused(f"{before.name} is needed in every shop; it cannot be retired.", field="active")
    return after


def _check_kind(before: Tender, after: Tender, *, used: bool) -> None:
    if before.fixed or after.kind not in ADDABLE:
        raise Refused(f"{before.name} stays what it is; add a tender of your own.", field="kind")
    if used:
        raise Refused(f"Money came by {before.name} already; it keeps its kind. Add another tender.", field="kind")


def _check_account(before: Tender, after: Tender, *, used: bool) -> None:
    if before.fixed:
        raise Refused(f"{before.name} keeps its account; give that another name under Accounts.", field="account")
    _checked_account(after.account)
    if used:
        raise Refused(
            f"Money came by {before.name} already and stands on its account. Add another tender.", field="account"
        )


def _checked_account(account: str) -> str:
    if account not in ACCOUNTS:
        raise Refused(f"Choose its account: {', '.join(ACCOUNTS)}.", field="account")
    return account


def _checked_name(known: Tenders, name: str, own_id: int) -> str:
    called = clean(name, "name", required=True, longest=LONGEST_NAME)
    if any(_folded(called) in (_folded(each.name), _folded(each.code)) for each in known if each.id != own_id):
        raise Refused(f"There is a tender {called} already.", field="name")
    return called


def _check_active(tender: Tender) -> None:
    if not tender.active:
        raise Refused(f"{tender.name} is retired; choose another tender.", field="tender")


def _folded(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
