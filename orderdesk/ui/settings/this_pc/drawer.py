"""What the cash drawer of this PC hangs on, and a way to try it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from orderdesk.integrations.drawer import LONGEST, checked
from orderdesk.settings import save
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import THIS_PC, SettingsSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput

WORDS = "It opens whenever cash is taken or given, and by Open drawer in the reports."
HINT = "A printer's address (192.168.1.50), device (/dev/usb/lp0, COM3) or name; empty: it is opened by its key"


class DrawerSection(SettingsSection):
    """The receipt printer that passes the pulse on; kept as soon as it is typed."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("Cash drawer", THIS_PC, WORDS)
        self._bench = bench
        self.address = TextInput(longest=LONGEST)
        self.address.setText(bench.settings.drawer)
        self.field = FormField("Hangs on", self.address, hint=HINT, check=checked)
        self.try_button = Button("Open it now", self._try, icon="store")
        self.body.addWidget(self.field)
        self.body.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.address.editingFinished.connect(self.save)
        self._restate()

    def save(self) -> None:
        """Hold from now on to what is typed; refuse what can be none."""
        if not self.field.validate() or self.field.text == self._bench.settings.drawer:
            return
        self._bench.settings = replace(self._bench.settings, drawer=checked(self.field.text))
        self._bench.attempt(lambda: save(self._bench.settings), "Cash drawer saved")
        self._restate()

    def _try(self) -> None:
        self.save()
        self._bench.open_drawer()

    def _restate(self) -> None:
        self.try_button.setEnabled(bool(self._bench.settings.drawer))
