"""Every setting is changed, the program is left and opened again: it is still there, and the window opens clean.

The fields of the shop and of this PC are found by looking, so that a new one is in the walk by itself; one of a kind
that is not known here fails the walk until it is said how it is changed.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from orderdesk.domain.orders.terms import POLICIES
from orderdesk.services.desk import Desk
from orderdesk.services.record.numbering import series_of, set_yearly
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.shop.shop_forms import PAPERS, ShopForm
from orderdesk.settings import Settings, load, save
from orderdesk.ui.bench.reader import ENDS, Reader
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.settings.page import SettingsPage
from tests.ui.walks.mornings import Shop, morning, walk_all

__all__ = ["morning"]

NOT_SET_LATER = frozenset({"logo", "tax", "sales_tax"})
"""What only begins a shop: its tax rules have a page and a verb of their own."""
OTHER: dict[str, Any] = {
    "country": "IE",
    "currency": "EUR",
    "time_zone": "Europe/Dublin",
    "paper": PAPERS[1],
    "invoice_timing": next(each for each in POLICIES if each != ShopForm("").invoice_timing),
    "day_ends": "04:30",
    "email": "new@example.com",
    "phone": "+44 1947 600100",
    "postcode": "LS1 4AP",
    "tax_id": "GB 434 0314 94",
    "numbers": "comma",
    "scale_codes": "21IIIIIWWWWWC",
}
"""Another value for each field that holds more than free text, a number or a yes or no."""
OF_THE_CALL = frozenset({"data_dir", "database", "user", "allow_network", "fault", "sample"})
"""Settings that are given with a call, or written into config.toml by hand."""


def _other(name: str, now: Any) -> Any:
    if name in OTHER:
        return OTHER[name]
    if isinstance(now, bool):
        return not now
    if isinstance(now, int):
        return now + 4
    if isinstance(now, str):
        return f"{now} anew".strip()
    if isinstance(now, dict):
        return {"invoice": "Office"}
    raise AssertionError(f"Say in OTHER to what the setting {name} is changed.")


@pytest.mark.parametrize("name", sorted({each.name for each in fields(ShopForm)} - NOT_SET_LATER))
def test_a_setting_of_the_shop_is_there_the_next_morning(morning: Shop, name: str) -> None:
    with morning.desk() as desk:
        (desk.user,) = _names(desk)
        before = form_of(shop_now(desk))
        wanted = _other(name, getattr(before, name))
        assert wanted != getattr(before, name)
        edit_shop(desk, replace(before, **{name: wanted}))
    with morning.desk() as desk:
        assert getattr(form_of(shop_now(desk)), name) == wanted


def test_the_window_opens_clean_on_a_shop_of_which_all_was_changed(morning: Shop) -> None:
    with morning.desk() as desk:
        (desk.user,) = _names(desk)
        before = form_of(shop_now(desk))
        names = {each.name for each in fields(ShopForm)} - NOT_SET_LATER
        edit_shop(desk, replace(before, **{name: _other(name, getattr(before, name)) for name in names}))
        for series in series_of(desk):
            if series.yearly is not None:
                set_yearly(desk, series.code, True)
    for _day in range(2):
        with morning.open() as program:
            walk_all(program)
            page = program.window.go_to("settings")
            assert isinstance(page, SettingsPage)
            for row in range(page.list.rows_model.rowCount()):
                page.visit(str(page.list.rows_model.index(row, 0).data()))
                QApplication.processEvents()


def test_what_is_set_on_this_pc_is_there_the_next_morning(morning: Shop) -> None:
    before = load(data_dir=str(morning.folder), environ={})
    names = {each.name for each in fields(Settings)} - OF_THE_CALL
    changed = {name: _other(name, getattr(before, name)) for name in names}
    save(replace(before, **changed))
    after = load(data_dir=str(morning.folder), environ={})
    assert {name: getattr(after, name) for name in names} == changed
    with morning.open() as program:
        assert program.bench is not None
        assert program.bench.desk.till == changed["till"]
        walk_all(program)


def test_how_the_window_looks_is_there_the_next_morning(morning: Shop) -> None:
    chosen = {
        "theme": "dark",
        "scale": 1.25,
        "reader": Reader("~", next(iter(dict(ENDS)))),
        "tab": "reports",
        "person": "anna",
    }
    known = {name for name, each in vars(WindowSession).items() if isinstance(each, property)}
    assert known == set(chosen), "what is new here is changed here too"
    session = WindowSession(morning.folder / "window.ini")
    for name, value in chosen.items():
        setattr(session, name, value)
    session._kept.sync()
    again = WindowSession(morning.folder / "window.ini")
    assert {name: getattr(again, name) for name in chosen} == chosen
    with morning.open() as program:
        assert program.window.tab == "reports"
        walk_all(program)


def _names(desk: Desk) -> list[str]:
    from orderdesk.services.people.users import users_of

    return [each.name for each in users_of(desk)]
