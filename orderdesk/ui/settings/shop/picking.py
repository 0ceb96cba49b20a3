"""How the shop picks: what a cart takes, and when work that somebody left is free for others."""

from __future__ import annotations

from orderdesk.domain.values.texts import count_word
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Field, ask_request
from orderdesk.ui.widgets.label import Label


class PickingSection(SettingsSection):
    """What holds for every picker of the shop."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("Picking", WHOLE_SHOP, "Waves are built for the cart that the pickers push.")
        self.bench = bench
        self._words = Label("", wrap=True)
        self.edit = Button("Edit", self.ask, role="primary", icon="pencil")
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.edit, None))
        self.read()

    def read(self) -> None:
        """Show how the shop picks now."""
        shop = shop_now(self.bench.desk)
        self._words.setText(
            f"A cart takes {count_word(shop.cart_totes, 'tote')}\n"
            f"Work left alone is free for others after {count_word(shop.free_after, 'minute')}"
        )

    def ask(self) -> None:
        """Ask for how the shop picks."""
        form = form_of(shop_now(self.bench.desk))
        ask_request(self, "Edit picking", _SPEC, form, self._save, verb="Save", width=440, columns=1)

    def _save(self, form: ShopForm) -> None:
        edit_shop(self.bench.desk, form)
        self.bench.messages.done("Picking saved")
        self.read()


_SPEC = (
    Field("cart_totes", "Totes on a cart", kinds.whole("Enter how many totes a cart takes, such as 8.", most=3),
          required=True),
    Field("free_after", "Work left alone is free after (minutes)",
          kinds.whole("Enter whole minutes, such as 30.", most=4), required=True),
)  # fmt: skip
