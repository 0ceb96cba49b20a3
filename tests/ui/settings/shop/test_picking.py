"""Settings, picking: worked by keys alone, and what is refused stays beside its field."""

from __future__ import annotations

from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.settings.shop.picking import PickingSection
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk


def test_what_a_cart_takes_and_when_work_is_free(clerk: Clerk) -> None:
    section = open_section(clerk, "Picking", PickingSection)
    before = shop_now(clerk.desk)
    push(clerk, "Edit")
    type_in(clerk, "Totes on a cart", "0")
    clerk.send()
    assert clerk.dialog.fields["cart_totes"].error.startswith("A cart takes from 1 to ")
    assert shop_now(clerk.desk) == before
    type_in(clerk, "Totes on a cart", "12")
    type_in(clerk, "Work left alone is free after (minutes)", "45")
    clerk.send()
    now = shop_now(clerk.desk)
    assert (now.cart_totes, now.free_after, now.name) == (12, 45, before.name)
    assert section._words.text() == "A cart takes 12 totes\nWork left alone is free for others after 45 minutes"
    assert clerk.said == "Picking saved"
