"""The panel beside a list that shows one thing whole: head with its next step, then sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import IconButton
from orderdesk.ui.widgets.card import scrolled
from orderdesk.ui.widgets.label import Divider, ElidedLabel, Label
from orderdesk.ui.widgets.pill import Pill, PillLabel, PillRow
from orderdesk.ui.widgets.window.focus import take_out
from orderdesk.ui.widgets.window.visibility import show_part

WIDTH, NARROW_WIDTH = 348, 316


def clear_layout(layout: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    """Take everything out of `layout`, at once out of sight as well."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            take_out(widget)
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout | QGridLayout):
            clear_layout(inner)


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of figures: `strong` for a total, `rule` draws a line above it."""

    name: str
    figure: str
    strong: bool = False
    rule: bool = False


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One line of goods: count, name, code and state below, figure at the right."""

    count: str
    name: str
    code: str = ""
    pill: Pill | None = None
    figure: str = ""


class Section(QFrame):
    """A part of the panel: a small title with a note at its right, then whatever is added; a line ends it."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        outer.addLayout(self.body)
        self._end = Divider(strong=True)
        outer.addWidget(self._end)
        if title or note:
            head = QHBoxLayout()
            head.addWidget(Label(title, "label", "text2", wrap=True), 1)
            head.addWidget(Label(note, "small", "text2", figures=True))
            self.body.addLayout(head)
        follow(self._restyle)

    def _restyle(self) -> None:
        self.body.setContentsMargins(px(16), px(14), px(16), px(14))
        self.body.setSpacing(px(4))

    def end(self, last: bool) -> None:
        """Leave the closing line out below the last section."""
        show_part(self._end, not last)

    def add(self, *parts: QWidget) -> Section:
        """Add widgets under each other."""
        for part in parts:
            self.body.addWidget(part)
        return self

    def text(self, text: str, kind: str = "body", tone: str = "") -> Section:
        """Add a line of text, wrapped where it is long; empty text adds nothing."""
        if text:
            self.body.addWidget(Label(text, kind, tone, wrap=True))
        return self

    def items(self, items: Sequence[GoodsRow]) -> Section:
        """Add lines of goods."""
        for item in items:
            self.body.addWidget(_item_row(item))
        return self

    def sums(self, sums: Sequence[SumRow]) -> Section:
        """Add lines of figures, names at the left."""
        grid = QGridLayout()
        grid.setVerticalSpacing(px(5))
        grid.setHorizontalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        for one in sums:
            number = grid.rowCount()
            if one.rule:
                grid.addWidget(Divider(strong=True), number, 0, 1, 2)
                number += 1
            kind = "strong" if one.strong else "body"
            # A long name takes a second line; a figure is read whole.
            grid.addWidget(Label(one.name, kind, "" if one.strong else "text2", wrap=True), number, 0)
            grid.addWidget(Label(one.figure, kind, figures=True, right=True), number, 1)
        self.body.addLayout(grid)
        return self

    def history(self, events: Sequence[tuple[str, str]]) -> Section:
        """Add (when, what) lines."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(7))
        grid.setColumnStretch(1, 1)
        for number, (when, what) in enumerate(events):
            grid.addWidget(Label(when, "small", "text2", figures=True), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(what, wrap=True), number, 1)
        self.body.addLayout(grid)
        return self


def _item_row(item: GoodsRow) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, px(3), 0, px(9))
    grid.setHorizontalSpacing(px(4) if item.count else 0)
    grid.setVerticalSpacing(px(1))
    grid.setColumnMinimumWidth(0, px(32) if item.count else 0)
    grid.setColumnStretch(1, 1)
    if item.count:
        grid.addWidget(Label(item.count, "strong", figures=True), 0, 0)
    grid.addWidget(ElidedLabel(item.name), 0, 1)
    grid.addWidget(Label(item.figure, figures=True, right=True), 0, 2)
    if item.code or item.pill:
        below = QHBoxLayout()
        below.setSpacing(px(8))
        if item.code:
            code = ElidedLabel(item.code, "small", "text2", figures=True)
            code.setMaximumWidth(code.fontMetrics().horizontalAdvance(item.code) + px(2))
            code.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            below.addWidget(code, 1)
        if item.pill:
            below.addWidget(PillLabel(item.pill))
        below.addStretch()
        grid.addLayout(below, 1, 1, 1, 2)
    return row


