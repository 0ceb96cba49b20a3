"""Coupons: made, changed and switched off, and how often each was used."""

from __future__ import annotations

from datetime import date

from orderdesk.domain.prices.coupons import Coupon, worth_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_amount, parse_percent, shown, with_percent
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices.coupons import CouponRow
from orderdesk.services.prices.coupons import coupons_of, save_coupon, switch_coupon
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection, optional_day, typed_day
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput, shows_back
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
        fields = coupon_fields(known.coupon if known else None, self.currency)

        def send() -> None:
            texts = {name: field.text.strip() for name, field in fields.items()}
            start = known.coupon if known else Coupon(0, texts["code"])
            made = save_coupon(self.bench.desk, read_coupon(start, texts, self.currency), new=known is None)
            self.bench.messages.done(f"{made.label} saved")
            self.read()
            self.list.select_key(made.code)

        title = f"Change coupon {known.coupon.code}" if known else "Add a coupon"
        FormDialog(self, title, fields, verb="Save coupon", send=send, width=620, columns=2).open()


def coupon_fields(known: Coupon | None, currency: str) -> dict[str, FormField]:
    """The fields of a coupon, filled; a code is asked only of a new one."""
    titles = {
        "code": ("Code", "Such as SPRING10"),
        "worth": ("Discount", f"10%, an amount in {currency}, or “{_FREE}” for free delivery"),
        "minimum": (f"Minimum spend, {currency}", "Empty: any order"),
        "valid_from": ("First day", f"Such as {shown_day(date(2027, 1, 31))}; empty is without end"),
        "valid_to": ("Last day", ""),
        "most_uses": ("Uses in all", "Leave empty for unlimited"),
        "most_each": ("Uses by one customer", "Leave empty for unlimited"),
    }
    inputs = {name: TextInput(longest=60) for name in titles}
    if known is not None:
        inputs["worth"].setText(_worth_text(known, currency))
        inputs["minimum"].setText(shown(known.minimum, currency) if known.minimum else "")
        for name in ("valid_from", "valid_to"):
            inputs[name].setText(shown_day(getattr(known, name)))
        for name in ("most_uses", "most_each"):
            value = getattr(known, name)
            inputs[name].setText("" if value is None else str(value))
    for name in ("valid_from", "valid_to"):
        shows_back(inputs[name], typed_day, shown_day)
    shows_back(inputs["minimum"], lambda text: parse_amount(text, currency), lambda value: shown(value, currency))
    shows_back(
        inputs["worth"],
        lambda text: Coupon(0, "", *_read_worth(text.strip(), currency)),
        lambda read: _worth_text(read, currency),
    )
    return {
        name: FormField(title, inputs[name], required=name in ("code", "worth"), hint=hint)
        for name, (title, hint) in titles.items()
        if known is None or name != "code"
    }


def read_coupon(start: Coupon, texts: dict[str, str], currency: str) -> Coupon:
    """The coupon as the form has it; raises what is wrong with a field."""
    rate, amount, free = _read_worth(texts["worth"], currency)
    return Coupon(
        start.id,
        start.code,
        rate,
        amount,
        free,
        parse_amount(texts["minimum"], currency, field="minimum") if texts["minimum"] else 0,
        _day(texts["valid_from"], "valid_from"),
        _day(texts["valid_to"], "valid_to"),
        _count(texts["most_uses"], "most_uses"),
        _count(texts["most_each"], "most_each"),
        start.active,
    )


def _read_worth(text: str, currency: str) -> tuple[int, int, int]:
    if text.casefold() in (_FREE, "free delivery"):
        return 0, 0, 1
    if text.endswith("%"):
        return parse_percent(text.removesuffix("%").strip(), field="worth"), 0, 0
    return 0, parse_amount(text, currency, field="worth"), 0


def _worth_text(coupon: Coupon, currency: str) -> str:
    if coupon.free_delivery:
        return _FREE
    return with_percent(coupon.rate) if coupon.rate else shown(coupon.amount, currency)


def _day(text: str, field: str) -> date | None:
    return optional_day(text, field)


def _count(text: str, field: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise Refused("Enter a whole number, or leave it empty.", field=field)
    return int(text)


def _day_text(day: date | None) -> str:
    return shown_day(day) or "Always"


def _last_day(each: CouponRow) -> str:
    return _day_text(each.coupon.valid_to) if each.coupon.active else "Switched off"


def _used(each: CouponRow) -> str:
    most = each.coupon.most_uses
    return f"{each.uses:,} of {most:,}" if most is not None else f"{each.uses:,}"


def _tone(each: CouponRow) -> str:
    return "text" if each.coupon.active else "text3"
