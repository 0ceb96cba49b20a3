"""The panel at the right of the order page: sums, payment, notes, and the buttons that end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.ui.bench.commands import Commands
from orderdesk.ui.orders.new_order.panels.figures import Figures
from orderdesk.ui.orders.new_order.panels.notes import Notes
from orderdesk.ui.orders.new_order.panels.payment import PaymentPanel
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import ActionButton, Button
from orderdesk.ui.widgets.card import column, row, scrolled
from orderdesk.ui.widgets.key_cap import KeyCap
from orderdesk.ui.widgets.label import Divider, Label
from orderdesk.ui.widgets.lists.detail_panel import Section

WIDTH, NARROW_WIDTH = 308, 272


class SummaryPanel(QFrame):
    """`changed` follows whatever is typed or chosen that has to do with money, `typed` each letter of a note."""

    changed = Signal()
    typed = Signal()

    def __init__(self, presenter: NewOrderPresenter, commands: Commands) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName("Summary")
        self._presenter, self._narrow = presenter, False
        self.figures, self.payment, self.notes = Figures(presenter), PaymentPanel(presenter), Notes(presenter)
        self.figures.changed.connect(self.changed.emit)
        self.payment.changed.connect(self.changed.emit)
        self.notes.typed.connect(self.typed.emit)
        content = QWidget()
        content.setLayout(column(self.figures, self.payment, self.notes, None, spacing=0))
        self.confirm_button = ActionButton(commands.action("new-order.confirm"), role="primary", large=True)
        # Two words in half the width leave no room for an icon.
        self.draft_button = Button("Save as draft", commands.action("new-order.draft").trigger, keys="Ctrl+S")
        self.quote_button = Button("Save as quote", commands.action("new-order.quote").trigger, keys="Ctrl+Shift+S")
        self._ends = Label("", "small", "text2")
        foot = Section()
        foot.end(True)
        foot.body.addWidget(self.confirm_button)
        foot.body.addLayout(row(KeyCap("Ctrl+Enter"), self._ends, None))
        foot.body.addLayout(row(self.draft_button, self.quote_button))
        body = column(spacing=0)
        body.addWidget(scrolled(content), 1)
        body.addWidget(Divider(strong=True))
        body.addWidget(foot)
        body.setContentsMargins(1, 0, 0, 0)
        self.setLayout(body)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedWidth(px(NARROW_WIDTH if self._narrow else WIDTH))

    def set_narrow(self, narrow: bool) -> None:
        """Less wide in a narrow window."""
        self._narrow = narrow
        self._ends.setVisible(not narrow)
        self._restyle()

    def refresh(self) -> None:
        """Show everything as it is now."""
        sale = self._presenter.is_sale
        self.figures.refresh()
        self.payment.refresh()
        self.notes.refresh()
        self._ends.setText("takes the money, prints the receipt" if sale else "confirms and reserves stock")
        self.quote_button.setVisible(not sale)

    def to_coupon(self) -> None:
        """Go to the coupon, its code ready to be written over."""
        self.figures.coupon.setFocus()
        self.figures.coupon.selectAll()

    def refuse(self, said: Refused | BadInput) -> bool:
        """Put a refusal to the field it names; False when it names none here."""
        if said.field == "discount":
            self.figures.say(self.figures.discount, str(said))
            self.figures.discount.setFocus()
            return True
        if said.field == "coupon":
            self.figures.say_coupon()
            self.figures.coupon.setFocus()
            return bool(self._presenter.coupon_refused)
        return self.payment.refuse(said) or self.notes.say(said)
