"""How the window looks on this PC."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from orderdesk.ui.bench.section import THIS_PC, SettingsSection
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.theme.apply import fitting_here, wear
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.visibility import show_part

THEMES = (("", "As the desktop"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
SCALES = ((0.9, "90 %"), (1.0, "100 %"), (1.1, "110 %"), (1.25, "125 %"), (1.5, "150 %"))


class LooksSection(SettingsSection):
    """Theme and size; both are seen at once."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__("Appearance", THIS_PC, "A change is seen at once.")
        self._session = session
        self.theme = Choice(THEMES, current=session.theme)
        self.scale = Choice(SCALES, current=session.scale)
        for name, choice in (("Theme", self.theme), ("Size", self.scale)):
            self.body.addWidget(FormField(name, choice))
            choice.picked.connect(lambda _value: self.apply())
        self._room = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self._room)
        self._tell_room()

    def apply(self) -> None:
        """Dress the window as chosen and remember it."""
        self._session.theme, self._session.scale = self.theme.value(), self.scale.value()
        wear(self._app, self.theme.value(), self.scale.value())
        self._tell_room()

    @property
    def _app(self) -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def _tell_room(self) -> None:
        """Say it where the screen has no room for the size that was chosen."""
        least, chosen = fitting_here(self._app, self.scale.value()), self.scale.value()
        self._room.setText(f"This screen has room for {int(least * 100)} %." if least < chosen else "")
        show_part(self._room, least < chosen)
