"""What the bar code reader on this PC sends around a code, and a place to try it."""

from __future__ import annotations

from collections.abc import Callable

from orderdesk.domain.values.errors import BadInput
from orderdesk.ui.bench.reader import ENDS, KEYBOARDS, LONGEST_PREFIX, Reader
from orderdesk.ui.bench.section import THIS_PC, SettingsSection
from orderdesk.ui.widgets.banner import announce
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.label import Label

WORDS = "A reader types like a keyboard, but faster. What it reads is caught wherever the focus is, but in a PIN field."
KEYBOARD = "If SH-1001 is read as SHß1001, or figures come as letters, it types on another keyboard than this PC has"
TRY = "Read any code now to try it."


class ScannerSection(SettingsSection):
    """Prefix, end and keyboard; `use(reader)` holds from the next code on."""

    def __init__(self, reader: Reader, use: Callable[[Reader], object]) -> None:
        super().__init__("Scanner", THIS_PC, WORDS)
        self._use = use
        self.end = Choice(ENDS, current=reader.end)
        self.prefix = TextInput(longest=LONGEST_PREFIX)
        self.prefix.setText(reader.prefix)
        self.keyboard = Choice(KEYBOARDS, current=reader.keyboard)
        self.tried = Label(TRY, "strong", wrap=True)
        hint = "A sign that nobody types first, such as ~; with it short and slow codes are known too. Empty: none"
        self._prefix_field = FormField("Sent before a code", self.prefix, hint=hint, check=_checked)
        keyboard = FormField("Types on", self.keyboard, hint=KEYBOARD)
        for part in (FormField("Sent after a code", self.end), self._prefix_field, keyboard, self.tried):
            self.body.addWidget(part)
        self.end.picked.connect(lambda _end: self.save())
        self.keyboard.picked.connect(lambda _keyboard: self.save())
        self.prefix.editingFinished.connect(self.save)

    def save(self) -> None:
        """Hold from now on to what is set; a prefix that letters begin is refused."""
        if self._prefix_field.validate():
            self._use(Reader(self._prefix_field.text, self.end.value(), self.keyboard.value()))

    def show_code(self, code: str) -> None:
        """Show what was read."""
        self.tried.setText(f"Read: {code}")
        announce(self, f"Read {code}")


def _checked(prefix: str) -> None:
    if any(sign.isalnum() or sign.isspace() for sign in prefix):
        raise BadInput("Use signs such as ~ or $, no letters, figures or blanks: those are typed by hand.")