class DetailPanel(QFrame):
    """`show_head` and `show_sections` fill it; `closed` follows its cross. Keeps its buttons when facts change."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName(name)
        self._narrow, self._below = False, False
        self._title = ElidedLabel("", "heading", figures=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pills = PillRow()
        self._meta = ElidedLabel("", "small", "text2", figures=True)
        self.close_button = IconButton("x", "Close details", self.closed.emit)
        self.buttons = QHBoxLayout()
        self.banner = Banner(icon="sticky-note")
        self._sections = QVBoxLayout()
        self._build()
        follow(self._restyle)

    def _build(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 0, 0, 0)
        self._outer.setSpacing(0)
        self._head = QVBoxLayout()
        self._top = QHBoxLayout()
        self._top.addWidget(self._title)
        self._top.addWidget(self._pills)
        self._top.addStretch()
        self._top.addWidget(self.close_button)
        self._head.addLayout(self._top)
        self._head.addWidget(self._meta)
        self._head.addLayout(self.buttons)
        self._outer.addLayout(self._head)
        self._outer.addWidget(Divider(strong=True))
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._banner_room = QVBoxLayout()
        self._banner_room.addWidget(self.banner)
        inner.addLayout(self._banner_room)
        self._sections.setSpacing(0)
        inner.addLayout(self._sections)
        inner.addStretch()
        self.scroller = scrolled(content)
        self._outer.addWidget(self.scroller, 1)

    def _restyle(self) -> None:
        self._head.setContentsMargins(px(16), px(12), px(16), px(14))
        self._head.setSpacing(px(8))
        self.buttons.setSpacing(px(8))
        self._fit_banner()
        self.set_narrow(self._narrow)

    def _fit_banner(self) -> None:
        # A banner with nothing to say leaves no gap above the first section.
        shown = bool(self.banner.text)
        self._banner_room.setContentsMargins(px(16), px(14) if shown else 0, px(16), px(2) if shown else 0)

    def set_narrow(self, narrow: bool) -> None:
        """316 design pixels in a narrow window, else 348; only the first and last button stay."""
        self._narrow = narrow
        self._place_pills()
        self.setFixedWidth(px(NARROW_WIDTH if narrow else WIDTH))
        for number in range(1, self.buttons.count() - 1):
            if (item := self.buttons.itemAt(number)) is not None and (button := item.widget()) is not None:
                show_part(button, not narrow)

    def show_head(self, title: str, meta: str = "", pills: Sequence[Pill] = ()) -> None:
        """Name what is shown: its number, its states, and who and when."""
        self._title.setText(title)
        self._title.setMaximumWidth(self._title.fontMetrics().horizontalAdvance(title) + px(4))
        self._title.setMinimumWidth(min(self._title.maximumWidth(), px(150)))
        self._meta.setText(meta)
        show_part(self._meta, bool(meta))
        self._pills.show_pills(*pills)
        self._place_pills()

    def _place_pills(self) -> None:
        """Beside the title where there is room for both, else on a line of their own."""
        beside = self._title.minimumWidth() + self._pills.full_width + self.close_button.minimumWidth()
        room = px(WIDTH) - 2 * px(16) - 3 * self._top.spacing()
        below = self._narrow or beside > room
        if below and not self._below:
            self._head.insertWidget(1, self._pills, 0, Qt.AlignmentFlag.AlignLeft)
        elif self._below and not below:
            self._top.insertWidget(1, self._pills)
        self._below = below

    def set_buttons(self, *buttons: QWidget) -> None:
        """The next step first and wide, others at its right, a menu of everything last.

        In a narrow window those between the first and the last are left out, so the menu must hold them as well.
        """
        clear_layout(self.buttons)
        for number, button in enumerate(buttons):
            self.buttons.addWidget(button, 1 if number == 0 else 0)
        self.set_narrow(self._narrow)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Replace what is under the head."""
        place = self.scroller.verticalScrollBar().value()
        self._fit_banner()
        clear_layout(self._sections)
        for number, section in enumerate(sections):
            section.end(number == len(sections) - 1)
            self._sections.addWidget(section)
        self.scroller.verticalScrollBar().setValue(place)
