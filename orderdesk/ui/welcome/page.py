"""What a person sees before there is a shop: three ways to begin, and where the data will be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.errors import OrderDeskError
from orderdesk.services.desk import Desk
from orderdesk.services.keeping import bring_back
from orderdesk.services.sample_shop import open_sample_shop
from orderdesk.services.shop import open_shop
from orderdesk.services.shop_forms import ShopForm
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.welcome.shop_form import ask_shop
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.label import Label


class WelcomePage(QWidget):
    """Offers the sample shop, a shop of one's own and a backup; `begun()` runs when there is a shop.

    `release()` closes the database, as a restore needs it alone; `begun()` opens it again, and so does `again(why)`
    when the restore failed.
    """

    def __init__(
        self,
        desk: Desk,
        begun: Callable[[], object],
        release: Callable[[], object],
        again: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._desk, self._begun, self._release, self._again = desk, begun, release, again
        self.banner = Banner()
        self.sample = Button("Open the sample shop", self.open_sample, role="primary", large=True)
        self.own = Button("Set up my shop", self.set_up, large=True)
        self.backup = Button("Restore a backup", self.restore, large=True)
        cards = QHBoxLayout()
        cards.setSpacing(px(16))
        for title, words, button in (
            ("Look around", "Items, stock and customers of an invented shop. Nothing in it is real.", self.sample),
            ("Begin with your own", "Name, address and tax: the rest can wait. It takes two minutes.", self.own),
            ("Come back", "Bring a shop back from a backup file, with everything it held.", self.backup),
        ):
            cards.addWidget(_card(title, words, button))
        self._body = QVBoxLayout(self)
        self._body.addStretch(2)
        self._body.addWidget(Label("Welcome to OrderDesk", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addWidget(Label("How would you like to begin?", "body", "text2"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addWidget(self.banner)
        self._body.addLayout(cards)
        place = Label(f"Your data will be in {desk.database.place}", "small", "text2")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._body.addWidget(place, 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addStretch(3)
        follow(self._restyle)
        self.setFocusProxy(self.sample)

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(48), px(24), px(48), px(24))
        self._body.setSpacing(px(16))

    def open_sample(self) -> None:
        """Set up the sample shop."""
        self._attempt(lambda: open_sample_shop(self._desk))

    def set_up(self) -> None:
        """Ask for the shop's own name, address and tax."""
        ask_shop(self, self._set_up)

    def _set_up(self, form: ShopForm) -> None:
        open_shop(self._desk, form)
        self._begun()

    def restore(self, archive: str = "") -> None:
        """Bring a shop back from a backup file."""
        chosen = archive or QFileDialog.getOpenFileName(self, "Restore a backup", "", "Backups (*.odbackup)")[0]
        if chosen:
            self._bring_back(Path(chosen))

    def _bring_back(self, archive: Path) -> None:
        address, clock = self._desk.database.url, self._desk.clock
        self._release()
        try:
            bring_back(archive, address, clock)
        except OrderDeskError as trouble:
            self._again(str(trouble))
        else:
            self._begun()

    def _attempt(self, run: Callable[[], object]) -> None:
        try:
            run()
        except OrderDeskError as trouble:
            self.banner.say(str(trouble), "danger")
        else:
            self._begun()


def _card(title: str, words: str, button: Button) -> Card:
    card = Card(title)
    text = Label(words, "body", "text2", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    card.body.addWidget(text, 1)
    card.body.addWidget(button)
    card.setMinimumHeight(px(168))
    return card
