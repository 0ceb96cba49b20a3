"""Questions before what cannot be undone, and small forms; never for what an Undo can mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from orderdesk.domain.values.errors import BadInput, Doubtful, Refused, StorageFailed, Unavailable
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.form_field import FormField, all_valid, show_refusal
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.reading_order import ReadDialog

KEEP = "Not now"
"""The way out of a form: "Cancel" beside "Cancel order" would tell nobody which of them cancels."""
MARGIN = 20
"""Design pixels at the left and at the right of what a dialog holds."""


def is_confirm(event: QKeyEvent) -> bool:
    """Whether Ctrl+Enter is pressed, on either side of the keyboard: it confirms the form."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class _Sheet(ReadDialog):
    """A dialog with a heading, room for a body, and buttons at the right of its foot."""

    def __init__(self, parent: QWidget, title: str, width: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(width))
        self.setProperty("ground", "surface")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(MARGIN), px(20), px(MARGIN), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Label(title, "heading", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        outer.addLayout(self.body)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.foot.addStretch()
        # Room that the body needs no longer opens above the foot; the heading stays where it was read.
        outer.addItem(QSpacerItem(0, px(4), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding))
        outer.addLayout(self.foot)


class Question(_Sheet):
    """Asks before something final: `title` is the question with its object, `body` the consequences in numbers.

    `verb` does it, and so does Ctrl+Enter; `keep` does not, where the focus is, and neither does Esc. `confirmed` runs
    only on `verb`.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        body: str,
        *,
        verb: str,
        keep: str,
        confirmed: Callable[[], object],
        danger: bool = True,
    ) -> None:
        super().__init__(parent, title, 400)
        self.body.addWidget(Label(body, "body", "text2", wrap=True))
        self.keep = Button(keep, self.reject)
        self.verb = Button(verb, self.accept, role="danger" if danger else "primary", keys="Ctrl+Enter")
        self.foot.addWidget(self.keep)
        self.foot.addWidget(self.verb)
        # A button presses itself on Enter where it has the focus, so nothing is confirmed by accident.
        for button in (self.keep, self.verb):
            button.setAutoDefault(False)
        self.keep.setFocus()
        self.accepted.connect(confirmed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_confirm(event):
            # Held down, the key that sent a form before is no answer.
            if not event.isAutoRepeat():
                self.accept()
        else:
            super().keyPressEvent(event)


def ask(
    parent: QWidget,
    title: str,
    body: str,
    *,
    verb: str,
    keep: str,
    confirmed: Callable[[], object],
    danger: bool = True,
) -> Question:
    """Open a Question over `parent`'s window and return at once; `confirmed` runs when the person agrees."""
    question = Question(parent.window(), title, body, verb=verb, keep=keep, confirmed=confirmed, danger=danger)
    question.open()
    return question


class FormDialog(_Sheet):
    """A small form: `fields` by name, `verb` sends it with Ctrl+Enter.

    `send()` does the work; what it refuses is shown under the field it names or on top, and the form stays open.
    What the person has no right to, another one can allow through `lend(parent, refusal, again)`. A long form reads
    across its `columns`, so that it fits a small screen; ticks stand below them, `before` and `extra` around all.
    `keep` leads out and changes nothing. Without a `verb` it only shows something, and its one button closes it.
    """

    lend: ClassVar[Callable[[QWidget, NotAllowed, Callable[[], object]], object] | None] = None

    def __init__(
        self,
        parent: QWidget,
        title: str,
        fields: dict[str, FormField],
        *,
        verb: str = "",
        send: Callable[[], object] = bool,
        keep: str = KEEP,
        before: Sequence[QWidget] = (),
        extra: Sequence[QWidget] = (),
        intro: str = "",
        width: int = 440,
        columns: int = 1,
    ) -> None:
        super().__init__(parent.window(), title, width)
        self.fields = fields
        self._send = send
        self.banner = Banner()
        if intro:
            self.body.addWidget(Label(intro, "body", "text2", wrap=True))
        self.body.addWidget(self.banner)
        for part in before:
            self.body.addWidget(part)
        grid = QGridLayout()
        grid.setSpacing(px(12))
        ticks = [field for field in fields.values() if isinstance(field.editor, QCheckBox)]
        for number, field in enumerate(field for field in fields.values() if field not in ticks):
            grid.addWidget(field, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        for tick in ticks:
            self.body.addWidget(tick)
        for part in extra:
            self.body.addWidget(part)
        self._add_foot(verb, keep)
        if fields:
            next(iter(fields.values())).editor.setFocus()

    def _add_foot(self, verb: str, keep: str) -> None:
        self.keep = Button(keep, self.reject)
        self.verb = Button(verb or "Close", self.submit, role="primary", keys="Ctrl+Enter")
        for button in (self.keep, self.verb):
            button.setAutoDefault(False)
            self.foot.addWidget(button)
        if not verb:
            self.keep.hide()
            self.verb.setFocus()

    def submit(self) -> None:
        """Check the fields and send; close when it was taken."""
        self.banner.clear()
        if all_valid(tuple(self.fields.values())) and self.attempt(self._send, self.submit):
            self.accept()

    def attempt(self, run: Callable[[], object], again: Callable[[], object] | None = None) -> bool:
        """Run a use case; what it refuses is shown here, and `again` (or the same) follows another person's leave."""
        repeat = again or (lambda: self.attempt(run))
        try:
            run()
        except NotAllowed as said:
            self._not_allowed(said, repeat)
        except Doubtful as said:
            self.banner.say(str(said), "warning")
        except (Refused, BadInput) as said:
            if not show_refusal(self.fields, said):
                self.banner.say(str(said), "danger")
        except (Unavailable, StorageFailed) as said:
            self.banner.say(str(said), "danger", [("Retry", repeat)])
        else:
            return True
        self._make_room()
        return False

    def _make_room(self) -> None:
        """Grow by what is said now; wrapped words ask for more than the least height that Qt reckons with."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _not_allowed(self, said: NotAllowed, again: Callable[[], object]) -> None:
        lend = FormDialog.lend
        asked = [("Ask another person", lambda: lend(self, said, again))] if lend else []
        self.banner.say(str(said), "danger", asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_confirm(event):
            self.submit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lead_on()
        else:
            super().keyPressEvent(event)

    def _lead_on(self) -> None:
        """Go to the next thing to fill in, after the last to what sends the form; never to another button, which the
        next Enter would press."""
        seen: list[QWidget | None] = []
        while True:
            self.focusNextChild()
            at = self.focusWidget()
            if not isinstance(at, Button) or at is self.verb or at in seen:
                return
            seen.append(at)
