"""What a person sees before there is a shop: four ways to begin, and where the data will be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.services.care.joining import Server
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.welcome.join_form import ask_server
from orderdesk.ui.welcome.shop_form import ask_shop
from orderdesk.ui.welcome.trying import Trying
from orderdesk.ui.welcome.ways import Ways
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label


class WelcomePage(QWidget):
    """Offers the sample shop, a shop of one's own, a backup, and a shop that several PCs share."""

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self.banner = Banner()
        self._trying = Trying(self, self.banner)
        self.sample = Button("Open the sample shop", self.open_sample, role="primary", large=True)
        self.own = Button("Set up my shop", self.set_up, large=True)
        self.backup = Button("Restore a backup", self.restore, large=True)
        self.join = Button("Join a shop", self.ask_server, large=True)
        cards = QGridLayout()
        cards.setSpacing(px(16))
        for number, (title, words, button) in enumerate(
            (
                ("Look around", "An invented shop with items, customers and a morning's orders. It has a folder of its "
                 "own and never touches yours.", self.sample),
                ("Begin with your own", "Name, address and tax: the rest can wait. It takes two minutes.", self.own),
                ("Come back", "Bring a shop back from a backup file, with everything it held.", self.backup),
                ("Several PCs", "Work in a shop that several PCs share on a PostgreSQL server.", self.join),
            )
        ):  # fmt: skip
            cards.addWidget(_card(title, words, button), number // 2, number % 2)
        self._body = QVBoxLayout(self)
        self._body.addStretch(2)
        self._body.addWidget(Label("Welcome to OrderDesk", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addWidget(Label("How would you like to begin?", "body", "text2"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addWidget(self.banner)
        self._body.addLayout(cards)
        place = Label(f"Your own data will be in {ways.place}", "small", "text2", wrap=True)
        place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._body.addWidget(place)
        self._body.addStretch(3)
        follow(self._restyle)
        self.setFocusProxy(self.own if ways.shops.has_sample else self.sample)
        if ways.doors.settings.database:
            self.banner.say(f"{ways.place} holds no shop yet: set yours up in it, or restore a backup into it.")

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(48), px(16), px(48), px(16))
        self._body.setSpacing(px(14))

    def open_sample(self) -> None:
        """Go to the sample shop."""
        self._attempt(self._ways.sample)

    def set_up(self) -> None:
        """Ask for the shop's own name, address and tax."""
        ask_shop(self, self._ways.own)

    def ask_server(self, before: Server | None = None) -> None:
        """Ask for the server of a shop that several PCs share."""
        ask_server(self, self._try_server, before)

    def _try_server(self, server: Server, password: str, keep: bool) -> None:
        self._trying.run(
            server.address(password),
            lambda: self._ways.join(server, password, keep=keep),
            self.join.setFocus,
            ("Change the address", lambda: self.ask_server(server)),
        )

    def restore(self, archive: str = "") -> None:
        """Bring a shop back from a backup file."""
        chosen = archive or QFileDialog.getOpenFileName(self, "Restore a backup", "", "Backups (*.odbackup)")[0]
        if chosen:
            self._attempt(lambda: self._ways.restore(Path(chosen)))

    def _attempt(self, run: Callable[[], object]) -> None:
        try:
            run()
        except OrderDeskError as trouble:
            self.banner.say(str(trouble), "danger")


def _card(title: str, words: str, button: Button) -> Card:
    card = Card(title)
    text = Label(words, "body", "text2", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    card.body.addWidget(text, 1)
    card.body.addLayout(row(button, None))
    card.setMinimumHeight(px(150))
    return card
