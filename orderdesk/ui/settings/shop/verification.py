"""Verification: what is looked at when an order is confirmed, each check on or off, with its level where it has one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from orderdesk.domain.checks.verifying import Check, Setting
from orderdesk.domain.values.errors import BadInput
from orderdesk.services.checks.verifying import LARGEST_LEVEL, check_settings, set_check
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import announce
from orderdesk.ui.widgets.card import column, row
from orderdesk.ui.widgets.forms.text_input import ParsedInput, mark_invalid
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.visibility import show_part


class VerificationSection(SettingsSection):
    """A row each; a change is saved at once, and its toast can undo it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            "Verification",
            WHOLE_SHOP,
            "An order that does not pass is held with the reason. What is held already stays held.",
        )
        self.bench = bench
        self.rows: dict[str, CheckRow] = {}
        for check, setting in check_settings(bench.desk):
            self.rows[check.code] = CheckRow(bench, check, setting)
        self.body.addLayout(column(*self.rows.values(), spacing=2))
        bench.changed.connect(self._heard)

    def read(self) -> None:
        """Show every check as it is set now."""
        for check, setting in check_settings(self.bench.desk):
            self.rows[check.code].show_setting(setting)

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or "shop" in topics:
            self.read()


class CheckRow(QWidget):
    """One check: a tick, its level and unit, and below them what is wrong with the level."""

    def __init__(self, bench: Bench, check: Check, setting: Setting) -> None:
        super().__init__()
        self.bench, self.check, self._setting = bench, check, setting
        self.on = QCheckBox(check.name)
        self.level = ParsedInput(_level, name=f"{check.name}, {check.unit}")
        self.level.setFixedWidth(px(72))
        self.level.setMaxLength(6)
        self._unit = Label(check.unit, "body", "text2")
        self._unit.setMinimumWidth(px(170))
        self._wrong = Label("", "small", "danger", wrap=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(4))
        self.setMinimumHeight(px(32))
        body.addLayout(row(self.on, None, self.level, self._unit))
        body.addWidget(self._wrong)
        for part in (self.level, self._unit):
            show_part(part, bool(check.unit))
        self.show_setting(setting)
        self.on.clicked.connect(lambda on: self._save(Setting(on, self._setting.level)))
        self.level.editingFinished.connect(self._typed)

    @property
    def error(self) -> str:
        """What is wrong with the level that was typed, or ""."""
        return self._wrong.text()

    def show_setting(self, setting: Setting) -> None:
        """Show the check as it is set; a level being typed is left alone."""
        self._setting = setting
        self.on.setChecked(setting.on)
        if self.check.unit:
            self.level.setEnabled(setting.on)
            if not self.level.isModified():
                self.level.set_value(setting.level)

    def _typed(self) -> None:
        if not self.level.isModified():
            return
        self._say(self.level.error() or ("" if self.level.text().strip() else _WANTED))
        if self.error:
            return
        self.level.setModified(False)
        if self.level.value() != self._setting.level:
            self._save(Setting(self._setting.on, self.level.value()))

    def _say(self, wrong: str) -> None:
        mark_invalid(self.level, bool(wrong))
        self.level.setAccessibleDescription(wrong)
        self._wrong.setText(wrong)
        show_part(self._wrong, bool(wrong))
        if wrong:
            announce(self.level, f"{self.check.name}: {wrong}")

    def _save(self, wanted: Setting) -> None:
        before = self._setting
        if not wanted.on and self.level.isModified():
            self.level.setModified(False)
            self._say("")
        level = f", {wanted.level} {self.check.unit}" if self.check.unit and wanted.on else ""
        done = self.bench.attempt(
            lambda: self._write(wanted), f"{self.check.name}: {'on' if wanted.on else 'off'}{level}",
            undo=lambda: self._write(before),
        )  # fmt: skip
        if not done:
            self.show_setting(before)

    def _write(self, setting: Setting) -> None:
        level = setting.level if self.check.unit else None
        set_check(self.bench.desk, self.check.code, on=setting.on, level=level)


_WANTED = f"Enter a whole number from 1 to {LARGEST_LEVEL:,}."


def _level(text: str) -> int:
    clean = text.strip()
    if not (clean.isascii() and clean.isdecimal() and 1 <= int(clean) <= LARGEST_LEVEL):
        raise BadInput(_WANTED, field="level")
    return int(clean)
