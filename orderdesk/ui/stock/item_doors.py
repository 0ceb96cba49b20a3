"""What else can be done with an item: off sale and on again, its picture, what will not come, a movement taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.services.items.catalog import picture_of, retire_item, sell_again, set_picture
from orderdesk.services.items.item_forms import LARGEST_PICTURE
from orderdesk.services.stock.stock_views import StockCard
from orderdesk.services.stock.stocking import MENDED_ELSEWHERE, correct, stop_expecting
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog, ask
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form, twice

_PICTURES = "Pictures (*.png *.jpg *.jpeg *.webp *.gif)"
_SHOWN = 280


class ItemDoors:
    """Opens the questions over `parent`; each is a command of the inventory tab."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        self.bench, self._parent = bench, parent

    def sale(self, card: StockCard) -> None:
        """Take an item off sale after a question, or put it back."""
        item, desk = card.item.item, self.bench.desk
        if not item.active:
            self.bench.attempt(lambda: sell_again(desk, item.id), f"{item.sku} is on sale again")
            return
        left = f"{shown_quantity(card.figures.on_hand)} are on hand; they stay. " if card.figures.on_hand else ""
        ask(
            self._parent,
            f"Take {item.sku} off sale?",
            f"{left}New orders cannot have it. Orders that have it go on, and its history stays.",
            verb="Take off sale",
            keep="Keep selling",
            confirmed=lambda: self.bench.attempt(lambda: retire_item(desk, item.id), f"{item.sku} is off sale"),
        )

    def picture(self, card: StockCard) -> None:
        """Show an item's picture, and choose another or none."""
        item = card.item.item
        kept = picture_of(self.bench.desk, item.id)
        shown = QLabel()
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setAccessibleName(f"Picture of {item.sku}")
        image = QPixmap()
        if kept and image.loadFromData(kept):
            side = px(_SHOWN)
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            shown.setPixmap(image.scaled(side, side, ratio, smooth))
        else:
            shown.setText("No picture yet.")

        def choose() -> None:
            chosen, _ = QFileDialog.getOpenFileName(self._parent, f"Choose a picture of {item.sku}", "", _PICTURES)
            if chosen and dialog.attempt(lambda: self.set_picture(card, picture_file(Path(chosen)))):
                dialog.accept()

        def remove() -> None:
            if dialog.attempt(lambda: self.set_picture(card, None)):
                dialog.accept()

        buttons = [Button("Choose a file", choose), *([Button("Remove the picture", remove)] if kept else [])]
        dialog = FormDialog(self._parent, f"Picture of {item.sku}", {}, extra=[shown, *buttons])
        dialog.open()

    def set_picture(self, card: StockCard, picture: bytes | None) -> None:
        """Keep this picture, or none."""
        set_picture(self.bench.desk, card.item.item.id, picture)
        self.bench.messages.done(f"Picture of {card.item.item.sku} {'kept' if picture else 'removed'}")

    def stop_expecting(self, card: StockCard) -> None:
        """Give up goods that will not come."""
        coming = [row for row in card.incoming if row.quantity > row.received]
        options = [
            (row.id, f"{shown_quantity(row.quantity - row.received)} under {row.reference or 'no reference'}")
            for row in coming
        ]

        def send(typed: Entered) -> None:
            stop_expecting(self.bench.desk, typed["incoming"])
            self.bench.messages.done(f"{card.item.item.sku}: no longer expected")

        title, hint = f"Expect no more {card.item.item.sku}", "A purchase order is cancelled there"
        spec = [Field("incoming", "What will not come", kinds.choice(options), hint)]
        ask_form(self._parent, title, spec, send, verb="Expect no more")

    def correct(self, card: StockCard) -> None:
        """Take back a movement that was booked by mistake."""
        options = [
            (row.id, f"{shown_quantity(row.quantity)} {row.kind} · {row.bin} · {row.reason}".rstrip(" ·"))
            for row in card.movements
            if row.kind not in MENDED_ELSEWHERE and row.corrects_id is None
        ]
        spec = (Field("movement", "Movement", kinds.choice(options)), Field("reason", "Reason", required=True))

        def send(typed: Entered, sure: bool) -> None:
            gave = correct(self.bench.desk, typed["movement"], typed["reason"], sure=sure)
            words = ["The movement is taken back", *(each.said(self.bench.desk.today) for each in gave)]
            self.bench.messages.done("; ".join(words))

        title = f"Correct a movement of {card.item.item.sku}"
        ask_form(self._parent, title, spec, twice(send), verb="Take it back")


def picture_file(path: Path) -> bytes:
    """The bytes of a picture file, no more than are needed to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PICTURE + 1)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {(error.strerror or 'unknown fault').lower()}.") from None
