"""Buttons: one filled button in a region, quiet ones beside it, each with its key in the tooltip."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from orderdesk.ui.theme.fonts import REGULAR, STRONG, font
from orderdesk.ui.theme.icons import icon as make_icon
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.plain import set_tip

ROLES = ("primary", "secondary", "ghost", "danger", "link")
_ICON_TOKEN = {"primary": "on_accent", "danger": "on_danger"}
_GAP = "\N{EN SPACE}"


def tip(text: str, keys: str) -> str:
    """A tooltip that ends in the key: "New order (F2)"."""
    return f"{text} ({keys})" if keys else text


def is_enter(event: QKeyEvent) -> bool:
    """Whether Enter alone is pressed, on either side of the keyboard: it presses the button that has the focus."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held


class Button(QPushButton):
    """A button with a verb.

    `role`: primary, secondary, ghost, danger or link. `icon` is a name below resources/icons. `keys` is shown in the
    tooltip and not bound: the command registry binds keys. `large` for the one in a summary panel, `touch` for packers,
    `small` for one in a line of small text.
    """

    def __init__(
        self,
        text: str,
        run: Callable[[], object] | None = None,
        *,
        role: str = "secondary",
        icon: str = "",
        keys: str = "",
        large: bool = False,
        touch: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        self._size = 15 if large or touch else 12 if small else 13
        self.setProperty("small", small)
        self.setProperty("role", role)
        self.setProperty("large", large)
        self.setProperty("touch", touch)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_text(text)
        set_tip(self, tip(text, keys) if keys else "")
        if run is not None:
            self.clicked.connect(lambda: run())
        follow(self._restyle)

    def set_text(self, text: str) -> None:
        """Change the words; assistive programs hear them without the gap kept for the icon."""
        # A stylesheet knows no gap between icon and text.
        # An & in the name of a thing is a letter; a key that it would stand for is bound by the registry alone.
        shown = text.replace("&", "&&")
        self.setText(_GAP + shown if self._icon and text else shown)
        self.setAccessibleName(text)

    def set_icon(self, icon: str) -> None:
        """Change the icon."""
        self._icon = icon
        self.set_text(self.text().removeprefix(_GAP).replace("&&", "&"))
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Ctrl+Enter is for the form; within a dialog Qt would press the button that has the focus.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(font(self._size, REGULAR if self.property("small") else STRONG))
        if self._icon:
            self.setIcon(make_icon(self._icon, _ICON_TOKEN.get(self._role, "text2"), 16))
            self.setIconSize(QSize(px(16), px(16)))

    def set_refusal(self, refusal: str | None, usual: str = "") -> None:
        """Grey the button with the sentence that says why, or enable it with its `usual` tooltip."""
        self.setEnabled(refusal is None)
        set_tip(self, refusal or usual)


class IconButton(Button):
    """A square button with only an icon; `name` is its tooltip and its accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        run: Callable[[], object] | None = None,
        *,
        role: str = "ghost",
        keys: str = "",
        width: int = 32,
    ) -> None:
        self._width = width
        super().__init__("", run, role=role, icon=icon, keys=keys)
        self.setProperty("bare", True)
        self.setAccessibleName(name)
        set_tip(self, tip(name, keys))

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedSize(px(self._width), px(32))


class ActionButton(Button):
    """A button that follows a QAction of the command registry: its words, key, icon, and why it may not run now."""

    def __init__(self, action: QAction, *, role: str = "secondary", text: str = "", large: bool = False) -> None:
        super().__init__(
            text or action.text(), action.trigger, role=role, icon=str(action.property("iconName") or ""), large=large
        )
        self._action, self._words = action, text
        action.changed.connect(self._follow_action)
        self._follow_action()

    def _follow_action(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.set_text(self._words or self._action.text())
        lacking = bool(self._action.property("lacking"))
        if bool(self.property("lacking")) != lacking:
            self.setProperty("lacking", lacking)
            self.style().polish(self)
        set_tip(self, self._action.toolTip())


@cache
def key_text(keys: str) -> str:
    """A shortcut as the keyboard of this system names it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def make_menu(parent: QWidget) -> QMenu:
    """A menu whose rounded corners show what is behind them."""
    menu = QMenu(parent)
    menu.setWindowFlags(menu.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    menu.setToolTipsVisible(True)
    return menu


class MenuButton(Button):
    """A button that opens a menu; fill `menu` with actions, or give `fill(menu)` to make it anew at each opening."""

    def __init__(
        self, text: str, *, icon: str = "", name: str = "", fill: Callable[[QMenu], None] | None = None, width: int = 0
    ) -> None:
        super().__init__(text, icon=icon or ("" if text else "ellipsis"))
        self._width = width or (0 if text else 46)
        self.menu_shown = make_menu(self)
        if fill is not None:
            self.menu_shown.aboutToShow.connect(lambda: self._refill(fill))
        self.setMenu(self.menu_shown)
        if not text:
            self.setProperty("bare", True)
            self.setAccessibleName(name or "More")
            set_tip(self, name or "More")
        else:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if not icon else Qt.LayoutDirection.LeftToRight)
            if not icon:
                self._icon = "chevron-down"
                self.setText(text + _GAP)
            if name:
                self.setAccessibleName(name)
        follow(self._fit)

    def _fit(self) -> None:
        self._restyle()
        if self._width:
            self.setFixedWidth(px(self._width))

    def _refill(self, fill: Callable[[QMenu], None]) -> None:
        self.menu_shown.clear()
        fill(self.menu_shown)
