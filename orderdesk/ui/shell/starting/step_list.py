"""What is still to be set up, in the sidebar: a list in a wide window, a menu in a narrow one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QMenu, QSizePolicy, QVBoxLayout

from orderdesk.services.shop.set_up_steps import SetUpStep
from orderdesk.ui.theme.icons import icon
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import IconButton, MenuButton
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.plain import plain_tip, set_tip

ROW = 26
Choose = Callable[[SetUpStep], object]


class _Rows(QListWidget):
    """One stop of Tab: Enter opens a step, Del passes it over."""

    def __init__(self, choose: Choose, pass_over: Choose) -> None:
        super().__init__()
        self._choose, self._pass_over = choose, pass_over
        self._steps: tuple[SetUpStep, ...] = ()
        self.setProperty("kind", "steps")
        self.setAccessibleName("To set up; Enter opens, Del passes over")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.connect(lambda index: choose(self._steps[index.row()]))

    def show_steps(self, steps: Sequence[SetUpStep]) -> None:
        """Show these; the place in the list stays."""
        at = max(self.currentRow(), 0)
        self._steps = tuple(steps)
        self.clear()
        # Qt makes the rows and keeps them: an item that Python has seen may be gone before the list that deletes it.
        self.addItems([step.title for step in steps])
        for number, step in enumerate(steps):
            state = "done" if step.done else "to do"
            shown = {
                Qt.ItemDataRole.DecorationRole: icon(*_mark(step)),
                Qt.ItemDataRole.ToolTipRole: plain_tip(step.why),
                Qt.ItemDataRole.AccessibleTextRole: f"{step.title}, {state}. {step.why}",
                Qt.ItemDataRole.SizeHintRole: QSize(0, px(ROW)),
            }
            for role, value in shown.items():
                self.model().setData(self.model().index(number, 0), value, role)
        self.setCurrentRow(min(at, len(steps) - 1))
        if not self.hasFocus():
            self.clearSelection()
        self.setMaximumHeight(px(ROW) * len(steps) + px(8))
        self.setMinimumHeight(px(2 * ROW + 8))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(160), self.maximumHeight())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setCurrentRow(max(self.currentRow(), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Where one is matters only to who is there.
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._steps[self.currentRow()] if self.currentRow() >= 0 else None
        if step and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(step)
        elif step and event.key() == Qt.Key.Key_Delete:
            self._pass_over(step)
        else:
            super().keyPressEvent(event)


class StepList(QFrame):
    """`choose(step)` opens the place of a step, `pass_over(step)` takes one off the list that the shop does not need,
    `dismiss()` takes away the whole list."""

    def __init__(self, choose: Choose, pass_over: Choose, dismiss: Callable[[], object]) -> None:
        super().__init__()
        self._choose, self._dismiss = choose, dismiss
        self._steps: tuple[SetUpStep, ...] = ()
        self._narrow = False
        self._heading, self._count = Label("Set up your shop", "label"), Label("", "small", "text2")
        self._close = IconButton("x", "Hide the set-up list", dismiss, width=24)
        self._rows = _Rows(choose, pass_over)
        self._menu = MenuButton("", icon="circle-check", name="Set up your shop", fill=self._fill, width=40)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self._heading)
        head.addWidget(self._count, 1)
        head.addWidget(self._close)
        self._body = QVBoxLayout(self)
        self._body.setSpacing(px(2))
        self._body.addLayout(head)
        self._body.addWidget(self._rows)
        self._body.addWidget(self._menu, 0, Qt.AlignmentFlag.AlignHCenter)
        self._menu.hide()
        follow(self._restyle)
        self.hide()

    def _restyle(self) -> None:
        self._body.setContentsMargins(*(0, px(4), 0, px(6)) if self._narrow else (px(12), px(4), px(6), px(6)))
        self._rows.show_steps(self._steps)

    def show_steps(self, steps: Sequence[SetUpStep]) -> None:
        """Show the steps as they stand; with none there is nothing in sight."""
        self._steps = tuple(steps)
        done = sum(step.done for step in steps)
        self._count.setText(f"{done} of {len(steps)}")
        self._menu.setAccessibleName(f"Set up your shop: {done} of {len(steps)} done")
        set_tip(self._menu, self._menu.accessibleName())
        self._rows.show_steps(self._steps)
        self.setVisible(bool(steps))

    def set_narrow(self, narrow: bool) -> None:
        """A menu behind an icon, in a narrow window."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in (self._heading, self._count, self._close, self._rows):
            part.setVisible(not narrow)
        self._menu.setVisible(narrow)
        self._restyle()

    def go_in(self) -> None:
        """Put the focus here."""
        (self._menu if self._rows.isHidden() else self._rows).setFocus()

    def _fill(self, menu: QMenu) -> None:
        for step in self._steps:
            action = menu.addAction(icon(*_mark(step)), step.title)
            action.setToolTip(plain_tip(step.why))
            action.triggered.connect(lambda _on=False, step=step: self._choose(step))
        menu.addSeparator()
        menu.addAction("Hide the set-up list").triggered.connect(lambda: self._dismiss())


def _mark(step: SetUpStep) -> tuple[str, str]:
    return ("circle-check", "success_fg") if step.done else ("circle", "text3")
