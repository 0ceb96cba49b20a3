"""Everything a person can do, as data: menus, buttons, palette, tooltips and the F1 sheet are made from one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from orderdesk.ui.theme.icons import icon
from orderdesk.ui.widgets.button import key_text, tip
from orderdesk.ui.widgets.plain import set_tip

EVERYWHERE = ""
"""The context of commands that work on every screen; any other context is the id of a tab or page."""
GO_TO = "go."
"""Commands whose id begins so lead to a screen and stand under "Go to"."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    `id` names it ("order.hold"), `title` is verb and noun. `refusal()` gives None when it may run now, else the
    sentence that says why not. `shortcut` is as Qt writes it ("Ctrl+P"), `icon` a name below resources/icons,
    `context` where it works, `group` its heading on the shortcut sheet. `more` are further keys for the same thing.
    """

    id: str
    title: str
    run: Callable[[], object]
    refusal: Callable[[], str | None] | None = None
    shortcut: str = ""
    icon: str = ""
    context: str = EVERYWHERE
    group: str = ""
    more: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All its keys."""
        return tuple(filter(None, (self.shortcut, *self.more)))

    def why_not(self) -> str | None:
        """The sentence that says why it may not run now, or None."""
        return self.refusal() if self.refusal else None


def clashes(commands: Iterable[Command]) -> list[str]:
    """Sentences for each key that two commands of one context claim; those of EVERYWHERE stand in every context."""
    found, seen = [], dict[tuple[str, str], Command]()
    listed = list(commands)
    contexts = {command.context for command in listed} | {EVERYWHERE}
    for command in listed:
        for key in command.keys:
            name = QKeySequence(key).toString()
            for context in contexts if command.context == EVERYWHERE else {command.context}:
                other = seen.setdefault((context, name), command)
                if other is not command:
                    found.append(f"{name} means both {other.id} and {command.id} in {context or 'every screen'}")
    return sorted(set(found))


class Commands(QObject):
    """Builds a QAction for each command and binds its key; a refused one is grey and says why.

    `refused(sentence)` is called when a key of a refused command is pressed, so that no key is ever silent.
    """

    def __init__(self, parent: QObject | None = None, refused: Callable[[str], object] | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._silent: dict[str, list[QShortcut]] = {}
        self.refused: Callable[[str], object] = refused or (lambda _sentence: None)
        self.lacks: Callable[[str], str] = lambda _name: ""
        """Says of a command that it will ask for another person, and why; "" for one that will not."""

    def add(self, commands: Sequence[Command], owner: QWidget) -> None:
        """Bind `commands`; keys of a context work while `owner` (its page, or the window) is shown.

        A key that is taken in the context raises ValueError: two commands may never answer to one key.
        """
        clash = clashes([*self._commands.values(), *commands])
        again = [command.id for command in commands if command.id in self._commands]
        if clash or again:
            raise ValueError("; ".join([*clash, *(f"{name} is there already" for name in again)]))
        for command in commands:
            self._commands[command.id] = command
            self._actions[command.id] = self._bind(command, owner)
        self.refresh()

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """Forget what was added in the block when it fails: a page that could not be made may be tried again."""
        before = set(self._commands)
        try:
            yield
        except BaseException:
            self._forget([name for name in self._commands if name not in before])
            raise

    def _bind(self, command: Command, owner: QWidget) -> QAction:
        action = QAction(command.title, owner)
        action.setObjectName(command.id)
        action.setProperty("iconName", command.icon)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        # A hidden page's actions keep their keys to themselves, so each tab may use Ctrl+N for its own kind.
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: self.run(command.id))
        owner.addAction(action)
        self._silent[command.id] = [self._explainer(command, key, owner) for key in command.keys]
        return action

    def _explainer(self, command: Command, key: str, owner: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setEnabled(False)
        shortcut.activated.connect(lambda: self.run(command.id))
        return shortcut

    def refresh(self, *names: str) -> None:
        """Ask the commands named (all, when none is) whether they may run, and grey or enable them."""
        for name in names or tuple(self._actions):
            why, lacks = self._commands[name].why_not(), self.lacks(name)
            action = self._actions[name]
            if bool(action.property("lacking")) != bool(lacks):
                action.setProperty("lacking", bool(lacks))
            action.setEnabled(why is None)
            set_tip(action, why or lacks or tip(action.text(), key_text(self._commands[name].shortcut)))
            for shortcut in self._silent[name]:
                shortcut.setEnabled(why is not None)

    def why_not(self, name: str) -> str | None:
        """The sentence that says why the command may not run now, or None."""
        return self._commands[name].why_not()

    def run(self, name: str) -> bool:
        """Run the command, or say why not; True when it ran."""
        why = self._commands[name].why_not()
        if why is not None:
            self.refused(why)
            return False
        self._commands[name].run()
        return True

    def clear(self) -> None:
        """Forget every command and free its keys: the pages they belong to are gone."""
        self._forget(list(self._commands))

    def _forget(self, names: Sequence[str]) -> None:
        for name in names:
            del self._commands[name]
            action, silent = self._actions.pop(name, None), self._silent.pop(name, [])
            for each in (action, *silent):
                if each is not None and isValid(each):
                    each.setEnabled(False)
                    each.deleteLater()

    def has(self, name: str) -> bool:
        """Whether there is a command of this name now."""
        return name in self._commands

    def of_id(self, name: str) -> Command:
        """The command of this name."""
        return self._commands[name]

    def action(self, name: str) -> QAction:
        """The QAction of a command, for menus and `ActionButton`."""
        return self._actions[name]

    def retitle(self, name: str, title: str) -> None:
        """Give a command's action the words of the moment: "Mark OD-10481 as packed"."""
        self._actions[name].setText(title)
        self.refresh(name)

    def fill(self, menu: QMenu, names: Sequence[str]) -> None:
        """Put the commands named into `menu`, with their icons; "" is a line."""
        self.refresh(*filter(None, names))
        for name in names:
            if name:
                action = self._actions[name]
                drawn = "users" if action.property("lacking") else self._commands[name].icon
                action.setIcon(icon(drawn) if drawn else QIcon())
                menu.addAction(action)
            else:
                menu.addSeparator()

    def of(self, context: str) -> list[Command]:
        """The commands that work in `context`: its own, then those of every screen."""
        own = [command for command in self._commands.values() if command.context == context != EVERYWHERE]
        return own + [command for command in self._commands.values() if command.context == EVERYWHERE]

    def all(self) -> list[Command]:
        """Every command."""
        return list(self._commands.values())
