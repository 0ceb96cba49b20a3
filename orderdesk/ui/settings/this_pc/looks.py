"""How the window looks on this PC."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from orderdesk.ui.bench.section import THIS_PC, SettingsSection
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.theme.apply import apply_theme, system_theme
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField

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

    def apply(self) -> None:
        """Dress the window as chosen and remember it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._session.theme, self._session.scale = self.theme.value(), self.scale.value()
        apply_theme(app, self.theme.value() or system_theme(app), self.scale.value())
