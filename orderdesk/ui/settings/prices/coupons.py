"""Coupons: made, changed and switched off, and how often each was used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from orderdesk.domain.prices.coupons import Coupon, worth_words
from orderdesk.domain.values.money import Amount, Rate, parse_amount, parse_percent, shown, with_percent
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.coupons import CouponRow
from orderdesk.services.prices.coupons import coupons_of, save_coupon, switch_coupon
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.day_input import Today
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

_FREE = "delivery"


class CouponsSection(ListSection[CouponRow]):
    """The coupons in a list, those in use first; Enter changes the one chosen."""

    topics = frozenset({"shop", "orders"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Coupons", "Orders keep what their coupon gave them.")
        self.currency = shop_now(bench.desk).currency
        columns: list[Column[CouponRow]] = [
            Column("Code", lambda each: each.coupon.code, 0, tone=_tone),
            Column("Discount", lambda each: worth_words(each.coupon, self.currency), 110, tone=_tone),
            Column("Minimum spend", self._minimum, 106, align=RIGHT, tone=_tone),
            Column("First day", lambda each: _day_text(each.coupon.valid_from), 112, tone=_tone),
            Column("Last day", _last_day, 112, tone=_tone),
            Column("Used", _used, 92, align=RIGHT, tone=_tone),
        ]
        table = Table(columns, lambda each: each.coupon.code, "Coupons")
        self.add = Button("Add coupon", lambda: self.ask(), role="primary", icon="plus")
        self.change = Button("Change", self._change, icon="pencil")
        self.switch = Button("Switch off", self._switch)
        table.opened.connect(self.ask)
        table.current_changed.connect(self._chosen)
        self.put(table, self.add, self.change, self.switch, height=300)

    def read(self) -> None:
        """Show the coupons as they are now."""
        found = coupons_of(self.bench.desk)
        self.show_rows(found)
        self.say("" if found else "There is no coupon yet.")
        self._chosen(self.list.current_row())

    def _minimum(self, each: CouponRow) -> str:
        return shown(each.coupon.minimum, self.currency) if each.coupon.minimum else ""

    def _chosen(self, chosen: CouponRow | None) -> None:
        self.change.setEnabled(chosen is not None)
        self.switch.setEnabled(chosen is not None)
        self.switch.set_text("Switch off" if chosen is None or chosen.coupon.active else "Switch on")

    def _change(self) -> None:
        self.ask(self.list.current_row())

    def _switch(self) -> None:
        chosen: CouponRow = self.list.current_row()
        desk, coupon = self.bench.desk, chosen.coupon
        on = not coupon.active
        self.bench.attempt(
            lambda: switch_coupon(desk, coupon.code, on=on),
            f"{coupon.label} is {'on again' if on else 'off'}",
            undo=lambda: switch_coupon(desk, coupon.code, on=not on),
        )

    def ask(self, known: CouponRow | None = None) -> None:
        """Ask for a coupon, or for what is to change of one; its code stays."""
        start = known.coupon if known else Coupon(0, "")

        def send(typed: Entered) -> None:
            rate, amount, free = typed.pop("worth")
            wanted = replace(start, **typed, rate=rate, amount=amount, free_delivery=free)
            made = save_coupon(self.bench.desk, wanted, new=known is None)
            self.bench.messages.done(f"{made.label} saved")
            self.read()
            self.list.select_key(made.code)

        title = f"Change coupon {known.coupon.code}" if known else "Add a coupon"
        spec = _spec(self.currency, lambda: self.bench.desk.today)[known is not None :]
        filled = {each.name: getattr(start, each.name, None) for each in spec}
        filled["worth"] = (start.rate, start.amount, start.free_delivery) if known else None
        ask_form(self, title, spec, send, verb="Save coupon", values=filled, width=620, columns=2)


def _spec(currency: str, today: Today) -> list[Field]:
    """The fields of a coupon; the first is asked only of a new one."""
    uses = kinds.whole("Enter a whole number, or leave it empty.")
    worth = kinds.figure(lambda text: _read_worth(text.strip(), currency), lambda known: _worth_text(known, currency))
    hint = f"10%, an amount in {currency}, or “{_FREE}” for free delivery"
    day, example = kinds.day(today), shown_day(date(2027, 1, 31))
    return [
        Field("code", "Code", kinds.text(60), "Such as SPRING10", required=True),
        Field("worth", "Discount", worth, hint, required=True),
        Field("minimum", f"Minimum spend, {currency}", kinds.money(currency), "Empty: any order", empty=0),
        Field("valid_from", "First day", day, f"Such as {example}; empty is without end"),
        Field("valid_to", "Last day", day),
        Field("most_uses", "Uses in all", uses, "Leave empty for unlimited"),
        Field("most_each", "Uses by one customer", uses, "Leave empty for unlimited"),
    ]


def _read_worth(text: str, currency: str) -> tuple[int, int, int]:
    if text.casefold() in (_FREE, "free delivery"):
        return 0, 0, 1
    if text.endswith("%"):
        return parse_percent(text.removesuffix("%").strip(), field="worth"), 0, 0
    return 0, parse_amount(text, currency, field="worth"), 0


def _worth_text(worth: tuple[Rate, Amount, int], currency: str) -> str:
    rate, amount, free = worth
    if free:
        return _FREE
    return with_percent(rate) if rate else shown(amount, currency)


def _day_text(day: date | None) -> str:
    return shown_day(day) or "Always"


def _last_day(each: CouponRow) -> str:
    return _day_text(each.coupon.valid_to) if each.coupon.active else "Switched off"


def _used(each: CouponRow) -> str:
    most = each.coupon.most_uses
    return f"{each.uses:,} of {most:,}" if most is not None else f"{each.uses:,}"


def _tone(each: CouponRow) -> str:
    return "text" if each.coupon.active else "text3"
